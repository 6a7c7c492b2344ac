"""``plan.check``: findings as values, their rules, languages and cells."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from ptr_py import Finding, InvalidValue, Plan, Run, load_workbook, write_template

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2027, 3, 27, 8, tzinfo=UTC)


def record(number: int, **fields: Any) -> dict[str, Any]:
    """A step in which nothing is wrong, an hour after the one before it."""
    return {
        "id": f"CO{number:08}",
        "label": "Geler",
        "phase": "CO",
        "dry_runs": ["Live"],
        "prerequisites": [f"CO{number - 1:08}"] if number > 1 else [],
        "start": START + timedelta(hours=number),
        "duration": timedelta(hours=1),
        "team": "Registre",
    } | fields


def found(*records: dict[str, Any], rules: dict[str, Any] | None = None) -> list[Finding]:
    return Plan.from_records(records).check(rules)


def test_a_plan_in_which_nothing_is_wrong_has_no_findings() -> None:
    assert found(record(1), record(2)) == []


def test_a_finding_says_what_where_and_what_to_do() -> None:
    (finding,) = found(record(1, duration=timedelta(hours=2)), record(2))
    assert finding.code == "starts-before-prerequisite-ends"
    assert finding.severity == "warning"
    assert finding.step == "CO00000002"
    assert finding.field == "start"
    assert finding.dry_runs == ("Live",)
    assert finding.message.startswith("Step CO00000002: the step starts 1 h before")
    assert finding.cure.startswith("Start it 1 h later")
    assert (finding.sheet, finding.cell) == (None, None)
    assert str(finding) == finding.message
    assert pickle.loads(pickle.dumps(finding)) == finding
    assert finding.to_dict()["code"] == finding.code


def test_findings_are_told_in_the_language_asked_for() -> None:
    plan = Plan.from_records([record(1, duration=None)])
    told = {language: plan.check(language=language)[0] for language in ("fr", "en", "nl")}
    assert told["fr"].message.startswith("Étape CO00000001")
    assert told["fr"].cure.startswith("Donnez-lui une durée")
    assert told["nl"].cure.startswith("Geef hem een duur")
    assert plan.check() == [told["en"]]


def test_rules_weigh_findings_and_move_thresholds() -> None:
    plan = Plan.from_records([record(1, team=None, duration=timedelta(hours=3))])
    assert [it.code for it in plan.check()] == ["no-owner"]
    assert plan.check({"no-owner": "off"}) == plan.check({"no-owner": False}) == []
    assert plan.check({"no-owner": "error"})[0].severity == "error"
    for length in (timedelta(hours=2), "PT2H"):
        codes = [it.code for it in plan.check({"longest_step": length})]
        assert codes == ["no-owner", "long-step"]


@pytest.mark.parametrize(
    ("rules", "english", "french"),
    [
        ({"no-ownr": "off"}, '"no-ownr" is no key of the rules', "n'est pas une clé des règles"),
        ({"no-owner": "severe"}, '"severe" is no severity', "n'est pas une gravité"),
        ({"longest_step": 8}, '"8" is no length of time', "n'est pas une durée"),
        ({"longest_step": timedelta(hours=-1)}, "is no length of time", "n'est pas une durée"),
        ({"decisions": "go"}, "is no list of texts", "n'est pas une liste de textes"),
        ({"required_end": 7}, "is no name of a milestone", "n'est pas le nom d'un jalon"),
    ],
)
def test_rules_that_mean_nothing_are_refused(
    rules: dict[str, Any], english: str, french: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        found(record(1), rules=rules)
    assert str(refused.value).startswith("rules: ")
    assert english in str(refused.value)
    assert french in refused.value.text("fr")


def test_a_plan_from_a_workbook_knows_its_cells_and_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_template(path)
    assert load_workbook(path).check() == []
    book = openpyxl.load_workbook(path)
    sheet = book["Etapes-actions"]
    headings = [cell.value for cell in sheet[1]]
    cell = f"{get_column_letter(headings.index('Durée') + 1)}3"
    sheet[cell] = None
    book.save(path)

    plan = load_workbook(path)
    (finding,) = plan.check()
    assert (finding.code, finding.sheet, finding.cell) == ("no-duration", "Etapes-actions", cell)
    assert finding.message.startswith(f"Etapes-actions!{cell} (step ")
    assert plan.warnings == [], "loading tells what it told before"
    assert pickle.loads(pickle.dumps(plan)).check() == [finding]

    lenient = load_workbook(path, layout={"checks": {"no-duration": "off"}})
    assert lenient.check() == []
    assert lenient.check({}) == [finding], "rules of one's own take the place of the layout's"
    assert pickle.loads(pickle.dumps(lenient)).check() == []


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_sheet_of_findings_is_written_with_the_state_of_a_run(tmp_path: Path) -> None:
    plan = Plan.from_records([record(1, duration=None)])
    run = Run(plan.schedule("Live"))
    path = tmp_path / "status.xlsx"
    run.write_status_workbook(path, START)
    sheet = openpyxl.load_workbook(path)["Contrôles"]
    rows = list(sheet.values)
    assert rows[1][1] == "CO00000001"
    assert rows[1][-1] == "Étape sans durée (no-duration)"
