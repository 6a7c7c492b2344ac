"""The run as it stands: home, a step, the recap of a phase and of the whole dry run.

Kept true: they change nothing. A link out of a mail leads on to its page without the token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from ptr_platform.addresses import is_same
from ptr_platform.identity.links import PARAMETER
from ptr_platform.identity.tokens import BadToken, Purpose
from ptr_platform.web import people, who
from ptr_platform.web.access import keep_link
from ptr_platform.web.freshness import shared
from ptr_platform.web.language import gettext, ngettext, translator
from ptr_platform.web.moment import NO_TEAM, Filter, Moment, Row, Viewer, seen
from ptr_platform.web.pages import decisions
from ptr_platform.web.pages.desk import coordinates
from ptr_platform.web.pictures import links_of_steps
from ptr_platform.web.rendering import in_dictionary
from ptr_platform.web.services import services
from ptr_py import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

blueprint = Blueprint("run", __name__)


def open_link() -> Response | str | None:
    """Opens the link of a mail, unless whoever has a session here is somebody else."""
    text = request.args.get(PARAMETER)
    if text is None or request.blueprint != blueprint.name:
        return None
    now = services().clock.now()
    try:
        token = services().tokens.read(Purpose.LINK, text, now=now)
    except BadToken as bad:
        g.notice = (
            gettext("This link has expired. Sign in to act.")
            if bad.expired
            else gettext("This link is not valid. Sign in to act.")
        )
        return None
    present = who.signed_in()
    is_theirs = present and is_same(present, token.mail)
    if present is not None and not is_theirs and token.step is not None:
        return render_template("link.html", token=text, mail=token.mail, present=present)
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != PARAMETER]
    path = request.root_path + quote(request.path)
    answer = redirect(f"{path}?{urlencode(kept)}" if kept else path, code=303)
    if present is None:
        keep_link(answer, text, token)
    return answer


@blueprint.get("/")
def home() -> str | Response:
    """The lists of steps and phases, and one's own steps; coordinators are led to their desk."""
    moment = Moment.now()
    mail = who.signed_in()
    if coordinates(moment, mail):
        return redirect(url_for("desk.desk"), code=303)
    mine = [] if mail is None else _mine(moment, mail)
    return render_template(
        "home.html",
        moment=moment,
        mine=mine,
        recap=moment.run.recap(moment.at),
    )


# The order of the states: first what can be acted on, last what is terminated.
_STATE_ORDER = {State.OPEN: 0, State.READY: 1, State.OVERDUE: 2, State.TERMINATED: 4}


def _mine(moment: Moment, mail: str) -> list[Row]:
    run = moment.run
    mine = [moment.row(step) for step in run.schedule.ids if run.role(mail, step) == "assignee"]
    return sorted(mine, key=lambda row: _STATE_ORDER.get(row.state, 3))


@blueprint.get("/steps")
def choose_step() -> Response:
    """Redirects from the list of steps to the chosen step."""
    step = request.args.get("id", "").strip()
    return redirect(url_for("run.step", step=step) if step else url_for("run.home"))


@blueprint.get("/steps/<path:step>")
def step(step: str) -> str:
    """Everything about a step, and the form that changes it."""
    moment = Moment.now()
    if step not in moment.schedule:
        abort(404)
    run, mail = moment.run, who.on_step(step)
    history = run.history(step)
    return render_template(
        "step.html",
        moment=moment,
        row=moment.row(step),
        explanation=run.explain(step, moment.at),
        outlook=moment.forecast.outlook(step),
        prerequisites=moment.rows(run.schedule.prerequisites(step)),
        successors=moment.rows(run.schedule.successors(step)),
        history=history,
        role=None if mail is None else run.role(mail, step),
        defects_seen=seen(history),
        by=mail,
        people=people.people(run) if mail else [],
        telephones=people.telephones(moment.plan, moment.plan[step]),
        decisions=decisions.offered(moment, step, mail),
    )


@blueprint.get("/steps/<path:step>/confirmation")
def confirmation(step: str) -> str:
    """The events of a change that was accepted."""
    moment = Moment.now()
    if step not in moment.schedule:
        abort(404)
    asked = {int(text) for text in request.args.getlist("event") if text.isdecimal()}
    events = [event for event in moment.run.history(step) if event.seq in asked]
    if not events and asked:
        abort(404)
    return render_template("confirmation.html", moment=moment, row=moment.row(step), events=events)


@blueprint.get("/recap")
def overview() -> str | Response:
    """The recap of the whole dry run; redirects if a phase was chosen in the list of phases."""
    phase = request.args.get("phase", "").strip()
    if phase:
        return redirect(url_for("run.recap", phase=phase))
    return _recap(None)


@blueprint.get("/recap/<path:phase>")
def recap(phase: str) -> str:
    """The recap of a phase."""
    return _recap(phase)


FOLDS = ("phase", "team")
"""By what the table of steps may be folded."""


def _recap(code: str | None) -> str:
    moment = Moment.now()
    phase = next((known for known in moment.plan.phases if known == code), None)
    if code is not None and phase is None:
        abort(404)
    mail, asked = who.signed_in(), Filter.of_request()
    team = coordinates(moment, mail)
    steps = shared(
        lambda: _steps_and_figures(code, mail, asked),
        team,
        # Only these ask who it is.
        mail if {"mine", "my-team"} & {*asked.only} else mail is not None,
    )
    return render_template(
        "recap.html",
        moment=moment,
        phase=phase,
        shared=steps,
        selectable=team,
    )


def _steps_and_figures(code: str | None, mail: str | None, chosen: Filter) -> str:
    """What a recap shows beside its heading."""
    moment = Moment.now()
    phase = next((known for known in moment.plan.phases if known == code), None)
    viewer = Viewer.of(moment, mail)
    rows = moment.rows(moment.in_phase(code))
    kept = [row for row in rows if chosen.keeps(row, viewer, moment)]
    fold = request.args.get("fold", "")
    count = ngettext("%(num)s step", "%(num)s steps", len(kept))
    if chosen.active:
        count = ngettext(
            "%(num)s step of %(total)s",
            "%(num)s steps of %(total)s",
            len(kept),
            total=translator().number(len(rows)),
        )
    return render_template(
        "_recap.html",
        moment=moment,
        phase=phase,
        recap=moment.run.recap(moment.at, phase=code),
        rows=kept,
        groups=_groups(kept, fold),
        fold=fold if fold in FOLDS else "",
        count=count,
        chosen=chosen,
        teams=_choices(row.step.team for row in rows),
        departments=_choices(row.step.department for row in rows),
        states=list(State),
        only=_only(mail, chosen),
        critical=moment.rows(
            moment.forecast.critical_path
            if phase is None
            else moment.forecast.critical_path_of_phase(phase)
        ),
        drawing=_drawing(moment, rows, kept, code),
        selectable=coordinates(moment, mail),
    )


def _choices(names: Iterable[str | None]) -> list[tuple[str, str]]:
    """The values of a filter and what they are called."""
    found = sorted({name or "" for name in names}, key=in_dictionary)
    return [(name or NO_TEAM, name or gettext("without a team")) for name in found]


def _only(mail: str | None, chosen: Filter) -> list[tuple[str, str]]:
    """The conditions that whoever looks can ask for, and what they have asked for."""
    words = {
        "late": gettext("late or blocked"),
        "defects": gettext("with defects"),
        "blocking": gettext("blocked by a defect"),
        "critical": gettext("critical"),
        "soon": gettext("next thirty minutes"),
    }
    if "blocked" in chosen.only:  # a link of the desk; among the others it would say them again
        words["blocked"] = gettext("blocked")
    if mail is not None:
        words |= {"mine": gettext("mine"), "my-team": gettext("my team")}
    return list(words.items())


def _groups(rows: list[Row], fold: str) -> list[tuple[str, list[Row]]]:
    """The rows by phase or team, in the order in which those come up; or all in one."""
    if fold not in FOLDS:
        return [("", rows)]
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row.step, fold) or "", []).append(row)
    return list(found.items())


def _drawing(moment: Moment, rows: list[Row], kept: list[Row], phase: str | None) -> str | None:
    """The steps and what they wait for as a picture, with those faint that a filter leaves out."""
    if not rows:
        return None
    shown = {row.id for row in kept}
    return moment.run.to_svg(
        moment.at,
        phase=phase,
        neighbours=False,
        group_by_phase=phase is None,
        faint=[row.id for row in rows if row.id not in shown],
        links=links_of_steps(),
        language=translator().library_language,
        legend=False,
    )
