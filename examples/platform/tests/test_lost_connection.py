"""A connection that is lost while something is written: what is said of it is true."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, HandClock, make_config, stored_plan
from site_scene import ENGLISH, FRENCH, Site, open_site, press, text_of

from ptr_platform.run.service import RunService, Unchanged
from ptr_platform.store import Position, StoreError, Uncertain
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mongo_server import MongoServer

    import ptr_py

STEP = "CO00000001"
ADDRESS = f"/api/v1/steps/{STEP}/defects"


class Line:
    """A line to a server that can be cut just before the answer to a write comes through."""

    def __init__(self, port: int) -> None:
        self.cuts = 0
        """How many answers to writes of events are still to be lost."""
        self.dead = False
        """Whether nobody comes through any more after the last of them."""
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.dead and not self.cuts:
                    client.close()
                else:
                    threading.Thread(target=self._carry, args=[client], daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        server, writing = socket.create_connection(("127.0.0.1", self._port)), False
        with closing(client), closing(server), suppress(OSError):
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    said = ready.recv(1 << 20)
                    if not said:
                        return
                    if ready is client:
                        writing = b"update\x00" in said and b"Events\x00" in said
                        server.sendall(said)
                    elif self.cuts and writing:
                        self.cuts -= 1
                        return
                    elif self.dead and not self.cuts:
                        return
                    else:
                        client.sendall(said)


@pytest.fixture
def line(mongo: MongoServer) -> Iterator[Line]:
    line = Line(mongo.port)
    yield line
    line.close()


@pytest.fixture
def service(tmp_path: Path, line: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunService]:
    monkeypatch.setattr("ptr_platform.store.mongo_server._PATIENCE_MS", 500)
    server = f"mongodb://127.0.0.1:{line.port}/?directConnection=true"
    name = f"ptr_{abs(hash(tmp_path)):x}"
    config = make_config(tmp_path, database={"kind": "mongodb", "server": server, "name": name})
    with closing(open_store(config)) as store:
        store.save_plan(stored_plan(), expected=Position(0, 0))
        yield RunService(store, config, HandClock())


def record(service: RunService, text: str, request: str | None = None) -> list[ptr_py.Event]:
    return service.execute(
        lambda run, at: run.record_defects(STEP, text, by=ANNE, at=at, apply=False),
        request=request,
    )


def texts_there(service: RunService) -> list[str | None]:
    """What the database holds, asked over a connection of its own."""
    with closing(open_store(service.config)) as store:
        return [event.text for event in RunService(store, service.config, HandClock()).run().events]


@pytest.mark.parametrize("cuts", [1, 2])
def test_what_was_stored_though_the_answer_was_lost_is_told_as_stored_once(
    service: RunService, line: Line, cuts: int
) -> None:
    line.cuts = cuts
    (event,) = record(service, "une fois")
    assert line.cuts == 0
    assert [it.text for it in service.run().events] == ["une fois"]
    assert event == service.run().events[-1]


def test_what_nobody_can_know_is_not_told_as_unchanged(service: RunService, line: Line) -> None:
    line.cuts, line.dead = 2, True
    with pytest.raises(Uncertain):
        record(service, "peut-être")
    line.dead = False
    assert texts_there(service) == ["peut-être"]


def test_what_was_not_even_sent_is_told_as_unchanged(service: RunService, line: Line) -> None:
    service.run()
    line.dead = True
    with pytest.raises(StoreError) as error:
        record(service, "rien")
    assert isinstance(error.value, Unchanged)
    line.dead = False
    assert texts_there(service) == []


def test_a_request_that_comes_again_gets_the_events_of_the_first(service: RunService) -> None:
    first = record(service, "une fois", request="a")
    assert record(service, "une fois", request="a") == first
    elsewhere = RunService(service.store, service.config, HandClock())
    assert record(elsewhere, "une fois", request="a") == first
    record(elsewhere, "deux fois", request="b")
    assert service.run().version == 2


def test_a_form_that_is_sent_twice_is_confirmed_twice_and_recorded_once(site: Site) -> None:
    anne = site.signed_in(ANNE)
    page = anne.get(f"/steps/{STEP}").text
    form = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("csrf", "shown", "defects_seen")
    }
    answers = [anne.post(f"/steps/{STEP}/start", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert site.service.run().version == 1
    refused = press(anne, STEP, "start", headers=ENGLISH)
    assert refused.status_code == 409, (
        "of a page that shows the step as started it is no repetition"
    )


def test_a_program_says_which_requests_are_one(site: Site) -> None:
    visitor, headers = site.visitor(), {**site.key(ANNE), "Idempotency-Key": "7c1"}
    first = visitor.post(ADDRESS, json={"text": "une fois"}, headers=headers)
    again = visitor.post(ADDRESS, json={"text": "une fois"}, headers=headers)
    assert first.json["events"] == again.json["events"] != []  # type: ignore[index]
    visitor.post(ADDRESS, json={"text": "autre chose"}, headers=headers)
    assert site.service.run().version == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreError("disk full"), "Rien n'a été modifié"),
        (Uncertain("connection lost"), "on ne sait pas si votre modification a été enregistrée"),
    ],
)
def test_a_page_says_what_is_known_of_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: StoreError, said: str
) -> None:
    site = open_site(tmp_path)
    anne = site.signed_in(ANNE)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(site.service.store, "append", fail)
    answer = press(anne, STEP, "start", headers=FRENCH)
    assert answer.status_code == 503
    assert said in text_of(answer)
    site.services.sign_in.finish()
    site.service.store.close()


def test_a_change_that_was_recorded_is_not_told_as_unchanged_if_its_page_fails(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, append = site.visitor(), site.service.store.append

    def append_and_fail_then(*given: object, **named: object) -> None:
        append(*given, **named)  # type: ignore[arg-type]

        def fail(*_: object) -> None:
            raise StoreError("disk full")

        monkeypatch.setattr(site.service.store, "position", fail)

    monkeypatch.setattr(site.service.store, "append", append_and_fail_then)
    answer = visitor.post(ADDRESS, json={"text": "noté"}, headers={**site.key(ANNE), **ENGLISH})
    assert answer.status_code == 503
    assert answer.json["detail"].startswith("Your change was recorded.")  # type: ignore[index]
