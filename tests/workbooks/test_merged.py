"""Merged cells: what they say for the rows and columns they cover."""

from typing import Any

import openpyxl
import pytest
from sheets import (
    ACTORS,
    HEADINGS,
    T0,
    T1,
    T2,
    faults,
    file,
    load,
    local,
    make,
    problems,
    step,
    told,
)

from ptr_py import load_workbook


def merge(book: openpyxl.Workbook, *areas: str, sheet: str = "Etapes-actions") -> openpyxl.Workbook:
    """Merges as Excel does: only the first cell of each area keeps its value."""
    for area in areas:
        book[sheet].merge_cells(area)
    return book


def three(**first: Any) -> openpyxl.Workbook:
    """Three steps, of which the first says something for all."""
    blank = dict.fromkeys(first)
    return make([HEADINGS, step(1, **first), step(2, **blank), step(3, **blank)])


@pytest.mark.parametrize(
    ("column", "field", "value"),
    [
        ("C", "phase", "AC"),
        ("D", "dry_runs", "FDR1;FDR2"),
        ("F", "start", "J0 + 1 h"),
        ("G", "duration", 45),
        ("H", "team", "Réseau"),
        ("I", "department", "Marché"),
        ("J", "instructions", "Ensemble."),
        ("B", "label", "Arrêter"),
    ],
)
def test_a_cell_merged_over_rows_counts_for_each(column: str, field: str, value: Any) -> None:
    plan = load(merge(three(**{field: value}), f"{column}2:{column}4"))
    said = [getattr(plan[f"CO0000000{n}"], field) for n in (1, 2, 3)]
    assert said[0] == said[1] == said[2] not in (None, "", [])
    assert plan.warnings == []


def test_a_date_merged_over_rows_counts_for_each() -> None:
    plan = load(merge(three(start=T1), "F2:F4"))
    assert [local(plan, f"CO0000000{n}", "FDR1") for n in (1, 2, 3)] == [T1, T1, T1]


def test_prerequisites_merged_over_rows_hold_back_each() -> None:
    rows = [step(1), step(2, prerequisites="CO00000001"), step(3)]
    plan = load(merge(make([HEADINGS, *rows]), "E3:E4"))
    assert plan["CO00000003"].prerequisites == ["CO00000001"]


def test_several_columns_may_be_merged_at_different_heights() -> None:
    rows = [
        step(1, phase="AC", team="Registre", start=T0),
        step(2, phase=None, team=None, start=None),
        step(3, phase=None, team="Réseau", start=None),
        step(4, phase="CO", team=None, start=T1),
        step(5, phase=None, team=None, start=None),
        step(6, phase="DC"),
    ]
    book = merge(make([HEADINGS, *rows]), "C2:C4", "C5:C6", "H2:H3", "H4:H6", "F2:F4", "F5:F6")
    plan = load(book)
    steps = [plan[f"CO0000000{n}"] for n in range(1, 7)]
    assert [it.phase for it in steps] == ["AC", "AC", "AC", "CO", "CO", "DC"]
    assert [it.team for it in steps] == ["Registre"] * 2 + ["Réseau"] * 3 + ["Registre"]
    assert [local(plan, it.id, "FDR1") for it in steps] == [T0] * 3 + [T1] * 2 + [T0]


def test_a_cell_below_a_merged_one_is_not_covered() -> None:
    assert faults(merge(three(phase="CO"), "C2:C3")) == ["missing-value Etapes-actions!C4"]


def test_a_mark_merged_over_dry_runs_counts_for_each() -> None:
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
    rows = [
        ["CO00000001", "Un", "CO", "x", None, None, None, T0, "Registre"],
        ["CO00000002", "Deux", "CO", None, None, None, None, T0, "Registre"],
        ["CO00000003", "Trois", "CO", None, "X", None, None, T0, "Registre"],
    ]
    plan = load(merge(make([headings, *rows]), "D2:F3"))
    assert plan["CO00000001"].dry_runs == plan["CO00000002"].dry_runs == ["FDR1", "FDR2", "Live"]
    assert plan["CO00000003"].dry_runs == ["FDR2"]


def test_a_text_merged_over_columns_of_different_kinds_is_not_the_next_columns() -> None:
    rows = [step(1, team="Registre", department=None)]
    plan = load(merge(make([HEADINGS, *rows]), "H2:I2"))
    assert plan["CO00000001"].department is None


@pytest.mark.parametrize("area", ["A3:J3", "A3:C3", "B3:J3"])
def test_a_section_title_merged_over_the_table_means_nothing(area: str) -> None:
    title = [None, "Arrêt contrôlé"] if area.startswith("B") else ["Arrêt contrôlé"]
    plan = load(merge(make([HEADINGS, step(1), title, step(2)]), area))
    assert (list(plan), plan.warnings) == (["CO00000001", "CO00000002"], [])


def test_an_unmerged_section_title_is_no_step_but_told() -> None:
    rows = [
        step(1),
        ["Phase DC : démarrage"],
        step(2),
        [None, "Hand over"],
        step(3),
        [None],
        ["Légende : x = fait"],
    ]
    plan = load(make([HEADINGS, *rows]))
    assert list(plan) == ["CO00000001", "CO00000002", "CO00000003"]
    assert told(plan.warnings) == [
        "stray-text Etapes-actions!A3",
        "stray-text Etapes-actions!B5",
        "stray-text Etapes-actions!A8",
    ]


def test_a_merged_id_is_one_rows_alone() -> None:
    rows = [step(1), [None, "suite", None, None, "CO00000009"], step(2)]
    found = faults(merge(make([HEADINGS, *rows]), "A2:A3"))
    assert "missing-id Etapes-actions!A3" in found


def test_rows_of_nothing_but_covered_cells_are_nothing() -> None:
    rows = [step(1), [None], [None], step(2)]
    book = merge(make([HEADINGS, *rows]), *(f"{column}2:{column}4" for column in "ABCDEFGHIJ"))
    assert list(load(book)) == ["CO00000001", "CO00000002"]


def test_departments_and_their_heads_are_merged_over_teams() -> None:
    actors = [*ACTORS, ["Compta", None, "cleo@grid.example", None]]
    book = merge(
        make([HEADINGS, step(team="Compta")], actors=actors), "B3:B4", "D3:D4", sheet="Acteurs"
    )
    plan = load(book)
    assert plan["CO00000001"].contacts == ["cleo@grid.example", "hugo@grid.example"]
    assert plan.actors[2].department == "Technique"


def test_a_milestone_is_merged_over_its_rows_and_a_date_over_dry_runs() -> None:
    long = [
        ["Jalon", "Dry run", "Date"],
        ["J0", "FDR1", T0],
        [None, "FDR2", T1],
        [None, "Live", T2],
    ]
    book = merge(
        make([HEADINGS, step(start="J0", dry_runs="FDR2")], dates=long), "A2:A4", sheet="Dates"
    )
    assert local(load(book), "CO00000001", "FDR2") == T1
    wide = [["Jalon", "FDR1", "FDR2", "Live"], ["J0", T0, None, T2]]
    book = merge(
        make([HEADINGS, step(start="J0", dry_runs="FDR2")], dates=wide), "B2:C2", sheet="Dates"
    )
    assert local(load(book), "CO00000001", "FDR2") == T0


@pytest.mark.parametrize(
    ("column", "field", "bad", "code"),
    [
        ("H", "team", "#REF!", "error-cell"),
        ("H", "team", "Personne", "unknown-team"),
        ("C", "phase", "XX", "unknown-phase"),
        ("C", "phase", "#N/A", "error-cell"),
        ("F", "start", "27/03/2026", "unreadable-date"),
        ("G", "duration", "longtemps", "unreadable-duration"),
        ("D", "dry_runs", "FDR9", "unknown-dry-run"),
        ("E", "prerequisites", "CO00000099", "unknown-prerequisite"),
    ],
)
def test_a_fault_of_a_merged_cell_is_told_once_and_there(
    column: str, field: str, bad: str, code: str
) -> None:
    book = merge(three(**{field: bad}), f"{column}2:{column}4")
    assert told(problems(book)) == [f"{code} Etapes-actions!{column}2"]


@pytest.mark.parametrize("rows", [200])
def test_merged_cells_far_below_the_first_rows_are_found(rows: int) -> None:
    table = [step(n) for n in range(1, rows)]
    table[150][2], table[151][2], table[152][2] = "DC", None, None
    plan = load(merge(make([HEADINGS, *table]), "C152:C154"))
    assert [plan[f"CO{n:08}"].phase for n in (150, 151, 152, 153, 154)] == [
        "CO",
        "DC",
        "DC",
        "DC",
        "CO",
    ]


def test_an_environments_address_is_merged_over_dry_runs() -> None:
    environments = [["Application", "FDR1", "FDR2", "Live"], ["Registre", "reg-test", None, "reg"]]
    book = merge(
        make([HEADINGS, step()], environments=environments), "B2:C2", sheet="Environnements"
    )
    plan = load_workbook(file(book))
    assert plan.environments[0].by_dry_run == {
        "FDR1": "reg-test",
        "FDR2": "reg-test",
        "Live": "reg",
    }
