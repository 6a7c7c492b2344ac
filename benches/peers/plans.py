"""Random plans of any size, the same for every run.

Four prerequisites a step on average, among the two hundred steps before it; starts over ten
weeks, rising with the order. The plan is half way: of the first half of its steps nine in ten are
terminated, and half of the others are open.

Records come one by one, so that a way keeps what it needs and no more.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
WEEKS = timedelta(weeks=10)
HALF_WAY = BEGIN + WEEKS / 2
HORIZON = timedelta(days=5)
DRY_RUN = "FDR1"
SEED = 1
TEAMS = [
    ("Registre", "Marché", "anne@grid.example", "hugo@grid.example"),
    ("Réseau", "Technique", "bob@grid.example", "ines@grid.example"),
    ("Comptage", "Technique", "carla@grid.example", "ines@grid.example"),
    ("Facturation", "Finances", "denis@grid.example", "jules@grid.example"),
]

Record = dict[str, Any]


def step_id(nth: int) -> str:
    """The id of a step."""
    return f"CO{nth:08}"


def prerequisites(seeded: random.Random, nth: int) -> list[int]:
    """Which steps a step waits for."""
    count = seeded.randrange(9) if nth else 0
    first = max(0, nth - 200)
    return sorted({seeded.randrange(first, nth) for _ in range(count)})


def records(steps: int) -> Iterator[Record]:
    """The plan, with the progress of each step."""
    seeded = random.Random(SEED)
    for nth in range(steps):
        drawn = seeded.random()
        progress = "Terminated" if drawn < 0.9 else "Open" if drawn < 0.95 else None  # noqa: PLR2004
        yield {
            "id": step_id(nth),
            "phase": "CO",
            "dry_runs": [DRY_RUN],
            "prerequisites": [step_id(before) for before in prerequisites(seeded, nth)],
            "start": BEGIN + timedelta(minutes=nth * (WEEKS // timedelta(minutes=1)) // steps),
            "progress": progress if nth < steps // 2 else None,
        }
