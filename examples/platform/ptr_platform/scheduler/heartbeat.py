"""Whether a scheduler is at work, as far as others can tell: it says when it will be back.

Kept true: a scheduler that sleeps, sends one mail after the other or stands by for another is not
taken for dead; one that was killed, or hangs, is, once it is overdue by `GRACE`. Pages go on
without a scheduler, and nobody would notice that no mail goes out: so it is told where people look.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ptr_platform.store import Store

GRACE = timedelta(minutes=3)
"""More than a mail takes, clocks of two machines differ by, and another needs to take over."""
_NOTE = "scheduler"


@dataclass(frozen=True)
class Heartbeat:
    """The last sign of life of whichever scheduler gave it."""

    last: datetime
    back: datetime
    """When it wanted to be back at the latest."""
    troubles: dict[str, str] = field(default_factory=dict)
    """The ways out that took nothing when they were last tried, and why: ``mail``, or channels."""

    def is_alive(self, now: datetime) -> bool:
        """Whether it is back in time, or may still be."""
        return now <= self.back + GRACE


def record(
    store: Store, *, now: datetime, back: datetime, troubles: dict[str, str] | None = None
) -> None:
    """Says that a scheduler is at work, and when it will say so again at the latest.

    Args:
        store: Where it says so.
        now: The instant.
        back: When it will be back.
        troubles: The ways out that took nothing when they were last tried, and why.
    """
    last, until = (it.astimezone(UTC).isoformat() for it in (now, back))
    told = {"last": last, "back": until, "troubles": troubles or {}}
    store.write_note(_NOTE, json.dumps(told))


def latest(store: Store) -> Heartbeat | None:
    """The last sign of life; `None` if no scheduler has worked on this database yet."""
    note = store.note(_NOTE)
    if note is None:
        return None
    found = json.loads(note)
    return Heartbeat(
        datetime.fromisoformat(found["last"]),
        datetime.fromisoformat(found["back"]),
        found.get("troubles", {}),
    )
