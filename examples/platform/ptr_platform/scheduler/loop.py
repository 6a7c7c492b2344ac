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
_SHORTEST_PAUSE = timedelta(seconds=1)
"""Between two runs, at least."""


class SchedulerLoop:
    """Runs a scheduler until it is told to stop."""

    def __init__(self, scheduler: Scheduler, *, watch: timedelta = WATCH) -> None:
        self._scheduler = scheduler
        self._watch = watch
        self._seen: Position | None = None
        self._last_watch = scheduler.service.clock.now()
        self._busy = threading.Lock()
        self._jobs: Any = BackgroundScheduler(timezone="UTC")

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set; the mail that is under way then is brought to its end."""
        self._schedule(self._scheduler.service.now())
        self._jobs.start()
        while not stop.wait(self._watch.total_seconds()):
            self._watch_database()
        self._scheduler.stopping.set()
        # A shutdown while the scheduler's thread looks a job up would remove that job under it.
        # Paused, it looks up no more, and `get_jobs` waits until it has finished.
        self._jobs.pause()
        self._jobs.get_jobs()
        self._jobs.shutdown(wait=True)

    def _watch_database(self) -> None:
        """Starts a run if the database has changed or the clock was set back."""
        now = self._scheduler.service.clock.now()
        set_back, self._last_watch = now < self._last_watch, now
        try:
            position = self._scheduler.service.store.position()
        except StoreError:
            return  # the next run will tell
        # During a run the position that it has seen is not known yet.
        if set_back or (not self._busy.locked() and position != self._seen):
            self._schedule(now)

    def _run_once(self) -> None:
        with self._busy:
            try:
                outcome = self._scheduler.run()
            except Exception:
                # An unexpected error must not end the sending of mails.
                LOG.exception("the scheduler's run failed")
                wake = self._scheduler.service.now() + timedelta(seconds=30)
            else:
                RUNS.info("%s", outcome.line())
                wake = max(outcome.next or outcome.at, outcome.at + _SHORTEST_PAUSE)
                self._seen = outcome.seen
        if not self._scheduler.stopping.is_set():
            self._schedule(wake)

    def _schedule(self, instant: datetime) -> None:
        # A run schedules the next one just before it ends, so two may overlap.
        self._jobs.add_job(
            self._run_once,
            "date",
            run_date=instant,
            id="run",
            replace_existing=True,
            misfire_grace_time=None,
            max_instances=2,
        )
