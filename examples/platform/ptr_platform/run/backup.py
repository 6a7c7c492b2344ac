"""Backups: a copy of the configured database, of one moment, verified by reading it back.

Also for callers in Python: ``back_up(config, directory, now)`` gives the copy it has made.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.store import Content, StoreError, content_of
from ptr_platform.store.opening import copies_of, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.config import Config
    from ptr_platform.store import Position


@dataclass(frozen=True)
class Backup:
    """A copy and how far the database had come."""

    path: Path
    position: Position


def back_up(config: Config, directory: Path, now: datetime) -> Backup:
    """Copies the database into a directory and compares the copy with what it was made from.

    Others may go on writing meanwhile.

    Raises:
        StoreError: if there is nothing to copy, or the copy is not what it should be.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    before = _content(config)
    if before.plan is None:
        raise StoreError(
            "the database %(name)s holds no plan: nothing to back up", name=config.database.name
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "the directory %(directory)s cannot be used: %(error)s",
            directory=directory,
            error=error,
        ) from error
    copies = copies_of(config.database)
    target = directory / f"{config.database.name}-{stamp}{copies.SUFFIX}"
    if target.exists():
        raise StoreError("there is a copy at %(target)s already", target=target)
    copies.back_up(config.database, target)
    try:
        found = _read_back(config, target)
        _compare(before, found, target)
    except StoreError:
        # An incomplete copy must not be kept.
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        raise
    return Backup(target, found.position)


def restore(config: Config, source: Path) -> Position:
    """Puts a copy in the place of the configured database, and reads it back.

    Raises:
        StoreError: if the copy cannot be read, or does not come back as it is.
    """
    expected = _read_back(config, source)
    if expected.plan is None:
        raise StoreError("the copy %(source)s holds no plan", source=source)
    if expected.plan.dry_run != config.scripts.dry_run:
        raise StoreError(
            "the copy %(source)s holds dry run %(found)s, scripts.dry_run says %(expected)s;"
            " nothing was changed",
            source=source,
            found=expected.plan.dry_run,
            expected=config.scripts.dry_run,
        )
    copies_of(config.database).restore(source, config.database)
    if _content(config) != expected:
        raise StoreError(
            "the database %(name)s does not hold what the copy %(source)s holds",
            name=config.database.name,
            source=source,
        )
    return expected.position


def _content(config: Config) -> Content:
    with closing(open_store(config)) as store:
        return content_of(store)


def _read_back(config: Config, source: Path) -> Content:
    """What a copy holds, read from its files alone, its run replayed."""
    content = copies_of(config.database).read(source)
    if content.plan is not None:
        schedule = ptr_py.Plan.from_json(content.plan.plan).schedule(content.plan.dry_run)
        try:
            events = [recorded.event for recorded in content.recorded]
            plans = [ptr_py.Plan.from_json(text) for text in content.plans]
            ptr_py.Run.replay(schedule, events, plans=plans)
        except ptr_py.ReplayError as error:
            raise StoreError(
                "the copy %(source)s is damaged: %(error)s", source=source, error=error
            ) from error
    return content


def _compare(before: Content, copy: Content, target: Path) -> None:
    """A copy holds what was there before it was begun, and perhaps what came while it was made."""
    begun = len(before.recorded)
    if copy.plan is None or copy.recorded[:begun] != before.recorded:
        raise StoreError(
            "the copy %(target)s did not hold what the database held, and was deleted; make"
            " another",
            target=target,
        )
