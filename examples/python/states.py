"""Where a dry run stands: the progress of each phase, and the steps to act on, at any instant.

    python examples/python/states.py --dry-run FDR2 --at 2027-03-27T22:00

With ``--events FILE`` it tells of the run whose events the file holds, one JSON object a line, as
``play.py`` and the Rust example ``play_dry_run`` write them; without, of one in which nothing has
happened. Coloured on a terminal, plain when piped.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py
from ptr_py import State

SAMPLE = Path("examples/data/plan-de-transition.xlsx")
INKS = {"orange": "48;5;214;30", "red": "48;5;160;97", "lightgrey": "48;5;252;30"}
INKS |= {"green": "48;5;34;97", "blue": "48;5;26;97"}


def main() -> None:
    """Prints the recap and the steps that are to be acted on."""
    parser = argparse.ArgumentParser(description="Shows where a dry run stands.")
    parser.add_argument("--workbook", type=Path, default=SAMPLE)
    parser.add_argument("--dry-run", default="FDR1")
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--events", type=Path)
    options = parser.parse_args()

    plan = ptr_py.load_workbook(options.workbook)
    schedule = plan.schedule(options.dry_run)
    at = options.at if options.at.tzinfo else options.at.replace(tzinfo=ZoneInfo(plan.timezone))
    events = options.events.read_text("utf-8").splitlines() if options.events else []
    run = ptr_py.Run.replay(schedule, map(json.loads, events))

    recap = run.recap(at)
    for code, tally in recap.by_phase.items():
        done = round(30 * tally.percent / 100)
        bar = "█" * done + "░" * (30 - done)
        print(f"{code:<6} {bar} {tally.terminated:4} /{tally.total:4} {tally.percent:6.1f} %")
    print(f"{'Total':<37} {recap.terminated:4} /{recap.total:4} {recap.percent:6.1f} %\n")

    for step, state in run.states(at).items():
        if state in {State.OVERDUE, State.READY, State.OPEN}:
            print(f"{step}  {painted(state)}  {plan[step].label}")


def painted(state: State) -> str:
    """The state in its colour, if somebody looks at a terminal."""
    label = f"{state.label():<11}"
    ink = INKS.get(state.color or "") if sys.stdout.isatty() else None
    return f"\x1b[{ink}m{label}\x1b[0m" if ink else label


if __name__ == "__main__":
    main()
