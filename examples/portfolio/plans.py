"""The plans of a portfolio: random, and the same for the same seed wherever they are made."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import ptr_py

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
COORDINATOR = "transition@grid.example"
DRY_RUN = "FDR1"
PHASES = ("PP", "AC", "CO", "DC", "HO")
TEAMS = ("Registre", "Réseau", "Comptage", "Facturation", "Exploitation")
FURTHEST = 40
"""How far back a step looks for its prerequisites, in steps."""


def make_plan(seed: int, steps: int) -> ptr_py.Plan:
    """A plan of so many steps over the five phases, up to three prerequisites a step."""
    chance = random.Random(f"plan {seed}")
    ids = [f"{phase(nth, steps)}{nth:08}" for nth in range(steps)]
    return ptr_py.Plan.from_records(record(chance, ids, nth) for nth in range(steps))


def phase(nth: int, steps: int) -> str:
    """The phase of a step by its place."""
    return PHASES[nth * len(PHASES) // steps]


def record(chance: random.Random, ids: list[str], nth: int) -> dict[str, Any]:
    """One step: it starts a quarter of an hour after the one before."""
    team = chance.choice(TEAMS)
    earlier = range(max(0, nth - FURTHEST), nth)
    waits_for = chance.sample(earlier, min(len(earlier), chance.randrange(4)))
    return {
        "id": ids[nth],
        "label": f"Étape {nth}",
        "phase": phase(nth, len(ids)),
        "dry_runs": [DRY_RUN, "Live"],
        "prerequisites": [ids[before] for before in sorted(waits_for)],
        "start": BEGIN + nth * timedelta(minutes=15),
        "duration": timedelta(minutes=chance.randrange(10, 120)),
        "team": team,
        "contacts": [f"{team.lower()}.{chance.randrange(3)}@grid.example"],
    }
