"""The programs of the README run as they stand there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
OF_THE_MODULE = (ROOT / "ptr-py" / "README.md").read_text("utf-8")


def blocks(language: str, readme: str = README) -> list[str]:
    """The programs in a language, as a README prints them."""
    return re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("python") + blocks("python", OF_THE_MODULE))
def test_the_tour_in_python_runs(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})


def test_the_tour_in_rust_is_the_example_that_the_tests_run() -> None:
    tour = (ROOT / "examples" / "tour.rs").read_text("utf-8")
    assert [block for block in blocks("rust") if not tour.endswith(f"\n\n{block}")] == []
    assert blocks("rust")
