"""The plan for programs: what is in force, a workbook checked, and one put in its place.

Kept true: as on the pages, only coordinators check and apply, and a workbook is applied only in
the place of the plan that it was compared with.
"""

from typing import Any

from flask import g, request
from pydantic import ConfigDict, Field
from werkzeug.wrappers import Response

import ptr_py
from ptr_platform.run import merging
from ptr_platform.run.merging import Proposed
from ptr_platform.run.revision import PlanOutdated, revising
from ptr_platform.web import changes
from ptr_platform.web.api import answers, requests
from ptr_platform.web.api.answers import (
    Answer,
    Consequences,
    Count,
    Events,
    Ids,
    Instant,
    Maybe,
)
from ptr_platform.web.api.operations import blueprint, operation
from ptr_platform.web.api.refusals import Conflict, Reason, WorkbookProblem, told
from ptr_platform.web.failures import problem
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.desk import coordinates
from ptr_platform.web.pages.revision import LARGEST, Preview, read_workbook
from ptr_platform.web.services import services

_WRONG = {
    422: "The workbook cannot be used, and everything that is wrong with it.",
    409: (
        "The plan was changed meanwhile, or contradicts what has been done; or the workbook was"
        " written from an earlier one, and contradicts what has been changed since."
    ),
}


class PlanInForce(Answer):
    """The plan in force and the revisions that led to it."""

    at: Instant
    digest: str
    dry_runs: Ids
    steps: Count
    revisions: Events


class Difference(Answer):
    """What a plan changes in another, in its steps and further parts."""

    model_config = ConfigDict(extra="allow")

    added: Ids
    removed: Ids
    changed: dict[str, dict[str, list[Any]]] = Field(
        description="For each step its fields that differ, before and after."
    )


class CheckedPlan(Answer):
    """What a workbook would change."""

    at: Instant
    digest: str
    in_force: str = Field(description="The digest of the plan that it was compared with.")
    warnings: list[WorkbookProblem]
    findings: list[dict[str, Any]]
    since: Maybe[Difference] = Field(
        description=(
            "What has been changed since the workbook was written from an earlier plan. It stays:"
            " everything else here is about both together."
        )
    )
    difference: Difference
    consequences: Consequences | None
    refusal: list[Reason] = Field(
        description="Why it cannot take the place of the plan in force; empty if it can."
    )
    rewriting: bool = Field(description="Whether it can all the same, with this parameter.")


@operation("GET", "/plan", PlanInForce, id="planInForce")
def plan_in_force() -> dict[str, Any]:
    """The plan in force and the revisions that led to it."""
    moment = Moment.now()
    return {
        "at": moment.at,
        "digest": moment.plan.digest,
        "dry_runs": moment.plan.dry_runs,
        "steps": len(moment.plan),
        "revisions": [it for it in moment.run.events if it.type == "plan_revised"],
    }


@blueprint.errorhandler(ptr_py.ProblemsError)
def with_problems(error: ptr_py.ProblemsError) -> Response:
    """Answers with everything that is wrong with a workbook."""
    problems = [it.to_dict() for it in error.problems]
    return problem(422, "Unprocessable Content", problems=problems)


@blueprint.errorhandler(PlanOutdated)
def outdated(error: PlanOutdated) -> Response:
    """Answers that somebody else has changed the plan."""
    return problem(409, "Refused", reasons=[told(error, error.code)])


@blueprint.errorhandler(merging.UnknownBase)
def foreign(error: merging.UnknownBase) -> Response:
    """Answers that nobody knows what was changed in a workbook."""
    return problem(409, "Refused", reasons=[told(error, error.code)])


@blueprint.errorhandler(merging.Contradicted)
def contradicted(error: merging.Contradicted) -> Response:
    """Answers with everything in which a workbook contradicts the plan in force."""
    found = {
        "conflicts": [Conflict.of(it).model_dump(mode="json") for it in error.conflicts],
        "problems": [it.to_dict() for it in error.problems],
    }
    reasons = [told(error, error.code)]
    further = {name: several for name, several in found.items() if several}
    return problem(409, "Refused", reasons=reasons, **further)


@operation(
    "POST",
    "/plan/check",
    CheckedPlan,
    id="checkPlan",
    workbook=True,
    changes=False,
    errors=_WRONG,
)
def check_plan() -> dict[str, Any] | Response:
    """What a workbook would change; nothing is changed. For coordinators."""
    moment = Moment.now()
    if not coordinates(moment, g.by):
        return problem(403, "Refused", detail="only coordinators change the plan")
    workbook, proposed = _sent(moment)
    other = proposed.plan
    preview = Preview.of(moment, other, g.by)
    return {
        "at": moment.at,
        "digest": other.digest,
        "in_force": moment.plan.digest,
        "warnings": workbook.warnings,
        "findings": [it.to_dict() for it in other.check()],
        "since": proposed.since and proposed.since.to_dict(),
        "difference": preview.difference.to_dict(),
        "consequences": preview.follows and Consequences.of(preview.follows, at=moment.at),
        "refusal": _refusal(preview.refusal),
        "rewriting": preview.rewriting,
    }


@operation(
    "POST",
    "/plan",
    answers.Recorded,
    id="revise",
    query=requests.Revision,
    workbook=True,
    errors=_WRONG,
)
def revise_plan(query: requests.Revision) -> dict[str, Any] | Response:
    """Puts the plan of a workbook in the place of the one in force, as a coordinator."""
    moment = Moment.now()
    if not coordinates(moment, g.by):
        return problem(403, "Refused", detail="only coordinators change the plan")
    _, proposed = _sent(moment)
    if query.instead_of != moment.plan.digest:
        raise PlanOutdated
    command = revising(
        proposed.plan,
        by=g.by,
        instead_of=query.instead_of,
        reason=query.reason or None,
        rewriting=query.rewriting is not None,
    )
    return {"events": changes.execute(command, by=g.by, plans=[proposed.plan])}


def _sent(moment: Moment) -> tuple[ptr_py.Plan, Proposed]:
    request.max_content_length = LARGEST
    workbook = read_workbook(request.get_data())
    return workbook, merging.proposed(services().service, moment.plan, workbook)


def _refusal(error: ptr_py.PtrError | None) -> list[Any]:
    match error:
        case None:
            return []
        case ptr_py.Refused():
            return list(error.reasons)
    return [told(error, "other-dry-run")]
