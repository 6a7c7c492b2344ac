"""Calendar feeds: addresses that a calendar program may ask without a session, until revoked.

Kept true: an address is signed, so that none can be guessed or made up, and good only while its
owner's list, in the store, has it. It lets somebody read the steps of one person or team, and
nothing else.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

from ptr_py import normalized_address

if TYPE_CHECKING:
    from ptr_platform.store import Store

MOST = 20
"""Addresses of one person."""


@dataclass(frozen=True)
class Feed:
    """One address."""

    id: str
    mail: str
    """Whose it is, and whose steps it has if there is no team."""
    team: str | None
    language: str
    made: str
    """When, as ISO 8601."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made)


class Calendars:
    """The feeds of one dry run."""

    def __init__(self, store: Store, key: bytes) -> None:
        """Feeds that are kept by a store, and signed with a key."""
        self._store = store
        self._signer = URLSafeSerializer(key, salt="calendar")

    def of(self, mail: str) -> list[Feed]:
        """The feeds of a person that are not revoked, in the order in which they were made."""
        return [Feed(**fields) for fields in json.loads(self._store.note(_note(mail)) or "[]")]

    def make(self, mail: str, *, team: str | None, language: str, at: datetime) -> None:
        """Makes a feed for a person, unless they have as many as one may have."""
        feeds = self.of(mail)
        if len(feeds) < MOST:
            made = at.isoformat(timespec="seconds")
            self._keep(mail, [*feeds, Feed(secrets.token_urlsafe(12), mail, team, language, made)])

    def revoke(self, mail: str, id: str) -> None:  # noqa: A002 (as the field is called)
        """Ends a feed of a person."""
        self._keep(mail, [feed for feed in self.of(mail) if feed.id != id])

    def token(self, feed: Feed) -> str:
        """What stands in the address of a feed."""
        return str(self._signer.dumps([feed.mail, feed.id]))

    def read(self, token: str) -> Feed | None:
        """The feed of an address; `None` if it is none of ours, or revoked."""
        try:
            mail, wanted = self._signer.loads(token)
        except (BadSignature, ValueError):
            return None
        return next((feed for feed in self.of(mail) if feed.id == wanted), None)

    def _keep(self, mail: str, feeds: list[Feed]) -> None:
        text = json.dumps([asdict(feed) for feed in feeds], ensure_ascii=False)
        self._store.write_note(_note(mail), text)


def _note(mail: str) -> str:
    return f"calendars of {normalized_address(mail) or mail}"
