"""The processes as they run in production: started, told to stop, killed in the middle of work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from mongo_server import MongoServer, free_port
from platform_scene import PAUL, T0, settings, stored_plan

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.run.service import RunService
from ptr_platform.store import Position
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mail_server import MailServer

PLATFORM = Path(__file__).resolve().parent.parent
MANY = 60

Process = subprocess.Popen[str]


IN_BOTH_STORES = pytest.mark.parametrize("database", ["sqlite", "mongodb"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Where the run is kept: in SQLite unless a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield {"directory": str(tmp_path)}
        return
    mongo = MongoServer(tmp_path / "mongo")
    mongo.start()
    yield {"kind": "mongodb", "server": "127.0.0.1", "port": mongo.port}
    mongo.kill()


@pytest.fixture
def directory(tmp_path: Path, server: MailServer, database: dict[str, Any]) -> Path:
    """A configuration and a database with many steps that are Ready."""
    document = settings(tmp_path, mail=server.settings(), database=database)
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    records = [
        {
            "id": f"CO{number:08}",
            "phase": "CO",
            "dry_runs": ["FDR1"],
            "start": T0,
            "contacts": [f"p{number}@grid.example"],
        }
        for number in range(1, MANY + 1)
    ]
    store = open_store(configured(tmp_path))
    store.save_plan(stored_plan(ptr_py.Plan.from_records(records)), expected=Position(0, 0))
    store.close()
    return tmp_path


def configured(directory: Path) -> Config:
    return Config.load(directory / "config.yaml", environment={})


@pytest.fixture
def ptr(directory: Path) -> Iterator[Callable[..., Process]]:
    """Starts ``python -m ptr_platform``; whatever still runs at the end is killed."""
    started: list[Process] = []

    def start(*arguments: str, stdin: int | None = None) -> Process:
        process = subprocess.Popen(
            [sys.executable, "-m", "ptr_platform", "--config", "config.yaml", *arguments],
            cwd=directory,
            env={**os.environ, "PYTHONPATH": str(PLATFORM)},
            stdin=stdin,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for(what: Callable[[], Any], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_a_scheduler_works_until_it_is_told_to_stop_and_logs_what_it_did(
    ptr: Callable[..., Process], server: MailServer
) -> None:
    process = ptr("scheduler")
    wait_for(lambda: len(server.mails) == MANY)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    assert process.returncode == 0, log
    lines = [json.loads(line) for line in log.splitlines()]
    assert lines[0]["states"] == {"Ready": MANY}
    assert lines[0]["sent"] == MANY
    assert "Traceback" not in log


def test_a_scheduler_wakes_when_somebody_does_something(
    ptr: Callable[..., Process], server: MailServer, directory: Path
) -> None:
    ptr("scheduler")
    wait_for(lambda: len(server.mails) == MANY)
    store = open_store(configured(directory))
    service = RunService(store, configured(directory), SystemClock())
    service.execute(
        lambda run, at: run.transfer(
            "CO00000001", to="new@grid.example", by=PAUL, at=at, apply=False
        )
    )
    store.close()
    wait_for(lambda: "new@grid.example" in [str(mail["To"]) for mail in server.mails], 15)


@IN_BOTH_STORES
def test_killed_schedulers_lose_no_mail_and_send_none_under_another_message_id(
    ptr: Callable[..., Process], server: MailServer, directory: Path
) -> None:
    for _ in range(4):
        before = len(server.mails)
        process = ptr("scheduler")
        wait_for(lambda before=before: len(server.mails) >= before + 8)  # type: ignore[misc]
        process.kill()
        process.wait()
        # What a killed one holds it holds until its lease ends: not to wait for that here.
        store = open_store(configured(directory))
        now = SystemClock().now()
        store.hold("mails", "nobody", now=now.replace(year=now.year + 1), until=now)
        store.close()
    ptr("scheduler")
    everybody = {f"p{number}@grid.example" for number in range(1, MANY + 1)}
    wait_for(lambda: {str(mail["To"]) for mail in server.mails} == everybody)
    assert len(set(server.ids())) == MANY
    assert len(server.mails) <= MANY + 4, "a kill doubles one mail at most"

    def recorded() -> int:
        store = open_store(configured(directory))
        try:
            return store.position().version
        finally:
            store.close()

    wait_for(lambda: recorded() == MANY)


@IN_BOTH_STORES
def test_two_scheduler_processes_share_the_work_without_doubling_it(
    ptr: Callable[..., Process], server: MailServer
) -> None:
    both = [ptr("scheduler"), ptr("scheduler")]
    wait_for(lambda: len(server.mails) >= MANY)
    time.sleep(3)
    for process in both:
        process.send_signal(signal.SIGINT)
    for process in both:
        _, log = process.communicate(timeout=20)
        assert process.returncode == 0, log
    assert len(set(server.ids())) == len(server.mails) == MANY


def test_a_scheduler_that_is_stopped_while_it_sends_leaves_the_rest_owed(
    ptr: Callable[..., Process], server: MailServer
) -> None:
    process = ptr("scheduler")
    wait_for(lambda: len(server.mails) >= 3)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert len(server.mails) < MANY
    ptr("scheduler")
    wait_for(lambda: len(server.mails) >= MANY)
    assert len(set(server.ids())) == len(server.mails) == MANY


def test_two_signals_at_once_stopped_a_process_for_ever_instead_of_ending_it() -> None:
    program = """
import os, signal, threading
from ptr_platform.commands.signals import stop_event
stop = stop_event()
def press() -> None:
    for _ in range(2000):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
presses = threading.Thread(target=press)
presses.start()
while presses.is_alive():
    stop.wait(0.0001)
assert stop.wait(5)
"""
    environment = {**os.environ, "PYTHONPATH": str(PLATFORM)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=30)


def test_if_scheduler_or_server_ends_so_does_the_other_and_it_is_told_which(
    ptr: Callable[..., Process],
) -> None:
    both = ptr("up")
    wait_for(lambda: children_of(both.pid))
    os.kill(max(children_of(both.pid)), signal.SIGKILL)
    _, log = both.communicate(timeout=40)
    assert both.returncode == 1
    assert "(code -9), donc tout s'arrête" in log


@pytest.mark.parametrize("moment", ["serving", "sending"])
def test_a_killed_up_left_server_and_scheduler_behind_with_port_and_database(
    ptr: Callable[..., Process], directory: Path, server: MailServer, moment: str
) -> None:
    document = yaml.safe_load((directory / "config.yaml").read_text("utf-8"))
    port = document["server"]["port"] = free_port()
    (directory / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    both = ptr("up")
    wait_for(lambda: answers(port) if moment == "serving" else len(server.mails) >= 3)
    children = children_of(both.pid)
    assert len(children) == 2
    both.kill()
    # They have inherited where it wrote to: so this waits for both.
    _, log = both.communicate(timeout=20)
    wait_for(lambda: not any(runs(child) for child in children), 5)
    assert not answers(port)
    assert "Traceback" not in log
    # No mail was cut off: so the next start doubles none.
    ptr("scheduler")
    wait_for(lambda: len(server.mails) >= MANY)
    assert len(set(server.ids())) == len(server.mails) == MANY


@pytest.mark.parametrize("command", ["server", "scheduler"])
def test_a_process_whose_parent_died_before_it_could_listen_ends_all_the_same(
    ptr: Callable[..., Process], command: str
) -> None:
    orphan = ptr(command, "--with-parent", stdin=subprocess.DEVNULL)
    _, log = orphan.communicate(timeout=30)
    assert orphan.returncode == 0, log
    assert "Traceback" not in log


def test_what_does_not_end_in_time_after_its_parents_death_is_cut_off() -> None:
    program = """
import threading
from ptr_platform.commands import signals
signals.PATIENCE = 0.5
stop = signals.stop_event(with_parent=True)
assert stop.wait(5)
print("told", flush=True)
threading.Event().wait()
"""
    environment = {**os.environ, "PYTHONPATH": str(PLATFORM)}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        timeout=20,
    )
    assert (ended.stdout, ended.returncode) == (b"told\n", 1)


def runs(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody asked for its code does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except OSError:
        return False
    return True


def children_of(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children]


def test_once_is_one_run_with_its_result(ptr: Callable[..., Process], server: MailServer) -> None:
    process = ptr("scheduler", "--once")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(printed)["sent"] == MANY == len(server.mails)
