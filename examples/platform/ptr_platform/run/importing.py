"""From a workbook to the plan in the database: its dates moved, its tables for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

import ptr_py
from ptr_platform.language.messages import PlatformError
from ptr_platform.store import RevisedPlan, StoredPlan

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.config import Config

CUT_OVER = "CO"
"""The phase of the cut-over."""

FIRST_IMPORT = "first_import"
"""The note of the store that says when the run began."""


class ImportRefused(PlatformError):
    """An import that was asked for in a way that cannot be done."""


def load(config: Config, workbook: Path | BinaryIO) -> ptr_py.Plan:
    """The plan that a workbook, a file or an open one, holds under the configured layout.

    Raises:
        ptr_py.WorkbookError: with every problem.
        ptr_py.InvalidValue: if the layout in the configuration means nothing.
    """
    return ptr_py.load_workbook(workbook, layout=dict(config.excel.layout))


def stored(plan: ptr_py.Plan, dry_run: str, shift: timedelta, at: datetime) -> StoredPlan:
    """A plan as a store keeps it."""
    return StoredPlan(
        plan=plan.to_json(), dry_run=dry_run, shift=shift, imported_at=at, tables=tables(plan)
    )


def revised(plan: ptr_py.Plan) -> RevisedPlan:
    """A plan of a revision as a store keeps it."""
    return RevisedPlan(digest=plan.digest, plan=plan.to_json(), tables=tables(plan))


def shift_to(
    plan: ptr_py.Plan, dry_run: str, instant: datetime, phase: str | None = None
) -> timedelta:
    """By how much the plan must move for its cut-over to begin at an instant.

    That is the first step of a phase: of ``CO`` unless said, and where the plan has none, the
    first step of all.
    """
    schedule = plan.schedule(dry_run)
    starts = [(plan[step].phase, schedule.start(step)) for step in schedule.ids]
    wanted = [start for code, start in starts if code == (phase or CUT_OVER) and start is not None]
    if not wanted and phase is None:
        wanted = [start for _, start in starts if start is not None]
    if not wanted:
        raise ImportRefused(
            "no step of phase %(phase)s has a date in %(dry_run)s",
            phase=phase or CUT_OVER,
            dry_run=dry_run,
        )
    # Whole minutes: nobody plans in seconds.
    return timedelta(minutes=(instant - min(wanted)) // timedelta(minutes=1))


def tables(plan: ptr_py.Plan) -> dict[str, list[dict[str, Any]]]:
    """The plan as the collections of the original, for people and scripts to look into."""
    return {
        "Executants": [_flat(actor.__dict__) for actor in plan.actors],
        "Dates": [_flat(milestone.__dict__) for milestone in plan.milestones],
        "Environnements": [_flat(environment.__dict__) for environment in plan.environments],
        "Etapes": [{"_id": record["id"], **_flat(record)} for record in plan.to_records()],
    }


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a document database takes them; further columns beside the known ones."""
    flat = {**values.get("extra", {}), **values}
    flat.pop("extra", None)
    return {_key(name): _plain(value) for name, value in flat.items()}


def _plain(value: Any) -> Any:
    match value:
        case timedelta():
            return value.total_seconds() / 60
        case Mapping():
            return {_key(str(name)): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case None | bool() | int() | float() | datetime():
            return value
        case _:
            return str(value)


def _key(name: str) -> str:
    """A name that a document may have: no dollar first, no dots."""
    return name.replace(".", "_").replace("$", "_") or "_"
