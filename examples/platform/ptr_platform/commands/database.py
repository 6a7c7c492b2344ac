"""``makeDB`` and ``removeDB``: a database from a workbook, and away with one."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.commands import Commands, Exit, agreed, configured, opened
from ptr_platform.language.messages import Quoted
from ptr_platform.run import demonstration, importing
from ptr_platform.run.importing import ImportRefused
from ptr_platform.run.pulse import refuse_if_alive
from ptr_platform.run.revision import PlanOutdated, revising
from ptr_platform.store import Conflict, Position
from ptr_platform.store.opening import remove_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptr_platform.config import Config
    from ptr_platform.language.translator import Translator
    from ptr_platform.run.service import RunService


def add_to(commands: Commands, t: Translator) -> None:
    """Adds the commands of this module."""
    make = commands.add(
        "makeDB",
        make_database,
        t.gettext("import the workbook; into a running dry run, show the difference first"),
        t.gettext(
            "Imports the workbook into the database of the configured dry run. If the dry run is"
            " under way already, the difference is shown first, and nothing that people have done"
            " is lost."
        ),
    )
    make.add_argument(
        "--workbook",
        type=Path,
        metavar=t.gettext("FILE"),
        help=t.gettext("instead of excel.file of the configuration"),
    )
    make.add_argument(
        "--dry", action="store_true", help=t.gettext("only print every problem and difference")
    )
    make.add_argument(
        "--yes", action="store_true", help=t.gettext("agree to the difference without being asked")
    )
    make.add_argument(
        "--by",
        metavar=t.gettext("MAIL"),
        help=t.gettext(
            "into a running dry run: which of team.coordinators changes the plan; left out where"
            " there is one"
        ),
    )
    make.add_argument(
        "--reason",
        metavar=t.gettext("TEXT"),
        help=t.gettext("into a running dry run: why the plan is changed"),
    )
    make.add_argument(
        "--rewriting",
        action="store_true",
        help=t.gettext(
            "into a running dry run: even if the plan contradicts what has been done; what is"
            " recorded of steps that it lacks counts no more"
        ),
    )
    make.add_argument(
        "--if-empty",
        action="store_true",
        help=t.gettext("do nothing if a plan has been imported before"),
    )
    make.add_argument(
        "--while-running",
        action="store_true",
        help=t.gettext(
            "import into a dry run that server and scheduler are at work on: they go on with the"
            " new plan"
        ),
    )
    make.add_argument(
        "--as-planned",
        action="store_true",
        help=t.gettext(
            "for a demonstration: as if all that was to happen before now had, as planned"
        ),
    )
    shift = make.add_mutually_exclusive_group()
    shift.add_argument(
        "--shift-days",
        type=_days(t),
        metavar=t.gettext("DAYS"),
        help=t.gettext("move every date by so many days"),
    )
    shift.add_argument(
        "--cut-over",
        metavar=t.gettext("WHEN"),
        help=t.gettext(
            "move every date so that the cut-over begins then: 'now', or an instant such as"
            " 2026-11-28T22:00+01:00"
        ),
    )
    make.add_argument(
        "--cut-over-phase",
        metavar="PHASE",
        help=t.gettext(
            "the phase whose first step begins the cut-over (CO, or the first step of all)"
        ),
    )

    remove = commands.add(
        "removeDB",
        remove_database_command,
        t.gettext("delete the database of the configured dry run"),
        t.gettext(
            "Deletes the database of the configured dry run with all that happened in it. Better"
            " practice: keep it, and give the next dry run a database.name of its own."
        ),
    )
    remove.add_argument("--yes", action="store_true", help=t.gettext("do not ask"))


def _days(t: Translator) -> Callable[[str], timedelta]:
    def read(text: str) -> timedelta:
        try:
            return timedelta(days=float(text))
        except (ValueError, OverflowError):
            message = t.gettext("found %(found)s, expected a number of days", found=Quoted(text))
            raise argparse.ArgumentTypeError(message) from None

    return read


def make_database(arguments: argparse.Namespace) -> Exit:
    """Imports a workbook."""
    t: Translator = arguments.translator
    if arguments.if_empty:
        with opened(arguments) as service:
            if (kept := service.store.plan()) is not None:
                print(
                    t.gettext(
                        "%(name)s: the plan of %(when)s and its run stay as they are (without"
                        " --if-empty, makeDB imports a changed workbook)",
                        name=service.config.database.name,
                        when=t.instant(kept.imported_at, service.config.excel.timezone),
                    )
                )
                return Exit.DONE
    config = configured(arguments)
    workbook = arguments.workbook or config.excel.file
    if workbook is None:
        message = t.gettext("no workbook: say --workbook, or excel.file in the configuration")
        print(message, file=sys.stderr)
        return Exit.USAGE
    plan = _load(t, config, workbook)
    if plan is None:
        return Exit.REFUSED
    with opened(arguments) as service:
        shift = _shift(arguments, plan, service)
        if service.imported:
            return _again(arguments, service, plan, shift)
        shift = shift or timedelta()
        if not arguments.dry:
            return _first(arguments, service, plan, shift)
        stored = importing.stored(plan, config.scripts.dry_run, shift, service.now())
        steps = len(service.project(stored))
    print(
        t.ngettext(
            "%(workbook)s: %(num)s step for %(dry_run)s, nothing was stored",
            "%(workbook)s: %(num)s steps for %(dry_run)s, nothing was stored",
            steps,
            workbook=workbook,
            dry_run=config.scripts.dry_run,
        )
    )
    return Exit.DONE


def _load(t: Translator, config: Config, workbook: Path) -> ptr_py.Plan | None:
    """The plan, unless it cannot be used; everything that is wrong or odd is printed."""
    try:
        plan = importing.load(config, workbook)
    except ptr_py.ProblemsError as error:
        _print_problems(t, error.problems)
        if not any(problem.sheet for problem in error.problems):
            return None  # there is no workbook to mend, and its one problem says what to do
        errors = sum(problem.severity == "error" for problem in error.problems)
        message = t.gettext(
            "%(workbook)s cannot be imported (errors: %(errors)s, warnings: %(warnings)s). Mend the"
            " workbook, then run makeDB again.",
            workbook=workbook,
            errors=errors,
            warnings=len(error.problems) - errors,
        )
        print(message, file=sys.stderr)
        return None
    _print_problems(t, plan.warnings)
    if config.scripts.dry_run not in plan.dry_runs:
        message = t.gettext(
            "scripts.dry_run: the workbook has no dry run %(dry_run)s, but %(known)s",
            dry_run=config.scripts.dry_run,
            known=", ".join(plan.dry_runs),
        )
        print(message, file=sys.stderr)
        return None
    return plan


def _first(
    arguments: argparse.Namespace, service: RunService, plan: ptr_py.Plan, shift: timedelta
) -> Exit:
    t: Translator = arguments.translator
    dry_run, now = service.config.scripts.dry_run, service.now()
    stored = importing.stored(plan, dry_run, shift, now)
    service.project(stored)  # what cannot be executed, moved like this, is not stored
    # Before the plan: an import that is stopped in between must not owe the reports before it.
    service.store.write_note(importing.FIRST_IMPORT, now.isoformat())
    try:
        service.store.save_plan(stored, expected=Position(0, 0))
    except Conflict:
        print(_overtaken(t), file=sys.stderr)
        return Exit.REFUSED
    if arguments.as_planned:
        service.execute(demonstration.as_planned)
    print(
        t.ngettext(
            "%(name)s: %(num)s step for %(dry_run)s imported",
            "%(name)s: %(num)s steps for %(dry_run)s imported",
            len(service.schedule),
            name=service.config.database.name,
            dry_run=dry_run,
        )
    )
    return Exit.DONE


def _again(
    arguments: argparse.Namespace, service: RunService, plan: ptr_py.Plan, shift: timedelta | None
) -> Exit:
    """Revises the plan of a dry run that is under way."""
    t: Translator = arguments.translator
    run, now = service.run(), service.now()
    rewriting = arguments.rewriting
    revision = run.preview_revision(plan, now, shift=shift, rewriting=rewriting)
    if revision.refusal is not None:
        return _not_imported(t, revision.refusal)
    _print_difference(t, revision, plan.timezone)
    if arguments.dry:
        return Exit.DONE
    if not arguments.while_running:
        refuse_if_alive(service.store, service.config, service.now())
    try:
        return _revise(arguments, service, run, plan, shift)
    except ptr_py.Refused as refused:
        return _not_imported(t, refused)
    except PlanOutdated:
        print(_overtaken(t), file=sys.stderr)
        return Exit.REFUSED


def _revise(
    arguments: argparse.Namespace,
    service: RunService,
    run: ptr_py.Run,
    plan: ptr_py.Plan,
    shift: timedelta | None,
) -> Exit:
    t: Translator = arguments.translator
    team = service.config.team.coordinators
    by = arguments.by or (team[0] if len(team) == 1 else None)
    if by is None:
        message = t.gettext(
            "--by: missing, expected one of team.coordinators: %(known)s", known=", ".join(team)
        )
        print(message, file=sys.stderr)
        return Exit.USAGE
    rewriting, reason = arguments.rewriting, arguments.reason
    if not run.revise(plan, by=by, at=service.now(), shift=shift, rewriting=rewriting, apply=False):
        print(t.gettext("nothing to import: the plan is the one in the database"))
        return Exit.DONE
    name = service.config.database.name
    if not agreed(arguments, t.gettext("Import into %(name)s?", name=name)):
        return Exit.REFUSED
    before = run.schedule.plan.digest
    command = revising(
        plan, by=by, instead_of=before, reason=reason, shift=shift, rewriting=rewriting
    )
    (event,) = service.execute(command, plans=[plan])
    kept = event.seq - 1
    print(t.ngettext("imported; %(num)s event kept", "imported; %(num)s events kept", kept))
    return Exit.DONE


def _not_imported(t: Translator, refused: ptr_py.Refused) -> Exit:
    why = " ".join(reason.text(t.library_language) for reason in refused.reasons)
    print(t.gettext("not imported: %(why)s", why=why), file=sys.stderr)
    return Exit.REFUSED


def _print_difference(t: Translator, revision: ptr_py.Revision, timezone: str) -> None:
    difference = revision.difference
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


def _overtaken(t: Translator) -> str:
    return t.gettext(
        "not imported: somebody else has just imported a plan; look again with makeDB --dry"
    )


def _shift(
    arguments: argparse.Namespace, plan: ptr_py.Plan, service: RunService
) -> timedelta | None:
    """By how much dates move; `None` for as before."""
    if arguments.shift_days is not None:
        moved: timedelta = arguments.shift_days
        return moved
    if arguments.cut_over is not None:
        dry_run, phase = service.config.scripts.dry_run, arguments.cut_over_phase
        return importing.shift_to(plan, dry_run, _instant(arguments.cut_over, service), phase)
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


def _print_problems(t: Translator, problems: list[ptr_py.Problem]) -> None:
    for problem in problems:
        # Its text begins with sheet and cell.
        text = problem.text(t.library_language)
        if problem.severity == "error":
            print(t.gettext("error: %(text)s", text=text), file=sys.stderr)
        else:
            print(t.gettext("warning: %(text)s", text=text))


def remove_database_command(arguments: argparse.Namespace) -> Exit:
    """Deletes a database."""
    t: Translator = arguments.translator
    config = configured(arguments)
    with opened(arguments) as service:
        position = service.store.position()
        refuse_if_alive(service.store, config, service.now())
    question = t.ngettext(
        "Delete the database %(name)s (%(num)s event) for ever?",
        "Delete the database %(name)s (%(num)s events) for ever?",
        position.version,
        name=config.database.name,
    )
    if not agreed(arguments, question):
        return Exit.REFUSED
    remove_database(config)
    print(t.gettext("database %(name)s deleted", name=config.database.name))
    return Exit.DONE
