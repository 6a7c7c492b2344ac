"""What a contest is, and how it is held.

A contest is one piece of work, done by us and by others. Each way of doing it is prepared once
and then works in turns: A B C A B C. The answers of the first turn are compared. Peak memory is
measured apart, each way in a process of its own.
"""

import gc
import importlib
import math
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

# What is over sooner than this, in seconds, is done several times and divided.
ENOUGH = 0.05


class Prepared(NamedTuple):
    """A way that is ready to work on inputs of some size."""

    work: Callable[[], Any]
    answer: Callable[[Any], object] = lambda result: result
    """The result in the form in which all ways of a contest agree."""
    times_itself: bool = False
    """Whether what the work returns is the seconds it took."""


@dataclass(frozen=True)
class Way:
    """One way of doing the work."""

    name: str
    prepare: Callable[[int], Prepared]
    modules: Sequence[str] = ()
    """What it imports; what that takes is no part of its peak memory."""


@dataclass(frozen=True)
class Contest:
    """One piece of work, done by us and by others, at several sizes."""

    name: str
    per: str
    """What a size counts: times are given for one of it."""
    ours: Way
    peers: Sequence[Way]
    sizes: Sequence[int]
    weighs: bool = True
    """Whether peak memory is measured."""

    @property
    def ways(self) -> list[Way]:
        """Ours first."""
        return [self.ours, *self.peers]


class Spread(NamedTuple):
    """What several rounds gave."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Of the values of all rounds."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Result:
    """How one way did at one size."""

    contest: str
    size: int
    per: str
    way: str
    seconds: Spread
    """For one of what the size counts."""
    ratio: Spread | None = None
    """Its time by ours, round by round; `None` for ours."""
    memory: int | None = None
    """Bytes at the peak, beyond what importing takes."""
    machine: str = ""
    """When it was measured, and on what."""

    def to_dict(self) -> dict[str, Any]:
        """For a JSON file."""
        ratio = self.ratio and self.ratio._asdict()
        return vars(self) | {"seconds": self.seconds._asdict(), "ratio": ratio}

    @classmethod
    def from_dict(cls, result: Mapping[str, Any]) -> "Result":
        """From a JSON file."""
        ratio = result["ratio"] and Spread(**result["ratio"])
        return cls(**{**result, "seconds": Spread(**result["seconds"]), "ratio": ratio})


class Disagreement(Exception):
    """A peer computes something else than ours."""


def check(contest: Contest, size: int, answers: Mapping[str, object]) -> None:
    """Holds every answer to ours.

    Raises:
        Disagreement: naming the first that differs.
    """
    for name, answer in answers.items():
        if answer != answers[contest.ours.name]:
            raise Disagreement(f"{contest.name}, {size:,}: {name} disagrees with ours")


def hold(contest: Contest, size: int, rounds: int) -> list[Result]:
    """Compares the answers, then times all ways in turns."""
    prepared: dict[str, Prepared] = {}
    answers: dict[str, object] = {}
    repeats: dict[str, int] = {}
    for way in contest.ways:
        prepared[way.name] = ready = way.prepare(size)
        begin = time.perf_counter()
        result = ready.work()
        took = time.perf_counter() - begin
        answers[way.name] = ready.answer(result)
        repeats[way.name] = 1 if ready.times_itself else math.ceil(ENOUGH / max(took, 1e-7))
    check(contest, size, answers)
    del result
    answers.clear()
    # The inputs of one way shall not make the garbage collection of another longer.
    gc.collect()
    gc.freeze()
    laps: dict[str, list[float]] = {name: [] for name in prepared}
    for _ in range(rounds):
        for name, ready in prepared.items():
            laps[name].append(lap(ready, repeats[name]))
    gc.unfreeze()
    each = {name: [lap / size for lap in seconds] for name, seconds in laps.items()}
    return compared(contest.name, size, contest.per, each)


def compared(
    contest: str, size: int, per: str, laps: Mapping[str, Sequence[float]]
) -> list[Result]:
    """Each way by the first, which is ours, round by round; laps are for one of what is counted."""
    first, ours = next(iter(laps.items()))
    results = []
    for way, seconds in laps.items():
        ratios = [peer / own for peer, own in zip(seconds, ours, strict=True)]
        ratio = None if way == first else Spread.of(ratios)
        results.append(Result(contest, size, per, way, Spread.of(seconds), ratio))
    return results


def lap(ready: Prepared, repeats: int) -> float:
    """Seconds for one piece of work."""
    gc.collect()
    begin = time.perf_counter()
    for _ in repeat(None, repeats):
        result = ready.work()
    took = time.perf_counter() - begin
    return float(result) if ready.times_itself else took / repeats


def weigh(way: Way, size: int) -> int:
    """Bytes at the peak of preparing and working once, beyond what importing takes.

    Once in a process: a peak does not go down.
    """
    for module in way.modules:
        importlib.import_module(module)
    before = peak()
    ready = way.prepare(size)
    result = ready.work()
    after = peak()
    del result
    return after - before


def peak() -> int:
    """Bytes of this process at its peak.

    Linux hands `ru_maxrss` on to a process from the one that started it, however large that was;
    what stands in `/proc` is of the process alone.
    """
    status = Path("/proc/self/status")
    text = status.read_text("utf-8") if status.exists() else ""
    found = re.search(r"^VmHWM:\s*(\d+) kB", text, re.MULTILINE)
    if found:
        return int(found[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
