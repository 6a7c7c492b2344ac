"""Runs the contests and prints one table. Started by `benches/peers/run`."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import criterion, machine, table, turns
from .child import SUBJECTS, contests
from .contest import Contest, Result
from .results import merged, read, write

ROUNDS, QUICK_ROUNDS, LARGE_ROUNDS = 9, 3, 3
QUICK, LARGE = 1_000, 100_000
RUST = "rust"


def options() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser("benches/peers/run", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="small sizes, few rounds")
    add("--only", choices=[*SUBJECTS, RUST], help="one subject; rust: what cargo bench measured")
    add(
        "--json",
        type=Path,
        metavar="FILE",
        help="write the results there; contests that are not held again stay",
    )
    add("--markdown", type=Path, metavar="FILE", help="write the table there, or into its part")
    return parser.parse_args()


def child(*arguments: object) -> Any:
    """What a process of its own prints."""
    command = [sys.executable, "-m", "peers.child", *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def held(subject: str, contest: Contest, quick: bool) -> Iterator[Result]:
    """The contest at all sizes."""
    for size in contest.sizes:
        if quick and size > QUICK:
            continue
        print(f"{contest.name}, {size:,}", file=sys.stderr)
        rounds = QUICK_ROUNDS if quick else LARGE_ROUNDS if size >= LARGE else ROUNDS
        for told in child("hold", subject, contest.name, size, rounds):
            result = Result.from_dict(told)
            if contest.weighs:
                memory = child("weigh", subject, contest.name, size, result.way)
                result = replace(result, memory=memory)
            yield result


def main() -> None:
    """All subjects, or one."""
    asked = options()
    subjects = [it for it in SUBJECTS if asked.only in (it, None)]
    described = machine.described()
    results: list[Result] = []
    for subject, contest in [(name, it) for name in subjects for it in contests(name)]:
        for result in held(subject, contest, asked.quick):
            results.append(replace(result, machine=described))
            if asked.json:
                write(asked.json, merged(read(asked.json), results))
    if asked.only in (RUST, None) and not asked.quick:
        target = Path(os.environ.get("CARGO_TARGET_DIR", "target"))
        measured = criterion.results(target / "criterion") + turns.results(target / "turns")
        results += [replace(result, machine=described) for result in measured]
    print(f"{described}\n\n{table.plain(results)}")
    if asked.json:
        results = merged(read(asked.json), results)
        write(asked.json, results)
    if asked.markdown:
        table.write(asked.markdown, table.markdown(results))


if __name__ == "__main__":
    main()
