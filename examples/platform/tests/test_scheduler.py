"""The scheduler's nights: crashes, a second one beside it, a mail server that is down.

Whatever happens, no mail is lost and none goes out twice under another Message-ID.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from campaign import rounds
from platform_scene import (
    ANNE,
    BOB,
    CARLA,
    HOUR,
    PAUL,
    T0,
    HandClock,
    TickingClock,
    make_config,
    stored_plan,
)

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.commands.reports import due_now
from ptr_platform.run.importing import FIRST_IMPORT
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.scheduler.loop import SchedulerLoop
from ptr_platform.store import Position, Store, StoreError
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mail_server import MailServer

    from ptr_platform.config import Config

MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(tmp_path: Path, server: MailServer) -> Config:
    return make_config(
        tmp_path,
        mail=server.settings(),
        team={"report_to": [PAUL], "report_weekday": "monday", "report_time": "07:00"},
    )


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    store.write_note(FIRST_IMPORT, T0.isoformat())
    yield store
    store.close()


@pytest.fixture
def scheduler(service: RunService) -> Scheduler:
    return Scheduler(service, open_mailer(service))


def beside(scheduler: Scheduler) -> Scheduler:
    """A second scheduler on the same database, as in another process."""
    first = scheduler.service
    service = RunService(first.store, first.config, first.clock)
    return Scheduler(service, open_mailer(service))


def carry_on(service: RunService) -> None:
    """The first step is done, so that the second is Ready at its start."""
    service.execute(lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False))
    service.execute(lambda run, at: run.close("CO00000001", by=ANNE, at=at, apply=False))


def test_a_run_sends_what_is_owed_and_says_when_it_wants_to_be_called_again(
    scheduler: Scheduler, server: MailServer
) -> None:
    outcome = scheduler.run()
    assert [str(mail["To"]) for mail in server.mails] == [ANNE]
    assert str(server.mails[0]["Subject"]) == "[Transition-FDR1] CO00000001-Exécution"
    assert (outcome.sent, outcome.waiting, outcome.failed) == (1, 0, 0)
    assert outcome.next == T0 + timedelta(seconds=300)
    assert json.loads(outcome.line()) == {
        "event": "scheduler-run",
        "at": "2026-03-28T21:00:00+00:00",
        "status": "done",
        "version": 1,
        "states": {"Ready": 1, "Locked": 2},
        "sent": 1,
        "waiting": 0,
        "failed": 0,
        "next": "2026-03-28T21:05:00+00:00",
    }


def test_a_second_run_sends_nothing(scheduler: Scheduler, server: MailServer) -> None:
    scheduler.run()
    assert scheduler.run().sent == 0
    assert len(server.mails) == 1


def test_it_wakes_at_the_instant_a_state_changes(
    scheduler: Scheduler, service: RunService, clock: HandClock, server: MailServer
) -> None:
    carry_on(service)
    clock.forward(58 * MINUTE)
    assert scheduler.run().next == T0 + HOUR
    clock.at = T0 + HOUR
    scheduler.run()
    assert [str(mail["To"]) for mail in server.mails] == [BOB]


def test_a_transfer_tells_both_with_the_message(
    scheduler: Scheduler, service: RunService, server: MailServer
) -> None:
    service.execute(
        lambda run, at: run.transfer(
            "CO00000001", to=CARLA, by=ANNE, at=at, message="À toi", apply=False
        )
    )
    scheduler.run()
    told = {str(mail["To"]): mail.get_body(("plain",)) for mail in server.mails}
    assert {ANNE, CARLA} <= set(told)
    body = told[CARLA]
    assert body is not None
    assert "À toi" in body.get_content()


def test_a_crash_between_sending_and_recording_sends_the_same_message_again(
    scheduler: Scheduler, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(scheduler.service, "execute", crash)
        with pytest.raises(Crash):
            scheduler.run()
    assert len(server.mails) == 1

    assert beside(scheduler).run().sent == 1
    first, again = server.mails
    assert first["Message-ID"] == again["Message-ID"]
    assert first.as_bytes() == again.as_bytes()
    assert scheduler.run().sent == 0


def test_a_killed_scheduler_is_followed_by_another_after_its_lease(
    scheduler: Scheduler, store: Store, clock: HandClock, server: MailServer
) -> None:
    assert store.hold("mails", "killed", now=T0, until=T0 + 2 * MINUTE)
    outcome = scheduler.run()
    assert (outcome.status, outcome.sent) == ("standby", 0)
    assert outcome.next is not None
    clock.at = outcome.next
    assert scheduler.run().sent == 1
    assert len(server.mails) == 1


def test_a_scheduler_that_was_killed_while_its_clock_was_ahead_does_not_stop_all_others(
    scheduler: Scheduler, store: Store, server: MailServer
) -> None:
    ahead = T0 + timedelta(days=400)
    assert store.hold("mails", "killed", now=ahead, until=ahead + 2 * MINUTE)
    assert scheduler.run().sent == 1
    assert len(server.mails) == 1


@pytest.mark.campaign
def test_two_schedulers_side_by_side_send_each_mail_once(
    scheduler: Scheduler, service: RunService, clock: HandClock, server: MailServer
) -> None:
    carry_on(service)
    both = [scheduler, beside(scheduler)]
    told = {BOB}
    for number, chance in enumerate(rounds(20)):
        told.add(to := f"p{number}@grid.example")
        service.execute(
            lambda run, at, to=to: run.transfer(  # type: ignore[misc]
                "CO00000003", to=to, by=PAUL, at=at, apply=False
            )
        )
        clock.forward(chance.uniform(4, 8) * MINUTE)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda one: one.run(), both))
        assert told <= {str(mail["To"]) for mail in server.mails} | {BOB}
    assert set(Counter(server.ids()).values()) == {1}
    assert [str(mail["To"]) for mail in server.mails].count(BOB) >= (clock.at >= T0 + HOUR)


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(
    scheduler: Scheduler, service: RunService, clock: HandClock, server: MailServer
) -> None:
    carry_on(service)
    server.switch_off()
    clock.at = T0 + HOUR
    runs = 0
    while clock.at < T0 + 2 * HOUR:
        outcome = scheduler.run()
        runs += 1
        assert (outcome.sent, outcome.failed, outcome.waiting) == (0, 0, 1)
        assert outcome.next is not None
        assert outcome.next > clock.at, "it would never sleep"
        clock.at = outcome.next
    assert runs < 30
    server.switch_on()
    for _ in range(20):
        clock.at = scheduler.run().next or clock.at
    assert [str(mail["To"]) for mail in server.mails] == [BOB]
    assert not [event for event in service.run().events if event.type == "notice_failed"]


def test_after_the_clock_was_set_back_the_scheduler_slept_until_it_had_caught_up(
    store: Store, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ptr.scheduler.runs")
    clock = HandClock(SystemClock().now())
    service = RunService(store, config, clock)
    waker = SchedulerLoop(Scheduler(service, open_mailer(service)), watch=timedelta(seconds=0.05))

    def runs() -> list[datetime]:
        lines = [it.message for it in caplog.records if it.name == "ptr.scheduler.runs"]
        return [datetime.fromisoformat(json.loads(line)["at"]) for line in lines]

    stop = threading.Event()
    thread = threading.Thread(target=waker.run, args=[stop])
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while clock.at not in runs():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.5)  # what it has sent wakes it once more
        before = len(runs())
        clock.forward(-HOUR)
        while len(runs()) == before:
            assert time.monotonic() < deadline, "it sleeps"
            time.sleep(0.01)
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()


def test_what_waits_is_known_to_the_scheduler_that_takes_over(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    server.switch_off()
    scheduler.run()
    other = beside(scheduler)
    outcome = other.run()
    assert outcome.waiting == 1
    assert outcome.next == T0 + MINUTE, "the first retry of the one before"
    server.switch_on()
    clock.forward(MINUTE)
    assert other.run().sent == 1


def test_an_address_that_is_refused_is_told_to_the_team_once(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    server.refused.add(ANNE)
    assert scheduler.run().failed == 1
    for _ in range(20):
        clock.forward(5 * MINUTE)
        scheduler.run()
    assert [str(mail["To"]) for mail in server.mails] == [PAUL]
    body = server.mails[0].get_body(("plain",))
    assert body is not None
    assert ANNE in body.get_content()
    assert "CO00000001" in body.get_content()


def test_while_the_clock_goes_on_each_mail_of_a_run_goes_out_once_the_failure_included(
    store: Store, config: Config, server: MailServer
) -> None:
    server.refused.add(ANNE)
    service = RunService(store, config, TickingClock())
    outcome = Scheduler(service, open_mailer(service)).run()
    assert (outcome.sent, outcome.failed) == (1, 1)
    assert [str(mail["To"]) for mail in server.mails] == [PAUL]


def test_the_weekly_report_goes_out_once_on_its_day(
    scheduler: Scheduler, service: RunService, clock: HandClock, server: MailServer
) -> None:
    carry_on(service)
    monday = datetime(2026, 3, 30, 5, tzinfo=UTC)  # seven o'clock in Brussels, in summer
    for at in (monday - MINUTE, monday, monday + MINUTE, monday + HOUR):
        clock.at = at
        scheduler.run()
    reports = [mail for mail in server.mails if str(mail["To"]) == PAUL]
    assert len(reports) == 1
    names = [part.get_filename() for part in reports[0].iter_attachments()]
    assert names == ["FDR1-2026-03-30.xlsx", "FDR1-2026-03-30.svg"]


def test_a_database_that_is_away_is_told_and_tried_again_soon(
    scheduler: Scheduler, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> bool:
        raise StoreError("no server at 192.0.2.1")

    with monkeypatch.context() as patched:
        patched.setattr(store, "hold", away)
        outcome = scheduler.run()
    assert (outcome.status, outcome.error) == ("error", "no server at 192.0.2.1")
    assert outcome.next == T0 + timedelta(seconds=30)
    assert scheduler.run().sent == 1


def test_mails_as_files_open_in_any_mail_program(tmp_path: Path, clock: HandClock) -> None:
    config = make_config(tmp_path / "files")
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    service = RunService(store, config, clock)
    Scheduler(service, open_mailer(service)).run()
    store.close()
    (file,) = (tmp_path / "files" / "mails").glob("*.eml")
    assert b"CO00000001" in file.read_bytes()


def test_a_mail_section_with_mistakes_is_told_with_its_keys(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="mail") as told:
        make_config(tmp_path, mail={"transport": "pigeon", "form": "a@b.example"})
    assert "pigeon" in str(told.value) or "form" in str(told.value)


def test_states_are_those_of_the_library(scheduler: Scheduler, service: RunService) -> None:
    outcome = scheduler.run()
    states = service.run().states(T0)
    assert outcome.states == {
        state.value: count for state, count in Counter(states.values()).items()
    }
    assert set(outcome.states) <= {state.value for state in ptr_py.State}


def test_an_import_that_was_stopped_before_its_note_owed_the_report_of_the_week_before(
    service: RunService, clock: HandClock, server: MailServer
) -> None:
    # The import writes its note first now; a database from before may be without.
    clock.at = T0
    service.store.write_note(FIRST_IMPORT, "")
    Scheduler(service, open_mailer(service)).run()
    assert [mail for mail in server.mails if "Exécution" not in str(mail["Subject"])] == []


@pytest.mark.parametrize("text", ["y" * 40_000, "ligne\n" * 8_000, "😀" * 30_000])
def test_a_defect_longer_than_a_cell_blocks_neither_report_nor_export(
    service: RunService, tmp_path: Path, server: MailServer, text: str
) -> None:
    service.execute(
        lambda run, at: run.record_defects("CO00000001", text, by=ANNE, at=at, apply=False)
    )
    outcome = Scheduler(service, open_mailer(service)).report(due_now(service, (PAUL,)))
    assert (outcome.sent, outcome.error) == (1, None)
    assert len(server.mails) == 1
    service.run().write_status_workbook(tmp_path / "status.xlsx", service.now())
    assert ptr_py.load_workbook(tmp_path / "status.xlsx") == service.plan
