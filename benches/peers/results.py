"""Results in a file: what was measured stays until it is measured again, with where and when."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from .contest import Result


def read(path: Path) -> list[Result]:
    """Those in a file; none if there is no file."""
    if not path.exists():
        return []
    contests = json.loads(path.read_text("utf-8"))["contests"]
    return [
        Result.from_dict({"contest": it["contest"], "machine": it["machine"], **result})
        for it in contests
        for result in it["results"]
    ]


def write(path: Path, results: Sequence[Result]) -> None:
    """One a line, so that a difference can be read; what a contest has in common once."""
    contests = []
    for (contest, machine), group in groupby(results, lambda it: (it.contest, it.machine)):
        common = {"contest": contest, "machine": machine}
        own = (
            {key: value for key, value in it.to_dict().items() if key not in common} for it in group
        )
        lines = ",\n".join(json.dumps(it, ensure_ascii=False) for it in own)
        head = json.dumps(common, ensure_ascii=False).removesuffix("}")
        contests.append(f'{head}, "results": [\n{lines}\n]}}')
    path.write_text('{"contests": [\n' + ",\n".join(contests) + "\n]}\n", "utf-8")


def merged(before: Sequence[Result], now: Sequence[Result]) -> list[Result]:
    """Contests that were held again in the place of their older results, new ones at the end."""
    found: dict[str, list[Result]] = {}
    for results in (before, now):
        again: dict[str, list[Result]] = {}
        for result in results:
            again.setdefault(result.contest, []).append(result)
        found |= again
    return [result for of_contest in found.values() for result in of_contest]
