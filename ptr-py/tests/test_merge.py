"""What differs between plans, and what two people have changed in one plan, put together."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from ptr_py import Actor, InvalidValue, Milestone, Plan, Run, load_workbook, merge

if TYPE_CHECKING:
    from pathlib import Path

TEN = datetime(2026, 3, 28, 22, tzinfo=UTC)
HOUR = timedelta(hours=1)
STEP: dict[str, Any] = {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"], "start": TEN}
OTHER = STEP | {"id": "CO00000002", "prerequisites": ["CO00000001"]}


def plan(*records: dict[str, Any], **frame: Any) -> Plan:
    return Plan.from_records(records or [STEP, OTHER], **frame)


def test_a_difference_tells_what_stands_beside_the_steps() -> None:
    before = plan(
        milestones=[Milestone(name="J0", dates={"FDR1": TEN})],
        actors=[Actor(team="Registre", team_leader="anne@grid.example")],
    )
    after = plan(
        milestones=[
            Milestone(name="J0", dates={"FDR1": TEN + HOUR}),
            Milestone(name="J1", dates={}),
        ],
        actors=[Actor(team="Registre", team_leader="bob@grid.example")],
        timezone="UTC",
    )
    difference = before.diff(after)
    assert difference.changed == {}
    assert difference.milestones.added == ["J1"]
    assert difference.milestones.changed == {"J0": {"FDR1": (TEN, TEN + HOUR)}}
    assert difference.actors.changed == {
        "Registre": {"team_leader": ("anne@grid.example", "bob@grid.example")}
    }
    assert difference.settings == {"timezone": ("Europe/Brussels", "UTC")}
    assert difference
    assert not after.diff(after)


def test_teams_of_one_name_in_two_departments_are_told_apart(tmp_path: Path) -> None:
    def led(market: str, grid: str) -> Plan:
        teams = [("Marché", market), ("Réseau", grid)]
        return plan(
            actors=[
                Actor(team="Registre", department=name, team_leader=f"{who}@grid.example")
                for name, who in teams
            ]
        )

    base = led("anne", "bob")
    merged = merge(base, led("chloe", "bob"), led("anne", "david"))
    assert merged.plan == led("chloe", "david")
    assert list(base.diff(led("anne", "david")).actors.changed) == ["Registre (Réseau)"]
    sides = []
    for name, market in (("ours", "chloe"), ("theirs", "emma")):
        led(market, "bob").write_workbook(tmp_path / f"{name}.xlsx")
        sides.append(load_workbook(tmp_path / f"{name}.xlsx"))
    (conflict,) = merge(base, *sides).conflicts
    assert (conflict.name, conflict.field) == ("Registre (Marché)", "team_leader")
    assert conflict.ours_at == conflict.theirs_at
    sheet, cell = str(conflict.ours_at).rsplit("!", 1)
    book = openpyxl.load_workbook(tmp_path / "ours.xlsx")
    assert book[sheet.strip("'")][cell].value == "chloe@grid.example"


def test_a_difference_reads_as_sentences_in_every_language() -> None:
    difference = plan().diff(plan(STEP | {"duration": HOUR}))
    assert difference.sentences() == [
        "Étape supprimée\N{NO-BREAK SPACE}: CO00000002.",
        "Étape CO00000001\N{NO-BREAK SPACE}: Durée (rien) → 1 h.",
    ]
    again = pickle.loads(pickle.dumps(difference))
    assert again == difference
    assert again.sentences("nl")[0] == "Stap verwijderd: CO00000002."
    with pytest.raises(InvalidValue):
        difference.sentences("de")


def test_what_each_has_changed_is_put_together() -> None:
    ours = plan(STEP | {"label": "Ouvrir"}, OTHER)
    theirs = plan(STEP, OTHER | {"duration": HOUR}, STEP | {"id": "CO00000003"})
    merged = merge(plan(), ours, theirs)
    assert (merged.conflicts, merged.problems) == ([], [])
    assert merged.plan == plan(
        STEP | {"label": "Ouvrir"}, OTHER | {"duration": HOUR}, STEP | {"id": "CO00000003"}
    )


def test_a_conflict_tells_both_values() -> None:
    ours = plan(STEP | {"start": TEN + HOUR}, OTHER)
    theirs = plan(STEP | {"start": TEN - HOUR}, OTHER)
    merged = merge(plan(), ours, theirs)
    assert merged.plan is None
    (conflict,) = merged.conflicts
    assert (conflict.part, conflict.name, conflict.field) == ("step", "CO00000001", "start")
    assert (conflict.base, conflict.ours, conflict.theirs) == (TEN, TEN + HOUR, TEN - HOUR)
    assert "22:00" in conflict.text("fr")
    assert "CO00000001" in pickle.loads(pickle.dumps(conflict)).text("nl")


def test_a_step_that_one_has_removed_and_the_other_changed_is_a_conflict() -> None:
    merged = merge(plan(), plan(STEP), plan(STEP, OTHER | {"label": "Charger"}))
    (conflict,) = merged.conflicts
    assert (conflict.removed, conflict.ours, conflict.theirs) == ("ours", None, "Charger")


def test_two_plans_that_are_right_may_make_one_that_is_not() -> None:
    base = plan(STEP, OTHER | {"prerequisites": []})
    ours = plan(STEP, OTHER)
    theirs = plan(STEP | {"prerequisites": ["CO00000002"]}, OTHER | {"prerequisites": []})
    merged = merge(base, ours, theirs)
    assert (merged.plan, merged.conflicts) == (None, [])
    assert [problem.code for problem in merged.problems] == ["cycle"]


def test_a_base_that_neither_comes_from_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        merge(plan(STEP | {"id": "HO00000001"}), plan(), plan())
    assert "aucune étape en commun" in refused.value.text("fr")


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_workbook_of_an_older_export_is_merged_on_the_plan_it_was_written_from(
    tmp_path: Path,
) -> None:
    older, newer = plan(STEP, OTHER), plan(STEP, OTHER | {"label": "Charger"})
    Run(older.schedule("FDR1")).write_status_workbook(tmp_path / "status.xlsx", TEN)
    book = openpyxl.load_workbook(tmp_path / "status.xlsx")
    sheet = book["Etapes-actions"]
    headings = [str(cell.value) for cell in sheet[1]]
    sheet.cell(2, headings.index("Libellé") + 1, "Ouvrir")
    book.save(tmp_path / "edited.xlsx")

    theirs = load_workbook(tmp_path / "edited.xlsx")
    assert theirs.written_from == older.digest == pickle.loads(pickle.dumps(theirs)).written_from
    assert merge(older, newer, theirs).plan == plan(
        STEP | {"label": "Ouvrir"}, OTHER | {"label": "Charger"}
    )
    with pytest.raises(InvalidValue) as refused:
        merge(newer, newer, theirs)
    for language, words in [("fr", "a été écrit"), ("en", "was written"), ("nl", "is geschreven")]:
        said = refused.value.text(language)
        assert words in said
        assert older.digest in said
        assert newer.digest in said


def test_a_conflict_of_workbooks_names_both_cells(tmp_path: Path) -> None:
    def written(name: str, label: str) -> Plan:
        plan(STEP | {"label": label}, OTHER).write_workbook(tmp_path / name)
        return load_workbook(tmp_path / name)

    base, ours, theirs = (written(f"{it}.xlsx", it) for it in ("base", "ours", "theirs"))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.ours, conflict.theirs) == ("ours", "theirs")
    assert conflict.ours_at == conflict.theirs_at
    assert str(conflict.ours_at).startswith("Etapes-actions!")


MARCH, APRIL, MAY, JUNE = (TEN.replace(month=it, tzinfo=None) for it in (3, 4, 5, 6))
SHEETS: dict[str, list[list[Any]]] = {
    "Etapes-actions": [
        ["Id", "Libellé", "Phase", "Dry run", "Prérequis", "Date", "Date FDR1", "Risque", "Équipe"],
        ["CO00000001", "Ouvrir", "CO", "FDR1; FDR2", None, APRIL, MARCH, "haute", "Réseau"],
        ["CO00000002", "Charger", "CO", "FDR1; FDR2", "CO00000001", APRIL],
    ],
    "Dates": [
        ["Jalon", "FDR1", "FDR2", "Fin requise", "Fixé par", "Salle"],
        ["J0", MARCH, APRIL, None, None, "A"],
        ["Repli", MARCH, APRIL, None, None, "A"],
    ],
    "Acteurs": [
        ["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département", "Étage"],
        ["Réseau", "Exploitation", "anne@grid.example", "bob@grid.example", 2],
    ],
    "Environnements": [
        ["Environnement", "FDR1", "FDR2", "Hébergeur"],
        ["Registre", "reg-1", "reg-2", "Nord"],
    ],
}
"""A workbook with a column or cell for each kind of field there is."""


def edited(path: Path, cells: dict[str, Any], sheets: dict[str, list[list[Any]]] = SHEETS) -> Plan:
    """The plan of the workbook in which these cells have been written."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for place, value in cells.items():
        title, cell = place.split("!")
        book[title][cell] = value
    book.save(path)
    return load_workbook(path)


STEPS, DATES, ACTORS, ENVIRONMENTS = SHEETS


@pytest.mark.parametrize(
    ("cell", "ours", "theirs", "field"),
    [
        (f"{STEPS}!B2", "Fermer", "Arrêter", ("step", "CO00000001", "label")),
        (f"{STEPS}!D3", "FDR1", "FDR2", ("step", "CO00000002", "dry_runs")),
        (f"{STEPS}!F2", MAY, JUNE, ("step", "CO00000001", "start")),
        (f"{STEPS}!G2", MAY, JUNE, ("step", "CO00000001", "start")),
        (f"{STEPS}!F3", MAY, JUNE, ("step", "CO00000002", "start")),
        (f"{STEPS}!G3", MAY, JUNE, ("step", "CO00000002", "start")),
        (f"{STEPS}!H2", "basse", "moyenne", ("step", "CO00000001", "Risque")),
        (f"{STEPS}!H3", "basse", "moyenne", ("step", "CO00000002", "Risque")),
        (f"{DATES}!C2", MAY, JUNE, ("milestone", "J0", "FDR2")),
        (f"{DATES}!D2", "x", "CO", ("milestone", "J0", "required_end")),
        (f"{DATES}!F3", "B", "C", ("milestone", "Repli", "Salle")),
        (f"{ACTORS}!B2", "Marché", "Clientèle", ("actor", "Réseau", "department")),
        (f"{ACTORS}!C2", "c@grid.example", "d@grid.example", ("actor", "Réseau", "team_leader")),
        (
            f"{ACTORS}!D2",
            "c@grid.example",
            "d@grid.example",
            ("actor", "Réseau", "head_of_department"),
        ),
        (f"{ACTORS}!E2", 3, 4, ("actor", "Réseau", "Étage")),
        (f"{ENVIRONMENTS}!C2", "reg-3", "reg-4", ("environment", "Registre", "FDR2")),
        (f"{ENVIRONMENTS}!D2", "Sud", "Est", ("environment", "Registre", "Hébergeur")),
    ],
)
def test_a_conflict_names_the_cell_of_its_field(
    tmp_path: Path, cell: str, ours: Any, theirs: Any, field: tuple[str, str, str]
) -> None:
    base = edited(tmp_path / "base.xlsx", {})
    sides = [edited(tmp_path / "side.xlsx", {cell: value}) for value in (ours, theirs)]
    (conflict,) = merge(base, *sides).conflicts
    assert (conflict.part, conflict.name, conflict.field) == field
    assert (conflict.ours_at, conflict.theirs_at) == (cell, cell)


def test_each_side_of_a_conflict_has_the_cell_of_its_own_workbook(tmp_path: Path) -> None:
    """One writes the date of a dry run into its column, the other the date of all dry runs."""
    base = edited(tmp_path / "base.xlsx", {})
    ours = edited(tmp_path / "ours.xlsx", {f"{STEPS}!G3": MAY})
    theirs = edited(tmp_path / "theirs.xlsx", {f"{STEPS}!F3": JUNE})
    (conflict,) = merge(base, pickle.loads(pickle.dumps(ours)), theirs).conflicts
    assert (conflict.ours_at, conflict.theirs_at) == (f"{STEPS}!G3", f"{STEPS}!F3")


def test_a_milestone_with_a_row_for_each_dry_run_has_the_cell_of_that_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Jalon", "Dry run", "Date"],
        ["J0", "FDR1", MARCH],
        ["J0", "FDR2", APRIL],
    ]
    sheets = SHEETS | {DATES: rows}
    plans = (
        edited(tmp_path / "plan.xlsx", {f"{DATES}!C3": date}, sheets) for date in (APRIL, MAY, JUNE)
    )
    (conflict,) = merge(*plans).conflicts
    assert (conflict.name, conflict.field, conflict.ours_at) == ("J0", "FDR2", f"{DATES}!C3")


def test_a_milestone_of_one_date_has_its_cell_in_every_dry_run(tmp_path: Path) -> None:
    sheets = SHEETS | {DATES: [["Jalon", "Date"], ["J0", APRIL]]}
    plans = (
        edited(tmp_path / "plan.xlsx", {f"{DATES}!B2": date}, sheets) for date in (APRIL, MAY, JUNE)
    )
    conflicts = merge(*plans).conflicts
    assert [(it.field, it.theirs_at) for it in conflicts] == [
        ("FDR1", f"{DATES}!B2"),
        ("FDR2", f"{DATES}!B2"),
    ]


def test_what_a_phase_sets_has_a_cell_and_its_label_stands_in_the_layout(tmp_path: Path) -> None:
    base, ours, theirs = (
        edited(tmp_path / "plan.xlsx", cells)
        for cells in ({}, {f"{DATES}!E2": "FB-RB"}, {f"{DATES}!E3": "FB-RB"})
    )
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.part, conflict.name, conflict.field) == ("phase", "FB-RB", "sets")
    assert (conflict.ours_at, conflict.theirs_at) == (f"{DATES}!E2", f"{DATES}!E3")


def test_what_only_python_can_hold_goes_along() -> None:
    something = object()
    ours = plan(STEP | {"ticket": something}, OTHER)
    merged = merge(plan(), ours, plan(STEP, OTHER | {"label": "Charger"})).plan
    assert merged is not None
    assert merged["CO00000001"]["ticket"] is something


def test_the_digest_is_that_of_the_content() -> None:
    assert plan().digest == Plan.from_json(plan().to_json()).digest
    assert plan().digest != plan(STEP).digest
