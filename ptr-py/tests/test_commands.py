"""Commands as plain data: the same events as the methods named after them, and what is refused."""

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

import bson
import pytest
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, carry_out

from ptr_py import (
    Event,
    InvalidAddress,
    InvalidValue,
    PtrError,
    Refused,
    Run,
    Schedule,
    UnknownStep,
)

LATE = T0 + 10 * HOUR

Command = tuple[Mapping[str, Any], Callable[[Run], list[Event]]]

# In an order in which each can be carried out, by the transition team.
COMMANDS: list[Command] = [
    (
        {"type": "transfer", "step": "CO1", "to": CARLA, "message": "Merci"},
        lambda run: run.transfer("CO1", to=CARLA, by=TEAM, at=LATE, message="Merci"),
    ),
    (
        {"type": "transfer", "step": "CO1", "to": BOB},
        lambda run: run.transfer("CO1", to=BOB, by=TEAM, at=LATE),
    ),
    ({"type": "start", "step": "CO1"}, lambda run: run.start("CO1", by=TEAM, at=LATE)),
    (
        {"type": "undo_start", "step": "CO1", "reason": "Erreur"},
        lambda run: run.undo_start("CO1", "Erreur", by=TEAM, at=LATE),
    ),
    ({"type": "start", "step": "CO1"}, lambda run: run.start("CO1", by=TEAM, at=LATE)),
    (
        {"type": "remind", "step": "CO1", "message": "On attend"},
        lambda run: run.remind("CO1", by=TEAM, at=LATE, message="On attend"),
    ),
    (
        {"type": "record_defects", "step": "CO1", "text": "Fuite"},
        lambda run: run.record_defects("CO1", "Fuite", by=TEAM, at=LATE),
    ),
    ({"type": "close", "step": "CO1"}, lambda run: run.close("CO1", by=TEAM, at=LATE)),
    (
        {"type": "reopen", "step": "CO1", "reason": "Mal fermé"},
        lambda run: run.reopen("CO1", "Mal fermé", by=TEAM, at=LATE),
    ),
    (
        {"type": "skip", "step": "HO1", "reason": "Sans objet"},
        lambda run: run.skip("HO1", "Sans objet", by=TEAM, at=LATE),
    ),
    (
        {"type": "declare_rollback", "reason": "Panne"},
        lambda run: run.declare_rollback("Panne", by=TEAM, at=LATE),
    ),
    (
        {"type": "withdraw_rollback", "reason": "Réparé"},
        lambda run: run.withdraw_rollback("Réparé", by=TEAM, at=LATE),
    ),
]


def test_every_command_both_ways_gives_equal_events(schedule: Schedule) -> None:
    by_data, by_name = Run(schedule, [TEAM]), Run(schedule, [TEAM])
    for command, named in COMMANDS:
        (event,) = by_data.execute(command, by=TEAM, at=LATE)
        assert [event] == named(by_name), command
        assert (
            event.to_dict().items()
            >= {key: command[key] for key in command if key != "type"}.items()
        )
    assert by_data == by_name
    assert by_data.version == len(COMMANDS)


def test_a_command_that_is_only_decided_changes_nothing(run: Run) -> None:
    (event,) = run.execute({"type": "start", "step": "CO1"}, by=ANNE, at=T0, apply=False)
    assert (event.type, run.version) == ("started", 0)


def test_a_coordinator_acts_for_somebody_to_whom_the_step_is_assigned(run: Run) -> None:
    start = {"type": "start", "step": "CO1"}
    (event,) = run.execute(start, by=TEAM, at=T0, on_behalf_of=ANNE, apply=False)
    assert (event.by, event.on_behalf_of, event.role) == (TEAM, ANNE, "coordinator")
    assert Event.from_dict(event.to_dict()) == event
    assert "au nom de" in event.sentence()
    with pytest.raises(Refused) as refused:
        run.execute(start, by=ANNE, at=T0, on_behalf_of=CARLA)
    assert [it.code for it in refused.value.reasons] == ["not-coordinator", "not-assigned"]
    with pytest.raises(Refused):
        run.execute({"type": "declare_rollback", "reason": "x"}, by=TEAM, at=T0, on_behalf_of=ANNE)
    with pytest.raises(Refused):
        run.execute(start, by=TEAM, at=T0, on_behalf_of="nobody")


def test_a_command_that_says_nothing_new_gives_no_event(run: Run) -> None:
    carry_out(run, "CO1")
    assert run.execute({"type": "record_defects", "step": "CO1", "text": ""}, by=TEAM, at=T0) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({}, "type: missing in {}"),
        ({"step": "CO1"}, "type: missing in {'step': 'CO1'}"),
        (
            {"type": "explode", "step": "CO1"},
            "type: 'explode': expected one of start, close, transfer, record_defects, undo_start, "
            "reopen, skip, remind, declare_rollback, withdraw_rollback",
        ),
        ({"type": "explode", "step": "CO9", "to": "x"}, "type: 'explode': expected one of start"),
        ({"type": 5}, "type: 5: expected text"),
        ({"type": "start"}, "step: missing in {'type': 'start'}"),
        (
            {"type": "skip", "step": "CO1", "reasn": "Sans objet"},
            "reasn: 'Sans objet': expected no keys but type, step, reason",
        ),
        (
            {"type": "declare_rollback", "reason": "Panne", "step": "CO1"},
            "step: 'CO1': expected no keys but type, reason",
        ),
        ({"type": "start", "step": "CO1", 5: "x"}, "5: None: expected no keys but type, step"),
        ({"type": "skip", "step": "CO1", "reason": 3}, "reason: 3: expected text"),
        ({"type": "skip", "step": "CO1", "reason": None}, "reason: None: expected text"),
        ({"type": "skip", "step": "CO1", "reason": True}, "reason: True: expected text"),
        ({"type": "skip", "step": "CO1", "reason": ["x"]}, "reason: ['x']: expected text"),
        ({"type": "skip", "step": "CO1", "reason": 1.5}, "reason: 1.5: expected text"),
        (
            {"type": "skip", "step": "CO1", "reason": bson.ObjectId("0" * 24)},
            "reason: ObjectId('000000000000000000000000'): expected text",
        ),
        (
            {"type": "transfer", "step": "CO1", "to": BOB, "message": {"fr": "Merci"}},
            "message: {'fr': 'Merci'}: expected text",
        ),
    ],
)
def test_what_is_no_command_is_told_with_its_key_and_what_was_expected(
    run: Run, command: Mapping[str, Any], said: str
) -> None:
    with pytest.raises(InvalidValue) as error:
        run.execute(command, by=TEAM, at=T0)
    assert str(error.value).startswith(said)
    assert run.version == 0


@pytest.mark.parametrize("step", ["CO9", "CO2", "", "a\nb", 5, None])
def test_a_step_that_the_dry_run_has_not_is_unknown(run: Run, step: Any) -> None:
    with pytest.raises(UnknownStep) as error:
        run.execute({"type": "start", "step": step}, by=TEAM, at=T0)
    (reason,) = error.value.reasons
    assert (reason.code, reason.found, reason.dry_run) == ("unknown-step", str(step), "FDR1")


@pytest.mark.parametrize("to", ["carla at grid", "", " "])
def test_a_receiver_that_is_no_address_is_refused_and_invalid(run: Run, to: str) -> None:
    command = {"type": "transfer", "step": "CO1", "to": to}
    with pytest.raises(InvalidAddress) as error:
        run.execute(command, by=TEAM, at=T0)
    (reason,) = error.value.reasons
    assert (reason.code, reason.found) == ("not-an-address", to)


def test_a_refusal_is_the_same_both_ways(run: Run) -> None:
    with pytest.raises(Refused) as named:
        run.start("CO3", by=ANNE, at=T0)
    with pytest.raises(Refused) as data:
        run.execute({"type": "start", "step": "CO3"}, by=ANNE, at=T0)
    assert data.value.reasons == named.value.reasons
    assert str(data.value) == str(named.value)


@pytest.mark.parametrize("command", ["start", ["type", "start"], None])
def test_what_is_no_dict_at_all_is_a_type_error(run: Run, command: Any) -> None:
    with pytest.raises(TypeError, match="expected a command as a dict"):
        run.execute(command, by=TEAM, at=T0)


def test_every_error_of_a_command_is_one_of_the_modules(run: Run) -> None:
    with pytest.raises(PtrError):
        run.execute({"type": "start", "step": "CO1"}, by="nobody", at=T0)


def test_consequences_say_what_would_follow_and_change_nothing(run: Run) -> None:
    skip = {"type": "skip", "step": "CO1", "reason": "Sans objet"}
    follows = run.consequences(skip, by=TEAM, at=LATE)
    assert [event.type for event in follows.events] == ["skipped"]
    scratch = copy.copy(run)
    scratch.execute(skip, by=TEAM, at=LATE)
    before, after = run.states(LATE), scratch.states(LATE)
    assert {change.step for change in follows.states} == {
        step for step in before if before[step] != after[step]
    }
    owed = set(run.notices(LATE))
    assert follows.notices == [it for it in scratch.notices(LATE) if it not in owed]
    assert follows.end_after == scratch.forecast(LATE).end
    assert (run.version, follows.woken) == (0, [])
    assert json.loads(json.dumps(follows.to_dict()))["events"][0]["type"] == "skipped"


def test_consequences_of_several_commands_are_those_of_one_after_the_other(run: Run) -> None:
    both = [{"type": "start", "step": "CO1"}, {"type": "close", "step": "CO1"}]
    follows = run.consequences(both, by=TEAM, at=LATE)
    assert [event.seq for event in follows.events] == [1, 2]
    with pytest.raises(Refused) as error:
        run.consequences(both[1:], by=TEAM, at=LATE)
    assert [reason.code for reason in error.value.reasons] == ["not-open"]
    assert run.consequences([], by=TEAM, at=LATE).events == []


def test_consequences_of_a_rollback_name_the_steps_that_wake(run: Run) -> None:
    follows = run.consequences({"type": "declare_rollback", "reason": "Panne"}, by=TEAM, at=LATE)
    asleep = [step for step in run.schedule.ids if run.schedule.plan[step].phase == "FB-RB"]
    assert follows.woken == asleep != []
    assert follows.put_to_sleep == []


def test_what_is_behind_is_late_by_its_own_doing_or_blocked_since_its_start(run: Run) -> None:
    at = T0 + HOUR / 2
    for step, state in run.states(at).items():
        start, behind = run.schedule.start(step), run.behind(step, at)
        if state in {"Ready", "Overdue"}:
            assert start is not None
            assert behind == at - start
        if state == "Ready":
            assert run.ready_since(step, at) == start
        assert (run.lateness(step, at) is None) or behind == run.lateness(step, at)


def test_a_light_says_whether_an_end_is_in_time(run: Run) -> None:
    forecast = run.forecast(T0)
    odds = forecast.simulate()
    assert forecast.end is not None
    assert forecast.light(odds, by=forecast.end - HOUR) == "red"
    assert forecast.light(odds, by=forecast.end) in {"amber", "green"}
    assert forecast.light(odds, by=forecast.end + 1000 * HOUR) == "green"
    assert forecast.light(odds, "FB-RB") is None
    assert forecast.planned_end_of_phase("FB-RB") is None


def test_a_step_that_sleeps_is_refused_with_its_phase(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.skip("FB1", reason="Sans objet", by=TEAM, at=T0)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.phase) == ("asleep", "FB-RB")
