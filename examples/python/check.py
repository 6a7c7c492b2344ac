"""Is this workbook a plan? Every problem in it, sheet by sheet, each with its cell.

    python examples/python/check.py examples/data/plan-fautif.xlsx

One sees all faults and warnings at once, and the exit code is 1. Of a workbook that is a plan
(``examples/data/plan-de-transition.xlsx``) one sees the warnings, how many steps each dry run
executes, and when the first and the last of them start.
"""

import argparse
import sys
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py


def main() -> int:
    """Checks the workbook that is named on the command line."""
    parser = argparse.ArgumentParser(description="Checks a workbook.")
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--lang", choices=["fr", "en", "nl"], default="fr")
    options = parser.parse_args()

    try:
        plan = ptr_py.load_workbook(options.workbook)
    except ptr_py.WorkbookError as error:
        tell(error.problems, options.lang)
        return 1
    tell(plan.warnings, options.lang)
    zone = ZoneInfo(plan.timezone)
    for dry_run in plan.dry_runs:
        schedule = plan.schedule(dry_run)
        starts = sorted(filter(None, map(schedule.start, schedule.ids)))
        days = [f"{start.astimezone(zone):%d/%m/%Y %H:%M}" for start in (*starts[:1], *starts[-1:])]
        print(f"{dry_run:<6} {len(schedule):4}  {' - '.join(days)}")
    return 0


def tell(problems: list[ptr_py.Problem], language: str) -> None:
    """Prints problems under the sheets they stand on; the file's own under a question mark."""
    for sheet, there in groupby(problems, lambda problem: problem.sheet or ""):
        print(sheet or "?")
        for problem in there:
            print(f"  {problem.severity:<7}  {problem.text(language)}")
        print()


if __name__ == "__main__":
    sys.exit(main())
