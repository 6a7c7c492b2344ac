"""Events as stores keep them: plain dicts that lead back to the same run."""

import json
from datetime import datetime
from typing import Any

import bson
import pytest
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, carry_out

from ptr_py import Event, InvalidValue, Plan, PtrError, ReplayError, Run, Schedule


@pytest.fixture
def eventful(run: Run) -> Run:
    """A run in which everything has happened that can."""
    late = T0 + 10 * HOUR
    (notice,) = run.notices(T0)
    run.notice_failed(notice, "550 no such user", at=T0)
    (failure,) = run.notices(T0)
    run.notice_sent(failure, at=T0)
    run.transfer("CO1", to=CARLA, by=ANNE, at=T0, message="Merci")
    run.start("CO1", by=CARLA, at=late)
    run.undo_start("CO1", "Trop tôt", by=CARLA, at=late)
    carry_out(run, "CO1")
    run.start("CO3", by=BOB, at=late)
    run.reopen("CO1", "Mal fermé", by=CARLA, at=late)
    run.record_defects("CO3", "Fuite", by=BOB, at=late)
    run.skip("HO1", "Sans objet", by=TEAM, at=late)
    plan = run.schedule.plan
    records = [record | {"label": "Autre"} for record in plan.to_records(resolved=False)]
    run.revise(Plan.from_records(records, **plan.frame()), by=TEAM, at=late, reason="Corrigé")
    run.declare_rollback("Panne", by=TEAM, at=late)
    run.withdraw_rollback("Réparé", by=TEAM, at=late)
    return run


def test_everything_that_can_happen_has_happened(eventful: Run) -> None:
    assert {event.type for event in eventful.events} == {
        "started",
        "closed",
        "transferred",
        "defects_recorded",
        "start_undone",
        "reopened",
        "skipped",
        "rollback_declared",
        "rollback_withdrawn",
        "plan_revised",
        "notice_sent",
        "notice_failed",
    }


def test_seq_counts_from_one(eventful: Run) -> None:
    assert [event.seq for event in eventful.events] == list(range(1, eventful.version + 1))


def test_an_event_is_a_plain_dict(run: Run) -> None:
    (event,) = run.transfer("CO1", to=CARLA, by=ANNE, at=T0, message="Merci")
    assert event.to_dict() == {
        "seq": 1,
        "at": "2026-03-28T21:00:00Z",
        "by": ANNE,
        "as": "assignee",
        "type": "transferred",
        "step": "CO1",
        "to": CARLA,
        "message": "Merci",
        "digest": event.digest,
    }


def test_what_a_store_keeps_of_an_event_is_what_the_event_says(eventful: Run) -> None:
    for event in eventful.events:
        said = {"as": event.role, "at": event.to_dict()["at"]}
        for key, value in event.to_dict().items():
            assert said.get(key, getattr(event, key, said)) == value, key
    (first, *_), (last, *_) = eventful.events, reversed(eventful.events)
    assert (first.reason, first.message, first.started_successors) == (None, None, [])
    assert (last.reason, last.key) == ("Réparé", None)
    with pytest.raises(AttributeError):
        first.nonsense  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seq": "one"}, "seq: 'one': expected a whole number"),
        ({"seq": -1}, "seq: -1: expected a whole number"),
        ({"seq": 1.5}, "seq: 1.5: expected a whole number"),
        ({"as": "boss"}, "as: 'boss': expected one of assignee, coordinator, system"),
        ({"type": "exploded"}, "type: 'exploded': expected one of started, closed"),
        ({"by": 7}, "by: 7: expected text"),
        ({"by": "anne"}, 'by: "anne" is not a mail address'),
        ({"step": ""}, "step: (empty) is not a step id"),
        ({"step": "a\nb"}, 'step: "a b" is not a step id'),
        (
            {"at": "2016-12-31T23:59:60Z"},
            "at: 2016-12-31T23:59:60Z: expected a second that every clock shows",
        ),
    ],
)
def test_what_is_wrong_with_an_event_is_told_with_its_key(
    run: Run, change: dict[str, Any], said: str
) -> None:
    event = run.start("CO1", by=ANNE, at=T0)[0].to_dict()
    with pytest.raises(InvalidValue) as error:
        Event.from_dict(event | change)
    assert str(error.value).startswith(f"not the dict of an event: {said}")
    del event["seq"]
    with pytest.raises(InvalidValue, match=r"seq: missing in \{'at': "):
        Event.from_dict(event)


def test_events_come_back_from_dict_json_and_bson(eventful: Run) -> None:
    for event in eventful.events:
        document = event.to_dict()
        assert Event.from_dict(document) == event
        assert Event.from_dict(json.loads(json.dumps(document))) == event
        assert Event.from_dict(bson.decode(bson.encode(document))) == event
        assert hash(Event.from_dict(document)) == hash(event)


def test_what_a_store_adds_to_an_event_is_ignored(run: Run) -> None:
    (event,) = run.start("CO1", by=ANNE, at=T0)
    stored = {"_id": bson.ObjectId(), "dry_run": "FDR1", "n": 1.5, **event.to_dict()}
    assert Event.from_dict(stored) == event


def test_a_store_may_keep_the_instant_as_a_datetime(run: Run) -> None:
    (event,) = run.start("CO1", by=ANNE, at=T0)
    assert Event.from_dict({**event.to_dict(), "at": T0}) == event
    naive = datetime(2026, 3, 28, 21)  # noqa: DTZ001
    with pytest.raises(InvalidValue, match="naive"):
        Event.from_dict({**event.to_dict(), "at": naive})


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"seq": 1},
        {"seq": "one", "at": "2026-03-28T21:00:00Z", "as": "system", "type": "notice_sent"},
        {"seq": 1, "at": "yesterday", "as": "system", "type": "notice_sent", "key": "k"},
        {"seq": 1, "at": "2026-03-28T21:00:00Z", "as": "system", "type": "exploded"},
        {"seq": 1, "at": "2026-03-28T21:00:00Z", "as": "system", "type": "notice_sent"},
        {"seq": -1, "at": "2026-03-28T21:00:00Z", "as": "system", "type": "notice_sent"},
        {
            "seq": 1,
            "at": "2026-03-28T21:00:00Z",
            "as": "system",
            "type": "notice_sent",
            "key": bson.ObjectId(),
        },
    ],
)
def test_a_dict_that_is_no_event_is_refused(broken: dict[str, Any], schedule: Schedule) -> None:
    with pytest.raises(InvalidValue):
        Event.from_dict(broken)
    with pytest.raises(ReplayError):
        Run.replay(schedule, [broken])


def test_replay_of_events_or_their_dicts_gives_the_same_run(
    eventful: Run, schedule: Schedule
) -> None:
    for stored in (eventful.events, [event.to_dict() for event in eventful.events]):
        twin = Run.replay(schedule, stored, [TEAM], plans=[eventful.schedule.plan])
        assert twin == eventful
        assert twin.events == eventful.events
        assert twin.states(T0 + 10 * HOUR) == eventful.states(T0 + 10 * HOUR)
        assert twin.notices(T0 + 10 * HOUR) == eventful.notices(T0 + 10 * HOUR)


def test_replay_refuses_a_gap_a_repetition_and_a_wrong_order(
    eventful: Run, schedule: Schedule
) -> None:
    events = eventful.events
    for wrong in (
        events[1:],
        [events[0], events[2]],
        [events[0], events[0]],
        [events[1], events[0]],
    ):
        with pytest.raises(ReplayError) as error:
            Run.replay(schedule, wrong, [TEAM])
        assert isinstance(error.value, PtrError)


def test_replay_refuses_steps_of_another_run_and_contradictions(
    run: Run, schedule: Schedule
) -> None:
    (event,) = run.start("CO1", by=ANNE, at=T0)
    foreign = {**event.to_dict(), "step": "CO2"}
    with pytest.raises(ReplayError, match="CO2"):
        Run.replay(schedule, [foreign])
    again = {**event.to_dict(), "seq": 2}
    with pytest.raises(ReplayError, match="2"):
        Run.replay(schedule, [event, again])


def test_replay_refuses_a_rollback_declared_twice_or_withdrawn_before_it_was_declared(
    run: Run, schedule: Schedule
) -> None:
    (declared,) = run.declare_rollback("Panne", by=TEAM, at=T0)
    (withdrawn,) = run.withdraw_rollback("Réparé", by=TEAM, at=T0 + HOUR)
    assert Run.replay(schedule, [declared, withdrawn], [TEAM]) == run
    with pytest.raises(ReplayError, match=r"Event 2 .*a rollback is declared already"):
        Run.replay(schedule, [declared, {**declared.to_dict(), "seq": 2}], [TEAM])
    with pytest.raises(ReplayError, match=r"Event 1 .*no rollback is declared"):
        Run.replay(schedule, [{**withdrawn.to_dict(), "seq": 1}], [TEAM])


def test_an_event_that_cannot_follow_changes_nothing(run: Run) -> None:
    (event,) = run.start("CO1", by=ANNE, at=T0)
    with pytest.raises(ReplayError):
        run.apply(event)
    assert run.version == 1


def test_two_processes_follow_each_other_through_a_store(schedule: Schedule) -> None:
    mine, theirs = Run(schedule, [TEAM]), Run(schedule, [TEAM])
    store: list[dict[str, Any]] = []
    (event,) = mine.start("CO1", by=ANNE, at=T0, apply=False)
    store.append(event.to_dict())
    for stored in store:
        mine.apply(stored)
        theirs.apply(stored)
    (late,) = theirs.close("CO1", by=ANNE, at=T0 + HOUR, apply=False)
    assert late.seq == 2
    assert mine == theirs


def test_what_is_no_event_at_all_is_a_type_error(schedule: Schedule) -> None:
    nonsense: Any = "started"
    with pytest.raises(TypeError, match="expected an Event"):
        Run.replay(schedule, [nonsense])


def test_a_store_with_one_type_for_all_numbers_may_keep_seq_as_a_float(eventful: Run) -> None:
    document = eventful.events[0].to_dict()
    assert Event.from_dict({**document, "seq": 1.0}) == eventful.events[0]
    for seq in (1.5, -1.0, float("nan"), float("inf"), 1e300):
        with pytest.raises(InvalidValue):
            Event.from_dict({**document, "seq": seq})


def test_an_instant_that_was_stored_without_its_time_zone_is_told_as_such(eventful: Run) -> None:
    document = eventful.events[0].to_dict()
    with pytest.raises(InvalidValue, match=r"^at: .*expected an instant with its time zone"):
        Event.from_dict({**document, "at": "2026-03-28T21:00:00"})


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"seq": "one", "key": "one"}, "seq: 'one': expected a whole number"),
        ({"b": 5, "key": 5}, "key: 5: expected text"),
        ({"as": 5, "key": "k"}, "as: 5: expected text"),
        ({"as": "k", "key": "k"}, "as: 'k': expected one of assignee, coordinator, system"),
        ({"key": True, "server": True}, "key: True: expected text"),
        ({"a": True, "key": True}, "key: True: expected text"),
    ],
)
def test_the_key_at_fault_is_told_and_not_another_one_of_the_same_value(
    document: dict[str, Any], message: str
) -> None:
    whole = {"seq": 1, "at": "2026-03-28T21:00:00Z", "as": "system", "type": "notice_sent"}
    with pytest.raises(InvalidValue, match=f"^not the dict of an event: {message}"):
        Event.from_dict({**whole, "key": "k", **document})
