"""LibreOffice opens the workbooks that are written, shows what they say, and writes them back."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from round_trips import by_libreoffice

from ptr_py import Run, Schedule, State, load_workbook, write_template

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "plan-de-transition.xlsx"
COORDINATOR = "transition@grid.example"
# As cells show them, without the opacity before.
COLOURS = {
    "prête": "008000",
    "en cours": "0000FF",
    "en retard": "FF0000",
    "verrouillée": "FFA500",
    "en attente": "D3D3D3",
}


def converted(file: Path, form: str, into: Path) -> Path:
    """What LibreOffice makes of a file."""
    return by_libreoffice([file], form, into) / f"{file.stem}.{form}"


@pytest.fixture(scope="module")
def run() -> Run:
    """The sample plan, in which one step is terminated and one open."""
    run = Run(load_workbook(SAMPLE).schedule("FDR2"), [COORDINATOR])
    at = later(run.schedule)
    first = ready(run, at)[0]
    run.start(first, by=COORDINATOR, at=at)
    run.close(first, by=COORDINATOR, at=at)
    run.start(ready(run, at)[0], by=COORDINATOR, at=at)
    return run


def ready(run: Run, at: datetime) -> list[str]:
    """The steps that may start."""
    return [step for step, state in run.states(at).items() if state is State.READY]


def later(schedule: Schedule) -> datetime:
    """Two days after the first step that waits for others was to start."""
    waiting = next(step for step in schedule.ids if schedule.prerequisites(step))
    start = schedule.start(waiting)
    assert start is not None
    return start + timedelta(days=2)


def states(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    """The state that a sheet shows of each step, and in which colour."""
    headings = [str(cell.value) for cell in sheet[1]]
    ids, shown = headings.index("Identifiant"), headings.index("▸ État")
    cells = {str(row[ids].value): row[shown] for row in sheet.iter_rows(min_row=2)}
    return {step: (str(it.value), str(it.fill.fgColor.rgb)[2:]) for step, it in cells.items()}


@pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # openpyxl does not know data bars
def test_a_status_workbook_keeps_states_colours_and_plan(run: Run, tmp_path: Path) -> None:
    at = later(run.schedule)
    run.write_status_workbook(tmp_path / "status.xlsx", at)
    theirs = converted(tmp_path / "status.xlsx", "xlsx", tmp_path / "lo")

    assert load_workbook(theirs) == run.schedule.plan
    assert load_workbook(theirs).written_from == run.schedule.plan.digest
    book = openpyxl.load_workbook(theirs)
    assert book.sheetnames[:3] == ["Synthèse", "Prévision", "Etapes-actions"]
    sheet = book["Etapes-actions"]
    # Without a window LibreOffice forgets what is frozen; in the file it read, it is.
    ours = openpyxl.load_workbook(tmp_path / "status.xlsx")["Etapes-actions"]
    assert ours.freeze_panes == "D2"
    assert sheet.auto_filter.ref is not None
    shown = states(sheet)
    for step, state in run.states(at).items():
        label = state.label("fr")
        assert shown[step][0] == label
        assert shown[step][1] == COLOURS.get(label, shown[step][1])
    assert {State.OPEN, State.TERMINATED, State.LOCKED} <= set(run.states(at).values())


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_forecast_keeps_its_lights_dates_and_decisions(run: Run, tmp_path: Path) -> None:
    at = later(run.schedule)
    run.write_status_workbook(tmp_path / "status.xlsx", at, language="en")
    theirs = openpyxl.load_workbook(converted(tmp_path / "status.xlsx", "xlsx", tmp_path / "lo"))
    ours = openpyxl.load_workbook(tmp_path / "status.xlsx")
    forecast = run.forecast(at)
    odds = forecast.simulate(threads=1)
    (required,) = forecast.required_ends
    phase = None if isinstance(required.of, str) else required.of["phase"]
    light = forecast.light(odds, phase, by=required.by)
    words = {"green": ("in time", "008000"), "amber": ("at risk", "FFA500")}
    words["red"] = ("too late", "FF0000")
    for book in (ours, theirs):
        rows = list(book["Forecast"].iter_rows(min_row=2))
        (told,) = (row for row in rows if row[0].value == required.milestone)
        assert (told[2].value, str(told[2].fill.fgColor.rgb)[2:]) == words[str(light)]
        zone = ZoneInfo(run.schedule.plan.timezone)
        local = required.by.astimezone(zone).replace(tzinfo=None)
        assert told[3].value == local
        sections = [str(row[0].value) for row in rows]
        assert {"Expected ends", "Required ends", "Decisions to come"} <= set(sections)
        moved = sections[next(i for i, it in enumerate(sections) if it.startswith("Why")) + 2]
        since = min(start for step in run.schedule.ids if (start := run.schedule.start(step)))
        causes = run.drift(since, at)
        total = sum((cause.amount for cause in causes), timedelta())
        assert float(moved) == pytest.approx(total / timedelta(minutes=1), abs=0.1)


def test_a_plan_workbook_and_a_template_survive_every_format(tmp_path: Path) -> None:
    plan = load_workbook(SAMPLE)
    plan.write_workbook(tmp_path / "plan.xlsx")
    assert load_workbook(converted(tmp_path / "plan.xlsx", "ods", tmp_path / "ods")) == plan

    write_template(tmp_path / "modele.xlsx")
    template = load_workbook(tmp_path / "modele.xlsx")
    theirs = converted(tmp_path / "modele.xlsx", "xlsx", tmp_path / "xlsx")
    assert load_workbook(theirs) == template
    rules = openpyxl.load_workbook(theirs)["Etapes-actions"].data_validations.dataValidation
    assert '"PP,AC,CO,DC,HO,FB-RB"' in {rule.formula1 for rule in rules}
