"""``examples/platform/run`` as a newcomer types it: built, served, stopped, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mongo_server import free_port

RUN = Path(__file__).resolve().parent.parent / "run"
UNPATHED = RUN.parents[2] / "tests" / "unpathed"
"""What the wheel was compiled by, so that here is compiled no more than what it lacks."""
BUILD_SECONDS = 1200

Start = Callable[..., "Running"]


class Running:
    """A started platform and what it has printed."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self.log = log
        with log.open("wb") as file:
            # A group of its own, so that Ctrl-C reaches all of it as at a terminal.
            self.process = subprocess.Popen(
                [str(UNPATHED), str(RUN), *arguments],
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def printed(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, text: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.printed():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.1)

    def press_ctrl_c(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=40)

    def has_ended(self) -> bool:
        """Whether nothing of it runs any more, or will in a moment."""
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def begin(*arguments: str) -> Running:
        started.append(Running(tmp_path / f"{len(started)}.log", *arguments))
        return started[-1]

    yield begin
    for running in started:
        if not running.has_ended():
            os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> None:
    """So that what follows is about starting alone."""
    directory = tmp_path_factory.mktemp("built")
    running = Running(directory / "log", "--port", "0", "--data", str(directory))
    assert running.process.wait(timeout=BUILD_SECONDS) == 3, running.printed()


def test_it_is_served_stopped_by_ctrl_c_and_there_again_at_once(
    start: Start, tmp_path: Path
) -> None:
    port, data = free_port(), tmp_path / "data"
    address = f"http://127.0.0.1:{port}/"
    arguments = ["--port", str(port), "--data", str(data)]

    first = start(*arguments)
    first.wait_for(address, BUILD_SECONDS)
    first.wait_for("/sign-in/link?t=", 20)
    assert str(data / "mails") in first.printed()
    with urllib.request.urlopen(address, timeout=10) as page:
        assert page.status == 200
    deadline = time.monotonic() + 20
    while not list((data / "mails").glob("*-start-*.eml")):
        assert time.monotonic() < deadline, first.printed()
        time.sleep(0.1)
    assert first.press_ctrl_c() == 0, first.printed()
    assert first.has_ended(), "something was left running"
    assert "Traceback" not in first.printed()

    mails = sorted((data / "mails").iterdir())
    began = time.monotonic()
    second = start(*arguments)
    second.wait_for(address, 30)
    assert "Traceback" not in second.printed()
    assert time.monotonic() - began < 20, "the second start is not at once"
    assert "le plan importé le" in second.printed(), "it was imported once more"
    time.sleep(3)
    assert sorted((data / "mails").iterdir()) == mails, "a mail went out twice"
    assert second.press_ctrl_c() == 0
    assert second.has_ended()


@pytest.mark.usefixtures("built")
def test_ctrl_c_while_it_was_starting_was_lost_or_ended_in_a_traceback(
    start: Start, tmp_path: Path
) -> None:
    port, data = free_port(), tmp_path / "data"
    arguments = ["--port", str(port), "--data", str(data)]
    for tenths in range(1, 20, 2):
        running = start(*arguments)
        time.sleep(tenths / 10)
        assert running.press_ctrl_c() in {0, 130}, running.printed()
        assert running.has_ended(), "something was left running"
        assert "Traceback" not in running.printed(), running.printed()


@pytest.mark.usefixtures("built")
def test_a_port_that_is_taken_is_told_before_anything_is_sent(start: Start, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        running = start("--port", str(port), "--data", str(data))
        assert running.process.wait(timeout=60) == 3, running.printed()
    assert f"server.port\u00a0: impossible de servir 127.0.0.1:{port}" in running.printed()
    assert "Ctrl-C" not in running.printed(), "another one's answer was taken for its own"
    assert not list(data.glob("mails/*"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--colour"], "--colour"),
        (["--port"], "--port attend une valeur"),
        (["--port="], "--port attend une valeur"),
        (["--data", "/dev/null/data"], "écrire dans le répertoire /dev/null/data"),
        (["--workbook", "/nowhere.xlsx"], "/nowhere.xlsx"),
        (["--layout", "/nowhere.json"], "/nowhere.json"),
        (["--config", "/nowhere.yaml"], "/nowhere.yaml"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_told(
    start: Start, arguments: list[str], told: str
) -> None:
    running = start(*arguments)
    assert running.process.wait(timeout=20) == 2
    assert told in running.printed()


@pytest.mark.parametrize(
    ("text", "environment", "told"),
    [
        (None, {}, "run\u00a0: option inconnue --colour"),
        (None, {"LANG": "en_GB.UTF-8"}, "run\u00a0: option inconnue --colour"),
        (None, {"PTR_LANGUAGE": "en"}, "run: unknown option --colour"),
        ("language: en\n", {}, "run: unknown option --colour"),
        ('language: "en" # of all\n', {}, "run: unknown option --colour"),
        ("server: {}\n", {"LANG": "en_GB.UTF-8"}, "run\u00a0: option inconnue --colour"),
        ("language: de\n", {"LANG": "en_GB.UTF-8"}, "run: unknown option --colour"),
        ("language: de\n", {"LANG": "C.UTF-8"}, "run\u00a0: option inconnue --colour"),
        ("language: nl\n", {}, "run: onbekende optie --colour"),
        ("language: de\n", {"LANG": "nl_BE.UTF-8"}, "run: onbekende optie --colour"),
        (None, {"PTR_LANGUAGE": "nl"}, "run: onbekende optie --colour"),
    ],
)
def test_it_speaks_the_configured_language(
    tmp_path: Path, text: str | None, environment: dict[str, str], told: str
) -> None:
    options = []
    if text is not None:
        (tmp_path / "config.yaml").write_text(text, "utf-8")
        options = ["--config", str(tmp_path / "config.yaml")]
    spoken = {"LC_ALL", "LC_MESSAGES", "LANG", "PTR_LANGUAGE"}
    plain = {name: value for name, value in os.environ.items() if name not in spoken}
    ended = subprocess.run(
        [str(RUN), *options, "--colour"],
        env=plain | environment,
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith(told)
