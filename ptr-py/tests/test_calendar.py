"""Calendars, as another program reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM

from ptr_py import InvalidValue, Plan, Run


def entries(ics: str) -> dict[str, Any]:
    """The events of a calendar by the id of their step; what cannot be read fails."""
    calendar = Calendar.from_ical(ics)
    assert calendar["METHOD"] == "PUBLISH"
    assert not calendar.errors
    events = {str(event["SUMMARY"]).split(" ")[0]: event for event in calendar.walk("VEVENT")}
    assert all(not event.errors for event in events.values())
    return events


def test_a_person_has_their_steps_at_the_times_that_are_expected(run: Run) -> None:
    events = entries(run.to_ics(T0 + HOUR, mail=ANNE, language="en"))
    assert "CO1" in events
    event = events["CO1"]
    # Nobody has begun it yet, so it is expected to begin now; it was planned an hour ago.
    assert event.decoded("DTSTART") == T0 + HOUR
    assert event.decoded("DTEND") == T0 + 3 * HOUR
    assert event.decoded("DTSTAMP") == T0 + HOUR
    assert event["STATUS"] == "CONFIRMED"
    description = str(event["DESCRIPTION"])
    assert "Forecast: 2026-03-28 23:00 to 2026-03-29 01:00" in description
    assert "Plan: 2026-03-28 22:00 to 2026-03-29 00:00" in description
    assert description.endswith("Voir le guide.\nPuis fermer.")
    assert "BEGIN:VTIMEZONE" not in run.to_ics(T0)
    assert "X-WR-TIMEZONE:Europe/Brussels" in run.to_ics(T0)


def test_a_later_calendar_replaces_an_earlier_one(run: Run) -> None:
    before = entries(run.to_ics(T0, mail=ANNE))["CO1"]
    run.start("CO1", by=ANNE, at=T0)
    after = entries(run.to_ics(T0 + HOUR, mail=ANNE))["CO1"]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, run.version)
    assert before.decoded("DTSTAMP") < after.decoded("DTSTAMP")


def test_who_hands_a_step_over_finds_it_cancelled_and_who_gets_it_finds_it(run: Run) -> None:
    assert "CO1" not in entries(run.to_ics(T0, mail=CARLA))
    run.transfer("CO1", to=CARLA, by=ANNE, at=T0)
    later = T0 + timedelta(minutes=1)
    assert entries(run.to_ics(later, mail=ANNE))["CO1"]["STATUS"] == "CANCELLED"
    assert entries(run.to_ics(later, mail=CARLA.upper()))["CO1"]["STATUS"] == "CONFIRMED"
    # And back again: the first finds it again, the second no longer.
    run.transfer("CO1", to=ANNE, by=CARLA, at=later)
    last = T0 + timedelta(minutes=2)
    assert entries(run.to_ics(last, mail=ANNE))["CO1"]["STATUS"] == "CONFIRMED"
    assert entries(run.to_ics(last, mail=CARLA))["CO1"]["STATUS"] == "CANCELLED"


def test_a_step_that_is_skipped_is_cancelled(run: Run) -> None:
    run.skip("CO1", reason="Sans objet", by=TEAM, at=T0)
    assert entries(run.to_ics(T0))["CO1"]["STATUS"] == "CANCELLED"


def test_what_a_revision_takes_away_is_cancelled_for_those_who_had_it() -> None:
    step = {"phase": "CO", "dry_runs": ["FDR1"], "start": T0, "duration": HOUR}
    fixed = step | {"id": "CO1", "team": "Réseau", "contacts": [ANNE]}
    gone = step | {"id": "CO2", "team": "Réseau", "contacts": [ANNE]}
    moved = step | {"id": "CO3", "team": "Registre"}
    before = Plan.from_records([fixed, gone, moved | {"contacts": [ANNE]}])
    run = Run(before.schedule("FDR1"), [TEAM])
    published = entries(run.to_ics(T0, mail=ANNE))
    after = Plan.from_records([fixed, moved | {"team": "Marché", "contacts": [BOB]}])
    run.revise(after, by=TEAM, at=T0 + HOUR / 2)
    anne = entries(run.to_ics(T0 + HOUR, mail=ANNE))
    assert {step: str(event["STATUS"]) for step, event in anne.items()} == {
        "CO1": "CONFIRMED",
        "CO2": "CANCELLED",
        "CO3": "CANCELLED",
    }
    assert anne["CO2"]["UID"] == published["CO2"]["UID"]
    assert anne["CO2"]["SEQUENCE"] > published["CO2"]["SEQUENCE"]
    assert anne["CO2"].decoded("DTSTART") == T0
    assert [str(it["STATUS"]) for it in entries(run.to_ics(T0, mail=ANNE)).values()] == [
        "CONFIRMED"
    ] * 3, "the past keeps its plan"
    # A team that no plan has any more, one that is new, and everybody.
    statuses = {
        team: {step: str(it["STATUS"]) for step, it in entries(ics).items()}
        for team in ("Registre", "Marché", None)
        for ics in [run.to_ics(T0 + HOUR, team=team)]
    }
    assert statuses == {
        "Registre": {"CO3": "CANCELLED"},
        "Marché": {"CO3": "CONFIRMED"},
        None: {"CO1": "CONFIRMED", "CO2": "CANCELLED", "CO3": "CONFIRMED"},
    }
    assert "CO2" not in entries(run.to_ics(T0 + HOUR, mail=BOB))


def test_a_contingency_is_in_calendars_once_a_rollback_is_declared(run: Run) -> None:
    assert "FB1" not in entries(run.to_ics(T0))
    run.declare_rollback(reason="Trop d'écarts", by=TEAM, at=T0)
    declared = entries(run.to_ics(T0))
    assert declared["FB1"]["STATUS"] == "CONFIRMED"
    run.withdraw_rollback(reason="Fausse alerte", by=TEAM, at=T0 + HOUR)
    withdrawn = entries(run.to_ics(T0 + HOUR))
    assert withdrawn["FB1"]["STATUS"] == "CANCELLED"
    assert withdrawn["FB1"]["UID"] == declared["FB1"]["UID"]


def test_a_team_has_its_steps_and_one_that_is_not_there_is_told(run: Run) -> None:
    assert set(entries(run.to_ics(T0, team="Registre"))) == {"CO1"}
    assert entries(run.to_ics(T0, team="Registre", mail=BOB)) == {}
    with pytest.raises(InvalidValue, match="Registre"):
        run.to_ics(T0, team="Registres")
    with pytest.raises(InvalidValue):
        run.to_ics(T0, mail="nobody")
    with pytest.raises(InvalidValue, match="naive"):
        run.to_ics(datetime(2026, 3, 28))  # noqa: DTZ001


def test_without_an_instant_it_is_that_of_the_last_event(run: Run) -> None:
    assert entries(run.to_ics(mail=ANNE))["CO1"].decoded("DTSTAMP") == T0
    run.start("CO1", by=ANNE, at=T0 + HOUR)
    assert run.to_ics() == run.to_ics(T0 + HOUR)


@pytest.mark.parametrize("label", ["a\r\nBEGIN:VEVENT\r\n", "x" * 400, "é;,\\:\x07\u2028\nb"])
def test_no_text_of_a_plan_breaks_a_calendar(label: str) -> None:
    record: dict[str, Any] = {"id": "CO1", "label": label, "phase": "CO", "dry_runs": ["FDR1"]}
    record |= {"start": datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "instructions": label}
    plan = Plan.from_records([record], timezone="Europe/Brussels")
    ics = Run(plan.schedule("FDR1")).to_ics(base_url="https://ptr.grid.example")
    events = entries(ics)
    assert list(events) == ["CO1"]
    # 02:30 of the second time that the clocks show it.
    assert events["CO1"].decoded("DTSTART") == record["start"]
    assert events["CO1"]["URL"] == "https://ptr.grid.example/steps/CO1"
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
