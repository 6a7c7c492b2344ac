"""Decisions: commands whose consequences are shown before they are given.

To skip, reopen, undo a start, remind, declare or withdraw a rollback, and to close, skip, transfer
or remind of several steps at once. Kept true: a GET tells what the run says would follow, and
changes nothing; a POST gives the commands in the name of whoever is signed in, all of them or none,
if what follows is still what they were told.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.utils import redirect

import ptr_py
from ptr_platform.language.catalogues import N_
from ptr_platform.store import Conflict
from ptr_platform.web import changes, foreseen, people, who
from ptr_platform.web.fields import Fields
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment, Row
from ptr_platform.web.pages.actions import author, causes_of, crowded, status_of
from ptr_platform.web.security import Denied, csrf
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

blueprint = Blueprint("decisions", __name__)
csrf.exempt(blueprint)  # `author` looks, so that a page that refuses keeps what was typed

_METHODS = ["GET", "POST"]

MOST = 500
"""Steps of one decision."""


@dataclass(frozen=True)
class Kind:
    """A command that is a decision."""

    type: str
    """What the library calls it."""
    title: str
    """In English, as the catalogues have it."""
    button: str
    reason: bool = True
    """Whether it takes a reason."""
    message: bool = False
    """Whether it takes a message."""


OF_A_STEP = {
    "skip": Kind("skip", N_("Skip the step"), N_("Skip the step")),
    "reopen": Kind("reopen", N_("Reopen the step"), N_("Reopen the step")),
    "undo-start": Kind("undo_start", N_("Undo the start of the step"), N_("Undo the start")),
    "remind": Kind("remind", N_("Remind of the step"), N_("Remind"), reason=False, message=True),
}
OF_THE_RUN = {
    "declare": Kind("declare_rollback", N_("Declare a rollback"), N_("Declare the rollback")),
    "withdraw": Kind("withdraw_rollback", N_("Withdraw the rollback"), N_("Withdraw the rollback")),
}
OF_SEVERAL = {
    "close": Kind("close", N_("Close the selected steps"), N_("Close the steps"), reason=False),
    "skip": Kind("skip", N_("Skip the selected steps"), N_("Skip the steps")),
    "transfer": Kind(
        "transfer",
        N_("Transfer the selected steps"),
        N_("Transfer the steps"),
        reason=False,
        message=True,
    ),
    "remind": Kind(
        "remind",
        N_("Remind of the selected steps"),
        N_("Remind of the steps"),
        reason=False,
        message=True,
    ),
}


@dataclass(frozen=True)
class Typed(Fields):
    """The fields of a decision's form."""

    mail: str = ""
    reason: str = ""
    to: str = ""
    message: str = ""
    on_behalf_of: str = ""


def offered(moment: Moment, step: str, by: str | None) -> list[tuple[str, str]]:
    """The decisions that somebody could take about a step now: as addresses have them, as buttons.

    The run itself is asked, so that no page knows its rules.
    """
    if by is None:
        return []
    return [
        (name, gettext(kind.button))
        for name, kind in OF_A_STEP.items()
        if not _against(moment, commands(kind, [step], Typed(reason="?"))[0], by)
    ]


def rollback_decision(moment: Moment, by: str | None) -> str | None:
    """Which decision about a rollback somebody could take now."""
    for name, kind in OF_THE_RUN.items():
        if by is not None and not _against(moment, {"type": kind.type, "reason": "?"}, by):
            return name
    return None


def _against(moment: Moment, command: dict[str, Any], by: str) -> list[str]:
    """The codes of what stands against somebody's command."""
    try:
        moment.run.execute(command, by=by, at=moment.at, apply=False)
    except ptr_py.Refused as refused:
        return [reason.code for reason in refused.reasons]
    return []


@blueprint.route(
    "/steps/<path:step>/<any(skip, reopen, 'undo-start', remind):name>", methods=_METHODS
)
def about_step(step: str, name: str) -> str | tuple[str, int] | Response:
    """Decides on a step; a GET tells the consequences."""
    kind = OF_A_STEP[name]
    if request.method == "GET" and step not in Moment.now().schedule:
        abort(404)
    return _decision(kind, [step], url_for("run.step", step=step), step)


@blueprint.route("/rollback/<any(declare, withdraw):name>", methods=_METHODS)
def about_rollback(name: str) -> str | tuple[str, int] | Response:
    """Declares or withdraws a rollback; a GET tells the consequences."""
    return _decision(OF_THE_RUN[name], [], url_for("desk.desk"))


@blueprint.route("/selection/<any(close, skip, transfer, remind):name>", methods=_METHODS)
def about_several(name: str) -> str | tuple[str, int] | Response:
    """Decides on several steps at once: all of them or none; a GET tells the consequences."""
    steps = list(dict.fromkeys(filter(None, request.values.getlist("step"))))
    if not 0 < len(steps) <= MOST:
        abort(400)
    return _decision(OF_SEVERAL[name], steps, url_for("run.overview"))


def _decision(
    kind: Kind, steps: list[str], back: str, step: str | None = None
) -> str | tuple[str, int] | Response:
    typed = Typed.of_request()
    if request.method == "GET":
        return _page(kind, steps, typed, back, step)
    causes, status, events = list[str](), 0, list[ptr_py.Event]()
    given = commands(kind, steps, typed)
    try:
        by = author(typed.mail, step=step)
        if kind.type == "transfer":
            people.check_receiver(typed.to)
        events = changes.execute(lambda run, at: _as_shown(run, given, by=by, at=at), by=by)
    except Denied as denied:
        causes, status = [denied.cause], denied.status
    except people.OutsideAddress as outside:
        causes, status = [translator().error(outside)], 422
    except SomeRefused as some:
        causes, status = some.causes(), some.status
    except foreseen.NotForeseen as other:
        # Whom steps are handed to is known only now.
        status = 409 if other.was_shown else 200
        return _page(kind, steps, typed, back, step, changed=other.was_shown), status
    except Conflict:
        causes, status = [crowded()], 503
    if causes:
        # The form again, with what was typed, and why nothing was done.
        return _page(kind, steps, typed, back, step, refused=causes), status
    numbers = [event.seq for event in events]
    if len(steps) == 1:
        return redirect(url_for("run.confirmation", step=steps[0], event=numbers), code=303)
    return redirect(url_for("decisions.confirmation", event=numbers), code=303)


@blueprint.get("/confirmation")
def confirmation() -> str:
    """The events of a decision that is about several steps, or none."""
    moment = Moment.now()
    asked = {int(text) for text in request.args.getlist("event") if text.isdecimal()}
    events = [event for event in moment.run.events if event.seq in asked]
    if not events:
        abort(404)
    return render_template("decided.html", moment=moment, events=events)


def commands(kind: Kind, steps: list[str], typed: Typed) -> list[dict[str, Any]]:
    """The commands of a decision, as the library takes them."""
    command: dict[str, Any] = {"type": kind.type}
    if kind.reason:
        command["reason"] = typed.reason
    if kind.type == "transfer":
        command["to"] = typed.to
    if kind.message:
        command["message"] = typed.message or None
    if typed.on_behalf_of:
        command[changes.FOR] = typed.on_behalf_of
    return [{**command, "step": step} for step in steps] if steps else [command]


class SomeRefused(Exception):
    """Commands that are given together, of which some are refused: so none is carried out."""

    def __init__(self, refused: list[tuple[str | None, ptr_py.Refused]], count: int) -> None:
        self.refused = refused
        self.count = count

    @property
    def status(self) -> int:
        """The HTTP status of the first."""
        return status_of(self.refused[0][1])

    def causes(self) -> list[str]:
        """Every reason, with the step if there are several."""
        if self.count == 1:
            return causes_of(self.refused[0][1])
        return [f"{step}: {' '.join(causes_of(why))}" for step, why in self.refused]


def decide(
    run: ptr_py.Run, given: list[dict[str, Any]], *, by: str, at: datetime
) -> list[ptr_py.Event]:
    """The events of commands that are given together; the run stays as it is.

    Raises:
        SomeRefused: with every one that is refused.
    """
    # A copy costs as much as the run is long; what is alone needs none.
    several = len(given) > 1
    scratch, events = copy.copy(run) if several else run, list[ptr_py.Event]()
    refused: list[tuple[str | None, ptr_py.Refused]] = []
    for command in given:
        try:
            events += changes.give(scratch, command, by=by, at=at, apply=several)
        except ptr_py.Refused as why:
            refused.append((command.get("step"), why))
    if refused:
        raise SomeRefused(refused, len(given))
    return events


def _as_shown(
    run: ptr_py.Run, given: list[dict[str, Any]], *, by: str, at: datetime
) -> list[ptr_py.Event]:
    """The events of commands, if what follows them is what was told."""
    events = decide(run, given, by=by, at=at)
    foreseen.hold(_consequences(run, given, by=by, at=at), at)
    return events


def _consequences(
    run: ptr_py.Run, given: list[dict[str, Any]], *, by: str, at: datetime
) -> ptr_py.Consequences:
    rules = services().config.notices.rules
    return run.consequences(list(map(changes.bare, given)), by=by, at=at, rules=rules)


def _page(
    kind: Kind,
    steps: list[str],
    typed: Typed,
    back: str,
    step: str | None,
    *,
    refused: list[str] | None = None,
    changed: bool = False,
) -> str:
    """What would follow, and the form that decides it.

    Args:
        kind: What is decided.
        steps: On which steps.
        typed: What the form holds.
        back: Where whoever decides against it goes.
        step: The one step that the address names.
        refused: Why it was refused.
        changed: Whether something else was shown before.
    """
    moment = Moment.now()
    by = who.on_step(step) if step else who.signed_in()
    follows, against = None, list[str]()
    if by is not None and (kind.type != "transfer" or typed.to):
        # What follows does not depend on the words of a reason.
        given = commands(kind, steps, replace(typed, reason="?"))
        try:
            decide(moment.run, given, by=by, at=moment.at)
            follows = _consequences(moment.run, given, by=by, at=moment.at)
        except SomeRefused as some:
            against = some.causes()
        except ptr_py.InvalidValue as unusable:
            against = [translator().error(unusable)]
    rows = moment.rows([step for step in steps if step in moment.schedule])
    return render_template(
        "decision.html",
        moment=moment,
        by=by,
        kind=kind,
        title=gettext(kind.title),
        button=gettext(kind.button),
        rows=rows,
        steps=steps,
        typed=typed,
        back=back,
        follows=follows,
        causes=refused or against,
        refused=bool(refused),
        changed=changed,
        people=people.people(moment.run) if kind.type == "transfer" else [],
        represented=_represented(moment, by, kind, rows),
    )


def _represented(moment: Moment, by: str | None, kind: Kind, rows: list[Row]) -> list[str]:
    """The people for whom a coordinator may take a decision: those whose steps they all are.

    Nobody, if only coordinators may take it.
    """
    if by is None or not rows:
        return []
    if any(moment.run.role(by, row.id) != "coordinator" for row in rows):
        return []
    first, *others = [row.assignees for row in rows]
    asked = commands(kind, [rows[0].id], Typed(reason="?"))[0]
    return [
        person
        for person in first
        if all(person in each for each in others)
        and "not-coordinator" not in _against(moment, asked, person)
    ]
