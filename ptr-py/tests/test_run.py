"""What people do in a run, told as scenes: what each command gives, and what it refuses."""

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, carry_out

from ptr_py import (
    Event,
    InvalidAddress,
    InvalidValue,
    Refused,
    Run,
    Schedule,
    State,
    UnknownStep,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NAIVE = datetime(2026, 3, 28, 22)  # noqa: DTZ001


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_ready_step_is_started_and_closed_by_one_of_its_contacts(run: Run) -> None:
    (started,) = run.start("CO1", by=ANNE, at=T0)
    assert (started.seq, started.type, started.step, started.by) == (1, "started", "CO1", ANNE)
    assert (started.at, started.role) == (T0, "assignee")
    assert run.state("CO1", T0) is State.OPEN

    (closed,) = run.close("CO1", by=ANNE, at=T0 + HOUR)
    assert (closed.seq, closed.type) == (2, "closed")
    assert run.state("CO1", T0 + HOUR) is State.TERMINATED
    assert run.events == [started, closed]
    assert run.version == 2


def test_addresses_are_compared_case_aside(run: Run) -> None:
    assert run.start("CO1", by=ANNE.upper(), at=T0)


def test_a_step_that_is_not_ready_is_not_started_and_every_condition_is_told(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.start("CO3", by=ANNE, at=T0)
    assert codes(refused) == ["not-assigned", "not-ready"]
    not_assigned, not_ready = refused.value.reasons
    assert (not_assigned.by, not_assigned.assignees) == (ANNE, (BOB,))
    assert not_ready.state is State.LOCKED
    assert [(it.code, it.step, it.state, it.start) for it in not_ready.unmet] == [
        ("open-prerequisite", "CO1", State.READY, None),
        ("start-not-reached", None, None, T0 + 2 * HOUR),
    ]
    assert run.events == []


def test_an_instant_before_its_start_a_step_is_refused_and_at_its_start_it_is_not(
    run: Run,
) -> None:
    with pytest.raises(Refused):
        run.start("CO1", by=ANNE, at=T0 - timedelta(microseconds=1))
    assert run.start("CO1", by=ANNE, at=T0)


def test_only_an_open_step_is_closed(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.close("CO1", by=ANNE, at=T0)
    assert codes(refused) == ["not-open"]
    carry_out(run, "CO1")
    with pytest.raises(Refused) as refused:
        run.close("CO1", by=ANNE, at=T0 + 11 * HOUR)
    assert codes(refused) == ["already-terminated"]
    assert refused.value.reasons[0].since == T0 + 10 * HOUR
    assert refused.value.reasons[0].by == TEAM
    assert refused.value.reasons[0].skipped is False


def test_a_step_without_contacts_is_for_coordinators_only(run: Run) -> None:
    carry_out(run, "CO1", "CO3")
    with pytest.raises(Refused) as refused:
        run.start("HO1", by=BOB, at=T0 + 10 * HOUR)
    assert codes(refused) == ["not-assigned"]
    (event,) = run.start("HO1", by=TEAM, at=T0 + 10 * HOUR)
    assert event.role == "coordinator"


def test_a_transferred_step_is_the_receivers_and_no_longer_the_givers(run: Run) -> None:
    (event,) = run.transfer("CO1", to=CARLA, by=ANNE, at=T0, message="Je suis en congé.")
    assert (event.to, event.message) == (CARLA, "Je suis en congé.")
    assert run.assignees("CO1") == [CARLA]
    with pytest.raises(Refused) as refused:
        run.start("CO1", by=ANNE, at=T0)
    assert codes(refused) == ["not-assigned"]
    assert run.start("CO1", by=CARLA, at=T0)


def test_before_the_transfer_it_was_the_givers(run: Run) -> None:
    run.transfer("CO1", to=CARLA, by=ANNE, at=T0 + HOUR)
    assert run.assignees("CO1", T0) == [ANNE]
    assert run.assignees("CO1", T0 + HOUR) == [CARLA]


def test_a_transfer_to_what_is_no_address_is_refused_and_invalid(run: Run) -> None:
    with pytest.raises(InvalidAddress, match="carla at grid") as refused:
        run.transfer("CO1", to="carla at grid", by=ANNE, at=T0)
    assert isinstance(refused.value, Refused)
    assert isinstance(refused.value, InvalidValue)
    assert [reason.code for reason in refused.value.reasons] == ["not-an-address"]
    assert run.events == []


@pytest.mark.parametrize("by", ["", "anne", "anne@", f"{ANNE};{BOB}", "  "])
def test_whoever_is_no_address_is_nobody(run: Run, by: str) -> None:
    with pytest.raises(Refused) as refused:
        run.start("CO1", by=by, at=T0)
    assert codes(refused) == ["not-an-address"]
    assert refused.value.reasons[0].found == by


def test_defects_replace_each_other_and_the_same_text_is_no_event(run: Run) -> None:
    assert run.defects("CO1") == ""
    (event,) = run.record_defects("CO1", "Fuite\nau compteur", by=ANNE, at=T0)
    assert event.text == "Fuite\nau compteur"
    assert run.record_defects("CO1", "Fuite\nau compteur", by=ANNE, at=T0) == []
    run.record_defects("CO1", "", by=ANNE, at=T0 + HOUR)
    assert run.defects("CO1") == ""
    assert run.defects("CO1", T0) == "Fuite\nau compteur"


def test_a_reopened_step_names_the_successors_that_had_started(run: Run) -> None:
    carry_out(run, "CO1")
    run.start("CO3", by=BOB, at=T0 + 10 * HOUR)
    (event,) = run.reopen("CO1", "Mal fermé", by=ANNE, at=T0 + 11 * HOUR)
    assert (event.reason, event.started_successors) == ("Mal fermé", ["CO3"])
    assert run.state("CO1", T0 + 11 * HOUR) is State.OPEN
    with pytest.raises(Refused) as refused:
        run.reopen("CO1", "Encore", by=ANNE, at=T0 + 11 * HOUR)
    assert codes(refused) == ["not-terminated"]


def test_a_skipped_step_counts_as_terminated_and_says_why(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.skip("CO1", "Sans objet", by=ANNE, at=T0)
    assert codes(refused) == ["not-coordinator"]
    run.skip("CO1", "Sans objet", by=TEAM, at=T0)
    assert run.state("CO1", T0) is State.TERMINATED
    assert run.skipped("CO1") == "Sans objet"
    assert run.skipped("CO3") is None
    assert run.recap(T0).skipped == 1


def test_a_reason_must_be_given(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.skip("CO1", " ", by=TEAM, at=T0)
    assert codes(refused) == ["missing-reason"]


def test_a_rollback_wakes_the_contingency_phase_and_its_withdrawal_puts_it_to_sleep(
    run: Run,
) -> None:
    assert run.state("FB1", T0) is State.PLANNED
    assert run.rollback() is None
    (declared,) = run.declare_rollback("Le registre ne répond plus", by=TEAM, at=T0 + HOUR)
    assert declared.reason == "Le registre ne répond plus"
    assert run.state("FB1", T0 + HOUR) is State.READY
    stamp = run.rollback()
    assert stamp is not None
    assert (stamp.at, stamp.by) == (T0 + HOUR, TEAM)
    assert run.rollback(T0) is None

    run.withdraw_rollback("Réparé", by=TEAM, at=T0 + 2 * HOUR)
    assert run.state("FB1", T0 + 2 * HOUR) is State.PLANNED
    with pytest.raises(Refused) as refused:
        run.withdraw_rollback("Encore", by=TEAM, at=T0 + 2 * HOUR)
    assert codes(refused) == ["no-rollback-declared"]


def test_a_decided_command_changes_nothing_until_its_event_is_applied(run: Run) -> None:
    (decided,) = run.start("CO1", by=ANNE, at=T0, apply=False)
    assert run.version == 0
    assert run.state("CO1", T0) is State.READY
    run.apply(decided)
    assert run.version == 1
    assert run.state("CO1", T0) is State.OPEN


def test_every_command_can_be_decided_without_being_carried_out(run: Run) -> None:
    carry_out(run, "CO1")
    late = T0 + 11 * HOUR
    (notice,) = run.notices(late)
    decided = [
        run.start("CO3", by=BOB, at=late, apply=False),
        run.transfer("CO3", to=CARLA, by=BOB, at=late, apply=False),
        run.record_defects("CO3", "Fuite", by=BOB, at=late, apply=False),
        run.reopen("CO1", "Mal fermé", by=ANNE, at=late, apply=False),
        run.skip("CO3", "Sans objet", by=TEAM, at=late, apply=False),
        run.declare_rollback("Panne", by=TEAM, at=late, apply=False),
        run.notice_sent(notice, at=late, apply=False),
        run.notice_failed(notice, "550 no such user", at=late, apply=False),
    ]
    assert run.version == 2
    assert [event.seq for events in decided for event in events] == [3] * len(decided)
    run.start("CO3", by=BOB, at=late)
    run.declare_rollback("Panne", by=TEAM, at=late)
    assert run.close("CO3", by=BOB, at=late, apply=False)
    assert run.withdraw_rollback("Réparé", by=TEAM, at=late, apply=False)
    assert run.version == 4


@pytest.mark.parametrize("unknown_id", ["CO2", "CO9", "", "CO1\n", " CO1", "co1"])
def test_a_step_that_the_dry_run_does_not_have_is_unknown(run: Run, unknown_id: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: run.start(unknown_id, by=ANNE, at=T0),
        lambda: run.close(unknown_id, by=ANNE, at=T0),
        lambda: run.transfer(unknown_id, to=BOB, by=ANNE, at=T0),
        lambda: run.record_defects(unknown_id, "x", by=ANNE, at=T0),
        lambda: run.reopen(unknown_id, "x", by=ANNE, at=T0),
        lambda: run.skip(unknown_id, "x", by=TEAM, at=T0),
        lambda: run.state(unknown_id, T0),
        lambda: run.assignees(unknown_id),
        lambda: run.defects(unknown_id),
        lambda: run.skipped(unknown_id),
        lambda: run.started(unknown_id),
        lambda: run.terminated(unknown_id),
        lambda: run.lateness(unknown_id, T0),
        lambda: run.explain(unknown_id, T0),
        lambda: run.history(unknown_id),
        lambda: run.role(ANNE, unknown_id),
    ]
    for call in calls:
        with pytest.raises(UnknownStep) as unknown:
            call()
        assert isinstance(unknown.value, KeyError)
        assert isinstance(unknown.value, Refused)
        (reason,) = unknown.value.reasons
        assert (reason.code, reason.found, reason.dry_run) == ("unknown-step", unknown_id, "FDR1")
    assert run.events == []


def test_a_naive_instant_is_a_value_error_wherever_one_is_asked_for(run: Run) -> None:
    carry_out(run, "CO1")
    (notice,) = run.notices(T0 + 10 * HOUR)
    calls: list[Callable[[], object]] = [
        lambda: run.start("CO3", by=BOB, at=NAIVE),
        lambda: run.close("CO3", by=BOB, at=NAIVE),
        lambda: run.transfer("CO3", to=ANNE, by=BOB, at=NAIVE),
        lambda: run.record_defects("CO3", "x", by=BOB, at=NAIVE),
        lambda: run.reopen("CO1", "x", by=ANNE, at=NAIVE),
        lambda: run.skip("CO3", "x", by=TEAM, at=NAIVE),
        lambda: run.declare_rollback("x", by=TEAM, at=NAIVE),
        lambda: run.withdraw_rollback("x", by=TEAM, at=NAIVE),
        lambda: run.notice_sent(notice, at=NAIVE),
        lambda: run.notice_failed(notice, "x", at=NAIVE),
        lambda: run.state("CO1", NAIVE),
        lambda: run.states(NAIVE),
        lambda: run.assignees("CO1", NAIVE),
        lambda: run.lateness("CO1", NAIVE),
        lambda: run.next_change(NAIVE),
        lambda: run.recap(NAIVE),
        lambda: run.explain("CO1", NAIVE),
        lambda: run.changes(T0, NAIVE),
        lambda: run.changes(NAIVE, T0),
        lambda: run.notices(NAIVE),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="naive") as naive:
            call()
        assert isinstance(naive.value, InvalidValue)
    assert run.version == 2


def test_the_time_zone_of_an_instant_changes_nothing(run: Run) -> None:
    assert run.start("CO1", by=ANNE, at=T0.astimezone(timezone(timedelta(hours=-11))))
    assert run.events[0].at == T0


def test_coordinators_are_addresses(schedule: Schedule) -> None:
    with pytest.raises(InvalidValue, match="coordinators"):
        Run(schedule, ["nobody"])
    one: Any = TEAM
    with pytest.raises(InvalidValue, match="expected several"):
        Run(schedule, one)
    assert Run(schedule, [TEAM, BOB]).coordinators == [BOB, TEAM]


def test_a_refusal_tells_each_reason_in_both_languages(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.start("CO3", by=ANNE, at=T0)
    for reason in refused.value.reasons:
        assert str(reason) == reason.message == reason.text("en")
        assert reason.message in str(refused.value)
        assert reason.text("fr") == reason.text() == reason.message_fr != reason.message
        with pytest.raises(InvalidValue):
            reason.text("de")


def test_rights_can_be_asked_for(run: Run) -> None:
    assert run.role(ANNE.lower(), "CO1") == "assignee"
    assert run.role(TEAM, "CO1") == "coordinator"
    assert run.role(BOB, "CO1") is None
    assert run.role("nobody", "CO1") is None


def test_a_command_gives_a_list_of_its_events(run: Run) -> None:
    events = run.start("CO1", by=ANNE, at=T0)
    assert isinstance(events, list)
    assert all(isinstance(event, Event) for event in events)
