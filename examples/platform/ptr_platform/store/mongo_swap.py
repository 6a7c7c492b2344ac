"""How restored collections take the place of those that were there: all of them, or none.

Kept true: what is to be done is written down first, in one document. Whoever opens the database
next finishes it; so a restore that is killed before that document leaves the old, and one that is
killed after it the new. What was there stays beside it under another name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pymongo.errors import OperationFailure

if TYPE_CHECKING:
    from pymongo.database import Database as Databases

NEW: Final = "restoring."
"""What the names of collections begin with that are being filled."""
KEPT: Final = "replaced-"
"""What the names of collections begin with that were replaced."""
SWAP: Final = "Swap"
"""The collection with the document that says what is to be done."""

_NO_SOURCE, _IS_THERE = 26, 48
"""What a server says of a collection that somebody else has just renamed."""


def is_current(name: str) -> bool:
    """Whether a collection is neither one that was replaced nor one that is being filled."""
    return not name.startswith(("system.", NEW, KEPT)) and name != SWAP


def swap(database: Databases[dict[str, Any]], stamp: str, *, keep: bool) -> str:
    """Puts the collections that were filled in the place of the present ones.

    Args:
        database: The database.
        stamp: What the names of those that are kept have in them.
        keep: Whether the present ones are kept.

    Returns:
        What the names of those begin with.
    """
    names = database.list_collection_names()
    present = [name for name in names if is_current(name)]
    filled = [name.removeprefix(NEW) for name in names if name.startswith(NEW)]
    kept = f"{KEPT}{stamp}."
    database[SWAP].insert_one({"_id": "swap", "kept": kept, "present": present, "filled": filled})
    finish_swap(database)
    if not keep:
        for name in present:
            database.drop_collection(kept + name)
    return kept


def finish_swap(database: Databases[dict[str, Any]]) -> None:
    """Does what is still to be done of a swap that was begun."""
    intent = database[SWAP].find_one({"_id": "swap"})
    if intent is None:
        return
    kept = intent["kept"]
    there = set(database.list_collection_names())
    for name in intent["present"]:
        if name in there and kept + name not in there:
            # Another process may do the same.
            _rename(database, name, kept + name, done=(_NO_SOURCE, _IS_THERE))
    for name in intent["filled"]:
        if NEW + name in there:
            _rename(database, NEW + name, name, done=(_NO_SOURCE,))
    database[SWAP].delete_one({"_id": "swap"})


def _rename(
    database: Databases[dict[str, Any]], source: str, target: str, *, done: tuple[int, ...]
) -> None:
    try:
        database[source].rename(target)
    except OperationFailure as error:
        if error.code not in done:
            raise
