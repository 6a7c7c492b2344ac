"""A run held against the domain page: whatever people try, in whatever order."""

import contextlib
import json
import os
import pickle
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import bson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from literal import DAY, START, TICK, LiteralRun, record

from ptr_py import Event, Plan, PtrError, Refused, ReplayError, Run

ALICE, BOB, CAROL, DAN = (f"{name}@grid.example" for name in ("alice", "bob", "carol", "dan"))
RECORDS = [
    record("A", contacts=[ALICE, "Head@Grid.Example"]),
    record("B", "A", contacts=[BOB]),
    record("C", "A", start=START + DAY, contacts=[]),
    record("D", "B", "C", start=None, contacts=[ALICE]),
    record("E", contacts=[BOB, ALICE]),
]


def fresh() -> Run:
    return Run(Plan.from_records(RECORDS).schedule("FDR1"), [CAROL])


def picture(run: Run) -> Any:
    """All that a run says."""
    ids = run.schedule.ids
    return (
        run.version,
        [event.to_dict() for event in run.events],
        [run.states(at) for at in (START - TICK, START, START + 9 * DAY)],
        [(run.assignees(step), run.defects(step)) for step in ids],
        [notice.key for notice in run.notices(START)],
    )


def attempt(run: Run, command: tuple[str, str, str, str], at: datetime) -> list[Event]:
    name, step, by, extra = command
    match name:
        case "start":
            return run.start(step, by=by, at=at)
        case "close":
            return run.close(step, by=by, at=at)
        case "transfer":
            return run.transfer(step, to=extra, by=by, at=at)
        case _:
            return run.record_defects(step, extra, by=by, at=at)


people = st.sampled_from([ALICE, BOB, CAROL, DAN, ALICE.upper(), "Head@grid.example", "", "x"])
receivers = st.sampled_from([ALICE, BOB, CAROL, DAN, "DAN@grid.example"])
steps = st.sampled_from([one["id"] for one in RECORDS])
instants = st.sampled_from([START - TICK, START, START + DAY - TICK, START + DAY, START + 9 * DAY])
texts = st.sampled_from(["", "câble coupé", "deux\nlignes"])
commands = st.one_of(
    st.tuples(st.sampled_from(["start", "close"]), steps, people, st.just("")),
    st.tuples(st.just("transfer"), steps, people, receivers),
    st.tuples(st.just("record_defects"), steps, people, texts),
)


@given(st.lists(st.tuples(commands, instants), max_size=25))
@settings(deadline=None)
def test_whatever_people_try_the_run_does_what_the_domain_says(
    attempts: list[tuple[tuple[str, str, str, str], Any]],
) -> None:
    run, literal = fresh(), LiteralRun(RECORDS, [CAROL])
    # Those who act look at one clock, which does not go backwards.
    clock = sorted(at for _, at in attempts)
    for (command, _), at in zip(attempts, clock, strict=True):
        before, refused, events = picture(run), None, []
        accepted = literal.attempt(command, at)
        try:
            events = attempt(run, command, at)
        except Refused as error:
            refused = error
        assert (refused is None) == accepted
        if refused is not None:
            assert refused.reasons
            assert picture(run) == before
        first = run.version - len(events) + 1
        assert [event.seq for event in events] == list(range(first, run.version + 1))
        assert {it: run.state(it, at) for it in run.schedule.ids} == {
            it: literal.state(it, at) for it in run.schedule.ids
        }
        for it in run.schedule.ids:
            assert sorted(map(str.lower, run.assignees(it))) == sorted(
                map(str.lower, literal.assignees[it])
            )
            assert run.defects(it) == literal.defects[it]
    again = Run.replay(run.schedule, run.events, [CAROL])
    assert picture(again) == picture(run)


@given(st.lists(st.integers(0, 5)), st.sampled_from([None, timedelta(0), TICK, DAY, 5 * DAY]))
@settings(deadline=None)
def test_between_two_changes_of_the_clock_nothing_changes_and_at_each_something_does(
    done: list[int], horizon: timedelta | None
) -> None:
    records = [*RECORDS, record("R", phase="FB-RB")]
    run = Run(Plan.from_records(records).schedule("FDR1", lock_horizon=horizon), [CAROL])
    for place in done:
        step = records[place]["id"]
        if run.state(step, START) == "Ready":
            run.start(step, by=CAROL, at=START)
        elif run.state(step, START) == "Open":
            run.close(step, by=CAROL, at=START)
    at = START
    for _ in range(20):
        after = run.next_change(at)
        if after is None:
            assert run.states(at) == run.states(START + 9000 * DAY)
            return
        assert after > at
        assert run.states(after - TICK) == run.states(at)
        assert run.states(after) != run.states(at)
        at = after
    pytest.fail("the clock goes on changing a run for ever")


def played() -> Run:
    run = fresh()
    run.record_defects("A", "un câble", by=ALICE, at=START - DAY)
    run.transfer("A", to=DAN, by=ALICE, at=START, message="Merci\nà toi")
    run.start("A", by=DAN, at=START)
    run.close("A", by=DAN, at=START + TICK)
    run.start("B", by=CAROL, at=START + DAY)
    return run


STORES = {
    "as they are": lambda event: event.to_dict(),
    "json": lambda event: json.loads(json.dumps(event.to_dict())),
    "bson": lambda event: bson.decode(bson.encode({"_id": bson.ObjectId(), **event.to_dict()})),
    "pickle": lambda event: pickle.loads(pickle.dumps(event)),
}


@pytest.mark.parametrize("store", STORES.values(), ids=STORES)
def test_events_survive_any_store(store: Any) -> None:
    run = played()
    assert [event.seq for event in run.events] == [1, 2, 3, 4, 5]
    assert picture(Run.replay(run.schedule, map(store, run.events), [CAROL])) == picture(run)


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("fault", ["lost", "twice", "early", "foreign"])
def test_a_history_that_somebody_spoilt_is_refused(fault: str, place: int) -> None:
    run = played()
    history = [event.to_dict() for event in run.events]
    match fault:
        case "lost" if place == len(history) - 1:
            return  # nobody can tell: it may not have happened yet
        case "lost":
            del history[place]
        case "twice":
            history.insert(place, history[place])
        case "early":
            history.insert(0 if place else 2, history.pop(place))
        case _:
            history[place]["step"] = "NOPE"
    with pytest.raises(ReplayError):
        Run.replay(run.schedule, history)


WRONG: list[object] = [
    None,
    "",
    "x",
    -1,
    0,
    2**70,
    1.5,
    float("nan"),
    [],
    {},
    True,
    b"x",
    "\ud800",
    type,
]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_an_event_with_anything_wrong_in_it_is_at_most_an_error_of_the_module(
    wrong: object,
) -> None:
    run = played()
    for place, event in enumerate(run.events):
        for key in event.to_dict():
            history = [it.to_dict() for it in run.events]
            history[place][key] = wrong
            with contextlib.suppress(PtrError):
                Run.replay(run.schedule, [Event.from_dict(it) for it in history])


def keys() -> list[str]:
    run = fresh()
    run.transfer("A", to=DAN, by=ALICE, at=START)
    return [notice.key for notice in run.notices(START)]


def test_every_process_owes_the_same_mails() -> None:
    program = "from test_contract_run import keys; print(keys())"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert told == {str(keys())}


def test_a_mail_that_was_recorded_is_owed_to_nobody_by_nobody() -> None:
    run = fresh()
    owed = run.notices(START)
    assert {address.lower() for it in owed for address in it.recipients if it.step == "A"} == {
        ALICE,
        "head@grid.example",
    }
    for notice in owed:
        run.notice_sent(notice, at=START)
    stored = [json.loads(json.dumps(event.to_dict())) for event in run.events]
    for again in (run, Run.replay(run.schedule, stored), pickle.loads(pickle.dumps(run))):
        assert again.notices(START) == []
        assert again.notices(START + TICK) == []
