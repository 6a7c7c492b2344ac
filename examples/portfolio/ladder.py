"""From what size on a cluster pays: measured rung by rung, not reckoned from one rate.

Kept true here: both ways do the same tasks, their results are compared at every rung, and a size
counts as paying only if every larger one that was measured pays, too.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

Task = tuple[int, int, int]
TIMES = 3
"""How often a rung is measured in each way, in turn; the shortest counts."""


@dataclass(frozen=True)
class Rung:
    """One size, in seconds."""

    tasks: int
    alone: float
    together: float

    def ratio(self, start_up: float = 0.0) -> float:
        """How many times as fast the cluster is."""
        return self.alone / (self.together + start_up)


def climb(work: Callable[[Task], Any], tasks: Sequence[Task], workers: int) -> None:
    """Measures sizes that double, up to all tasks, and says from which on the cluster pays."""
    from cluster import spread, started  # noqa: PLC0415 (one process needs no Dask)

    begin = time.perf_counter()
    with started(workers) as client:
        # The first task of a worker imports what it needs: that is a part of starting it.
        spread(client, work, tasks[:workers], kill_one=False)
        start_up = time.perf_counter() - begin
        alone = lambda few: [work(task) for task in few]  # noqa: E731
        together = lambda few: spread(client, work, few, kill_one=False)  # noqa: E731
        rungs = [measure(alone, together, tasks[:size]) for size in sizes(len(tasks))]
    show(rungs, start_up, workers)


def sizes(most: int) -> list[int]:
    """Sizes that double, the last being the whole."""
    return [1 << power for power in range(most.bit_length()) if 1 << power < most] + [most]


def measure(
    alone: Callable[[Sequence[Task]], list[Any]],
    together: Callable[[Sequence[Task]], list[Any]],
    tasks: Sequence[Task],
) -> Rung:
    """Both ways in turn on the same tasks."""
    ways = (alone, together)
    best = [float("inf"), float("inf")]
    for _ in range(TIMES):
        results = []
        for nth, way in enumerate(ways):
            begin = time.perf_counter()
            results.append(way(tasks))
            best[nth] = min(best[nth], time.perf_counter() - begin)
        assert results[0] == results[1], "a result depends on where it was computed"
    return Rung(len(tasks), *best)


def show(rungs: Sequence[Rung], start_up: float, workers: int) -> None:
    """The table, and what follows from it."""
    print(
        f"\n{'':>8} {'one process':>12} {f'{workers} workers':>12} {'times as':>10} {'start':>10}"
    )
    print(f"{'size':>8} {'s':>12} {'s':>12} {'fast':>10} {'included':>10}")
    for rung in rungs:
        ratios = f"{rung.ratio():10.2f} {rung.ratio(start_up):10.2f}"
        print(f"{rung.tasks:8} {rung.alone:12.3f} {rung.together:12.3f} {ratios}")
    print(f"starting {workers} workers, what they import included: {start_up:.2f} s")
    print(f"once started, the cluster pays {pays(rungs, 0.0)}")
    print(f"its start included, it pays {pays(rungs, start_up)}")


def pays(rungs: Sequence[Rung], start_up: float) -> str:
    """The smallest size measured from which on every one pays."""
    paying = list(takewhile(lambda rung: rung.ratio(start_up) > 1, reversed(rungs)))
    return f"from {paying[-1].tasks} on" if paying else f"at no size up to {rungs[-1].tasks}"
