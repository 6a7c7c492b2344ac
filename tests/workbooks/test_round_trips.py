"""What is written in any form reads back as the same plan."""

from pathlib import Path

from round_trips import failures, generated


def test_random_plans_come_back_from_every_form(tmp_path: Path) -> None:
    # LibreOffice keeps no carriage returns and no control characters.
    assert failures(generated(40, 7), tmp_path, theirs=()) == []
