"""A whole dry run: people start and close steps when their mails come, under a simulated clock.

    python examples/python/play.py --dry-run FDR1 --seed 7 --out out/python

One sees a journal of what people did, and the recap in the end; in ``out/python`` stand the mails
(``mails/*.eml``), the events (``events.jsonl``, which ``states.py`` and ``explain.py`` read) and a
status workbook. The same seed gives the same bytes. A plan of one's own is played by
``--workbook FILE``, and ``--layout FILE`` if it is laid out in another way.
"""

import argparse
import heapq
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py
from ptr_py import State

SAMPLE = Path("examples/data/plan-de-transition.xlsx")
TEAM = "cellule.transition@reseau.example"


@dataclass(order=True)
class Act:
    """Something that somebody is going to do."""

    at: datetime
    step: str
    act: Callable[..., list[ptr_py.Event]] = field(compare=False)


class People:
    """Those who get the mails, and do what they ask for."""

    def __init__(self, run: ptr_py.Run, seed: int) -> None:
        self.run = run
        self.chance = random.Random(seed)
        self.plans: list[Act] = []

    def read(self, mail: ptr_py.Notice, at: datetime) -> None:
        """A mail has come: somebody starts the step soon, or hands it on."""
        step, (me,) = mail.step, mail.recipients
        if step is None or mail.kind not in {"start", "transfer"}:
            return
        if any(plan.step == step for plan in self.plans):  # somebody else has taken it on
            return
        at += timedelta(minutes=self.chance.randrange(2, 45))
        if mail.kind == "start" and self.chance.randrange(20) == 0:
            hand_on = partial(self.run.transfer, step, to=f"renfort.{me}", by=me)
            heapq.heappush(self.plans, Act(at, step, hand_on))
        else:
            heapq.heappush(self.plans, Act(at, step, partial(self.start, step, me)))

    def start(self, step: str, me: str, at: datetime) -> list[ptr_py.Event]:
        """Starts a step, and plans to close it: a decision by as many people as it asks for."""
        events = self.run.start(step, by=me, at=at)
        planned = self.run.schedule.plan[step]
        lasts = planned.duration or timedelta(minutes=30)
        lasts *= self.chance.uniform(0.7, 1.4)
        outcome = planned.outcomes[0] if planned.outcomes else None
        for by in self.run.assignees(step)[: planned.quorum] if planned.quorum else [me]:
            close = partial(self.run.close, step, by=by, outcome=outcome)
            heapq.heappush(self.plans, Act(at + lasts, step, close))
        return events


def main() -> None:
    """Plays the dry run."""
    parser = argparse.ArgumentParser(description="Plays a whole dry run.")
    parser.add_argument("--workbook", type=Path, default=SAMPLE)
    parser.add_argument("--layout", type=Path, help="as `ptr propose-layout` writes it")
    parser.add_argument("--dry-run", default="FDR1")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("out/python"))
    options = parser.parse_args()

    layout = json.loads(options.layout.read_text("utf-8")) if options.layout else None
    plan = ptr_py.load_workbook(options.workbook, layout)
    zone = ZoneInfo(plan.timezone)
    run = ptr_py.Run(plan.schedule(options.dry_run), coordinators=[TEAM])
    people = People(run, options.seed)
    mailer = ptr_py.Mailer(
        {"from": f"Équipe de transition <{TEAM}>", "directory": str(options.out / "mails")},
        base_url="https://ptr.reseau.example",
    )
    outbox = ptr_py.Outbox()

    at: datetime | None = min(filter(None, map(run.schedule.start, run.schedule.ids)))
    while at is not None:
        while people.plans and people.plans[0].at <= at:
            for event in heapq.heappop(people.plans).act(at=at):
                print(f"{at.astimezone(zone):%d/%m %H:%M}  {event.step}  {event.sentence()}")
        for attempt in mailer.deliver(run, outbox, at):
            if attempt.verdict == "done":
                people.read(attempt.notice, at)
        # Sleep until the clock alone changes a state, or somebody acts.
        nexts = [run.next_change(at), people.plans[0].at if people.plans else None]
        at = min(filter(None, nexts), default=None)

    end = run.events[-1].at
    recap = run.recap(end)
    print(f"\n{options.dry_run}  {recap.terminated} / {recap.total}  {recap.percent:.1f} %")
    run.write_status_workbook(options.out / f"{options.dry_run}.xlsx", end)
    lines = [json.dumps(event.to_dict(), ensure_ascii=False) + "\n" for event in run.events]
    (options.out / "events.jsonl").write_text("".join(lines), encoding="utf-8")
    for step, state in run.states(end).items():
        if state not in {State.TERMINATED, State.PLANNED}:  # one without a date, or after such
            print(run.explain(step, end).text("fr"))


if __name__ == "__main__":
    main()
