"""The plan while it is executed: a workbook is checked, compared and put in its place.

Kept true: only coordinators look and act. A workbook is checked without changing anything, merged
with what has been changed since it was written if it says from which plan that was. What was
checked goes along in the page that shows it, packed, so that exactly this plan is applied, by any
server, only in the place of the plan that it was compared with, and only if what follows is what
was shown.
"""

from __future__ import annotations

import base64
import binascii
import copy
import gzip
import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.utils import redirect

import ptr_py
from ptr_platform.language.messages import text_of
from ptr_platform.run import importing, merging
from ptr_platform.run.revision import PlanOutdated, revising
from ptr_platform.store import Conflict
from ptr_platform.web import changes, foreseen
from ptr_platform.web.fields import plain_lines
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.actions import author, causes_of, crowded, status_of
from ptr_platform.web.pages.desk import refuse_others
from ptr_platform.web.security import csrf
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

blueprint = Blueprint("revision", __name__, url_prefix="/plan")
csrf.exempt(blueprint)  # `author` looks, once it is known whose form of this length is read at all

LARGEST = 5_000_000
"""Bytes of a workbook."""
_LARGEST_PLAN = 20_000_000
"""Bytes of a plan that a page brings back, unpacked."""
SHOWN = 40
"""Lines of a list that are not folded away."""


@dataclass(frozen=True)
class Preview:
    """What another plan would change; nothing of it is recorded."""

    plan: ptr_py.Plan
    difference: ptr_py.Difference
    """With the plan in force, in all dry runs."""
    follows: ptr_py.Consequences | None
    """In this dry run; `None` if the plan is refused, or the one in force."""
    required_ends: tuple[ptr_py.RevisedEnd, ...]
    """Until when a rollback can be declared that meets each required end, before and after."""
    refusal: ptr_py.PtrError | None
    """Why it cannot take the place of the plan in force."""
    rewriting: bool
    """Whether it can all the same, by contradicting what has been done: `follows` then says so."""

    @classmethod
    def of(cls, moment: Moment, plan: ptr_py.Plan, by: str) -> Preview:
        """What this plan would change at this moment, if this coordinator applied it."""
        run, at = moment.run, moment.at
        difference, follows = moment.plan.diff(plan), None
        refusal: ptr_py.PtrError | None = None
        rewriting = False
        required_ends: tuple[ptr_py.RevisedEnd, ...] = ()
        try:
            preview = run.preview_revision(plan, at)
            refusal = preview.refusal
            if refusal is not None:
                preview = run.preview_revision(plan, at, rewriting=True)
                rewriting = preview.refusal is None
            if preview.refusal is None:
                revised = copy.copy(run)
                if revised.revise(plan, by=by, at=at, rewriting=rewriting, apply=False):
                    command = {"type": "revise", "plan": plan.digest, "rewriting": rewriting}
                    rules = services().config.notices.rules
                    follows = revised.consequences(command, by=by, at=at, rules=rules)
                    required_ends = preview.required_ends
        except (ptr_py.Refused, ptr_py.UnknownDryRun, ptr_py.InvalidValue) as error:
            refusal = error
        return cls(plan, difference, follows, required_ends, refusal, rewriting)

    @property
    def causes(self) -> list[str]:
        """Why it cannot be applied, in the reader's language."""
        match self.refusal:
            case None:
                return []
            case ptr_py.Refused():
                return causes_of(self.refusal)
        return [text_of(self.refusal, translator().language)]

    @property
    def packed(self) -> str:
        """The plan, as the form that applies it carries it along."""
        return base64.b64encode(gzip.compress(self.plan.to_json().encode(), mtime=0)).decode()


def read_workbook(content: bytes) -> ptr_py.Plan:
    """The plan in the bytes of a workbook.

    Raises:
        ptr_py.ProblemsError: with every problem.
    """
    return importing.load(services().config, io.BytesIO(content))


def _unpacked(text: str) -> ptr_py.Plan:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        content = unpacker.decompress(base64.b64decode(text, validate=True), _LARGEST_PLAN)
        if unpacker.unconsumed_tail or not unpacker.eof:
            abort(400)
        return ptr_py.Plan.from_json(content.decode())
    except (binascii.Error, zlib.error, ValueError, ptr_py.PtrError):
        abort(400)


@blueprint.before_request
def for_coordinators() -> tuple[str, int] | None:
    """Refuses whoever is not of the transition team, before anything that they sent is read."""
    request.max_content_length = LARGEST
    return refuse_others(gettext("Only the transition team changes the plan."))


@blueprint.get("")
def plan() -> str:
    """The plan in force, how it came about, and the form that checks another one."""
    moment = Moment.now()
    events = [event for event in moment.run.events if event.type == "plan_revised"]
    return render_template(
        "plan.html", moment=moment, events=events, began=services().service.current().stored
    )


@blueprint.post("")
def check() -> str | tuple[str, int]:
    """Checks the workbook that was sent; nothing is changed."""
    by = author()
    file = request.files.get("workbook")
    content = b"" if file is None else file.read()
    moment, name = Moment.now(), (file and file.filename) or ""
    if not content:
        cause = gettext("No workbook was chosen.")
        page = render_template("problems.html", moment=moment, name=name, problems=[], cause=cause)
        return page, 422
    try:
        workbook = read_workbook(content)
        proposed = merging.proposed(services().service, moment.plan, workbook)
    except ptr_py.ProblemsError as error:
        problems = error.problems
        page = render_template("problems.html", moment=moment, name=name, problems=problems)
        return page, 422
    except merging.UnknownBase as error:
        cause = translator().error(error)
        page = render_template("problems.html", moment=moment, name=name, problems=[], cause=cause)
        return page, 409
    except merging.Contradicted as error:
        return render_template("conflicts.html", moment=moment, name=name, error=error), 409
    return _show(moment, proposed.plan, by, name=name, workbook=workbook, since=proposed.since)


@blueprint.post("/apply")
def apply() -> str | tuple[str, int] | Response:
    """Puts the plan that was shown in the place of the one that it was compared with."""
    by = author()
    form = request.form
    other = _unpacked(form.get("plan", ""))
    reason = plain_lines(form.get("reason", "")).strip()
    causes, status = list[str](), 409

    def as_shown(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
        events = command(run, at)
        if events and (follows := Preview.of(Moment(run, at), other, by).follows):
            foreseen.hold(follows, at)
        return events

    if not reason:
        causes = [gettext("No reason is given. Give one.")]
        return _show(Moment.now(), other, by, causes=causes), status
    try:
        command = revising(
            other,
            by=by,
            instead_of=form.get("instead_of", ""),
            reason=reason,
            rewriting=form.get("rewriting") == "1",
        )
        events = changes.execute(as_shown, by=by, plans=[other])
    except foreseen.NotForeseen:
        return _show(Moment.now(), other, by, reason=reason, changed=True), status
    except PlanOutdated as outdated:
        causes = [translator().error(outdated)]
    except ptr_py.Refused as refused:
        causes, status = causes_of(refused), status_of(refused)
    except (ptr_py.UnknownDryRun, ptr_py.InvalidValue) as error:
        causes = [text_of(error, translator().language)]
    except Conflict:
        causes, status = [crowded()], 503
    if causes:
        return _show(Moment.now(), other, by, reason=reason, causes=causes), status
    if not events:
        return redirect(url_for("revision.plan"), code=303)
    return redirect(url_for("decisions.confirmation", event=[it.seq for it in events]), code=303)


def _show(
    moment: Moment,
    plan: ptr_py.Plan,
    by: str,
    *,
    name: str = "",
    reason: str = "",
    causes: list[str] | None = None,
    changed: bool = False,
    workbook: ptr_py.Plan | None = None,
    since: ptr_py.Difference | None = None,
) -> str:
    """What a plan would change; with what a workbook alone tells, if it comes from one."""
    language = translator().library_language
    preview = Preview.of(moment, plan, by)
    return render_template(
        "revision.html",
        moment=moment,
        name=name,
        preview=preview,
        causes=causes or [],
        changed=changed,
        reason=reason,
        sentences=preview.difference.sentences(language) if preview.difference else [],
        since=since.sentences(language) if since else [],
        warnings=(workbook or plan).warnings,
        findings=plan.check(language=language) if workbook else [],
        shown=SHOWN,
    )
