"""The programs of the documentation run as they stand there.

The blocks of a page are one program, in their order. Its address of MongoDB is that of a server
that speaks MongoDB's protocol.
"""

import re
from pathlib import Path

import pytest
from mongo_server import MongoServer

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MONGODB = "mongodb://localhost:27017"


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
