"""The plan for programs: what is in force, a workbook checked, and one put in its place.

Kept true: as on the pages, only coordinators check and apply, and a workbook is applied only in
the place of the plan that it was compared with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, jsonify, request

import ptr_py
from ptr_platform.run.revision import PlanOutdated, revising
from ptr_platform.web import changes
from ptr_platform.web.api import Unusable, blueprint, consequences_of
from ptr_platform.web.desk import coordinates
from ptr_platform.web.failures import problem
from ptr_platform.web.jsonable import plain, reason
from ptr_platform.web.moment import Moment
from ptr_platform.web.revision import LARGEST, Preview, read_workbook

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@blueprint.get("/plan")
def plan_in_force() -> Response:
    """The plan in force and the revisions that led to it."""
    moment = Moment.now()
    revisions = [it.to_dict() for it in moment.run.events if it.type == "plan_revised"]
    return jsonify(
        {
            "at": plain(moment.at),
            "digest": moment.plan.digest,
            "dry_runs": moment.plan.dry_runs,
            "steps": len(moment.plan),
            "revisions": revisions,
        }
    )


@blueprint.errorhandler(ptr_py.ProblemsError)
def with_problems(error: ptr_py.ProblemsError) -> Response:
    """Answers with everything that is wrong with a workbook."""
    problems = [it.to_dict() for it in error.problems]
    return problem(422, "Unprocessable Content", problems=problems)


@blueprint.errorhandler(PlanOutdated)
def outdated(error: PlanOutdated) -> Response:
    """Answers that somebody else has changed the plan."""
    told = {"message": error.text("en"), "message_fr": error.text("fr")}
    return problem(409, "Refused", reasons=[{"code": error.code, **told}])


@blueprint.post("/plan/check")
def check_plan() -> Response:
    """What the workbook in the body would change; nothing is changed."""
    moment = Moment.now()
    if not coordinates(moment, g.by):
        return problem(403, "Refused", detail="only coordinators change the plan")
    other = _sent()
    preview = Preview.of(moment, other, g.by)
    return jsonify(
        {
            "at": plain(moment.at),
            "digest": other.digest,
            "in_force": moment.plan.digest,
            "warnings": [it.to_dict() for it in other.warnings],
            "findings": [it.to_dict() for it in other.check()],
            "difference": preview.difference.to_dict(),
            "consequences": preview.follows and consequences_of(preview.follows, moment.at),
            "refusal": _refusal(preview.refusal),
            "rewriting": preview.rewriting,
        }
    )


@blueprint.post("/plan")
def revise_plan() -> Response:
    """Puts the plan of the workbook in the body in the place of the one in force."""
    asked = request.args
    if any(len(values) > 1 for values in asked.listvalues()):
        raise Unusable("expected each parameter once")
    if asked.get("rewriting", "1") != "1":
        raise Unusable("rewriting: expected 1, or no such parameter")
    if not asked.get("instead_of"):
        raise Unusable("instead_of: missing, expected the digest of the plan in force")
    if not coordinates(Moment.now(), g.by):
        return problem(403, "Refused", detail="only coordinators change the plan")
    other = _sent()
    command = revising(
        other,
        by=g.by,
        instead_of=asked["instead_of"],
        reason=asked.get("reason") or None,
        rewriting=asked.get("rewriting") == "1",
    )
    events = changes.execute(command, by=g.by, plans=[other])
    return jsonify({"events": [event.to_dict() for event in events]})


def _sent() -> ptr_py.Plan:
    request.max_content_length = LARGEST
    return read_workbook(request.get_data())


def _refusal(error: ptr_py.PtrError | None) -> list[dict[str, Any]]:
    match error:
        case None:
            return []
        case ptr_py.Refused():
            return [reason(one) for one in error.reasons]
    told = {"message": error.text("en"), "message_fr": error.text("fr")}
    return [{"code": "other-dry-run", **told}]
