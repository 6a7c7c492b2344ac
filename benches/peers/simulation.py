"""The rest of a run played a thousand times: by when it ends, and which steps decide it how often.

The network is that of the critical path. Every step takes from half to one and a half times its
planned time, most likely that itself. pmcontrols draws from the beta curve between the same ends,
the others from the triangle: the answers are the same within what luck and curve leave open.

mcprojsim needs Python 3.13, and seconds where the others need milliseconds: it has a contest of its
own, at one size, where it is installed.
"""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .contest import Contest, Prepared, Way
from .forecast import lasting, our_run
from .plans import BEGIN

SIZES = (400, 10_000)
DRAWS = 1_008
SPREAD = (0.5, 1.0, 1.5)


@dataclass(frozen=True, eq=False)
class Odds:  # noqa: PLW1641 - what is only nearly the same has no hash
    """What many plays say."""

    median: float
    """Minutes until all is over in half of the plays."""
    criticality: Mapping[str, float]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Odds) or self.criticality.keys() != other.criticality.keys():
            return False
        pairs = zip(self.criticality.values(), other.criticality.values(), strict=True)
        apart = sum(abs(ours - theirs) for ours, theirs in pairs)
        most = 0.02 * len(self.criticality) + 1
        return abs(self.median / other.median - 1) < 0.05 and apart < most  # noqa: PLR2004


def ours(steps: int) -> Prepared:
    """On one thread, for who is compared has one."""
    forecast = our_run(steps).forecast(BEGIN)

    def told(odds: Any) -> Odds:
        median = odds.end.quantile(0.5)
        return Odds((median - BEGIN).total_seconds() / 60, odds.criticalities())

    return Prepared(lambda: forecast.simulate(draws=DRAWS, spread=SPREAD, threads=1), told)


def with_numpy(steps: int) -> Prepared:
    """All draws of a step in one array: the triangle by its inverse, then the passes."""
    import numpy as np

    records = list(lasting(steps))
    place = {record["id"]: nth for nth, record in enumerate(records)}
    before = [np.array([place[it] for it in record["prerequisites"]], int) for record in records]
    minutes = np.array([record["minutes"] for record in records], np.float32)[:, None]
    shortest, likeliest, longest = (np.float32(share) for share in SPREAD)
    width = longest - shortest
    peak = (likeliest - shortest) / width

    def work() -> tuple[Any, Any]:
        luck = np.random.default_rng(0).random((steps, DRAWS), np.float32)
        rising = np.sqrt(luck * (width * (likeliest - shortest)))
        falling = np.sqrt((1 - luck) * (width * (longest - likeliest)))
        takes = np.where(luck < peak, shortest + rising, longest - falling) * minutes
        begins = np.zeros((steps, DRAWS), np.float32)
        ends = np.empty((steps, DRAWS), np.float32)
        for step, waits_for in enumerate(before):
            if len(waits_for):
                begins[step] = ends[waits_for].max(axis=0)
            np.add(begins[step], takes[step], out=ends[step])
        end = ends.max(axis=0)
        critical = ends == end
        for step in range(steps - 1, -1, -1):
            waits_for = before[step]
            if len(waits_for) and critical[step].any():
                critical[waits_for] |= critical[step] & (ends[waits_for] == begins[step])
        return end, critical.mean(axis=1)

    def told(answer: tuple[Any, Any]) -> Odds:
        end, criticality = answer
        return Odds(float(np.median(end)), dict(zip(place, criticality.tolist(), strict=True)))

    return Prepared(work, told)


def with_pmcontrols(steps: int) -> Prepared:
    """Its three-point analysis, which plays the network too."""
    from pmcontrols import pert

    names = ("a", "m", "b")
    activities = [
        {
            "id": record["id"],
            "predecessors": record["prerequisites"],
            **dict(zip(names, (share * record["minutes"] for share in SPREAD), strict=True)),
        }
        for record in lasting(steps)
    ]

    def told(result: Any) -> Odds:
        table = result.table
        criticality = dict(zip(table["activity"], table["criticality_index"], strict=True))
        order = [record["id"] for record in lasting(steps)]
        return Odds(result.stats["mc_p50"], {step: criticality[step] for step in order})

    return Prepared(lambda: pert(activities, n_sim=DRAWS), told)


def with_mcprojsim(steps: int) -> Prepared:
    """A simulator of projects, which also names the critical path of each play."""
    from mcprojsim import Project, SimulationEngine, Task
    from mcprojsim.models.project import ProjectMetadata, TaskEstimate

    tasks = []
    for record in lasting(steps):
        low, expected, high = (share * record["minutes"] / 60 for share in SPREAD)
        estimate = TaskEstimate(low=low, expected=expected, high=high, unit="hours")
        before = record["prerequisites"]
        # Without its factors for a team's experience, which would make every task longer.
        kept = {"estimate": estimate, "dependencies": before, "uncertainty_factors": None}
        tasks.append(Task(id=record["id"], name=record["id"], **kept))
    about = ProjectMetadata(name="night", start_date=date(2026, 3, 27))
    project = Project(project=about, tasks=tasks)
    engine = SimulationEngine(iterations=DRAWS, random_seed=0, show_progress=False)

    def told(result: Any) -> Odds:
        critical = result.get_critical_path()
        return Odds(60 * result.median, {task.id: critical.get(task.id, 0.0) for task in tasks})

    return Prepared(lambda: engine.run(project), told)


def contests() -> list[Contest]:
    """One, or two where mcprojsim is installed."""
    per = f"step in {DRAWS:,} plays"
    own = Way("ptr_py: forecast.simulate", ours, ("ptr_py",))
    peers = [
        Way("numpy", with_numpy, ("numpy",)),
        Way("pmcontrols", with_pmcontrols, ("pmcontrols",)),
    ]
    found = [Contest("simulation", per, own, peers, SIZES)]
    if importlib.util.find_spec("mcprojsim"):
        simulator = Way("mcprojsim", with_mcprojsim, ("mcprojsim",))
        found.append(Contest("simulation of a project", per, own, [simulator], SIZES[:1]))
    return found
