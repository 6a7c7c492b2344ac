"""Who somebody is: tokens in links, sessions and keys, sign-in by mail, forms that are ours.

Kept true: nobody acts under an address that they have not shown to be able to read. What a
person may do with a step is not decided here; the run decides it at every command.
"""
