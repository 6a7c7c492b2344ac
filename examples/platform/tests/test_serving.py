"""The web server when it is told to stop: what was begun is finished, and nothing hangs."""

from __future__ import annotations

import http.client
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from flask import Flask, request, url_for
from mongo_server import free_port
from platform_scene import PAUL, settings, stored_plan

from ptr_platform.config import Config
from ptr_platform.store import Position
from ptr_platform.store.opening import open_store
from ptr_platform.web.server import WebServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
ANSWER = "done " * 20_000
"""More than a socket takes at once."""
ROUNDS = 25


class Running:
    """A server in a thread, and how many requests it has begun."""

    def __init__(self, config: Config) -> None:
        self.port = free_port()
        self.begun = threading.Semaphore(0)
        self.free = threading.Event()
        self.stop = threading.Event()
        self.connections: list[http.client.HTTPConnection] = []
        app = Flask(__name__)

        @app.route("/", methods=["GET", "POST"])
        def answer() -> str:
            request.get_data()
            self.begun.release()
            if "slow" in request.args:
                self.free.wait(20)
            return ANSWER

        @app.route("/where")
        def where() -> str:
            return url_for("where")

        url = "https://www.example.org/ptr"
        server = config.server.model_copy(update={"port": self.port, "threads": 4, "url": url})
        self.server = WebServer(app, server)

    @contextmanager
    def serving(self, grace: float = 10) -> Iterator[None]:
        thread = threading.Thread(
            target=self.server.serve, args=[self.stop], kwargs={"grace": grace}
        )
        thread.start()
        try:
            yield
        finally:
            self.stop.set()
            thread.join(timeout=30)
            self.free.set()
            for connection in self.connections:
                connection.close()
            assert not thread.is_alive(), "it does not stop"

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        self.connections.append(connection)
        return connection

    def refuses(self) -> bool:
        """Whether nobody can connect any more."""
        return is_free(self.port)


class Reader(threading.Thread):
    """Waits for an answer."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        super().__init__()
        self.connection, self.answer = connection, ""

    def run(self) -> None:
        self.answer = self.connection.getresponse().read().decode()


@pytest.fixture
def running(config: Config) -> Running:
    return Running(config)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever these tests do, the server has no reason to complain of an error."""
    yield
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_a_thread_that_ended_a_request_found_the_trigger_closed_when_the_server_stopped(
    config: Config,
) -> None:
    for number in range(ROUNDS):
        running = Running(config)
        with running.serving():
            # One between two requests, more under way than there are threads.
            idle = running.connect()
            idle.request("GET", "/")
            assert idle.getresponse().read().decode() == ANSWER
            running.begun.acquire()
            slow = [running.connect() for _ in range(6)]
            for connection in slow:
                connection.request("GET", "/?slow")
            for _ in range(4):
                assert running.begun.acquire(timeout=20)
            readers = [Reader(connection) for connection in slow]
            for reader in readers:
                reader.start()
            # They end before the stop, with it, and after it.
            if number % 2:
                running.free.set()
            time.sleep(number % 5 / 200)
            running.stop.set()
            time.sleep(number % 3 / 100)
            running.free.set()
            for reader in readers:
                reader.join(timeout=20)
        assert [reader.answer for reader in readers] == [ANSWER] * len(slow)


def test_a_server_that_stops_takes_no_further_connection_but_finishes_what_is_under_way(
    running: Running,
) -> None:
    with running.serving():
        slow = running.connect()
        slow.request("GET", "/?slow")
        assert running.begun.acquire(timeout=20)
        running.stop.set()
        wait_for(running.refuses)
        running.free.set()
        assert slow.getresponse().read().decode() == ANSWER


def test_a_request_that_is_still_being_sent_when_the_server_stops_is_answered(
    running: Running,
) -> None:
    with running.serving():
        slow = running.connect()
        slow.putrequest("POST", "/")
        slow.putheader("Content-Length", "10")
        slow.endheaders(b"12345")
        time.sleep(0.5)
        running.stop.set()
        wait_for(running.refuses)
        slow.send(b"67890")
        assert slow.getresponse().read().decode() == ANSWER


def test_connections_that_browsers_keep_open_do_not_hold_a_stop_up(running: Running) -> None:
    began = time.monotonic()
    with running.serving(grace=60):
        used, unused = running.connect(), running.connect()
        used.request("GET", "/")
        assert used.getresponse().read().decode() == ANSWER
        unused.connect()
        running.stop.set()
        assert used.sock.recv(1) == b"", "it was not closed"
    assert time.monotonic() - began < 10


def test_a_request_that_hangs_is_given_up_and_told(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    with running.serving(grace=0.5):
        slow = running.connect()
        slow.request("GET", "/?slow")
        assert running.begun.acquire(timeout=20)
        running.stop.set()
        with pytest.raises(http.client.RemoteDisconnected):
            slow.getresponse()
    assert time.monotonic() - began < 10
    assert "1 requests given up" in caplog.text
    running.server.serve(running.stop)  # it hangs no more: so that nothing is left over


@pytest.mark.parametrize("path", ["/ptr/where", "/where"])
def test_a_server_below_a_path_of_another_knows_where_it_is(running: Running, path: str) -> None:
    with running.serving():
        connection = running.connect()
        connection.request("GET", path)
        assert connection.getresponse().read() == b"/ptr/where"


def test_sign_in_mails_that_a_mail_server_did_not_take_kept_a_stopped_server_waiting(
    tmp_path: Path,
) -> None:
    with socket.create_server((HOST, 0)) as hanging:  # it takes connections and says nothing
        mail = {"transport": "smtp", "host": HOST, "port": hanging.getsockname()[1], "tls": "none"}
        port = free_port()
        document = settings(tmp_path, mail=mail, server={"port": port})
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
        with closing(open_store(Config.load(tmp_path / "config.yaml", environment={}))) as store:
            store.save_plan(stored_plan(), expected=Position(0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "ptr_platform", "--config", "config.yaml", "server"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_for(lambda: not is_free(port))
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with browser.open(f"http://{HOST}:{port}/sign-in") as page:
                token = page.read().decode().split('name="csrf" value="')[1].split('"')[0]
            form = urllib.parse.urlencode({"csrf": token, "mail": PAUL}).encode()
            for _ in range(3):
                browser.open(f"http://{HOST}:{port}/sign-in", form).close()
            hanging.accept()[0].detach()
            process.terminate()
            _, log = process.communicate(timeout=10)
        finally:
            process.kill()
            process.communicate()
    assert process.returncode == 0, log
    assert "Traceback" not in log


def is_free(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_request_of_a_gigabyte_was_taken_in_before_it_was_refused(running: Running) -> None:
    with running.serving():
        connection = running.connect()
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", "1000000000")
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_connections_that_nobody_uses_leave_room_for_others(running: Running) -> None:
    with running.serving(), ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(socket.create_connection((HOST, running.port)))
        connection = running.connect()
        connection.request("GET", "/")
        assert connection.getresponse().read().decode() == ANSWER
