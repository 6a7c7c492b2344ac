"""How fast the platform is, beside what it aims at: some minutes on a machine that rests.

    python examples/platform/tests/speed.py                 # both stores, as the README has it
    python examples/platform/tests/speed.py --only sqlite   # or mongodb

Kept true: what is measured is what people wait for. Pages and changes of many at once come over
HTTP from a server in a process of its own, and databases are on disk with every promise kept. What
is not as fast as it is to be is marked, and ends the script with 1; what the server of MongoDB's
protocol that the tests use makes of it is told without a verdict.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mongo_server import MongoServer, free_port
from platform_scene import PAUL, settings

import ptr_py
from ptr_platform.clock import SystemClock
from ptr_platform.commands.access import sign_in_link
from ptr_platform.config import Config
from ptr_platform.identity.people import known_addresses
from ptr_platform.run import importing
from ptr_platform.run.service import RunService
from ptr_platform.store import Position
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLATFORM = Path(__file__).resolve().parent.parent
WORKBOOK = PLATFORM.parent / "data" / "plan-de-transition.xlsx"
DRY_RUN = "FDR3"
"""That with the most steps: 390."""
READERS, WRITERS, ROUNDS, PAGES = 50, 20, 5, 20
JUDGED = {"SQLite"}
"""MongoDB itself is not to be had everywhere: what stands in for it is for tests, and slower."""
CODINGS = "gzip, deflate, br, zstd"
"""As browsers ask."""


@dataclass
class Measured:
    """One figure of each store, beside its aim."""

    aim: float
    unit: str
    found: dict[str, float] = field(default_factory=dict)


class Table:
    """What is measured, in the order in which it is told."""

    def __init__(self) -> None:
        self.rows: dict[str, Measured] = {}

    def add(self, store: str, what: str, found: float, *, aim: float, unit: str = "ms") -> None:
        """Keeps a figure, and tells it."""
        self.rows.setdefault(what, Measured(aim, unit)).found[store] = found
        print(f"{store}: {what}: {found:,.1f} {unit}, aim {aim:g}", file=sys.stderr, flush=True)

    def is_met(self) -> bool:
        """Whether nothing is slower than it is to be."""
        return not any(self.is_missed(row, store) for row in self.rows.values() for store in JUDGED)

    def is_missed(self, row: Measured, store: str) -> bool:
        """Whether a store is slower than it is to be."""
        return store in JUDGED and row.found.get(store, 0) > row.aim

    def __str__(self) -> str:
        stores = list(dict.fromkeys(name for row in self.rows.values() for name in row.found))
        lines = [["", "aim", *stores], ["---"] + ["---:"] * (len(stores) + 1)]
        for what, row in self.rows.items():
            told = [f"{row.aim:,.0f} {row.unit}"]
            for store in stores:
                found = row.found.get(store)
                digits = 0 if found is None or found >= 10 else 1
                missed = " **missed**" if self.is_missed(row, store) else ""
                told.append("" if found is None else f"{found:,.{digits}f} {row.unit}{missed}")
            lines.append([what, *told])
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


# --- A history, without a server ----------------------------------------------------------------


def measure_history(table: Table, store: str, config: Config, count: int) -> None:
    """A run with so many events: opened, changed, verified."""
    plan, clock = ptr_py.load_workbook(WORKBOOK), SystemClock()
    began = clock.now() - timedelta(days=1)
    with closing(open_store(config)) as written:
        stored = importing.stored(plan, DRY_RUN, timedelta(), began)
        written.save_plan(stored, expected=Position(0, 0))
        events = [
            event.to_dict() for event in history(RunService(written, config, clock), began, count)
        ]
        written.append(events, expected=Position(1, 0))
    with closing(open_store(config)) as opened:
        service = RunService(opened, config, clock)
        took = milliseconds(service.run)
        if count >= 10_000:
            table.add(store, f"a run of {count:,} events opened", took, aim=1000)
            took = statistics.median(milliseconds(service.run().verify) for _ in range(5))
            table.add(store, f"its chain of {count:,} events verified", took, aim=1000)

        def change() -> None:
            number = time.perf_counter_ns()
            service.execute(
                lambda run, at: run.record_defects(
                    run.schedule.ids[number % 50], f"{number}", by=PAUL, at=at, apply=False
                )
            )
            # As a page would, that shows it.
            service.run()

        took = statistics.median(milliseconds(change) for _ in range(50))
        table.add(store, f"a change after {count:,} events", took, aim=10)


def history(service: RunService, began: datetime, count: int) -> list[ptr_py.Event]:
    """Defects of one step after the other, which a run takes whatever else is going on."""
    run, events = service.run(), list[ptr_py.Event]()
    ids = run.schedule.ids
    for number in range(count):
        at = began + timedelta(seconds=number)
        step, text = ids[number % len(ids)], f"Constat {number} : à revoir avec l'équipe"
        events += run.record_defects(step, text, by=PAUL, at=at)
    return events


# --- A night, over HTTP -------------------------------------------------------------------------


class Visitor:
    """A browser, or a program: one connection, kept open, with what it was given."""

    def __init__(self, config: Config) -> None:
        self.connection = http.client.HTTPConnection(config.server.host, config.server.port, 60)
        self.headers = {"Sec-Fetch-Site": "same-origin"}
        self.cookies: dict[str, str] = {}
        self.tags: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: str | None = None, kind: str = ""
    ) -> tuple[int, bytes]:
        """Asks, and reads the answer."""
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        if self.cookies:
            headers["Cookie"] = "; ".join("=".join(each) for each in self.cookies.items())
        if method == "GET" and path in self.tags:
            headers["If-None-Match"] = self.tags[path]
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if tag := answer.headers["ETag"]:
            self.tags[path] = tag
        return answer.status, content

    def post(self, path: str, **fields: str) -> str:
        """Fills a form in, and gives the page that comes of it."""
        status, page = self.ask(
            "POST", path, urlencode(fields), "application/x-www-form-urlencoded"
        )
        assert status in {200, 303}, (status, page)
        return page.decode()

    def sign_in(self, link: str) -> None:
        """Signs in by a link."""
        parts = urlsplit(link)
        page = self.ask("GET", f"{parts.path}?{parts.query}")[1].decode()
        self.post(parts.path, csrf=hidden(page, "csrf"), token=hidden(page, "token"))


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return found[1]


def measure_night(table: Table, store: str, config: Config, file: Path) -> None:
    """The night of the cut-over, three hours after its beginning, with its people."""
    began = datetime.now(UTC) - timedelta(hours=3)
    command = [sys.executable, "-m", "ptr_platform", "--config", str(file)]
    more = ["--cut-over", began.isoformat(timespec="minutes"), "--as-planned"]
    subprocess.run([*command, "makeDB", *more], cwd=PLATFORM, check=True, stdout=subprocess.DEVNULL)
    with closing(open_store(config)) as opened:
        service = RunService(opened, config, SystemClock())
        people = sorted(set(known_addresses(service.run(), config)))
        steps = service.schedule.ids[:WRITERS]
        before = service.run().version
    with running([*command, "server"], config):
        # A link is good once, and two of the same person and second are one.
        seconds = itertools.count()

        def visitor(mail: str) -> Visitor:
            made = Visitor(config)
            made.sign_in(
                sign_in_link(config, mail, datetime.now(UTC) - timedelta(seconds=next(seconds)))
            )
            return made

        coordinator, writer = visitor(PAUL), Visitor(config)
        writer.headers["Authorization"] = f"Bearer {programs_key(coordinator)}"
        coordinator.headers["Accept-Encoding"] = CODINGS
        for name, path, aim in (("the desk", "/desk", 50), ("the recap", "/recap", 150)):
            took, size = page(coordinator, path, lambda: change(writer, steps[0]))
            before += PAGES
            table.add(store, f"{name}, something having changed", took, aim=aim)
            table.add(store, f"{name}, compressed", size / 1000, aim=60, unit="kB")
        took = statistics.median(
            milliseconds(lambda: coordinator.ask("GET", "/recap")) for _ in range(PAGES)
        )
        table.add(store, "the recap, nothing having changed (304)", took, aim=150)
        readers = [visitor(people[number % len(people)]) for number in range(READERS)]
        for reader in readers:
            reader.headers["Accept-Encoding"] = CODINGS
        writers, first = [Visitor(config) for _ in range(WRITERS)], writer
        for writer in writers:
            writer.headers["Authorization"] = first.headers["Authorization"]
        took = at_once(readers, writers, steps)
        table.add(
            store, f"{READERS} readers and {WRITERS} writers at once, 95 of 100", took, aim=1000
        )
    with closing(open_store(config)) as opened:
        recorded = RunService(opened, config, SystemClock()).run().version - before
        assert recorded == WRITERS * ROUNDS, f"{recorded} changes were recorded"


def change(writer: Visitor, step: str) -> float:
    """Records something, and tells how long it takes."""
    body = json.dumps({"text": f"Constat de {datetime.now(UTC)}"})
    began = time.perf_counter()
    status, content = writer.ask("POST", f"/api/v1/steps/{step}/defects", body, "application/json")
    assert status == http.HTTPStatus.OK, (status, content)
    return time.perf_counter() - began


def page(visitor: Visitor, path: str, before: Callable[[], object]) -> tuple[float, int]:
    """How long a page takes after something else has happened, and how many bytes it has."""
    took, size = [], 0
    for _ in range(PAGES):
        before()
        began = time.perf_counter()
        status, content = visitor.ask("GET", path)
        took.append((time.perf_counter() - began) * 1000)
        assert status == http.HTTPStatus.OK, status
        size = len(content)
    return statistics.median(took), size


def programs_key(visitor: Visitor) -> str:
    """A key for programs of whoever is signed in."""
    account = visitor.ask("GET", "/account")[1].decode()
    shown = visitor.post("/account", csrf=hidden(account, "csrf"), about="speed", days="1")
    found = re.search(r"<textarea id=\"key\"[^>]*>([^<]+)<", shown)
    assert found is not None, shown
    return found[1].strip()


def at_once(readers: list[Visitor], writers: list[Visitor], steps: list[str]) -> float:
    """All of them in the same instant, several times: how long 95 of 100 wait at most."""
    together = threading.Barrier(READERS + WRITERS)

    def read(reader: Visitor) -> float:
        together.wait()
        began = time.perf_counter()
        status, content = reader.ask("GET", "/recap")
        assert status in {200, 304}, (status, content)
        return time.perf_counter() - began

    def write(writer: Visitor, step: str) -> float:
        together.wait()
        return change(writer, step)

    took: list[float] = []
    with ThreadPoolExecutor(READERS + WRITERS) as pool:
        for _ in range(ROUNDS):
            asked = [pool.submit(read, reader) for reader in readers]
            asked += [pool.submit(write, *each) for each in zip(writers, steps, strict=True)]
            took += [each.result() for each in asked]
            time.sleep(1)
    return statistics.quantiles(took, n=20)[-1] * 1000


@contextmanager
def running(command: list[str], config: Config) -> Iterator[None]:
    """A server for as long as this lasts."""
    process = subprocess.Popen(command, cwd=PLATFORM, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                if Visitor(config).ask("GET", "/healthz")[0] == http.HTTPStatus.OK:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


# --- The databases ------------------------------------------------------------------------------


def configured(directory: Path, name: str, database: dict[str, object]) -> tuple[Config, Path]:
    """The configuration of a database, and its file."""
    port = free_port()
    document = settings(
        directory,
        database={"name": name, **database},
        server={"port": port, "url": f"http://127.0.0.1:{port}"},
        scripts={"dry_run": DRY_RUN},
        excel={"file": str(WORKBOOK)},
    )
    file = directory / f"{name}.yaml"
    file.write_text(json.dumps(document), "utf-8")  # JSON is YAML
    return Config.read(document, source=file, environment={}), file


def measure(table: Table, store: str, directory: Path, database: dict[str, object]) -> None:
    """Everything, of one kind of database."""
    measure_night(table, store, *configured(directory, "night", database))
    for count in (1_000, 50_000):
        config, _file = configured(directory, f"events_{count}", database)
        measure_history(table, store, config, count)


def main() -> int:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=["sqlite", "mongodb"])
    only, table = parser.parse_args().only, Table()
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        if only != "mongodb":
            measure(table, "SQLite", directory, {})
        if only != "sqlite":
            (directory / "mongo").mkdir()
            server = MongoServer(directory / "mongo")
            server.start()
            try:
                measure(table, "MongoDB", directory, {"kind": "mongodb", "port": server.port})
            finally:
                server.stop()
    print(table)
    return 0 if table.is_met() else 1


if __name__ == "__main__":
    sys.exit(main())
