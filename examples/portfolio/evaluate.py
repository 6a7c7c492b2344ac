"""Where a plan stands at instants spread over it: the small unit of work of a portfolio.

A pure function of its arguments, as `play` is, and shorter than that: nobody acts.
"""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass

from plans import COORDINATOR, DRY_RUN, make_plan

import ptr_py

INSTANTS = 24
"""How often a plan is looked at, from its first start to its last end."""


@dataclass(frozen=True)
class Evaluation:
    """Where a plan stands when nobody acts on it."""

    plan: int
    seed: int
    late: int
    """The steps behind, over all instants."""
    ready: int
    """The steps that could be started at the last instant."""
    held_by: str
    """The step that holds the last one of the plan more often than any other."""
    digest: str
    """Of all states, recaps and holders."""


def evaluate(task: tuple[int, int, int]) -> Evaluation:
    """Evaluates a plan: ``(plan, steps, seed)``; the seed says at which instants."""
    number, steps, seed = task
    run = ptr_py.Run(make_plan(number, steps).schedule(DRY_RUN), coordinators=[COORDINATOR])
    ids = run.schedule.ids
    starts = [start for start in map(run.schedule.start, ids) if start]
    first, last = min(starts), max(starts)
    chance = random.Random(f"instants {number} {seed}")
    holders: Counter[str] = Counter()
    digest, late, ready = hashlib.sha256(), 0, 0
    for at in sorted(first + (last - first) * chance.random() for _ in range(INSTANTS)):
        states, recap, held = run.states(at), run.recap(at), run.explain(ids[-1], at).blockers
        late += sum(state is ptr_py.State.OVERDUE for state in states.values())
        ready = recap.by_state.get(ptr_py.State.READY, 0)
        holders.update(list(held))
        digest.update(repr((at, list(states.items()), recap, list(held.items()))).encode())
    held_by = min(holders, key=lambda step: (-holders[step], step), default="")
    return Evaluation(number, seed, late, ready, held_by, digest.hexdigest())
