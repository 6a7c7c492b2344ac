"""Who and what the platform's tests are about: a small plan, its people, a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.config import Config
from ptr_platform.run.revision import revising
from ptr_platform.store import StoredPlan

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.run.service import RunService

T0 = datetime(2026, 3, 28, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNE, BOB, CARLA = "anne@grid.example", "bob@grid.example", "carla@grid.example"
PAUL = "paul@transition.example"


@dataclass
class HandClock:
    """A clock that stands still until somebody moves it."""

    at: datetime = T0

    def now(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


class TickingClock(HandClock):
    """A clock that goes on by a second each time somebody looks."""

    def now(self) -> datetime:
        return self.forward(timedelta(seconds=1))


def make_plan() -> ptr_py.Plan:
    """Three steps one after the other, an hour apart, in FDR1."""
    step = {"phase": "CO", "dry_runs": ["FDR1"], "team": "Réseau", "department": "Technique"}
    return ptr_py.Plan.from_records(
        [
            step | {"id": "CO00000001", "label": "Fermer", "start": T0, "contacts": [ANNE]},
            step
            | {
                "id": "CO00000002",
                "label": "Basculer",
                "start": T0 + HOUR,
                "prerequisites": ["CO00000001"],
                "contacts": [BOB],
            },
            step
            | {
                "id": "CO00000003",
                "label": "Ouvrir",
                "start": T0 + 2 * HOUR,
                "prerequisites": ["CO00000002"],
                "contacts": [BOB, CARLA],
            },
        ]
    )


def stored_plan(plan: ptr_py.Plan | None = None) -> StoredPlan:
    return StoredPlan(
        plan=(plan or make_plan()).to_json(), dry_run="FDR1", shift=timedelta(), imported_at=T0
    )


def settings(directory: Path, **sections: dict[str, Any]) -> dict[str, Any]:
    """A configuration as parsed from its file."""
    document: dict[str, Any] = {
        "database": {"directory": str(directory)},
        "server": {"secret": "s" * 32},
        "scripts": {"dry_run": "FDR1"},
        "team": {"coordinators": [PAUL]},
        "mail": {
            "from": "transition@grid.example",
            "transport": "files",
            "directory": str(directory / "mails"),
        },
    }
    for name, values in sections.items():
        document[name] = {**document.get(name, {}), **values}
    return document


def make_config(directory: Path, **sections: dict[str, Any]) -> Config:
    return Config.read(
        settings(directory, **sections), source=directory / "config.yaml", environment={}
    )


def revise(
    service: RunService,
    plan: ptr_py.Plan,
    *,
    by: str,
    instead_of: str,
    reason: str | None = None,
) -> list[ptr_py.Event]:
    """Puts another plan in the place of the one in force."""
    command = revising(plan, by=by, instead_of=instead_of, reason=reason)
    return service.execute(command, plans=[plan])
