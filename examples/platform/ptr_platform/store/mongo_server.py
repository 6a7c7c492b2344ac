"""A MongoDB server: how it is reached, and what goes wrong with it in the words of stores."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import (
    ConnectionFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WriteConcernError,
)

from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import LibraryMessage
from ptr_platform.store import StoreError, Uncertain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptr_platform.config.sections import Database
    from ptr_platform.store.mongo_documents import Document

_PATIENCE_MS = 5000


@contextmanager
def store_errors(*, writing: bool = False) -> Iterator[None]:
    """Raises what goes wrong with a server as an error of stores.

    Args:
        writing: Whether something may have been written though the connection was lost.
    """
    try:
        yield
    except (ConnectionFailure, WriteConcernError) as error:
        # What follows is for those who write drivers: options, and all that is known of the server.
        said = LibraryMessage(re.split(r" \(configured |, Timeout: ", str(error))[0])
        # A server that was never reached has done nothing.
        reached = not isinstance(error, ServerSelectionTimeoutError)
        raise (Uncertain if writing and reached else StoreError)(
            N_(
                "MongoDB cannot be reached (%(error)s): does it run where database.server and"
                " database.port say?"
            ),
            error=said,
        ) from error
    except PyMongoError as error:
        raise StoreError("MongoDB cannot be used: %(error)s", error=error) from error


def connect(database: Database) -> MongoClient[Document]:
    """A client of the configured server; it connects when it is first used."""
    options: dict[str, Any] = {}
    if database.user is not None:
        options |= {"username": database.user, "password": database.password}
    if database.tls:
        options["tls"] = True
    if database.ca_file is not None:
        options["tlsCAFile"] = str(database.ca_file)
    if "://" not in database.server:
        options["port"] = database.port
    with store_errors():
        return MongoClient(
            database.server,
            tz_aware=True,
            appname="ptr",
            serverSelectionTimeoutMS=_PATIENCE_MS,
            **options,
        )
