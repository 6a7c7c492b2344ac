"""Workbooks: loaded with every fault and its cell, written so that they read back."""

import io
import pickle
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from scene import ANNE, HOUR, T0, carry_out

from ptr_py import (
    InvalidValue,
    Plan,
    PlanError,
    ProblemsError,
    PtrError,
    Run,
    State,
    WorkbookError,
    load_workbook,
    write_template,
)

HEADINGS = ["Identifiant", "Libellé", "Phase", "Dry run", "Prérequis", "Date d'exécution", "Équipe"]
AT_22 = datetime(2026, 3, 28, 22)  # noqa: DTZ001


def workbook(*rows: list[Any], **sheets: list[list[Any]]) -> io.BytesIO:
    """A workbook as a planner would write it, two title rows above its headings."""
    book = openpyxl.Workbook()
    steps = book.active
    assert steps is not None
    steps.title = "Etapes-actions"
    above: list[list[Any]] = [[None], ["Plan de transition"], HEADINGS]
    for row in (*above, *rows):
        steps.append(row)
    defaults: dict[str, list[list[Any]]] = {
        "Acteurs": [
            ["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
            ["Registre", "Marché", ANNE, None],
        ],
        "Dates": [["Jalon", "FDR1"], ["J0", AT_22]],
        "Environnements": [["Environnement", "FDR1"], ["ERP", "erp-test"]],
    }
    for name, content in {**defaults, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


GOOD: list[list[Any]] = [
    ["CO00000001", "Fermer", "CO", "FDR1", None, AT_22, "Registre"],
    ["CO00000002", "Ouvrir", "CO", "FDR1", "CO00000001", AT_22 + HOUR, "Registre"],
]


def test_a_workbook_is_a_plan() -> None:
    plan = load_workbook(workbook(*GOOD))
    assert isinstance(plan, Plan)
    assert list(plan) == ["CO00000001", "CO00000002"]
    assert plan.dry_runs == ["FDR1"]
    assert plan["CO00000001"].start == AT_22.replace(tzinfo=ZoneInfo("Europe/Brussels"))
    assert plan["CO00000001"].contacts == [ANNE]
    assert plan.actors[0].team_leader == ANNE
    assert plan.milestones[0].dates["FDR1"] == T0
    assert plan.environments[0].by_dry_run == {"FDR1": "erp-test"}
    assert plan.schedule("FDR1").states(T0)["CO00000001"] is State.READY


@pytest.mark.parametrize("kind", [str, Path, lambda path: path.open("rb")])
def test_a_path_or_an_open_file_will_do(tmp_path: Path, kind: Any) -> None:
    path = tmp_path / "plan d'été.xlsx"
    path.write_bytes(workbook(*GOOD).getvalue())
    given = kind(path)
    assert len(load_workbook(given)) == 2
    if hasattr(given, "close"):
        given.close()


def test_all_faults_come_at_once_each_with_its_cell() -> None:
    with pytest.raises(WorkbookError) as error:
        load_workbook(
            workbook(
                ["CO1", "", "CO", "FDR1", None, AT_22, "Registre"],
                ["CO00000002", "", "ZZ", "FDR1", "CO00000009", "28.03.2026", "Facturation"],
                ["CO00000003", "", "CO", "FDR1", "CO00000003", AT_22, "Registre"],
            )
        )
    assert isinstance(error.value, ProblemsError)
    assert isinstance(error.value, PtrError)
    assert not isinstance(error.value, PlanError)
    found = {(it.cell, it.code) for it in error.value.problems}
    assert {it.sheet for it in error.value.problems} == {"Etapes-actions"}
    assert found >= {
        ("A4", "malformed-id"),
        ("C5", "unknown-phase"),
        ("E5", "unknown-prerequisite"),
        ("F5", "unreadable-date"),
        ("G5", "unknown-team"),
        ("E6", "own-prerequisite"),
    }
    for problem in error.value.problems:
        assert problem.message in str(error.value)
        assert problem.text("fr")
    assert pickle.loads(pickle.dumps(error.value)).problems == error.value.problems


def test_warnings_have_cells_and_travel_with_the_plan() -> None:
    plan = load_workbook(
        workbook(["CO00000001", "Fermer", "CO", "FDR1", None, None, "Registre"], GOOD[1])
    )
    (warning,) = plan.warnings
    assert (warning.code, warning.severity, warning.sheet, warning.cell, warning.step) == (
        "no-start",
        "warning",
        "Etapes-actions",
        "F4",
        "CO00000001",
    )
    twin = pickle.loads(pickle.dumps(plan))
    assert twin == plan
    assert twin.warnings == plan.warnings


def test_a_layout_says_where_things_stand() -> None:
    file = workbook(*GOOD)
    layout = {
        "steps": {"sheet": "Etapes-actions", "first_row": 4, "columns": {"label": "B"}},
        "actors": None,
        "dates": None,
        "environments": None,
        "id_pattern": "CO[0-9]+",
        "timezone": "UTC",
    }
    plan = load_workbook(file, layout)
    assert plan.timezone == "UTC"
    assert plan.actors == []
    assert plan["CO00000001"].contacts == []


@pytest.mark.parametrize(
    ("layout", "place"),
    [
        ({"stepz": {}}, "stepz"),
        ({"steps": {"columns": {"identifier": "A"}}}, "identifier"),
        ({"timezone": "Nowhere"}, "timezone"),
        ({"steps": {"first_row": 0}}, "first_row"),
        ({"id_pattern": "("}, "id_pattern"),
        ({"phases": ["CO", "CO"]}, "phases"),
        ({1: 2}, "1"),
        ({"steps": object()}, "layout.steps"),
        ([], "layout"),
    ],
)
def test_a_layout_that_means_nothing_is_told_with_its_key(layout: Any, place: str) -> None:
    with pytest.raises(InvalidValue, match=place):
        load_workbook(workbook(*GOOD), layout)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"%PDF-1.7", "not-a-workbook"), (b"PK\x03\x04 and no more", None)],
)
def test_what_is_no_workbook_is_a_workbook_error(content: bytes, code: str | None) -> None:
    with pytest.raises(WorkbookError) as error:
        load_workbook(io.BytesIO(content))
    (problem,) = error.value.problems
    assert problem.severity == "error"
    assert code is None or problem.code == code
    assert problem.message in str(error.value)


def test_a_file_that_is_not_there_says_so_and_why(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="nowhere") as error:
        load_workbook(tmp_path / "nowhere.xlsx")
    assert isinstance(error.value.__cause__, FileNotFoundError)
    assert error.value.problems[0].code == "io"


def test_what_is_no_workbook_was_told_in_english_to_people_who_asked_for_french(
    tmp_path: Path,
) -> None:
    nowhere, page = tmp_path / "nowhere.xlsx", tmp_path / "page.xlsx"
    page.write_text("<html>")
    told = []
    for file in (nowhere, page):
        with pytest.raises(WorkbookError) as error:
            load_workbook(file)
        told.append(error.value.problems[0].text("fr").replace("\u00a0", " "))
    assert told == [
        f"{nowhere} : le fichier ne peut pas être ouvert : il n'existe pas ; vérifiez le chemin et"
        " les droits d'accès",
        f"{page} : c'est une page web, et non un classeur ; enregistrez le plan en .xlsx (se lisent"
        " aussi : .xlsm, .xlsb, .xls, .ods, .csv)",
    ]


def test_what_is_no_path_is_a_type_error() -> None:
    nothing: Any = 5
    with pytest.raises(TypeError):
        load_workbook(nothing)


# --- Writing -----------------------------------------------------------------------------------


def test_a_written_plan_reads_back_as_the_same(tmp_path: Path) -> None:
    plan = load_workbook(workbook(*GOOD))
    plan.write_workbook(tmp_path / "plan.xlsx")
    assert load_workbook(tmp_path / "plan.xlsx") == plan
    assert load_workbook(io.BytesIO(plan.to_workbook(language="en"))) == plan
    assert (tmp_path / "plan.xlsx").read_bytes() == plan.to_workbook()


def test_a_plan_is_written_as_it_was_read(tmp_path: Path) -> None:
    layout = {"steps": {"sheet": "Tâches"}, "timezone": "UTC"}
    book = openpyxl.load_workbook(workbook(*GOOD))
    book["Etapes-actions"].title = "Tâches"
    book.save(tmp_path / "plan.xlsx")
    plan = pickle.loads(pickle.dumps(load_workbook(tmp_path / "plan.xlsx", layout)))
    written = io.BytesIO(plan.to_workbook())
    assert "Tâches" in openpyxl.load_workbook(written).sheetnames
    assert load_workbook(io.BytesIO(written.getvalue()), layout) == plan


@pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # openpyxl does not know data bars
def test_a_status_workbook_shows_states_and_reads_back_as_the_plan(tmp_path: Path) -> None:
    plan = load_workbook(workbook(*GOOD))
    run = Run(plan.schedule("FDR1"), ["transition@grid.example"])
    carry_out(run, "CO00000001")
    at = T0 + 10 * HOUR
    run.write_status_workbook(tmp_path / "status.xlsx", at)
    assert load_workbook(tmp_path / "status.xlsx") == plan
    book = openpyxl.load_workbook(tmp_path / "status.xlsx")
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"terminée", "prête"} <= {text.lower() for text in texts}
    assert run.to_status_workbook(at) == (tmp_path / "status.xlsx").read_bytes()
    with pytest.raises(InvalidValue, match="naive"):
        run.to_status_workbook(AT_22)


def test_what_a_layout_would_lose_is_told_with_its_step() -> None:
    records = [{"id": "FB00000001", "phase": "FB-RB", "label": "x", "start": T0}]
    with pytest.raises(WorkbookError) as error:
        Plan.from_records(records).to_workbook(layout={"phases": None})
    (problem,) = error.value.problems
    assert (problem.code, problem.step) == ("unwritable", "FB00000001")


@pytest.mark.parametrize(
    "change",
    [
        {"label": "x" * 40_000},
        {"label": "-", "department": "  a  ", "instructions": "a\r\nb"},
        {"id": "-"},
        {"Rien": None, "Liste": [1, None], "Grand": 10**17, "Moitié": 2.0},
        {"duration": timedelta(microseconds=1)},
        {"start": datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Brussels"))},
    ],
    ids=["long", "dashes and blanks", "id", "further columns", "short", "repeated hour"],
)
def test_whatever_a_plan_holds_reads_back(change: dict[str, Any], tmp_path: Path) -> None:
    plan = Plan.from_records([{"id": "CO00000001", "phase": "CO", "start": T0, **change}])
    plan.write_workbook(tmp_path / "plan.xlsx", layout={"id_pattern": None})
    assert load_workbook(tmp_path / "plan.xlsx", layout={"id_pattern": None}) == plan


def test_a_file_that_cannot_be_written_says_so_and_why(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="nowhere") as error:
        plan.write_workbook(tmp_path / "nowhere" / "plan.xlsx", layout={"id_pattern": None})
    assert isinstance(error.value.__cause__, OSError)


def test_options_that_mean_nothing_are_invalid(plan: Plan) -> None:
    with pytest.raises(InvalidValue, match="language"):
        plan.to_workbook(language="de")
    with pytest.raises(InvalidValue, match="layout"):
        plan.to_workbook(layout={"x": 1})


def test_durations_and_extra_columns_come_through() -> None:
    plan = Plan.from_records(
        [
            {
                "id": "CO00000001",
                "phase": "CO",
                "start": T0,
                "duration": timedelta(minutes=90),
                "Criticité": "haute",
            }
        ]
    )
    back = load_workbook(io.BytesIO(plan.to_workbook()))
    assert back["CO00000001"].duration == timedelta(minutes=90)
    assert back["CO00000001"]["Criticité"] == "haute"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_is_a_plan_with_lists_to_choose_from(tmp_path: Path, language: str) -> None:
    file = tmp_path / "template.xlsx"
    write_template(file, language=language)
    plan = load_workbook(file)
    assert (len(plan), plan.warnings) == (3, [])

    book = openpyxl.load_workbook(file)
    sheet = book[book.sheetnames[0]]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    phase, team = rules["Phase"], rules["Équipe" if language == "fr" else "Team"]
    assert phase.formula1 == '"PP,AC,CO,DC,HO,FB-RB"'
    assert (phase.type, phase.errorStyle) == ("list", None), "another phase is refused"
    assert team.formula1.startswith("OFFSET(")
    assert book.sheetnames[1] in team.formula1
    assert team.errorStyle == "warning"
    headings = [cell.value for cell in sheet[1]]
    start = headings.index("Date d'exécution" if language == "fr" else "Execution date")
    empty_cells = sheet.column_dimensions[get_column_letter(start + 1)]
    assert empty_cells.number_format == "dd/mm/yyyy hh:mm"


def test_a_template_stands_as_its_layout_says(tmp_path: Path) -> None:
    layout = {"steps": {"sheet": "Tâches", "first_row": 6}, "phases": ["Avant", "Après"]}
    write_template(tmp_path / "t.xlsx", layout=layout)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Tâches"]
    assert sheet["A5"].value == "Identifiant"
    assert load_workbook(tmp_path / "t.xlsx", layout).phases[0].code == "Avant"
    with pytest.raises(WorkbookError):
        write_template(tmp_path / "t.xlsx", layout={"steps": {"first_row": 1}})
    with pytest.raises(InvalidValue):
        write_template(tmp_path / "t.xlsx", language="de")
