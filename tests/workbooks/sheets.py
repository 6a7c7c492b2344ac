"""Workbooks as planners make them, written by openpyxl."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ptr_py import Plan, Problem, WorkbookError, load_workbook

Cells = Sequence[Any]  # of rows

HEADINGS = [
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Durée",
    "Équipe",
    "Département",
    "Description",
]
T0 = datetime(2026, 3, 27, 22)  # noqa: DTZ001 - cells know no zone
T1 = datetime(2026, 4, 24, 22)  # noqa: DTZ001
T2 = datetime(2026, 6, 5, 22)  # noqa: DTZ001

ACTORS: Cells = [
    ["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
    ["Registre", "Marché", "anne@grid.example", "hugo@grid.example"],
    ["Réseau", "Technique", "bob@grid.example", "hugo@grid.example"],
]
DATES: Cells = [["Jalon", "FDR1", "FDR2", "Live"], ["J0", T0, T1, T2]]
ENVIRONMENTS: Cells = [
    ["Environnement", "FDR1", "FDR2", "Live"],
    ["Registre", "reg-fdr1", "reg-fdr2", "reg"],
]


def step(number: int = 1, **cells: Any) -> list[Any]:
    """A row without fault; what is named is put in its place."""
    usual: dict[str, Any] = {
        "id": f"CO{number:08}",
        "label": f"Étape {number}",
        "phase": "CO",
        "dry_runs": "FDR1",
        "prerequisites": None,
        "start": T0,
        "duration": None,
        "team": "Registre",
        "department": None,
        "instructions": None,
    }
    assert not set(cells) - set(usual), cells
    return list((usual | cells).values())


def write(sheet: Worksheet, rows: Cells) -> None:
    """Row by row from A1, as they are."""
    for at, row in enumerate(rows, 1):
        for col, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(at, col, value)


def make(
    steps: Cells,
    *,
    actors: Cells | None = ACTORS,
    dates: Cells | None = DATES,
    environments: Cells | None = ENVIRONMENTS,
) -> openpyxl.Workbook:
    """A workbook of the default layout; a sheet that is None is left out."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.title = "Etapes-actions"
    write(book.active, steps)
    others = {"Acteurs": actors, "Dates": dates, "Environnements": environments}
    for name, rows in others.items():
        if rows is not None:
            write(book.create_sheet(name), rows)
    return book


def file(book: openpyxl.Workbook) -> io.BytesIO:
    """The workbook as somebody would send it."""
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def load(book: openpyxl.Workbook, layout: Mapping[str, Any] | None = None) -> Plan:
    """The plan in a workbook."""
    return load_workbook(file(book), layout=layout)


def load_steps(*rows: Sequence[Any], layout: Mapping[str, Any] | None = None) -> Plan:
    """The plan of these steps, under the usual headings."""
    return load(make([HEADINGS, *rows]), layout)


def local(plan: Plan, step: str, dry_run: str) -> datetime | None:
    """When a step starts in a dry run, on the clock of Brussels."""
    start = plan.schedule(dry_run).start(step)
    return start and start.astimezone(ZoneInfo("Europe/Brussels")).replace(tzinfo=None)


def problems(book: openpyxl.Workbook, layout: Mapping[str, Any] | None = None) -> list[Problem]:
    """What is wrong with a workbook."""
    try:
        plan = load(book, layout)
    except WorkbookError as error:
        return list(error.problems)
    raise AssertionError(f"loaded as {plan}")


def told(problems: Sequence[Problem]) -> list[str]:
    """Code and place of each problem: `duplicate-id Etapes-actions!A4`."""
    return [f"{it.code} {it.sheet or ''}!{it.cell or ''}" for it in problems]


def faults(book: openpyxl.Workbook, layout: Mapping[str, Any] | None = None) -> list[str]:
    """Code and place of everything that is wrong with a workbook, warnings aside."""
    return told([it for it in problems(book, layout) if it.severity == "error"])
