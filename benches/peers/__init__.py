"""Ours beside what one would use instead: the same work on the same inputs, in turns.

Kept true: nobody is timed before its answer has been found equal to ours; whoever is compared
takes turns in one process, so that a busy moment of the machine hits all alike; what is looked at
is the ratio of a round. `benches/peers/run` sets up what this needs and starts it.

A subject (`states`, `workbook`, `mails`, `boundary`) lists its contests; `contest` says what one
is and holds it; `child` is the process it is held in.
"""
