"""What the pages of the team show, for programs: journal, desk, wall, findings, health."""

from typing import Annotated, Any, Literal

from pydantic import Field
from werkzeug.wrappers import Response

from ptr_platform.web import health
from ptr_platform.web.api import requests
from ptr_platform.web.api.answers import (
    Answer,
    BlockingDefect,
    Count,
    Events,
    Ids,
    Instant,
    Mail,
    Share,
)
from ptr_platform.web.api.operations import operation
from ptr_platform.web.moment import Moment, Row
from ptr_platform.web.pages.desk import Desk
from ptr_platform.web.pages.journal import PAGE, Wanted
from ptr_platform.web.pages.wall import lines
from ptr_py.typing import Light, Severity


class Journal(Answer):
    """What happened, the newest first."""

    at: Instant
    version: Count
    count: Count
    events: Events
    before: int | None = Field(
        description="What to ask for to get the next older ones; null if there are none."
    )


class DeskLists(Answer):
    """What a coordinator must look at now, as ids."""

    at: Instant
    late_to_start: Ids
    late_to_end: Ids
    ready: Ids
    under_way: Ids
    next_thirty_minutes: Ids
    blocked: Ids
    blockers: dict[str, Annotated[int, Field(ge=1)]] = Field(
        description="The steps that hold the blocked ones, each with how many."
    )
    blocking_defects: dict[str, BlockingDefect] = Field(
        description="The steps that their defects block, by id."
    )
    defects: dict[str, str]
    mails_waiting: list[Mail]
    mails_failed: Events


class Line(Answer):
    """How a phase, or the whole, stands against its end."""

    light: Light | None
    total: Count
    terminated: Count
    planned_end: Instant | None = Field(validation_alias="planned")
    required_end: Instant | None = Field(validation_alias="required")
    end: Instant | None = Field(validation_alias="expected")
    end_in_four_of_five: Instant | None = Field(validation_alias="likely")


class RequiredEnd(Answer):
    """What the plan requires to have ended."""

    phase: str | None = Field(description="Null for the whole.")
    light: Light | None
    by: Instant
    end: Instant | None = Field(validation_alias="expected")
    chance: Share | None
    decide_by: Instant | None = Field(
        description="The last instant at which a rollback can be declared."
    )


class Wall(Answer):
    """How the whole and each phase stand against their planned end."""

    at: Instant
    whole: Line
    phases: dict[str, Line]
    required_ends: dict[str, RequiredEnd] = Field(
        description="What the plan requires to have ended, by the milestone that requires it."
    )
    decisions: Events


class Finding(Answer):
    """What in the plan is likely to make a night fail."""

    code: str
    severity: Severity
    step: str | None
    message: str
    message_fr: str
    cure: str
    cure_fr: str
    sheet: str | None
    cell: str | None


class Checks(Answer):
    """What the clinic finds in the plan."""

    findings: list[Finding]


class Health(Answer):
    """Whether the platform can do its work."""

    status: Literal["ok", "degraded", "failing"] = Field(
        description="Degraded if mails do not go out as they should."
    )
    imported: bool | None = None
    error: str | None = None
    ahead_of_clock: list[int] | None = None
    troubles: list[str] | None = Field(None, description="What is wrong with the mails.")


@operation("GET", "/journal", Journal, query=requests.Filter)
def journal(query: requests.Filter) -> dict[str, Any]:
    """What happened, the newest first; at most 200 events."""
    del query  # Read again below, as the page reads it.
    moment = Moment.now()
    found = list(Wanted.of_request(0).of(moment))
    return {
        "at": moment.at,
        "version": moment.run.version,
        "count": len(found),
        "events": found[:PAGE],
        "before": found[PAGE - 1].seq if len(found) > PAGE else None,
    }


@operation("GET", "/desk", DeskLists)
def desk() -> dict[str, Any]:
    """What a coordinator must look at now."""
    moment = Moment.now()
    lists = Desk(moment)

    def ids(rows: list[Row]) -> list[str]:
        return [row.id for row in rows]

    return {
        "at": moment.at,
        "late_to_start": ids(lists.to_start),
        "late_to_end": ids(lists.to_end),
        "ready": ids(lists.ready),
        "under_way": ids(lists.under_way),
        "next_thirty_minutes": ids(lists.soon),
        "blocked": ids(lists.blocked),
        "blockers": {one.row.id: one.count for one in lists.blockers if one.count},
        "blocking_defects": moment.blocking,
        "defects": {row.id: row.defects for _, row in lists.defects},
        "mails_waiting": lists.waiting,
        "mails_failed": lists.failed,
    }


@operation("GET", "/wall", Wall)
def wall() -> dict[str, Any]:
    """How the whole and each phase stand against their planned end."""
    moment = Moment.now()
    found = {
        line.end.phase: Line.of(line.end, total=line.tally.total, terminated=line.tally.terminated)
        for line in lines(moment)
    }
    whole, told = found.pop(None), moment.prospects
    required = {
        it.outlook.milestone: RequiredEnd.of(
            it, phase=it.outlook.phase, by=it.outlook.by, expected=it.outlook.ends
        )
        for it in told.required_ends
    }
    return {
        "at": moment.at,
        "whole": whole,
        "phases": found,
        "required_ends": required,
        "decisions": told.decided[:PAGE],
    }


@operation("GET", "/checks", Checks)
def checks() -> dict[str, Any]:
    """What in the plan is likely to make a night fail."""
    plan = Moment.now().plan
    both = zip(plan.check(language="en"), plan.check(language="fr"), strict=True)
    return {
        "findings": [
            Finding.of(one, message_fr=french.message, cure_fr=french.cure) for one, french in both
        ]
    }


@operation("GET", "/healthz", Health, open=True, errors={503: "It cannot."})
def healthz() -> Response:
    """Whether the platform can do its work."""
    return health.platform()
