"""Many plans and many dry runs, in one process and on a cluster of several, with the same results.

    python examples/portfolio --plans 24 --steps 200 --workers 2 --kill-one

One sees how long both took, whether every result was the same to the byte, what travels, and from
how many dry runs on the cluster pays on this machine. The same options give the same results;
``--workers 0`` stays in one process.
"""

import argparse
import pickle
import statistics
import time
from collections.abc import Callable
from typing import Any

from plans import COORDINATOR, DRY_RUN, make_plan
from play import Outcome, play

import ptr_py


def main() -> None:
    """Plays the portfolio."""
    parser = argparse.ArgumentParser(prog="portfolio", description="Plays many dry runs.")
    parser.add_argument("--plans", type=int, default=24, help="how many plans (24)")
    parser.add_argument("--steps", type=int, default=200, help="steps of each plan (200)")
    parser.add_argument("--runs", type=int, default=2, help="dry runs of each plan (2)")
    parser.add_argument("--workers", type=int, default=2, help="processes; 0 for this one only")
    parser.add_argument("--kill-one", action="store_true", help="kill a worker midway")
    options = parser.parse_args()
    tasks = [
        (plan, options.steps, seed) for plan in range(options.plans) for seed in range(options.runs)
    ]

    alone, seconds = timed(lambda: [play(task) for task in tasks])
    show_outcomes(alone)
    show_freight(options.steps)
    print(f"\n{len(tasks)} dry runs in one process   {seconds:8.2f} s")
    if options.workers:
        compare(tasks, alone, seconds, options.workers, kill_one=options.kill_one)


def compare(
    tasks: list[tuple[int, int, int]],
    alone: list[Outcome],
    seconds: float,
    workers: int,
    *,
    kill_one: bool,
) -> None:
    """The same on a cluster."""
    from cluster import spread, started  # noqa: PLC0415 (one process needs no Dask)

    begin = time.perf_counter()
    with started(workers) as client:
        start_up = time.perf_counter() - begin
        # The first task of a worker imports what it needs.
        spread(client, play, tasks[:workers], kill_one=False)
        together, took = timed(lambda: spread(client, play, tasks, kill_one=kill_one))
    assert together == alone, "a result depends on where it was computed"
    killed = ", one of them killed midway" if kill_one else ""
    print(f"on {workers} workers{killed}   {took:8.2f} s, {seconds / took:.2f} times as fast")
    print(f"starting them              {start_up:8.2f} s")
    print(f"every one of {len(alone)} results is the same to the byte")
    gain = (seconds - took) / len(tasks)
    if gain > 0:
        print(f"it pays from {int(start_up / gain) + 1} such dry runs on, starting included")
    else:
        print("it does not pay for so few and so short dry runs")


def timed(work: Callable[[], list[Outcome]]) -> tuple[list[Outcome], float]:
    """What some work gives, and how many seconds it takes."""
    begin = time.perf_counter()
    results = work()
    return results, time.perf_counter() - begin


def show_outcomes(outcomes: list[Outcome]) -> None:
    """The portfolio at a glance."""
    late = sorted(outcome.latest for outcome in outcomes)
    print(f"{'plan':>4} {'seed':>4} {'events':>7} {'hours':>7} {'behind':>7} digest")
    for one in outcomes[:5]:
        shown = f"{one.plan:4} {one.seed:4} {one.events:7} {one.hours:7.1f} {one.latest:7.1f}"
        print(f"{shown} {one.digest[:16]}")
    print(f"{'…':>4}  behind its plan in the end: {statistics.median(late):.1f} h as often as not,")
    print(f"      {late[0]:.1f} h at best, {late[-1]:.1f} h at worst")


def show_freight(steps: int) -> None:
    """How much travels when a plan, its schedule or its run is sent."""
    plan = make_plan(0, steps)
    schedule = plan.schedule(DRY_RUN)
    run = ptr_py.Run(schedule, coordinators=[COORDINATOR])
    things: dict[str, Any] = {
        "records": plan.to_records(),
        "plan": plan,
        "schedule": schedule,
        "run": run,
        "all three": (plan, schedule, run),
    }
    print(f"\n{'pickled':>10} {'bytes':>10} {'ms there':>9} {'ms back':>9}")
    for name, thing in things.items():
        begin = time.perf_counter()
        freight = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        there = time.perf_counter()
        pickle.loads(freight)
        back = time.perf_counter()
        milliseconds = (1000 * (there - begin), 1000 * (back - there))
        print(f"{name:>10} {len(freight):10,} {milliseconds[0]:9.2f} {milliseconds[1]:9.2f}")


if __name__ == "__main__":
    main()
