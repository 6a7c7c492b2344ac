"""Why can this step not start? Every reason, the steps that hold the whole chain, its history.

    python examples/python/explain.py CO00000090 --dry-run FDR2 --at 2027-03-28T09:00

With ``--events FILE`` after what has happened in the run whose events the file holds, one JSON
object a line, as ``play.py`` and the Rust example ``play_dry_run`` write them.
"""

import argparse
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py

SAMPLE = Path("examples/data/plan-de-transition.xlsx")


def main() -> None:
    """Prints the explanation of one step."""
    parser = argparse.ArgumentParser(description="Explains why a step stands where it stands.")
    parser.add_argument("step")
    parser.add_argument("--workbook", type=Path, default=SAMPLE)
    parser.add_argument("--dry-run", default="FDR1")
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--events", type=Path)
    parser.add_argument("--lang", choices=["fr", "en", "nl"], default="fr")
    options = parser.parse_args()

    plan = ptr_py.load_workbook(options.workbook)
    zone = ZoneInfo(plan.timezone)
    at = options.at if options.at.tzinfo else options.at.replace(tzinfo=zone)
    events = options.events.read_text("utf-8").splitlines() if options.events else []
    run = ptr_py.Run.replay(plan.schedule(options.dry_run), map(json.loads, events))

    explanation = run.explain(options.step, at)
    print(f"{options.step} - {plan[options.step].label}\n")
    print(explanation.text(options.lang))
    for event in run.history(options.step):
        if event.at <= at:
            print(f"  {event.at.astimezone(zone):%d/%m/%Y %H:%M}  {event.sentence(options.lang)}")


if __name__ == "__main__":
    main()
