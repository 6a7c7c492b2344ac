"""From a workbook to the plan in the database, and from a changed workbook to the changed plan.

Kept true: a running dry run loses nothing by an import. The recorded events are replayed on the
new plan before it is saved; where they do not fit, because a step that somebody has worked on is
gone, nothing is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.speech import Told
from ptr_platform.store import StoredPlan

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.config import Config
    from ptr_platform.speech import Voice

CUT_OVER = "CO"
"""The phase that a plan is all about."""

FIRST_IMPORT = "first_import"
"""The note of the store that says when the run began."""


class ImportRefused(Told):
    """An import that would lose something."""


@dataclass(frozen=True)
class Difference:
    """What an import changes in the dry run that is under way."""

    added: list[str]
    removed: list[str]
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """For each step the fields that change, before and after."""
    states: dict[str, tuple[ptr_py.State, ptr_py.State]]
    """The steps of both plans whose state changes at this instant."""
    timezone: str
    """In which the plan tells its times."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def lines(self, say: Voice) -> list[str]:
        """The difference as people read it."""
        lines = [f"+ {step}" for step in self.added]
        lines += [f"- {step}" for step in self.removed]
        for step, fields in self.changed.items():
            lines.append(f"~ {step}")
            lines += [
                say(
                    "    {field}: {before} -> {after}",
                    field=say.field(name),
                    before=say.value(before, self.timezone),
                    after=say.value(after, self.timezone),
                )
                for name, (before, after) in fields.items()
            ]
        for step, (old, new) in self.states.items():
            labels = {"old": old.label(say.language), "new": new.label(say.language)}
            lines.append(say("= {step}: {old} -> {new}", step=step, **labels))
        counts = say(
            "steps added: {added}, removed: {removed}, changed: {changed}, in another state:"
            " {states}",
            added=len(self.added),
            removed=len(self.removed),
            changed=len(self.changed),
            states=len(self.states),
        )
        return [*lines, counts]


def load(config: Config, workbook: Path) -> ptr_py.Plan:
    """The plan that a workbook holds, under the configured layout.

    Raises:
        ptr_py.WorkbookError: with every problem.
        ptr_py.InvalidValue: if the layout in the configuration means nothing.
    """
    return ptr_py.load_workbook(workbook, layout=dict(config.excel.layout))


def stored(plan: ptr_py.Plan, dry_run: str, shift: timedelta, at: datetime) -> StoredPlan:
    """A plan as a store keeps it."""
    return StoredPlan(
        plan=plan.to_json(), dry_run=dry_run, shift=shift, imported_at=at, tables=tables(plan)
    )


def shift_to(
    plan: ptr_py.Plan, dry_run: str, instant: datetime, phase: str | None = None
) -> timedelta:
    """By how much the plan must move for its cut-over to begin at an instant.

    That is the first step of a phase: of ``CO`` unless said, and where the plan has none, the
    first step of all.
    """
    schedule = plan.schedule(dry_run)
    starts = [(plan[step].phase, schedule.start(step)) for step in schedule.ids]
    wanted = [start for code, start in starts if code == (phase or CUT_OVER) and start is not None]
    if not wanted and phase is None:
        wanted = [start for _, start in starts if start is not None]
    if not wanted:
        raise ImportRefused(
            "no step of phase {phase} has a date in {dry_run}",
            phase=phase or CUT_OVER,
            dry_run=dry_run,
        )
    # Whole minutes: nobody plans in seconds.
    return timedelta(minutes=(instant - min(wanted)) // timedelta(minutes=1))


def carry(run: ptr_py.Run, schedule: ptr_py.Schedule) -> ptr_py.Run:
    """The run on a changed plan, with all that has happened in it.

    Raises:
        ImportRefused: if what has happened does not fit the changed plan.
    """
    touched = {event.step for event in run.events if event.step is not None}
    if gone := sorted(step for step in touched if step not in schedule):
        raise ImportRefused(
            "the new plan leaves out steps on which something is recorded: {steps}",
            steps=", ".join(gone),
        )
    try:
        return ptr_py.Run.replay(schedule, run.events, run.coordinators)
    except ptr_py.ReplayError as error:
        raise ImportRefused(
            "what has happened does not fit the new plan: {error}", error=error
        ) from error


def difference(before: ptr_py.Run, after: ptr_py.Run, at: datetime) -> Difference:
    """What changes for the steps of a dry run when its plan is replaced."""
    old, new = before.schedule, after.schedule
    old_ids, new_ids = set(old.ids), set(new.ids)
    changed = {}
    for step in (step for step in new.ids if step in old_ids):
        was, will = _fields(old, step), _fields(new, step)
        names = [*was, *(name for name in will if name not in was)]
        fields = {
            name: (was.get(name), will.get(name))
            for name in names
            if was.get(name) != will.get(name)
        }
        if fields:
            changed[step] = fields
    states_before, states_after = before.states(at), after.states(at)
    return Difference(
        added=[step for step in new.ids if step not in old_ids],
        removed=[step for step in old.ids if step not in new_ids],
        changed=changed,
        states={
            step: (states_before[step], state)
            for step, state in states_after.items()
            if step in old_ids and states_before[step] is not state
        },
        timezone=new.plan.timezone,
    )


def _fields(schedule: ptr_py.Schedule, step: str) -> dict[str, Any]:
    """A step as it is in a dry run: with its start there instead of one for each."""
    record = dict(schedule.plan[step])
    record["start"] = schedule.start(step)
    record.pop("dry_runs", None)
    return record


def tables(plan: ptr_py.Plan) -> dict[str, list[dict[str, Any]]]:
    """The plan as the collections of the original, for people and scripts to look into."""
    return {
        "Executants": [_flat(actor.__dict__) for actor in plan.actors],
        "Dates": [_flat(milestone.__dict__) for milestone in plan.milestones],
        "Environnements": [_flat(environment.__dict__) for environment in plan.environments],
        "Etapes": [{"_id": record["id"], **_flat(record)} for record in plan.to_records()],
    }


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a document database takes them; further columns beside the known ones."""
    flat = {**values.get("extra", {}), **values}
    flat.pop("extra", None)
    return {_key(name): _plain(value) for name, value in flat.items()}


def _plain(value: Any) -> Any:
    match value:
        case timedelta():
            return value.total_seconds() / 60
        case Mapping():
            return {_key(str(name)): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case None | bool() | int() | float() | datetime():
            return value
        case _:
            return str(value)


def _key(name: str) -> str:
    """A name that a document may have: no dollar first, no dots."""
    return name.replace(".", "_").replace("$", "_") or "_"
