"""The work of a portfolio spread over a Dask cluster of processes on this machine.

Kept true here: the results come in the order of the tasks and are those of one process, however
many workers there are and whichever of them dies.
"""

import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from distributed import Client, LocalCluster, as_completed

Task = TypeVar("Task")
Result = TypeVar("Result")


@contextmanager
def started(workers: int) -> Iterator[Client]:
    """A cluster of so many worker processes of one thread each, and who talks to it."""
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.ERROR,
            host="127.0.0.1",
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(workers)
        yield client


def spread(
    client: Client, work: Callable[[Task], Result], tasks: Sequence[Task], *, kill_one: bool
) -> list[Result]:
    """The results of all tasks; with ``kill_one`` a worker is killed when some have come.

    What the dead worker had, and had been given, others do again: tasks are pure.
    """
    # Small tasks travel in pieces, so that the scheduler does not cost more than the work. Workers
    # that were not heard of in time are gone until they are: there may be none for a moment.
    workers = max(1, len(client.scheduler_info()["workers"]))
    size = max(1, len(tasks) // (8 * workers))
    pieces = [tasks[first : first + size] for first in range(0, len(tasks), size)]
    futures = client.map(lambda piece: [work(task) for task in piece], pieces, pure=False)
    killed = None
    if kill_one:
        next(iter(as_completed(futures)))
        killed = kill(client)
    results = [result for piece in client.gather(futures) for result in piece]
    assert killed not in alive(client), "the worker outlived what should have killed it"
    return results


def kill(client: Client) -> str:
    """Kills a worker as a crash would, by no signal that it could hear, and says which."""
    workers: dict[str, int] = client.run(os.getpid)
    victim = min(workers)
    os.kill(workers[victim], signal.SIGKILL)
    return victim


def alive(client: Client) -> list[str]:
    """The workers that the scheduler knows of."""
    known: list[str] = client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.workers))
    return known
