"""Calendar feeds: addresses that a calendar program may ask without a session, until revoked.

Kept true: an address is signed, so that none can be guessed or made up, not even by who reads the
database; it can be shown to its owner again, and lets whoever has it read the steps of one person
or team, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

from ptr_platform.identity.credentials import Credential, Credentials, Kind

if TYPE_CHECKING:
    from datetime import datetime


class Calendars:
    """The feeds of one dry run; each is a credential about a team, or about nothing: one's own."""

    def __init__(self, credentials: Credentials, key: bytes) -> None:
        """Feeds that are recorded among the credentials, and signed with a key."""
        self._credentials = credentials
        self._signer = URLSafeSerializer(key, salt="calendar")

    def make(self, mail: str, *, team: str | None, language: str, at: datetime) -> None:
        """Makes a feed for a person, of a team or of their own steps."""
        self._credentials.make(Kind.CALENDAR, mail, about=team or "", language=language, now=at)

    def token(self, feed: Credential) -> str:
        """What stands in the address of a feed."""
        return str(self._signer.dumps(feed.id))

    def read(self, token: str, *, now: datetime) -> Credential | None:
        """The feed of an address; `None` if it is none of ours, or revoked."""
        try:
            found = self._signer.loads(token)
        except BadSignature:
            return None
        return self._credentials.get(Kind.CALENDAR, str(found), now=now)
