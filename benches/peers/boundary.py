"""What it costs to hand results to Python, beside a dict made of lists that are there.

`dict(zip(ids, states))` computes nothing: it is what plain Python pays for the container alone.
Importing the module stands beside importing the libraries it is compared with.
"""

import subprocess
import sys
from collections import Counter
from itertools import cycle
from typing import Any

from .contest import Contest, Prepared, Way
from .plans import BEGIN, HALF_WAY, WEEKS
from .states import our_codes, our_run, our_states, texts

SIZES = (400, 10_000, 100_000)
IMPORT = "import time; b = time.perf_counter(); import {}; print(time.perf_counter() - b)"


def prepared_lists(steps: int) -> Prepared:
    """Ids and states in lists, put together."""
    states = our_run(steps).states(HALF_WAY)
    ids, members = list(states), list(states.values())
    return Prepared(lambda: dict(zip(ids, members, strict=True)), texts)


def ids_alone(states: dict[str, Any]) -> list[str]:
    """For ways that tell of different instants."""
    return list(states)


def prepared_ids(steps: int) -> Prepared:
    """Ids and states in lists, put together, whatever the states are."""
    return prepared_lists(steps)._replace(answer=ids_alone)


def turned_over(steps: int) -> Prepared:
    """From a run, at instants in turns before and after everything: most states change each time.

    A dict of states begins as a copy of the one before; here the least of it can stay.
    """
    run = our_run(steps)
    instants = cycle((BEGIN - WEEKS, HALF_WAY + WEEKS))
    return Prepared(lambda: run.states(next(instants)), ids_alone)


def members_of_codes(steps: int) -> Prepared:
    """A list made from bytes that are there."""
    from ptr_py import State

    run = our_run(steps)
    codes, members, ids = run.state_codes(HALF_WAY), list(State), run.schedule.ids
    return Prepared(
        lambda: [members[code] for code in codes],
        lambda states: texts(dict(zip(ids, states, strict=True))),
    )


def closed_by_id(steps: int) -> Prepared:
    """From the schedule, what is terminated given by its ids."""
    run = our_run(steps)
    found = texts(run.states(HALF_WAY)).items()
    opened = [step for step, state in found if state == "Open"]
    closed = [step for step, state in found if state == "Terminated"]
    schedule = run.schedule
    return Prepared(lambda: schedule.states(HALF_WAY, opened, closed), texts)


def our_recap(steps: int) -> Prepared:
    """Counts by state, and by team."""
    run = our_run(steps)
    return Prepared(lambda: run.recap(HALF_WAY), lambda recap: texts_counted(recap.by_state))


def counted(steps: int) -> Prepared:
    """Counts of states that are in a list."""
    states = list(our_run(steps).states(HALF_WAY).values())
    return Prepared(lambda: Counter(states), texts_counted)


def texts_counted(counts: Any) -> dict[str, int]:
    """By the names of states, those that occur."""
    return {str(state): count for state, count in counts.items() if count}


def importing(module: str) -> Way:
    """Importing it, in a fresh interpreter."""
    command = [sys.executable, "-c", IMPORT.format(module)]

    def prepare(_size: int) -> Prepared:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        work = lambda: subprocess.run(command, check=True, capture_output=True).stdout  # noqa: E731
        return Prepared(work, lambda _: None, times_itself=True)

    return Way(module, prepare)


def contests() -> list[Contest]:
    """Each form of result, then the import."""
    plain = Way("dict(zip(ids, states))", prepared_lists)
    forms = [
        Contest(
            "a dict, from a run",
            "step",
            Way("run.states(at)", our_states),
            [plain],
            SIZES,
            weighs=False,
        ),
        Contest(
            "a dict, most states others",
            "step",
            Way("run.states(before), run.states(after)", turned_over),
            [Way(plain.name, prepared_ids)],
            SIZES,
            weighs=False,
        ),
        Contest(
            "a dict, progress by id",
            "step",
            Way("schedule.states(at, opened, terminated)", closed_by_id),
            [plain],
            SIZES,
            weighs=False,
        ),
        Contest(
            "a buffer",
            "step",
            Way("run.state_codes(at, out=buffer)", our_codes),
            [plain, Way("[members[code] for code in codes]", members_of_codes)],
            SIZES,
            weighs=False,
        ),
        Contest(
            "a recap",
            "step",
            Way("run.recap(at)", our_recap),
            [Way("Counter(states)", counted)],
            SIZES,
            weighs=False,
        ),
    ]
    others = [importing(it) for it in ("networkx", "numpy", "pandas", "polars", "openpyxl")]
    imports = Contest("importing", "import", importing("ptr_py"), others, (1,), weighs=False)
    return [*forms, imports]
