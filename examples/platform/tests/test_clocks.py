"""A process whose clock is a year ahead.

It is refused where the database has a clock of its own, and told, not obeyed, where it has none.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from campaign import rounds
from platform_scene import ANNE, HOUR, PAUL, T0, HandClock, make_config, stored_plan
from site_scene import DUTCH, ENGLISH, FRENCH, press, text_of

import ptr_py
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from mail_server import MailServer
    from site_scene import Site

    from ptr_platform.config import Config
    from ptr_platform.store import Store

STEP = "CO00000001"
STEPS = [STEP, "CO00000002", "CO00000003"]
MINUTE = timedelta(minutes=1)
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
    assert site.visitor().get("/healthz").get_json()["ahead_of_clock"] == [1]
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


def test_a_step_that_a_clock_a_year_ahead_had_closed_was_shown_open_and_refused_closing(
    site: Site,
) -> None:
    site.service.execute(start)
    a_year_ahead(site.service.store, site.config).execute(
        lambda run, at: run.close(STEP, by=ANNE, at=at, apply=False)
    )
    assert site.service.run().state(STEP, site.service.now()) is ptr_py.State.TERMINATED
    assert "Clôturer l'étape-action" not in text_of(
        site.signed_in(ANNE).get(f"/steps/{STEP}", headers=FRENCH)
    )
    site.clock.forward(HOUR)
    assert site.service.run().state("CO00000002", site.service.now()) is ptr_py.State.READY


@pytest.mark.campaign
def test_processes_whose_clocks_differ_lose_nothing_and_tell_nobody_twice(
    tmp_path: Path, server: MailServer
) -> None:
    for number, chance in enumerate(rounds(5)):
        config = make_config(tmp_path / str(number), mail=server.settings())
        server.mails.clear()
        with closing(SqliteStore(config.database.file)) as store:
            store.save_plan(stored_plan(), expected=Position(0, 0))
            # Two that are wrong by up to half a day, one that is right, and perhaps one by a year.
            wrong = [chance.uniform(-12, 12) * HOUR for _ in range(2)]
            wrong += [timedelta(), *chance.choices([YEAR, -YEAR], k=chance.randrange(2))]
            clocks = [HandClock(T0 + difference) for difference in wrong]
            services = [RunService(store, config, clock) for clock in clocks]
            schedulers = [Scheduler(service, open_mailer(service)) for service in services]
            stored = 0
            for _ in range(12):
                passed = chance.uniform(0, 30) * MINUTE
                for clock in clocks:
                    clock.forward(passed)
                which = chance.randrange(len(clocks))
                if chance.random() < 0.5:
                    assert schedulers[which].run().error is None
                else:
                    act(services[which], chance.choice(STEPS))
                version = services[which].run().version
                assert version >= stored, "something is gone"
                stored = version
            right = services[2]
            clocks[2].forward(timedelta(days=3))
            for step in STEPS:
                act(right, step)
                act(right, step)
            assert set(right.run().states(right.now()).values()) == {ptr_py.State.TERMINATED}
            right.run().verify()
            ids = server.ids()
            assert len(set(ids)) == len(ids)


def act(service: RunService, step: str) -> None:
    """Starts or closes a step, whichever is its turn at the service's present."""
    state = service.run().state(step, service.now())
    if state is ptr_py.State.READY:
        service.execute(lambda run, at: run.start(step, by=PAUL, at=at, apply=False))
    elif state is ptr_py.State.OPEN:
        service.execute(lambda run, at: run.close(step, by=PAUL, at=at, apply=False))


def test_a_damaged_run_is_no_health(site: Site) -> None:
    site.service.store.append(
        [{"seq": 1, "type": "nothing"}], expected=site.service.current().position
    )
    app = create_app(
        RunService(site.service.store, site.config, site.clock), site.config, site.clock
    )
    health = app.test_client().get("/healthz")
    assert (health.status_code, health.get_json()["status"]) == (503, "failing")
