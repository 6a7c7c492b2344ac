"""What every change goes through: from where its request came, and whether it came before.

Kept true: a request that is sent once more, because its answer was lost or a button was pressed
twice, changes nothing more and gets the events of the first. Forms say how far the run had come
when they were shown; programs say an ``Idempotency-Key``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, request
from markupsafe import Markup

from ptr_platform.store import digest_of
from ptr_platform.web.origin import origin
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import ptr_py
    from ptr_platform.run.service import Command

_SHOWN = "shown"
_KEY = "Idempotency-Key"
FOR = "on_behalf_of"
"""The key of a command with the person for whom a coordinator acts."""


def execute(command: Command, *, by: str, plans: Sequence[ptr_py.Plan] = ()) -> list[ptr_py.Event]:
    """Decides what the present request asks for, and stores it.

    Args:
        command: What it asks for.
        by: Who asks.
        plans: Those that the events may name.

    Raises:
        ptr_py.Refused: as `RunService.execute`, like everything else.
    """
    key = _recognised_by(by)
    events = services().service.execute(command, origin=origin(), request=key, plans=plans)
    g.recorded = bool(events)
    return events


def bare(command: Mapping[str, Any]) -> dict[str, Any]:
    """A command without the person on whose behalf it is given."""
    return {key: value for key, value in command.items() if key != FOR}


def give(
    run: ptr_py.Run, command: Mapping[str, Any], *, by: str, at: datetime, apply: bool = False
) -> list[ptr_py.Event]:
    """Gives a command, which may name the person on whose behalf it is given.

    Args:
        run: The run.
        command: As the library takes it, besides that person.
        by: Who asks.
        at: When.
        apply: Whether it is carried out, and not only decided.

    Raises:
        ptr_py.Refused: with every reason.
    """
    person = command.get(FOR) or None
    return run.execute(bare(command), by=by, at=at, on_behalf_of=person, apply=apply)


def shown_field(run: ptr_py.Run) -> Markup:
    """The hidden field of a form that says how far the run had come when it was shown."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(_SHOWN, run.version)


def _recognised_by(by: str) -> str | None:
    """The same for the same request of the same person."""
    key = request.headers.get(_KEY) or request.form.get(_SHOWN)
    if not key:
        return None
    body = request.get_data(as_text=True) if not request.form else ""
    fields = sorted(request.form.items(multi=True))
    return digest_of(by, request.path, key, body, *(text for field in fields for text in field))
