"""Commands of programs: on one step, about the rollback, or several given together.

Kept true: what the pages refuse is refused here for the same reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g

import ptr_py
from ptr_platform.web import changes, people
from ptr_platform.web.api import answers, requests
from ptr_platform.web.api.operations import operation
from ptr_platform.web.api.steps import described
from ptr_platform.web.failures import problem
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages import decisions
from ptr_platform.web.pages.actions import with_defects
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

_SUMMARIES = {
    "skip": "Skips a step; a coordinator's decision.",
    "reopen": "Continues a step that was closed or skipped.",
    "undo-start": "Takes back the start of a step that was started by mistake.",
    "declare": "Wakes the contingency phases; a coordinator's decision.",
    "withdraw": "Puts the contingency phases to sleep again; a coordinator's decision.",
}


@operation("POST", "/steps/<path:step>/start", answers.Change, body=requests.Start)
def start(step: str, body: requests.Start) -> dict[str, Any]:
    """Starts a step that is Ready."""
    return _carry_out({"type": "start", "step": step}, body)


@operation("POST", "/steps/<path:step>/close", answers.Change, body=requests.Close)
def close(step: str, body: requests.Close) -> dict[str, Any] | Response:
    """Closes a step that is Open, a decision with an outcome."""
    command = {"type": "close", "step": step, "outcome": body.outcome}
    try:
        return _carry_out({**command, "reason": body.reason or None}, body)
    except ptr_py.InvalidValue as error:
        return problem(422, "Refused", detail=str(error))


@operation("POST", "/steps/<path:step>/transfer", answers.Change, body=requests.Transfer)
def transfer(step: str, body: requests.Transfer) -> dict[str, Any]:
    """Hands a step to somebody else."""
    people.check_receiver(body.to)
    command = {"type": "transfer", "step": step, "to": body.to, "message": body.message or None}
    return _carry_out(command, body)


@operation("POST", "/steps/<path:step>/defects", answers.Change, body=requests.Defects)
def defects(step: str, body: requests.Defects) -> dict[str, Any]:
    """Records the defects of a step."""
    said = changes.bare(body.model_dump(exclude_unset=True))
    return _carry_out({"type": "record_defects", "step": step, **said}, body)


@operation("POST", "/steps/<path:step>/remind", answers.Change, body=requests.Reminder)
def remind(step: str, body: requests.Reminder) -> dict[str, Any]:
    """Reminds the people of a step to begin or to close it; a coordinator's decision."""
    return _carry_out({"type": "remind", "step": step, "message": body.message or None}, body)


def _about_a_step(name: str, kind: decisions.Kind) -> None:
    def decide(step: str, body: requests.Decided) -> dict[str, Any]:
        return _carry_out({"type": kind.type, "step": step, "reason": body.reason}, body)

    decide.__doc__ = _SUMMARIES[name]
    offer = operation(
        "POST",
        f"/steps/<path:step>/{name}",
        answers.Change,
        id=kind.type,
        body=requests.Decided,
    )
    offer(decide)


def _about_the_run(name: str, kind: decisions.Kind) -> None:
    def decide(body: requests.WithReason) -> dict[str, Any]:
        return _execute([{"type": kind.type, "reason": body.reason}])

    decide.__doc__ = _SUMMARIES[name]
    path = f"/rollback/{name}"
    operation("POST", path, answers.Recorded, id=kind.type, body=requests.WithReason)(decide)


for _name, _kind in decisions.OF_A_STEP.items():
    if _kind.reason:
        _about_a_step(_name, _kind)
for _name, _kind in decisions.OF_THE_RUN.items():
    _about_the_run(_name, _kind)


@operation("POST", "/commands", answers.Recorded, body=requests.Commands)
def commands(body: requests.Commands) -> dict[str, Any]:
    """Gives several commands one after the other, all of them or none."""
    return _execute(body.checked())


@operation("POST", "/consequences", answers.Consequences, body=requests.Commands, changes=False)
def consequences(body: requests.Commands) -> answers.Consequences:
    """What several commands would bring about; nothing is changed."""
    moment, given = Moment.now(), body.checked()
    # So that each refusal is told, and not the first alone.
    decisions.decide(moment.run, given, by=g.by, at=moment.at)
    bare = [changes.bare(command) for command in given]
    rules = services().config.notices.rules
    follows = moment.run.consequences(bare, by=g.by, at=moment.at, rules=rules)
    return answers.Consequences.of(follows, at=moment.at)


def _execute(given: list[dict[str, Any]]) -> dict[str, Any]:
    by = g.by
    events = changes.execute(lambda run, at: decisions.decide(run, given, by=by, at=at), by=by)
    return {"events": events}


def _carry_out(command: dict[str, Any], body: requests.Body) -> dict[str, Any]:
    by, text = g.by, getattr(body, "defects", None)
    command[changes.FOR] = getattr(body, changes.FOR, None)

    def decide(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
        if text is None:
            return changes.give(run, command, by=by, at=at)
        return with_defects(run, {"text": text}, command, by=by, at=at)

    events = changes.execute(decide, by=by)
    return {"events": events, "step": described(Moment.now(), command["step"])}
