"""A restore that ends at once, as kill -9 ends it, before the step of the given number.

A step is whatever the restore asks of the system or of the database server: a file that is opened,
linked, renamed or removed, a statement of SQL, a command of MongoDB. Prints how many there were if
it came to its end.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pytest
from pymongo import monitoring

from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.run import backup
from ptr_platform.store import opening

if TYPE_CHECKING:
    from collections.abc import Callable

AUDITED = ("os.", "open", "sqlite3.connect")


class Steps:
    """Counts steps, and ends the process before one of them."""

    def __init__(self, deadly: int) -> None:
        self.count = 0
        self.counting = False
        self._deadly = deadly

    def take(self, _told: object = None) -> None:
        """One more; or the end."""
        if self.counting:
            self.count += 1
            if self.count == self._deadly:
                os.kill(os.getpid(), signal.SIGKILL)


STEPS = Steps(int(sys.argv[3]))


class Commands(monitoring.CommandListener):
    """Counts what a server is asked for."""

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        STEPS.take(event)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


class Traced(sqlite3.Connection):
    """Counts statements."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.set_trace_callback(STEPS.take)


def main() -> None:
    """Restores what the command line says."""
    config = Config.read(json.loads(sys.argv[1]), source=Path("worker"), environment={})
    monitoring.register(Commands())
    sys.addaudithook(lambda event, _: STEPS.take() if event.startswith(AUDITED) else None)
    connect, copies = sqlite3.connect, opening.copies_of(config.database)
    real: Callable[..., Any] = copies.restore

    def restore(*arguments: Any, **named: Any) -> Any:
        STEPS.counting = True
        try:
            return real(*arguments, **named)
        finally:
            STEPS.counting = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(connect, factory=Traced))
        patch.setattr(copies, "restore", restore)
        backup.restore(config, Path(sys.argv[2]), SystemClock().now())
    print(STEPS.count)


if __name__ == "__main__":
    main()
