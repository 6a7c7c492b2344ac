"""``makeDB`` and ``removeDB``: a database from a workbook, and away with one."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform import demonstration, importing
from ptr_platform.commands import Exit, agreed, configured, opened
from ptr_platform.store import Conflict, Position, remove_database

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.service import RunService


_SEVERITY = {
    "fr": {True: "erreur\u00a0: ", False: "avertissement\u00a0: "},
    "en": {True: "error: ", False: "warning: "},
}
_FOUND = {"fr": "erreurs\u00a0: {}, avertissements\u00a0: {}", "en": "errors: {}, warnings: {}"}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands of this module."""
    make = commands.add_parser(
        "makeDB",
        help="import the workbook; into a running dry run, show the difference first",
        description="Imports the workbook into the database of the configured dry run. If the dry"
        " run is under way already, the difference is shown first, and nothing that people have"
        " done is lost.",
    )
    make.add_argument("--workbook", type=Path, help="instead of excel.file of the configuration")
    make.add_argument("--dry", action="store_true", help="only print every problem and difference")
    make.add_argument("--yes", action="store_true", help="agree to the difference unasked")
    make.add_argument(
        "--if-empty", action="store_true", help="do nothing if a plan has been imported before"
    )
    make.add_argument(
        "--as-planned",
        action="store_true",
        help="for a demonstration: as if all that was to happen before now had, as planned",
    )
    shift = make.add_mutually_exclusive_group()
    shift.add_argument("--shift-days", type=_days, help="move every date by so many days")
    shift.add_argument(
        "--cut-over",
        metavar="WHEN",
        help="move every date so that the cut-over begins then: 'now', or an instant such as"
        " 2026-11-28T22:00+01:00",
    )
    make.add_argument(
        "--cut-over-phase",
        metavar="PHASE",
        help="the phase whose first step begins the cut-over (CO, or the first step of all)",
    )
    make.set_defaults(call=make_database)

    remove = commands.add_parser(
        "removeDB",
        help="delete the database of the configured dry run",
        description="Deletes the database of the configured dry run with all that happened in it."
        " Better practice: keep it, and give the next dry run a database.name of its own.",
    )
    remove.add_argument("--yes", action="store_true", help="do not ask")
    remove.set_defaults(call=remove_database_command)


def _days(text: str) -> timedelta:
    try:
        return timedelta(days=float(text))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number of days") from None


def make_database(arguments: argparse.Namespace) -> Exit:
    """Imports a workbook."""
    if arguments.if_empty:
        with opened(arguments) as service:
            if (kept := service.store.plan()) is not None:
                when = kept.imported_at.isoformat(sep=" ", timespec="minutes")
                print(
                    f"{service.config.database.name}: the plan of {when} and its run stay"
                    " (without --if-empty, makeDB imports a changed workbook)"
                )
                return Exit.DONE
    config = configured(arguments)
    workbook = arguments.workbook or config.excel.file
    if workbook is None:
        print("no workbook: say --workbook, or excel.file in the configuration", file=sys.stderr)
        return Exit.USAGE
    plan = _load(config, workbook)
    if plan is None:
        return Exit.REFUSED
    with opened(arguments) as service:
        shift = _shift(arguments, plan, service)
        if service.imported:
            return _again(arguments, service, plan, shift)
        if not arguments.dry:
            return _first(arguments, service, plan, shift)
        stored = importing.stored(plan, config.scripts.dry_run, shift, service.now())
        steps = len(service.project(stored))
    print(f"{workbook}: {steps} steps for {config.scripts.dry_run}, nothing stored")
    return Exit.DONE


def _load(config: Config, workbook: Path) -> ptr_py.Plan | None:
    """The plan, unless it cannot be used; everything that is wrong or odd is printed."""
    try:
        plan = importing.load(config, workbook)
    except ptr_py.ProblemsError as error:
        _print_problems(error.problems, config.language)
        errors = sum(problem.severity == "error" for problem in error.problems)
        found = (errors, len(error.problems) - errors)
        print(f"{workbook}: {_FOUND[config.language].format(*found)}", file=sys.stderr)
        return None
    _print_problems(plan.warnings, config.language)
    if config.scripts.dry_run not in plan.dry_runs:
        known = ", ".join(plan.dry_runs)
        print(f"scripts.dry_run: no {config.scripts.dry_run}, but {known}", file=sys.stderr)
        return None
    return plan


def _first(
    arguments: argparse.Namespace, service: RunService, plan: ptr_py.Plan, shift: timedelta
) -> Exit:
    dry_run, now = service.config.scripts.dry_run, service.now()
    stored = importing.stored(plan, dry_run, shift, now)
    service.project(stored)  # what cannot be executed, moved like this, is not stored
    try:
        service.store.save_plan(stored, expected=Position(0, 0))
    except Conflict:
        print("somebody else has just imported a plan", file=sys.stderr)
        return Exit.REFUSED
    service.store.write_note(importing.FIRST_IMPORT, now.isoformat())
    if arguments.as_planned:
        service.execute(demonstration.as_planned)
    steps = len(service.schedule)
    print(f"{service.config.database.name}: {steps} steps for {dry_run} imported")
    return Exit.DONE


def _again(
    arguments: argparse.Namespace, service: RunService, plan: ptr_py.Plan, shift: timedelta
) -> Exit:
    """Imports into a dry run that is under way."""
    current, now = service.current(), service.now()
    stored = importing.stored(plan, current.stored.dry_run, shift, now)
    try:
        after = importing.carry(current.run, service.project(stored))
    except importing.ImportRefused as refused:
        print(f"not imported: {refused}", file=sys.stderr)
        return Exit.REFUSED
    difference = importing.difference(current.run, after, now)
    print("\n".join(difference.lines(service.config.language)))
    if arguments.dry:
        return Exit.DONE
    if not difference and stored.plan == current.stored.plan:
        print("nothing to import: the plan is the one in the database")
        return Exit.DONE
    if not agreed(arguments, f"Import into {service.config.database.name}?"):
        return Exit.REFUSED
    revision = current.stored.revision
    while current.stored.revision == revision:
        try:
            service.store.save_plan(stored, expected=current.position)
        except Conflict:
            # People go on working meanwhile: what they did must fit as well.
            current = service.current()
            importing.carry(current.run, service.project(stored))
            continue
        print(f"imported; {current.run.version} events kept")
        return Exit.DONE
    print("not imported: somebody else has just imported a plan", file=sys.stderr)
    return Exit.REFUSED


def _shift(arguments: argparse.Namespace, plan: ptr_py.Plan, service: RunService) -> timedelta:
    """By how much dates move: as asked, or as at the import before."""
    if arguments.shift_days is not None:
        moved: timedelta = arguments.shift_days
        return moved
    if arguments.cut_over is not None:
        dry_run, phase = service.config.scripts.dry_run, arguments.cut_over_phase
        return importing.shift_to(plan, dry_run, _instant(arguments.cut_over, service), phase)
    stored = service.store.plan()
    return stored.shift if stored is not None else timedelta()


def _instant(text: str, service: RunService) -> datetime:
    if text == "now":
        return service.now()
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise importing.ImportRefused(
        f"--cut-over: found {text!r}, expected 'now' or an instant with its time zone, such as"
        " 2026-11-28T22:00+01:00"
    )


def _print_problems(problems: list[ptr_py.Problem], language: str) -> None:
    for problem in problems:
        is_error = problem.severity == "error"
        severity = _SEVERITY[language][is_error]
        # Its text begins with sheet and cell.
        print(f"{severity}{problem.text(language)}", file=sys.stderr if is_error else sys.stdout)


def remove_database_command(arguments: argparse.Namespace) -> Exit:
    """Deletes a database."""
    config = configured(arguments)
    with opened(arguments) as service:
        position = service.store.position()
    question = f"Delete {config.database.name} with its {position.version} events for ever?"
    if not agreed(arguments, question):
        return Exit.REFUSED
    remove_database(config)
    print(f"{config.database.name} deleted")
    return Exit.DONE
