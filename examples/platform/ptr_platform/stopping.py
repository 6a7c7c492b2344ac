"""How a process hears that it is to end: Ctrl-C (SIGINT) and SIGTERM.

Kept true: however many signals come, and whenever, the process ends in its own time. None comes to
a process before it can hear it, which would end it with a traceback.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def told_to_stop() -> threading.Event:
    """An event that is set when the process is told to end. Call it in the main thread."""
    stop = threading.Event()
    # A handler that sets an event while it is being set, or waited for, waits for itself for ever.
    told: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: told.put(number))

    def pass_on() -> None:
        told.get()
        stop.set()

    threading.Thread(target=pass_on, name="told-to-stop", daemon=True).start()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return stop


@contextmanager
def unheard() -> Iterator[None]:
    """Holds Ctrl-C back; in processes that are started meanwhile until they can hear it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
