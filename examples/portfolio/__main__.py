"""Many plans and many dry runs, in one process and on a cluster of several, with the same results.

    python examples/portfolio --plans 24 --steps 200 --workers 2 --kill-one

One sees how long both took, whether every result was the same to the byte, and what travels;
``--workers 0`` stays in one process. ``--ladder`` measures from how many dry runs on the cluster
pays on this machine, ``--evaluate`` evaluates plans without playing them. The same options give
the same results.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from evaluate import Evaluation, evaluate
from freight import show_freight
from ladder import climb
from play import Outcome, play

Task = tuple[int, int, int]
Result = Outcome | Evaluation
Work = Callable[[Task], Result]


def main() -> None:
    """Plays the portfolio."""
    parser = argparse.ArgumentParser(prog="portfolio", description="Plays many dry runs.")
    parser.add_argument("--plans", type=int, default=24, help="how many plans (24)")
    parser.add_argument("--steps", type=int, default=200, help="steps of each plan (200)")
    parser.add_argument("--runs", type=int, default=2, help="dry runs of each plan (2)")
    parser.add_argument("--workers", type=int, default=2, help="processes; 0 for this one only")
    parser.add_argument("--kill-one", action="store_true", help="kill a worker midway")
    parser.add_argument("--evaluate", action="store_true", help="evaluate plans, play nothing")
    parser.add_argument("--ladder", action="store_true", help="measure from what size on it pays")
    parser.add_argument(
        "--freight", type=int, nargs="+", help="only what travels, of so many steps"
    )
    options = parser.parse_args()
    if options.freight:
        for steps in options.freight:
            show_freight(steps)
        return
    tasks = [
        (plan, options.steps, seed) for plan in range(options.plans) for seed in range(options.runs)
    ]
    work: Work = evaluate if options.evaluate else play
    if options.ladder:
        climb(work, tasks, max(1, options.workers))
        return

    alone, seconds = timed(lambda: [work(task) for task in tasks])
    show_results(alone)
    show_freight(options.steps)
    done = "evaluations" if options.evaluate else "dry runs"
    print(f"\n{len(tasks)} {done} in one process   {seconds:8.2f} s")
    if options.workers:
        compare(work, tasks, alone, seconds, options.workers, kill_one=options.kill_one)


def compare(
    work: Work,
    tasks: list[Task],
    alone: list[Result],
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
        spread(client, work, tasks[:workers], kill_one=False)
        together, took = timed(lambda: spread(client, work, tasks, kill_one=kill_one))
    assert together == alone, "a result depends on where it was computed"
    killed = ", one of them killed midway" if kill_one else ""
    print(f"on {workers} workers{killed}   {took:8.2f} s, {seconds / took:.2f} times as fast")
    print(f"starting them              {start_up:8.2f} s")
    print(f"every one of {len(alone)} results is the same to the byte")


def timed(work: Callable[[], list[Result]]) -> tuple[list[Result], float]:
    """What some work gives, and how many seconds it takes."""
    begin = time.perf_counter()
    results = work()
    return results, time.perf_counter() - begin


def show_results(results: list[Result]) -> None:
    """The portfolio at a glance."""
    outcomes = [one for one in results if isinstance(one, Outcome)]
    evaluations = [one for one in results if isinstance(one, Evaluation)]
    if outcomes:
        show_outcomes(outcomes)
    if evaluations:
        show_evaluations(evaluations)


def show_outcomes(outcomes: list[Outcome]) -> None:
    """The portfolio at a glance."""
    late = sorted(outcome.latest for outcome in outcomes)
    print(f"{'plan':>4} {'seed':>4} {'events':>7} {'hours':>7} {'behind':>7} digest")
    for one in outcomes[:5]:
        shown = f"{one.plan:4} {one.seed:4} {one.events:7} {one.hours:7.1f} {one.latest:7.1f}"
        print(f"{shown} {one.digest[:16]}")
    print(f"{'…':>4}  behind its plan in the end: {statistics.median(late):.1f} h as often as not,")
    print(f"      {late[0]:.1f} h at best, {late[-1]:.1f} h at worst")


def show_evaluations(evaluations: list[Evaluation]) -> None:
    """What the plans say when nobody acts."""
    print(f"{'plan':>4} {'seed':>4} {'late':>7} {'ready':>7} {'held by':>10} digest")
    for one in evaluations[:5]:
        shown = f"{one.plan:4} {one.seed:4} {one.late:7} {one.ready:7} {one.held_by:>10}"
        print(f"{shown} {one.digest[:16]}")


if __name__ == "__main__":
    main()
