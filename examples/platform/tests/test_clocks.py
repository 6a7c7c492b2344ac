"""A process whose clock is a year ahead.

It is refused where the database has a clock of its own, and told, not obeyed, where it has none.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, HOUR, PAUL, T0, HandClock
from site_scene import DUTCH, ENGLISH, FRENCH, press, text_of

import ptr_py
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.web import create_app

if TYPE_CHECKING:
    from site_scene import Site

    from ptr_platform.config import Config
    from ptr_platform.store import Store

STEP = "CO00000001"
YEAR = timedelta(days=365)


def start(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
    return run.start(STEP, by=ANNE, at=at, apply=False)


@pytest.fixture
def database_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has a clock, which says `T0`."""
    monkeypatch.setattr("ptr_platform.store.sqlite.SqliteStore.clock", lambda _store: T0)


def a_year_ahead(store: Store, config: Config) -> RunService:
    return RunService(store, config, HandClock(T0 + YEAR))


@pytest.mark.usefixtures("database_clock")
def test_what_a_process_a_year_ahead_decides_is_not_stored(store: Store, config: Config) -> None:
    with pytest.raises(ptr_py.Refused) as refused:
        a_year_ahead(store, config).execute(start)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.at, reason.clock) == ("clock-ahead", T0 + YEAR, T0)
    assert store.events() == []
    RunService(store, config, HandClock(T0 + timedelta(days=1))).execute(start)


@pytest.mark.usefixtures("database_clock")
def test_a_scheduler_a_year_ahead_sends_nothing_and_says_why(store: Store, config: Config) -> None:
    service = a_year_ahead(store, config)
    outcome = Scheduler(service, open_mailer(service)).run()
    assert (outcome.status, outcome.sent) == ("error", 0)
    assert outcome.error is not None
    assert outcome.error.startswith("The clock of the machine that handles this is ahead")
    assert outcome.next == T0 + YEAR + timedelta(seconds=30)
    on_time = RunService(store, config, HandClock())
    assert Scheduler(on_time, open_mailer(on_time)).run().sent == 1


@pytest.mark.usefixtures("database_clock")
def test_pages_of_a_server_a_year_ahead_refuse_in_words_and_its_health_says_it(site: Site) -> None:
    site.clock.forward(YEAR)
    anne = site.signed_in(ANNE)
    for headers, words in (
        (FRENCH, "L'horloge de la machine qui traite cette demande est en avance"),
        (ENGLISH, "The clock of the machine that handles this is ahead"),
        (DUTCH, "De klok van de machine die dit verwerkt, loopt voor"),
    ):
        answer = press(anne, STEP, "start", headers=headers)
        assert answer.status_code == 503
        assert words in text_of(answer)
    answer = site.visitor().post(f"/api/v1/steps/{STEP}/start", headers=site.key(ANNE))
    assert (answer.status_code, answer.get_json()["reasons"][0]["code"]) == (503, "clock-ahead")
    health = site.visitor().get("/healthz")
    assert health.status_code == 503
    assert "is ahead" in health.get_json()["error"]
    assert "is ahead" in text_of(site.signed_in(PAUL).get("/desk", headers=ENGLISH))


def test_an_event_a_year_ahead_dates_nothing_after_it_and_is_told(site: Site) -> None:
    a_year_ahead(site.service.store, site.config).execute(start)
    assert site.service.now() == T0
    assert site.visitor().get("/healthz").json == {"status": "ok", "imported": True}
    site.clock.forward(HOUR)
    press(site.signed_in(ANNE), STEP, "close")
    run = site.service.run()
    assert run.events[-1].at == T0 + HOUR
    assert run.state(STEP, T0 + HOUR) is ptr_py.State.TERMINATED
    health = site.visitor().get("/healthz")
    assert (health.status_code, health.get_json()["ahead_of_clock"]) == (200, [1])
    words = "Une horloge très en avance a enregistré des événements (numéros : 1)"
    assert words in text_of(site.signed_in(PAUL).get("/desk", headers=FRENCH))
    assert words not in text_of(site.signed_in(ANNE).get("/desk", headers=FRENCH))


def test_a_damaged_run_is_no_health(site: Site) -> None:
    site.service.store.append(
        [{"seq": 1, "type": "nothing"}], expected=site.service.current().position
    )
    app = create_app(
        RunService(site.service.store, site.config, site.clock), site.config, site.clock
    )
    health = app.test_client().get("/healthz")
    assert (health.status_code, health.get_json()["status"]) == (503, "failing")
