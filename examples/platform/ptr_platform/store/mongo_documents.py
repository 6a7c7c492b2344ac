"""The documents of a MongoDB database, whether they come from a server or from a copy's files.

Kept true: a document that holds what must not be lost has the digest of it beside it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ptr_platform.store import Damaged, Position, Recorded, StoredPlan, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Document = dict[str, Any]


def position_of(last: Document) -> Position:
    """How far a log has come that ends with this document."""
    return Position(last["revision"], last["seq"] - 1 + len(last["events"]))


def recorded_in(documents: Iterable[Document]) -> list[Recorded]:
    """The events of documents of the log."""
    return [
        Recorded(event, document["origin"], document.get("request"))
        for document in documents
        for event in document["events"]
    ]


def log_digest(document: Document) -> str:
    """The digest of a document of the log."""
    return digest_of(
        document["run"],
        document["seq"],
        document["revision"],
        document["plan"],
        document["origin"],
        document.get("request"),
        json.dumps(document["events"], ensure_ascii=False, sort_keys=True),
    )


def plan_digest(document: Document) -> str:
    """The digest of a document of `Plans`; that of a revision has neither shift nor instant."""
    imported_at = document.get("imported_at")
    return digest_of(
        document["_id"],
        document["run"],
        document["document"],
        document.get("shift"),
        # What a database keeps of an instant.
        imported_at and imported_at.isoformat(timespec="milliseconds"),
    )


def note_digest(document: Document) -> str:
    """The digest of a document of `Notes`."""
    return digest_of(document["_id"], document["text"])


DIGESTS: Final[dict[str, Callable[[Document], str]]] = {
    "Events": log_digest,
    "Plans": plan_digest,
    "Notes": note_digest,
}
"""What digests the documents of a collection."""


def as_written(where: str, collection: str, document: Document) -> Document:
    """A document, if it is the one that was written.

    Raises:
        Damaged: if it is not.
    """
    if document.get("digest") != DIGESTS[collection](document):
        raise Damaged(f"{where}: {collection} {document.get('seq', document['_id'])}")
    return document


def revised_in(documents: Iterable[Document]) -> list[str]:
    """The plans of revisions among documents of `Plans`."""
    found = [document for document in documents if document.get("revised")]
    return [document["document"] for document in sorted(found, key=lambda it: it["_id"])]


def stored_plan(document: Document, revision: int) -> StoredPlan:
    """The plan in a document of `Plans`."""
    return StoredPlan(
        plan=document["document"],
        dry_run=document["run"],
        shift=timedelta(seconds=document["shift"]),
        imported_at=document["imported_at"],
        revision=revision,
    )
