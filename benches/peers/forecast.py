"""The critical path: when each step ends and how far it may slip, beside those who compute it.

Nothing has begun and no start is set, so that all of them solve the same textbook network. Each
keeps the plan in its own way, in an order that fits but where it says that it sorts; what is timed
is the passes, up to a form in which every step can be asked.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from .contest import Contest, Prepared, Way
from .plans import BEGIN, DRY_RUN, SEED, Record, records

SIZES = (400, 10_000, 100_000)
MINUTE = timedelta(minutes=1)

Answer = dict[str, tuple[int, int]]
"""By id, when a step ends and how far it may slip, in minutes."""


def lasting(steps: int) -> Iterator[Record]:
    """The plan without starts, with a duration for each step, in minutes."""
    seeded = random.Random(SEED)
    for record in records(steps):
        yield {**record, "start": None, "progress": None, "minutes": seeded.randrange(1, 240)}


def our_table(steps: int) -> Prepared:
    """A forecast, and all that it says of each step, in columns of Arrow."""
    run = our_run(steps)
    return Prepared(lambda: run.forecast(BEGIN).table(), lambda table: in_columns(frame(table)))


def our_frame(steps: int) -> Prepared:
    """The same, taken by polars."""
    run = our_run(steps)
    return Prepared(lambda: frame(run.forecast(BEGIN).table()), in_columns)


def our_outlooks(steps: int) -> Prepared:
    """The same as a value of Python for each step."""
    run = our_run(steps)
    return Prepared(lambda: run.forecast(BEGIN).outlooks(), told)


def our_forecast(steps: int) -> Prepared:
    """Only the forecast, to be asked for any step: no value of any has been taken out."""
    run = our_run(steps)
    return Prepared(lambda: run.forecast(BEGIN), lambda forecast: told(forecast.outlooks()))


def our_run(steps: int) -> Any:
    """A run in which nothing has happened."""
    import ptr_py

    plan = ptr_py.Plan.from_records(
        {**record, "duration": timedelta(minutes=record["minutes"])} for record in lasting(steps)
    )
    return ptr_py.Run(plan.schedule(DRY_RUN))


def frame(table: Any) -> Any:
    """The columns in the hands of a library that asks them."""
    import polars

    return polars.DataFrame(table)


def in_columns(frame: Any) -> Answer:
    """In whole minutes."""
    return {
        step: ((ends - BEGIN) // MINUTE, slack // MINUTE)
        for step, ends, slack in frame.select("id", "ends", "slack").rows()
    }


def told(outlooks: Mapping[str, Any]) -> Answer:
    """In whole minutes."""
    return {
        step: ((outlook.ends - BEGIN) // MINUTE, outlook.slack // MINUTE)
        for step, outlook in outlooks.items()
    }


def passes(
    order: Iterable[str],
    minutes: Mapping[str, int],
    before: Callable[[str], Iterable[str]],
    behind: Callable[[str], Iterable[str]],
) -> Answer:
    """What a script writes: forward for the earliest ends, backward for the latest."""
    order = list(order)
    ends: dict[str, int] = {}
    for step in order:
        ends[step] = max((ends[it] for it in before(step)), default=0) + minutes[step]
    end = max(ends.values())
    latest: dict[str, int] = {}
    for step in reversed(order):
        latest[step] = min((latest[it] - minutes[it] for it in behind(step)), default=end)
    return {step: (ends[step], latest[step] - ends[step]) for step in order}


def with_networkx(steps: int) -> Prepared:
    """A graph, its topological order and the passes."""
    import networkx as nx

    graph, minutes = networkx_graph(steps)
    order = list(nx.topological_sort(graph))
    return Prepared(lambda: passes(order, minutes, graph.pred.__getitem__, graph.succ.__getitem__))


def with_networkx_sorted(steps: int) -> Prepared:
    """The same, the order found anew each time: a graph does not keep it."""
    import networkx as nx

    graph, minutes = networkx_graph(steps)

    def work() -> Answer:
        order = nx.topological_sort(graph)
        return passes(order, minutes, graph.pred.__getitem__, graph.succ.__getitem__)

    return Prepared(work)


def networkx_graph(steps: int) -> tuple[Any, dict[str, int]]:
    """The plan as a graph, and how long each step takes."""
    import networkx as nx

    graph: Any = nx.DiGraph()
    minutes = {}
    for record in lasting(steps):
        graph.add_node(record["id"])
        graph.add_edges_from((it, record["id"]) for it in record["prerequisites"])
        minutes[record["id"]] = record["minutes"]
    return graph, minutes


def with_dicts(steps: int) -> Prepared:
    """Documents by id, those behind each gathered before."""
    found = {record["id"]: record for record in lasting(steps)}
    minutes = {step: record["minutes"] for step, record in found.items()}
    before = {step: record["prerequisites"] for step, record in found.items()}
    behind: dict[str, list[str]] = {step: [] for step in found}
    for step, prerequisites in before.items():
        for it in prerequisites:
            behind[it].append(step)
    return Prepared(lambda: passes(found, minutes, before.__getitem__, behind.__getitem__))


def with_pmcontrols(steps: int) -> Prepared:
    """A library for project control, which takes activities and gives a table."""
    from pmcontrols import cpm

    activities = [
        {
            "id": record["id"],
            "predecessors": record["prerequisites"],
            "duration": record["minutes"],
        }
        for record in lasting(steps)
    ]

    def answer(result: Any) -> Answer:
        table = result.table
        rows = zip(table["activity"], table["ef"], table["slack"], strict=True)
        return {step: (round(ends), round(slack)) for step, ends, slack in rows}

    return Prepared(lambda: cpm(activities), answer)


def contests() -> list[Contest]:
    """One: who wins has each step's end and slack in hand, ours the columns of the plan as well."""
    ours = ("ptr_py",)
    return [
        Contest(
            "critical path with its values",
            "step",
            Way("ptr_py: forecast and table", our_table, ours),
            [
                Way("ptr_py: the same in polars", our_frame, ("polars", *ours)),
                Way("ptr_py: forecast and outlooks", our_outlooks, ours),
                Way("ptr_py: forecast, not yet asked", our_forecast, ours),
                Way("networkx, sorted and passed", with_networkx_sorted, ("networkx",)),
                Way("networkx and passes", with_networkx, ("networkx",)),
                Way("plain dicts", with_dicts),
                Way("pmcontrols", with_pmcontrols, ("pmcontrols",)),
            ],
            SIZES,
        )
    ]
