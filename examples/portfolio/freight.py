"""What travels when a plan, its schedule or its run is sent to another process.

Kept true here: however many schedules and runs of a plan go together, the plan goes once.
"""

import pickle
import statistics
import time
from datetime import timedelta
from typing import Any

from plans import COORDINATOR, DRY_RUN, make_plan

import ptr_py

TIMES = 3
"""How often each is measured; the median is shown."""


def show_freight(steps: int) -> None:
    """Bytes and milliseconds of each, beside the records that the plan is made from."""
    print(f"\n{f'{steps:,} steps':>16} {'bytes':>12} {'ms there':>9} {'ms back':>9}")
    for name, thing in things(steps).items():
        freight, there, back = sent(thing)
        print(f"{name:>16} {len(freight):12,} {there:9.2f} {back:9.2f}")


def things(steps: int) -> dict[str, Any]:
    """What may travel."""
    plan = make_plan(0, steps)
    schedule = plan.schedule(DRY_RUN)
    run = ptr_py.Run(schedule, coordinators=[COORDINATOR])
    return {
        "records": plan.to_records(),
        "plan": plan,
        "schedule": schedule,
        "run": run,
        "all three": (plan, schedule, run),
        "run after starts": begun(schedule),
    }


def begun(schedule: ptr_py.Schedule) -> ptr_py.Run:
    """A run in which every step that waits for nothing was started on time and closed."""
    run = ptr_py.Run(schedule, coordinators=[COORDINATOR])
    for step in schedule.ids:
        start = schedule.start(step)
        if start is not None and not schedule.plan[step].prerequisites:
            run.start(step, by=COORDINATOR, at=start)
            run.close(step, by=COORDINATOR, at=start + timedelta(minutes=1))
    return run


def sent(thing: object) -> tuple[bytes, float, float]:
    """What travels, and the milliseconds to make it and to make the thing of it again."""
    theres, backs, freight = [], [], b""
    for _ in range(TIMES):
        begin = time.perf_counter()
        freight = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        packed = time.perf_counter()
        pickle.loads(freight)
        theres.append(packed - begin)
        backs.append(time.perf_counter() - packed)
    return freight, 1000 * statistics.median(theres), 1000 * statistics.median(backs)
