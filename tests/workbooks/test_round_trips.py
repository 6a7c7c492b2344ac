"""What is written in any form reads back as the same plan."""

from pathlib import Path

from round_trips import failures, generated


def test_random_plans_come_back_from_every_form(tmp_path: Path) -> None:
    assert failures(generated(40, 7), tmp_path, theirs=()) == []


def test_random_plans_come_back_from_libreoffice(tmp_path: Path) -> None:
    # One conversion takes half a second: thousands are tried by hand.
    assert failures(generated(12, 11), tmp_path) == []
