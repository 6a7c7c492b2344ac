"""What suites of `cargo bench` measured that take turns, as results like all others."""

import json
from pathlib import Path
from typing import Any

from .contest import Result, compared
from .criterion import UNITS


def results(directory: Path) -> list[Result]:
    """All contests under the directory, by name and size."""
    told = [json.loads(path.read_text("utf-8")) for path in directory.glob("*.json")]
    told.sort(key=lambda it: (it["contest"], it["size"]))
    return [result for it in told for result in compare(it)]


def compare(told: dict[str, Any]) -> list[Result]:
    """Ours first, as the suite names it first."""
    contest, laps = told["contest"], {way["way"]: way["seconds"] for way in told["ways"]}
    return compared(f"Rust: {contest}", told["size"], UNITS.get(contest, "step"), laps)
