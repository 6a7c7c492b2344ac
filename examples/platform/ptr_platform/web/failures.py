"""Errors as answers: a page for people, a problem document for programs.

Kept true: nobody is shown a traceback, and everything unexpected stands in the log.
"""

import logging
from http import HTTPStatus

from flask import Flask, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

import ptr_py
from ptr_platform.run.service import NotImported, Unchanged
from ptr_platform.store import Conflict, Damaged, Replaced, StoreError, Uncertain
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.security import Denied

log = logging.getLogger(__name__)

_API = "/api/"


def prepare(app: Flask) -> None:
    """Registers the handlers of errors."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Denied, _denied)
    app.register_error_handler(NotImported, _nothing_yet)
    app.register_error_handler(StoreError, _unavailable)
    app.register_error_handler(Conflict, _unavailable)
    app.register_error_handler(ptr_py.ReplayError, _unavailable)
    app.register_error_handler(ptr_py.InvalidValue, _invalid)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, title: str, **further: object) -> Response:
    """An answer to a program that says what is wrong (RFC 9457)."""
    answer = jsonify({"type": "about:blank", "title": title, "status": status, **further})
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def _http(error: HTTPException) -> Response | tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error
    answer = _answer(status, error.name, *_title_and_message(status))
    # Headers such as Allow and Retry-After are kept.
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer


def _denied(error: Denied) -> Response:
    return _answer(error.status, "Refused", gettext("Refused"), error.cause)


def _title_and_message(status: int) -> tuple[str, str]:
    match status:
        case 404:
            return gettext("Not found"), gettext(
                "There is no such page, step or phase in this dry run."
            )
        case 413:
            return gettext("Too long"), gettext("What was sent is too long.")
        case 405:
            return gettext("Not possible"), gettext("This address cannot be used in this way.")
    return gettext("Not understood"), gettext("The request could not be understood.")


def _nothing_yet(error: NotImported) -> Response:
    log.error("%s", error)
    return _answer(
        503,
        "No plan",
        gettext("No plan yet"),
        gettext("The transition team has not imported a plan yet."),
    )


def _unavailable(error: Exception) -> Response:
    log.error("%s", error)
    # Why nothing could be changed tells whether it can be tried again.
    match error.__cause__ if isinstance(error, Unchanged) else error:
        case _ if g.get("recorded"):
            cause = gettext(
                "Your change was recorded. The page about it cannot be shown at this moment; do not"
                " repeat the change."
            )
        case Uncertain():
            cause = gettext(
                "The connection to the database was lost, and it is not known whether your change"
                " was recorded. Look at the step's page before you repeat it."
            )
        case Replaced():
            cause = gettext(
                "The database was replaced, emptied or deleted while the platform was at work."
                " Nothing is shown or changed until somebody starts the platform again: tell the"
                " transition team."
            )
        case Damaged():
            cause = gettext(
                "The database is damaged. Nothing is shown or changed until somebody restores a"
                " copy of it: tell the transition team."
            )
        case _ if isinstance(error, Unchanged | Conflict):
            cause = gettext(
                "The database cannot be used at this moment. Nothing was changed; try again soon."
            )
        case _:
            cause = gettext("The database cannot be used at this moment; try again soon.")
    return _answer(503, "Service Unavailable", gettext("Out of order"), cause)


def _invalid(error: ptr_py.InvalidValue) -> Response:
    cause = translator().error(error)
    return _answer(400, "Bad Request", gettext("Not understood"), cause)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected error at %s %s", request.method, request.path, exc_info=error)
    cause = gettext("Something went wrong here. The transition team can find the cause in the log.")
    return _answer(500, "Internal Server Error", gettext("Out of order"), cause)


def _answer(status: int, name: str, title: str, message: str) -> Response:
    if request.path.startswith(_API):
        return problem(status, name, detail=message)
    try:
        offer = status == HTTPStatus.UNAUTHORIZED
        page = render_template("error.html", title=title, message=message, offer=offer)
    except Exception:  # The page itself may need what has failed.
        log.exception("no page for the error")
        page = f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{message}</p>"
    return Response(page, status=status, mimetype="text/html")
