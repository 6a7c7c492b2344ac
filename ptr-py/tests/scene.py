"""Who and what most tests are about.

One start each hour from the evening of 28 March 2026, the night in which the clocks of Brussels
are put forward::

    CO1 ── CO2 ── CO3 ── HO1        FB1 (contingency)
           not in FDR1
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from ptr_py import Run

Record = dict[str, Any]

T0 = datetime(2026, 3, 28, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)

ANNE = "Anne.Lemaire@grid.example"
BOB = "bob@grid.example"
CARLA = "carla@grid.example"
TEAM = "transition@grid.example"


def make_records() -> list[Record]:
    both = ["FDR1", "Live"]
    return [
        {
            "id": "CO1",
            "label": "Fermer l'ancien registre",
            "phase": "CO",
            "dry_runs": both,
            "prerequisites": [],
            "start": T0,
            "duration": 2 * HOUR,
            "team": "Registre",
            "department": "Marché",
            "contacts": [ANNE],
            "instructions": "Voir le guide.\nPuis fermer.",
        },
        {
            "id": "CO2",
            "phase": "CO",
            "dry_runs": ["Live"],
            "prerequisites": ["CO1"],
            "start": T0 + HOUR,
            "contacts": [BOB],
        },
        {
            "id": "CO3",
            "phase": "CO",
            "dry_runs": both,
            "prerequisites": ["CO2"],
            "start": T0 + 2 * HOUR,
            "team": "Réseau",
            "department": "Technique",
            "contacts": [BOB],
        },
        {
            "id": "HO1",
            "phase": "HO",
            "dry_runs": both,
            "prerequisites": ["CO3"],
            "start": T0 + 3 * HOUR,
        },
        {
            "id": "FB1",
            "phase": "FB-RB",
            "dry_runs": both,
            "prerequisites": [],
            "start": T0,
            "contacts": [BOB],
        },
    ]


def carry_out(run: Run, *ids: str) -> None:
    """Has the transition team start and close steps, when each has become ready."""
    for step in ids:
        run.start(step, by=TEAM, at=T0 + 10 * HOUR)
        run.close(step, by=TEAM, at=T0 + 10 * HOUR)
