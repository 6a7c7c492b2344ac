"""Every fault at once: each with its place, none twice, none that only follows from another."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from sheets import ACTORS, HEADINGS, T0, faults, load, make, problems, step, told

ERRORS = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]


def everything() -> openpyxl.Workbook:
    """A workbook with every fault that the contract names, and two of most."""
    rows = [
        step(1),
        step(1, label="le même"),
        step(3, id="CO3"),
        step(4, phase="XX", prerequisites="CO00000099"),
        step(5, dry_runs="FDR9", prerequisites="CO00000005"),
        step(6, prerequisites="CO00000007", start="27/03/2026", duration="bientôt"),
        step(7, prerequisites="CO00000008", team="Personne"),
        step(8, prerequisites="CO00000006", start=46000, duration=T0),
        step(9, label="#REF!", phase="#N/A", team="#VALUE!"),
        step(10, id="#REF!", start="J9", duration=-1),
        step(11, prerequisites="#NAME?", dry_runs="#NUM!", start="#DIV/0!", duration="#NULL!"),
        step(12, id=None, start="demain", phase="YY"),
        step(13, phase=None, department="#REF!", instructions="#REF!"),
        step(14, start="J0 + ?"),
    ]
    actors = [*ACTORS, ["Compta", "#REF!", "cleo", "hugo@grid"], ["Registre", "Marché", None, None]]
    dates = [
        ["Jalon", "FDR1", "FDR2", "Live"],
        ["J0", T0, "24/04/2026", "#N/A"],
        ["J0", T0, None, 3],
    ]
    environments = [["Environnement", "FDR1"], ["Registre", "#REF!"]]
    return make([HEADINGS, *rows], actors=actors, dates=dates, environments=environments)


EXPECTED = [
    "bad-address Acteurs!C4",
    "duplicate-id Etapes-actions!A3",
    "duplicate-name Acteurs!A5",
    "duplicate-name Dates!A3",
    "error-cell Acteurs!B4",
    "error-cell Dates!D2",
    "error-cell Environnements!B2",
    "error-cell Etapes-actions!A11",
    "error-cell Etapes-actions!B10",
    "error-cell Etapes-actions!C10",
    "error-cell Etapes-actions!D12",
    "error-cell Etapes-actions!E12",
    "error-cell Etapes-actions!F12",
    "error-cell Etapes-actions!G12",
    "error-cell Etapes-actions!H10",
    "error-cell Etapes-actions!I14",
    "error-cell Etapes-actions!J14",
    "cycle Etapes-actions!E7",
    "malformed-id Etapes-actions!A4",
    "missing-id Etapes-actions!A13",
    "missing-value Etapes-actions!C14",
    "own-prerequisite Etapes-actions!E6",
    "unknown-dry-run Etapes-actions!D6",
    "unknown-phase Etapes-actions!C13",
    "unknown-phase Etapes-actions!C5",
    "unknown-prerequisite Etapes-actions!E5",
    "unknown-team Etapes-actions!H8",
    "unreadable-date Dates!C2",
    "unreadable-date Dates!D3",
    "unreadable-date Etapes-actions!F11",
    "unreadable-date Etapes-actions!F13",
    "unreadable-date Etapes-actions!F15",
    "unreadable-date Etapes-actions!F7",
    "unreadable-date Etapes-actions!F9",
    "unreadable-duration Etapes-actions!G11",
    "unreadable-duration Etapes-actions!G7",
    "unreadable-duration Etapes-actions!G9",
]


def test_everything_that_is_wrong_is_told_at_once_and_once() -> None:
    assert sorted(faults(everything())) == sorted(EXPECTED)


def test_nothing_is_told_that_only_follows_from_something_else() -> None:
    found = problems(everything())
    assert told([it for it in found if it.severity == "warning"]) == []


def test_every_message_names_place_and_value_and_what_to_do() -> None:
    for problem in problems(everything()):
        assert f"{problem.sheet}!{problem.cell}" in problem.message, problem
        if problem.found:
            assert problem.found[:40] in problem.message, problem
        assert problem.code in {it.split()[0] for it in EXPECTED}


def test_a_circle_is_told_with_its_whole_path() -> None:
    [circle] = [it for it in problems(everything()) if it.code == "cycle"]
    assert list(circle.path) in (
        ["CO00000006", "CO00000008", "CO00000007", "CO00000006"],
        ["CO00000007", "CO00000006", "CO00000008", "CO00000007"],
        ["CO00000008", "CO00000007", "CO00000006", "CO00000008"],
    )


def test_two_circles_are_two_problems() -> None:
    rows = [
        step(1, prerequisites="CO00000002"),
        step(2, prerequisites="CO00000001"),
        step(3, prerequisites="CO00000004"),
        step(4, prerequisites="CO00000003"),
    ]
    assert Counter(it.split()[0] for it in faults(make([HEADINGS, *rows]))) == {"cycle": 2}


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("column", range(10))
def test_an_error_in_any_column_is_told_and_nothing_else(error: str, column: int) -> None:
    row = step(2)
    row[column] = error
    at = "ABCDEFGHIJ"[column]
    found = problems(make([HEADINGS, step(1), row]))
    assert told(found) == [f"error-cell Etapes-actions!{at}3"]
    assert found[0].found == error


def test_an_error_in_a_column_that_nobody_asks_for_is_a_warning_with_its_step() -> None:
    rows = [[*HEADINGS, "Commentaire"], *([*step(n), "#REF!"] for n in range(1, 13))]
    warnings = load(make(rows)).warnings
    assert told(warnings) == [f"error-cell Etapes-actions!K{n}" for n in range(2, 14)]
    assert [it.step for it in warnings] == [f"CO{n:08}" for n in range(1, 13)]
    assert {it.severity for it in warnings} == {"warning"}


@pytest.mark.parametrize("column", range(10))
def test_a_formula_that_was_never_calculated_is_told_in_any_column(column: int) -> None:
    row = step(2)
    row[column] = "=A2"
    found = problems(make([HEADINGS, step(1), row]))
    assert told(found) == [f"not-calculated Etapes-actions!{'ABCDEFGHIJ'[column]}3"]


def test_warnings_come_with_the_plan() -> None:
    rows = [
        step(1, start=T0),
        step(2, prerequisites="CO00000001", start=T0 - timedelta(hours=1)),
        step(3, dry_runs=None),
        step(4, start=None),
        step(5, dry_runs=None, start=None),
        step(6, prerequisites="CO00000007"),
        step(7, phase="FB-RB"),
        step(8, start=datetime(2026, 10, 25, 2, 30)),  # noqa: DTZ001
    ]
    plan = load(make([HEADINGS, *rows]))
    assert told(plan.warnings) == [
        "starts-before-prerequisite Etapes-actions!F3",
        "in-no-dry-run Etapes-actions!D4",
        "no-start Etapes-actions!F5",
        "in-no-dry-run Etapes-actions!D6",
        "no-start Etapes-actions!F6",
        "waits-for-contingency Etapes-actions!E7",
        "clock-change Etapes-actions!F9",
    ]
    assert plan.warnings[0].step == "CO00000002"


def test_warnings_come_with_the_errors_too() -> None:
    found = problems(make([HEADINGS, step(1, phase="XX"), step(2, start=None)]))
    assert {it.severity: it.code for it in found} == {
        "error": "unknown-phase",
        "warning": "no-start",
    }


def test_faults_of_many_rows_are_all_told() -> None:
    rows = [step(n, phase="XX") for n in range(1, 501)]
    assert len(problems(make([HEADINGS, *rows]))) == 500


@pytest.mark.parametrize(
    ("layout", "key"),
    [
        ({"stepz": {}}, "stepz"),
        ({"steps": {"sheeet": "X"}}, "steps.sheeet"),
        ({"steps": {"columns": {"idd": "X"}}}, "steps.columns.idd"),
        ({"steps": {"columns": {"id": 3}}}, "steps.columns.id"),
        ({"steps": {"first_row": 0}}, "steps.first_row"),
        ({"steps": {"first_row": "5"}}, "steps.first_row"),
        ({"steps": None}, "steps"),
        ({"steps": []}, "steps"),
        ({"actors": {"first_row": -3}}, "actors.first_row"),
        ({"id_pattern": "[A-"}, "id_pattern"),
        ({"id_pattern": 3}, "id_pattern"),
        ({"phases": "PP"}, "phases"),
        ({"phases": ["PP", {"code": "FB", "contingncy": True}]}, "phases[1].contingncy"),
        ({"phases": ["PP", "PP"]}, "phases[1]"),
        ({"text_dates": "%Q"}, "text_dates"),
        ({"duration_unit": "fortnights"}, "duration_unit"),
        ({"timezone": "Europe/Bruxelles"}, "timezone"),
    ],
)
def test_a_layout_that_cannot_be_is_told_by_its_key(layout: Any, key: str) -> None:
    book = make([HEADINGS, step()])
    with pytest.raises((ValueError, TypeError), match=key.replace("[", r"\[").replace(".", r"\.")):
        load(book, layout)
