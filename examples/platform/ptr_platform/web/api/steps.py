"""One step for programs: everything about it, why it stands there, what would follow."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import ptr_py
from ptr_platform.web.api import answers, requests
from ptr_platform.web.api.operations import operation
from ptr_platform.web.api.run import moment_at
from ptr_platform.web.failures import problem
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.what_if import Asked, Contradiction

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@operation("GET", "/steps/<path:step>", answers.Step, id="step", query=requests.At)
def one_step(step: str, query: requests.At) -> answers.Step:
    """Everything about a step."""
    return described(moment_at(query.at), step)


@operation("GET", "/steps/<path:step>/explanation", answers.Explanation, query=requests.At)
def explanation(step: str, query: requests.At) -> ptr_py.Explanation:
    """Why a step stands where it stands."""
    moment = moment_at(query.at)
    return moment.run.explain(step, moment.at)


@operation(
    "GET",
    "/steps/<path:step>/what-if",
    answers.WhatIf,
    query=requests.Supposed,
    errors={
        409: "The step does not stand where this can be supposed.",
        422: "More than one thing is supposed of the step, or it has no team to be late.",
    },
)
def what_if(step: str, query: requests.Supposed) -> answers.WhatIf | Response:
    """What would follow if the step, or its team, went otherwise; nothing is recorded."""
    del query  # Read again below, as the page reads it.
    moment = Moment.now()
    if step not in moment.schedule:
        return problem(404, "Not Found", detail=f"no step {step} in this dry run")
    try:
        changes = Asked.of_request().changes(moment, step, ZoneInfo(moment.plan.timezone))
    except Contradiction as error:
        return problem(422, "Refused", detail=str(error))
    except ValueError as error:
        raise requests.Unusable(str(error)) from None
    try:
        follows = moment.forecast.what_if(changes)
    except ptr_py.InvalidValue as error:
        return problem(409, "Conflict", detail=str(error))
    return answers.WhatIf.of(follows, at=moment.at)


def described(moment: Moment, id: str) -> answers.Step:  # noqa: A002 (as users call it)
    """A step as it stands at a moment."""
    run, at = moment.run, moment.at
    # Raises an error if there is no such step.
    prerequisites = run.schedule.prerequisites(id)
    return answers.Step.of(
        moment.plan[id],
        state=run.state(id, at),
        at=at,
        start=run.schedule.start(id),
        end=run.schedule.end(id),
        lateness_seconds=run.lateness(id, at),
        prerequisites=prerequisites,
        successors=run.schedule.successors(id),
        assignees=run.assignees(id, at),
        defects=run.defects(id, at),
        started=run.started(id, at),
        terminated=run.terminated(id, at),
        skipped=run.skipped(id, at),
        decision=run.decision(id, at),
        blocking_defect=moment.blocking.get(id),
        history=[event for event in run.history(id) if event.at <= at],
    )
