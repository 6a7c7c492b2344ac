"""Ways out beside mail: a webhook on this machine, as a gateway of SMS or a chat would be.

Whatever the receiver does, each message is owed until it is taken or given up, is told once, and
holds up neither mails nor the other ways.
"""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from platform_scene import (
    ANNE,
    BOB,
    HOUR,
    PAUL,
    T0,
    HandClock,
    make_config,
    settings,
    stored_plan,
)
from site_scene import FRENCH, csrf, open_site, text_of

from ptr_platform.config import Config, ConfigError
from ptr_platform.identity import ways
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler, channels
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mail_server import MailServer
    from receiver import Receiver

MINUTE = timedelta(minutes=1)
STEP = "CO00000001"


@pytest.fixture
def opened(
    tmp_path: Path, server: MailServer, clock: HandClock
) -> Iterator[Callable[..., Scheduler]]:
    """Opens a scheduler over the small plan, with these channels."""
    stores = []

    def opened(**channels: dict[str, Any]) -> Scheduler:
        config = make_config(tmp_path, mail=server.settings(), channels=channels)
        store = SqliteStore(config.database.file)
        stores.append(store)
        if store.position() == Position(0, 0):
            store.save_plan(stored_plan(), expected=Position(0, 0))
        service = RunService(store, config, clock)
        return Scheduler(service, open_mailer(service))

    yield opened
    for store in stores:
        store.close()


def chosen(scheduler: Scheduler, mail: str, **kinds: list[str]) -> None:
    """Somebody chooses on the page by which ways they are told."""
    ways.choose(scheduler.service, mail, {kind.replace("_", "-"): kinds[kind] for kind in kinds})


def recorded(scheduler: Scheduler) -> list[tuple[str, str | None]]:
    """What came of what was owed, and by which way."""
    events = scheduler.service.run().events
    return [(event.type, event.way) for event in events if event.type.startswith("notice_")]


def carry_on(scheduler: Scheduler) -> None:
    """The first step is done, so that the second is Ready at its start."""
    service = scheduler.service
    service.execute(lambda run, at: run.start(STEP, by=ANNE, at=at, apply=False))
    service.execute(lambda run, at: run.close(STEP, by=ANNE, at=at, apply=False))


def test_whoever_chose_both_gets_a_mail_and_a_message_with_the_same_words(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms/{mail}"), "kinds": ["start"]})
    # What is usual holds from the first run on.
    carry_on(scheduler)
    scheduler.run()
    clock = scheduler.service.clock
    assert isinstance(clock, HandClock)
    clock.forward(HOUR)
    outcome = scheduler.run()
    assert (outcome.sent, outcome.waiting, outcome.failed) == (2, 0, 0)
    [mail] = server.mails
    [(path, message)] = receiver.messages
    assert path == f"/sms/{BOB}"
    assert message["title"] == str(mail["Subject"]) == "[Transition-FDR1] CO00000002-Exécution"
    lines = message["message"].split("\n\n")
    assert lines[:2] == [
        "Bonjour,",
        "L'étape-action CO00000002 est prête\u00a0: merci de la commencer.",
    ]
    assert lines[2].startswith("http://127.0.0.1:8080/steps/CO00000002?t=")
    assert len(lines) == 3
    assert recorded(scheduler) == [("notice_sent", None), ("notice_sent", "sms")]
    scheduler.run()
    assert len(receiver.messages) == len(server.mails) == 1


def test_whoever_chose_the_channel_alone_gets_no_mail(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver
) -> None:
    scheduler = opened(chat={"people": {ANNE: receiver.url("anne")}})
    assert ways.offered(scheduler.service, ANNE.upper()) == ["mail", "chat"]
    assert ways.offered(scheduler.service, BOB) == ["mail"]
    chosen(scheduler, ANNE, start=["chat"])
    scheduler.run()
    assert [path for path, _ in receiver.messages] == ["/anne"]
    assert server.mails == []
    assert recorded(scheduler) == [("notice_sent", "chat")]


def test_nobody_is_told_again_of_what_they_were_told_before_they_chose(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver, clock: HandClock
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms")})
    scheduler.run()
    clock.forward(MINUTE)
    chosen(scheduler, ANNE, start=["sms"])
    scheduler.run()
    clock.forward(MINUTE)
    chosen(scheduler, ANNE, start=["mail"])
    scheduler.run()
    assert (len(server.mails), receiver.messages) == (1, [])
    # Nor are those who were told by a channel that is there no more.
    chosen(scheduler, BOB, start=["sms"])
    carry_on(scheduler)
    clock.forward(HOUR)
    scheduler.run()
    assert len(receiver.messages) == 1
    without = opened()
    without.run()
    assert len(server.mails) == 1


def test_a_dead_receiver_is_asked_once_a_run_and_holds_up_no_mail(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver, clock: HandClock
) -> None:
    scheduler = opened(
        sms={"url": receiver.url("sms"), "kinds": ["start", "transfer", "transfer-receipt"]}
    )
    scheduler.run()
    assert len(server.mails) == len(receiver.messages) == 1
    receiver.switch_off()
    clock.forward(MINUTE)
    scheduler.service.execute(
        lambda run, at: run.transfer(STEP, to=BOB, by=ANNE, at=at, apply=False)
    )
    outcome = scheduler.run()
    # Both were told by mail; by the channel one was tried, and both wait.
    assert (outcome.sent, outcome.waiting, len(server.mails)) == (2, 2, 3)
    assert outcome.next == clock.at + MINUTE
    [note] = [json.loads(scheduler.service.store.note("scheduler") or "")["troubles"]]
    assert list(note) == ["sms"]
    receiver.switch_on()
    clock.forward(MINUTE)
    outcome = scheduler.run()
    assert (outcome.sent, outcome.waiting, len(receiver.messages)) == (2, 0, 3)
    assert len(server.mails) == 3


def test_a_dead_mail_server_holds_up_no_message(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms")})
    chosen(scheduler, ANNE, start=["mail", "sms"])
    server.switch_off()
    outcome = scheduler.run()
    assert (outcome.sent, outcome.waiting, len(receiver.messages)) == (1, 1, 1)
    assert recorded(scheduler) == [("notice_sent", "sms")]


def test_a_message_is_given_up_as_mails_are_and_a_mail_goes_out_instead(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver, clock: HandClock
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms")})
    chosen(scheduler, ANNE, start=["sms"])
    receiver.status = 500
    while not scheduler.run().failed:
        assert server.mails == []
        clock.forward(5 * HOUR)
        assert clock.at < T0 + 48 * HOUR
    assert recorded(scheduler) == [("notice_failed", "sms"), ("notice_sent", None)]
    assert [str(mail["To"]) for mail in server.mails] == [ANNE]
    assert "500" in str(scheduler.service.run().events[0].error)


def test_a_receiver_that_says_nothing_or_trickles_is_left_in_time(receiver: Receiver) -> None:
    began = time.monotonic()
    receiver.silent.set()
    error = channels.send(receiver.url("sms") + "?rto=0.3", subject="s", text="t")
    assert error is not None
    receiver.silent.clear()
    receiver.trickles = True
    error = channels.send(receiver.url("sms"), subject="s", text="t", within=0.5)
    assert error == "no answer within 0.5 s"
    assert time.monotonic() - began < 5


def test_a_receiver_that_redirects_is_not_followed(receiver: Receiver) -> None:
    receiver.status = 307
    assert channels.send(receiver.url("sms"), subject="s", text="t") is not None
    assert receiver.messages == []


def test_a_crash_between_sending_and_recording_tells_once_more_under_the_same_key(
    opened: Callable[..., Scheduler], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    scheduler = opened(sms={"url": receiver.url("sms?:key={key}")})
    chosen(scheduler, ANNE, start=["sms"])
    monkeypatch.setattr(scheduler.service, "execute", crash)
    with pytest.raises(Crash):
        scheduler.run()
    monkeypatch.undo()
    scheduler.run()
    scheduler.run()
    keys = [message["key"] for _, message in receiver.messages]
    assert keys == [f"FDR1/{STEP}/start/0/{ANNE}/sms"] * 2
    assert recorded(scheduler) == [("notice_sent", "sms")]


def test_what_several_people_read_carries_no_link_to_act_by(
    opened: Callable[..., Scheduler], receiver: Receiver
) -> None:
    scheduler = opened(chat={"url": receiver.url("room")})
    chosen(scheduler, ANNE, start=["chat"])
    scheduler.run()
    [(_, message)] = receiver.messages
    assert message["message"].endswith(f"\nhttp://127.0.0.1:8080/steps/{STEP}")


def test_the_coordinators_hear_once_that_the_mail_server_is_down(
    opened: Callable[..., Scheduler], server: MailServer, receiver: Receiver, clock: HandClock
) -> None:
    scheduler = opened(sms={"url": receiver.url("{mail}"), "health": True})
    server.switch_off()
    scheduler.run()
    [(path, message)] = receiver.messages
    assert path == f"/{PAUL}"
    assert message["title"] == "[Transition-FDR1] La plateforme demande votre attention"
    assert message["message"].startswith("Le serveur de mail n'accepte aucun mail")
    clock.forward(MINUTE)
    scheduler.run()
    assert len(receiver.messages) == 1
    # Ten minutes later a mail waits for too long: that is another trouble.
    clock.forward(10 * MINUTE)
    scheduler.run()
    assert len(receiver.messages) == 2
    # A scheduler that was started anew knows what was told; what is over may be told again.
    again = opened(sms={"url": receiver.url("{mail}"), "health": True})
    again.run()
    assert len(receiver.messages) == 2
    server.switch_on()
    clock.forward(HOUR)
    again.run()
    server.switch_off()
    carry_on(again)
    clock.forward(MINUTE)
    again.run()
    assert len(receiver.messages) == 3


def test_the_coordinators_hear_of_a_clock_that_is_far_ahead(
    opened: Callable[..., Scheduler], receiver: Receiver, clock: HandClock
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms"), "health": True})
    clock.forward(48 * HOUR)
    scheduler.service.execute(lambda run, at: run.start(STEP, by=ANNE, at=at, apply=False))
    clock.at = T0
    scheduler.service.execute(
        lambda run, at: run.record_defects(STEP, "…", by=ANNE, at=at, apply=False)
    )
    fresh = opened(sms={"url": receiver.url("sms"), "health": True})
    fresh.run()
    assert any("horloge" in message["message"] for _, message in receiver.messages)


def test_the_coordinators_hear_of_a_damaged_event(
    opened: Callable[..., Scheduler], receiver: Receiver
) -> None:
    scheduler = opened(sms={"url": receiver.url("sms"), "health": True})
    scheduler.run()
    config = scheduler.service.config
    with sqlite3.connect(config.database.file) as database:
        database.execute(
            "UPDATE events SET document = replace(document, 'notice_sent', 'notice_senz')"
        )
    damaged = opened(sms={"url": receiver.url("sms"), "health": True})
    assert damaged.run().status == "error"
    assert damaged.run().status == "error"
    assert len(receiver.messages) == 1


def test_ways_are_chosen_on_the_page_of_ones_access(tmp_path: Path, receiver: Receiver) -> None:
    site = open_site(tmp_path, channels={"sms": {"url": receiver.url("sms/{mail}")}})
    anne = site.signed_in(ANNE)
    page = anne.get("/account", headers=FRENCH)
    assert "Comment vous êtes prévenu" in text_of(page)
    form = {"start": ["mail", "sms"], "reminder": ["sms", "json://evil.example"]}
    assert anne.post("/account/ways", data=form).status_code == 403
    assert anne.post("/account/ways", data={**form, "csrf": csrf(page)}).status_code == 303
    found = ways.chosen(site.service, ANNE)
    assert (found["start"], found["reminder"]) == (["mail", "sms"], ["sms"])
    assert found["transfer"] == ["mail"]
    site.services.sign_in.finish()
    site.service.store.close()


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ({"url": "json://{mail}/x"}, "channels.sms.url: found a secret text, expected {mail}"),
        ({"url": "json://gateway/{user}"}, "channels.sms.url: found a secret text"),
        ({"url": "nothing://x"}, "expected an address of Apprise, such as"),
        ({}, "channels.sms.people: missing, expected addresses of Apprise of people, or a url"),
        (
            {"people": {"anne": "json://x"}},
            "channels.sms.people.anne: found 'anne', expected a mail",
        ),
        ({"people": {ANNE: "json://x/{a}"}}, f"channels.sms.people.{ANNE}: found a secret text"),
        (
            {"url": "json://x/y", "kinds": ["all"]},
            "channels.sms.kinds: found 'all', expected start",
        ),
        (
            {"url": "json://x/y", "kind": "all"},
            "channels.sms.kind: unknown key; did you mean kinds?",
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_secrets(
    tmp_path: Path, channel: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ConfigError) as told:
        make_config(tmp_path, channels={"sms": channel})
    assert any(expected in mistake for mistake in told.value.mistakes), told.value.mistakes


def test_the_address_of_a_channel_may_come_from_the_environment(tmp_path: Path) -> None:
    document = settings(tmp_path, channels={"sms": {"health": True}})
    variables = {"PTR_CHANNELS_SMS_URL": "json://gateway/x"}
    config = Config.read(document, source=tmp_path / "config.yaml", environment=variables)
    assert config.channels.named["sms"].url == "json://gateway/x"
    with pytest.raises(ConfigError) as told:
        make_config(tmp_path, channels={"Mail": {"url": "json://gateway/x"}})
    assert "channels: found 'Mail', expected a name of small letters" in told.value.mistakes[0]


def test_nothing_that_an_address_holds_leads_elsewhere(tmp_path: Path) -> None:
    config = make_config(tmp_path, channels={"sms": {"url": "json://gateway/{mail}?:key={key}"}})
    address = config.channels.named["sms"].address("a/../../x?&#@evil.example", "1/2&verify=no")
    assert address == (
        "json://gateway/a%2F..%2F..%2Fx%3F%26%23%40evil.example?:key=1%2F2%26verify%3Dno"
    )
