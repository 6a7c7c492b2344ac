"""Copies of a MongoDB database of one moment, in the layout of mongodump.

``<collection>.bson`` and ``<collection>.metadata.json``, so that mongorestore reads them as well,
and ``SHA256SUMS`` with the digest of each. The log is cut off where it ended at the beginning, so
that the copy is of one moment though people go on working.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import bson
from bson import json_util
from bson.codec_options import CodecOptions
from bson.errors import BSONError
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

from ptr_platform.store import Content, Position, StoreError, digest_of
from ptr_platform.store.mongo import IDENTITY
from ptr_platform.store.mongo_documents import (
    DIGESTS,
    Document,
    as_written,
    position_of,
    recorded_in,
    revised_in,
    stored_plan,
)
from ptr_platform.store.mongo_server import connect
from ptr_platform.store.mongo_swap import NEW, is_current, swap
from ptr_platform.store.sums import check_sums, sync, write_sums

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pymongo.collection import Collection

    from ptr_platform.config.sections import Database

SUFFIX = ""
_SUMS = "SHA256SUMS"
_BATCH = 500


def files_of(copy: Path) -> list[Path]:
    """The files of a copy, and the directory that they are in."""
    return [*copy.glob("*"), copy]


def back_up(database: Database, target: Path) -> None:
    """Copies a database into a new directory, which is there as a whole or not at all.

    Raises:
        StoreError: if it cannot be read, or the copy not be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.mkdir(parents=True)
        with connect(database) as client:
            source = client.get_database(database.name)
            last = source["Events"].find_one(sort=[("seq", -1)])
            for name in sorted(source.list_collection_names()):
                if name == "Events" and last is not None:
                    _dump(source[name], part, {"seq": {"$lt": last["seq"]}}, [last])
                elif is_current(name):
                    _dump(source[name], part, {}, [])
        write_sums(part / _SUMS, sorted(part.iterdir()))
        part.rename(target)
        sync(target.parent)
    except (OSError, PyMongoError) as error:
        raise StoreError(
            "%(source)s cannot be copied to %(target)s: %(error)s",
            source=database.name,
            target=target,
            error=error,
        ) from error


def _dump(
    collection: Collection[Any], target: Path, wanted: Document, also: list[Document]
) -> None:
    with (target / f"{collection.name}.bson").open("wb") as file:
        for batch in collection.find_raw_batches(wanted, sort=[("_id", 1)]):
            file.write(batch)
        for document in also:
            file.write(bson.encode(document))
    indexes = [
        {"v": 2, "key": dict(index["key"]), "name": name}
        | ({"unique": True} if index.get("unique") else {})
        for name, index in collection.index_information().items()
    ]
    metadata = {"options": {}, "indexes": indexes, "collectionName": collection.name}
    (target / f"{collection.name}.metadata.json").write_text(json_util.dumps(metadata), "utf-8")


def read(source: Path) -> Content:
    """What a copy holds of its run, without a server, after every file of it was checked.

    Raises:
        StoreError: if it cannot be read, or is not what was written.
    """
    if not (source / "Events.bson").is_file():
        raise StoreError("there is no copy at %(source)s", source=source)
    try:
        known = check_sums(source / _SUMS) if (source / _SUMS).exists() else None
        held = {file.stem: _documents(file) for file in source.glob("*.bson")}
        for name in held:
            json.loads((source / f"{name}.metadata.json").read_text("utf-8"))["indexes"]
        formats = [note["text"] for note in held["Notes"] if note["_id"] == "format"]
        # Copies of the format before this one have neither digests nor sums.
        if formats != ["1"]:
            if known is None or known != {file.name for file in source.iterdir()} - {_SUMS}:
                raise ValueError(_SUMS)
            for name in DIGESTS:
                for document in held[name]:
                    as_written(str(source), name, document)
        return _content(held["Events"], held["Plans"])
    except (OSError, BSONError, KeyError, ValueError, TypeError) as error:
        raise StoreError(
            "the copy %(source)s cannot be read: %(error)s", source=source, error=error
        ) from error


def _content(events: Iterable[Document], plans: Iterable[Document]) -> Content:
    log = sorted(events, key=lambda document: document["seq"])
    if not log:
        return Content(Position(0, 0), None, [])
    found = {document["_id"]: document for document in plans}
    plan = stored_plan(found[log[-1]["plan"]], log[-1]["revision"])
    return Content(position_of(log[-1]), plan, recorded_in(log), revised_in(found.values()))


def _documents(file: Path) -> list[Document]:
    with file.open("rb") as stream:
        return list(bson.decode_file_iter(stream, CodecOptions(tz_aware=True)))


def restore(
    source: Path, database: Database, *, expected: Content, stamp: str, keep: bool
) -> str | None:
    """Puts a copy in the place of a database.

    Args:
        source: The copy.
        database: Whose collections are replaced.
        expected: What the copy holds.
        stamp: What the names of the collections that are kept have in them.
        keep: Whether what was there is kept.

    Returns:
        Where that is.

    Raises:
        StoreError: if the copy cannot be read, or the database not be written.
    """
    try:
        with connect(database) as client:
            target = client.get_database(
                database.name, write_concern=WriteConcern(w="majority", j=True)
            )
            for name in target.list_collection_names():
                if name.startswith(NEW):
                    target.drop_collection(name)
            for file in sorted(source.glob("*.bson")):
                _fill(target[NEW + file.stem], file)
            name = uuid.uuid4().hex
            target[f"{NEW}Notes"].replace_one(
                {"_id": IDENTITY}, {"text": name, "digest": digest_of(IDENTITY, name)}, upsert=True
            )
            if _content(target[f"{NEW}Events"].find(), target[f"{NEW}Plans"].find()) != expected:
                raise StoreError(
                    "the database %(name)s does not hold what the copy %(source)s holds",
                    name=database.name,
                    source=source,
                )
            kept = swap(target, stamp, keep=keep)
    except (OSError, PyMongoError, BSONError, ValueError) as error:
        raise StoreError(
            "%(source)s cannot be restored to %(target)s: %(error)s",
            source=source,
            target=database.name,
            error=error,
        ) from error
    return f"{database.name}.{kept}*" if keep else None


def _fill(collection: Collection[Document], file: Path) -> None:
    batch: list[Document] = []
    with file.open("rb") as stream:
        options: CodecOptions[Document] = CodecOptions(tz_aware=True)
        for document in bson.decode_file_iter(stream, options):
            batch.append(document)
            if len(batch) == _BATCH:
                collection.insert_many(batch)
                batch = []
    if batch:
        collection.insert_many(batch)
    metadata = json.loads(file.with_suffix(".metadata.json").read_text("utf-8"))
    for index in metadata["indexes"]:
        if index["name"] != "_id_":
            keys = [(name, int(order)) for name, order in index["key"].items()]
            collection.create_index(
                keys, name=index["name"], unique=bool(index.get("unique", False))
            )
