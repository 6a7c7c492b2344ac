"""The store that the configuration asks for; a driver is loaded only where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.store import Store


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


def remove_database(config: Config) -> None:
    """Deletes the configured database with all that is in it.

    Raises:
        StoreError: if that is not to be done.
    """
    if config.database.kind == "mongodb":
        from ptr_platform.store.mongo import remove as remove_mongo  # noqa: PLC0415

        remove_mongo(config.database)
    else:
        from ptr_platform.store.sqlite import remove as remove_sqlite  # noqa: PLC0415

        remove_sqlite(config.database.file)
