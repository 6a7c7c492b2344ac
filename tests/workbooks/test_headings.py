"""Where tables begin and which column is which."""

from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sheets import (
    ACTORS,
    DATES,
    ENVIRONMENTS,
    HEADINGS,
    T0,
    T1,
    faults,
    load,
    local,
    make,
    problems,
    step,
    told,
)

ENGLISH = [
    "Identifier",
    "Label",
    "Phase",
    "Dry runs",
    "Prerequisites",
    "Execution date",
    "Duration",
    "Team",
    "Department",
    "Instructions",
]
FULL = step(duration=90, department="Marché", instructions="Lire.\nFaire.", dry_runs="FDR1; FDR2")


def assert_is_full(plan: Any, *warnings: str) -> None:
    read = plan["CO00000001"]
    assert (read.label, read.phase, read.dry_runs) == ("Étape 1", "CO", ["FDR1", "FDR2"])
    assert read.start.replace(tzinfo=None) == T0
    assert (read.duration.total_seconds(), read.team) == (5400, "Registre")
    assert (read.department, read.instructions) == ("Marché", "Lire.\nFaire.")
    assert told(plan.warnings) == list(warnings)


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        [heading.upper() for heading in HEADINGS],
        [heading.lower() for heading in HEADINGS],
        [f"  {heading}\xa0 " for heading in HEADINGS],
        [heading.replace(" ", "\n") for heading in HEADINGS],
        [heading.replace("'", "\u2019") for heading in HEADINGS],
        [f"{heading} :" for heading in HEADINGS],
        [
            "IDENTIFIANT",
            "Libelle",
            "phase",
            "Dry-run",
            "Pré-requis",
            "Date d'execution",
            "Duree",
            "EQUIPE",
            "departement",
            "description",
        ],
        [
            "Id",
            "Titre",
            "Phase",
            "Dry Runs",
            "Prédécesseurs",
            "Date exécution",
            "Durée",
            "Équipe",
            "Département",
            "Consignes",
        ],
        ENGLISH,
        [heading.upper() for heading in ENGLISH],
        [
            "ID",
            "Title",
            "PHASE",
            "dry_run",
            "Predecessors",
            "Start",
            "Duration",
            "Team",
            "Department",
            "Description",
        ],
    ],
)
@pytest.mark.parametrize("row", [1, 2, 3, 8])
def test_headings_are_known_however_they_are_written_and_wherever_they_stand(
    headings: list[str], row: int
) -> None:
    above: list[list[Any]] = [["Plan de transition"]] * (row > 1) + [[None]] * (row - 2)
    plan = load(make([*above, headings, FULL]))
    assert_is_full(plan)


def test_a_merged_title_above_the_headings_means_nothing_for_the_table() -> None:
    book = make([["Plan de transition"], [*HEADINGS, "Criticité"], [*FULL, "haute"]])
    book["Etapes-actions"].merge_cells("A1:K1")
    plan = load(book)
    assert_is_full(plan)
    assert plan["CO00000001"].extra == {"Criticité": "haute"}


@pytest.mark.parametrize("merged", [True, False])
def test_headings_may_take_two_lines(merged: bool) -> None:
    upper = [
        "Identifiant",
        "Libellé",
        "Phase",
        "Dry runs",
        None,
        "Date d'exécution",
        None,
        "Équipe",
    ]
    lower = [None, None, None, "FDR1", "FDR2", "FDR1", "FDR2", None]
    if not merged:
        lower[5:7] = ["Date FDR1", "Date FDR2"]
    upper.append("Prérequis")
    book = make([upper, lower, ["CO00000001", "Un", "CO", "x", "X", T0, T1, "Registre", None]])
    sheet = book["Etapes-actions"]
    if merged:
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:H2", "I1:I2"):
            sheet.merge_cells(area)
    plan = load(book)
    one = plan["CO00000001"]
    assert one.dry_runs == ["FDR1", "FDR2"]
    assert [local(plan, "CO00000001", name) for name in ("FDR1", "FDR2")] == [T0, T1]
    assert plan.warnings == []


def test_titles_over_groups_of_columns_tell_the_columns_apart() -> None:
    groups = ["Étape", None, None, "Exécution", "Date d'exécution", None, "Qui"]
    headings = ["Identifiant", "Libellé", "Phase", "Dry run", "FDR1", "FDR2", "Équipe", "Prérequis"]
    book = make([groups, headings, ["CO00000001", "Un", "CO", "FDR1, FDR2", T0, T1, "Registre"]])
    sheet = book["Etapes-actions"]
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("E1:F1")
    plan = load(book)
    assert local(plan, "CO00000001", "FDR2") == T1
    assert plan["CO00000001"].extra == {}


@pytest.mark.parametrize("first_row", [None, 5])
def test_the_first_row_of_data_is_found_or_configured(first_row: int | None) -> None:
    rows = [["Plan"], [None], [None], HEADINGS, FULL]
    layout = {"steps": {"first_row": first_row}} if first_row else None
    assert_is_full(load(make(rows), layout))


def test_rows_between_the_headings_and_the_first_row_are_told() -> None:
    rows = [HEADINGS, ["(exemple)", "quoi faire", "XX", None, "?"], [None], FULL]
    plan = load(make(rows), {"steps": {"first_row": 4}})
    assert_is_full(plan, "rows-left-out Etapes-actions!A2")


@pytest.mark.parametrize("sheet", ["actors", "dates", "environments"])
def test_every_table_has_a_first_row_of_its_own(sheet: str) -> None:
    usual: dict[str, Any] = {"actors": ACTORS, "dates": DATES, "environments": ENVIRONMENTS}
    above: Any = [["Titre"], [None]]
    book = make([HEADINGS, step(start="J0")], **{sheet: [*above, *usual[sheet]]})
    plan = load(book, {sheet: {"first_row": 4}})
    assert plan["CO00000001"].contacts == ["anne@grid.example", "hugo@grid.example"]
    assert plan.environments[0].by_dry_run == {
        "FDR1": "reg-fdr1",
        "FDR2": "reg-fdr2",
        "Live": "reg",
    }
    assert plan.milestones[0].name == "J0"
    assert plan.warnings == []


def test_columns_are_renamed_by_heading_or_letter() -> None:
    headings = [f"Colonne {n}" for n in range(1, 11)]
    headings[4] = "Attend"
    fields = ["id", "label", "phase", "dry_runs", "prerequisites", "start", "duration"]
    fields += ["team", "department", "instructions"]
    columns = dict(zip(fields, "ABCDEFGHIJ", strict=True)) | {"prerequisites": "ATTEND "}
    columns |= {"label": "colonne 2"}
    layout = {"steps": {"columns": columns, "first_row": 2}}
    assert_is_full(load(make([headings, FULL]), layout))
    del layout["steps"]["first_row"]
    assert_is_full(load(make([headings, FULL]), layout))


def test_a_table_without_headings_is_read_by_letters() -> None:
    fields = ["id", "label", "phase", "dry_runs", "prerequisites", "start", "duration"]
    fields += ["team", "department", "instructions"]
    columns = dict(zip(fields, "ABCDEFGHIJ", strict=True))
    plan = load(make([FULL]), {"steps": {"columns": columns, "first_row": 1}})
    # Its one step waits for none.
    assert_is_full(plan, "empty-column Etapes-actions!E1")


def test_a_heading_that_the_layout_names_and_the_sheet_lacks_is_told_with_its_own_name() -> None:
    layout = {"steps": {"columns": {"team": "Qui", "duration": "Combien", "id": "Id"}}}
    found = problems(make([HEADINGS, step()]), layout)
    missing = [it for it in found if it.code == "missing-heading"]
    assert told(missing) == ["missing-heading Etapes-actions!A1"] * 3
    assert {it.expected for it in missing} == {"Qui", "Combien", "Id"}


@pytest.mark.parametrize("lacking", ["Identifiant", "Libellé", "Phase", "Prérequis", "Équipe"])
def test_a_missing_heading_is_the_only_thing_told_of_its_column(lacking: str) -> None:
    at = HEADINGS.index(lacking)
    rows = [HEADINGS, step(1), step(2, prerequisites="CO00000001")]
    rows = [[cell for n, cell in enumerate(row) if n != at] for row in rows]
    found = problems(make(rows))
    assert told(found) == ["missing-heading Etapes-actions!A1"]
    assert found[0].expected == lacking


@pytest.mark.parametrize("lacking", ["Dry run", "Date d'exécution"])
def test_no_step_is_said_to_lack_what_a_missing_heading_would_hold(lacking: str) -> None:
    at = HEADINGS.index(lacking)
    rows = [[cell for n, cell in enumerate(row) if n != at] for row in [HEADINGS, step()]]
    assert told(problems(make(rows))) == ["missing-heading Etapes-actions!A1"]


@pytest.mark.parametrize("name", ["ÉTAPES-ACTIONS", "etapes actions", "Étapes - actions "])
def test_sheets_are_known_in_any_case_and_with_other_accents(name: str) -> None:
    book = make([HEADINGS, FULL])
    book["Etapes-actions"].title = name
    book["Dates"].title = "DATES "
    book["Acteurs"].title = "acteurs "
    assert_is_full(load(book))


def test_hidden_sheets_rows_and_columns_are_read() -> None:
    book = make([HEADINGS, FULL, step(2, prerequisites="CO00000001")])
    sheet = book["Etapes-actions"]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book["Acteurs"].sheet_state = "hidden"
    book["Dates"].sheet_state = "veryHidden"
    plan = load(book)
    assert plan["CO00000002"].prerequisites == ["CO00000001"]
    assert plan["CO00000001"].contacts[0] == "anne@grid.example"


def test_missing_sheets_are_told_by_name_and_nothing_follows_from_them() -> None:
    book = make(
        [HEADINGS, step(start="J0", team="Personne", dry_runs="FDR9")],
        actors=None,
        dates=None,
        environments=None,
    )
    assert faults(book) == [
        "missing-sheet Acteurs!",
        "missing-sheet Dates!",
        "missing-sheet Environnements!",
    ]


def test_a_sheet_of_steps_with_headings_only_is_a_plan_of_no_steps() -> None:
    plan = load(make([HEADINGS]))
    assert len(plan) == 0
    assert told(plan.warnings) == ["no-steps Etapes-actions!"]


def test_a_sheet_of_steps_without_a_cell_lacks_its_headings() -> None:
    assert faults(make([])) == ["missing-heading Etapes-actions!"]


def test_headings_repeated_on_a_later_page_are_no_step() -> None:
    plan = load(make([HEADINGS, step(1), HEADINGS, step(2)]))
    assert (list(plan), plan.warnings) == (["CO00000001", "CO00000002"], [])


def test_of_two_columns_with_one_heading_the_filled_one_counts() -> None:
    headings = [*HEADINGS, "Prérequis", "Commentaire", "Commentaire"]
    plan = load(make([headings, [*step(1), None, "a", "b"], [*step(2), "CO00000001"]]))
    assert plan["CO00000002"].prerequisites == ["CO00000001"]
    assert plan["CO00000001"].extra == {"Commentaire": "a", "Commentaire (M)": "b"}


def test_two_columns_of_one_heading_that_disagree_are_told_once() -> None:
    headings = [*HEADINGS, "Phase"]
    rows = [[*step(1), "CO"], [*step(2), "PP"], [*step(3), "AC"]]
    found = problems(make([headings, *rows]))
    assert told(found) == ["ambiguous-heading Etapes-actions!K1"]


def test_trailing_formatted_cells_are_nothing() -> None:
    book = make([HEADINGS, FULL])
    sheet = book["Etapes-actions"]
    assert isinstance(sheet, Worksheet)
    for row in range(3, 60):
        for col in range(1, 15):
            sheet.cell(row, col).number_format = "dd/mm/yyyy"
            sheet.cell(row, col).value = " \xa0" if row % 7 == 0 else None
    assert_is_full(load(book))
