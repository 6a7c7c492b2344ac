"""Copies of a MongoDB database of one moment, in the layout of mongodump.

``<collection>.bson`` and ``<collection>.metadata.json``, so that mongorestore reads them as well.
The log is cut off where it ended at the beginning, so that the copy is of one moment though
people go on working.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import bson
from bson import json_util
from bson.codec_options import CodecOptions
from bson.errors import BSONError
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

from ptr_platform.store import Content, Position, StoreError
from ptr_platform.store.mongo import (
    connect,
    position_of,
    recorded_in,
    revised_in,
    stored_plan,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pymongo import MongoClient

    from ptr_platform.config.sections import Database

SUFFIX = ""
_BATCH = 500


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
                elif not name.startswith("system."):
                    _dump(source[name], part, {}, [])
        part.rename(target)
    except (OSError, PyMongoError) as error:
        raise StoreError(
            "%(source)s cannot be copied to %(target)s: %(error)s",
            source=database.name,
            target=target,
            error=error,
        ) from error


def _dump(collection: Any, target: Path, wanted: dict[str, Any], also: list[Any]) -> None:
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
    """What a copy holds of its run, without a server.

    Raises:
        StoreError: if it cannot be read.
    """
    if not (source / "Events.bson").is_file():
        raise StoreError("there is no copy at %(source)s", source=source)
    try:
        log = sorted(_documents(source / "Events.bson"), key=lambda document: document["seq"])
        if not log:
            return Content(Position(0, 0), None, [])
        plans = {document["_id"]: document for document in _documents(source / "Plans.bson")}
        plan = stored_plan(plans[log[-1]["plan"]], log[-1]["revision"])
        revised = revised_in(plans.values())
        return Content(position_of(log[-1]), plan, recorded_in(log), revised)
    except (OSError, BSONError, KeyError, ValueError) as error:
        raise StoreError(
            "the copy %(source)s cannot be read: %(error)s", source=source, error=error
        ) from error


def _documents(file: Path) -> list[dict[str, Any]]:
    with file.open("rb") as stream:
        return list(bson.decode_file_iter(stream, CodecOptions(tz_aware=True)))


def restore(source: Path, database: Database) -> None:
    """Fills a database from a copy; what was in it is gone.

    Raises:
        StoreError: if the copy cannot be read, or the database not be written.
    """
    files = sorted(source.glob("*.bson"))
    if not files:
        raise StoreError("there is no copy at %(source)s", source=source)
    try:
        with connect(database) as client:
            client.drop_database(database.name)
            target = client.get_database(
                database.name, write_concern=WriteConcern(w="majority", j=True)
            )
            for file in files:
                _fill(client, target[file.stem], file)
    except (OSError, PyMongoError, BSONError, ValueError) as error:
        raise StoreError(
            "%(source)s cannot be restored to %(target)s: %(error)s",
            source=source,
            target=database.name,
            error=error,
        ) from error


def _fill(client: MongoClient[Any], collection: Any, file: Path) -> None:
    options = client.codec_options
    batch: list[dict[str, Any]] = []
    with file.open("rb") as stream:
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
