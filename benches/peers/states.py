"""The state of every step at an instant, beside graph libraries, plain Python and numpy.

All keep the plan in their own way and are then asked: for a dict of states by id, or for one byte
a step. A third contest is what a script does that holds documents and asks once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from .contest import Contest, Prepared, Way
from .plans import DRY_RUN, HALF_WAY, HORIZON, Record, records

SIZES = (400, 10_000, 100_000, 1_000_000)


def texts(states: dict[str, Any]) -> dict[str, str]:
    """Of an enum of strings, the strings."""
    return {step: str(state) for step, state in states.items()}


def state_of(progress: str | None, met: bool, start: datetime, at: datetime) -> str:
    """The table of states, as a script has it."""
    if progress:
        return progress
    if met:
        return "Ready" if at >= start else "Idle"
    if at >= start:
        return "Overdue"
    return "Locked" if at >= start - HORIZON else "Planned"


# --- Ours ------------------------------------------------------------------------------------


def our_run(steps: int) -> Any:
    """A run in which happened what the records say."""
    import ptr_py

    schedule = ptr_py.Plan.from_records(records(steps)).schedule(DRY_RUN, lock_horizon=HORIZON)
    run = ptr_py.Run(schedule, ["team@grid.example"])
    seq = 0
    for record in records(steps):
        facts = {None: (), "Open": ("started",), "Terminated": ("started", "closed")}
        for fact in facts[record["progress"]]:
            seq += 1
            by = {"by": "team@grid.example", "as": "coordinator"}
            run.apply({"seq": seq, "at": HALF_WAY, "type": fact, "step": record["id"], **by})
    return run


def our_states(steps: int) -> Prepared:
    """A dict of the members of an enum."""
    run = our_run(steps)
    return Prepared(lambda: run.states(HALF_WAY), texts)


def our_codes(steps: int) -> Prepared:
    """A byte a step into a buffer that is there."""
    from ptr_py import State

    run = our_run(steps)
    buffer = bytearray(steps)
    names = [str(state) for state in State]
    ids = run.schedule.ids
    return Prepared(
        lambda: run.state_codes(HALF_WAY, out=buffer),
        lambda codes: dict(zip(ids, (names[code] for code in codes), strict=True)),
    )


def our_documents(steps: int) -> Prepared:
    """One call on documents."""
    import ptr_py

    documents = list(records(steps))
    return Prepared(
        lambda: ptr_py.compute_states(documents, HALF_WAY, DRY_RUN, HORIZON),
        texts,
    )


# --- Others ----------------------------------------------------------------------------------


def with_networkx(steps: int) -> Prepared:
    """A graph whose nodes have attributes."""
    import networkx as nx

    graph: Any = nx.DiGraph()
    for record in records(steps):
        graph.add_node(record["id"], start=record["start"], progress=record["progress"])
        graph.add_edges_from((before, record["id"]) for before in record["prerequisites"])

    def states() -> dict[str, str]:
        nodes = graph.nodes
        return {
            step: state_of(
                node["progress"],
                all(nodes[before]["progress"] == "Terminated" for before in graph.pred[step]),
                node["start"],
                HALF_WAY,
            )
            for step, node in nodes(data=True)
        }

    return Prepared(states)


def with_rustworkx(steps: int) -> Prepared:
    """A graph in Rust whose nodes are Python's."""
    import rustworkx as rx

    graph = rx.PyDiGraph()
    numbers: dict[str, int] = {}
    for record in records(steps):
        step = {key: record[key] for key in ("id", "start", "progress")}
        numbers[step["id"]] = graph.add_node(step)
        edges = [(numbers[it], numbers[step["id"]]) for it in record["prerequisites"]]
        graph.add_edges_from_no_data(edges)

    def states() -> dict[str, str]:
        return {
            node["id"]: state_of(
                node["progress"],
                all(before["progress"] == "Terminated" for before in graph.predecessors(index)),
                node["start"],
                HALF_WAY,
            )
            for index, node in zip(graph.node_indices(), graph.nodes(), strict=True)
        }

    return Prepared(states)


def of_documents(documents: dict[str, Record]) -> dict[str, str]:
    """What a script computes that holds its documents by id."""
    return {
        step: state_of(
            it["progress"],
            all(documents[before]["progress"] == "Terminated" for before in it["prerequisites"]),
            it["start"],
            HALF_WAY,
        )
        for step, it in documents.items()
    }


def with_dicts(steps: int) -> Prepared:
    """Documents by id."""
    documents = {record["id"]: record for record in records(steps)}
    return Prepared(lambda: of_documents(documents))


def with_indexed_documents(steps: int) -> Prepared:
    """Documents as a database gives them, to be found by id first."""
    documents = list(records(steps))
    return Prepared(lambda: of_documents({it["id"]: it for it in documents}))


def numpy_arrays(found: Iterable[Record]) -> tuple[list[str], Any, Any, Any, Any]:
    """Ids, starts, progress, and the prerequisites of all steps one after the other."""
    import numpy as np

    numbers: dict[str, int] = {}
    starts: list[int] = []
    progress: list[int] = []
    before: list[int] = []
    ends: list[int] = []
    codes = {None: 0, "Open": 1, "Terminated": 2}
    for number, record in enumerate(found):
        numbers[record["id"]] = number
        starts.append(int(record["start"].timestamp()))
        progress.append(codes[record["progress"]])
        before.extend(numbers[it] for it in record["prerequisites"])
        ends.append(len(before))
    return (
        list(numbers),
        np.array(starts, np.int64),
        np.array(progress, np.int8),
        np.array(before, np.int32),
        np.array([0, *ends], np.int64),
    )


def numpy_states(steps: int, count_each_time: bool) -> Prepared:
    """Arrays; the open prerequisites of each step counted anew, or kept."""
    import numpy as np

    ids, starts, progress, before, ends = numpy_arrays(records(steps))
    names = ["Planned", "Locked", "Overdue", "Idle", "Ready", "Open", "Terminated"]
    at, horizon = int(HALF_WAY.timestamp()), int(HORIZON / timedelta(seconds=1))

    def count() -> Any:
        total = np.concatenate(([0], np.cumsum(progress[before] != 2, dtype=np.int32)))  # noqa: PLR2004
        return total[ends[1:]] - total[ends[:-1]]

    kept = count()

    def states() -> Any:
        met = (count() if count_each_time else kept) == 0
        reached = at >= starts
        waiting = np.where(reached, 2, at >= starts - horizon)
        fresh = np.where(met, 3 + reached, waiting).astype(np.int8)
        return np.where(progress > 0, progress + np.int8(4), fresh)

    return Prepared(
        states,
        lambda codes: dict(zip(ids, (names[code] for code in codes), strict=True)),
    )


def contests() -> list[Contest]:
    """Dicts, bytes, documents."""
    ours = ("ptr_py",)
    return [
        Contest(
            "states as a dict",
            "step",
            Way("ptr_py: run.states", our_states, ours),
            [
                Way("networkx", with_networkx, ("networkx",)),
                Way("rustworkx", with_rustworkx, ("rustworkx",)),
                Way("plain dicts", with_dicts),
            ],
            SIZES,
        ),
        Contest(
            "states as a byte a step",
            "step",
            Way("ptr_py: run.state_codes", our_codes, ours),
            [
                Way("numpy", lambda steps: numpy_states(steps, True), ("numpy",)),
                Way("numpy, counts kept", lambda steps: numpy_states(steps, False), ("numpy",)),
            ],
            SIZES,
        ),
        Contest(
            "states of documents, once",
            "step",
            Way("ptr_py: compute_states", our_documents, ours),
            [Way("plain dicts", with_indexed_documents)],
            SIZES[:-1],
        ),
    ]
