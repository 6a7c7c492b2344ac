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


def test_plans_are_evaluated_alike_in_one_process_and_on_workers() -> None:
    together = portfolio("--workers", "2", "--evaluate")
    assert "every one of 12 results is the same to the byte" in together
    assert len(digests(together)) == 5


def test_the_ladder_says_from_what_size_on_the_cluster_pays() -> None:
    shown = portfolio("--workers", "2", "--evaluate", "--ladder")
    rungs = re.findall(r"^ +(\d+)(?: +\d+\.\d+){4}$", shown, re.MULTILINE)
    assert rungs == ["1", "2", "4", "8", "12"]
    verdict = r"pays (from \d+ on|at no size up to 12)$"
    assert len(re.findall(verdict, shown, re.MULTILINE)) == 2


def test_a_plan_travels_once_however_many_go_with_it() -> None:
    shown = portfolio("--freight", "400")
    sizes = dict(re.findall(r"^ +([a-z ]+?) +([\d,]+) +[\d.]+ +[\d.]+$", shown, re.MULTILINE))
    plan, together = (int(sizes[name].replace(",", "")) for name in ("plan", "all three"))
    assert plan < together < 1.01 * plan


def test_its_readme_opens_with_a_command_that_it_takes() -> None:
    readme = (ROOT / "examples/portfolio/README.md").read_text("utf-8")
    command = re.search(r"^    python examples/portfolio (.*)$", readme, re.MULTILINE)
    assert command is not None
    options = re.findall(r"--[a-z-]+", command[1])
    assert set(options) <= set(re.findall(r"--[a-z-]+", portfolio("--help")))
