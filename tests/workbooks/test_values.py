"""Ids, lists, marks and texts as they come in cells."""

from datetime import datetime
from typing import Any

import pytest
from sheets import DATES, HEADINGS, T0, faults, load, load_steps, make, problems, step, told

TASKS: dict[str, Any] = {
    "steps": {"columns": {"phase": None, "dry_runs": None, "start": None}},
    "actors": None,
    "dates": None,
    "environments": None,
    "id_pattern": None,
    "phases": None,
}


@pytest.mark.parametrize(
    "text",
    [
        "CO00000001;CO00000002",
        "CO00000001,CO00000002",
        "CO00000001\nCO00000002",
        "CO00000001\r\nCO00000002",
        " CO00000001 ; CO00000002 ; ",
        "CO00000001,\n\xa0CO00000002\n",
        ";CO00000001;;CO00000002;",
        "CO00000001; -; CO00000002",
    ],
)
def test_prerequisites_are_separated_by_semicolons_commas_and_line_breaks(text: str) -> None:
    plan = load_steps(step(1), step(2), step(3, prerequisites=text))
    assert plan["CO00000003"].prerequisites == ["CO00000001", "CO00000002"]
    assert plan.warnings == []


@pytest.mark.parametrize(
    "text", ["FDR1;FDR2", "FDR1, FDR2", "FDR1\nFDR2\n", "fdr1 ; Fdr 2;", "FDR2;FDR1;FDR1"]
)
def test_dry_runs_are_a_list_in_any_spelling(text: str) -> None:
    plan = load_steps(step(dry_runs=text))
    assert plan["CO00000001"].dry_runs == ["FDR1", "FDR2"]


@pytest.mark.parametrize("text", ["Live", "live", " LIVE "])
@pytest.mark.parametrize("dates", [DATES, [["Jalon", "FDR1"], ["J0", T0]]])
def test_live_is_always_known(text: str, dates: Any) -> None:
    environments = [["Environnement", "FDR1"]]
    plan = load(make([HEADINGS, step(dry_runs=text)], dates=dates, environments=environments))
    assert plan["CO00000001"].dry_runs == ["Live"]


def test_where_no_sheet_names_dry_runs_the_steps_do() -> None:
    rows = [step(1, dry_runs="Blanc"), step(2, dry_runs="BLANC; Réel")]
    layout = {"dates": None, "environments": None}
    plan = load(make([HEADINGS, *rows], dates=None, environments=None), layout)
    assert plan.dry_runs == ["Blanc", "Réel"]


@pytest.mark.parametrize("mark", ["x", "X", " x ", "✓", "oui", "OUI", True, 1])
@pytest.mark.parametrize("empty", [None, "", " ", "-", "non", False, 0])
def test_dry_runs_may_have_a_column_each(mark: Any, empty: Any) -> None:
    headings = [
        "Identifiant",
        "Libellé",
        "Phase",
        "FDR1",
        "FDR2",
        "Live",
        "Prérequis",
        "Date d'exécution",
        "Équipe",
    ]
    row = ["CO00000001", "Un", "CO", mark, empty, mark, None, T0, "Registre"]
    plan = load(make([headings, row]))
    assert plan["CO00000001"].dry_runs == ["FDR1", "Live"]
    assert plan["CO00000001"].extra == {}


def test_a_mark_that_is_none_is_told_and_no_more() -> None:
    headings = [
        "Identifiant",
        "Libellé",
        "Phase",
        "FDR1",
        "FDR2",
        "Prérequis",
        "Date d'exécution",
        "Équipe",
    ]
    row = ["CO00000001", "Un", "CO", "peut-être", None, None, T0, "Registre"]
    found = problems(make([headings, row]))
    assert told(found) == ["wrong-value Etapes-actions!D2"]
    assert found[0].found == "peut-être"


def test_ids_may_have_blanks_around_them() -> None:
    plan = load_steps(
        step(1, id=" CO00000001\xa0"), step(2, prerequisites="\u202fCO00000001\ufeff")
    )
    assert plan["CO00000002"].prerequisites == ["CO00000001"]


@pytest.mark.parametrize(
    "bad", ["co00000001", "CO0000001", "CO000000011", "C000000001", "CO 00000001", 7, 4.5, True]
)
def test_an_id_of_another_form_is_told_with_its_form(bad: Any) -> None:
    found = problems(make([HEADINGS, step(id=bad)]))
    assert told(found) == ["malformed-id Etapes-actions!A2"]
    assert "[A-Z]{2}[0-9]{8}" in (found[0].expected or "")


def test_any_pattern_is_matched_from_end_to_end() -> None:
    layout = {"id_pattern": "T[0-9]+"}
    assert faults(make([HEADINGS, step(id="T1"), step(id="T1b"), step(id="xT1")]), layout) == [
        "malformed-id Etapes-actions!A3",
        "malformed-id Etapes-actions!A4",
    ]


def test_numbers_are_ids_where_no_pattern_says_otherwise() -> None:
    rows = [
        ["Id", "Title", "Predecessors"],
        [1, "a"],
        [2, "b", 1],
        [3, "c", "1;2"],
        [4, "d", 1.2],
        [5, "e", 3.0],
        ["6", "f", "5, 4"],
    ]
    plan = load(make(rows, actors=None, dates=None, environments=None), TASKS)
    assert [it.id for it in plan.steps] == ["1", "2", "3", "4", "5", "6"]
    waits = [it.prerequisites for it in plan.steps]
    assert waits == [[], ["1"], ["1", "2"], ["1", "2"], ["3"], ["5", "4"]]
    assert (plan.dry_runs, len(plan.phases)) == (["Live"], 1)
    assert {it.dry_runs[0] for it in plan.steps} == {"Live"}


def test_an_id_with_a_point_is_not_taken_for_two() -> None:
    rows = [["Id", "Title", "Predecessors"], [4, "a"], [5, "b"], [4.5, "c"], ["6", "d", 4.5]]
    plan = load(make(rows, actors=None, dates=None, environments=None), TASKS)
    assert plan["6"].prerequisites == ["4.5"]


def test_numbers_and_truths_are_texts_where_texts_are_expected() -> None:
    actors = [["Équipe", "Mail"], [12, "a@grid.example"], ["TRUE", "b@grid.example"]]
    rows = [step(1, label=2026, team=12, department=3.5), step(2, team=True, instructions=0)]
    plan = load(make([HEADINGS, *rows], actors=actors))
    one, two = plan["CO00000001"], plan["CO00000002"]
    assert (one.label, one.team, one.department) == ("2026", "12", "3.5")
    assert (two.team, two.instructions) == ("TRUE", "0")
    assert one.contacts == ["a@grid.example"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CO", "CO"),
        ("co", "CO"),
        (" CO\xa0", "CO"),
        ("CO - Cut over", "CO"),
        ("Cut over", "CO"),
        ("FB RB", "FB-RB"),
        ("fb-rb", "FB-RB"),
        ("Full back-roll back", "FB-RB"),
        ("Préparation", "PP"),
    ],
)
def test_a_phase_is_known_by_code_or_name(text: str, code: str) -> None:
    assert load_steps(step(phase=text))["CO00000001"].phase == code


def test_phases_come_from_the_layout_or_as_they_come() -> None:
    rows = [step(1, phase="Z"), step(2, phase="A"), step(3, phase="Z")]
    plan = load_steps(*rows, layout={"phases": None})
    assert [it.code for it in plan.phases] == ["Z", "A"]
    plan = load_steps(*rows, layout={"phases": ["A", {"code": "Z", "contingency": True}]})
    assert [(it.code, it.contingency) for it in plan.phases] == [("A", False), ("Z", True)]


@pytest.mark.parametrize(
    "value",
    ["texte", 3, 3.25, True, False, datetime(2026, 3, 27, 22), "-", "ligne 1\nligne 2"],  # noqa: DTZ001
)
def test_unknown_columns_of_every_type_are_kept(value: Any) -> None:
    plan = load(make([[*HEADINGS, "Criticité"], [*step(1), value], [*step(2), None]]))
    kept = plan["CO00000001"].extra["Criticité"]
    assert kept == value
    assert type(kept) is type(value)
    assert plan["CO00000002"].extra.get("Criticité") is None
    assert plan.to_records()[0]["Criticité"] == value


def test_texts_may_be_as_long_as_a_cell_holds() -> None:
    text = "Vérifier l'état des échanges. " * 1092
    plan = load_steps(step(instructions=text[:32767]))
    assert plan["CO00000001"].instructions == text[:32767]


def test_line_breaks_of_every_system_are_kept_as_line_breaks() -> None:
    plan = load_steps(step(instructions="un\r\ndeux\ntrois"))
    assert plan["CO00000001"].instructions == "un\ndeux\ntrois"


def test_texts_that_spreadsheets_escape_come_back() -> None:
    text = "<&> \"'« » é\u0301 𝄞 _x_"
    assert load_steps(step(label=text))["CO00000001"].label == text


def test_a_repeated_prerequisite_is_a_warning() -> None:
    plan = load_steps(step(1), step(2, prerequisites="CO00000001; CO00000001"))
    assert told(plan.warnings) == ["repeated-prerequisite Etapes-actions!E3"]
