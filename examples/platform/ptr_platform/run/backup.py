"""Backups: a copy of the configured database, of one moment, verified by reading it back.

Kept true: nothing is copied, and nothing is put in the place of a database, unless all of it is
what was written: each file and row by its digest, the events by their chain.

Also for callers in Python: ``back_up(config, directory, now)`` gives the copy it has made.
"""

from __future__ import annotations

import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.run.pulse import refuse_if_alive
from ptr_platform.store import Content, StoreError, content_of
from ptr_platform.store.opening import copies_of, open_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptr_platform.config import Config
    from ptr_platform.store import Position, Store


@dataclass(frozen=True)
class Backup:
    """A copy and how far the database had come."""

    path: Path
    position: Position


@dataclass(frozen=True)
class Restored:
    """How far the database that was restored has come."""

    position: Position
    kept: Path | str | None
    """Where the one is that it has replaced."""


def back_up(config: Config, directory: Path, now: datetime) -> Backup:
    """Copies the database into a directory and compares the copy with what it was made from.

    Others may go on writing meanwhile.

    Raises:
        StoreError: if there is nothing to copy, or the copy is not what it should be.
    """
    stamp = _stamp(now)
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
        for file in copies.files_of(target):
            file.rmdir() if file.is_dir() else file.unlink(missing_ok=True)
        raise
    return Backup(target, found.position)


def restore(config: Config, source: Path, now: datetime) -> Restored:
    """Puts a copy in the place of the configured database.

    The copy is checked before anything is touched; what it replaces is kept.

    Raises:
        StoreError: if the copy cannot be read, or does not come back as it is.
        InUse: if somebody works on the database.
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
    keep = True
    try:
        with closing(open_store(config)) as store:
            refuse_if_alive(store, config, now)
            keep = store.position().revision > 0
    except StoreError:
        pass  # one that is damaged, or a rest of one, is what copies are for
    copies = copies_of(config.database)
    kept = copies.restore(
        source,
        config.database,
        expected=expected,
        stamp=f"{_stamp(now)}-{uuid.uuid4().hex[:6]}",
        keep=keep,
    )
    if _content(config) != expected:
        raise StoreError(
            "the database %(name)s does not hold what the copy %(source)s holds",
            name=config.database.name,
            source=source,
        )
    return Restored(expected.position, kept)


def verify(
    config: Config, copy: Path | None, checkpoints: Sequence[ptr_py.Checkpoint] = ()
) -> ptr_py.Checkpoint:
    """Reads all of the configured database, or of a copy, and holds it against its digests.

    Args:
        config: Which database.
        copy: A copy instead.
        checkpoints: What its events must lead through.

    Returns:
        That of its last event.

    Raises:
        StoreError: if something is not what was written, or there is no plan.
        ptr_py.PtrError: if the events are no history, or not the one that was recorded.
    """
    run = replay(_content(config) if copy is None else _read_back(config, copy))
    if run is None:
        raise StoreError("the database %(name)s holds no plan", name=copy or config.database.name)
    run.verify(*checkpoints)
    return run.checkpoint()


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _content(config: Config) -> Content:
    with closing(open_store(config)) as store:
        return checked(store)


def checked(store: Store) -> Content:
    """What a database holds, after all of it was held against the digests it was written with.

    Raises:
        StoreError: if something is not what was written.
        ptr_py.PtrError: if the events are no history, or not the one that was recorded.
    """
    store.verify()
    content = content_of(store)
    replay(content)
    return content


def _read_back(config: Config, source: Path) -> Content:
    """What a copy holds, read from its files alone, its run replayed."""
    content = copies_of(config.database).read(source)
    try:
        replay(content)
    except (ptr_py.PtrError, ValueError) as error:
        raise StoreError(
            "the copy %(source)s is damaged: %(error)s", source=source, error=error
        ) from error
    return content


def replay(content: Content) -> ptr_py.Run | None:
    """The run of a database, each of its events held against its digest; `None` without a plan.

    Raises:
        ptr_py.PtrError: if it is no history, or not the one that was recorded.
    """
    if content.plan is None:
        return None
    schedule = ptr_py.Plan.from_json(content.plan.plan).schedule(content.plan.dry_run)
    events = [recorded.event for recorded in content.recorded]
    plans = [ptr_py.Plan.from_json(text) for text in content.plans]
    run = ptr_py.Run.replay(schedule, events, plans=plans)
    run.verify()
    return run


def _compare(before: Content, copy: Content, target: Path) -> None:
    """A copy holds what was there before it was begun, and perhaps what came while it was made."""
    begun = len(before.recorded)
    if copy.plan is None or copy.recorded[:begun] != before.recorded:
        raise StoreError(
            "the copy %(target)s did not hold what the database held, and was deleted; make"
            " another",
            target=target,
        )
