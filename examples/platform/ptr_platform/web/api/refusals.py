"""What programs are told when something is refused or wrong, as models."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, Field

import ptr_py
from ptr_platform.language.messages import PlatformError
from ptr_platform.web.api.answers import (
    Answer,
    Condition,
    Ids,
    Instant,
    Maybe,
    Several,
    Told,
)
from ptr_py.typing import Severity


class Reason(Told):
    """One reason against a command."""

    step: Maybe[str] = Field(None, description="Of several commands, which one is refused.")
    found: Maybe[str] = None
    dry_run: Maybe[str] = None
    by: Maybe[str] = None
    assignees: Several[str] = Field([])
    state: Maybe[ptr_py.State] = None
    unmet: Several[Condition] = Field([])
    since: Maybe[Instant] = None
    skipped: Maybe[bool] = None
    phase: Maybe[str] = None
    outcomes: Several[str] = Field([])
    steps: Several[str] = Field([])
    plan: Maybe[str] = None
    added: Several[tuple[str, str]] = Field([])
    error: Maybe[dict[str, Any]] = None
    at: Maybe[Instant] = None
    until: Maybe[Instant] = None
    clock: Maybe[Instant] = None
    tolerance: Maybe[timedelta] = None


def reasons(refused: ptr_py.Refused, **further: Any) -> list[dict[str, Any]]:
    """Every reason of a refusal as JSON."""
    read = (Reason.of(reason, **{"step": None, **further}) for reason in refused.reasons)
    return [reason.model_dump(mode="json") for reason in read]


def told(error: ptr_py.PtrError | PlatformError, code: str) -> dict[str, str]:
    """An error as a reason against what was asked."""
    return {"code": code, "message": error.text("en"), "message_fr": error.text("fr")}


class WorkbookProblem(Answer):
    """One thing that is wrong with a workbook."""

    severity: Severity
    code: str
    message: str
    message_fr: str
    sheet: str | None
    cell: str | None
    step: str | None
    row: int | None
    field: str | None
    found: str | None
    expected: str | None
    path: Ids


class Conflict(Answer):
    """What the plan in force (ours) and a workbook (theirs) have both changed."""

    message: str
    message_fr: str
    part: str
    name: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    removed: Maybe[str]
    theirs_at: Maybe[str]


class Problem(BaseModel):
    """What is wrong with a request, or with the platform (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    reasons: Annotated[list[Reason], Field(min_length=1)] | None = None
    problems: Annotated[list[WorkbookProblem], Field(min_length=1)] | None = None
    conflicts: Annotated[list[Conflict], Field(min_length=1)] | None = None
