"""Drawings: that they show what was asked for. How they look is held by the core's snapshots."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from scene import T0

from ptr_py import InvalidValue, Run, Schedule, UnknownPhase

SVG = "{http://www.w3.org/2000/svg}"


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


def test_a_run_is_drawn_as_a_picture_with_a_link_for_each_step(run: Run) -> None:
    picture = ET.fromstring(run.to_svg(T0, language="en", links="/steps/"))
    names = {link.get("href"): link.get("aria-label") for link in picture.iter(f"{SVG}a")}
    assert set(names) == {f"/steps/{step}" for step in run.schedule.ids}
    assert "ready" in (names["/steps/CO1"] or "")
    assert picture.get("role") == "group"
    plain = ET.fromstring(run.schedule.to_svg())
    assert plain.get("role") == "img"
    assert not list(plain.iter(f"{SVG}a"))


def test_what_a_filter_leaves_out_is_drawn_faintly(run: Run) -> None:
    assert "box ready faint" not in run.to_svg(T0)
    assert run.to_svg(T0, faint=["CO1"]).count("box ready faint") == 1
    with pytest.raises(InvalidValue):
        run.to_svg(T0, faint=["CO1\n"])


@pytest.mark.parametrize("options", [{"direction": "RL"}, {"language": "de"}])
def test_options_that_mean_nothing_are_invalid(run: Run, options: Any) -> None:
    for draw in (run.schedule.to_dot, run.schedule.to_mermaid, run.schedule.to_svg):
        with pytest.raises(InvalidValue):
            draw(**options)
    for draw_at in (run.to_dot, run.to_mermaid, run.to_svg):
        with pytest.raises(InvalidValue):
            draw_at(T0, **options)
        with pytest.raises(UnknownPhase):
            draw_at(T0, phase="ZZ")
        with pytest.raises(InvalidValue, match="naive"):
            draw_at(datetime(2026, 3, 28))  # noqa: DTZ001


def test_a_run_is_drawn_along_time_with_every_step_once(run: Run) -> None:
    picture = ET.fromstring(run.to_timeline_svg(T0, language="en", links="/steps/"))
    assert (picture.get("class"), picture.get("role")) == ("timeline", "group")
    steps = [it.get("data-step") for it in picture.iter(f"{SVG}g") if it.get("data-step")]
    assert sorted(filter(None, steps)) == sorted(run.schedule.ids)
    links = {link.get("href") for link in picture.iter(f"{SVG}a")}
    assert links == {f"/steps/{step}" for step in run.schedule.ids}
    folded = ET.fromstring(run.to_timeline_svg(T0, rows=0))
    counts = [it.get("data-folded") for it in folded.iter(f"{SVG}g") if it.get("data-folded")]
    assert sum(map(int, filter(None, counts))) == len(run.schedule.ids)


def test_a_timeline_is_grouped_and_has_a_period(run: Run) -> None:
    by_team = run.to_timeline_svg(T0, group_by="team", language="en")
    assert "Registre" in by_team
    assert "bob@grid.example" in run.to_timeline_svg(T0, group_by="person")
    period = run.to_timeline_svg(T0, since=T0, until=T0 + timedelta(hours=3))
    assert 'data-since="2026-03-28T21:00:00Z" data-until="2026-03-29T00:00:00Z"' in period


@pytest.mark.parametrize(
    "options",
    [
        {"group_by": "day"},
        {"language": "de"},
        {"since": T0, "until": T0},
        {"since": datetime(2026, 3, 28)},  # noqa: DTZ001
    ],
)
def test_options_of_a_timeline_that_mean_nothing_are_invalid(run: Run, options: Any) -> None:
    with pytest.raises(InvalidValue):
        run.to_timeline_svg(T0, **options)
    with pytest.raises(UnknownPhase):
        run.to_timeline_svg(T0, phase="ZZ")
