"""What is written in any form reads back as the same plan, also after LibreOffice."""

from pathlib import Path

from round_trips import failures, generated


def test_random_plans_come_back_from_every_form(tmp_path: Path) -> None:
    assert failures(generated(20, 7), tmp_path) == []
