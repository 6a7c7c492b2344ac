"""Results in a file: what was measured stays until it is measured again."""

import json
from collections.abc import Sequence
from pathlib import Path

from .contest import Result


def read(path: Path) -> list[Result]:
    """Those in a file; none if there is no file."""
    if not path.exists():
        return []
    return [Result.from_dict(it) for it in json.loads(path.read_text("utf-8"))["results"]]


def write(path: Path, machine: str, results: Sequence[Result]) -> None:
    """One a line, so that a difference can be read."""
    lines = ",\n".join(json.dumps(it.to_dict(), ensure_ascii=False) for it in results)
    told = f'{{"machine": {json.dumps(machine)}, "results": [\n{lines}\n]}}\n'
    path.write_text(told, "utf-8")


def merged(before: Sequence[Result], now: Sequence[Result]) -> list[Result]:
    """Contests that were held again in the place of their older results, new ones at the end."""
    found: dict[str, list[Result]] = {}
    for results in (before, now):
        again: dict[str, list[Result]] = {}
        for result in results:
            again.setdefault(result.contest, []).append(result)
        found |= again
    return [result for of_contest in found.values() for result in of_contest]
