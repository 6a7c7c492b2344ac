"""How often somebody may ask: a count of attempts within a window that moves with the clock.

Where several servers run, the count belongs into what they share: every store is a `Throttle`.
"""

from datetime import datetime, timedelta
from typing import Protocol


class Throttle(Protocol):
    """Counts attempts."""

    def count(self, key: str, *, now: datetime, window: timedelta) -> int:
        """Counts an attempt, and tells how many there were within the window, this one included."""
