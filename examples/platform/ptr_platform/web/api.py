"""The same run for programs: JSON, with a bearer token that says in whose name they ask.

Kept true: what the pages refuse is refused here for the same reasons; every answer, refusals
included, is as `openapi.yaml` describes it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml
from flask import Blueprint, g, jsonify, request
from werkzeug.exceptions import HTTPException

import ptr_py
from ptr_platform.identity.tokens import BadToken, Purpose
from ptr_platform.web import changes, decisions, pages, people
from ptr_platform.web.actions import status_of, with_defects
from ptr_platform.web.desk import Desk
from ptr_platform.web.failures import problem
from ptr_platform.web.journal import PAGE, Wanted
from ptr_platform.web.jsonable import (
    blocking_defect,
    condition,
    decision,
    plain,
    reason,
    stamp,
    tally,
)
from ptr_platform.web.moment import Moment, Row
from ptr_platform.web.security import csrf
from ptr_platform.web.services import services
from ptr_platform.web.wall import Line, decided, lines, required_ends
from ptr_platform.web.what_if import Asked, Contradiction

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)  # a bearer token is sent by no browser on its own

_PROBABILITIES = (0.5, 0.8, 0.95)
"""The probabilities for which the end is given."""


class Unusable(HTTPException):
    """A request that is not as the document describes."""

    code = 400


@blueprint.errorhandler(Unusable)
def unusable(error: Unusable) -> Response:
    """Answers with what was expected."""
    return problem(400, "Bad Request", detail=error.description)


@blueprint.errorhandler(ptr_py.Refused)
def refused(error: ptr_py.Refused) -> Response:
    """Answers with every reason."""
    reasons = [reason(one) for one in error.reasons]
    return problem(status_of(error), "Refused", reasons=reasons)


@blueprint.errorhandler(ptr_py.InvalidValue)
def invalid(error: ptr_py.InvalidValue) -> Response:
    """Answers with what is no command, or no instant that can be."""
    return problem(400, "Bad Request", detail=str(error))


@blueprint.errorhandler(people.OutsideAddress)
def outside(error: people.OutsideAddress) -> Response:
    """Answers that a step is handed to nobody outside."""
    told = {"message": error.text("en"), "message_fr": error.text("fr")}
    return problem(422, "Refused", reasons=[{"code": error.code, **told}])


@blueprint.errorhandler(decisions.SomeRefused)
def some_refused(error: decisions.SomeRefused) -> Response:
    """Answers with every reason against every command, each with its step."""
    reasons = [{**reason(one), "step": step} for step, why in error.refused for one in why.reasons]
    return problem(error.status, "Refused", reasons=reasons)


@blueprint.before_request
def identify() -> Response | None:
    """Identifies the caller by the bearer token; only description and health need none."""
    if request.endpoint in {"api.document", "api.healthz"}:
        return None
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise BadToken("missing")
        token = services().tokens.read(Purpose.API, text.strip(), now=services().clock.now())
    except BadToken as bad:
        answer = problem(401, "Unauthorized", detail=f"bearer token: {bad}")
        answer.headers["WWW-Authenticate"] = 'Bearer realm="ptr"'
        return answer
    g.by = token.mail
    return None


@blueprint.get("/openapi.json")
def document() -> Response:
    """The OpenAPI document."""
    url = services().config.server.url
    return jsonify({**_document(), "servers": [{"url": f"{url}/api/v1"}]})


@cache
def _document() -> dict[str, Any]:
    text = (Path(__file__).parent / "openapi.yaml").read_text("utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    document["components"]["schemas"]["State"]["enum"] = [state.value for state in ptr_py.State]
    return document


@blueprint.get("/run")
def run() -> Response:
    """Which dry run this is and how far it has come."""
    moment = Moment.now()
    schedule = moment.schedule
    return jsonify(
        {
            "dry_run": schedule.dry_run,
            "timezone": moment.plan.timezone,
            "at": plain(moment.at),
            "version": moment.run.version,
            "next_change": plain(moment.run.next_change(moment.at)),
            "rollback": stamp(moment.run.rollback()),
            "phases": [
                {"code": phase.code, "label": phase.label, "contingency": phase.contingency}
                for phase in moment.plan.phases
            ],
            "steps": schedule.ids,
        }
    )


@blueprint.get("/states")
def states() -> Response:
    """The state of every step."""
    moment = _moment()
    found = {step: state.value for step, state in moment.states.items()}
    return jsonify({"at": plain(moment.at), "version": moment.run.version, "states": found})


@blueprint.get("/recap")
def recap() -> Response:
    """The figures of the dry run, or of one phase."""
    moment = _moment()
    phase = request.args.get("phase")
    try:
        figures = moment.run.recap(moment.at, phase=phase)
    except ptr_py.UnknownPhase as error:
        return problem(404, "Not Found", detail=str(error))
    return jsonify(
        {
            "at": plain(figures.at),
            "phase": figures.phase,
            **tally(figures),
            "asleep": figures.asleep,
            "abandoned": figures.abandoned,
            "blocking_defects": {
                step: blocking_defect(defect) for step, defect in figures.blocking_defects.items()
            },
            "by_phase": {name: tally(part) for name, part in figures.by_phase.items()},
            "by_team": {name: tally(part) for name, part in figures.by_team.items()},
            "by_department": {name: tally(part) for name, part in figures.by_department.items()},
        }
    )


@blueprint.get("/forecast")
def forecast() -> Response:
    """Where the dry run is heading."""
    moment = _moment()
    expected, odds = moment.forecast, moment.odds
    return jsonify(
        {
            "at": plain(expected.at),
            "end": plain(expected.end),
            "planned_end": plain(expected.planned_end),
            "delay_seconds": plain(expected.delay),
            "end_by_chance": {
                f"{probability:.2f}": plain(odds.end.quantile(probability))
                for probability in _PROBABILITIES
            },
            "critical_path": expected.critical_path,
            "unexpected": expected.unexpected,
            "by_phase": {phase: plain(expected.end_of_phase(phase)) for phase in moment.phases},
            "steps": {
                step: {
                    "begins": plain(outlook.begins),
                    "ends": plain(outlook.ends),
                    "slack_seconds": plain(outlook.slack),
                    "is_critical": outlook.is_critical,
                    "criticality": odds.criticality(step),
                    "waits_for": outlook.waits_for,
                }
                for step, outlook in expected.outlooks().items()
            },
        }
    )


@blueprint.get("/steps/<path:step>")
def one_step(step: str) -> Response:
    """Everything about a step."""
    moment = _moment()
    return jsonify(_step(moment, step))


@blueprint.get("/steps/<path:step>/explanation")
def explanation(step: str) -> Response:
    """Why a step stands where it stands."""
    moment = _moment()
    why = moment.run.explain(step, moment.at)
    return jsonify(
        {
            "step": why.step,
            "at": plain(why.at),
            "state": why.state.value,
            "message": why.message,
            "message_fr": why.message_fr,
            "unmet": [condition(one) for one in why.unmet],
            "blockers": {held_by: state.value for held_by, state in why.blockers.items()},
            "started": stamp(why.started),
            "terminated": stamp(why.terminated),
            "skipped": why.skipped,
            "decision": decision(why.decision),
            "blocking_defect": blocking_defect(why.blocking_defect),
        }
    )


@blueprint.get("/steps/<path:step>/what-if")
def suppose(step: str) -> Response:
    """What would follow if the step, or its team, went otherwise; nothing is recorded."""
    moment = Moment.now()
    if step not in moment.schedule:
        return problem(404, "Not Found", detail=f"no step {step} in this dry run")
    if unknown := set(request.args) - set(Asked.__annotations__):
        raise Unusable(f"{min(unknown)}: unknown")
    if any(len(values) > 1 or not values[0].strip() for values in request.args.listvalues()):
        raise Unusable("expected each parameter once, with a value")
    if request.args.get("skipped", "1") != "1":
        raise Unusable("skipped: expected 1, or no such parameter")
    try:
        changes = Asked.of_request().changes(moment, step, ZoneInfo(moment.plan.timezone))
    except Contradiction as error:
        return problem(422, "Refused", detail=str(error))
    except ValueError as error:
        raise Unusable(str(error)) from None
    try:
        follows = moment.forecast.what_if(changes)
    except ptr_py.InvalidValue as error:
        return problem(409, "Conflict", detail=str(error))
    return jsonify(
        {
            "at": plain(moment.at),
            "end": plain(follows.end),
            "delay_seconds": plain(follows.delay),
            "phases": {phase: plain(end) for phase, end in follows.phases.items()},
            "moved": {
                moved: {"begins": plain(then.begins), "ends": plain(then.ends)}
                for moved, then in follows.moved.items()
            },
            "mails": [_mail(notice) for notice in follows.notices],
        }
    )


@blueprint.post("/steps/<path:step>/start")
def start(step: str) -> Response:
    """Starts a step."""
    return _carry_out(step, _body("defects", changes.FOR), {"type": "start"})


@blueprint.post("/steps/<path:step>/close")
def close(step: str) -> Response:
    """Closes a step, a decision with an outcome."""
    said = _body("defects", "outcome", "reason", changes.FOR)
    outcome, reason = said.get("outcome"), said.get("reason") or None
    try:
        return _carry_out(step, said, {"type": "close", "outcome": outcome, "reason": reason})
    except ptr_py.InvalidValue as error:
        return problem(422, "Refused", detail=str(error))


@blueprint.post("/steps/<path:step>/transfer")
def transfer(step: str) -> Response:
    """Hands a step to somebody else."""
    said = _body("to", "message", "defects", changes.FOR, required="to")
    to, message = said["to"], said.get("message") or None
    people.check_receiver(to)
    return _carry_out(step, said, {"type": "transfer", "to": to, "message": message})


@blueprint.post("/steps/<path:step>/defects")
def defects(step: str) -> Response:
    """Records the defects of a step, in place of what was recorded before."""
    said = _body("text", changes.FOR, required="text", others=("blocks", "until"))
    return _carry_out(step, said, {"type": "record_defects", **changes.bare(said)})


@blueprint.post("/steps/<path:step>/<any(skip, reopen, 'undo-start'):name>")
def decide(step: str, name: str) -> Response:
    """Skips or reopens a step, or takes its start back."""
    said = _body("reason", changes.FOR, required="reason")
    command = {"type": decisions.OF_A_STEP[name].type, "reason": said["reason"]}
    return _carry_out(step, said, command)


@blueprint.post("/steps/<path:step>/remind")
def remind(step: str) -> Response:
    """Reminds the people of a step."""
    return _carry_out(step, {}, {"type": "remind", **_body("message")})


@blueprint.post("/rollback/<any(declare, withdraw):name>")
def decide_rollback(name: str) -> Response:
    """Declares or withdraws a rollback."""
    said = _body("reason", required="reason")
    return _execute([{"type": decisions.OF_THE_RUN[name].type, "reason": said["reason"]}])


@blueprint.post("/commands")
def commands() -> Response:
    """Gives several commands, one after the other: all of them or none."""
    return _execute(_commands())


@blueprint.post("/consequences")
def consequences() -> Response:
    """What several commands would bring about; nothing is changed."""
    moment, given = Moment.now(), _commands()
    # So that each refusal is told, and not the first alone.
    decisions.decide(moment.run, given, by=g.by, at=moment.at)
    bare = [changes.bare(command) for command in given]
    follows = moment.run.consequences(bare, by=g.by, at=moment.at)
    return jsonify(consequences_of(follows, moment.at))


def consequences_of(follows: ptr_py.Consequences, at: datetime) -> dict[str, Any]:
    """What commands would bring about, as the document describes it."""
    return {
        "at": plain(at),
        "events": [event.to_dict() for event in follows.events],
        "states": [
            {"step": it.step, "before": it.before.value, "after": it.after.value}
            for it in follows.states
        ],
        "woken": follows.woken,
        "put_to_sleep": follows.put_to_sleep,
        "mails": [_mail(notice) for notice in follows.notices],
        "end_before": plain(follows.end_before),
        "end_after": plain(follows.end_after),
        "delay_seconds": plain(follows.delay),
    }


def _mail(notice: ptr_py.Notice) -> dict[str, Any]:
    return {"kind": notice.kind, "step": notice.step, "recipients": list(notice.recipients)}


def _commands() -> list[dict[str, Any]]:
    """The commands of the request's body, each a flat object of texts."""
    body = _json()
    if not isinstance(body, dict) or set(body) != {"commands"}:
        raise Unusable("body: expected a JSON object with the key commands alone")
    given = body["commands"]
    if not isinstance(given, list) or not 0 < len(given) <= decisions.MOST:
        raise Unusable(f"commands: expected a list of 1 to {decisions.MOST} commands")
    for command in given:
        if not isinstance(command, dict):
            raise Unusable("commands: expected objects, each with its type")
        if any(isinstance(value, dict | list) for value in command.values()):
            raise Unusable("commands: expected texts and numbers in them")
        if not isinstance(command.get(changes.FOR, ""), str):
            raise Unusable(f"commands: {changes.FOR}: expected a text")
        if command.get("type") == "transfer" and isinstance(command.get("to"), str):
            people.check_receiver(command["to"])
        if command.get("type") == "revise":
            raise Unusable("commands: a plan is replaced by POST /plan, with its workbook")
    return given


def _execute(given: list[dict[str, Any]]) -> Response:
    by = g.by
    events = changes.execute(lambda run, at: decisions.decide(run, given, by=by, at=at), by=by)
    return jsonify({"events": [event.to_dict() for event in events]})


@blueprint.get("/journal")
def journal() -> Response:
    """What happened, the newest first, under the filters of the page."""
    moment = Moment.now()
    found = list(Wanted.of_request(0).of(moment))
    return jsonify(
        {
            "at": plain(moment.at),
            "version": moment.run.version,
            "count": len(found),
            "events": [event.to_dict() for event in found[:PAGE]],
            "before": found[PAGE - 1].seq if len(found) > PAGE else None,
        }
    )


@blueprint.get("/desk")
def desk() -> Response:
    """What a coordinator must look at now, as ids; nothing of how the platform is doing."""
    moment = Moment.now()
    lists = Desk(moment)

    def ids(rows: list[Row]) -> list[str]:
        return [row.id for row in rows]

    return jsonify(
        {
            "at": plain(moment.at),
            "late_to_start": ids(lists.to_start),
            "late_to_end": ids(lists.to_end),
            "ready": ids(lists.ready),
            "under_way": ids(lists.under_way),
            "next_thirty_minutes": ids(lists.soon),
            "blocked": ids(lists.blocked),
            "blockers": {one.row.id: one.count for one in lists.blockers if one.count},
            "blocking_defects": {
                step: blocking_defect(defect) for step, defect in moment.blocking.items()
            },
            "defects": {row.id: row.defects for _, row in lists.defects},
            "mails_waiting": [_mail(notice) for notice in lists.waiting],
            "mails_failed": [event.to_dict() for event in lists.failed],
        }
    )


@blueprint.get("/wall")
def wall() -> Response:
    """How the whole and each phase stand against their planned end."""
    moment = Moment.now()
    whole, *phases = lines(moment)
    return jsonify(
        {
            "at": plain(moment.at),
            "whole": _line(whole),
            "phases": {line.name: _line(line) for line in phases},
            "required_ends": {
                it.milestone: {
                    "phase": it.phase,
                    "light": it.light,
                    "by": plain(it.by),
                    "end": plain(it.expected),
                    "chance": it.chance,
                    "decide_by": plain(it.decide_by),
                }
                for it in required_ends(moment)
            },
            "decisions": [event.to_dict() for event in decided(moment.run)[:PAGE]],
        }
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "light": line.light,
        "total": line.tally.total,
        "terminated": line.tally.terminated,
        "planned_end": plain(line.planned),
        "required_end": plain(line.required),
        "end": plain(line.expected),
        "end_in_four_of_five": plain(line.likely),
    }


@blueprint.get("/checks")
def checks() -> Response:
    """What the clinic finds in the plan, in English and French."""
    plan = Moment.now().plan
    both = zip(plan.check(language="en"), plan.check(language="fr"), strict=True)
    return jsonify(
        {
            "findings": [
                {
                    "code": one.code,
                    "severity": one.severity,
                    "step": one.step,
                    "message": one.message,
                    "message_fr": french.message,
                    "cure": one.cure,
                    "cure_fr": french.cure,
                    "sheet": one.sheet,
                    "cell": one.cell,
                }
                for one, french in both
            ]
        }
    )


@blueprint.get("/healthz")
def healthz() -> Response:
    """Whether the platform can do its work."""
    return pages.healthz()


def _carry_out(step: str, said: dict[str, Any], command: dict[str, Any]) -> Response:
    by, text = g.by, said.get("defects")
    command |= {"step": step, changes.FOR: said.get(changes.FOR)}

    def decide(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
        events = changes.give(run, command, by=by, at=at)
        if text is None:
            return events
        return with_defects(run, {"text": text}, command, by=by, at=at)

    events = changes.execute(decide, by=by)
    moment = Moment.now()
    return jsonify(
        {
            "events": [event.to_dict() for event in events],
            "step": _step(moment, step),
        }
    )


def _step(moment: Moment, id: str) -> dict[str, Any]:  # noqa: A002 (as users call it)
    run, at = moment.run, moment.at
    # Raises an error if there is no such step.
    prerequisites = run.schedule.prerequisites(id)
    step = moment.plan[id]
    return {
        "id": step.id,
        "label": step.label,
        "phase": step.phase,
        "team": step.team,
        "department": step.department,
        "instructions": step.instructions,
        "extra": plain(step.extra),
        "dry_runs": step.dry_runs,
        "state": run.state(id, at).value,
        "at": plain(at),
        "start": plain(run.schedule.start(id)),
        "end": plain(run.schedule.end(id)),
        "lateness_seconds": plain(run.lateness(id, at)),
        "prerequisites": prerequisites,
        "successors": run.schedule.successors(id),
        "contacts": step.contacts,
        "assignees": run.assignees(id, at),
        "defects": run.defects(id, at),
        "started": stamp(run.started(id, at)),
        "terminated": stamp(run.terminated(id, at)),
        "skipped": run.skipped(id, at),
        "decision": decision(run.decision(id, at)),
        "blocking_defect": blocking_defect(moment.blocking.get(id)),
        "history": [event.to_dict() for event in run.history(id) if event.at <= at],
    }


def _moment() -> Moment:
    """The present, or the past instant that is asked about."""
    moment = Moment.now()
    text = request.args.get("at")
    if text is None:
        return moment
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unusable("at: expected an instant such as 2026-03-28T22:00:00Z") from None
    return Moment(services().service.run_at(at), at)


def _json() -> Any:
    """The request's JSON; `None` if it is none."""
    try:
        body = request.get_json(silent=True)
        # A lone surrogate can be written in JSON, and is no text that could be stored.
        json.dumps(body, ensure_ascii=False).encode()
    except (RecursionError, UnicodeEncodeError):
        raise Unusable("body: nested too deeply, or a text in it that is no Unicode") from None
    return body


def _body(*known: str, required: str | None = None, others: tuple[str, ...] = ()) -> dict[str, Any]:
    """The request's JSON object: texts, and others that the library checks."""
    if not request.data and required is None:
        return {}
    body = _json()
    if not isinstance(body, dict):
        raise Unusable("body: expected a JSON object, with Content-Type: application/json")
    mistakes = [f"{key}: unknown" for key in body if key not in known + others]
    mistakes += [
        f"{key}: expected a text"
        for key, value in body.items()
        if key in known and not isinstance(value, str)
    ]
    if required is not None and required not in body:
        mistakes.append(f"{required}: missing")
    if mistakes:
        raise Unusable("; ".join(mistakes))
    return body
