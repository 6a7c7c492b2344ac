"""A script's own state computation, replaced by one call.

    python examples/python/drop_in.py

The script keeps its steps as documents, with names of its own, in a database of its own. Above
is how such scripts compute states; below, the same by ``ptr_py.compute_states``. One sees both
answers side by side, and where the short loop goes wrong: it waits for a prerequisite that the
dry run leaves out, which nobody will ever close, and it knows no horizon.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ptr_py

ZONE = ZoneInfo("Europe/Brussels")
J0 = datetime(2027, 3, 27, 8, tzinfo=ZONE)

# As the database gives them: any fields, in the users' language.
STEPS: list[dict[str, Any]] = [
    {"_id": "PP00000001", "phase": "PP", "runs": ["FDR2", "Live"], "date": J0, "avancement": "T"},
    {"_id": "PP00000002", "phase": "PP", "runs": ["Live"], "date": J0, "apres": ["PP00000001"]},
    {"_id": "CO00000001", "phase": "CO", "runs": ["FDR2", "Live"], "date": J0,
     "apres": ["PP00000002"]},
    {"_id": "CO00000002", "phase": "CO", "runs": ["FDR2", "Live"], "date": J0 + timedelta(hours=2),
     "apres": ["CO00000001"], "equipe": "Registre"},
    {"_id": "HO00000001", "phase": "HO", "runs": ["FDR2", "Live"], "date": J0 + timedelta(days=9),
     "apres": ["CO00000002"]},
]  # fmt: skip


def own_states(steps: list[dict[str, Any]], at: datetime, run: str) -> dict[str, str]:
    """As many scripts do it."""
    done = {step["_id"] for step in steps if step.get("avancement") == "T"}
    states = {}
    for step in steps:
        if run not in step["runs"]:
            continue
        ready = all(before in done for before in step.get("apres", []))
        if step["_id"] in done:
            states[step["_id"]] = "Terminated"
        elif at >= step["date"]:
            states[step["_id"]] = "Ready" if ready else "Overdue"
        else:
            states[step["_id"]] = "Idle" if ready else "Locked"
    return states


def records(steps: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The documents under the names that a plan knows; what else they hold may stay."""
    for step in steps:
        yield {
            "id": step["_id"],
            "phase": step["phase"],
            "dry_runs": step["runs"],
            "prerequisites": step.get("apres", []),
            "start": step["date"],
            "progress": {"T": "Terminated", "O": "Open"}.get(step.get("avancement", "")),
        }


def main() -> None:
    """Prints both answers."""
    at = J0 + timedelta(hours=1)
    own = own_states(STEPS, at, "FDR2")
    states = ptr_py.compute_states(records(STEPS), at, dry_run="FDR2")
    print(f"{'':<10}  {'own':<10}  {'ptr_py':<10}")
    for step, state in states.items():
        print(f"{step}  {own[step]:<10}  {state:<10}  {state.label('fr')}")


if __name__ == "__main__":
    main()
