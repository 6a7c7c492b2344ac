"""``makeDB`` and ``removeDB``: a database from a workbook, and away with one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import click

import ptr_py
from ptr_platform.commands import (
    Exit,
    agreed,
    configured,
    gettext,
    ngettext,
    opened,
    told,
    translator,
)
from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import Quoted
from ptr_platform.run import demonstration, importing, merging
from ptr_platform.run.importing import ImportRefused
from ptr_platform.run.pulse import refuse_if_alive
from ptr_platform.run.revision import PlanOutdated, revising
from ptr_platform.store import Conflict, Position
from ptr_platform.store.opening import remove_database

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.run.service import RunService


def _days(text: str) -> timedelta:
    try:
        return timedelta(days=float(text))
    except (ValueError, OverflowError):
        message = gettext("found %(found)s, expected a number of days", found=Quoted(text))
        raise click.BadParameter(message) from None


@click.command(
    "makeDB",
    short_help=N_("import the workbook; into a running dry run, show the difference first"),
    help=N_(
        "Imports the workbook into the database of the configured dry run. If the dry run is"
        " under way already, the difference is shown first, and nothing that people have done"
        " is lost."
    ),
)
@click.option(
    "--workbook",
    type=Path,
    metavar=N_("FILE"),
    help=N_("instead of excel.file of the configuration"),
)
@click.option("--dry", is_flag=True, help=N_("only print every problem and difference"))
@click.option("--yes", is_flag=True, help=N_("agree to the difference without being asked"))
@click.option(
    "--by",
    metavar=N_("MAIL"),
    help=N_(
        "into a running dry run: which of team.coordinators changes the plan; left out where"
        " there is one"
    ),
)
@click.option(
    "--reason",
    metavar=N_("TEXT"),
    help=N_("into a running dry run: why the plan is changed"),
)
@click.option(
    "--rewriting",
    is_flag=True,
    help=N_(
        "into a running dry run: even if the plan contradicts what has been done; what is"
        " recorded of steps that it lacks counts no more"
    ),
)
@click.option("--if-empty", is_flag=True, help=N_("do nothing if a plan has been imported before"))
@click.option(
    "--while-running",
    is_flag=True,
    help=N_(
        "import into a dry run that server and scheduler are at work on: they go on with the"
        " new plan"
    ),
)
@click.option(
    "--as-planned",
    is_flag=True,
    help=N_("for a demonstration: as if all that was to happen before now had, as planned"),
)
@click.option(
    "--shift-days",
    type=_days,
    metavar=N_("DAYS"),
    help=N_("move every date by so many days"),
)
@click.option(
    "--cut-over",
    metavar=N_("WHEN"),
    help=N_(
        "move every date so that the cut-over begins then: 'now', or an instant such as"
        " 2026-11-28T22:00+01:00"
    ),
)
@click.option(
    "--cut-over-phase",
    metavar="PHASE",
    help=N_("the phase whose first step begins the cut-over (CO, or the first step of all)"),
)
def make_database(**options: Any) -> Exit:
    """Imports a workbook."""
    asked = SimpleNamespace(**options)
    if asked.shift_days is not None and asked.cut_over is not None:
        raise click.UsageError(gettext("--shift-days and --cut-over exclude each other"))
    if asked.if_empty:
        with opened() as service:
            if (kept := service.store.plan()) is not None:
                print(
                    gettext(
                        "%(name)s: the plan of %(when)s and its run stay as they are (without"
                        " --if-empty, makeDB imports a changed workbook)",
                        name=service.config.database.name,
                        when=translator().instant(kept.imported_at, service.config.excel.timezone),
                    )
                )
                return Exit.DONE
    config = configured()
    workbook = asked.workbook or config.excel.file
    if workbook is None:
        why = gettext("no workbook: say --workbook, or excel.file in the configuration")
        return told(why, Exit.USAGE)
    plan = _load(config, workbook)
    if plan is None:
        return Exit.REFUSED
    with opened() as service:
        shift = _shift(asked, plan, service)
        if service.imported:
            return _again(asked, service, plan, shift)
        shift = shift or timedelta()
        if not asked.dry:
            return _first(service, plan, shift, as_planned=asked.as_planned)
        stored = importing.stored(plan, config.scripts.dry_run, shift, service.now())
        steps = len(service.project(stored))
    print(
        ngettext(
            "%(workbook)s: %(num)s step for %(dry_run)s, nothing was stored",
            "%(workbook)s: %(num)s steps for %(dry_run)s, nothing was stored",
            steps,
            workbook=workbook,
            dry_run=config.scripts.dry_run,
        )
    )
    return Exit.DONE


def _load(config: Config, workbook: Path) -> ptr_py.Plan | None:
    """The plan, unless it cannot be used; everything that is wrong or odd is printed."""
    try:
        plan = importing.load(config, workbook)
    except ptr_py.ProblemsError as error:
        _print_problems(error.problems)
        if not any(problem.sheet for problem in error.problems):
            return None  # there is no workbook to mend, and its one problem says what to do
        errors = sum(problem.severity == "error" for problem in error.problems)
        why = gettext(
            "%(workbook)s cannot be imported (errors: %(errors)s, warnings: %(warnings)s). Mend the"
            " workbook, then run makeDB again.",
            workbook=workbook,
            errors=errors,
            warnings=len(error.problems) - errors,
        )
        told(why)
        return None
    _print_problems(plan.warnings)
    if config.scripts.dry_run not in plan.dry_runs:
        why = gettext(
            "scripts.dry_run: the workbook has no dry run %(dry_run)s, but %(known)s",
            dry_run=config.scripts.dry_run,
            known=", ".join(plan.dry_runs),
        )
        told(why)
        return None
    return plan


def _first(service: RunService, plan: ptr_py.Plan, shift: timedelta, *, as_planned: bool) -> Exit:
    dry_run, now = service.config.scripts.dry_run, service.now()
    stored = importing.stored(plan, dry_run, shift, now)
    service.project(stored)  # what cannot be executed, moved like this, is not stored
    # Before the plan: an import that is stopped in between must not owe the reports before it.
    service.store.write_note(importing.FIRST_IMPORT, now.isoformat())
    try:
        service.store.save_plan(stored, expected=Position(0, 0))
    except Conflict:
        return told(_overtaken())
    if as_planned:
        service.execute(demonstration.as_planned)
    print(
        ngettext(
            "%(name)s: %(num)s step for %(dry_run)s imported",
            "%(name)s: %(num)s steps for %(dry_run)s imported",
            len(service.schedule),
            name=service.config.database.name,
            dry_run=dry_run,
        )
    )
    return Exit.DONE


def _again(
    asked: SimpleNamespace, service: RunService, plan: ptr_py.Plan, shift: timedelta | None
) -> Exit:
    """Revises the plan of a dry run that is under way."""
    run, now = service.run(), service.now()
    proposed = merging.proposed(service, run.schedule.plan, plan)
    if proposed.since:
        plan = proposed.plan
        print(gettext("written from an earlier plan; what has been changed since, and stays:"))
        for sentence in proposed.since.sentences(translator().library_language):
            print(f"  {sentence}")
    rewriting = asked.rewriting
    revision = run.preview_revision(plan, now, shift=shift, rewriting=rewriting)
    if revision.refusal is not None:
        return _not_imported(revision.refusal)
    _print_difference(revision, plan.timezone)
    if asked.dry:
        return Exit.DONE
    if not asked.while_running:
        refuse_if_alive(service.store, service.config, service.now())
    try:
        return _revise(asked, service, run, plan, shift)
    except ptr_py.Refused as refused:
        return _not_imported(refused)
    except PlanOutdated:
        return told(_overtaken())


def _revise(
    asked: SimpleNamespace,
    service: RunService,
    run: ptr_py.Run,
    plan: ptr_py.Plan,
    shift: timedelta | None,
) -> Exit:
    team = service.config.team.coordinators
    by = asked.by or (team[0] if len(team) == 1 else None)
    if by is None:
        why = gettext(
            "--by: missing, expected one of team.coordinators: %(known)s", known=", ".join(team)
        )
        return told(why, Exit.USAGE)
    rewriting, reason = asked.rewriting, asked.reason
    if not run.revise(plan, by=by, at=service.now(), shift=shift, rewriting=rewriting, apply=False):
        print(gettext("nothing to import: the plan is the one in the database"))
        return Exit.DONE
    name = service.config.database.name
    if not agreed(gettext("Import into %(name)s?", name=name), yes=asked.yes):
        return Exit.REFUSED
    before = run.schedule.plan.digest
    command = revising(
        plan, by=by, instead_of=before, reason=reason, shift=shift, rewriting=rewriting
    )
    (event,) = service.execute(command, plans=[plan])
    kept = event.seq - 1
    print(ngettext("imported; %(num)s event kept", "imported; %(num)s events kept", kept))
    return Exit.DONE


def _not_imported(refused: ptr_py.Refused) -> Exit:
    why = " ".join(reason.text(translator().library_language) for reason in refused.reasons)
    return told(gettext("not imported: %(why)s", why=why))


def _print_difference(revision: ptr_py.Revision, timezone: str) -> None:
    difference, t = revision.difference, translator()
    for step in difference.added:
        print(f"+ {step}")
    for step in difference.removed:
        print(f"- {step}")
    for step, fields in difference.changed.items():
        print(f"~ {step}")
        for name, (before, after) in fields.items():
            line = t.gettext(
                "    %(field)s: %(before)s -> %(after)s",
                field=t.field(name),
                before=t.value(before, timezone),
                after=t.value(after, timezone),
            )
            print(line)
    for change in revision.states:
        old, new = (state.label(t.library_language) for state in (change.before, change.after))
        print(t.gettext("= %(step)s: %(old)s -> %(new)s", step=change.step, old=old, new=new))
    counts = t.gettext(
        "steps added: %(added)s, removed: %(removed)s, changed: %(changed)s, in another state:"
        " %(states)s",
        added=len(difference.added),
        removed=len(difference.removed),
        changed=len(difference.changed),
        states=len(revision.states),
    )
    print(counts)


def _overtaken() -> str:
    return gettext(
        "not imported: somebody else has just imported a plan; look again with makeDB --dry"
    )


def _shift(asked: SimpleNamespace, plan: ptr_py.Plan, service: RunService) -> timedelta | None:
    """By how much dates move; `None` for as before."""
    if asked.shift_days is not None:
        moved: timedelta = asked.shift_days
        return moved
    if asked.cut_over is not None:
        dry_run, phase = service.config.scripts.dry_run, asked.cut_over_phase
        return importing.shift_to(plan, dry_run, _instant(asked.cut_over, service), phase)
    return None


def _instant(text: str, service: RunService) -> datetime:
    if text == "now":
        return service.now()
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ImportRefused(
        "--cut-over: found %(found)s, expected 'now' or an instant with its time zone, such as"
        " 2026-11-28T22:00+01:00",
        found=Quoted(text),
    )


def _print_problems(problems: list[ptr_py.Problem]) -> None:
    for problem in problems:
        # Its text begins with sheet and cell.
        text = problem.text(translator().library_language)
        if problem.severity == "error":
            print(gettext("error: %(text)s", text=text), file=sys.stderr)
        else:
            print(gettext("warning: %(text)s", text=text))


@click.command(
    "removeDB",
    short_help=N_("delete the database of the configured dry run"),
    help=N_(
        "Deletes the database of the configured dry run with all that happened in it. Better"
        " practice: keep it, and give the next dry run a database.name of its own."
    ),
)
@click.option("--yes", is_flag=True, help=N_("do not ask"))
def remove_database_command(yes: bool) -> Exit:
    """Deletes a database."""
    config = configured()
    with opened() as service:
        position = service.store.position()
        refuse_if_alive(service.store, config, service.now())
    question = ngettext(
        "Delete the database %(name)s (%(num)s event) for ever?",
        "Delete the database %(name)s (%(num)s events) for ever?",
        position.version,
        name=config.database.name,
    )
    if not agreed(question, yes=yes):
        return Exit.REFUSED
    remove_database(config)
    print(gettext("database %(name)s deleted", name=config.database.name))
    return Exit.DONE
