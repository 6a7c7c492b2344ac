"""The domain said once more, slowly and word by word, to hold the module against.

Nothing here is shared with the core: a plan is its records, a run is three dicts.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from scene import Record

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
FIVE_DAYS = 5 * DAY


def record(step: str, *prerequisites: str, **fields: Any) -> Record:
    """The record of a step of FDR1 in the cut-over."""
    usual: Record = {
        "id": step,
        "label": f"Étape {step}",
        "phase": "CO",
        "dry_runs": ["FDR1"],
        "prerequisites": list(prerequisites),
        "start": START,
    }
    return usual | fields


def state_of(
    progress: str | None,
    all_terminated: bool,
    at: datetime,
    start: datetime | None,
    horizon: timedelta | None = FIVE_DAYS,
) -> str:
    """The table of states."""
    reached = start is not None and at >= start
    near = horizon is None or (start is not None and start - horizon <= at)
    if progress:
        return progress
    if all_terminated:
        return "Ready" if reached else "Idle"
    if reached:
        return "Overdue"
    return "Locked" if near else "Planned"


class LiteralRun:
    """A run as the domain page tells it, for steps that are all in one dry run."""

    def __init__(self, records: list[Record], coordinators: list[str]) -> None:
        self.records = {one["id"]: one for one in records}
        self.coordinators = coordinators
        self.progress: dict[str, str] = {}
        self.assignees = {one["id"]: list(one["contacts"]) for one in records}
        self.defects = dict.fromkeys(self.records, "")

    def state(self, step: str, at: datetime) -> str:
        one = self.records[step]
        before = (self.progress.get(it) == "Terminated" for it in one["prerequisites"])
        return state_of(self.progress.get(step), all(before), at, one["start"])

    def has(self, step: str, mail: str) -> bool:
        return mail.lower() in (it.lower() for it in self.assignees[step])

    def may_change(self, step: str, by: str) -> bool:
        return self.has(step, by) or by.lower() in self.coordinators

    def attempt(self, command: tuple[str, str, str, str], at: datetime) -> bool:
        """Carries a command out, or tells that it may not be."""
        name, step, by, extra = command
        if not self.may_change(step, by):
            return False
        match name, self.state(step, at):
            case "transfer", _ if by.lower() == extra.lower() and self.has(step, by):
                return False  # one does not hand over to oneself
            case "start", "Ready":
                self.progress[step] = "Open"
            case "close", "Open":
                self.progress[step] = "Terminated"
            case "transfer", state if state != "Terminated":
                self.transfer(step, by, extra)
            case "record_defects", _:
                self.defects[step] = extra
            case _:
                return False
        return True

    def transfer(self, step: str, by: str, to: str) -> None:
        """`to` has the step instead of whoever gives it away."""
        kept = [it for it in self.assignees[step] if it.lower() not in (by.lower(), to.lower())]
        self.assignees[step] = [*kept, to]
