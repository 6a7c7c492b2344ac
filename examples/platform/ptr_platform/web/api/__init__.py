"""The same run for programs: JSON, with a bearer token that says in whose name they ask.

Kept true: what the pages refuse is refused here for the same reasons; every answer, refusals
included, is as the OpenAPI document describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, jsonify, request

import ptr_py
from ptr_platform.identity.credentials import Kind
from ptr_platform.web import doors, people
from ptr_platform.web.api import commands, overview, plan, review, run, steps
from ptr_platform.web.api.document import document
from ptr_platform.web.api.operations import blueprint
from ptr_platform.web.api.refusals import reasons, told
from ptr_platform.web.api.requests import Unusable
from ptr_platform.web.failures import problem
from ptr_platform.web.pages import decisions
from ptr_platform.web.pages.actions import status_of
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from ptr_platform.identity.credentials import Credential

__all__ = ["blueprint", "commands", "overview", "plan", "review", "run", "steps"]


@blueprint.before_request
def identify() -> Response | None:
    """Identifies the caller by the bearer token; only description and health need none."""
    if request.endpoint in {"api.document", "api.healthz"}:
        return None
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    key: Credential | None = None
    if scheme.lower() == "bearer":
        now = services().clock.now()
        key = services().credentials.find(Kind.KEY, text.strip(), now=now)
    if key is None:
        detail = "expected a bearer token: a key that has neither expired nor been revoked"
        answer = problem(401, "Unauthorized", detail=detail)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="ptr"'
        return answer
    g.by = key.mail
    doors.pass_by(key.mail)
    return None


@blueprint.get("/openapi.json", endpoint="document")
def described() -> Response:
    """The OpenAPI document."""
    url = services().config.server.url
    return jsonify({**document(), "servers": [{"url": f"{url}/api/v1"}]})


@blueprint.errorhandler(Unusable)
def unusable(error: Unusable) -> Response:
    """Answers with what was expected."""
    return problem(400, "Bad Request", detail=error.description)


@blueprint.errorhandler(ptr_py.UnknownPhase)
def unknown_phase(error: ptr_py.UnknownPhase) -> Response:
    """Answers that there is no such phase."""
    return problem(404, "Not Found", detail=str(error))


@blueprint.errorhandler(ptr_py.Refused)
def refused(error: ptr_py.Refused) -> Response:
    """Answers with every reason."""
    return problem(status_of(error), "Refused", reasons=reasons(error))


@blueprint.errorhandler(ptr_py.InvalidValue)
def invalid(error: ptr_py.InvalidValue) -> Response:
    """Answers with what is no command, or no instant that can be."""
    return problem(400, "Bad Request", detail=str(error))


@blueprint.errorhandler(people.OutsideAddress)
def outside(error: people.OutsideAddress) -> Response:
    """Answers that a step is handed to nobody outside."""
    return problem(422, "Refused", reasons=[told(error, error.code)])


@blueprint.errorhandler(decisions.SomeRefused)
def some_refused(error: decisions.SomeRefused) -> Response:
    """Answers with every reason against every command, each with its step."""
    refusals = [(step if step is None else str(step), why) for step, why in error.refused]
    said = [one for step, why in refusals for one in reasons(why, step=step)]
    return problem(error.status, "Refused", reasons=said)
