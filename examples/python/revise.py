"""A plan revised in flight: a preview, the revision as an event, and what earlier views still show.

    python examples/python/revise.py --dry-run FDR1

The first step of the dry run is started on time. Two hours later the transition team puts the steps
that are still ahead off by a day, while somebody else, working on an export of the plan, has given
the last step another label: both changes are merged. One sees the difference in words, what the
revision changes at once, the history with its digests, and a state before and after.
"""

import argparse
import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py

SAMPLE = Path("examples/data/plan-de-transition.xlsx")
TEAM = "cellule.transition@reseau.example"


def edited(plan: ptr_py.Plan, changes: dict[str, dict[str, object]]) -> ptr_py.Plan:
    """The plan with other values in some fields of some steps."""
    records = [record | changes.get(record["id"], {}) for record in plan.to_records(resolved=False)]
    return ptr_py.Plan.from_records(records, **plan.frame())


def main() -> None:
    """Revises the plan of a run and looks at it before and after."""
    parser = argparse.ArgumentParser(description="Revises a plan in flight.")
    parser.add_argument("--workbook", type=Path, default=SAMPLE)
    parser.add_argument("--dry-run", default="FDR1")
    parser.add_argument("--lang", choices=["fr", "en", "nl"], default="fr")
    options = parser.parse_args()

    plan = ptr_py.load_workbook(options.workbook)
    schedule = plan.schedule(options.dry_run)
    first, last = schedule.ids[0], schedule.ids[-1]
    ten = schedule.start(first)
    assert ten is not None
    run = ptr_py.Run(schedule, [TEAM])
    run.start(first, by=TEAM, at=ten)

    # Two people have changed the same plan: what does not collide is put together.
    day = timedelta(days=1)
    ahead: dict[str, dict[str, object]] = {
        step: {"start": start + day}
        for step in schedule.ids[1:10]
        if (start := schedule.start(step)) is not None
    }
    ours = edited(plan, ahead)
    theirs = edited(plan, {last: {"label": "Bilan et clôture"}})
    merged = ptr_py.merge(plan, ours, theirs)
    for conflict in merged.conflicts:
        print(conflict.text(options.lang))
    assert merged.plan is not None

    # What would it bring about? Nothing is changed yet.
    at = ten + timedelta(hours=2)
    preview = run.preview_revision(merged.plan, at)
    for sentence in preview.difference.sentences(options.lang):
        print(sentence)
    for change in preview.states:
        before, after = (it.label(options.lang) for it in (change.before, change.after))
        print(f"= {change.step}: {before} -> {after}")

    run.revise(merged.plan, by=TEAM, at=at, reason="Le registre est en retard")
    zone = ZoneInfo(plan.timezone)
    for event in run.events:
        told = event.sentence(options.lang)
        print(f"{event.at.astimezone(zone):%d/%m/%Y %H:%M}  {event.digest:.12}  {told}")

    # A view of an earlier instant keeps the plan of then.
    second = schedule.ids[1]
    for instant in (at - timedelta(minutes=1), at):
        print(f"{instant.astimezone(zone):%H:%M}", second, run.state(second, instant))

    # A store keeps each plan once, under its digest, and the events.
    plans = {merged.plan.digest: merged.plan.to_json()}
    events = [json.dumps(event.to_dict()) for event in run.events]
    again = ptr_py.Run.replay(
        schedule,
        map(json.loads, events),
        [TEAM],
        plans=[ptr_py.Plan.from_json(text) for text in plans.values()],
    )
    again.verify(run.checkpoint())
    assert again.states(at) == run.states(at)


if __name__ == "__main__":
    main()
