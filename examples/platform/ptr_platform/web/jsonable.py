"""The library's values as JSON: instants in UTC with a Z, spans in seconds, states by name."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import ptr_py

_OF_A_CONDITION = (
    "phase",
    "step",
    "state",
    "outcome",
    "decision",
    "asked",
    "taken",
    "start",
    "locked_from",
)


def plain(value: Any) -> Any:  # noqa: PLR0911 (one case, one return)
    """A value of a plan as JSON."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            # JSON knows no infinities.
            return value if abs(value) < float("inf") else None
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case Iterable():
            return [plain(part) for part in value]
    return str(value)


def stamp(value: ptr_py.Stamp | None) -> dict[str, Any] | None:
    """When and by whom."""
    return None if value is None else {"at": plain(value.at), "by": value.by}


def tally(value: ptr_py.Tally) -> dict[str, Any]:
    """Numbers of steps."""
    return {
        "total": value.total,
        "terminated": value.terminated,
        "percent": value.percent,
        "skipped": value.skipped,
        "late": value.late,
        "latest_seconds": plain(value.latest),
        "by_state": {state.value: value.by_state[state] for state in ptr_py.State},
    }


def decision(value: ptr_py.Decision | None) -> dict[str, Any] | None:
    """How it stands with a decision."""
    if value is None:
        return None
    return {
        "outcomes": list(value.outcomes),
        "quorum": value.quorum,
        "outcome": value.outcome,
        "votes": [
            {"by": vote.by, "at": plain(vote.at), "outcome": vote.outcome, "reason": vote.reason}
            for vote in value.votes
        ],
        "missing": list(value.missing),
    }


def blocking_defect(value: ptr_py.BlockingDefect | None) -> dict[str, Any] | None:
    """Since when the defects of a step block it, and until when by estimate."""
    if value is None:
        return None
    return {
        "since": stamp(value.since),
        "until": plain(value.until),
        "is_overdue": value.is_overdue,
        "message": value.message,
        "message_fr": value.message_fr,
    }


def condition(value: ptr_py.Condition) -> dict[str, Any]:
    """Something that keeps a step from being Ready."""
    return _with_fields(value, *_OF_A_CONDITION)


def reason(value: ptr_py.Reason) -> dict[str, Any]:
    """One reason against a command."""
    fields = _with_fields(
        value,
        "found",
        "dry_run",
        "by",
        "assignees",
        "state",
        "since",
        "skipped",
        "outcomes",
        "steps",
        "plan",
        "added",
        "error",
        "at",
        "until",
        "clock",
        "tolerance",
    )
    if value.unmet:
        fields["unmet"] = [condition(one) for one in value.unmet]
    return fields


def _with_fields(value: ptr_py.Condition | ptr_py.Reason, *names: str) -> dict[str, Any]:
    """The code, the sentences, and the fields that are present."""
    fields = {"code": value.code, "message": value.message, "message_fr": value.message_fr}
    for name in names:
        found = getattr(value, name)
        if found is not None and found != ():
            fields[name] = plain(found)
    return fields
