"""A store in a MongoDB database: for companies that run one, and for more than one machine.

Kept true: every write is acknowledged by a majority and from its journal (``w="majority"``,
``j=True``). The log is one collection, `Events`, with a unique index on (run, seq). A document of
it holds the events of one `append`, so that they are there all or none without a transaction;
``seq`` is the number of the first. An import claims the next number with a document without
events, which the next `append` fills: so neither can overtake the other unseen. Documents carry a
digest of what they were written with; and a process works only on the database it has begun with,
which a note tells from another of its name.

`Executants`, `Dates`, `Environnements` and `Etapes` hold the plan once more, for people and
scripts that look into the database; the truth is in `Plans` and `Events`.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

import pymongo
from pymongo import MongoClient, ReturnDocument
from pymongo.errors import (
    DuplicateKeyError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from ptr_platform.store import (
    Conflict,
    Position,
    Recorded,
    Replaced,
    RevisedPlan,
    Store,
    StoredPlan,
    StoreError,
    believed,
    digest_of,
)
from ptr_platform.store.mongo_documents import (
    DIGESTS,
    Document,
    as_written,
    log_digest,
    plan_digest,
    position_of,
    recorded_in,
    revised_in,
    stored_plan,
)
from ptr_platform.store.mongo_server import connect, store_errors
from ptr_platform.store.mongo_swap import finish_swap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptr_platform.config.sections import Database

FORMAT: Final = 2
IDENTITY: Final = "database"
"""The note with the database's own name."""
TABLES: Final = ("Executants", "Dates", "Environnements", "Etapes")
_MORE_THAN_AN_EVENT = 65_536
"""Bytes that a check writes."""


class MongoStore(Store):
    """A database on a MongoDB server. May be shared between threads."""

    def __init__(self, client: MongoClient[Document], name: str, run: str) -> None:
        self._client = client
        self._run = run
        self._newest = 0
        """The number of the last document of the log, when it was last looked at."""
        with store_errors():
            # Only a replica set can lose what it has shown, and only it knows a majority.
            replicated = "setName" in client.admin.command("hello")
            self._database = client.get_database(
                name,
                write_concern=WriteConcern(w="majority", j=True),
                read_concern=ReadConcern("majority") if replicated else None,
            )
            finish_swap(self._database)
            self._events = self._database["Events"]
            self._plans = self._database["Plans"]
            self._leases = self._database["Leases"]
            self._notes = self._database["Notes"]
            self._attempts = self._database["Attempts"]
            self._used = self._database["Used"]
            self._events.create_index([("run", 1), ("seq", 1)], unique=True, name="run_seq")
            self._attempts.create_index([("key", 1), ("at", 1)], name="key_at")
            self._bring_up()
            if self._notes.find_one({"_id": "run"}) is not None:
                self._write_once("run", run)
            self._identity = self._once(IDENTITY, uuid.uuid4().hex)

    @classmethod
    def open(cls, database: Database, run: str) -> Self:
        """Connects to the server that the configuration names.

        Raises:
            StoreError: if it cannot be reached or does not let us in.
        """
        client = connect(database)
        try:
            return cls(client, database.name, run)
        except StoreError:
            client.close()
            raise

    def _bring_up(self) -> None:
        """Gives the documents of an earlier format their digests."""
        note: Document | None = self._notes.find_one({"_id": "format"})
        if note is not None and note["text"] == "1":
            for collection, digest in DIGESTS.items():
                for document in self._database[collection].find():
                    self._database[collection].update_one(
                        {"_id": document["_id"]}, {"$set": {"digest": digest(document)}}
                    )
            self.write_note("format", str(FORMAT))
        self._write_once("format", str(FORMAT))

    def _once(self, name: str, text: str) -> str:
        """The note of this name, which is this text unless there is one."""
        found: Document | None = self._notes.find_one_and_update(
            {"_id": name},
            {"$setOnInsert": {"text": text, "digest": digest_of(name, text)}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return str(self._as_written("Notes", found or {"_id": name, "text": ""})["text"])

    def _as_written(self, collection: str, document: Document) -> Document:
        return as_written(self._database.name, collection, document)

    def _write_once(self, name: str, text: str) -> None:
        """Writes a note down for ever, or finds the same one there."""
        if (there := self._once(name, text)) != text:
            where = self._database.name
            if name == "format":
                raise StoreError(
                    "the database %(where)s is of format %(there)s, this program understands"
                    " %(expected)s",
                    where=where,
                    there=there,
                    expected=text,
                )
            raise StoreError(
                "the database %(name)s holds dry run %(found)s, scripts.dry_run says"
                " %(expected)s: give each dry run a database.name of its own",
                name=where,
                found=there,
                expected=text,
            )

    def _last(self) -> Document:
        """The last document of the log, or one that stands before the first."""
        # Nothing is taken from the log: the last one seen, or a later one, is still the last.
        newest = [("seq", pymongo.DESCENDING)]
        found = self._events.find_one(
            {"run": self._run, "seq": {"$gte": self._newest}}, sort=newest
        ) or self._events.find_one({"run": self._run}, sort=newest)
        if found is None:
            return {"seq": 1, "revision": 0, "plan": None, "events": []}
        self._newest = found["seq"]
        return found

    def position(self) -> Position:
        with store_errors():
            return self._position(self._last())

    def _position(self, last: Document) -> Position:
        name = self._notes.find_one({"_id": IDENTITY})
        if name is None or name["text"] != self._identity:
            raise Replaced(self._database.name)
        return position_of(last)

    def plan(self) -> StoredPlan | None:
        with store_errors():
            last = self._last()
            found: Document | None = None
            if last["plan"]:
                found = self._plans.find_one({"_id": last["plan"]})
        if found is None:
            return None
        return stored_plan(self._as_written("Plans", found), last["revision"])

    def save_plan(self, stored: StoredPlan, *, expected: Position) -> None:
        plan = uuid.uuid4().hex
        with store_errors():
            # One that is never claimed, because somebody was faster, is read by nobody.
            document = {
                "_id": plan,
                "run": self._run,
                "document": stored.plan,
                "shift": stored.shift.total_seconds(),
                "imported_at": stored.imported_at.astimezone(UTC),
            }
            self._plans.insert_one({**document, "digest": plan_digest(document)})
            self._expect(expected)
            # Leases, notes and tables are one run's: so the whole database is.
            self._write_once("run", self._run)
            self._claim(expected, revision=expected.revision + 1, plan=plan, events=[])
            self._fill(stored.tables)

    def _fill(self, tables: dict[str, list[Document]]) -> None:
        for name in TABLES:
            self._database[name].delete_many({})
            if rows := tables.get(name):
                self._database[name].insert_many([dict(row) for row in rows])

    def plans(self) -> list[str]:
        with store_errors():
            found = [self._as_written("Plans", it) for it in self._plans.find({"revised": True})]
        return revised_in(found)

    def recorded(self, after: int = 0) -> list[Recorded]:
        with store_errors():
            documents = self._documents_from(after + 1)
            if after and not (documents and documents[0]["seq"] == after + 1):
                # The document that holds the first one wanted begins before it.
                before = self._events.find_one(
                    {"run": self._run, "seq": {"$lte": after}},
                    {"seq": 1},
                    sort=[("seq", pymongo.DESCENDING)],
                )
                if before is not None:
                    documents = self._documents_from(before["seq"])
            checked = (self._as_written("Events", document) for document in documents)
            recorded = recorded_in(checked)
            return [one for one in recorded if one.event["seq"] > after]

    def _documents_from(self, seq: int) -> list[Document]:
        place = {"run": self._run, "seq": {"$gte": seq}}
        return list(self._events.find(place, sort=[("seq", pymongo.ASCENDING)]))

    def append(
        self,
        events: Sequence[Document],
        *,
        expected: Position,
        origin: str | None = None,
        request: str | None = None,
        plans: Sequence[RevisedPlan] = (),
    ) -> None:
        with store_errors():
            last = self._expect(expected)
        with store_errors(writing=True):
            # Before the event that names it: one that no event names is read by nobody.
            for revised in plans:
                place = {"_id": revised.digest}
                named = {"run": self._run, "document": revised.plan, "revised": True}
                named["digest"] = plan_digest(place | named)
                self._plans.update_one(place, {"$setOnInsert": named}, upsert=True)
            self._claim(
                expected,
                revision=expected.revision,
                plan=last["plan"],
                events=list(events),
                origin=origin,
                request=request,
            )
            for revised in plans:
                self._fill(revised.tables)

    def _expect(self, expected: Position) -> Document:
        last = self._last()
        if (found := self._position(last)) != expected:
            raise Conflict("expected %(expected)s, found %(found)s", expected=expected, found=found)
        return last

    def _claim(
        self,
        expected: Position,
        *,
        revision: int,
        plan: str | None,
        events: list[Document],
        origin: str | None = None,
        request: str | None = None,
    ) -> None:
        """Writes the next document of the log, or fills the empty one of an import."""
        seq = expected.version + 1
        place = {"run": self._run, "seq": seq}
        content = {"plan": plan, "events": events, "origin": origin, "request": request}
        document = {**place, "revision": revision, **content}
        try:
            self._events.replace_one(
                {**place, "revision": expected.revision, "events": {"$size": 0}},
                {**document, "digest": log_digest(document)},
                upsert=True,
            )
        except DuplicateKeyError as error:
            raise Conflict("number %(number)s is taken", number=seq) from error

    def hold(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        over = [{"until": {"$lte": now}}, {"until": {"$gt": believed(now, until)}}]
        with store_errors():
            try:
                self._leases.update_one(
                    {"_id": name, "$or": [{"holder": holder}, *over]},
                    {"$set": {"holder": holder, "until": until}},
                    upsert=True,
                )
            except DuplicateKeyError:
                return False
            return True

    def release(self, name: str, holder: str) -> None:
        with store_errors():
            self._leases.delete_one({"_id": name, "holder": holder})

    def held(self, prefix: str, *, now: datetime) -> dict[str, datetime]:
        with store_errors():
            leases = list(self._leases.find({"until": {"$gt": now}}).sort("_id"))
        return {it["_id"]: it["until"] for it in leases if it["_id"].startswith(prefix)}

    def note(self, name: str) -> str | None:
        with store_errors():
            found = self._notes.find_one({"_id": name})
        return None if found is None else str(self._as_written("Notes", found)["text"])

    def write_note(self, name: str, text: str) -> None:
        with store_errors():
            self._notes.replace_one(
                {"_id": name}, {"text": text, "digest": digest_of(name, text)}, upsert=True
            )

    def notes(self, prefix: str) -> dict[str, str]:
        begins = {"_id": {"$regex": f"^{re.escape(prefix)}"}}
        with store_errors():
            found = [self._as_written("Notes", it) for it in self._notes.find(begins).sort("_id")]
        return {note["_id"]: str(note["text"]) for note in found}

    def remove_note(self, name: str) -> None:
        with store_errors():
            self._notes.delete_one({"_id": name})

    def count(self, key: str, *, now: datetime, window: timedelta) -> int:
        with store_errors():
            self._attempts.delete_many({"key": key, "at": {"$lte": now - window}})
            self._attempts.insert_one({"key": key, "at": now})
            return self._attempts.count_documents({"key": key})

    def use_once(self, key: str, *, now: datetime, until: datetime) -> bool:
        with store_errors():
            self._used.delete_many({"until": {"$lte": now}})
            try:
                self._used.insert_one({"_id": key, "until": until})
            except DuplicateKeyError:
                return False
            return True

    def clock(self) -> datetime | None:
        with store_errors():
            options = self._client.codec_options
            told = self._client.admin.command("hello", codec_options=options).get("localTime")
        return told if isinstance(told, datetime) else None

    def check(self) -> None:
        self.position()
        self.write_note("check", "." * _MORE_THAN_AN_EVENT)
        self.remove_note("check")

    def verify(self) -> None:
        with store_errors():
            for collection in ("Plans", "Notes"):
                for document in self._database[collection].find():
                    self._as_written(collection, document)

    def close(self) -> None:
        self._client.close()
