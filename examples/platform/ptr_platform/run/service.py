"""One run, as all its processes see it: decided by `ptr_py`, kept by a store.

Kept true: nobody acts on anything but the run as it is stored. A command is decided on the
newest run without changing it; its events are stored only if nothing was added meanwhile, and
decided anew otherwise. A `ptr_py.Run` that was given out is never changed again, so that a page
drawn from one shows one moment. What is read for the first time is held against its digests; and
whether something was recorded is said only where it is known.
"""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.language.messages import Message, PlatformError, text_of
from ptr_platform.run import importing
from ptr_platform.store import (
    Conflict,
    Damaged,
    Position,
    Recorded,
    Replaced,
    RevisedPlan,
    Store,
    StoredPlan,
    StoreError,
    Uncertain,
)

if TYPE_CHECKING:
    from ptr_platform.clock import Clock
    from ptr_platform.config import Config

Command = Callable[[ptr_py.Run, datetime], list[ptr_py.Event]]
"""Decides on a run, without applying, what happens at an instant."""

_ATTEMPTS = 100
_LOOKS = 3
"""How often a write is repeated whose connection was lost."""
_VERIFY_SECONDS = 600.0
"""Between two looks at all that is stored, while a process goes on."""


class Unchanged(StoreError):
    """A database that could not be used, and in which nothing was changed, as is known."""

    def __init__(self, error: StoreError) -> None:
        super().__init__(error.message.english, **error.message.values)


class OtherDryRun(PlatformError):
    """The database is the trace of another dry run."""


class NotImported(PlatformError):
    """There is no plan in the database yet."""


@dataclass(frozen=True)
class Current:
    """What a store held at one moment."""

    stored: StoredPlan
    """The plan that the run began with."""
    run: ptr_py.Run
    began: ptr_py.Schedule
    """The one that the run began with."""
    requests: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of the events that stem from each request that would be recognised; they grow."""
    plans: tuple[ptr_py.Plan, ...] = ()
    """Those that took the place of the first one."""

    @property
    def position(self) -> Position:
        """Where the store was."""
        return Position(self.stored.revision, self.run.version)


class RunService:
    """The run of one database. May be shared between threads."""

    def __init__(self, store: Store, config: Config, clock: Clock) -> None:
        self.store = store
        self.config = config
        self.clock = clock
        self._lock = threading.Lock()
        self._current: Current | None = None
        self._verified = time.monotonic()

    def now(self) -> datetime:
        """The present instant, for which what others have recorded is no future.

        Another machine's clock may be ahead of ours: a mail that it has sent would be owed here
        once more.
        """
        now, current = self.clock.now(), self._current
        return now if current is None else current.run.present(now)

    def check_clock(self) -> None:
        """Compares our clock with that of the database, if it has one of its own.

        Raises:
            ptr_py.Refused: if ours is so far ahead that nothing may be decided by it.
        """
        if (clock := self.store.clock()) is not None:
            self.run().check_clock(self.now(), clock)

    def clock_alarms(self, language: str) -> list[str]:
        """What is wrong with clocks, in words: with ours, or with those of other machines."""
        alarms = []
        try:
            self.check_clock()
        except ptr_py.Refused as refused:
            alarms.append(text_of(refused, language))
        if ahead := self.run().ahead_of_clock():
            numbers = ", ".join(str(event.seq) for event in ahead)
            message = Message(
                "A clock that is far ahead has recorded events (numbers: %(numbers)s). They count"
                " all the same; set the clock of that machine.",
                {"numbers": numbers},
            )
            alarms.append(message.text(language))
        return alarms

    @property
    def plan(self) -> ptr_py.Plan:
        """The plan in force."""
        return self.current().run.schedule.plan

    def plan_of(self, digest: str) -> ptr_py.Plan | None:
        """The plan of this digest, if it is or was in force."""
        current = self.current()
        known = (current.began.plan, *current.plans)
        return next((plan for plan in known if plan.digest == digest), None)

    @property
    def schedule(self) -> ptr_py.Schedule:
        """The plan in force, projected on the dry run."""
        return self.current().run.schedule

    @property
    def imported(self) -> bool:
        """Whether there is a plan."""
        return self.store.position().revision > 0

    @property
    def seen(self) -> Position:
        """Where the store was when this process last looked."""
        return Position(0, 0) if self._current is None else self._current.position

    def run(self) -> ptr_py.Run:
        """The run as it is stored."""
        return self.current().run

    def run_at(self, at: datetime) -> ptr_py.Run:
        """The run as it is stored, with the plan that was in force at an instant."""
        current = self.current()
        if not current.plans:
            return current.run
        events = current.run.events
        later = (it.seq for it in events if it.type == "plan_revised" and it.at > at)
        if (first := next(later, None)) is None:
            return current.run
        team = self.config.team.coordinators
        return ptr_py.Run.replay(current.began, events[: first - 1], team, plans=current.plans)

    def current(self) -> Current:
        """The plan and the run as they are stored.

        Raises:
            NotImported: if nothing has been imported.
        """
        with self._lock:
            while True:
                position = self.store.position()
                if self._current is not None and self._current.position == position:
                    return self._current
                try:
                    self._current = self._bring_up(position)
                except ptr_py.ReplayError:
                    # Read across an import, plan and events need not fit: look again.
                    if self.store.position().revision == position.revision:
                        raise
                    continue
                if self._current.stored.revision == position.revision:
                    return self._current

    def execute(
        self,
        command: Command,
        *,
        origin: str | None = None,
        request: str | None = None,
        plans: Sequence[ptr_py.Plan] = (),
    ) -> list[ptr_py.Event]:
        """Decides a command on the newest run and stores its events.

        Args:
            command: What is decided.
            origin: The address it was sent from.
            request: By what a repetition is recognised, which gives the events of the first again.
            plans: Those that its events may name.

        Raises:
            ptr_py.Refused: what the command raises passes through, and nothing is stored; nor is
                anything if our clock is far ahead.
            Conflict: if others were faster a hundred times in a row.
            Unchanged: if the database cannot be used, and nothing was stored.
            Uncertain: if the connection was lost, and what was stored cannot be told.
        """
        revised = [importing.revised(plan) for plan in plans]
        for _ in range(_ATTEMPTS):
            try:
                self.check_clock()
                current = self.current()
            except StoreError as error:
                raise Unchanged(error) from error
            if request is not None and (numbers := current.requests.get(request)):
                events = self.run().events
                return [events[number - 1] for number in numbers]
            events = command(current.run, self.now())
            if not events:
                return []
            if self._append(events, current.position, origin, request, revised):
                return events
        raise Conflict("gave up after %(count)s attempts: too many others write", count=_ATTEMPTS)

    def _append(
        self,
        events: list[ptr_py.Event],
        seen: Position,
        origin: str | None,
        request: str | None,
        plans: Sequence[RevisedPlan],
    ) -> bool:
        """Whether these events are stored now; if not, somebody else was faster."""
        documents = [event.to_dict() for event in events]
        lost: Uncertain | None = None
        for _ in range(_LOOKS):
            try:
                try:
                    self.store.append(
                        documents, expected=seen, origin=origin, request=request, plans=plans
                    )
                except Conflict:
                    # What stands there may be what was written as the connection was lost.
                    there = lost and self.store.events(after=seen.version)[: len(documents)]
                    return there == documents
            except Uncertain as error:
                lost = error
            except StoreError as error:
                if lost is None:
                    raise Unchanged(error) from error
            else:
                return True
        raise lost or AssertionError

    def verify(self) -> ptr_py.Checkpoint:
        """Reads all that is stored anew and holds it against its digests and what was seen of it.

        Raises:
            StoreError: if something is not what was written.
            ptr_py.ReplayError: if the events are not those that were recorded.
        """
        seen = None if self._current is None else self._current.run.checkpoint()
        run = RunService(self.store, self.config, self.clock).run()
        if seen is not None:
            run.verify(seen)
        return run.checkpoint()

    def check(self) -> None:
        """Reads and writes a little, and all that is stored from time to time.

        Raises:
            StoreError: if the database is not fit for use.
            ptr_py.PtrError: if what is stored is no history of the dry run.
        """
        self.store.check()
        if self.imported and time.monotonic() - self._verified > _VERIFY_SECONDS:
            self.verify()
            self._verified = time.monotonic()

    def project(self, stored: StoredPlan) -> ptr_py.Schedule:
        """A stored plan on its dry run, under the configured horizon."""
        return ptr_py.Plan.from_json(stored.plan).schedule(
            stored.dry_run, stored.shift, self.config.scripts.lock_horizon
        )

    def _bring_up(self, position: Position) -> Current:
        current = self._current
        if current is not None:
            if position.revision < current.position.revision or (
                position.version < current.run.version
            ):
                raise Replaced(self.config.database.name)
            if current.stored.revision == position.revision:
                added = self.store.recorded(after=current.run.version)
                return self._after(current, added)
        else:
            self.store.verify()
        stored = self.store.plan()
        if stored is None:
            raise NotImported(
                "the database %(name)s holds no plan yet: import one with python -m ptr_platform"
                " makeDB",
                name=self.config.database.name,
            )
        if stored.dry_run != self.config.scripts.dry_run:
            raise OtherDryRun(
                "the database %(name)s holds dry run %(found)s, scripts.dry_run says %(expected)s:"
                " give each dry run a database.name of its own",
                name=self.config.database.name,
                found=stored.dry_run,
                expected=self.config.scripts.dry_run,
            )
        began = self.project(stored)
        beginning = Current(stored, ptr_py.Run(began, self.config.team.coordinators), began)
        current = self._after(beginning, self.store.recorded())
        current.run.verify()
        return current

    def _after(self, current: Current, added: list[Recorded]) -> Current:
        """The same after further events; the run that was given out stays as it is."""
        told = [recorded.event for recorded in added]
        team, plans = self.config.team.coordinators, self._plans(current, told)
        try:
            if current.run.version:
                named, run = {plan.digest: plan for plan in plans}, copy.copy(current.run)
                for event in told:
                    run.apply(event, plan=named.get(event.get("plan", "")))
            else:
                run = ptr_py.Run.replay(current.began, told, team, plans=plans)
            run.seen_at(self.clock.now())
        except ptr_py.InvalidValue as error:
            raise Damaged(self.config.database.name) from error
        for recorded in added:
            if recorded.request is not None:
                numbers = current.requests.setdefault(recorded.request, [])
                numbers.append(recorded.event["seq"])
        return replace(current, run=run, plans=plans)

    def _plans(self, current: Current, told: list[dict[str, Any]]) -> tuple[ptr_py.Plan, ...]:
        """The plans of revisions, with those that further events name."""
        if not any(event.get("type") == "plan_revised" for event in told):
            return current.plans
        return tuple(ptr_py.Plan.from_json(text) for text in self.store.plans())
