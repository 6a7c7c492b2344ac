"""The scheduler: looks when something may have changed, and sends the mails that are owed.

Kept true: which mails are owed follows from the run, not from what a scheduler remembers; each
outcome is recorded before the next mail goes out. So whoever crashes, or runs twice, loses no mail
and sends none under another Message-ID. A lease keeps two schedulers from doing the same work,
nothing more: without it the same mail would arrive twice under one Message-ID.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import ptr_py
from ptr_platform.importing import FIRST_IMPORT
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from ptr_platform.service import RunService
    from ptr_platform.store import Position

LEASE = timedelta(minutes=2)
"""How long after a crash another scheduler takes over at the latest."""
_AFTER_ERROR = timedelta(seconds=30)
_OUTBOX = "outbox"
_LEASE = "mails"


@dataclass
class Outcome:
    """The return value of a run of the scheduler: one line of the log."""

    at: datetime
    status: Literal["done", "standby", "error"] = "done"
    version: int = 0
    states: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    waiting: int = 0
    """The mails that are to be tried again."""
    failed: int = 0
    next: datetime | None = None
    error: str | None = None
    seen: Position | None = None
    """Where the database was; whatever comes after has not been looked at."""

    def count(self, dispatch: ptr_py.Dispatch) -> None:
        """Counts what came of a mail."""
        if dispatch.verdict == "done":
            self.sent += 1
            return
        self.failed += dispatch.verdict == "give-up"
        self.error = dispatch.outcome.text

    def line(self) -> str:
        """As one line of JSON."""
        values = {name: value for name, value in asdict(self).items() if value is not None}
        values.pop("seen", None)
        return json.dumps({"event": "scheduler-run", **values}, default=_isoformat)


def _isoformat(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


class Scheduler:
    """One scheduler among possibly several."""

    def __init__(
        self, service: RunService, office: ptr_py.MailOffice, *, holder: str | None = None
    ) -> None:
        self.service = service
        self.office = office
        self.stopping = threading.Event()
        """Once it is set, a run ends after the mail that is under way; the others stay owed."""
        self.holder = holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def run(self, *, weekly: ptr_py.Weekly | None = None) -> Outcome:
        """Computes the states, sends what is owed, and says when it wants to be called again.

        Args:
            weekly: When and to whom the weekly report goes, if not as configured.
        """
        now = self.service.now()
        outcome = Outcome(at=now)
        try:
            self._run(outcome, weekly or self.weekly())
        except (Conflict, StoreError, ptr_py.PtrError) as error:
            outcome.status, outcome.error = "error", str(error)
            outcome.next = now + _AFTER_ERROR
        return outcome

    def _run(self, outcome: Outcome, weekly: ptr_py.Weekly | None) -> None:
        wishes = []
        if self._hold():
            note = self.service.store.note(_OUTBOX)
            outbox = ptr_py.Outbox() if note is None else ptr_py.Outbox.from_json(note)
            try:
                self._deliver(outcome, outbox, weekly)
            finally:
                self.service.store.release(_LEASE, self.holder)
            if outbox.next_attempt is not None:
                wishes.append(outbox.next_attempt)
            outcome.waiting = len(outbox)
        else:
            outcome.status = "standby"
            wishes.append(outcome.at + LEASE)
        current = self.service.current()
        run, outcome.seen = current.run, current.position
        now = self.service.now()
        outcome.version = run.version
        outcome.states = dict(Counter(state.value for state in run.states(now).values()))
        wishes.append(now + self.service.config.scripts.interval)
        if (change := run.next_change(now)) is not None:
            wishes.append(change)
        outcome.next = min(wishes)

    def _deliver(
        self, outcome: Outcome, outbox: ptr_py.Outbox, weekly: ptr_py.Weekly | None
    ) -> None:
        """Sends what is owed; a mail given up owes another, so looks until nothing new is owed."""
        tried: set[str] = set()
        while True:
            # What a run knows of an instant does not include what was recorded after it: so the
            # instant is taken anew each time.
            run = self.service.run()
            due = self.office.due(run, outbox, self.service.now(), weekly=weekly)
            due = [notice for notice in due if notice.key not in tried]
            if not due:
                return
            for notice in due:
                tried.add(notice.key)
                if self.stopping.is_set():
                    return
                if not self._hold():
                    outcome.status = "standby"
                    return
                dispatch = self.office.attempt(
                    notice, self.service.run(), outbox, self.service.now()
                )
                self._record(dispatch)
                # Lost, it would only be tried sooner; so it is written down after what counts.
                self.service.store.write_note(_OUTBOX, outbox.to_json())
                outcome.count(dispatch)

    def _record(self, dispatch: ptr_py.Dispatch) -> None:
        self.service.execute(lambda run, _at: dispatch.record(run, apply=False))

    def _hold(self) -> bool:
        now = self.service.now()
        return self.service.store.hold(_LEASE, self.holder, now=now, until=now + LEASE)

    def weekly(self) -> ptr_py.Weekly | None:
        """When and to whom the weekly report goes."""
        team = self.service.config.team
        if not team.report_to:
            return None
        began = self.service.store.note(FIRST_IMPORT)
        since = datetime.fromisoformat(began) if began else datetime.min.replace(tzinfo=UTC)
        return ptr_py.Weekly(
            weekday=team.report_weekday,
            time=team.report_time,
            since=since,
            recipients=team.report_to,
        )
