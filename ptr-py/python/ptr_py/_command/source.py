"""What the command line reads: a plan, a layout, an instant, the events of a run."""

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ptr_py._native import Plan, Run, Schedule, load_workbook
from ptr_py._native import terminal_text as text


class Unusable(Exception):
    """An argument that means nothing."""


def plan(options: Namespace, path: Path | None = None) -> Plan:
    """The plan in a file: JSON that `Plan.to_json` wrote, or a workbook.

    Raises:
        WorkbookError: with everything that is wrong with a workbook.
        PlanError: the same of a stored plan.
        OSError: if the file cannot be read.
    """
    path = path or options.plan
    if path.suffix.lower() == ".json":
        return Plan.from_json(path.read_text("utf-8"))
    return load_workbook(path, layout=layout(options))


def layout(options: Namespace) -> Mapping[str, Any] | None:
    """The layout in a file of JSON, or of YAML where Python can read it.

    What `propose-layout --json` writes will do as it is.
    """
    path: Path | None = options.layout
    if path is None:
        return None
    written = path.read_text("utf-8")
    if path.suffix.lower() in {".yaml", ".yml"}:
        try:
            import yaml  # noqa: PLC0415 - only who has YAML needs it.
        except ImportError as error:
            raise Unusable(text("needs-yaml", options.language, path=path)) from error
        found = yaml.safe_load(written)
    else:
        try:
            found = json.loads(written)
        except json.JSONDecodeError as error:
            raise Unusable(text("no-json", options.language, path=path, error=error)) from error
    if isinstance(found, dict) and isinstance(found.get("layout"), dict):
        found = found["layout"]
    if not isinstance(found, dict):
        raise Unusable(text("no-layout", options.language, path=path))
    return found


def schedule(options: Namespace) -> Schedule:
    """The plan in the dry run that is asked for; in its first one unless said.

    Raises:
        UnknownDryRun: if the plan has no such dry run.
    """
    read = plan(options)
    dry_run = options.dry_run or next(iter(read.dry_runs), None)
    if dry_run is None:
        raise Unusable(text("no-dry-run", options.language))
    return read.schedule(dry_run)


def run(options: Namespace) -> Run:
    """The run of the events in a file, one JSON object a line; without, one that has not begun."""
    scheduled = schedule(options)
    if options.events is None:
        return Run(scheduled)
    lines = options.events.read_text("utf-8").splitlines()
    try:
        events = [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        told = text("no-json", options.language, path=options.events, error=error)
        raise Unusable(told) from error
    return Run.replay(scheduled, events)


def instant(options: Namespace, zone: ZoneInfo) -> datetime:
    """The instant asked about, on the plan's clock unless it has an offset; now unless said."""
    if options.at is None:
        return datetime.now(zone)
    try:
        at = datetime.fromisoformat(options.at)
    except ValueError as error:
        raise Unusable(text("no-instant", options.language, found=options.at)) from error
    return at if at.tzinfo else at.replace(tzinfo=zone)
