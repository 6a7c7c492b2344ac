"""Drawings: that they show what was asked for. How they look is held by the core's snapshots."""

from datetime import datetime
from typing import Any

import pytest
from scene import T0

from ptr_py import InvalidValue, Run, Schedule, UnknownPhase


def test_a_schedule_is_drawn_without_states_and_a_run_with_them(run: Run) -> None:
    schedule = run.schedule
    assert '"CO1" -> "CO3"' in schedule.to_dot()
    assert "-->" in schedule.to_mermaid()
    assert "prête" not in schedule.to_dot()
    assert "prête" in run.to_dot(T0)
    assert "ready" in run.to_mermaid(T0, language="en")


def test_one_phase_is_drawn_alone(schedule: Schedule) -> None:
    assert "FB1" in schedule.to_dot()
    assert "FB1" not in schedule.to_dot(phase="CO")
    assert "CO1" not in schedule.to_dot(phase="FB-RB")


def test_the_direction_can_be_chosen(schedule: Schedule) -> None:
    assert "rankdir=LR" in schedule.to_dot().replace('"', "").replace(" ", "")
    assert "rankdir=TB" in schedule.to_dot(direction="TB").replace('"', "").replace(" ", "")


@pytest.mark.parametrize("options", [{"direction": "RL"}, {"language": "nl"}])
def test_options_that_mean_nothing_are_invalid(run: Run, options: Any) -> None:
    for draw in (run.schedule.to_dot, run.schedule.to_mermaid):
        with pytest.raises(InvalidValue):
            draw(**options)
    for draw_at in (run.to_dot, run.to_mermaid):
        with pytest.raises(InvalidValue):
            draw_at(T0, **options)
        with pytest.raises(UnknownPhase):
            draw_at(T0, phase="ZZ")
        with pytest.raises(InvalidValue, match="naive"):
            draw_at(datetime(2026, 3, 28))  # noqa: DTZ001
