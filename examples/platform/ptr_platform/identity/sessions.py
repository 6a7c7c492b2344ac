"""The session: who the user of this browser has proved to be.

Kept true: the signed cookie holds two secrets, that of the session, which is recorded in the store,
and that of its forms; so a session is over once it is revoked there, whatever a browser has kept.
Signing in starts a fresh one, so that nothing planted before survives it.
"""

from datetime import datetime, timedelta
from urllib.parse import quote

from flask import Flask, request, session

from ptr_platform.identity.browsers import browser
from ptr_platform.identity.credentials import Credential, Credentials, Kind

_SESSION = "session"


def prepare(app: Flask, *, dry_run: str, key: bytes, lifetime: timedelta, secure: bool) -> None:
    """Sets the session cookie up, which two dry runs on one host do not take from each other."""
    app.secret_key = key
    name = f"ptr-{quote(dry_run, safe='')}"
    app.config.update(
        # Browsers send and accept a `__Host-` cookie over TLS only, for this host alone.
        SESSION_COOKIE_NAME=f"__Host-{name}" if secure else name,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=lifetime,
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def sign_in(credentials: Credentials, mail: str, *, now: datetime, lifetime: timedelta) -> None:
    """Starts a session for this person, in the place of the one that this browser had."""
    sign_out(credentials)
    session.permanent = True
    about = browser(request.user_agent.string)
    session[_SESSION], _ = credentials.make(
        Kind.SESSION, mail, about=about, now=now, lifetime=lifetime
    )


def sign_out(credentials: Credentials) -> None:
    """Ends the session."""
    if (secret := session.get(_SESSION)) is not None:
        credentials.end(secret)
    session.clear()


def present(credentials: Credentials, now: datetime) -> Credential | None:
    """The session of this browser."""
    secret = session.get(_SESSION)
    return None if secret is None else credentials.find(Kind.SESSION, secret, now=now)
