"""Whether servers and schedulers are at work on a database: each says so every few seconds.

Kept true: what would pull a database away from under them is refused while one is alive; one that
was killed is forgotten within `LIFE`.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from ptr_platform.language.messages import PlatformError
from ptr_platform.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ptr_platform.clock import Clock
    from ptr_platform.config import Config
    from ptr_platform.store import Store

LIFE = timedelta(seconds=30)
"""How long after its last pulse a process counts as alive."""
_EVERY_SECONDS = 5.0
_PULSE = "pulse of "

LOG = logging.getLogger("ptr.pulse")


class InUse(PlatformError):
    """A database that servers or schedulers are at work on."""


@contextmanager
def beating(store: Store, clock: Clock, kind: str) -> Iterator[None]:
    """Says that a process is at work on a database, for as long as it is.

    Args:
        store: The database.
        clock: The clock of this process, for a database that has none.
        kind: What the process is.
    """
    name = f"{_PULSE}{kind} {socket.gethostname()}:{os.getpid()}"
    holder, done = uuid.uuid4().hex, threading.Event()

    def beat() -> None:
        now = _now(store, clock.now())
        store.position()  # of another database nothing is said
        store.hold(name, holder, now=now, until=now + LIFE)

    def keep_beating() -> None:
        while not done.wait(_EVERY_SECONDS):
            try:
                beat()
            except StoreError as error:
                LOG.warning("%s", error)

    beat()
    thread = threading.Thread(target=keep_beating, name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        try:
            store.release(name, holder)
        except StoreError as error:
            LOG.warning("%s", error)


def alive(store: Store, now: datetime) -> list[str]:
    """The processes that are at work on a database."""
    now = _now(store, now)
    # What says more than it can was said under another clock.
    held = store.held(_PULSE, now=now).items()
    return [name.removeprefix(_PULSE) for name, until in held if until <= now + LIFE]


def refuse_if_alive(store: Store, config: Config, now: datetime) -> None:
    """Does nothing unless somebody works on a database.

    Raises:
        InUse: with who it is.
    """
    if who := alive(store, now):
        raise InUse(
            "%(name)s is at work: %(who)s. End it first; one that was killed counts for"
            " %(seconds)s seconds. Nothing was changed.",
            name=config.database.name,
            who=", ".join(who),
            seconds=int(LIFE.total_seconds()),
        )


def _now(store: Store, now: datetime) -> datetime:
    """The database's own time, which all its processes share, if it has one."""
    return store.clock() or now
