"""The programs and commands of the documentation run as they stand there.

The blocks of a page are one program, in their order. Its address of MongoDB is that of a server
that speaks MongoDB's protocol. So are the commands of a page one session, with the files of a team
that has a plan.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mongo_server import MongoServer

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MONGODB = "mongodb://localhost:27017"
SAMPLE = ROOT / "examples" / "data"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md"]
# What a team has before it types the first command.
FILES = {
    "plan.xlsx": SAMPLE / "plan-de-transition.xlsx",
    "old.xlsx": SAMPLE / "plan-libreoffice.xlsx",
    "tasks.csv": SAMPLE / "taches-libreoffice.csv",
}
# What installs, or goes on until it is stopped; its own tests try it.
NOT_HERE = (
    "python3 -m venv",
    "source ",
    "pip install",
    "cargo ",
    "cd ",
    "examples/platform/run",
    "tests/run",
)


def program(page: Path) -> str:
    """The Python of a page; blank lines keep the numbers of its lines."""
    lines, inside = [], False
    for line in page.read_text("utf-8").splitlines():
        fence = line.startswith("```")
        lines.append(line if inside and not fence else "")
        inside = line == "```python" if fence else inside
    return "\n".join(lines)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_the_programs_of_a_page_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = program(page)
    server = MongoServer(tmp_path / "mongodb") if MONGODB in text else None
    (tmp_path / "mongodb").mkdir()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    try:
        if server is not None:
            server.start()
            text = text.replace(MONGODB, f"mongodb://127.0.0.1:{server.port}")
        exec(compile(text, str(page), "exec"), {})
    finally:
        if server is not None:
            server.stop()


def commands(page: Path) -> list[str]:
    """The commands that a page has its reader type, without those for another place."""
    blocks = re.findall(
        r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    typed = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in typed if not line.startswith(NOT_HERE)]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda it: it.stem)
def test_the_commands_of_a_page_do_what_they_are_there_for(page: Path, tmp_path: Path) -> None:
    for name, file in FILES.items():
        shutil.copy(file, tmp_path / name)
    (tmp_path / "run.jsonl").touch()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands(page):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=os.environ | {"PATH": programs, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        # One, too, is an answer: there is something to be looked at.
        assert done.returncode in {0, 1}, f"{command}\n{done.stderr}"
        assert done.stdout or "> " in command or "template" in command, command
        assert "Traceback" not in done.stderr, f"{command}\n{done.stderr}"


def test_every_block_says_its_language() -> None:
    fences = [
        (page.name, number)
        for page in DOCS.glob("*.md")
        for number, block in enumerate(
            re.findall(r"^```(.*)$", page.read_text("utf-8"), re.MULTILINE)
        )
        if number % 2 == 0 and not block
    ]
    assert fences == []
