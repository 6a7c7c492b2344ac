"""One run between many threads: nothing is lost, nothing happens twice, nobody waits for ever."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from scene import HOUR, T0, TEAM

from ptr_py import Plan, Refused, Run, State

STEPS = [f"CO{nth:03}" for nth in range(60)]


@pytest.fixture
def wide() -> Run:
    """Many steps that wait for nobody."""
    records = [{"id": step, "start": T0} for step in STEPS]
    return Run(Plan.from_records(records).schedule("Live"), [TEAM])


@pytest.fixture(autouse=True)
def _many_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(work: Callable[[int], object], threads: int = 8) -> list[object]:
    gate = threading.Barrier(threads)

    def one(nth: int) -> object:
        gate.wait()
        return work(nth)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads), timeout=60))


def test_of_many_who_start_a_step_exactly_one_does(wide: Run) -> None:
    def start_all(nth: int) -> int:
        started = 0
        for step in STEPS[nth:] + STEPS[:nth]:
            try:
                wide.start(step, by=TEAM, at=T0)
                started += 1
            except Refused:
                pass
        return started

    assert sum(int(str(started)) for started in together(start_all)) == len(STEPS)
    assert sorted(str(event.step) for event in wide.events) == STEPS
    assert [event.seq for event in wide.events] == list(range(1, len(STEPS) + 1))


def test_whoever_looks_while_others_act_sees_a_run_that_existed(wide: Run) -> None:
    def act_or_look(nth: int) -> None:
        if nth % 2:
            for step in STEPS[nth // 2 :: 4]:
                wide.start(step, by=TEAM, at=T0)
                wide.close(step, by=TEAM, at=T0)
        else:
            for _ in range(200):
                recap = wide.recap(T0 + HOUR)
                assert recap.total == len(STEPS)
                assert sum(recap.by_state.values()) == len(STEPS)
                assert len(wide.states(T0)) == len(STEPS)
                events = wide.events
                assert [event.seq for event in events] == list(range(1, len(events) + 1))

    together(act_or_look)
    assert set(wide.states(T0).values()) == {State.TERMINATED}
    assert wide.version == 2 * len(STEPS)


def test_other_threads_run_while_a_plan_is_checked() -> None:
    records = [
        {"id": f"{nth:06}", "prerequisites": [f"{nth - 1:06}"] if nth else []}
        for nth in range(20_000)
    ]
    text = Plan.from_records(records).to_json()
    done = threading.Event()
    beats: list[float] = []

    def beat() -> None:
        while not done.is_set():
            beats.append(time.perf_counter())
            time.sleep(0.0005)

    heart = threading.Thread(target=beat)
    heart.start()
    begin = time.perf_counter()
    Plan.from_json(text)
    end = time.perf_counter()
    done.set()
    heart.join()
    # Were the GIL held, the heart would stand still from begin to end.
    assert len([at for at in beats if begin < at < end]) >= 3
