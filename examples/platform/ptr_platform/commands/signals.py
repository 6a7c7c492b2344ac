"""How a process hears that it is to end: Ctrl-C (SIGINT), SIGTERM, and the death of its parent.

Kept true: however many signals come, and whenever, the process ends in its own time. None comes to
a process before it can hear it, which would end it with a traceback. A parent that is killed tells
nobody anything, but the pipe that it held ends with it, on every system: whoever reads from that
pipe hears of it, even if it has not yet begun to listen.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


PATIENCE = 15.0
"""Seconds that a process is given to end in its own time, whoever has told it."""


def stop_event(*, with_parent: bool = False) -> threading.Event:
    """An event that is set when the process is told to end. Call it in the main thread.

    Args:
        with_parent: Whether it ends with its parent as well, which holds a pipe to its standard
            input and never writes to it.
    """
    stop = threading.Event()
    # A signal handler that sets an event which is just being set or waited for would deadlock.
    signals: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: signals.put(number))

    def wait_for_signal() -> None:
        signals.get()
        stop.set()

    threading.Thread(target=wait_for_signal, name="stop-signals", daemon=True).start()
    if with_parent:
        threading.Thread(
            target=_stop_with_parent, args=[signals], name="stop-with-parent", daemon=True
        ).start()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return stop


def _stop_with_parent(signals: queue.SimpleQueue[int]) -> None:
    """Waits for the parent's end, then stops this process as the parent would have."""
    while os.read(0, 1):
        pass
    signals.put(signal.SIGTERM)
    time.sleep(PATIENCE)
    # There is no parent left to kill this process if it hangs.
    os._exit(1)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Blocks SIGINT; processes started meanwhile inherit that until they unblock it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
