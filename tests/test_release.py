"""A release is one version everywhere, with its notes, a commit and a tag; or nothing at all."""

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository of the files as they are here, committed."""
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "tests" / "release").chmod(0o755)
    for command in (
        ["init", "--quiet"],
        ["config", "user.name", "Anne"],
        ["config", "user.email", "anne@grid.example"],
        ["add", "--all"],
        ["commit", "--quiet", "--message", "As it is"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def release(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(clone / "tests" / "release"), *arguments]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def git(clone: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], cwd=clone, text=True)


def test_a_release_is_one_version_everywhere(clone: Path) -> None:
    done = release(clone, "7.8.9", "--commit")
    assert done.returncode == 0, done.stderr
    manifest = tomllib.loads((clone / "Cargo.toml").read_text("utf-8"))["workspace"]
    assert manifest["package"]["version"] == "7.8.9"
    assert manifest["dependencies"]["ptr-core"]["version"] == "7.8.9"
    locked = tomllib.loads((clone / "Cargo.lock").read_text("utf-8"))["package"]
    own = {one["version"] for one in locked if one["name"].startswith("ptr-")}
    assert own == {"7.8.9"}
    assert "## [Unreleased]\n\n## [7.8.9] - 20" in (clone / "CHANGELOG.md").read_text("utf-8")
    assert git(clone, "tag", "--points-at", "HEAD") == "v7.8.9\n"
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("version", "why"), [("1.2", "expected a version such as"), ("7.8.9", "is a tag already")]
)
def test_a_release_that_cannot_be_changes_nothing(clone: Path, version: str, why: str) -> None:
    git(clone, "tag", "v7.8.9")
    refused = release(clone, version, "--commit")
    assert refused.returncode != 0
    assert why in refused.stderr
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "log", "--oneline").count("\n") == 1


def test_nothing_is_released_over_changes_that_are_not_committed(clone: Path) -> None:
    (clone / "README.md").write_text("changed", "utf-8")
    refused = release(clone, "7.8.9", "--commit")
    assert (refused.returncode, "not committed" in refused.stderr) == (2, True)
