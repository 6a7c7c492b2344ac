"""Is this workbook a plan? Every problem in it, sheet by sheet, each with its cell.

    python examples/python/check.py examples/data/plan-fautif.xlsx

One sees all faults and warnings at once, and the exit code is 1. Of a workbook that is a plan
(``examples/data/plan-de-transition.xlsx``) one sees the warnings, how many steps each dry run
executes, and when the first and the last of them start. With ``--findings`` one sees as well
what is allowed and likely to make a night fail, each with its cure; ``--required-end Repli`` names
the milestone by which a rollback must be over.
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
    parser.add_argument("--findings", action="store_true", help="what could be better")
    parser.add_argument("--required-end", help="the milestone by which a rollback must be over")
    options = parser.parse_args()

    try:
        plan = ptr_py.load_workbook(options.workbook)
    except ptr_py.WorkbookError as error:
        tell(error.problems, options.lang)
        return 1
    tell(plan.warnings, options.lang)
    if options.findings:
        for finding in plan.check({"required_end": options.required_end}, language=options.lang):
            print(f"  {finding.severity:<7}  {finding.message}\n           {finding.cure}")
        print()
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
