"""What lets somebody in without asking who they are: sessions, keys for programs, calendar feeds.

Each is recorded, so that its owner sees it in a list and can end it. Kept true: the store has
digests alone, of which nobody makes the secret that a browser or a program carries; what is not
recorded any more lets nobody in, on any server; and to note that something was used never brings
back what was revoked meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ptr_platform.addresses import is_same
from ptr_platform.store import StoreError

if TYPE_CHECKING:
    from ptr_platform.store import Store

log = logging.getLogger(__name__)

MOST = 20
"""Credentials of one kind that one person has; that which was used longest ago makes room."""
_SELDOM = timedelta(minutes=5)
"""How exactly it is known when something was last used: to know it costs a write."""
_LONGEST = 200
"""Characters of what a credential is for."""
# What a use says stands apart, so that it cannot bring back what it is about.
_RECORD, _USED = "credential ", "use of credential "


class Kind(StrEnum):
    """What a credential is good for."""

    SESSION = "session"
    """The pages, in one browser."""
    KEY = "key"
    """The JSON API."""
    CALENDAR = "calendar"
    """One calendar, at an address."""


@dataclass(frozen=True)
class Credential:
    """Something that lets its owner in."""

    id: str
    """The digest of its secret."""
    kind: Kind
    mail: str
    """Whose it is."""
    made: datetime
    until: datetime | None
    """When it ends by itself; `None`: never."""
    about: str
    """In which browser, for which program, of which team."""
    language: str = ""
    """In which a calendar is written."""
    used: datetime | None = None
    """When it was last used, roughly; `None`: never."""

    def is_of(self, mail: str) -> bool:
        """Whether it is somebody's."""
        return is_same(self.mail, mail)

    def is_good(self, now: datetime) -> bool:
        """Whether its time is not over."""
        return self.until is None or now < self.until

    @property
    def last(self) -> datetime:
        """When it was last used, or else made."""
        return self.used or self.made


class Credentials:
    """The credentials of one dry run."""

    def __init__(self, store: Store) -> None:
        """Those that are recorded in a store."""
        self._store = store

    def make(
        self,
        kind: Kind,
        mail: str,
        *,
        about: str,
        now: datetime,
        lifetime: timedelta | None = None,
        language: str = "",
    ) -> tuple[str, Credential]:
        """Makes a credential for somebody.

        Returns:
            Its secret, which is kept nowhere, and what is recorded of it.
        """
        known = self._all()
        over = [it for it in known if not it.is_good(now)]
        theirs = [it for it in known if it.kind is kind and it.is_of(mail) and it.is_good(now)]
        for old in over + theirs[MOST - 1 :]:
            self._remove(old.id)
        secret, until = secrets.token_urlsafe(32), None if lifetime is None else now + lifetime
        made = Credential(_digest(secret), kind, mail, now, until, about[:_LONGEST], language)
        self._store.write_note(_RECORD + made.id, _written(made))
        return secret, made

    def find(self, kind: Kind, secret: str, *, now: datetime) -> Credential | None:
        """What a secret is good for, if it is; that it was used is noted."""
        return self.get(kind, _digest(secret), now=now)

    def get(self, kind: Kind, id: str, *, now: datetime) -> Credential | None:  # noqa: A002
        """The same, by the digest of the secret."""
        if (text := self._store.note(_RECORD + id)) is None:
            return None
        found = _read(id, text, self._store.note(_USED + id))
        if found.kind is not kind or not found.is_good(now):
            return None
        if found.used is None or now - found.used >= _SELDOM:
            try:
                self._store.write_note(_USED + id, now.isoformat())
            except StoreError as error:
                log.warning("it could not be noted that somebody was here: %s", error)
        return found

    def of(self, mail: str, *, now: datetime) -> list[Credential]:
        """What lets somebody in, that which was used last first."""
        return [it for it in self._all() if it.is_of(mail) and it.is_good(now)]

    def revoke(self, mail: str, id: str | None = None) -> None:  # noqa: A002
        """Ends one credential of somebody, or all."""
        for theirs in self._all():
            if theirs.is_of(mail) and id in {None, theirs.id}:
                self._remove(theirs.id)

    def end(self, secret: str) -> None:
        """Ends the credential of a secret."""
        self._remove(_digest(secret))

    def _all(self) -> list[Credential]:
        notes, uses = self._store.notes(_RECORD), self._store.notes(_USED)
        found = []
        for name, text in notes.items():
            id = name.removeprefix(_RECORD)  # noqa: A001
            found.append(_read(id, text, uses.get(_USED + id)))
        return sorted(found, key=lambda it: it.last, reverse=True)

    def _remove(self, id: str) -> None:  # noqa: A002
        self._store.remove_note(_RECORD + id)
        self._store.remove_note(_USED + id)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _written(made: Credential) -> str:
    told = {
        "kind": made.kind,
        "mail": made.mail,
        "made": made.made.isoformat(),
        "until": made.until and made.until.isoformat(),
        "about": made.about,
        "language": made.language,
    }
    return json.dumps(told, ensure_ascii=False)


def _read(id: str, text: str, used: str | None) -> Credential:  # noqa: A002
    told = json.loads(text)
    return Credential(
        id=id,
        kind=Kind(told["kind"]),
        mail=told["mail"],
        made=datetime.fromisoformat(told["made"]),
        until=told["until"] and datetime.fromisoformat(told["until"]),
        about=told["about"],
        language=told["language"],
        used=None if used is None else datetime.fromisoformat(used),
    )
