"""What is written in any form reads back as the same plan, also after LibreOffice."""

from pathlib import Path

from round_trips import failures

PLANS = Path(__file__).resolve().parent / "random_plans.jsonl"


def test_random_plans_come_back_from_every_form(tmp_path: Path) -> None:
    plans = PLANS.read_text("utf-8").splitlines()
    assert failures(plans, tmp_path) == []
