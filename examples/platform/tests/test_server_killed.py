"""A server that is killed while people work: whatever it has confirmed is there."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from campaign import rounds
from mongo_server import MongoServer, free_port
from platform_scene import PAUL, make_plan, settings, stored_plan
from site_scene import key_for

from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.identity.credentials import Credentials
from ptr_platform.store import Position
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

PLATFORM = Path(__file__).resolve().parent.parent
WRITERS = 4
KILLS = 3


class Server:
    """The server in its own process."""

    def __init__(self, directory: Path, port: int) -> None:
        self.directory, self.port = directory, port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ptr_platform", "--config", "config.yaml", "server"],
            cwd=self.directory,
            env={**os.environ, "PYTHONPATH": str(PLATFORM)},
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.ask("/healthz")
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def ask(
        self, path: str, key: dict[str, str] | None = None, body: dict[str, Any] | None = None
    ) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(key or {})},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(params=["sqlite", "mongodb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, Any]]:
    if request.param == "sqlite":
        yield {"kind": "sqlite", "directory": str(tmp_path)}
        return
    mongo = MongoServer(tmp_path / "mongo")
    mongo.start()
    yield {"kind": "mongodb", "server": "127.0.0.1", "port": mongo.port}
    mongo.kill()


@pytest.fixture
def server(tmp_path: Path, database: dict[str, Any]) -> Iterator[Server]:
    port = free_port()
    document = settings(tmp_path, database=database, server={"port": port})
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    store = open_store(configured(tmp_path))
    store.save_plan(stored_plan(make_plan()), expected=Position(0, 0))
    store.close()
    server = Server(tmp_path, port)
    server.start()
    yield server
    server.kill()


def configured(directory: Path) -> Config:
    return Config.load(directory / "config.yaml", environment={})


@pytest.mark.campaign
def test_what_a_killed_server_has_confirmed_is_there(server: Server, tmp_path: Path) -> None:
    config = configured(tmp_path)
    with closing(open_store(config)) as store:
        key = key_for(Credentials(store), PAUL, SystemClock().now())
    confirmed: list[str] = []
    stop = threading.Event()

    def write(writer: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            text = f"writer {writer}, defect {number}"
            try:
                server.ask("/api/v1/steps/CO00000001/defects", key, {"text": text})
            except urllib.error.HTTPError as error:
                raise AssertionError(error.read()) from error
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # it is down just now
            else:
                confirmed.append(text)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    for chance in rounds(KILLS):
        wanted = len(confirmed) + chance.randrange(10, 30)
        deadline = time.monotonic() + 60
        while len(confirmed) < wanted:
            assert time.monotonic() < deadline, "nothing was confirmed"
            time.sleep(0.05)
        server.kill()
        server.start()
    stop.set()
    for writer in writers:
        writer.join(timeout=30)

    store = open_store(config)
    events = store.events()
    store.close()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    kept = {event["text"] for event in events}
    assert set(confirmed) <= kept
    assert len(confirmed) >= wanted
    assert all(event["by"] == PAUL for event in events)
