"""What `cargo bench` measured in Rust, as results like all others.

criterion does not take turns (suites that do are read by `turns`): what it gives for a spread are
the ends of its interval around the median. A suite names its benches `ours`, `ours, into a
buffer`, `limit: …` and otherwise by what stands beside ours; sizes are parameters.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from .contest import Result, Spread

OURS, LIMIT = "ours", "limit"
# What a suite counts, where that is not steps.
UNITS = {
    "completion": "event",
    "replay": "event",
    "schedule from a plan": "step or edge",
    "simulation": "step and draw",
    "what if": "step moved",
    "workbook": "row",
}


class Bench(NamedTuple):
    """One of a suite, at one size."""

    group: str
    name: str
    size: int
    each: int
    """How many elements the time is for."""
    seconds: Spread


def results(directory: Path) -> list[Result]:
    """All benches under criterion's directory, by suite and size, ours first."""
    suites: dict[tuple[str, int], list[Bench]] = defaultdict(list)
    for estimates in sorted(directory.glob("**/new/estimates.json")):
        bench = read(estimates.parent)
        suites[bench.group, bench.size].append(bench)
    return [result for key in sorted(suites) for result in compare(suites[key])]


def read(directory: Path) -> Bench:
    """One bench."""
    told: dict[str, Any] = json.loads((directory / "benchmark.json").read_text("utf-8"))
    median = json.loads((directory / "estimates.json").read_text("utf-8"))["median"]
    interval = median["confidence_interval"]
    each = (told.get("throughput") or {}).get("Elements", 1)
    found = (median["point_estimate"], interval["lower_bound"], interval["upper_bound"])
    seconds = Spread(*(nanoseconds / 1e9 / each for nanoseconds in found))
    size = int(told["value_str"] or each)
    return Bench(told["group_id"], told["function_id"] or OURS, size, each, seconds)


def compare(suite: list[Bench]) -> list[Result]:
    """Ours first; each of the others by that one of ours that does the same work.

    Where no bench is named `ours`, nothing stands beside ours and all of them are.
    """
    by_time = sorted(suite, key=lambda it: it.seconds)
    ours = [it for it in by_time if it.name.startswith(OURS)] or by_time
    others = [it for it in by_time if it not in ours]
    return [result(it, None) for it in ours] + [result(it, reference(it, ours)) for it in others]


def reference(bench: Bench, ours: list[Bench]) -> Bench:
    """Ours of the same `…, what`; else for a limit the fastest of ours, for others the slowest."""
    what = bench.name.partition(", ")[2]
    same = [it for it in ours if it.name.partition(", ")[2] == what]
    if same:
        return same[0]
    return ours[0] if bench.name.startswith(LIMIT) else ours[-1]


def result(bench: Bench, ours: Bench | None) -> Result:
    """A bench beside one of ours."""
    ratio = None
    if ours:
        median, least, most = bench.seconds
        by = ours.seconds
        ratio = Spread(median / by.median, least / by.most, most / by.least)
    per = UNITS.get(bench.group, "step") if bench.each > 1 else "call"
    contest = f"Rust: {bench.group}"
    return Result(contest, bench.size, per, bench.name, bench.seconds, ratio)
