"""What the contract promises of workbooks, as a stranger would try it: with openpyxl and damage."""

import io
import random
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet
from sheets import HEADINGS, file, load, load_steps, make, step

from ptr_py import Plan, Run, WorkbookError, load_workbook

# Every key that a layout has, as `config.yaml` says it.
LAYOUT = yaml.safe_load("""
steps:        {sheet: Etapes-actions, first_row: 5, columns: {id: Identifiant, label: "Libellé", prerequisites: "C"}}
actors:       {sheet: Acteurs, first_row: 3}
dates:        {sheet: Dates}
environments: {sheet: Environnements}
id_pattern:   "[A-Z]{2}[0-9]{8}"
phases:       [PP, AC, CO, DC, HO, {code: FB-RB, contingency: true}]
text_dates:   null
duration_unit: minutes
timezone:     Europe/Brussels
""")  # noqa: E501 - as it is written where it comes from


def test_a_layout_with_every_key_is_read_as_it_is_written() -> None:
    headings = ["Identifiant", "Libellé", "Avant", "Phase", "Dry run", "Date d'exécution", "Équipe"]
    rows = [
        ["CO00000001", "Couper", None, "CO", "FDR1", "J0", "Registre"],
        ["FB00000001", "Revenir", "CO00000001", "FB-RB", "FDR1;Live", "J0 + 2 h", "Registre"],
    ]
    book = make([["Plan de transition"], [], [], headings, *rows])
    book["Acteurs"].insert_rows(1)
    plan = load(book, LAYOUT)
    assert plan["FB00000001"].prerequisites == ["CO00000001"]
    assert plan.schedule("Live").ids == ["FB00000001"]
    assert Run(plan.schedule("FDR1")).recap(datetime.now(ZoneInfo("UTC"))).total == 1


def test_any_teams_list_of_ids_and_predecessors_is_a_plan() -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.title = "Tasks"
    for row in (
        ["Task", "After"],
        ["paint the wall", None],
        ["hang the picture", "paint the wall"],
    ):
        book.active.append(row)
    absent = dict.fromkeys(["label", "phase", "dry_runs", "start", "duration", "team"])
    columns = absent | {"id": "Task", "prerequisites": "After"}
    layout: dict[str, Any] = {"steps": {"sheet": "Tasks", "columns": columns}}
    layout |= dict.fromkeys(["actors", "dates", "environments", "id_pattern"])
    plan = load(book, layout)
    assert (plan.dry_runs, len(plan.phases)) == (["Live"], 1)
    assert plan.schedule("Live").ids == ["paint the wall", "hang the picture"]


def test_every_minute_of_a_day_is_read_as_that_very_minute() -> None:
    midnight = datetime(2026, 9, 1)  # noqa: DTZ001 - cells know no zone
    minutes = [midnight + it * timedelta(minutes=1) for it in range(24 * 60)]
    plan = load_steps(*(step(it, start=at) for it, at in enumerate(minutes)))
    brussels = ZoneInfo("Europe/Brussels")
    assert [it.start for it in plan.steps] == [at.replace(tzinfo=brussels) for at in minutes]


def content() -> bytes:
    return file(make([HEADINGS, step(1), step(2, prerequisites="CO00000001")])).getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xlsb", "xls", "ods", "txt", ""])
@pytest.mark.parametrize(
    "nonsense",
    [b"", b"PK", b"Bonjour", b"PK\x03\x04" + bytes(99), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_what_is_no_workbook_is_an_error_under_any_name(
    nonsense: bytes, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(nonsense)
    for given in (path, str(path), io.BytesIO(nonsense)):
        with pytest.raises(WorkbookError):
            load_workbook(given)


def test_a_workbook_that_was_cut_short_is_an_error() -> None:
    whole = content()
    for length in range(0, len(whole), 97):
        with pytest.raises(WorkbookError):
            load_workbook(io.BytesIO(whole[:length]))


def test_a_damaged_workbook_is_a_plan_or_an_error_and_never_a_panic() -> None:
    whole, dice = content(), random.Random(20260901)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(dice.choice([1, 3, 30])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            plan = load_workbook(io.BytesIO(damaged))
        except WorkbookError:
            continue
        assert isinstance(plan, Plan)


def test_a_sheet_with_damaged_xml_is_a_plan_or_an_error_and_never_a_panic() -> None:
    dice = random.Random(20260902)
    with zipfile.ZipFile(io.BytesIO(content())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for _ in range(300):
        name = dice.choice([it for it in parts if it.endswith((".xml", ".rels"))])
        text = bytearray(parts[name])
        at = dice.randrange(len(text))
        match dice.randrange(3):
            case 0:
                text[at] = dice.randrange(256)
            case 1:
                del text[at : at + dice.randrange(60)]
            case _:
                text[at:at] = text[dice.randrange(len(text)) :][: dice.randrange(60)]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as damaged:
            for part, data in (parts | {name: bytes(text)}).items():
                damaged.writestr(part, data)
        try:
            plan = load_workbook(io.BytesIO(out.getvalue()))
        except WorkbookError:
            continue
        assert isinstance(plan, Plan)
