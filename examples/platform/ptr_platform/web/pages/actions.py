"""The changes that people make on a step's page: start, close, transfer, defects.

Those that want a reason and a second thought are in `decisions`.

Kept true: a change is made by whoever is signed in and by nobody else, through a form of ours;
the run decides; either all of a form is carried out or nothing of it. Defects that were typed in
are saved with any other change, but never over defects that somebody else has recorded since the
form was shown.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect

import ptr_py
from ptr_platform.addresses import is_same
from ptr_platform.store import Conflict
from ptr_platform.web import changes, people, who
from ptr_platform.web.fields import plain_lines
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment, seen
from ptr_platform.web.rendering import in_a_form, typed_instant, zone
from ptr_platform.web.security import Denied, csrf, refuse_foreign_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from werkzeug.wrappers import Response

blueprint = Blueprint("actions", __name__)
csrf.exempt(blueprint)  # `author` looks, so that a page that refuses keeps what was typed

# Reasons with an HTTP status of their own, in order of precedence; all others are conflicts.
_STATUS = {
    "unknown-step": 404,
    "not-assigned": 403,
    "not-coordinator": 403,
    "not-an-address": 422,
    "unknown-outcome": 422,
    "clock-ahead": 503,
}


# Digits; no number of an event is longer.
_LONGEST_NUMBER = 15


class DefectsOutdated(Exception):
    """Somebody else has recorded defects since the form was shown."""

    def __init__(self, recorded: str) -> None:
        self.recorded = recorded


@dataclass(frozen=True)
class Form:
    """The fields of a form."""

    mail: str
    to: str
    message: str
    outcome: str
    """With which a decision is closed."""
    reason: str
    """Why with that one."""
    defects: str | None
    """`None` if the form had no such field."""
    blocks: bool | None
    """Whether they block the step; `None` if the form had no such field."""
    until: str
    """Until when, on the plan's wall clock."""
    seen: int
    """Which defects the form was shown with: the number of their event."""
    on_behalf_of: str
    """For whom a coordinator acts; empty for nobody."""

    @classmethod
    def of_request(cls) -> Form:
        """The form of the present request."""
        form = request.form
        defects = form.get("defects")
        number = form.get("defects_seen", "")
        # A box that is not ticked is not sent, so an empty field of its name stands before it.
        blocks = form.getlist("blocks")
        return cls(
            mail=form.get("mail", "").strip(),
            to=form.get("to", "").strip(),
            message=plain_lines(form.get("message", "")).strip(),
            outcome=form.get("outcome", "").strip(),
            reason=plain_lines(form.get("reason", "")).strip(),
            defects=None if defects is None else plain_lines(defects),
            blocks=any(blocks) if blocks else None,
            until=form.get("until", "").strip(),
            seen=int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else 0,
            on_behalf_of=form.get(changes.FOR, "").strip(),
        )

    def says_other(self, moment: Moment, step: str) -> bool:
        """Whether its defects are other than the recorded ones."""
        if self.defects is None:
            return False
        known = moment.blocking.get(step)
        until = in_a_form(known.until) if known else ""
        is_same = self.blocks is None or (self.blocks, self.until) == (known is not None, until)
        return self.defects != moment.run.defects(step) or not is_same


@blueprint.post("/steps/<path:step>/start")
def start(step: str) -> tuple[str, int] | Response:
    """Starts a step."""
    return _carry_out(step, lambda _: {"type": "start"})


@blueprint.post("/steps/<path:step>/close")
def close(step: str) -> tuple[str, int] | Response:
    """Closes a step, a decision with an outcome."""
    return _carry_out(
        step,
        lambda typed: {
            "type": "close",
            "outcome": typed.outcome or None,
            "reason": typed.reason or None,
        },
    )


@blueprint.post("/steps/<path:step>/transfer")
def transfer(step: str) -> tuple[str, int] | Response:
    """Hands a step to somebody else."""

    def ask(typed: Form) -> dict[str, Any]:
        people.check_receiver(typed.to)
        return {"type": "transfer", "to": typed.to, "message": typed.message or None}

    return _carry_out(step, ask)


@blueprint.post("/steps/<path:step>/defects")
def defects(step: str) -> tuple[str, int] | Response:
    """Records the defects of a step."""
    return _carry_out(step, lambda _: None)


def author(typed_mail: str = "", *, step: str | None = None) -> str:
    """Who acts by the form of the present request: on a step, or as only a session lets them.

    Raises:
        Denied: if nobody is signed in, the form is not ours, or names somebody else.
    """
    by = who.signed_in() if step is None else who.on_step(step)
    if by is None:
        raise Denied(gettext("You are not signed in."), 401)
    refuse_foreign_form()
    if typed_mail and not is_same(typed_mail, by):
        cause = gettext("You are here as %(mail)s, and can act under this address only.", mail=by)
        raise Denied(cause, 403)
    return by


def _carry_out(
    step: str, ask: Callable[[Form], dict[str, Any] | None]
) -> tuple[str, int] | Response:
    typed = Form.of_request()
    try:
        by = author(typed.mail, step=step)
        command = ask(typed)
        events = changes.execute(
            lambda run, at: decide(run, step, typed, command, by=by, at=at), by=by
        )
    except Denied as denied:
        return _failure(step, [denied.cause], denied.status, typed)
    except ptr_py.Refused as refused:
        return _failure(step, causes_of(refused), status_of(refused), typed)
    except DefectsOutdated as outdated:
        cause = gettext("Somebody else has recorded defects since this page was shown.")
        return _failure(step, [cause], 409, typed, recorded=outdated.recorded)
    except (people.OutsideAddress, ptr_py.InvalidValue) as unusable:
        # Only a form that is not ours has a text that can be none at all.
        return _failure(step, [translator().error(unusable)], 422, typed)
    except Conflict:
        return _failure(step, [crowded()], 503, typed)
    numbers = [event.seq for event in events]
    return redirect(url_for("run.confirmation", step=step, event=numbers), code=303)


def crowded() -> str:
    """What is said if others were faster too often."""
    return gettext("Too many people are making changes at this moment. Please try again.")


def decide(
    run: ptr_py.Run,
    step: str,
    typed: Form,
    command: dict[str, Any] | None,
    *,
    by: str,
    at: datetime,
) -> list[ptr_py.Event]:
    """The events of a form: those of the defects that were typed in, then those of its button.

    A step that is transferred is not its sender's any more, so that the defects come first.
    Without a command the defects are all that is asked for.
    """
    edited = _edited(run, step, typed, at)
    about = {"step": step, changes.FOR: typed.on_behalf_of}
    if command is None:
        # An unchanged text gives no event, but the right to record it is checked all the same.
        edited = edited or {"text": run.defects(step)}
        record = {"type": "record_defects", **about, **edited}
        return changes.give(run, record, by=by, at=at)
    # Reasons against the command come before reasons against the defects, so it is tried first.
    command |= about
    events = changes.give(run, command, by=by, at=at)
    if edited is None:
        return events
    return with_defects(run, edited, command, by=by, at=at)


def with_defects(
    run: ptr_py.Run, defects: dict[str, Any], command: dict[str, Any], *, by: str, at: datetime
) -> list[ptr_py.Event]:
    """The events of defects and then of a command on a step; the run stays as it is."""
    # The run is shared, so the two commands are applied to a copy.
    scratch = copy.copy(run)
    record = {"type": "record_defects", "step": command["step"], **defects}
    record[changes.FOR] = command.get(changes.FOR)
    events = changes.give(scratch, record, by=by, at=at, apply=True)
    return events + changes.give(scratch, command, by=by, at=at)


def _edited(run: ptr_py.Run, step: str, typed: Form, at: datetime) -> dict[str, Any] | None:
    """The defects of the form, unless they are those that the form was shown with."""
    if typed.defects is None:
        return None
    history, recorded = run.history(step), run.defects(step)
    shown = next((event for event in history if event.seq == typed.seen), None)
    text, blocks, until = typed.defects.strip(), typed.blocks, _estimate(typed, shown)
    was = (bool(shown.blocks), shown.until) if shown else (False, None)
    is_same = blocks is None or (blocks, until) == was
    if is_same and text == plain_lines(shown.text or "" if shown else "").strip():
        return None
    if seen(history) != typed.seen:
        known = run.blocking_defects(at).get(step)
        now = (known is not None, known.until if known else None)
        if text != plain_lines(recorded).strip() or (blocks is not None and (blocks, until) != now):
            raise DefectsOutdated(recorded)
    return {"text": typed.defects, "blocks": blocks, "until": until}


def _estimate(typed: Form, shown: ptr_py.Event | None) -> datetime | None:
    """Until when the defects of the form block the step."""
    if shown is not None and typed.until == in_a_form(shown.until):
        # Whoever unticks the box need not empty the field as well.
        return shown.until if typed.blocks else None
    if not typed.until:
        return None
    try:
        return typed_instant(typed.until, zone())
    except ValueError:
        raise Denied(gettext("Expected a date with its time of day."), 422) from None


def causes_of(refused: ptr_py.Refused) -> list[str]:
    """Every reason of a refusal, in the reader's language."""
    return [reason.text(translator().library_language) for reason in refused.reasons]


def status_of(refused: ptr_py.Refused) -> int:
    """The HTTP status of a refusal."""
    codes = {reason.code for reason in refused.reasons}
    return next((status for code, status in _STATUS.items() if code in codes), 409)


def _failure(
    step: str, causes: list[str], status: int, typed: Form, recorded: str | None = None
) -> tuple[str, int]:
    moment = Moment.now()
    known = step in moment.schedule
    page = render_template(
        "failure.html",
        moment=moment,
        step=step,
        row=moment.row(step) if known else None,
        causes=causes,
        typed=typed,
        recorded=recorded,
        unsaved=known and typed.says_other(moment, step),
        by=who.on_step(step),
        signed_out=status == HTTPStatus.UNAUTHORIZED,
        defects_seen=seen(moment.run.history(step)) if known else 0,
    )
    return page, status
