"""Plans that come from elsewhere, read through LibreOffice and from Python."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from round_trips import by_libreoffice

from ptr_py import InvalidValue, Plan, WorkbookError, load_workbook, write_template

TABLES = Path(__file__).resolve().parents[2] / "examples" / "data" / "tables"
SAMPLES = sorted(file.stem for file in TABLES.glob("*.xlsx"))


def layout(name: str) -> dict[str, Any]:
    """The layout that a sample comes with."""
    read: dict[str, Any] = yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def said(plan: Plan) -> tuple[list[dict[str, Any]], list[Any], list[str]]:
    """What a plan says, and the codes of what is told of it."""
    return plan.to_records(), list(plan.actors), [warning.code for warning in plan.warnings]


@pytest.fixture(scope="module", params=["ods", "xls", "xlsx"])
def converted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as LibreOffice writes them in another format, all at once."""
    into = tmp_path_factory.mktemp(request.param) / "theirs"
    return by_libreoffice([TABLES / f"{name}.xlsx" for name in SAMPLES], request.param, into)


def test_libreoffice_writes_the_same_plans(converted: Path) -> None:
    """Bold titles, groups of rows, days and times survive each format."""
    for name in SAMPLES:
        (written,) = converted.glob(f"{name}.*")
        if (name, written.suffix) == ("excel-list", ".xls"):
            # It writes no lists in this form, and so nothing says where the steps end.
            with pytest.raises(WorkbookError) as refused:
                load_workbook(written, layout=layout(name))
            assert refused.value.problems[0].code == "no-table-end"
            continue
        ours = load_workbook(TABLES / f"{name}.xlsx", layout=layout(name))
        assert said(load_workbook(written, layout=layout(name))) == said(ours), name


@pytest.mark.parametrize("name", SAMPLES)
def test_a_template_under_each_layout_loads_as_it_stands(name: str, tmp_path: Path) -> None:
    """A template reads back, with its three examples, under the layout that it was made for."""
    write_template(tmp_path / "plan.xlsx", layout=layout(name))
    plan = load_workbook(tmp_path / "plan.xlsx", layout=layout(name))
    assert (len(plan), plan.warnings) == (3, [])


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"steps": {"section": ["bold"]}}, "steps.section"),
        ({"actors": {"sections": ["bold"]}}, "actors.sections"),
        ({"steps": {"sections": ["bald"]}}, "bold"),
        ({"steps": {"ids": "rows"}}, "row"),
        ({"steps": {"ids": "row", "columns": {"id": "No"}}}, "steps.ids"),
        ({"steps": {"last_row": 0}}, "steps.last_row"),
        ({"links": "warn"}, "warning"),
    ],
)
def test_a_key_that_means_nothing_is_refused_with_a_hint(given: dict[str, Any], key: str) -> None:
    """A misspelt key is never dropped in silence."""
    with pytest.raises(InvalidValue, match=key):
        load_workbook(TABLES / "two-tables.xlsx", layout=given)
