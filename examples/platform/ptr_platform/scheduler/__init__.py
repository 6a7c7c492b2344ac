"""The scheduler: looks when something may have changed, and sends the mails that are owed.

Kept true: which mails are owed follows from the run, not from what a scheduler remembers; each
outcome is recorded before the next mail goes out. So whoever crashes, or runs twice, loses no mail
and sends none under another Message-ID. A lease keeps two schedulers from doing the same work,
nothing more: without it the same mail would arrive twice under one Message-ID. A mail server, or
another way out, that cannot be reached is asked once a run: so a run takes as long as one mail, and
not as all of them; and neither holds up the other.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import uuid
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import ptr_py
from ptr_platform.config.channels import MAIL
from ptr_platform.identity import ways
from ptr_platform.language.catalogues import SOURCE
from ptr_platform.language.messages import text_of
from ptr_platform.language.translator import Translator
from ptr_platform.run.importing import FIRST_IMPORT
from ptr_platform.scheduler import channels, heartbeat, witness
from ptr_platform.scheduler.alarms import Alarms
from ptr_platform.scheduler.health import mail_troubles
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ptr_platform.run.service import Current, RunService
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
    """Mails to be tried again, and those not tried because the server was out of reach."""
    failed: int = 0
    checkpoints: dict[str, str] = field(default_factory=dict)
    """Those that went out because a phase has ended."""
    next: datetime | None = None
    error: str | None = None
    seen: Position | None = None
    """The position of the database that was looked at."""
    retry: datetime | None = None
    """When a way out is asked again that was out of reach: no mail is tried sooner."""

    def count(self, attempt: ptr_py.Attempt) -> None:
        """Counts the outcome of a mail."""
        if attempt.verdict == "done":
            self.sent += 1
            return
        self.failed += attempt.verdict == "give-up"
        self.error = attempt.outcome.text

    def line(self) -> str:
        """As one line of JSON."""
        inside = {"seen", "retry"}
        values = {
            name: value
            for name, value in asdict(self).items()
            if value is not None and value != {} and name not in inside
        }
        return json.dumps({"event": "scheduler-run", **values}, default=_isoformat)


def _isoformat(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


class Scheduler:
    """One scheduler among possibly several."""

    def __init__(
        self, service: RunService, mailer: ptr_py.Mailer, *, holder: str | None = None
    ) -> None:
        self.service = service
        self.mailer = mailer
        self.stopping = threading.Event()
        """Once it is set, a run ends after the mail that is under way; the others stay owed."""
        self._troubles: dict[str, str] = {}
        """The ways out that took nothing when they were last tried, and why."""
        self._alarms = Alarms(service)
        self.holder = holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def run(self) -> Outcome:
        """Computes the states, sends what is owed, and says when it wants to be called again."""
        outcome = self._guarded(self._run)
        if outcome.status == "error":
            self._alarms.tell({"scheduler": outcome.error or ""}, is_all=False)
        return outcome

    def report(self, weekly: ptr_py.Weekly) -> Outcome:
        """Sends this report and nothing else: what is owed otherwise stays the scheduler's."""

        def send(outcome: Outcome) -> None:
            with self._lease() as held:
                if held:
                    # A report on request is tried once, whatever happened to earlier attempts.
                    self._deliver(outcome, ptr_py.Outbox(), weekly, only="weekly-report")
                else:
                    outcome.status = "standby"

        return self._guarded(send)

    def _guarded(self, work: Callable[[Outcome], None]) -> Outcome:
        outcome = Outcome(at=self.service.now())
        try:
            # A mail that is owed only by a wrong clock would go out before it is recorded.
            self.service.check_clock()
            work(outcome)
        except (Conflict, StoreError, ptr_py.PtrError) as error:
            outcome.status, outcome.error = "error", text_of(error, SOURCE)
            outcome.next = outcome.at + _AFTER_ERROR
        return outcome

    def _run(self, outcome: Outcome) -> None:
        weekly, looked = self.weekly(), None
        with self._lease() as held:
            if held:
                self._beat()
                ways.bring_up(self.service, self.service.now())
                note = self.service.store.note(_OUTBOX)
                outbox = ptr_py.Outbox() if note is None else ptr_py.Outbox.from_json(note)
                looked = self._deliver(outcome, outbox, weekly)
                outcome.waiting += len(outbox)
                if MAIL not in self._troubles:
                    outcome.checkpoints = witness.tell_ended_phases(self.service)
                wish = outcome.retry or outbox.next_attempt
            else:
                outcome.status = "standby"
                wish = outcome.at + LEASE
        # What is recorded after this position wakes the next run.
        current, at = looked or (self.service.current(), self.service.now())
        run, outcome.seen = current.run, current.position
        outcome.version = run.version
        outcome.states = dict(Counter(state.value for state in run.states(at).values()))
        regular = at + self.service.config.scripts.interval
        due = run.next_notice(at, weekly=weekly, rules=ways.rules(self.service))
        outcome.next = min(filter(None, [regular, wish, due]))
        if held:
            self._beat(at, outcome.next)
            t = Translator(self.service.config.language)
            troubles = mail_troubles(self.service, at, t)
            if clocks := self.service.clock_alarms(t.language):
                troubles["clock"] = "\n".join(clocks)
            self._alarms.tell(troubles)

    def _deliver(
        self,
        outcome: Outcome,
        outbox: ptr_py.Outbox,
        weekly: ptr_py.Weekly | None,
        *,
        only: str | None = None,
    ) -> tuple[Current, datetime] | None:
        """Sends what is owed; a mail given up owes another, so looks until nothing new is owed.

        Returns:
            Where the run was, and when, as nothing was left to try; `None` if it ended before.
        """
        tried: set[str] = set()
        out_of_reach: set[str | None] = set()
        left: set[str] = set()
        bug: Exception | None = None
        while True:
            # What a run knows of an instant does not include what was recorded after it: so the
            # instant is taken anew each time.
            current, now = self.service.current(), self.service.now()
            rules = ways.rules(self.service)
            due = self.mailer.due(current.run, outbox, now, weekly=weekly, rules=rules)
            due = [it for it in due if it.key not in tried and only in {None, it.kind}]
            # Each of the others would wait for the same server as long again.
            left |= {it.key for it in due if it.way in out_of_reach}
            due = [it for it in due if it.way not in out_of_reach]
            if not due:
                outcome.waiting += len(left - set(outbox.keys))
                if bug is not None:
                    raise bug
                return current, now
            for notice in due:
                if notice.way in out_of_reach:
                    continue
                tried.add(notice.key)
                if self.stopping.is_set():
                    return None
                if not self._hold():
                    outcome.status = "standby"
                    return None
                try:
                    attempt = self._attempt(notice, outbox)
                except Exception as error:
                    # It holds up no other mail, and is raised when they are sent.
                    bug = bug or error
                    continue
                self._record(attempt)
                self._troubles.pop(notice.way or MAIL, None)
                if attempt.outcome.is_of_server:
                    self._troubles[notice.way or MAIL] = attempt.outcome.text
                if only is None:
                    self._beat()
                    # If this is lost, a mail is only tried sooner: so the event comes first.
                    self.service.store.write_note(_OUTBOX, outbox.to_json())
                outcome.count(attempt)
                if attempt.outcome.is_of_server:
                    out_of_reach.add(notice.way)
                    again = attempt.retry_at or attempt.at + _AFTER_ERROR
                    outcome.retry = min(filter(None, [outcome.retry, again]))

    def _attempt(self, notice: ptr_py.Notice, outbox: ptr_py.Outbox) -> ptr_py.Attempt:
        """Sends what is owed, by the way by which it is owed."""
        run, at = self.service.run(), self.service.now()
        if notice.way is None:
            return self.mailer.attempt(notice, run, outbox, at)
        channel = self.service.config.channels.named.get(notice.way)
        address = channel.address(notice.recipients[0], notice.key) if channel else None
        error: str | None = "no address"
        if address is not None:
            try:
                texts = self.mailer.texts(notice, run, at)
            except ptr_py.MailError as unwritten:
                address, error = None, text_of(unwritten, SOURCE)
            else:
                text = channels.in_short(texts)
                error = channels.send(address, subject=texts.subject, text=text)
        permanent = address is None
        return self.mailer.attempted(notice, run, outbox, at, error=error, permanent=permanent)

    def _record(self, attempt: ptr_py.Attempt) -> None:
        self.service.execute(lambda run, _at: attempt.record(run, apply=False))

    def _beat(self, now: datetime | None = None, back: datetime | None = None) -> None:
        """Records a heartbeat; while mails are sent, one of them may take as long as the lease."""
        now = now or self.service.now()
        heartbeat.record(
            self.service.store, now=now, back=back or now + LEASE, troubles=self._troubles
        )

    @contextmanager
    def _lease(self) -> Iterator[bool]:
        """Whether it is this one that sends mails now, until the end of what follows."""
        held = self._hold()
        try:
            yield held
        finally:
            if held:
                self.service.store.release(_LEASE, self.holder)

    def _hold(self) -> bool:
        now = self.service.now()
        return self.service.store.hold(_LEASE, self.holder, now=now, until=now + LEASE)

    def weekly(self) -> ptr_py.Weekly | None:
        """When and to whom the weekly report goes."""
        team = self.service.config.team
        if not team.report_to:
            return None
        began = self.service.store.note(FIRST_IMPORT)
        plan = self.service.current().stored
        # An import that was stopped before its note owes no report of the time before it.
        since = datetime.fromisoformat(began) if began else plan.imported_at
        return ptr_py.Weekly(
            weekday=team.report_weekday,
            time=team.report_time,
            since=since,
            recipients=team.report_to,
        )
