"""The two nights on which the clocks change, in Luxembourg: cut-overs are on such nights.

On 25 October 2026 they show two to three o'clock twice, on 29 March 2026 never. What a plan dates
into an hour that shows twice is meant for its first showing; what it dates into one that never
shows happens when the clocks would have shown it had they not been put forward.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from campaign import rounds
from platform_scene import ANNE, HOUR, PAUL, HandClock, make_config, stored_plan
from site_scene import ENGLISH, FRENCH, text_of

import ptr_py
from ptr_platform.commands.reports import due_now
from ptr_platform.run.importing import FIRST_IMPORT
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mail_server import MailServer

    Night = Callable[..., Scheduler]

LUXEMBOURG = "Europe/Luxembourg"
MINUTE = timedelta(minutes=1)
TWICE, NEVER = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)
"""The nights, by the day on which they end."""
TIMES = [(1, 30), (2, 0), (2, 30), (3, 0), (3, 30)]


def utc(night: datetime, hour: int, minute: int = 0) -> datetime:
    return night.replace(hour=hour, minute=minute)


@pytest.fixture
def begin(tmp_path: Path, server: MailServer, clock: HandClock) -> Iterator[Night]:
    """Begins a night at ten in the evening, with a step at each of the times of the day."""
    stores: list[SqliteStore] = []

    def begin(
        night: datetime, times: list[tuple[int, int]] = TIMES, **sections: dict[str, Any]
    ) -> Scheduler:
        records = [
            {
                "id": f"CO0000{hour:02}{minute:02}",
                "phase": "CO",
                "dry_runs": ["FDR1"],
                "start": night.replace(hour=hour, minute=minute, tzinfo=None),
                "contacts": [ANNE],
            }
            for hour, minute in times
        ]
        plan = ptr_py.Plan.from_records(records, timezone=LUXEMBOURG, naive="plan")
        sections = {"mail": server.settings(), "excel": {"timezone": LUXEMBOURG}, **sections}
        config = make_config(tmp_path / str(len(stores)), **sections)
        store = SqliteStore(config.database.file)
        stores.append(store)
        clock.at = night - 3 * HOUR
        store.save_plan(stored_plan(plan), expected=Position(0, 0))
        store.write_note(FIRST_IMPORT, clock.at.isoformat())
        service = RunService(store, config, clock)
        return Scheduler(service, open_mailer(service))

    yield begin
    for store in stores:
        store.close()


def sleep_through(
    scheduler: Scheduler, clock: HandClock, server: MailServer, until: datetime
) -> list[tuple[datetime, str]]:
    """Wakes the scheduler when it asks for it, and not otherwise; when which mail has arrived."""
    arrived = []
    while clock.at < until:
        before = len(server.mails)
        outcome = scheduler.run()
        assert outcome.error is None
        assert outcome.next is not None
        assert outcome.next > clock.at, "it would never sleep"
        arrived += [(clock.at, str(mail["Subject"])) for mail in server.mails[before:]]
        clock.at = outcome.next
    return arrived


@pytest.mark.campaign
@pytest.mark.parametrize("night", [TWICE, NEVER], ids=["twice", "never"])
def test_whatever_a_step_is_dated_that_night_it_is_announced_once_and_then(
    begin: Night, clock: HandClock, server: MailServer, night: datetime
) -> None:
    for chance in rounds(3):
        times = sorted({(chance.randrange(6), chance.randrange(60)) for _ in range(5)})
        interval = chance.choice([600, 3600, 86400])
        scheduler = begin(night, times, scripts={"interval_seconds": interval})
        arrived = sleep_through(scheduler, clock, server, night + 12 * HOUR)
        # Of an hour that shows twice the first, of one that never shows as if it did.
        zone = ZoneInfo(LUXEMBOURG)
        expected = [
            (
                night.replace(hour=hour, minute=minute, tzinfo=zone).astimezone(UTC),
                f"[Transition-FDR1] CO0000{hour:02}{minute:02}-Exécution",
            )
            for hour, minute in times
        ]
        assert sorted(arrived) == sorted(expected)


def instant(night: datetime, time: tuple[int, int]) -> datetime:
    """When it is for the first time one of `TIMES` that night, written out."""
    hour, minute = {
        TWICE: [(-1, 30), (0, 0), (0, 30), (2, 0), (2, 30)],
        NEVER: [(0, 30), (1, 0), (1, 30), (1, 0), (1, 30)],
    }[night][TIMES.index(time)]
    return night + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize("night", [TWICE, NEVER], ids=["twice", "never"])
def test_each_step_is_announced_once_when_the_clocks_show_its_time(
    begin: Night, clock: HandClock, server: MailServer, night: datetime
) -> None:
    # It is woken by nothing but the plan.
    scheduler = begin(night, scripts={"interval_seconds": 86400})
    arrived = sleep_through(scheduler, clock, server, night + 12 * HOUR)
    expected = [
        (instant(night, time), f"[Transition-FDR1] CO0000{time[0]:02}{time[1]:02}-Exécution")
        for time in TIMES
    ]
    assert sorted(arrived) == sorted(expected)


@pytest.mark.parametrize("night", [TWICE, NEVER], ids=["twice", "never"])
@pytest.mark.parametrize("time", TIMES)
def test_a_weekly_report_came_up_to_an_interval_late(
    begin: Night, clock: HandClock, server: MailServer, night: datetime, time: tuple[int, int]
) -> None:
    hour, minute = time
    weekly = {"report_weekday": "sunday", "report_time": f"{hour:02}:{minute:02}"}
    scheduler = begin(
        night, scripts={"interval_seconds": 86400}, team={"report_to": [PAUL], **weekly}
    )
    arrived = sleep_through(scheduler, clock, server, night + timedelta(days=8))
    reports = [at for at, subject in arrived if "Exécution" not in subject]
    shown = instant(night, time)
    # A week later nothing is special about that hour: by the clocks, seven days.
    offset = timedelta(hours=1 if night is TWICE else 2)
    later = utc(night, hour, minute) + timedelta(days=7) - offset
    assert reports == [shown, later]


def test_the_report_of_monday_morning_comes_at_seven_by_the_changed_clocks(
    begin: Night, clock: HandClock, server: MailServer
) -> None:
    team = {"report_to": [PAUL], "report_weekday": "monday", "report_time": "07:00"}
    scheduler = begin(TWICE, team=team)
    arrived = sleep_through(scheduler, clock, server, TWICE + timedelta(days=2))
    reports = [at for at, subject in arrived if "Exécution" not in subject]
    assert reports == [datetime(2026, 10, 26, 6, tzinfo=UTC)]


@pytest.mark.parametrize("night", [TWICE, NEVER], ids=["twice", "never"])
def test_a_report_asked_for_while_an_hour_showed_for_the_second_time_had_been_sent_already(
    begin: Night, clock: HandClock, night: datetime
) -> None:
    scheduler = begin(night)
    at = night - HOUR
    while at < night + 4 * HOUR:
        clock.at = at
        weekly = due_now(scheduler.service, (PAUL,))
        owed = scheduler.service.run().notices(at, weekly=weekly)
        (report,) = (notice for notice in owed if notice.kind == "weekly-report")
        assert report.until is not None
        # The second showing is told as of the end of the first.
        assert timedelta() <= at - report.until <= HOUR
        again = night is TWICE and utc(night, 1) <= at < utc(night, 2)
        assert report.until == (utc(night, 0, 59) if again else at)
        at += 15 * MINUTE


def test_a_report_asked_for_in_that_hour_is_sent_once(
    begin: Night, clock: HandClock, server: MailServer
) -> None:
    scheduler = begin(TWICE)
    clock.at = utc(TWICE, 1, 30)
    outcome = scheduler.report(due_now(scheduler.service, (PAUL,)))
    assert (outcome.sent, outcome.error) == (1, None)
    clock.at = utc(TWICE, 1, 40)
    assert scheduler.report(due_now(scheduler.service, (PAUL,))).sent == 0
    assert [str(mail["To"]) for mail in server.mails] == [PAUL]


def test_regular_runs_are_as_far_apart_as_on_any_other_night(
    begin: Night, clock: HandClock
) -> None:
    scheduler = begin(TWICE, scripts={"interval_seconds": 600})
    while clock.at < TWICE + 5 * HOUR:
        outcome = scheduler.run()
        assert outcome.next is not None
        assert timedelta() < outcome.next - clock.at <= 10 * MINUTE
        clock.at = outcome.next


@pytest.mark.parametrize(
    ("wish", "day"), [(FRENCH, "dim. 25/10/2026"), (ENGLISH, "Sun 25 Oct 2026")]
)
def test_a_page_said_of_two_different_instants_that_it_was_half_past_two(
    begin: Night, clock: HandClock, wish: dict[str, str], day: str
) -> None:
    service = begin(TWICE).service
    app = create_app(service, service.config, clock)
    shown = []
    for hour in (-1, 0, 1, 2):
        clock.at = TWICE + timedelta(hours=hour, minutes=30)
        page = app.test_client().get("/", headers=wish)
        local = clock.at.astimezone(ZoneInfo(service.plan.timezone))
        assert f'<time datetime="{local.isoformat()}">' in page.text
        text = text_of(page)
        shown.append(text[text.index(day) + len(day) + 1 :].split(" · ")[0])
    app.extensions["ptr"].sign_in.finish()
    assert shown == ["01:30:00", "02:30:00 (UTC+2)", "02:30:00 (UTC+1)", "03:30:00"]
