"""The mails owed: to whom, when, under which key, and until when."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, Record, carry_out

from ptr_py import Event, InvalidValue, Notice, Plan, Run, Schedule, Weekly

WEEKLY = Weekly(
    weekday=0, time=time(7), since=datetime(2026, 3, 20, tzinfo=UTC), recipients=(TEAM,)
)
MONDAY = datetime(2026, 3, 30, 5, tzinfo=UTC)  # 07:00 in Brussels, after the change of the clocks


def test_a_start_mail_is_owed_from_the_instant_a_step_is_ready(run: Run) -> None:
    assert run.notices(T0 - timedelta(microseconds=1)) == []
    (notice,) = run.notices(T0)
    assert (notice.kind, notice.step, notice.dry_run) == ("start", "CO1", "FDR1")
    assert notice.recipients == [ANNE]
    assert notice.key == f"FDR1/CO1/start/0/{ANNE.lower()}"


def test_ids_with_the_signs_of_a_key_have_keys_of_their_own() -> None:
    records = [{"id": it, "start": T0, "contacts": [BOB]} for it in ("a/b", "a%2Fb", "a%b")]
    keys = {it.step: it.key for it in Run(Plan.from_records(records).schedule("Live")).notices(T0)}
    assert keys == {
        "a/b": f"Live/a%2Fb/start/0/{BOB}",
        "a%2Fb": f"Live/a%252Fb/start/0/{BOB}",
        "a%b": f"Live/a%25b/start/0/{BOB}",
    }


def test_asking_twice_or_elsewhere_owes_the_same_mail(run: Run, schedule: Schedule) -> None:
    assert run.notices(T0) == run.notices(T0)
    elsewhere = Run.replay(schedule, run.events, [TEAM])
    assert [it.key for it in elsewhere.notices(T0 + HOUR)] == [it.key for it in run.notices(T0)]


def test_a_mail_that_was_sent_is_owed_no_more(run: Run) -> None:
    (notice,) = run.notices(T0)
    (event,) = run.notice_sent(notice, at=T0)
    assert (event.type, event.key, event.role, event.by) == (
        "notice_sent",
        notice.key,
        "system",
        None,
    )
    assert (event.step, event.notice, event.recipient) == ("CO1", "start", ANNE)
    assert event.sentence("en") == f"start mail sent to {ANNE}"
    assert run.notices(T0) == []
    assert run.notice_sent(notice, at=T0) == []


def test_the_history_of_a_step_shows_its_mails(run: Run) -> None:
    (notice,) = run.notices(T0)
    run.notice_sent(notice, at=T0)
    run.start("CO1", by=ANNE, at=T0)
    assert [event.type for event in run.history("CO1")] == ["notice_sent", "started"]
    run.transfer("CO3", to=CARLA, by=BOB, at=T0)
    arrived, left = run.notices(T0)
    run.notice_failed(arrived, "550 no such user", at=T0)
    run.notice_sent(left, at=T0)
    told = [(event.type, event.notice, event.recipient) for event in run.history("CO3")[1:]]
    failed, sent = ("notice_failed", "transfer", CARLA), ("notice_sent", "transfer-receipt", BOB)
    assert told == [failed, sent]


def test_a_mail_that_was_recorded_without_its_step_reads_as_it_was_written(run: Run) -> None:
    written = {"seq": 1, "at": "2026-03-28T21:00:00Z", "as": "system", "type": "notice_sent"}
    written["key"] = run.notices(T0)[0].key
    event = Event.from_dict(written)
    assert event.to_dict() == written
    assert (event.step, event.notice, event.recipient) == (None, None, None)
    run.apply(event)
    assert run.notices(T0) == []
    assert run.history("CO1") == []


def test_a_step_whose_mail_was_sent_may_leave_the_plan(run: Run, records: list[Record]) -> None:
    run.notice_sent(run.notices(T0)[0], at=T0)
    shorter = [dict(record, prerequisites=[]) for record in records if record["id"] != "CO1"]
    run.revise(Plan.from_records(shorter), by=TEAM, at=T0)
    assert [event.type for event in run.history("CO1")] == ["notice_sent"]


def test_a_mail_that_failed_for_good_owes_the_coordinators_one_about_it(run: Run) -> None:
    (notice,) = run.notices(T0)
    (event,) = run.notice_failed(notice, "550 no such user", at=T0)
    assert (event.notice, event.recipient, event.error) == ("start", ANNE, "550 no such user")
    (failure,) = run.notices(T0)
    assert (failure.kind, failure.step, failure.recipients) == ("failure", "CO1", [TEAM])
    assert (failure.undelivered_to, failure.error) == (ANNE, "550 no such user")


def test_a_transfer_owes_a_mail_to_both(run: Run) -> None:
    run.transfer("CO3", to=CARLA, by=BOB, at=T0 - HOUR, message="Merci")
    arrived, left = run.notices(T0 - HOUR)
    assert (arrived.kind, arrived.recipients, arrived.sender) == ("transfer", [CARLA], BOB)
    assert (left.kind, left.recipients, left.to) == ("transfer-receipt", [BOB], CARLA)
    assert arrived.message == left.message == "Merci"


def test_a_ready_step_that_is_nobodys_is_told_to_the_coordinators(run: Run) -> None:
    carry_out(run, "CO1", "CO3")
    assert [(it.step, it.recipients) for it in run.notices(T0 + 10 * HOUR)] == [("HO1", [TEAM])]


def test_a_weekly_report_is_owed_from_its_hour_on_the_wall_clock(run: Run) -> None:
    last_week = MONDAY - timedelta(days=7) + HOUR  # the clocks were put forward in between
    assert [it.kind for it in run.notices(last_week, weekly=WEEKLY)] == ["weekly-report"]
    before, at = (
        [it for it in run.notices(when, weekly=WEEKLY) if it.kind == "weekly-report"]
        for when in (MONDAY - timedelta(seconds=1), MONDAY)
    )
    assert before[0].until == last_week
    (report,) = at
    assert (report.step, report.recipients) == (None, [TEAM])
    assert (report.since, report.until) == (last_week, MONDAY)
    assert report.key != before[0].key


def test_the_next_report_is_known_before_it_is_owed(run: Run) -> None:
    last_week = MONDAY - timedelta(days=7) + HOUR
    assert run.next_report(last_week - timedelta(microseconds=1), WEEKLY) == last_week
    assert run.next_report(last_week, WEEKLY) == MONDAY
    assert run.next_report(WEEKLY.since - timedelta(days=300), WEEKLY) == last_week


@pytest.mark.parametrize(
    "fields",
    [{"weekday": 7}, {"recipients": ("nobody",)}, {"since": datetime(2026, 3, 1)}],  # noqa: DTZ001
)
def test_a_week_that_means_nothing_is_invalid(run: Run, fields: dict[str, Any]) -> None:
    given = {name: getattr(WEEKLY, name) for name in ("weekday", "time", "since", "recipients")}
    with pytest.raises(InvalidValue):
        run.notices(MONDAY, weekly=Weekly(**{**given, **fields}))


RULES = {
    "not_begun": {"after": HOUR / 2, "every": HOUR, "times": 2, "coordinators": 2 * HOUR},
    "past_end": {"after": "PT15M"},
    "transfers": {"coordinators": True},
    "acts": {"assignees": True},
    "at_risk": {"below": 0.8},
    "passed_estimates": True,
}


def every_kind(run: Run) -> list[Notice]:
    (start,) = run.notices(T0)
    run.notice_failed(start, "550", at=T0)
    run.transfer("CO3", to=CARLA, by=BOB, at=T0)
    carry_out(run, "CO1")
    late = {"step": "CO3", "text": "Serveur en panne", "blocks": True, "until": T0 + HOUR}
    run.execute({"type": "record_defects", **late}, by=TEAM, at=T0)
    return [start, *run.notices(MONDAY, weekly=WEEKLY, rules=RULES), *risks()]


def risks() -> list[Notice]:
    """Of a step of an hour that must be over after two: unlikely, and then impossible."""
    step = {"id": "CO1", "phase": "CO", "dry_runs": ["FDR1"], "start": T0, "duration": HOUR}
    opening = {"name": "Ouverture", "dates": {"FDR1": T0 + 2 * HOUR}, "required_end": "whole"}
    plan = Plan.from_records([step], milestones=[opening])
    run = Run(plan.schedule("FDR1"), [TEAM])
    return [
        notice
        for late in (HOUR, 1.5 * HOUR)
        for notice in run.notices(T0 + late, rules=RULES)
        if notice.kind == "at-risk"
    ]


def test_what_nobody_begins_is_reminded_and_then_told_to_the_coordinators(run: Run) -> None:
    def told(late: timedelta) -> list[tuple[str, str | None, str]]:
        notices = run.notices(T0 + late, rules=RULES)
        return [(it.kind, it.silence, it.recipients[0]) for it in notices if it.silence]

    assert told(HOUR / 2 - timedelta(microseconds=1)) == []
    assert told(HOUR / 2) == [("reminder", "not-begun", ANNE)]
    assert told(2 * HOUR) == [("reminder", "not-begun", ANNE), ("escalation", "not-begun", TEAM)]
    (_, first) = run.notices(T0 + HOUR, rules=RULES)
    assert (first.label(), first.label("en"), first.label("nl")) == (
        "rappel",
        "reminder",
        "herinnering",
    )
    assert (first.since, first.until) == (T0, T0 + HOUR / 2)
    assert run.owed_since(first) == T0 + HOUR / 2
    assert first.key == f"FDR1/CO1/reminder/2026-03-28T21:00:00Z#1/{ANNE.lower()}"
    run.start("CO1", by=ANNE, at=T0 + 2 * HOUR)
    assert told(4 * HOUR) == []
    assert told(4.25 * HOUR) == [("reminder", "past-end", ANNE)]


def test_the_next_mail_is_known_before_it_is_owed(run: Run) -> None:
    nexts, at = [], T0
    while at < T0 + HOUR * 2:
        following = run.next_notice(at, rules=RULES)
        assert following is not None
        at = following
        nexts.append(at - T0)
    # The second and third hour begin with a change of a state.
    assert nexts == [HOUR / 2, 1.5 * HOUR, 2 * HOUR]
    assert run.next_notice(T0) == run.next_change(T0)
    eve = MONDAY - timedelta(hours=3)
    assert run.next_notice(eve, weekly=WEEKLY) == MONDAY


def test_a_required_end_at_risk_says_what_is_expected() -> None:
    unlikely, passed = risks()
    assert (unlikely.below, unlikely.ends) == (80, None)
    assert (passed.below, passed.since) == (None, T0 + HOUR + timedelta(microseconds=1))
    assert passed.ends == T0 + 2 * HOUR + timedelta(microseconds=1)
    assert (passed.milestone, passed.by, passed.step) == ("Ouverture", T0 + 2 * HOUR, None)


def test_a_reopened_step_is_told_to_those_whose_steps_wait_for_it_again(run: Run) -> None:
    carry_out(run, "CO1")
    late = T0 + 10 * HOUR
    reopen = {"type": "reopen", "step": "CO1", "reason": "Mal fermée"}
    follows = run.consequences(reopen, by=TEAM, at=late, rules=RULES)
    run.execute(reopen, by=TEAM, at=late)
    told = [it for it in run.notices(late, rules=RULES) if it.kind == "act-told"]
    assert [it for it in follows.notices if it.kind == "act-told"] == told
    assert [(it.recipients, it.steps) for it in told] == [([ANNE], []), ([BOB], ["CO3"])]
    assert {(it.step, it.act, it.sender, it.reason, it.event) for it in told} == {
        ("CO1", "reopened", TEAM, "Mal fermée", run.version)
    }
    assert run.owed_since(told[0]) == late
    assert told[0].label() == "avis d'intervention"
    later = run.notices(late + timedelta(days=1), rules=RULES)
    assert "act-told" not in {it.kind for it in later}
    assert all(it.kind != "act-told" for it in run.notices(late))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"not_begn": {}}, "rules: unknown field `not_begn`, expected one of"),
        ({"not_begun": {"after": timedelta()}}, "a duration above zero, such as PT30M"),
        ({"past_end": {"every": -HOUR}}, "a duration above zero, such as PT30M"),
        ({"past_end": {"after": "soon"}}, "a duration of ISO 8601"),
        ({"at_risk": {"below": 1.5}}, "a share from 0 to 1"),
        ({"transfers": {"coordinators": "yes"}}, "true or false"),
        ({"acts": {"heads": True}}, "rules: unknown field `heads`, expected `coordinators` or"),
    ],
)
def test_rules_that_mean_nothing_are_invalid(run: Run, rules: dict[str, Any], said: str) -> None:
    for ask in (run.notices, run.next_notice):
        with pytest.raises(InvalidValue) as error:
            ask(T0, rules=rules)
        assert said in str(error.value)
        for language in ("fr", "nl"):
            assert said not in error.value.text(language)


def test_notices_come_back_from_their_dicts(run: Run) -> None:
    notices = every_kind(run)
    assert {it.kind for it in notices} == {
        "start",
        "transfer",
        "transfer-receipt",
        "failure",
        "weekly-report",
        "reminder",
        "escalation",
        "transfer-told",
        "at-risk",
        "estimate-passed",
    }
    for notice in notices:
        twin = Notice.from_dict(json.loads(json.dumps(notice.to_dict())))
        assert twin == notice
        assert hash(twin) == hash(notice)
        assert repr(twin) == f"<Notice {notice.key}>"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "greeting"},
        {"kind": None},
        {"key": None},
        {"recipients": []},
        {"recipients": ["nobody"]},
        {"recipients": [ANNE, BOB]},
        {"step": "a\nb"},
        {"step": 5},
        {"kind": "transfer"},
        {"kind": "weekly-report", "since": "x", "until": "y"},
    ],
)
def test_a_dict_that_is_no_notice_is_invalid(run: Run, change: dict[str, Any]) -> None:
    (notice,) = run.notices(T0)
    with pytest.raises(InvalidValue):
        Notice.from_dict({**notice.to_dict(), **change})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "greeting"}, "kind: 'greeting': expected one of start, transfer"),
        ({"kind": "transfer"}, "sender: missing in {"),
        ({"kind": "transfer", "sender": "x"}, 'sender: "x" is not a mail address'),
        ({"recipients": [ANNE, BOB]}, "recipients: "),
        ({"step": 5}, "step: 5: expected text"),
    ],
)
def test_what_is_wrong_with_a_notice_is_told_with_its_key(
    run: Run, change: dict[str, Any], said: str
) -> None:
    (notice,) = run.notices(T0)
    with pytest.raises(InvalidValue) as error:
        Notice.from_dict({**notice.to_dict(), **change})
    assert str(error.value).startswith(f"not the dict of a notice: {said}")


def test_a_notice_in_a_queue_is_written_as_it_always_was(run: Run) -> None:
    run.transfer("CO3", to=CARLA, by=BOB, at=T0, message="Merci")
    report, arrived, *_ = run.notices(MONDAY, weekly=WEEKLY)
    assert report.to_dict() == {
        "key": f"FDR1//weekly-report/2026-03-30/{TEAM}",
        "kind": "weekly-report",
        "dry_run": "FDR1",
        "step": None,
        "event": None,
        "recipients": [TEAM],
        "since": "2026-03-23T06:00:00+00:00",
        "until": "2026-03-30T05:00:00+00:00",
    }
    assert arrived.to_dict() == {
        "key": f"FDR1/CO3/transfer/1/{CARLA}",
        "kind": "transfer",
        "dry_run": "FDR1",
        "step": "CO3",
        "event": 1,
        "recipients": [CARLA],
        "sender": BOB,
        "message": "Merci",
    }
