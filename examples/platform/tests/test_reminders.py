"""Silence is told by a real mail server, at the instant it has lasted so long, and never twice."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, CARLA, HOUR, PAUL, T0, make_config, settings, stored_plan
from site_scene import FRENCH, open_site, press, text_of

import ptr_py
from ptr_platform.config import Config, ConfigError
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mail_server import MailServer
    from platform_scene import HandClock

    from ptr_platform.store import Store

MINUTE = timedelta(minutes=1)
NOTICES = {
    "not_begun": {"after_minutes": 4, "every_minutes": 3, "times": 2, "coordinators_minutes": 10},
    "transfers": {"coordinators": True},
    "acts": {"coordinators": True, "assignees": True},
    "at_risk": True,
}
STEP = "CO00000001"


@pytest.fixture
def config(tmp_path: Path, server: MailServer) -> Config:
    return make_config(tmp_path, mail=server.settings(), notices=NOTICES)


def plan() -> ptr_py.Plan:
    """One step of an hour, which must be over two hours after its start."""
    step = {"id": STEP, "phase": "CO", "dry_runs": ["FDR1"], "start": T0, "contacts": [ANNE]}
    opening = {"name": "Ouverture", "dates": {"FDR1": T0 + 2 * HOUR}, "required_end": "whole"}
    records = [step | {"duration": HOUR}]
    return ptr_py.Plan.from_records(records, milestones=[opening])


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(plan()), expected=Position(0, 0))
    yield store
    store.close()


@pytest.fixture
def scheduler(service: RunService) -> Scheduler:
    return Scheduler(service, open_mailer(service))


def told(server: MailServer) -> list[tuple[str, str]]:
    """To whom mails went, under which subject."""
    return [(str(it["To"]), str(it["Subject"]).rpartition("] ")[2]) for it in server.mails]


def test_the_scheduler_wakes_when_a_silence_has_lasted_long_enough(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    wakes = []
    while clock.at < T0 + 11 * MINUTE:
        following = scheduler.run().next
        assert following is not None
        wakes.append((following - T0) // MINUTE)
        clock.at = following
    # The regular interval is five minutes.
    assert wakes == [4, 7, 10, 15]
    assert told(server) == [
        (ANNE, f"{STEP}-Exécution"),
        (ANNE, f"{STEP}-Rappel"),
        (ANNE, f"{STEP}-Rappel"),
        (PAUL, f"{STEP}-Sans nouvelles"),
    ]
    assert len(set(server.ids())) == 4


def test_nothing_is_told_of_silence_unless_somebody_asks(
    store: Store, tmp_path: Path, clock: HandClock, server: MailServer
) -> None:
    quiet = make_config(tmp_path, mail=server.settings())
    service = RunService(store, quiet, clock)
    scheduler = Scheduler(service, open_mailer(service))
    for _ in range(30):
        scheduler.run()
        clock.forward(5 * MINUTE)
    assert told(server) == [(ANNE, f"{STEP}-Exécution")]


def test_a_reminder_that_is_sent_again_after_a_crash_has_the_same_bytes(
    scheduler: Scheduler, clock: HandClock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    scheduler.run()
    clock.forward(4 * MINUTE)
    with monkeypatch.context() as patched:
        patched.setattr(scheduler.service, "execute", crash)
        with pytest.raises(Crash):
            scheduler.run()
    clock.forward(MINUTE)
    scheduler.run()
    _, first, again = server.mails
    assert first.as_bytes() == again.as_bytes()


def test_a_required_end_that_the_forecast_passes_is_told_to_the_coordinators_once(
    scheduler: Scheduler, clock: HandClock, server: MailServer
) -> None:
    clock.at = T0 + HOUR - MINUTE
    following = scheduler.run().next
    assert following is not None
    assert timedelta() < following - (T0 + HOUR) <= timedelta(microseconds=1)
    clock.at = following
    scheduler.run()
    clock.forward(HOUR)
    scheduler.run()
    risks = [mail for mail in server.mails if "Fin exigée menacée" in str(mail["Subject"])]
    (risk,) = risks
    assert str(risk["To"]) == PAUL
    body = risk.get_body(("plain",))
    assert body is not None
    assert "la prévision dépasse la fin exigée Ouverture" in body.get_content()
    assert "/recap?t=" in body.get_content()


def test_a_transfer_is_told_to_the_coordinators(
    scheduler: Scheduler, service: RunService, server: MailServer
) -> None:
    service.execute(lambda run, at: run.transfer(STEP, to=CARLA, by=ANNE, at=at, apply=False))
    scheduler.run()
    assert (PAUL, f"{STEP}-Transfert") in told(server)


def test_a_skipped_step_is_told_to_whom_it_was_assigned_with_the_reason_and_a_link(
    scheduler: Scheduler, service: RunService, server: MailServer
) -> None:
    skip = {"type": "skip", "step": STEP, "reason": "Déjà fait en FDR1"}
    service.execute(lambda run, at: run.execute(skip, by=PAUL, at=at, apply=False))
    for _ in range(2):
        scheduler.run()
    (mail,) = [it for it in server.mails if "Étape ignorée" in str(it["Subject"])]
    assert (str(mail["To"]), str(mail["Subject"])) == (
        ANNE,
        f"[Transition-FDR1] {STEP}-Étape ignorée",
    )
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert f"{PAUL} a ignoré l'étape-action {STEP}" in text
    assert "> Déjà fait en FDR1" in text
    assert f"/steps/{STEP}?t=" in text
    sent = service.run().events[-1]
    assert (sent.type, sent.notice, sent.recipient) == ("notice_sent", "act-told", ANNE)


def test_the_link_of_a_reminder_lets_its_reader_begin(tmp_path: Path, server: MailServer) -> None:
    site = open_site(tmp_path, mail=server.settings(), notices=NOTICES)
    site.clock.forward(5 * MINUTE)
    Scheduler(site.service, open_mailer(site.service)).run()
    (mail,) = [
        it for it in server.mails if it["To"] == ANNE and str(it["Subject"]).endswith("Rappel")
    ]
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http\S+", body.get_content())
    assert link is not None
    visitor = site.visitor()
    assert visitor.get(link[0].removeprefix(site.config.server.url)).status_code == 303
    assert press(visitor, STEP, "start").status_code in {200, 303}
    assert site.service.run().state(STEP, site.clock.now()) == ptr_py.State.OPEN
    site.services.sign_in.finish()
    site.service.store.close()


def test_the_desk_shows_reminders_that_wait(tmp_path: Path) -> None:
    site = open_site(tmp_path, notices=NOTICES)
    site.clock.forward(HOUR - MINUTE)
    page = site.signed_in(PAUL).get("/desk", headers=FRENCH)
    waiting = re.search(r'aria-labelledby="mails".*?</section>', page.text, re.DOTALL)
    assert waiting is not None
    assert "Mails" in text_of(page)
    count = len(site.service.run().notices(site.clock.now(), rules=site.config.notices.rules))
    assert count > len(site.service.run().notices(site.clock.now()))
    assert f">{count}<" in waiting[0]
    assert re.search(rf'title="rappel"[^>]*>{ANNE}<', waiting[0])
    site.services.sign_in.finish()
    site.service.store.close()


def test_every_mistake_in_the_rules_is_named_with_its_key(tmp_path: Path) -> None:
    document = settings(
        tmp_path,
        notices={
            "not_begun": {"after_minutes": 0, "tmes": 3, "times": 2},
            "past_end": {"times": 3, "every_minutes": 5},
            "at_risk": "perhaps",
            "at_risk_below_percent": 101,
            "transfers": {"coordinators": 1},
            "acts": {"assignees": 1},
            "reminders": True,
        },
    )
    with pytest.raises(ConfigError) as error:
        Config.read(document, source=tmp_path / "config.yaml", environment={})
    assert error.value.mistakes == [
        "notices.not_begun.after_minutes: found 0, expected a whole number from 1 to 100000",
        "notices.not_begun.tmes: unknown key; did you mean times?",
        "notices.past_end.every_minutes: means nothing without after_minutes",
        "notices.past_end.times: means nothing without after_minutes",
        "notices.transfers.coordinators: found 1, expected true or false",
        "notices.acts.assignees: found 1, expected true or false",
        "notices.at_risk: found 'perhaps', expected true or false",
        "notices.at_risk_below_percent: found 101, expected a whole number from 1 to 100",
        "notices.reminders: unknown key; known keys here: not_begun, past_end, transfers, "
        "acts, at_risk, at_risk_below_percent, passed_estimates",
    ]


def test_the_environment_sets_single_rules(tmp_path: Path) -> None:
    environment = {"PTR_NOTICES_PAST_END_AFTER_MINUTES": "15", "PTR_NOTICES_AT_RISK": "true"}
    document = settings(tmp_path)
    config = Config.read(document, source=tmp_path / "config.yaml", environment=environment)
    assert config.notices.rules["past_end"]["after"] == 15 * MINUTE
    assert config.notices.rules["at_risk"] == {"below": None}
