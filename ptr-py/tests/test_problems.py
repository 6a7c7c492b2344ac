"""Everything that is wrong with a plan, at once, each thing with its place."""

import json
import pickle
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from scene import T0, Record

from ptr_py import (
    InvalidValue,
    Plan,
    PlanError,
    Problem,
    ProblemsError,
    PtrError,
    Run,
    compute_states,
)

BASE = {"phase": "CO", "dry_runs": ["FDR1"], "start": T0}


def problems_of(*records: Any) -> list[Problem]:
    with pytest.raises(PlanError) as error:
        Plan.from_records(records)
    return error.value.problems


def only_problem_of(**fields: Any) -> Problem:
    (problem,) = problems_of({"id": "CO1", **BASE, **fields})
    return problem


def test_all_faults_come_at_once_each_with_row_field_and_value() -> None:
    problems = problems_of(
        {"id": 5, **BASE},
        {**BASE},
        "no record",
        {"id": "CO1", **BASE, "start": "28.03.2026"},
        {"id": "CO1", **BASE, "phase": "ZZ"},
        {"id": "CO2", **BASE, "prerequisites": ["CO2", "CO9", 7], "contacts": ["nobody"]},
        {"id": "CO3", **BASE, "prerequisites": ["CO4"], "duration": 90},
        {"id": "CO4", **BASE, "prerequisites": ["CO3"], "team": ["a"]},
    )
    assert [(it.row, it.field, it.code, it.found) for it in problems] == [
        (0, "id", "malformed-id", "5"),
        (1, "id", "missing-id", None),
        (2, None, "wrong-value", "no record"),
        (3, "start", "unreadable-date", "28.03.2026"),
        (4, "id", "duplicate-id", "CO1"),
        (4, "phase", "unknown-phase", "ZZ"),
        (5, "prerequisites", "unknown-prerequisite", "CO9"),
        (5, "prerequisites", "own-prerequisite", None),
        (5, "prerequisites", "wrong-value", "7"),
        (5, "contacts", "bad-address", "nobody"),
        (6, "prerequisites", "cycle", None),
        (6, "duration", "unreadable-duration", "90"),
        (7, "team", "wrong-value", "['a']"),
    ]
    assert {it.severity for it in problems} == {"error"}


def test_the_message_of_the_error_has_a_line_for_each_problem() -> None:
    with pytest.raises(PlanError) as error:
        Plan.from_records([{"id": 5}, {"id": "a", "phase": "ZZ"}])
    assert str(error.value).splitlines()[0] == "2 errors and 1 warning in the plan"
    assert len(str(error.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("fields", "code", "found"),
    [
        ({"id": ""}, "missing-id", None),
        ({"id": None}, "missing-id", None),
        ({"id": " CO1"}, "malformed-id", " CO1"),
        ({"id": "a\nb"}, "malformed-id", "a\nb"),
        ({"id": "CO\ud800"}, "malformed-id", r"'CO\ud800'"),
        ({"label": "\udcff"}, "wrong-value", r"'\udcff'"),
        ({"id": ["CO1"]}, "malformed-id", "['CO1']"),
        ({"label": 7}, "wrong-value", "7"),
        ({"phase": 7}, "wrong-value", "7"),
        ({"phase": " "}, "wrong-value", " "),
        ({"dry_runs": "FDR1"}, "wrong-value", "FDR1"),
        ({"dry_runs": [1]}, "wrong-value", "1"),
        ({"dry_runs": 1}, "wrong-value", "1"),
        ({"prerequisites": "CO2"}, "wrong-value", "CO2"),
        ({"prerequisites": b"CO2"}, "wrong-value", "b'CO2'"),
        ({"prerequisites": {"CO2": 1}}, "wrong-value", "{'CO2': 1}"),
        ({"prerequisites": [None]}, "wrong-value", "None"),
        ({"prerequisites": [""]}, "malformed-id", ""),
        ({"start": "2026-03-28T22:00:00"}, "unreadable-date", "2026-03-28T22:00:00"),
        ({"start": 46109.5}, "unreadable-date", "46109.5"),
        ({"start": T0.date()}, "unreadable-date", "datetime.date(2026, 3, 28)"),
        ({"start": {"FDR1": "soon"}}, "unreadable-date", "soon"),
        ({"start": {1: T0}}, "wrong-value", "1"),
        ({"duration": "1 h"}, "unreadable-duration", "1 h"),
        ({"duration": -timedelta(hours=1)}, "negative-duration", "-PT3600S"),
        ({"team": 1}, "wrong-value", "1"),
        ({"department": 1}, "wrong-value", "1"),
        ({"instructions": 1}, "wrong-value", "1"),
        ({"contacts": "a@b"}, "wrong-value", "a@b"),
        ({"contacts": ["a@b", "c"]}, "bad-address", "c"),
        ({"contacts": [None]}, "wrong-value", "None"),
    ],
)
def test_a_value_that_cannot_be_read_is_one_problem_without_consequences(
    fields: dict[str, Any], code: str, found: str | None
) -> None:
    problem = only_problem_of(**fields)
    assert (problem.code, problem.found, problem.row) == (code, found, 0)
    assert problem.field == next(iter(fields))
    assert problem.severity == "error"
    assert problem.sheet is None
    assert problem.cell is None


def test_a_value_without_end_is_quoted_in_part() -> None:
    assert only_problem_of(label=["x" * 10_000]).found == "['" + "x" * 198 + "…"


def test_a_cycle_is_told_with_its_whole_path() -> None:
    records = [
        {"id": f"CO{step}", **BASE, "prerequisites": [f"CO{step % 4 + 1}"]} for step in range(1, 5)
    ]
    (problem,) = problems_of(*records)
    assert problem.code == "cycle"
    assert problem.path == ("CO1", "CO4", "CO3", "CO2", "CO1")
    assert "CO1 -> CO4 -> CO3 -> CO2 -> CO1" in problem.message


def test_rows_are_those_of_the_records_also_after_one_that_is_none() -> None:
    problems = problems_of(None, {"id": "a", **BASE}, {"id": "a", **BASE, "phase": "ZZ"})
    assert [(it.row, it.code) for it in problems] == [
        (0, "wrong-value"),
        (2, "duplicate-id"),
        (2, "unknown-phase"),
    ]


def test_a_problem_is_told_in_both_languages() -> None:
    problem = only_problem_of(phase="ZZ")
    assert str(problem) == problem.message == problem.text("en")
    assert problem.text("fr") == problem.text() == problem.message_fr != problem.message
    assert "ZZ" in problem.text("fr")
    with pytest.raises(InvalidValue):
        problem.text("de")


def test_warnings_keep_no_plan_from_being_used() -> None:
    plan = Plan.from_records(
        [
            {"id": "a", **BASE, "prerequisites": ["b"]},
            {"id": "b", **BASE, "start": T0 + timedelta(days=1)},
            {"id": "c", **BASE, "start": None},
            {"id": "d", **BASE, "dry_runs": []},
        ]
    )
    assert [(it.severity, it.code, it.step) for it in plan.warnings] == [
        ("warning", "starts-before-prerequisite", "a"),
        ("warning", "no-start", "c"),
        ("warning", "in-no-dry-run", "d"),
    ]


def test_the_error_is_one_of_problems_and_travels() -> None:
    with pytest.raises(PlanError) as error:
        Plan.from_records([{"id": 5}])
    assert isinstance(error.value, ProblemsError)
    assert isinstance(error.value, PtrError)
    assert isinstance(error.value.problems, list)
    twin = pickle.loads(pickle.dumps(error.value))
    assert twin.problems == error.value.problems
    assert str(twin) == str(error.value)


def test_problems_are_values() -> None:
    first, second = only_problem_of(phase="ZZ"), only_problem_of(phase="ZZ")
    assert first == second
    assert hash(first) == hash(second)
    assert first != only_problem_of(phase="YY")
    assert "unknown-phase" in repr(first)
    with pytest.raises(AttributeError, match="cannot be changed"):
        first.code = "cycle"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be removed"):
        del first.code


def test_values_become_plain_dicts(records: list[Record]) -> None:
    problem = only_problem_of(phase="ZZ")
    assert problem.to_dict() == {
        "message": problem.message,
        "message_fr": problem.message_fr,
        "severity": "error",
        "code": "unknown-phase",
        "sheet": None,
        "cell": None,
        "step": "CO1",
        "row": 0,
        "field": "phase",
        "found": "ZZ",
        "expected": problem.expected,
        "path": [],
    }
    run = Run(Plan.from_records(records).schedule("FDR1"), ["transition@grid.example"])
    explanation = run.explain("HO1", T0).to_dict()
    assert explanation["at"] == T0.isoformat()
    assert explanation["blockers"] == {"CO1": "Ready"}
    assert explanation["unmet"][0]["state"] == "Locked"
    recap = run.recap(T0 + timedelta(hours=1)).to_dict()
    assert recap["latest"] == 3600.0
    assert recap["by_team"]["Registre"]["by_state"] == {"Ready": 1}
    assert json.loads(json.dumps([explanation, recap])) == [explanation, recap]


def test_what_cannot_even_be_iterated_is_a_type_error() -> None:
    nothing: Any = None
    with pytest.raises(TypeError):
        Plan.from_records(nothing)


def test_an_error_inside_the_records_themselves_is_passed_on() -> None:
    class Broken(Mapping[str, Any]):
        def __getitem__(self, key: str) -> Any:
            raise RuntimeError("the cursor is closed")

        def __iter__(self) -> Any:
            return iter(["id"])

        def __len__(self) -> int:
            return 1

    with pytest.raises(RuntimeError, match="cursor"):
        Plan.from_records([Broken()])


def test_progress_that_means_nothing_is_a_problem_of_compute_states() -> None:
    records = [
        {"id": "a", **BASE, "progress": "open"},
        {"id": "b", **BASE, "progress": 1},
        {"id": "c", **BASE, "progress": "Ready", "phase": "ZZ"},
    ]
    with pytest.raises(PlanError) as error:
        compute_states(records, T0, "FDR1")
    assert [(it.row, it.field, it.code, it.found) for it in error.value.problems] == [
        (0, "progress", "wrong-value", "open"),
        (1, "progress", "wrong-value", "1"),
        (2, "phase", "unknown-phase", "ZZ"),
        (2, "progress", "wrong-value", "Ready"),
    ]
