"""One moment of the run, as the pages and the API see it.

Kept true: everything a page shows is asked of one `ptr_py.Run` for one instant, so that its
figures fit each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ptr_platform.web.services import services
from ptr_py import Spread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    import ptr_py
    from ptr_py import State

SPREAD = Spread(shortest=0.9, likeliest=1, longest=1.5)
"""How long steps may take, as shares of their planned duration: see `Moment.odds`."""

NO_TEAM = "-"
"""The value of the filter for steps without a team."""


@dataclass(frozen=True)
class Row:
    """A step in a table."""

    step: ptr_py.Step
    state: State
    start: datetime | None
    end: datetime | None
    lateness: timedelta | None
    assignees: tuple[str, ...]
    defects: str

    @property
    def id(self) -> str:
        """Its id."""
        return self.step.id


@dataclass(frozen=True)
class Moment:
    """A run at an instant."""

    run: ptr_py.Run
    at: datetime

    @classmethod
    def now(cls) -> Moment:
        """The run as it is stored, at the present instant."""
        service = services().service
        return cls(service.run(), service.now())

    @property
    def schedule(self) -> ptr_py.Schedule:
        """What is executed."""
        return self.run.schedule

    @property
    def plan(self) -> ptr_py.Plan:
        """The plan it is executed from."""
        return self.run.schedule.plan

    @cached_property
    def states(self) -> dict[str, State]:
        """The state of every step, in topological order."""
        return self.run.states(self.at)

    @cached_property
    def forecast(self) -> ptr_py.Forecast:
        """Where the run is heading."""
        return self.run.forecast(self.at)

    @cached_property
    def odds(self) -> ptr_py.Odds:
        """The distribution of its ends; one seed, so that a difference comes from the run alone."""
        # One thread: the server answers other requests on the others.
        return self.forecast.simulate(draws=1000, seed=0, spread=SPREAD, threads=1)

    @cached_property
    def _by_phase(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for step in self.schedule.ids:
            found.setdefault(self.plan[step].phase, []).append(step)
        return found

    @cached_property
    def phases(self) -> list[ptr_py.Phase]:
        """The phases that have steps in this dry run."""
        return [phase for phase in self.plan.phases if phase in self._by_phase]

    def in_phase(self, phase: str | None) -> list[str]:
        """The ids of a phase, or all, in topological order."""
        return self.schedule.ids if phase is None else self._by_phase.get(phase, [])

    def row(self, step: str) -> Row:
        """A step as a row."""
        return Row(
            step=self.plan[step],
            state=self.states[step],
            start=self.schedule.start(step),
            end=self.schedule.end(step),
            lateness=self.run.lateness(step, self.at),
            assignees=tuple(self.run.assignees(step)),
            defects=self.run.defects(step),
        )

    def rows(self, steps: Iterable[str]) -> list[Row]:
        """Several steps as rows."""
        return [self.row(step) for step in steps]

    def milestones(self) -> list[tuple[str, datetime | None]]:
        """The milestones with their date in this dry run, shifted as the steps are."""
        dry_run, shift = self.schedule.dry_run, self.schedule.shift
        return [
            (milestone.name, date + shift if (date := milestone.dates.get(dry_run)) else None)
            for milestone in self.plan.milestones
        ]

    def environments(self) -> list[tuple[str, Any]]:
        """The environments with their values in this dry run."""
        dry_run = self.schedule.dry_run
        return [(place.name, place.by_dry_run.get(dry_run)) for place in self.plan.environments]


@dataclass(frozen=True)
class Filter:
    """Which rows of a recap are shown."""

    team: str
    states: tuple[str, ...]

    @property
    def active(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.team or self.states)

    def keeps(self, row: Row) -> bool:
        """Whether a row is shown."""
        team = row.step.team or NO_TEAM
        return (not self.team or team == self.team) and (
            not self.states or row.state in self.states
        )
