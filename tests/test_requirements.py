"""Every pinned dependency says what it is for."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PINNED = re.compile(r"[\w.-]+==[\w.]+  # \w.*")


def test_a_dependency_of_the_tests_has_a_version_and_a_reason() -> None:
    lines = (TESTS / "requirements.txt").read_text("utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert packages
    assert [line for line in packages if not PINNED.fullmatch(line)] == []
