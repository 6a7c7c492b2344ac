"""Reading a workbook: ours to a checked plan, others to the rows of one sheet.

Ours reads all sheets, checks everything and would tell every fault with its cell; the others give
the cells as they are. All must find the same rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from .contest import Contest, Prepared, Way
from .sheets import BRUSSELS, HEADINGS, SHEET, workbook

SIZES = (400, 10_000, 100_000)
Row = tuple[str | datetime, ...]


def rows(found: Iterable[Sequence[Any]]) -> list[Row]:
    """The rows in the form in which all agree."""
    return [tuple(map(plain, row)) for row in found]


def plain(cell: Any) -> str | datetime:
    """A text or an instant; an empty cell, None or a number that is not one, is an empty text.

    python-calamine gives midnight as a date without a time.
    """
    if cell is None or cell != cell:  # noqa: PLR0124
        return ""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time.min)
    found: str | datetime = cell
    return found


def ours(size: int) -> Prepared:
    """A checked plan."""
    import ptr_py

    path = workbook(size)

    def row(record: dict[str, Any]) -> list[Any]:
        lists = (record["dry_runs"], record["prerequisites"])
        return [
            record["id"],
            record["label"],
            record["phase"],
            *("; ".join(texts) for texts in lists),
            record["start"].astimezone(BRUSSELS).replace(tzinfo=None),
            record["team"],
            record["department"],
            record["instructions"],
        ]

    def answer(plan: Any) -> list[Row]:
        assert not plan.warnings
        return rows(row(record) for record in plan.to_records())

    return Prepared(lambda: ptr_py.load_workbook(path), answer)


def with_openpyxl(size: int, read_only: bool) -> Prepared:
    """A dict a row."""
    import openpyxl

    path = workbook(size)

    def read() -> list[dict[str, Any]]:
        book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
        lines: Iterator[Sequence[Any]] = book[SHEET].iter_rows(values_only=True)
        headings = next(lines)
        return [dict(zip(headings, line, strict=True)) for line in lines]

    return Prepared(read, dicts)


def dicts(found: list[dict[str, Any]]) -> list[Row]:
    """The rows of dicts."""
    return rows([row[heading] for heading in HEADINGS] for row in found)


def with_pandas(size: int, engine: Any) -> Prepared:
    """A data frame."""
    import pandas as pd

    path = workbook(size)

    def answer(frame: Any) -> list[Row]:
        return rows(
            [it.to_pydatetime() if isinstance(it, pd.Timestamp) else it for it in row]
            for row in frame[HEADINGS].itertuples(index=False)
        )

    return Prepared(lambda: pd.read_excel(path, sheet_name=SHEET, engine=engine), answer)


def with_python_calamine(size: int) -> Prepared:
    """A dict a row."""
    import python_calamine

    path = workbook(size)

    def read() -> list[dict[str, Any]]:
        book = python_calamine.CalamineWorkbook.from_path(path)
        headings, *lines = book.get_sheet_by_name(SHEET).to_python()
        return [dict(zip(headings, line, strict=True)) for line in lines]

    return Prepared(read, dicts)


def with_polars(size: int) -> Prepared:
    """A data frame of Arrow columns."""
    import polars as pl

    path = workbook(size)
    return Prepared(
        lambda: pl.read_excel(path, sheet_name=SHEET, engine="calamine"),
        lambda frame: rows(frame.select(HEADINGS).rows()),
    )


def contests() -> list[Contest]:
    """One."""
    return [
        Contest(
            "reading a workbook",
            "row",
            Way("ptr_py: load_workbook", ours, ("ptr_py",)),
            [
                Way("openpyxl", lambda size: with_openpyxl(size, False), ("openpyxl",)),
                Way("openpyxl, read-only", lambda size: with_openpyxl(size, True), ("openpyxl",)),
                Way(
                    "pandas on openpyxl",
                    lambda size: with_pandas(size, "openpyxl"),
                    ("pandas", "openpyxl"),
                ),
                Way(
                    "pandas on calamine",
                    lambda size: with_pandas(size, "calamine"),
                    ("pandas", "python_calamine"),
                ),
                Way("python-calamine", with_python_calamine, ("python_calamine",)),
                Way("polars (fastexcel)", with_polars, ("polars", "fastexcel")),
            ],
            SIZES,
        )
    ]
