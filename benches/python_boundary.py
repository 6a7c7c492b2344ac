"""What it costs to ask for states from Python, beside what plain Python costs.

    python benches/python_boundary.py            400, 10,000 and 100,000 steps
    python benches/python_boundary.py 1000       that many

Needs the module built with ``pip install ./ptr-py``, that is with optimisation. Medians; read the
ratios, not the times.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ptr_py import Plan, Run, Schedule, State

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
WEEKS = timedelta(weeks=10)
PREREQUISITES = 4
NANO = 1e9
ENOUGH = 0.3
IMPORT = "import time; b = time.perf_counter(); import ptr_py; print(time.perf_counter() - b)"


def make_schedule(steps: int) -> Schedule:
    """A random plan: four prerequisites a step on average, dates over ten weeks."""
    seeded = random.Random(1)
    ids = [f"CO{nth:08}" for nth in range(steps)]
    records = [
        {
            "id": step,
            "phase": "CO",
            "dry_runs": ["FDR1"],
            "prerequisites": {
                ids[seeded.randrange(max(0, nth - 200), nth)]
                for _ in range(seeded.randrange(2 * PREREQUISITES + 1) if nth else 0)
            },
            "start": START + WEEKS * seeded.random(),
        }
        for nth, step in enumerate(ids)
    ]
    return Plan.from_records(records).schedule("FDR1")


def nanoseconds(work: Callable[[], object], steps: int) -> float:
    """The median of many runs, for one step."""
    times: list[float] = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < ENOUGH or len(times) < 5:  # noqa: PLR2004
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return statistics.median(times) * NANO / steps


def report(steps: int) -> None:
    """One table of one size."""
    schedule = make_schedule(steps)
    at = START + WEEKS / 2
    run = Run(schedule)
    ids = schedule.ids
    closed = ids[: steps // 2]
    states = list(schedule.states(at).values())
    members = list(State)
    codes = schedule.state_codes(at)
    out = bytearray(steps)
    baseline = nanoseconds(lambda: dict(zip(ids, states, strict=True)), steps)
    print(f"\n{steps:,} steps: nanoseconds a state, and as a share of dict(zip(ids, states))")
    for name, work in {
        "dict(zip(ids, states))": lambda: dict(zip(ids, states, strict=True)),
        "schedule.states(at)": lambda: schedule.states(at),
        "run.states(at)": lambda: run.states(at),
        "schedule.states(at, (), half of them)": lambda: schedule.states(at, (), closed),
        "schedule.state_codes(at)": lambda: schedule.state_codes(at),
        "schedule.state_codes(at, out=…)": lambda: schedule.state_codes(at, out=out),
        "run.state_codes(at)": lambda: run.state_codes(at),
        "[members[code] for code in codes]": lambda: [members[code] for code in codes],
        "run.recap(at)": lambda: run.recap(at),
        "run.table(at)": lambda: run.table(at),
    }.items():
        cost = nanoseconds(work, steps)
        print(f"  {name:<40} {cost:9.2f} {cost / baseline:7.2f}")


def main() -> None:
    """Import, then each size."""
    command = [sys.executable, "-c", IMPORT]
    imports = [float(subprocess.check_output(command)) for _ in range(7)]
    print(f"import ptr_py: {min(imports) * 1000:.1f} ms")
    for steps in map(int, sys.argv[1:] or ("400", "10000", "100000")):
        report(steps)


if __name__ == "__main__":
    main()
