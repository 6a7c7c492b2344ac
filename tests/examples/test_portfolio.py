"""The portfolio: the same results in one process and on a cluster, also when a worker dies."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL = ["--plans", "6", "--steps", "60", "--runs", "2"]


def portfolio(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "examples/portfolio", *SMALL, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def digests(shown: str) -> list[str]:
    return re.findall(r"\b[0-9a-f]{16}$", shown, re.MULTILINE)


def test_a_worker_killed_midway_changes_no_result() -> None:
    alone = portfolio("--workers", "0")
    together = portfolio("--workers", "2", "--kill-one")
    assert "killed midway" in together
    assert "every one of 12 results is the same to the byte" in together
    assert len(digests(alone)) == 5
    assert digests(together) == digests(alone)


def test_its_readme_opens_with_a_command_that_it_takes() -> None:
    readme = (ROOT / "examples/portfolio/README.md").read_text("utf-8")
    command = re.search(r"^    python examples/portfolio (.*)$", readme, re.MULTILINE)
    assert command is not None
    options = re.findall(r"--[a-z-]+", command[1])
    assert set(options) <= set(re.findall(r"--[a-z-]+", portfolio("--help")))
