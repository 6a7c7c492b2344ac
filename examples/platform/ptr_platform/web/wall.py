"""The wall: how the night stands, for a big screen and a steering committee. Nothing to press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from ptr_platform.web.moment import Moment, Row
from ptr_py import State

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    import ptr_py

blueprint = Blueprint("wall", __name__)

_DECIDED = {
    "skipped",
    "reopened",
    "start_undone",
    "rollback_declared",
    "rollback_withdrawn",
    "plan_revised",
}
"""The events that somebody had to decide on, besides decisions that were closed."""
_SHOWN = 6


@dataclass(frozen=True)
class Required:
    """An end that the plan requires."""

    milestone: str
    """The milestone that requires it."""
    phase: str | None
    """The phase that must have ended; `None` for the whole."""
    by: datetime
    expected: datetime | None
    light: str | None
    chance: float | None
    """Of meeting it."""
    decide_by: datetime | None
    """The last instant at which a rollback can be declared that is over by then."""
    decide_by_likely: datetime | None
    """The last instant at which it is over by then in four cases of five."""
    is_too_late: bool
    """Whether that instant has passed, and no rollback is declared."""


def required_ends(moment: Moment) -> list[Required]:
    """The required ends of the plan, in the order of its milestones."""
    forecast, odds = moment.forecast, moment.odds
    declared, found = moment.run.rollback(moment.at), []
    for required in forecast.required_ends:
        phase = None if isinstance(required.of, str) else required.of["phase"]
        decide = forecast.decide_by(required.milestone)
        missed = decide.latest is None and decide.if_declared_now is not None
        found.append(
            Required(
                milestone=required.milestone,
                phase=phase,
                by=required.by,
                expected=required.ends,
                light=forecast.light(odds, phase, by=required.by),
                chance=odds.required_ends[required.milestone],
                decide_by=decide.latest,
                decide_by_likely=moment.likely(decide),
                is_too_late=missed and declared is None,
            )
        )
    return found


@dataclass(frozen=True)
class Line:
    """A phase, or the whole."""

    name: str
    label: str | None
    tally: ptr_py.Tally
    light: str | None
    """``green``, ``amber``, ``red``, against the required end if there is one, else against the
    planned one; `None` if no end is expected."""
    planned: datetime | None
    required: datetime | None
    """The first of the required ends; `None` if there is none."""
    expected: datetime | None
    likely: datetime | None
    """By when it ends in four cases of five."""

    @property
    def delay(self) -> timedelta | None:
        """How much later than planned."""
        if self.expected is None or self.planned is None:
            return None
        return self.expected - self.planned

    @property
    def is_over(self) -> bool:
        """Whether all of it is terminated."""
        return 0 < self.tally.total == self.tally.terminated


def lines(moment: Moment) -> list[Line]:
    """The whole, then each phase that has steps awake."""
    forecast, odds, recap = moment.forecast, moment.odds, moment.run.recap(moment.at)
    by: dict[str | None, datetime] = {}
    for required in sorted(forecast.required_ends, key=lambda it: it.by):
        by.setdefault(None if isinstance(required.of, str) else required.of["phase"], required.by)
    whole = Line(
        name="",
        label=None,
        tally=recap,
        light=forecast.light(odds, by=by.get(None)),
        planned=forecast.planned_end,
        required=by.get(None),
        expected=forecast.end,
        likely=odds.end.quantile(0.8),
    )
    phases = [
        Line(
            name=phase,
            label=phase.label,
            tally=recap.by_phase[phase],
            light=forecast.light(odds, phase, by=by.get(phase)),
            planned=forecast.planned_end_of_phase(phase),
            required=by.get(phase),
            expected=forecast.end_of_phase(phase),
            likely=odds.end_of_phase(phase).quantile(0.8),
        )
        for phase in moment.phases
        if recap.by_phase[phase].total
    ]
    return [whole, *phases]


def decided(run: ptr_py.Run) -> list[ptr_py.Event]:
    """What was decided, the newest first."""
    return [
        event
        for event in reversed(run.events)
        if event.type in _DECIDED or (event.type == "closed" and event.outcome is not None)
    ]


def to_decide(moment: Moment) -> list[Row]:
    """The decisions of the plan that are still to come about, the next expected one first."""
    decisions = moment.rows(step for step in moment.schedule.ids if moment.plan[step].outcomes)
    coming = [row for row in decisions if row.state != State.TERMINATED and row.expected_end]
    return sorted(coming, key=lambda row: row.expected_end or moment.at)


@blueprint.get("/wall")
def wall() -> str:
    """The state of each phase against its required or planned end, and the last decisions."""
    moment = Moment.now()
    whole, *phases = lines(moment)
    return render_template(
        "wall.html",
        moment=moment,
        whole=whole,
        phases=phases,
        required=required_ends(moment),
        milestones=[(name, date) for name, date in moment.milestones() if date],
        to_decide=to_decide(moment)[:3],
        decided=decided(moment.run)[:_SHOWN],
        rollback=moment.run.rollback(moment.at),
        chance=moment.odds.end.probability(end)
        if (end := whole.required or whole.planned)
        else None,
    )
