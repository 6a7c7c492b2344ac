"""The plan as Python sees it: a container of steps, JSON, equality."""

import json
from collections.abc import Mapping
from typing import Any

import bson
import pytest
from scene import ANNE, HOUR, T0, Record

from ptr_py import InvalidValue, Plan, PlanError, Refused, Step, UnknownStep


def test_a_plan_holds_its_steps_by_id(plan: Plan) -> None:
    assert len(plan) == 5
    assert list(plan) == plan.keys() == ["CO1", "CO2", "CO3", "HO1", "FB1"]
    assert plan["CO2"].id == "CO2"
    assert "CO2" in plan
    assert "CO9" not in plan
    assert 5 not in plan
    assert [step.id for step in plan.steps] == list(plan)
    assert plan.dry_runs == ["FDR1", "Live"]


@pytest.mark.parametrize("key", ["CO9", "", "co1", "\ufffd", 5, None, ("CO1",), ["CO1"]])
def test_what_is_no_id_of_a_step_is_an_unknown_step_and_a_key_error(plan: Plan, key: Any) -> None:
    with pytest.raises(UnknownStep) as unknown:
        plan[key]
    assert isinstance(unknown.value, KeyError)
    assert isinstance(unknown.value, Refused)
    (reason,) = unknown.value.reasons
    assert (reason.code, reason.found, reason.dry_run) == ("unknown-step", str(key), None)
    assert str(key) in str(unknown.value)


def test_a_step_is_read_by_attribute_and_as_the_record_it_is(
    plan: Plan, records: list[Record]
) -> None:
    step = plan["CO1"]
    for key, value in records[0].items():
        assert getattr(step, key) == value
        assert step[key] == value
    assert step.to_record() == plan.to_records()[0] == dict(step) == step
    assert isinstance(step, Mapping)
    assert list(step) == step.keys() == list(step.to_record())
    assert step.values() == list(step.to_record().values())
    assert step.items() == list(step.to_record().items())
    assert len(step) == 13
    assert "label" in step
    assert "colour" not in step
    assert step.get("colour") is None
    assert step.get("colour", "red") == "red"
    with pytest.raises(KeyError):
        step["colour"]


def test_other_keys_of_a_record_are_the_extra_of_its_step() -> None:
    thing = object()
    plan = Plan.from_records([{"id": "a", "colour": "red", "thing": thing}])
    assert plan["a"].extra == {"colour": "red", "thing": thing}
    assert plan["a"]["thing"] is thing


def test_steps_equal_by_what_they_say(plan: Plan, records: list[Record]) -> None:
    assert plan["CO1"] == Plan.from_records(records)["CO1"]
    assert plan["CO1"] != plan["CO2"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(plan["CO1"])


def test_plans_equal_by_what_they_say_in_order(records: list[Record]) -> None:
    plan = Plan.from_records(records)
    assert plan == Plan.from_records(records)
    assert plan != Plan.from_records(reversed(records))
    assert plan != Plan.from_records([{**record, "x": 1} for record in records])
    assert plan != Plan.from_records(records, timezone="UTC")
    assert plan != "plan"
    thing = bson.ObjectId()
    kept = Plan.from_records([{"id": "a", "thing": thing}])
    assert kept == Plan.from_records([{"id": "a", "thing": bson.ObjectId(str(thing))}])
    assert kept != Plan.from_records([{"id": "a", "thing": str(thing)}])
    with pytest.raises(TypeError, match="unhashable"):
        hash(plan)


def test_json_leads_back_to_the_same_plan(plan: Plan) -> None:
    text = plan.to_json()
    assert Plan.from_json(text) == plan
    assert Plan.from_json(text).to_json() == text
    assert [step["id"] for step in json.loads(text)["steps"]] == list(plan)


def test_json_holds_what_it_can_and_the_text_of_the_rest() -> None:
    thing = bson.ObjectId()
    plan = Plan.from_records(
        [{"id": "a", "_id": thing, "at": T0, "deep": {"one": [1, 2.5, None, (True,)]}}]
    )
    assert Plan.from_json(plan.to_json())["a"].extra == {
        "_id": str(thing),
        "at": T0.isoformat(),
        "deep": {"one": [1, 2.5, None, [True]]},
    }


def test_numbers_keep_every_digit_in_json() -> None:
    numbers = [0.1 + 0.2, 1e-323, 1.7976931348623157e308, 5e-324, 2**63 - 1]
    plan = Plan.from_records([{"id": "a", "numbers": numbers}])
    assert Plan.from_json(plan.to_json())["a"]["numbers"] == numbers


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"steps": 1}', "\x00"])
def test_text_that_is_no_json_of_a_plan_is_invalid(text: str) -> None:
    with pytest.raises(InvalidValue, match="not the JSON of a plan"):
        Plan.from_json(text)


def test_json_of_what_makes_no_plan_tells_every_problem(plan: Plan) -> None:
    document = json.loads(plan.to_json())
    document["steps"][0]["phase"] = "ZZ"
    document["steps"][1]["prerequisites"] = ["CO9"]
    with pytest.raises(PlanError) as error:
        Plan.from_json(json.dumps(document))
    assert [(it.step, it.code) for it in error.value.problems if it.severity == "error"] == [
        ("CO1", "unknown-phase"),
        ("CO2", "unknown-prerequisite"),
    ]


def test_what_is_shown_of_plans_steps_and_the_rest_says_what_they_are(plan: Plan) -> None:
    assert repr(plan) == "<Plan of 5 steps in 6 phases for FDR1, Live>"
    assert repr(plan["CO1"]) == """<Step CO1 "Fermer l'ancien registre">"""
    assert repr(plan.schedule("Live")) == "<Schedule of 5 steps for Live>"
    assert repr(plan.phases[0]) == "Phase('PP', label='Préparation', contingency=False)"


def test_steps_outlive_the_name_of_their_plan(records: list[Record]) -> None:
    step: Step = Plan.from_records(records)["CO1"]
    assert step.contacts == [ANNE]
    assert step.duration == 2 * HOUR
