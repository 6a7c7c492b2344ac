"""The dry runs before this one, each in its own database: what they teach about the next.

Kept true: they are only read, one that cannot be read is told and never an error of the dry run
that is under way, and what they teach is the library's business.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.config import database_name
from ptr_platform.language.messages import PlatformError
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import database_exists, open_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ptr_platform.config import Config

    Taught = tuple[object, Mapping[str, ptr_py.Spread]]


class Rehearsals:
    """The earlier dry runs of a run. May be shared between threads."""

    def __init__(self, service: RunService) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._open: dict[str, RunService] = {}
        self._taught: Taught | None = None

    def names(self, plan: ptr_py.Plan) -> list[str]:
        """The dry runs that count as earlier: as configured, or those of the plan before this."""
        scripts = self._service.config.scripts
        if scripts.rehearsals is not None:
            return [name for name in scripts.rehearsals if name != scripts.dry_run]
        known = plan.dry_runs
        return known[: known.index(scripts.dry_run)] if scripts.dry_run in known else []

    def runs(self, plan: ptr_py.Plan) -> tuple[dict[str, ptr_py.Run], dict[str, Exception]]:
        """Their runs by name, and why one that is there cannot be read."""
        runs: dict[str, ptr_py.Run] = {}
        failed: dict[str, Exception] = {}
        for name in self.names(plan):
            try:
                if (service := self._of(name)) is not None and service.imported:
                    runs[name] = service.run()
            except (PlatformError, ptr_py.PtrError) as error:
                failed[name] = error
        return runs, failed

    def spreads(self, run: ptr_py.Run, at: datetime) -> Mapping[str, ptr_py.Spread]:
        """Between which shares of its planned duration each step of a run may last."""
        runs, _ = self.runs(run.schedule.plan)
        if not runs:
            return {}
        # What they teach changes with them and with the plan, not with the clock.
        key = (run.version, [(name, earlier.version) for name, earlier in runs.items()])
        with self._lock:
            if self._taught is None or self._taught[0] != key:
                compared = ptr_py.compare(runs.values(), at)
                self._taught = key, compared.spreads(run.schedule)
            return self._taught[1]

    def _of(self, name: str) -> RunService | None:
        """What reads the database of a dry run, if there is one."""
        with self._lock:
            if name not in self._open:
                config = _config_of(self._service.config, name)
                if not database_exists(config.database):
                    return None
                self._open[name] = RunService(open_store(config), config, self._service.clock)
            return self._open[name]

    def close(self) -> None:
        """Lets go of their databases."""
        with self._lock:
            for service in self._open.values():
                service.store.close()
            self._open.clear()


def _config_of(config: Config, dry_run: str) -> Config:
    """The configuration under which another dry run was executed."""
    scripts = config.scripts.model_copy(update={"dry_run": dry_run})
    database = config.database.model_copy(update={"name": database_name(dry_run)})
    return config.model_copy(update={"scripts": scripts, "database": database})
