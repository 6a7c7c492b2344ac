"""The review of the dry run and its comparison with earlier ones, for programs."""

from datetime import timedelta
from typing import Any

from pydantic import Field

import ptr_py
from ptr_platform.web.api.answers import Answer, Count, Ids, Instant
from ptr_platform.web.api.operations import operation
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.review import Compared


class Period(Answer):
    """From when until when."""

    begins: Instant | None
    ends: Instant | None


class StepReview(Answer):
    """How a step went."""

    step: str
    phase: str
    team: str | None
    planned: Period
    expected: Period
    actual: Period
    skipped: bool
    ready: Instant | None
    reaction: timedelta | None
    planned_work: timedelta | None
    work: timedelta | None
    cost: timedelta | None


class GroupReview(Answer):
    """How the steps of a phase or team went."""

    name: str | None
    steps: Count
    planned: Period
    expected: Period
    actual: Period
    reaction: timedelta
    planned_work: timedelta
    work: timedelta
    cost: timedelta


class ComparedRun(Answer):
    """A dry run that is compared."""

    dry_run: str
    begun: Instant | None
    planned_end: Instant | None
    expected_end: Instant | None
    end: Instant | None


class Review(ComparedRun):
    """What was planned, what happened, and what each delay cost."""

    at: Instant
    path: Ids
    steps: dict[str, StepReview]
    phases: dict[str, GroupReview]
    teams: dict[str, GroupReview]


class Seen(Answer):
    """How a step went in one dry run."""

    reaction: timedelta | None
    work: timedelta | None
    cost: timedelta | None


class Lesson(Answer):
    """What the dry runs teach about a step."""

    duration: timedelta
    shortest: timedelta
    likeliest: timedelta
    longest: timedelta
    reaction: timedelta


class ComparedStep(Answer):
    """A step in every dry run."""

    step: str
    phase: str
    team: str | None
    planned_work: timedelta | None
    seen: list[Seen | None]
    lesson: Lesson | None


class Rehearsals(Answer):
    """Every step in the earlier dry runs and this one."""

    at: Instant
    runs: list[ComparedRun]
    steps: dict[str, ComparedStep]
    unreadable: dict[str, str] = Field(
        description="The dry runs whose database cannot be read, and why."
    )


@operation("GET", "/review", Review)
def review() -> ptr_py.Review:
    """What was planned, what happened, and what each delay cost."""
    moment = Moment.now()
    return moment.run.review(moment.at)


@operation("GET", "/rehearsals", Rehearsals)
def rehearsals() -> dict[str, Any]:
    """Every step in the earlier dry runs and this one, and what they teach."""
    moment = Moment.now()
    compared = Compared.at(moment)
    return {
        "at": moment.at,
        "runs": compared.comparison.runs,
        "steps": compared.comparison.steps,
        "unreadable": {name: str(error) for name, error in compared.failed.items()},
    }
