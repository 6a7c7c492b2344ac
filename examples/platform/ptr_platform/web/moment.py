"""One moment of the run, as the pages and the API see it.

Kept true: everything a page shows is asked of one `ptr_py.Run` for one instant, so that its
figures fit each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import g, request

from ptr_platform.addresses import is_same
from ptr_platform.web.language import translator
from ptr_platform.web.services import services
from ptr_py import Spread, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    import ptr_py

SOON = timedelta(minutes=30)
"""What is about to begin."""

SPREAD = Spread(shortest=0.9, likeliest=1, longest=1.5)
"""How long steps may take of which no earlier dry run tells anything: see `Moment.odds`."""

DRAWS = 1000
"""How often the rest of the run is played for odds and prospects."""

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
    """How long it is late by its own doing: Ready and not begun, or under way past its end."""
    behind: timedelta | None
    """The same, or how long it has been blocked after its start."""
    ready_since: datetime | None
    expected_end: datetime | None
    is_critical: bool
    assignees: tuple[str, ...]
    defects: str
    blocking: ptr_py.BlockingDefect | None
    """Since when its defects block it, and until when by estimate."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.step.id

    @property
    def is_blocked(self) -> bool:
        """Whether others hold it after its start, or its defects block it."""
        return self.state == State.OVERDUE or self.blocking is not None

    def begins_within(self, at: datetime, until: datetime) -> bool:
        """Whether it is to begin between these instants, and has not begun."""
        waits = self.state not in {State.OPEN, State.TERMINATED, State.READY}
        awake = self.expected_end is not None
        return self.start is not None and at < self.start <= until and waits and awake


@dataclass(frozen=True)
class Moment:
    """A run at an instant."""

    run: ptr_py.Run
    at: datetime

    @classmethod
    def now(cls) -> Moment:
        """The run as it is stored, at the present instant."""
        service = services().service
        moment = cls(service.run(), service.now())
        g.timezone = moment.plan.timezone
        return moment

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
    def blocking(self) -> dict[str, ptr_py.BlockingDefect]:
        """The steps that their defects block."""
        return self.run.blocking_defects(self.at)

    @cached_property
    def forecast(self) -> ptr_py.Forecast:
        """Where the run is heading."""
        return self.run.forecast(self.at)

    @cached_property
    def odds(self) -> ptr_py.Odds:
        """The distribution of its ends; one seed, so that a difference comes from the run alone."""
        # One thread: the server answers other requests on the others.
        return self.forecast.simulate(
            draws=DRAWS, seed=0, spread=SPREAD, spreads=self.taught, threads=1
        )

    @cached_property
    def prospects(self) -> ptr_py.Prospects:
        """The same as the reports tell it, with the decisions taken and to come."""
        language = translator().library_language
        return self.run.prospects(
            self.at, draws=DRAWS, spread=SPREAD, spreads=self.taught, language=language
        )

    def to_decide(self) -> list[Row]:
        """The decisions to come, the next one first."""
        return self.rows(ahead.step for ahead in self.prospects.to_decide)

    @cached_property
    def taught(self) -> Mapping[str, Spread]:
        """How long steps may take, as shares of their planned duration, from earlier dry runs."""
        return services().rehearsals.spreads(self.run, self.at)

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
        outlook = self.forecast.outlook(step)
        return Row(
            step=self.plan[step],
            state=self.states[step],
            start=self.schedule.start(step),
            end=self.schedule.end(step),
            lateness=self.run.lateness(step, self.at),
            behind=self.run.behind(step, self.at),
            ready_since=(
                self.run.ready_since(step, self.at) if self.states[step] == State.READY else None
            ),
            expected_end=None if outlook is None else outlook.ends,
            is_critical=outlook is not None and outlook.is_critical,
            assignees=tuple(self.run.assignees(step)),
            defects=self.run.defects(step),
            blocking=self.blocking.get(step),
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
class Viewer:
    """Who looks at a recap, as far as filters ask."""

    mine: frozenset[str] = frozenset()
    """The steps that are assigned to them."""
    teams: frozenset[str] = frozenset()
    """The teams of these steps, and those that they answer for."""

    @classmethod
    def of(cls, moment: Moment, mail: str | None) -> Viewer:
        """Somebody who is signed in, or nobody."""
        if mail is None:
            return cls()
        run = moment.run
        steps = [step for step in run.schedule.ids if run.role(mail, step) == "assignee"]
        teams = {moment.plan[step].team for step in steps}
        for actor in moment.plan.actors:
            leaders = (actor.team_leader, *actor.deputies, actor.head_of_department)
            if any(leader and is_same(leader, mail) for leader in leaders):
                teams.add(actor.team)
        return cls(frozenset(steps), frozenset(filter(None, teams)))


ONLY = ("late", "blocked", "mine", "my-team", "defects", "blocking", "critical", "soon")
"""Conditions that can be asked for, each by its word in the address; several all hold."""


def _holds(word: str, row: Row, viewer: Viewer, moment: Moment) -> bool:
    """Whether a row is as a condition asks."""
    return {
        "late": row.behind is not None,
        "blocked": row.is_blocked,
        "mine": row.id in viewer.mine,
        "my-team": row.step.team in viewer.teams,
        "defects": bool(row.defects),
        "blocking": row.blocking is not None,
        "critical": row.is_critical,
        "soon": row.begins_within(moment.at, moment.at + SOON),
    }[word]


@dataclass(frozen=True)
class Filter:
    """Which rows of a recap are shown: what is asked for in several ways holds in all of them."""

    team: str = ""
    states: tuple[str, ...] = ()
    department: str = ""
    only: tuple[str, ...] = ()

    @classmethod
    def of_request(cls) -> Filter:
        """As the address of the present request says."""
        asked = request.args
        return cls(
            team=asked.get("team", "").strip(),
            states=tuple(state for state in asked.getlist("state") if state.strip()),
            department=asked.get("department", "").strip(),
            only=tuple(dict.fromkeys(word for word in asked.getlist("only") if word in ONLY)),
        )

    @property
    def active(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.team or self.states or self.department or self.only)

    def keeps(self, row: Row, viewer: Viewer, moment: Moment) -> bool:
        """Whether a row is shown."""
        team, department = row.step.team or NO_TEAM, row.step.department or NO_TEAM
        return (
            (not self.team or team == self.team)
            and (not self.department or department == self.department)
            and (not self.states or row.state in self.states)
            and all(_holds(word, row, viewer, moment) for word in self.only)
        )


def seen(history: list[ptr_py.Event]) -> int:
    """The number of the event that recorded a step's defects last; 0 if there is none."""
    return max((event.seq for event in history if event.type == "defects_recorded"), default=0)
