"""What is kept between two requests, behind one small interface.

Kept true by every store: an event that `append` has acknowledged survives the end of the process
and of the machine's power; the events of one call are there all or none; two writers that saw the
same position never both succeed. Who decides what happens is `ptr_platform.run.service`; a store
understands nothing of plans.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import PlatformError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta


class StoreError(PlatformError):
    """A database that cannot be used: out of reach, damaged, of another version."""


class Damaged(StoreError):
    """What is read is not what was written."""

    def __init__(self, what: str) -> None:
        super().__init__(
            N_("%(what)s is not what was written: the database is damaged; restore a copy of it"),
            what=what,
        )


class Replaced(StoreError):
    """The database is another one than when this process began."""

    def __init__(self, where: object) -> None:
        super().__init__(
            N_(
                "%(where)s is another database than when this process began: it was replaced,"
                " emptied or deleted; end the process and start it again"
            ),
            where=where,
        )


class Uncertain(StoreError):
    """The connection was lost while something was written: it may be there, or not."""


class Conflict(PlatformError):
    """Somebody else was faster: look again, decide again."""


@dataclass(frozen=True, order=True)
class Position:
    """How far a database has come: what a writer must have seen to write."""

    revision: int
    """How often a plan was imported for the run to begin with; 0 before the first."""
    version: int
    """How many events there are."""


@dataclass(frozen=True)
class StoredPlan:
    """A plan as it was imported."""

    plan: str
    """As `ptr_py.Plan.to_json` wrote it."""
    dry_run: str
    shift: timedelta
    imported_at: datetime
    revision: int = 0
    """Counted from 1 by the store."""
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict, compare=False)
    """The plan once more as tables for people and scripts; only written, never read."""


@dataclass(frozen=True)
class RevisedPlan:
    """A plan that takes the place of another one while the run goes on."""

    digest: str
    """Under which the event of the revision names it, and the store keeps it once."""
    plan: str
    """As `ptr_py.Plan.to_json` wrote it."""
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict, compare=False)
    """As those of `StoredPlan`."""


class Recorded(NamedTuple):
    """An event beside which the store keeps where it came from."""

    event: dict[str, Any]
    origin: str | None
    """The address of the machine it was sent from; `None` for the machinery."""
    request: str | None = None
    """By what a repetition of the request that it stems from is recognised."""


@dataclass(frozen=True)
class Content:
    """What a database holds that must not get lost."""

    position: Position
    plan: StoredPlan | None
    recorded: list[Recorded]
    plans: list[str] = field(default_factory=list)
    """Those of revisions, as `Store.plans` gives them."""


class Store(Protocol):
    """One database: the trace of one dry run."""

    def position(self) -> Position:
        """How far it has come."""

    def plan(self) -> StoredPlan | None:
        """The plan that the run began with; `None` before the first import."""

    def save_plan(self, stored: StoredPlan, *, expected: Position) -> None:
        """Makes this the plan that the run began with; the earlier ones stay as a trace.

        Raises:
            Conflict: if the position is not the expected one any more.
        """

    def events(self, after: int = 0) -> list[dict[str, Any]]:
        """The events with a greater number than this, in order."""
        return [recorded.event for recorded in self.recorded(after)]

    def recorded(self, after: int = 0) -> list[Recorded]:
        """The same with their origins."""

    def plans(self) -> list[str]:
        """The plans of revisions as JSON, each once, by their digests."""

    def append(
        self,
        events: Sequence[dict[str, Any]],
        *,
        expected: Position,
        origin: str | None = None,
        request: str | None = None,
        plans: Sequence[RevisedPlan] = (),
    ) -> None:
        """Adds events and the plans that they name; once it returns they are durable.

        Raises:
            Conflict: if the position is not the expected one any more.
            Uncertain: if they may be there all the same.
        """

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Takes or prolongs a lease, unless another holder has it and it has not run out.

        One that ends later than `believed` was dated by a clock that is wrong, or is damaged: it
        counts as run out.
        """

    def release(self, name: str, holder: str) -> None:
        """Gives a lease back early, if this holder has it."""

    def held(self, prefix: str, *, now: datetime) -> dict[str, datetime]:
        """The leases that somebody has, whose names begin so, and until when."""

    def note(self, name: str) -> str | None:
        """A text that was written down under this name."""

    def write_note(self, name: str, text: str) -> None:
        """Writes a text down under a name, in place of the one before."""

    def notes(self, prefix: str) -> dict[str, str]:
        """The texts under all names that begin so."""

    def remove_note(self, name: str) -> None:
        """Removes what was written down under a name; nothing if there is none."""

    def count(self, key: str, *, now: datetime, window: timedelta) -> int:
        """Counts an attempt, and tells how many there were within the window, this one included."""

    def use_once(self, key: str, *, now: datetime, until: datetime) -> bool:
        """Whether this is the first use of a key that may be used once until then."""

    def clock(self) -> datetime | None:
        """What the database's own clock says; `None` if it has none but this machine's.

        What other processes wrote down last is no such clock: nobody may have written for days.
        """
        return None

    def check(self) -> None:
        """Reads, and writes more than an event takes.

        Raises:
            StoreError: if the database is not fit for use.
        """

    def verify(self) -> None:
        """Holds all that is kept against the digests it was written with.

        Events are held against theirs whenever they are read, and not here once more.

        Raises:
            Damaged: with the first thing that is not what was written.
        """

    def close(self) -> None:
        """Lets go of the database."""


def content_of(store: Store) -> Content:
    """The content of a database that others may be writing to."""
    # In this order: what is added in between is left out.
    recorded = store.recorded()
    position, plan, plans = store.position(), store.plan(), store.plans()
    return Content(replace(position, version=len(recorded)), plan, recorded, plans)


def believed(now: datetime, until: datetime) -> datetime:
    """Until when another holder's lease is believed to go by whoever asks for one themselves.

    The other's clock may be ahead by as much as a lease is long; were it behind by that, it would
    count as run out.
    """
    return until + (until - now)


def digest_of(*parts: str | float | None) -> str:
    """What is kept beside values to tell whether they are those that were written."""
    text = "\0".join(["" if part is None else str(part) for part in parts])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
