"""Rounds of a campaign: a test that tries something at random, as often as there is time.

It is marked ``@pytest.mark.campaign``, goes ``for chance in rounds(20)`` and takes its randomness
from `chance` alone, so that it can be repeated: pytest shows the number and the seed of the round
that failed.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, SEED, FIGURES = "TRUST_SECONDS", "TRUST_SEED", "TRUST_FIGURES"


def rounds(usual: int) -> Iterator[Random]:
    """As many rounds as are usual, or as fit into ``TRUST_SECONDS``, at least one.

    Args:
        usual: How many, when all tests run.
    """
    seconds, seed = os.environ.get(SECONDS), os.environ.get(SEED, "1")
    begin, number = time.monotonic(), 0
    try:
        while number < usual if seconds is None else not number or _left(begin, float(seconds)):
            number += 1
            print(f"round {number} of seed {seed}")
            yield Random(f"{seed}/{number}")
    finally:
        if file := os.environ.get(FIGURES):
            _note(Path(file), number, time.monotonic() - begin)


def _left(begin: float, seconds: float) -> bool:
    return time.monotonic() - begin < seconds


def _note(file: Path, number: int, seconds: float) -> None:
    """Writes down how many rounds the test that is running has had."""
    test = os.environ["PYTEST_CURRENT_TEST"].removesuffix(" (call)")
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"test": test, "rounds": number, "seconds": seconds}) + "\n")
