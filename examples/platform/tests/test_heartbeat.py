"""A scheduler that is dead, or hangs, while the pages go on: who hears of it, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, HOUR, PAUL, T0
from site_scene import ENGLISH, FRENCH, text_of

from ptr_platform.commands.reports import due_now
from ptr_platform.scheduler import LEASE, Scheduler, heartbeat
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import StoreError

if TYPE_CHECKING:
    from site_scene import Site

TICK = timedelta(microseconds=1)


@pytest.fixture
def scheduler(site: Site) -> Scheduler:
    return Scheduler(site.service, open_mailer(site.service))


def answer(site: Site) -> tuple[int, str]:
    told = site.visitor().get("/healthz/scheduler")
    assert told.json is not None
    return told.status_code, told.json["status"]


def test_a_dead_scheduler_was_told_to_nobody(site: Site, scheduler: Scheduler) -> None:
    back = scheduler.run().next
    assert back is not None
    team, others = site.signed_in(PAUL), site.signed_in(ANNE)
    for at, alarm in (
        (T0, False),
        (back, False),
        (back + heartbeat.GRACE, False),
        (back + heartbeat.GRACE + TICK, True),
        (back + 10 * HOUR, True),
    ):
        site.clock.at = at
        assert answer(site) == ((503, "silent") if alarm else (200, "ok"))
        said = "l'ordonnanceur a tourné pour la dernière fois sam. 28/03/2026 22:00"
        assert (said in text_of(team.get("/desk", headers=FRENCH))) is alarm
        assert said not in text_of(others.get("/desk", headers=FRENCH)), "it is the team's business"
        assert said not in text_of(site.visitor().get("/desk", headers=FRENCH))
        assert site.visitor().get("/healthz").status_code == 200, "the pages do without"
    scheduler.run()
    assert answer(site) == (200, "ok")


def test_a_platform_on_which_no_scheduler_was_ever_started_says_so(site: Site) -> None:
    assert answer(site) == (503, "never")
    page = text_of(site.signed_in(PAUL).get("/desk", headers=ENGLISH))
    assert "No mail goes out: no scheduler has been at work yet." in page


def test_one_that_sends_for_long_is_not_taken_for_dead(
    site: Site, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt, seen = scheduler.mailer.attempt, []

    def slow(*arguments: object) -> object:
        site.clock.forward(LEASE)
        seen.append(answer(site))
        return attempt(*arguments)  # type: ignore[arg-type]

    class Slow:
        due = scheduler.mailer.due
        attempt = staticmethod(slow)

    monkeypatch.setattr(scheduler, "mailer", Slow())
    site.clock.forward(2 * HOUR)
    scheduler.run()
    assert len(seen) > 1
    assert set(seen) == {(200, "ok")}


def test_while_one_stands_by_it_is_the_other_that_counts(site: Site, scheduler: Scheduler) -> None:
    assert site.service.store.hold("mails", "killed", now=T0, until=T0 + timedelta(minutes=2))
    assert scheduler.run().status == "standby"
    assert answer(site) == (503, "never")


def test_a_report_asked_for_by_hand_is_no_sign_of_a_scheduler(
    site: Site, scheduler: Scheduler
) -> None:
    assert scheduler.report(due_now(site.service, (PAUL,))).sent == 1
    assert answer(site) == (503, "never")


def test_a_database_out_of_reach_is_told_as_such(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(site.service.store, "note", fail)
    assert answer(site) == (503, "failing")
