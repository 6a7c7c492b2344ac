"""Values: taken apart, changed as copies, and compared by what they hold."""

import copy
import sys
from typing import Any

import pytest
from scene import ANNE, HOUR, T0, TEAM

from ptr_py import Change, Plan, Refused, Run, Schedule, Spread, Stamp, State


def test_values_are_taken_apart_by_position_and_by_name() -> None:
    said: list[Any] = []
    for value in (Stamp(at=T0, by=ANNE), Change(step="CO1", before=State.IDLE, after=State.READY)):
        match value:
            case Stamp(at, by):
                said += [at, by]
            case Change(step, after=state):
                said += [step, state]
    assert said == [T0, ANNE, "CO1", State.READY]


def test_a_copy_has_other_values_and_the_value_stays() -> None:
    spread = Spread()
    assert spread.replace(longest=3.0) == Spread(longest=3.0)
    assert spread == Spread()
    with pytest.raises(TypeError, match="Spread has no"):
        spread.replace(width=1)
    if sys.version_info >= (3, 13):
        assert copy.replace(spread, longest=3.0).longest == 3.0


def test_values_that_are_equal_have_the_same_hash(run: Run, plan: Plan) -> None:
    def values() -> list[object]:
        other = Plan.from_records([*plan.to_records()[:-1], {"id": "ZZ1", "phase": "CO"}])
        return [
            run.recap(T0),
            run.recap(T0).by_phase["CO"],
            run.review(T0 + HOUR),
            run.explain("CO3", T0),
            plan.diff(other),
        ]

    assert values() == values()
    assert [hash(value) for value in values()] == [hash(value) for value in values()]


def test_a_recap_is_a_table_in_a_notebook(run: Run) -> None:
    recap = run.recap(T0)
    html = recap._repr_html_()
    assert html.count("<tr>") == 2 + len(recap.by_phase)
    assert "<th>prête</th>" in html
    assert "FB-RB" in html


def test_what_a_plan_says_is_no_markup_in_a_notebook() -> None:
    records = [{"id": "CO1", "phase": "<b>", "dry_runs": ["FDR1"]}]
    plan = Plan.from_records(records, phases="as-they-come")
    html = Run(plan.schedule("FDR1")).recap(T0)._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_a_plan_is_a_table_of_its_first_steps_in_a_notebook(plan: Plan) -> None:
    html = plan._repr_html_()
    assert html.count("<tr>") == 1 + len(plan)
    assert "<td>Fermer l&#x27;ancien registre</td>" in html
    many = Plan.from_records([{"id": f"CO{n}", "dry_runs": ["FDR1"]} for n in range(30)])
    assert many._repr_html_().count("<tr>") == 22
    assert "<th>… 30</th>" in many._repr_html_()


def test_a_schedule_and_a_run_are_pictures_in_a_notebook(schedule: Schedule, run: Run) -> None:
    assert schedule._repr_svg_() == schedule.to_svg()
    assert run._repr_svg_() == run.to_svg(T0)
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    assert run._repr_svg_() == run.to_svg(T0 + HOUR)


def test_a_step_that_sleeps_is_told_with_its_phase(run: Run) -> None:
    with pytest.raises(Refused) as refused:
        run.skip("FB1", "Sans objet", by=TEAM, at=T0)
    [reason] = refused.value.reasons
    assert (reason.code, reason.phase) == ("asleep", "FB-RB")
