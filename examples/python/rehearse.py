"""A rehearsal played twice: FDR1, then FDR2 with what was learnt.

    python examples/python/rehearse.py --seed 7 --out out/rehearse

People carry out a small cut-over twice under a simulated clock. One sees how FDR1 went beside its
plan, what each delay cost the end, the durations that it teaches, and how much nearer the second
forecast was; in ``out/rehearse`` stand the plan that was rehearsed and the one that was learnt, two
workbooks that differ in durations only. The same seed gives the same lines.
"""

import argparse
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import ptr_py

BEGIN = datetime(2027, 3, 27, 21, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ZONE = ZoneInfo("Europe/Brussels")
PAUL = "paul@reseau.example"

STEPS = [
    # id, label, prerequisites, planned minutes, minutes that it really takes
    ("CO00000001", "Arrêter l'ancien registre", [], 30, 35),
    ("CO00000002", "Sauvegarder les contrats", ["CO00000001"], 45, 80),
    ("CO00000003", "Prévenir les fournisseurs", ["CO00000001"], 20, 15),
    ("CO00000004", "Charger le nouveau registre", ["CO00000002"], 90, 120),
    ("CO00000005", "Contrôler les compteurs", ["CO00000003", "CO00000004"], 30, 30),
]


def plan_of_the_night() -> ptr_py.Plan:
    """The plan as somebody first thought of it."""
    records = [
        {
            "id": step,
            "label": label,
            "phase": "CO",
            "dry_runs": ["FDR1", "FDR2"],
            "prerequisites": prerequisites,
            "start": BEGIN,
            "duration": minutes * MINUTE,
            "contacts": [PAUL],
        }
        for step, label, prerequisites, minutes, _ in STEPS
    ]
    return ptr_py.Plan.from_records(records)


def rehearse(plan: ptr_py.Plan, dry_run: str, chance: random.Random) -> ptr_py.Run:
    """Plays a dry run: each step begins some minutes after it can, and takes about its time."""
    run = ptr_py.Run(plan.schedule(dry_run))
    acts: list[tuple[datetime, str, str]] = []
    ended: dict[str, datetime] = {}
    for step, _, prerequisites, _, takes in STEPS:
        ready = max([BEGIN, *(ended[before] for before in prerequisites)])
        begin = ready + chance.randrange(0, 10) * MINUTE
        ended[step] = begin + round(takes * chance.uniform(0.9, 1.2)) * MINUTE
        acts += [(begin, step, "start"), (ended[step], step, "close")]
    for at, step, command in sorted(acts):
        run.execute({"type": command, "step": step}, by=PAUL, at=at)
    return run


def told(length: timedelta | None) -> str:
    """A length of time in minutes."""
    return "-" if length is None else f"{length // MINUTE} min"


def clock(at: datetime | None) -> str:
    """The time of day of an instant, in the plan's zone."""
    return "-" if at is None else f"{at.astimezone(ZONE):%H:%M}"


def main() -> None:
    """Rehearses twice."""
    parser = argparse.ArgumentParser(description="Plays a rehearsal twice.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("out/rehearse"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(options.seed)

    plan = plan_of_the_night()
    first = rehearse(plan, "FDR1", chance)
    over = first.events[-1].at
    review = first.review(over)
    print(f"FDR1: expected until {clock(review.expected_end)}, over at {clock(review.end)}")
    print("made by", " -> ".join(review.path))
    for step in review.steps.values():
        worked = f"{told(step.work)} of {told(step.planned_work)}"
        print(f"  {step.step}  waited {told(step.reaction)}, took {worked}, cost {told(step.cost)}")
    print("why the end moved:")
    for cause in first.drift(BEGIN, over):
        print(" ", cause)

    learnt = ptr_py.compare([first], over)
    better = learnt.next_plan(plan)
    for name, fields in plan.diff(better).changed.items():
        before, after = fields["duration"]
        print(f"learnt: {name} {told(before)} -> {told(after)}")
    plan.write_workbook(options.out / "plan-fdr1.xlsx")
    better.write_workbook(options.out / "plan-fdr2.xlsx")

    schedule = better.schedule("FDR2")
    for name, of in (("as planned before", plan.schedule("FDR2")), ("as learnt", schedule)):
        forecast = ptr_py.Run(of).forecast(BEGIN)
        odds = forecast.simulate(spreads=learnt.spreads(of), threads=1)
        likely = clock(odds.end.quantile(0.8))
        print(f"FDR2 {name}: expected {clock(forecast.end)}, in four cases of five by {likely}")

    second = rehearse(better, "FDR2", chance)
    both = ptr_py.compare([first, second], second.events[-1].at)
    for run in both.runs:
        assert run.end is not None
        assert run.expected_end is not None
        late = run.end - run.expected_end
        word = "earlier" if late < timedelta(0) else "later"
        print(f"{run.dry_run}: {told(abs(late))} {word} than expected")


if __name__ == "__main__":
    main()
