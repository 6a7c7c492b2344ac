"""One run, as all its processes see it: decided by `ptr_py`, kept by a store.

Kept true: nobody acts on anything but the run as it is stored. A command is decided on the
newest run without changing it; its events are stored only if nothing was added meanwhile, and
decided anew otherwise. A `ptr_py.Run` that was given out is never changed again, so that a page
drawn from one shows one moment.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.language.messages import Message, PlatformError, text_of
from ptr_platform.run import importing
from ptr_platform.store import Conflict, Position, Store, StoredPlan

if TYPE_CHECKING:
    from ptr_platform.clock import Clock
    from ptr_platform.config import Config

Command = Callable[[ptr_py.Run, datetime], list[ptr_py.Event]]
"""Decides on a run, without applying, what happens at an instant."""

_ATTEMPTS = 100


class OtherDryRun(PlatformError):
    """The database is the trace of another dry run."""


class NotImported(PlatformError):
    """There is no plan in the database yet."""


class PlanOutdated(PlatformError):
    """The plan that somebody looked at is not the one in force any more."""

    code = "plan-outdated"


@dataclass(frozen=True)
class Current:
    """What a store held at one moment."""

    stored: StoredPlan
    """The plan that the run began with."""
    run: ptr_py.Run

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
                " from the event after them on; set the clock of that machine.",
                {"numbers": numbers},
            )
            alarms.append(message.text(language))
        return alarms

    @property
    def plan(self) -> ptr_py.Plan:
        """The plan in force."""
        return self.current().run.schedule.plan

    @property
    def schedule(self) -> ptr_py.Schedule:
        """The plan in force, projected on the dry run."""
        return self.current().run.schedule

    @property
    def imported(self) -> bool:
        """Whether there is a plan."""
        return self.store.position().revision > 0

    def run(self) -> ptr_py.Run:
        """The run as it is stored."""
        return self.current().run

    def run_at(self, at: datetime) -> ptr_py.Run:
        """The run as it is stored, with the plan that was in force at an instant."""
        current = self.current()
        events = current.run.events
        later = (it.seq for it in events if it.type == "plan_revised" and it.at > at)
        if (first := next(later, None)) is None:
            return current.run
        return self._replay(current.stored, [it.to_dict() for it in events[: first - 1]])

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
        plans: Sequence[ptr_py.Plan] = (),
    ) -> list[ptr_py.Event]:
        """Decides a command on the newest run and stores its events.

        Args:
            command: What decides.
            origin: Where it came from.
            plans: Those that its events may name.

        Raises:
            ptr_py.Refused: what the command raises passes through, and nothing is stored; nor is
                anything if our clock is far ahead.
            Conflict: if others were faster a hundred times in a row.
        """
        self.check_clock()
        revised = [importing.revised(plan) for plan in plans]
        for _ in range(_ATTEMPTS):
            current = self.current()
            events = command(current.run, self.now())
            if not events:
                return []
            try:
                self.store.append(
                    [event.to_dict() for event in events],
                    expected=current.position,
                    origin=origin,
                    plans=revised,
                )
            except Conflict:
                continue
            return events
        raise Conflict("gave up after %(count)s attempts: too many others write", count=_ATTEMPTS)

    def revise(
        self,
        plan: ptr_py.Plan,
        *,
        by: str,
        instead_of: str,
        reason: str | None = None,
        shift: timedelta | None = None,
        rewriting: bool = False,
        origin: str | None = None,
    ) -> list[ptr_py.Event]:
        """Puts another plan in the place of the one in force.

        Args:
            plan: The other plan.
            by: Who asks.
            instead_of: The digest of the plan that they have compared it with.
            reason: Why.
            shift: By how much its starts are moved; as before unless said.
            rewriting: Whether it may contradict what has been done.
            origin: Where it came from.

        Raises:
            PlanOutdated: if another plan is in force by now; what it says would be lost.
            ptr_py.Refused: with every reason.
            Conflict: as `execute`.
        """

        def decide(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
            if run.schedule.plan.digest != instead_of:
                raise PlanOutdated(
                    "Somebody else has changed the plan meanwhile. Look at the difference again."
                )
            return run.revise(
                plan, by=by, at=at, reason=reason, shift=shift, rewriting=rewriting, apply=False
            )

        return self.execute(decide, origin=origin, plans=[plan])

    def project(self, stored: StoredPlan) -> ptr_py.Schedule:
        """A stored plan on its dry run, under the configured horizon."""
        return ptr_py.Plan.from_json(stored.plan).schedule(
            stored.dry_run, stored.shift, self.config.scripts.lock_horizon
        )

    def _bring_up(self, position: Position) -> Current:
        current = self._current
        if (
            current is not None
            and current.stored.revision == position.revision
            # A database that has fewer events than before is another one: a backup came back.
            and current.run.version <= position.version
        ):
            added = self.store.events(after=current.run.version)
            run, plans = copy.copy(current.run), self._plans(added)
            for event in added:
                run.apply(event, plan=plans.get(event.get("plan")))
            return Current(current.stored, run)
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
        return Current(stored, self._replay(stored, self.store.events()))

    def _replay(self, stored: StoredPlan, events: list[dict[str, Any]]) -> ptr_py.Run:
        return ptr_py.Run.replay(
            self.project(stored),
            events,
            self.config.team.coordinators,
            plans=list(self._plans(events).values()),
        )

    def _plans(self, events: list[dict[str, Any]]) -> dict[Any, ptr_py.Plan]:
        """The plans of revisions by their digests, if any of these events names one."""
        if not any(event.get("type") == "plan_revised" for event in events):
            return {}
        plans = [ptr_py.Plan.from_json(text) for text in self.store.plans()]
        return {plan.digest: plan for plan in plans}
