"""A night with a no-go, and a rollback that is decided at the last safe instant.

    python examples/python/no_go.py

The load takes longer and longer. One sees, hour after hour, when all is expected to be over, until
when a rollback can still be declared that is over before the market opens, and until when in four
cases of five. Two people have to agree on GO or NO-GO; they agree on NO-GO, and the rollback is
declared at the last instant that is safe: its steps get their dates from the declaration. At last
one sees why the end has moved.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ptr_py

BEGIN = datetime(2027, 3, 27, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Europe/Brussels")
PAUL, INES, MARC = "paul@reseau.example", "ines@marche.example", "marc@registre.example"
OPENING = BEGIN + 9 * HOUR


def plan_of_the_night() -> ptr_py.Plan:
    """Stop, load, decide, open; or go back to the old registry, before the market opens."""

    def step(name: str, label: str, hours: float, **more: object) -> dict[str, object]:
        said = {"id": name, "label": label, "phase": "CO", "dry_runs": ["FDR1"], "contacts": [PAUL]}
        return {**said, "start": BEGIN, "duration": hours * HOUR, **more}

    def back(name: str, label: str, hours: float, **more: object) -> dict[str, object]:
        declared = {"milestone": "Repli"}
        return step(name, label, hours, phase="FB-RB", start=declared, **more)

    return ptr_py.Plan.from_records(
        [
            step("CO00000001", "Arrêter l'ancien registre", 0.5),
            step("CO00000002", "Charger le nouveau registre", 3, prerequisites=["CO00000001"]),
            step(
                "CO00000003",
                "Décider de l'ouverture",
                0.25,
                prerequisites=["CO00000002"],
                contacts=[INES, MARC],
                outcomes=["GO", "NO-GO"],
                quorum=2,
            ),
            step("CO00000004", "Ouvrir", 0.5, prerequisites=["CO00000003 = GO"]),
            back("FB00000001", "Arrêter le nouveau registre", 0.5),
            back("FB00000002", "Remettre l'ancien en service", 2, prerequisites=["FB00000001"]),
        ],
        timezone="Europe/Brussels",
        phases=["CO", {"code": "FB-RB", "contingency": True, "sets": "Repli"}],
        milestones=[
            {"name": "Repli", "dates": {}},
            {"name": "Ouverture", "dates": {"FDR1": OPENING}, "required_end": "whole"},
        ],
    )


def clock(at: datetime | None) -> str:
    """The time of day of an instant, in the plan's zone."""
    return "too late" if at is None else f"{at.astimezone(ZONE):%H:%M}"


def main() -> None:
    """Plays the night."""
    run = ptr_py.Run(plan_of_the_night().schedule("FDR1"), [PAUL])
    run.start("CO00000001", by=PAUL, at=BEGIN)
    run.close("CO00000001", by=PAUL, at=BEGIN + 0.5 * HOUR)
    run.start("CO00000002", by=PAUL, at=BEGIN + 0.5 * HOUR)
    print(f"to be over by {clock(OPENING)}")

    # Hour after hour the load is expected to be over, and is not.
    at = BEGIN + 2 * HOUR
    decide = run.forecast(at).decide_by("Ouverture")
    while decide.latest is not None and at + HOUR < decide.latest:
        at += HOUR
        forecast = run.forecast(at)
        decide = forecast.decide_by("Ouverture")
        end, latest, likely = forecast.end, decide.latest, decide.latest_within(0.8)
        told = f"rollback by {clock(latest)}, in four cases of five {clock(likely)}"
        print(f"{clock(at)}: expected end {clock(end)}; {told}")

    # The load is closed, and two people have to agree.
    run.close("CO00000002", by=PAUL, at=at)
    run.start("CO00000003", by=INES, at=at)
    for minutes, who in ((10, INES), (20, MARC)):
        decided = at + timedelta(minutes=minutes)
        events = run.close("CO00000003", by=who, at=decided, outcome="NO-GO", reason="Écarts")
        print(f"{clock(decided)}:", events[0].sentence("en"))
        decision = run.decision("CO00000003", decided)
        if decision is not None and decision.missing:
            print("  missing:", ", ".join(decision.missing))
    print("abandoned:", ", ".join(run.abandoned(decided)))

    last = run.forecast(decided).decide_by("Ouverture").latest
    assert last is not None
    run.declare_rollback("NO-GO", by=PAUL, at=last)
    expected = run.forecast(last)
    print(f"{clock(last)}: rollback declared at the last safe instant")
    for step in ("FB00000001", "FB00000002"):
        outlook = expected.outlook(step)
        assert outlook is not None
        print(f"  {step}  {clock(outlook.begins)} to {clock(outlook.ends)}")
    assert expected.end_of_phase("FB-RB") == OPENING
    print("why the end moved:")
    for cause in run.drift(BEGIN, last, language="en"):
        print(" ", cause.message)


if __name__ == "__main__":
    main()
