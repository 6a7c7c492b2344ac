"""The operations of the programming interface: each is served as it is described.

Kept true: the models that check a request and write its answer are those that `document` describes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from ptr_platform.web.api import requests
from ptr_platform.web.security import csrf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)  # a bearer token is sent by no browser on its own

_READ = {
    400: "A parameter means nothing.",
    401: "No bearer token, or one that is not accepted.",
    404: "No such step or phase in this dry run.",
    503: "The database cannot be reached or holds no plan, or the server's clock is wrong.",
}
_CHANGE = {
    **_READ,
    400: "The request is not as described.",
    403: "The step is not assigned to whoever asks.",
    409: "The step does not stand where this is possible.",
    413: "The body is too long.",
    422: "An address is none.",
}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation, as it is described."""

    method: str
    path: str
    id: str
    summary: str
    answer: type[BaseModel]
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    workbook: bool
    """Whether the body is one."""
    errors: Mapping[int, str]
    open: bool
    """Whether it can be asked without a key, and answers in the same form when it fails."""
    changes: bool
    """Whether it changes anything."""

    @property
    def needs_body(self) -> bool:
        """Whether it cannot be asked without a body."""
        return self.body is not None and requests.is_required(self.body)


OPERATIONS: list[Operation] = []


def operation(
    method: str,
    path: str,
    answer: type[BaseModel],
    *,
    id: str | None = None,  # noqa: A002 (as OpenAPI calls it)
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    workbook: bool = False,
    changes: bool | None = None,
    errors: Mapping[int, str | None] | None = None,
    open: bool = False,  # noqa: A002
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serves a function, described as it is checked.

    Args:
        method: GET or POST.
        path: Below ``/api/v1``.
        answer: What its result is, or can be read from; a response is answered as it is.
        id: Its name; that of the function unless said.
        query: What the function gets as ``query``.
        body: What the function gets as ``body``.
        workbook: Whether the body is a workbook, which the function reads itself.
        changes: Whether it changes anything; what is asked by POST does unless said.
        errors: What else an error means than usual; `None` if there is none.
        open: Whether no key is asked for.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        usual: Mapping[int, str] = {} if open else _READ if method == "GET" else _CHANGE
        said = sorted({**usual, **(errors or {})}.items())
        described = Operation(
            method=method,
            path=path,
            id=id or view.__name__,
            summary=(view.__doc__ or "").partition("\n")[0],
            answer=answer,
            query=query,
            body=body,
            workbook=workbook,
            errors={status: what for status, what in said if what},
            open=open,
            changes=method == "POST" if changes is None else changes,
        )
        OPERATIONS.append(described)

        @wraps(view)
        def answered(**given: Any) -> Response:
            if described.changes:
                requests.check_again()
            if query:
                given["query"] = requests.query(query)
            if body:
                given["body"] = requests.body(body)
            result = view(**given)
            if isinstance(result, Response):
                return result
            text = answer.model_validate(result).model_dump_json()
            return current_app.response_class(text, mimetype="application/json")

        blueprint.add_url_rule(path, described.id, answered, methods=[method])
        return view

    return register
