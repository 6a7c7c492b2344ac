"""When the scheduler runs: at the instant it asked for, and as soon as somebody did something.

APScheduler does the waiting, by the clock of the calendar. One job is set anew after each run, for
the instant the run named: the next change of a state, the next attempt of a mail, or the end of the
regular interval. Meanwhile the main thread looks every other second, by a clock that nobody sets,
whether the database has moved on or the calendar's clock was set back.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from ptr_platform.store import Position, StoreError

if TYPE_CHECKING:
    from ptr_platform.scheduler import Scheduler

LOG = logging.getLogger("ptr.scheduler")
RUNS = logging.getLogger("ptr.scheduler.runs")

WATCH = timedelta(seconds=2)
_PAUSE = timedelta(seconds=1)
"""Between two runs, at least."""


class SchedulerLoop:
    """Runs a scheduler until it is told to stop."""

    def __init__(self, scheduler: Scheduler, *, watch: timedelta = WATCH) -> None:
        self._scheduler = scheduler
        self._watch = watch
        self._seen: Position | None = None
        self._looked = scheduler.service.clock.now()
        self._busy = threading.Lock()
        self._jobs: Any = BackgroundScheduler(timezone="UTC")

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set; the mail that is under way then is brought to its end."""
        self._wake_at(self._scheduler.service.now())
        self._jobs.start()
        while not stop.wait(self._watch.total_seconds()):
            self._look()
        self._scheduler.stopping.set()
        # While its thread looks a job up, a shutdown would take the job away from it. Paused it
        # looks up no more; whoever asks for the jobs waits until it has looked.
        self._jobs.pause()
        self._jobs.get_jobs()
        self._jobs.shutdown(wait=True)

    def _look(self) -> None:
        """Wakes the scheduler if the database, or the clock, is not where it left it."""
        now = self._scheduler.service.clock.now()
        set_back, self._looked = now < self._looked, now
        try:
            position = self._scheduler.service.store.position()
        except StoreError:
            return  # the next run will tell
        # While a run goes on it has not said yet what it has seen.
        if set_back or (not self._busy.locked() and position != self._seen):
            self._wake_at(now)

    def _tick(self) -> None:
        with self._busy:
            try:
                outcome = self._scheduler.run()
            except Exception:
                # A fault of ours must not end the mails for the rest of the night.
                LOG.exception("the scheduler's run failed")
                wake = self._scheduler.service.now() + timedelta(seconds=30)
            else:
                RUNS.info("%s", outcome.line())
                wake = max(outcome.next or outcome.at, outcome.at + _PAUSE)
                self._seen = outcome.seen
        if not self._scheduler.stopping.is_set():
            self._wake_at(wake)

    def _wake_at(self, instant: datetime) -> None:
        # A run sets the next one before it has quite ended itself: so two may be under way.
        self._jobs.add_job(
            self._tick,
            "date",
            run_date=instant,
            id="run",
            replace_existing=True,
            misfire_grace_time=None,
            max_instances=2,
        )
