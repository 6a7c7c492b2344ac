"""Dates, milestones and durations, however they are given."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sheets import (
    DATES,
    HEADINGS,
    T0,
    T1,
    T2,
    faults,
    load,
    load_steps,
    local,
    make,
    problems,
    step,
    told,
)

if TYPE_CHECKING:
    import openpyxl

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("J0", timedelta()),
        ("j0", timedelta()),
        (" J0\xa0", timedelta()),
        ("J 0", timedelta()),
        ("J0 + 2 h", 2 * HOUR),
        ("J0+2h", 2 * HOUR),
        ("J0 +1j 2h", DAY + 2 * HOUR),
        ("J0 - 5 j", -5 * DAY),
        ("J0 \u2212 5\xa0j", -5 * DAY),
        ("J0 \u2013 5 jours", -5 * DAY),
        ("J0 + 90 min", 1.5 * HOUR),
        ("J0 + 1 h 30", 1.5 * HOUR),
        ("J0 + 1h30", 1.5 * HOUR),
        ("J0 - 30 min", -HOUR / 2),
        ("J0 + 1 j", DAY),
        ("J0 + 1 day", DAY),
        ("J0 + 1 semaine", 7 * DAY),
    ],
)
def test_a_date_is_a_milestone_with_an_offset(text: str, offset: timedelta) -> None:
    plan = load_steps(step(start=text, dry_runs="FDR2"))
    assert local(plan, "CO00000001", "FDR2") == T1 + offset
    assert plan.warnings == []


def test_a_milestone_has_its_own_date_in_each_dry_run() -> None:
    plan = load_steps(step(start="J0 + 2 h", dry_runs="FDR1;FDR2;Live"))
    starts = [local(plan, "CO00000001", name) for name in ("FDR1", "FDR2", "Live")]
    assert starts == [T0 + 2 * HOUR, T1 + 2 * HOUR, T2 + 2 * HOUR]


@pytest.mark.parametrize("value", [T0, date(2026, 3, 27), datetime(2026, 3, 27, 8, 15, 30)])  # noqa: DTZ001
def test_a_cell_may_hold_a_date(value: Any) -> None:
    plan = load_steps(step(start=value))
    midnight = datetime.combine(value, time()) if type(value) is date else value
    assert local(plan, "CO00000001", "FDR1") == midnight


def test_a_workbook_may_count_from_1904() -> None:
    book = make([HEADINGS, step(start=T0, duration=timedelta(hours=30))])
    book.epoch = CALENDAR_MAC_1904
    plan = load(book)
    assert local(plan, "CO00000001", "FDR1") == T0
    assert plan["CO00000001"].duration == timedelta(hours=30)


@pytest.mark.parametrize(
    "names",
    [
        ("Date FDR1", "Date FDR2"),
        ("DATE fdr1", "date d'exécution FDR2"),
        ("Date (FDR1)", "Date - FDR2"),
        ("Date\nFDR1", "Start FDR2"),
        ("FDR1 date", "FDR2 - Date d'exécution"),
    ],
)
@pytest.mark.parametrize("lists", [True, False])
def test_there_may_be_one_date_column_a_dry_run(names: tuple[str, str], lists: bool) -> None:
    at = HEADINGS.index("Date d'exécution")
    headings = [*HEADINGS[:at], *names, *HEADINGS[at + 1 :]]
    rows = [step(1, dry_runs="FDR1,FDR2"), step(2, start="J0 - 1 h")]
    rows[0][at : at + 1] = [T0, "J0 + 1 j"]
    rows[1][at : at + 1] = ["J0 - 1 h", None]
    table = [headings, *rows]
    if not lists:
        table = [[cell for n, cell in enumerate(row) if n != 3] for row in table]
    plan = load(make(table))
    assert plan["CO00000001"].dry_runs == ["FDR1", "FDR2"]
    assert plan["CO00000002"].dry_runs == ["FDR1"]
    assert local(plan, "CO00000001", "FDR1") == T0
    assert local(plan, "CO00000001", "FDR2") == T1 + DAY
    assert local(plan, "CO00000002", "FDR1") == T0 - HOUR
    assert plan.warnings == []


def test_where_a_dry_run_has_no_date_of_its_own_that_of_all_counts() -> None:
    row = [*step(dry_runs="FDR1;FDR2;Live", start=T2), T0]
    plan = load(make([[*HEADINGS, "Date FDR1"], row], dates=[["Jalon", "FDR1", "FDR2"]]))
    starts = [local(plan, "CO00000001", name) for name in ("FDR1", "FDR2", "Live")]
    assert starts == [T0, T2, T2]


@pytest.mark.parametrize(
    "text",
    [
        "27/03/2026",
        "27.03.2026 22:00",
        "2026-03-27",
        "27 mars 2026",
        "bientôt",
        "J1",
        "J0 + ?",
        "J0 2 h",
    ],
)
def test_a_text_that_is_no_milestone_is_told_with_its_cell(text: str) -> None:
    found = problems(make([HEADINGS, step(1), step(2, start=text)]))
    assert told(found) == ["unreadable-date Etapes-actions!F3"]
    assert found[0].found == text
    assert found[0].expected
    assert text in found[0].message
    assert found[0].step == "CO00000002"


@pytest.mark.parametrize("value", [46000, 46000.5, True, time(22, 0)])
def test_what_is_not_formatted_as_a_date_is_none(value: Any) -> None:
    assert faults(make([HEADINGS, step(start=value)])) == ["unreadable-date Etapes-actions!F2"]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("%d/%m/%Y %H:%M", "27/03/2026 22:00"), ("%d.%m.%Y %Hh%M", " 27.03.2026 22h00 ")],
)
def test_text_dates_are_read_where_the_layout_gives_their_format(pattern: str, text: str) -> None:
    dates = [["Jalon", "FDR1"], ["J0", text]]
    book = make([HEADINGS, step(1, start=text), step(2, start="J0")], dates=dates)
    plan = load(book, {"text_dates": pattern})
    assert local(plan, "CO00000001", "FDR1") == T0
    assert local(plan, "CO00000002", "FDR1") == T0
    assert faults(book) == [
        "unreadable-date Dates!B2",
        "unreadable-date Etapes-actions!F2",
    ]


@pytest.mark.parametrize("dash", [None, "-", "\u2014", " ", "\xa0"])
def test_no_date_is_a_warning(dash: Any) -> None:
    plan = load_steps(step(start=dash))
    assert told(plan.warnings) == ["no-start Etapes-actions!F2"]


def test_a_milestone_without_a_date_in_one_dry_run_is_a_warning_there() -> None:
    dates = [["Jalon", "FDR1", "FDR2"], ["J0", T0, None]]
    plan = load(make([HEADINGS, step(dry_runs="FDR1;FDR2", start="J0")], dates=dates))
    assert told(plan.warnings) == ["no-start Etapes-actions!F2"]
    assert "FDR2" in plan.warnings[0].message
    assert "FDR1" not in plan.warnings[0].message


def test_a_milestones_unreadable_date_is_told_once_and_not_for_each_step() -> None:
    dates = [["Jalon", "FDR1", "FDR2"], ["J0", "27/03/2026", T1], ["J1", T0, T1]]
    rows = [step(n, dry_runs="FDR1;FDR2", start="J0") for n in range(1, 5)]
    assert told(problems(make([HEADINGS, *rows], dates=dates))) == ["unreadable-date Dates!B2"]


@pytest.mark.parametrize(
    "heading",
    [
        "Jalon",
        "Date",
        "Milestone",
        "Nom",
        "Libellé",
        "Événement",
        "Identifiant",
        "J",
        "Jalons",
        "Dates",
    ],
)
@pytest.mark.parametrize("above", [[], [["Dates du plan"], [None]]])
def test_milestones_are_found_under_many_headings(heading: str, above: list[Any]) -> None:
    dates = [*above, [heading, "FDR1", "FDR2"], ["J0", T0, T1], ["Bascule", T1, T1]]
    plan = load(make([HEADINGS, step(start="J0"), step(2, start="Bascule - 1 h")], dates=dates))
    assert [milestone.name for milestone in plan.milestones] == ["J0", "Bascule"]
    assert local(plan, "CO00000002", "FDR1") == T1 - HOUR


@pytest.mark.parametrize("date_heading", ["Date", "Date et heure", "Quand"])
@pytest.mark.parametrize("name_heading", ["Jalon", "Événement", "J"])
def test_milestones_may_have_a_row_for_each_dry_run(name_heading: str, date_heading: str) -> None:
    dates = [
        [name_heading, "Dry run", date_heading, "Remarque"],
        ["J0", "FDR1", T0, "à confirmer"],
        ["J0", "FDR2", T1],
        ["J1", "FDR1", T2],
    ]
    plan = load(make([HEADINGS, step(start="J0", dry_runs="FDR1;FDR2")], dates=dates))
    assert [it.name for it in plan.milestones] == ["J0", "J1"]
    assert local(plan, "CO00000001", "FDR2") == T1
    assert plan.warnings == []


def test_one_date_may_count_in_every_dry_run() -> None:
    plan = load(
        make(
            [HEADINGS, step(start="J0", dry_runs="FDR1;FDR2")],
            dates=[["Jalon", "Date"], ["J0", T0]],
        )
    )
    assert local(plan, "CO00000001", "FDR2") == T0
    assert plan.dry_runs == ["FDR1", "FDR2", "Live"]


def test_a_milestone_is_known_by_its_code_and_by_its_label() -> None:
    dates = [["Code", "Libellé", "FDR1"], ["J0", "Jour de bascule", T0]]
    plan = load(
        make([HEADINGS, step(1, start="J0"), step(2, start="jour de bascule + 1 h")], dates=dates)
    )
    assert local(plan, "CO00000002", "FDR1") == T0 + HOUR


def test_dry_runs_of_any_name_are_known_by_the_dates_below_them() -> None:
    dates = [["Jalon", "Blanc", "Réel", "Commentaire"], ["J0", T0, T1, "ferme"]]
    rows = [step(1, start="J0", dry_runs="blanc ; RÉEL"), step(2, dry_runs="FDR1")]
    found = problems(make([HEADINGS, *rows], dates=dates, environments=[["Environnement"]]))
    assert told(found) == ["unknown-dry-run Etapes-actions!D3"]
    plan = load(make([HEADINGS, rows[0]], dates=dates, environments=[["Environnement", "Réel"]]))
    assert plan.dry_runs == ["Blanc", "Réel"]


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("1 h 30", 90),
        ("1h30", 90),
        ("90 min", 90),
        ("90", 90),
        (90, 90),
        (90.0, 90),
        (0.5, 0.5),
        ("2 j", 2880),
        ("2 jours", 2880),
        ("1 j 2 h", 1560),
        ("1,5 h", 90),
        ("1.5 h", 90),
        ("1:30", 90),
        ("01:30:00", 90),
        ("45\xa0min", 45),
        ("2H", 120),
        (time(1, 30), 90),
        (timedelta(hours=1, minutes=30), 90),
        (timedelta(days=2, hours=1), 2940),
        (timedelta(0), 0),
        (0, 0),
    ],
)
def test_a_duration_is_read_in_every_notation(value: Any, minutes: float) -> None:
    plan = load_steps(step(duration=value))
    assert plan["CO00000001"].duration == timedelta(minutes=minutes)


@pytest.mark.parametrize("value", [None, "-", " "])
def test_no_duration_is_none(value: Any) -> None:
    plan = load_steps(step(duration=value))
    assert (plan["CO00000001"].duration, plan.warnings) == (None, [])


@pytest.mark.parametrize("value", ["longtemps", "1 h 30 x", -5, "-5 min", True, T0, "2 mois"])
def test_what_is_no_duration_is_told_with_its_cell(value: Any) -> None:
    found = problems(make([HEADINGS, step(duration=value)]))
    assert told(found) == ["unreadable-duration Etapes-actions!G2"]
    assert found[0].found
    assert found[0].expected


def test_the_layout_gives_the_unit_of_plain_numbers() -> None:
    plan = load_steps(step(duration=2), layout={"duration_unit": "hours"})
    assert plan["CO00000001"].duration == 2 * HOUR


def test_the_layout_gives_the_time_zone() -> None:
    plan = load_steps(step(start=T0), layout={"timezone": "UTC"})
    start = plan.schedule("FDR1").start("CO00000001")
    assert start is not None
    assert start.replace(tzinfo=None) == T0


def test_a_start_in_the_hour_that_the_clocks_skip_is_a_warning() -> None:
    plan = load_steps(step(start=datetime(2026, 3, 29, 2, 30)))  # noqa: DTZ001
    assert told(plan.warnings) == ["clock-change Etapes-actions!F2"]


def test_hours_elapse_and_days_are_calendar_days_across_a_change_of_clocks() -> None:
    dates = [["Jalon", "FDR1"], ["J0", datetime(2026, 3, 28, 22)]]  # noqa: DTZ001
    rows = [step(1, start="J0 + 1 j"), step(2, start="J0 + 24 h")]
    plan = load(make([HEADINGS, *rows], dates=dates))
    assert local(plan, "CO00000001", "FDR1") == datetime(2026, 3, 29, 22)  # noqa: DTZ001
    assert local(plan, "CO00000002", "FDR1") == datetime(2026, 3, 29, 23)  # noqa: DTZ001


def test_without_a_sheet_of_dates_a_milestone_is_an_unreadable_date() -> None:
    book: openpyxl.Workbook = make([HEADINGS, step(1), step(2, start="J0")], dates=None)
    assert faults(book, {"dates": None}) == ["unreadable-date Etapes-actions!F3"]
    assert len(DATES) == 2
