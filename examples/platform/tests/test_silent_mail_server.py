"""A mail server that cannot be reached, or that says nothing, while many mails are owed.

Whatever it does, a run of the scheduler takes as long as one mail and not as all of them; nothing
is lost, and nothing arrives under two Message-IDs.
"""

from __future__ import annotations

import json
import socket
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from mail_server import MailServer
from platform_scene import PAUL, T0, HandClock, make_config, stored_plan

import ptr_py
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Outcome, Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ptr_platform.store import Store

MANY = 50
MINUTE = timedelta(minutes=1)
EVERYBODY = [f"p{number}@grid.example" for number in range(1, MANY + 1)]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server that is not switched on yet."""
    server = MailServer()
    yield server
    server.switch_off()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Many steps that are Ready, each somebody's."""
    records = [
        {
            "id": f"CO{number:08}",
            "phase": "CO",
            "dry_runs": ["FDR1"],
            "start": T0,
            "contacts": [somebody],
        }
        for number, somebody in enumerate(EVERYBODY, 1)
    ]
    store = SqliteStore(tmp_path / "ptr_FDR1.sqlite")
    store.save_plan(stored_plan(ptr_py.Plan.from_records(records)), expected=Position(0, 0))
    yield store
    store.close()


@pytest.fixture
def scheduler(tmp_path: Path, store: Store, server: MailServer, clock: HandClock) -> Scheduler:
    return scheduler_on(tmp_path, store, server, clock)


def scheduler_on(
    directory: Path, store: Store, server: MailServer, clock: HandClock, **mail: Any
) -> Scheduler:
    config = make_config(directory, mail={**server.settings(), "timeout": 1, **mail})
    service = RunService(store, config, clock)
    return Scheduler(service, open_mailer(service))


def until_all_arrived(scheduler: Scheduler, clock: HandClock, server: MailServer) -> list[Outcome]:
    """Calls the scheduler when it asks for it, until everybody has got their mail."""
    outcomes: list[Outcome] = []
    while len(server.mails) < MANY:
        assert len(outcomes) < 2 * MANY, "it does not get on"
        outcomes.append(scheduler.run())
        assert outcomes[-1].next is not None
        assert outcomes[-1].next > clock.at, "it would never sleep"
        clock.at = outcomes[-1].next
    return outcomes


def all_arrived_once(server: MailServer) -> bool:
    assert sorted(str(mail["To"]) for mail in server.mails) == sorted(EVERYBODY)
    assert len(set(server.ids())) == MANY
    return True


def test_fifty_mails_waited_for_a_silent_server_one_after_the_other(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    with socket.create_server(("127.0.0.1", server.port)):  # it takes connections, says nothing
        began = time.monotonic()
        outcome = scheduler.run()
        assert time.monotonic() - began < 5, "it waits for each mail"
    assert (outcome.status, outcome.sent, outcome.failed) == ("done", 0, 0)
    assert outcome.waiting == MANY
    assert outcome.error is not None
    assert "the mail server cannot be reached" in outcome.error
    assert outcome.next == T0 + MINUTE
    assert "retry" not in json.loads(outcome.line())
    server.switch_on()
    clock.at = outcome.next
    again = scheduler.run()
    assert (again.sent, again.waiting) == (MANY, 0)
    assert all_arrived_once(server)


@pytest.mark.parametrize("fault", ["refused", "no encryption"])
def test_a_server_that_nobody_can_speak_with_is_asked_once_a_run_and_not_without_a_pause(
    tmp_path: Path, store: Store, server: MailServer, clock: HandClock, fault: str
) -> None:
    lost = {}
    if fault == "no encryption":
        server.switch_on()
        lost = {"tls": "starttls"}  # which this server does not offer
    scheduler = scheduler_on(tmp_path, store, server, clock, **lost)
    for number in range(1, MANY + 10):
        outcome = scheduler.run()
        assert (outcome.sent, outcome.failed, outcome.waiting) == (0, 0, MANY)
        note = store.note("outbox")
        assert note is not None
        assert len(ptr_py.Outbox.from_json(note)) == min(number, MANY), "one new mail is tried"
        assert outcome.next is not None
        assert outcome.next >= clock.at + timedelta(seconds=50)
        clock.at = outcome.next
    assert scheduler.service.run().version == 0, "nothing was given up"
    if fault == "refused":
        server.switch_on()
    until_all_arrived(scheduler_on(tmp_path, store, server, clock), clock, server)
    assert all_arrived_once(server)


def test_a_server_that_hangs_in_the_middle_of_a_mail_holds_a_run_up_once(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    server.switch_on()
    server.hanging = True
    began = time.monotonic()
    outcome = scheduler.run()
    assert time.monotonic() - began < 8
    assert (outcome.sent, outcome.waiting) == (0, MANY)
    server.switch_off()
    server.hanging = False
    server.switch_on()
    until_all_arrived(scheduler, clock, server)
    assert all_arrived_once(server)


def test_a_mail_that_breaks_every_connection_does_not_stand_before_the_others_each_time(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    server.switch_on()
    poison = {EVERYBODY[0], EVERYBODY[20]}
    server.unbearable = set(poison)
    delays = []
    while len(server.mails) < MANY - len(poison):
        outcome = scheduler.run()
        assert outcome.next is not None
        delays.append(outcome.next - clock.at)
        clock.at = outcome.next
    assert delays == [MINUTE, MINUTE, 5 * MINUTE], "each of the two holds the others up once"
    server.unbearable.clear()
    until_all_arrived(scheduler, clock, server)
    assert all_arrived_once(server)


def test_addresses_that_are_refused_hold_nobody_else_up(
    scheduler: Scheduler, server: MailServer
) -> None:
    server.switch_on()
    server.refused = {EVERYBODY[0], EVERYBODY[1]}
    outcome = scheduler.run()
    assert (outcome.sent, outcome.failed, outcome.waiting) == (MANY, 2, 0)
    told = [str(mail["To"]) for mail in server.mails]
    assert told.count(PAUL) == 2, "of both"
    assert len(set(server.ids())) == MANY


def test_while_a_server_is_out_of_reach_for_hours_few_are_tried_so_often_that_they_are_given_up(
    tmp_path: Path, store: Store, server: MailServer, clock: HandClock
) -> None:
    retry = {"after_minutes": [1, 30], "give_up_after_hours": 1}
    scheduler = scheduler_on(tmp_path, store, server, clock, retry=retry)
    while clock.at < T0 + timedelta(hours=2):
        outcome = scheduler.run()
        assert outcome.next is not None
        assert outcome.next > clock.at, "it would never sleep"
        clock.at = outcome.next
    events = scheduler.service.run().events
    given_up = {it.recipient for it in events if it.type == "notice_failed"}
    server.switch_on()
    for _ in range(10):
        clock.at = scheduler.run().next or clock.at
    told = [str(mail["To"]) for mail in server.mails]
    assert 0 < len(given_up) < MANY / 2
    assert {*told, *given_up} == {PAUL, *EVERYBODY}
    assert len(set(server.ids())) == len(server.mails)
