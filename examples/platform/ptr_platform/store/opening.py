"""The store that the configuration asks for; a driver is loaded only where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from ptr_platform.config import Config
    from ptr_platform.config.sections import Database
    from ptr_platform.store import Content, Store


class Copies(Protocol):
    """The module that copies databases of one kind."""

    SUFFIX: str
    """How the name of a copy ends."""

    def files_of(self, copy: Path) -> list[Path]:
        """What a copy consists of, the directory of the others last."""

    def back_up(self, database: Database, target: Path) -> None:
        """Copies a database, which is at the target as a whole or not at all."""

    def read(self, source: Path) -> Content:
        """What a copy holds, read from its files alone, each of which is checked."""

    def restore(
        self, source: Path, database: Database, *, expected: Content, stamp: str, keep: bool
    ) -> Path | str | None:
        """Puts a copy in the place of a database, and tells where that is kept."""


def open_store(config: Config) -> Store:
    """The store that the configuration asks for.

    Raises:
        StoreError: if it cannot be opened.
    """
    if config.database.kind == "mongodb":
        from ptr_platform.store.mongo import MongoStore  # noqa: PLC0415

        return MongoStore.open(config.database, config.scripts.dry_run)
    from ptr_platform.store.sqlite import SqliteStore  # noqa: PLC0415

    return SqliteStore(config.database.file)


def database_exists(database: Database) -> bool:
    """Whether there is such a database; nothing is created.

    Raises:
        StoreError: if its server cannot be asked.
    """
    if database.kind == "mongodb":
        from ptr_platform.store.mongo_server import connect, store_errors  # noqa: PLC0415

        with store_errors(), connect(database) as client:
            return database.name in client.list_database_names()
    return database.file.is_file()


def remove_database(config: Config) -> None:
    """Deletes the configured database with all that is in it.

    Raises:
        StoreError: if that is not to be done.
    """
    if config.database.kind == "mongodb":
        from ptr_platform.store.mongo_server import connect, store_errors  # noqa: PLC0415

        with store_errors(), connect(config.database) as client:
            client.drop_database(config.database.name)
    else:
        from ptr_platform.store.sqlite import remove as remove_sqlite  # noqa: PLC0415

        remove_sqlite(config.database.file)


def copies_of(database: Database) -> Copies:
    """What copies the configured database, and reads copies of it."""
    if database.kind == "mongodb":
        from ptr_platform.store import mongo_copy  # noqa: PLC0415

        return mongo_copy
    from ptr_platform.store import sqlite_copy  # noqa: PLC0415

    return sqlite_copy
