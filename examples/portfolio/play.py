"""A whole dry run under a simulated clock, and what it came to: the unit of work of a portfolio.

A pure function of its arguments. Chance comes from a seed, time from the plan; the result is small
and says by a digest over all events whether two runs were the same to the byte.
"""

import hashlib
import heapq
import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from plans import COORDINATOR, DRY_RUN, make_plan

import ptr_py

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Outcome:
    """What a dry run came to."""

    plan: int
    seed: int
    events: int
    hours: float
    """From the first start that was planned to the last step closed."""
    latest: float
    """The hours by which the last step was behind its plan."""
    transfers: int
    defects: int
    held_by: str
    """Half way, the step that held the last one of the plan."""
    digest: str
    """Of all events, as they are stored."""


@dataclass(order=True)
class Act:
    """Something that somebody is going to do."""

    at: datetime
    step: str
    do: "Callable[..., object]" = field(compare=False)


class People:
    """Those who get the mails, and do what they ask for; or do not, and somebody else does."""

    def __init__(self, run: ptr_py.Run, chance: random.Random) -> None:
        self.run = run
        self.chance = chance
        self.acts: list[Act] = []

    def next_act(self) -> datetime | None:
        """When somebody does something next."""
        return self.acts[0].at if self.acts else None

    def act(self, at: datetime) -> None:
        """Everything that is done by this instant."""
        while self.acts and self.acts[0].at <= at:
            heapq.heappop(self.acts).do(at=at)

    def read(self, mail: ptr_py.Notice, at: datetime) -> None:
        """A mail has come that asks somebody to act."""
        if mail.step is None or mail.kind not in {"start", "transfer"}:
            return
        me = mail.recipients[0]
        match self.chance.randrange(20):
            case 0 if mail.kind == "start":
                hand_on = partial(self.run.transfer, mail.step, to=f"renfort.{me}", by=me)
                self.plan(at + self.minutes(2, 30), mail.step, hand_on)
            case 1:  # nobody comes, and the transition team does it hours later
                begin = partial(self.begin, mail.step, COORDINATOR)
                self.plan(at + self.minutes(120, 600), mail.step, begin)
            case _:
                self.plan(at + self.minutes(2, 45), mail.step, partial(self.begin, mail.step, me))

    def begin(self, step: str, me: str, at: datetime) -> None:
        """Starts a step, and plans to close it, sometimes with a defect."""
        self.run.start(step, by=me, at=at)
        lasts = self.run.schedule.plan[step].duration or timedelta(minutes=30)
        self.plan(at + lasts * self.chance.uniform(0.6, 1.6), step, partial(self.end, step, me))

    def end(self, step: str, me: str, at: datetime) -> None:
        """Closes a step."""
        if self.chance.randrange(12) == 0:
            self.run.record_defects(step, "Écart constaté, à analyser.", by=me, at=at)
        self.run.close(step, by=me, at=at)

    def plan(self, at: datetime, step: str, do: "Callable[..., object]") -> None:
        """Keeps in mind what is to be done."""
        heapq.heappush(self.acts, Act(at, step, do))

    def minutes(self, least: int, most: int) -> timedelta:
        """Some time."""
        return timedelta(minutes=self.chance.randrange(least, most))


def play(task: tuple[int, int, int]) -> Outcome:
    """Plays the dry run of a plan: ``(plan, steps, seed)``."""
    number, steps, seed = task
    run = ptr_py.Run(make_plan(number, steps).schedule(DRY_RUN), coordinators=[COORDINATOR])
    people = People(run, random.Random(f"people {number} {seed}"))
    begin = min(filter(None, map(run.schedule.start, run.schedule.ids)))

    at: datetime | None = begin
    while at is not None:
        people.act(at)
        for mail in run.notices(at):
            run.notice_sent(mail, at=at)
            people.read(mail, at)
        at = min(filter(None, (run.next_change(at), people.next_act())), default=None)
    return summed_up(run, number, seed, begin)


def summed_up(run: ptr_py.Run, number: int, seed: int, begin: datetime) -> Outcome:
    """What a run that has come to its end came to."""
    events, last = run.events, run.schedule.ids[-1]
    end, due = events[-1].at, run.schedule.end(last)
    recap = run.recap(end)
    assert recap.terminated == recap.total, "the dry run came to a halt"
    half = run.explain(last, events[len(events) // 2].at)
    kinds = [event.type for event in events]
    lines = (json.dumps(event.to_dict(), sort_keys=True) for event in events)
    return Outcome(
        plan=number,
        seed=seed,
        events=len(events),
        hours=(end - begin) / timedelta(hours=1),
        latest=(end - due) / timedelta(hours=1) if due else 0.0,
        transfers=kinds.count("transferred"),
        defects=kinds.count("defects_recorded"),
        held_by=next(iter(half.blockers), ""),
        digest=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    )
