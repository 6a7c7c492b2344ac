"""What suites of `cargo bench` measured that take turns, as results like all others."""

import json
from pathlib import Path
from typing import Any

from .contest import Result, Spread
from .criterion import UNITS


def results(directory: Path) -> list[Result]:
    """All contests under the directory, by name and size."""
    told = [json.loads(path.read_text("utf-8")) for path in directory.glob("*.json")]
    told.sort(key=lambda it: (it["contest"], it["size"]))
    return [result for it in told for result in compare(it)]


def compare(told: dict[str, Any]) -> list[Result]:
    """Ours first; each of the others by ours, round by round."""
    contest, size = told["contest"], told["size"]
    ours, *others = told["ways"]
    results = []
    for way in (ours, *others):
        laps = zip(way["seconds"], ours["seconds"], strict=True)
        ratio = None if way is ours else Spread.of([lap / own for lap, own in laps])
        per = UNITS.get(contest, "step")
        spread = Spread.of(way["seconds"])
        results.append(Result(f"Rust: {contest}", size, per, way["way"], spread, ratio))
    return results
