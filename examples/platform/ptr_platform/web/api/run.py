"""The run as a whole for programs: which one it is, states, figures, where it is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ptr_platform.web.api import answers, requests
from ptr_platform.web.api.operations import operation
from ptr_platform.web.moment import Moment
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    import ptr_py

_PROBABILITIES = (0.5, 0.8, 0.95)
"""The probabilities for which the end is given."""


def moment_at(at: datetime | None) -> Moment:
    """The present, or the past instant that is asked about."""
    return Moment.now() if at is None else Moment(services().service.run_at(at), at)


@operation("GET", "/run", answers.Run)
def run() -> dict[str, Any]:
    """Which dry run this is and how far it has come."""
    moment = Moment.now()
    return {
        "dry_run": moment.schedule.dry_run,
        "timezone": moment.plan.timezone,
        "at": moment.at,
        "version": moment.run.version,
        "next_change": moment.run.next_change(moment.at),
        "rollback": moment.run.rollback(),
        "phases": moment.plan.phases,
        "steps": moment.schedule.ids,
    }


@operation("GET", "/states", answers.States, query=requests.At)
def states(query: requests.At) -> dict[str, Any]:
    """The state of every step."""
    moment = moment_at(query.at)
    return {"at": moment.at, "version": moment.run.version, "states": moment.states}


@operation("GET", "/recap", answers.Recap, query=requests.OfPhase)
def recap(query: requests.OfPhase) -> ptr_py.Recap:
    """The figures of the dry run or a phase."""
    moment = moment_at(query.at)
    return moment.run.recap(moment.at, phase=query.phase)


@operation("GET", "/forecast", answers.Forecast, query=requests.At)
def forecast(query: requests.At) -> answers.Forecast:
    """Where the dry run is heading."""
    moment = moment_at(query.at)
    expected, odds = moment.forecast, moment.odds
    return answers.Forecast.of(
        expected,
        end_by_chance={f"{it:.2f}": odds.end.quantile(it) for it in _PROBABILITIES},
        by_phase={phase: expected.end_of_phase(phase) for phase in moment.phases},
        steps={
            step: answers.Outlook.of(outlook, criticality=odds.criticality(step))
            for step, outlook in expected.outlooks().items()
        },
    )
