"""What the tests of the platform start from; the values are in `platform_scene`."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser_scene import FIRST, WORKBOOK, Evening, Window, chromium, evening
from mail_server import MailServer
from mongo_server import MongoServer
from PIL import Image, ImageStat
from platform_scene import PAUL, HandClock, make_config, revise, stored_plan
from receiver import Receiver
from site_scene import Site, edited, open_site

import ptr_py
from ptr_platform.run.service import RunService
from ptr_platform.store import Position, Store
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium import webdriver

    from ptr_platform.config import Config


KEPT = Path(__file__).resolve().parent.parent / "screenshots"
LARGEST = 150_000
"""Bytes of one picture."""
DOTS_PER_INCH = 110
"""Of what is printed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots",
        action="store_true",
        help="write the pictures of the pages that the README shows anew",
    )


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that is there."""
    server = MailServer()
    server.switch_on()
    yield server
    server.switch_off()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A gateway that makes SMS of messages."""
    receiver = Receiver()
    receiver.switch_on()
    yield receiver
    receiver.switch_off()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


@pytest.fixture(scope="module")
def mongo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoServer]:
    """A server of MongoDB's protocol for the tests of a file."""
    server = MongoServer(tmp_path_factory.mktemp("mongo") / "db")
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["sqlite", "mongodb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """The ``database`` section of a store of its own for each test, of either kind."""
    if request.param == "sqlite":
        return {"kind": "sqlite", "directory": str(tmp_path / "db")}
    server: MongoServer = request.getfixturevalue("mongo")
    name = f"ptr_{abs(hash(tmp_path)):x}"
    return {"kind": "mongodb", "server": "127.0.0.1", "port": server.port, "name": name}


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """The default store with the small plan in it."""
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    yield store
    store.close()


@pytest.fixture
def service(store: Store, config: Config, clock: HandClock) -> RunService:
    return RunService(store, config, clock)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A platform with its pages."""
    site = open_site(tmp_path)
    yield site
    site.services.sign_in.finish()
    site.service.store.close()


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """The one browser of all tests; a `Window` begins as nobody's."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def tonight(tmp_path: Path) -> Iterator[Evening]:
    """A served platform with the sample workbook, on the evening of its cut-over."""
    with evening(tmp_path) as tonight:
        yield tonight


@pytest.fixture
def scripted(driver: webdriver.Chrome, tonight: Evening) -> Window:
    """A window on it, which runs the pages' scripts."""
    return Window(driver, tonight.address)


@pytest.fixture
def keep(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., None]:
    """Takes a picture of what is in a window, for the README if that is asked for.

    Or, if that is said, of the first sheet of paper on which the page is printed.
    """
    directory = KEPT if request.config.getoption("--screenshots") else tmp_path

    def keep(window: Window, name: str, *, printed: bool = False) -> None:
        if printed:
            with window.on_paper() as paper:
                image = paper[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
        else:
            image = Image.open(io.BytesIO(window.picture())).convert("RGB")
        assert max(ImageStat.Stat(image).stddev) > 10, "the picture shows something"
        # A palette by how often a colour occurs would wash out the few dots of a badge or a lamp.
        coverage = Image.Quantize.MAXCOVERAGE
        palette = image.quantize(method=coverage, kmeans=2, dither=Image.Dither.NONE)
        directory.mkdir(exist_ok=True)
        file = directory / f"{name}.png"
        palette.save(file, optimize=True)
        assert file.stat().st_size < LARGEST

    return keep


@pytest.fixture
def changed_workbook(tmp_path: Path) -> Path:
    """The sample workbook with its first step relabelled, and its last one longer."""
    plan, file = ptr_py.load_workbook(WORKBOOK), tmp_path / "changed.xlsx"
    records = plan.to_records(resolved=False)
    for record in records:
        if record["id"] == FIRST:
            record["label"] = "Donner le grand départ"
        elif record["id"] == "HO00000028":
            record["duration"] += timedelta(hours=9)
    ptr_py.Plan.from_records(records, **plan.frame()).write_workbook(file)
    return file


@pytest.fixture
def stale_workbook(tonight: Evening, tmp_path: Path) -> Path:
    """A status workbook with another label of the first step, which was changed meanwhile, too."""
    run, file = tonight.service.run(), tmp_path / "stale.xlsx"
    status = run.to_status_workbook(tonight.clock.now())
    file.write_bytes(edited(status, (FIRST, "Libellé", "Donner le feu vert")))
    plan = run.schedule.plan
    records = plan.to_records(resolved=False)
    next(it for it in records if it["id"] == FIRST)["label"] = "Donner le départ"
    later = ptr_py.Plan.from_records(records, **plan.frame())
    revise(tonight.service, later, by=PAUL, instead_of=plan.digest)
    return file
