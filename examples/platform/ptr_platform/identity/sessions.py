"""The session: who the user of this browser has proved to be, in a signed cookie.

Kept true: a session holds an address, until when, and the secret of its forms, and no right; and
signing in starts a fresh one, so that nothing planted before survives it.
"""

from datetime import UTC, datetime, timedelta

from flask import Flask, session

_MAIL = "mail"
_UNTIL = "until"


def prepare(app: Flask, *, key: bytes, lifetime: timedelta, secure: bool) -> None:
    """Sets the session cookie up."""
    app.secret_key = key
    app.config.update(
        # Browsers send and accept a `__Host-` cookie over TLS only, for this host alone.
        SESSION_COOKIE_NAME="__Host-ptr" if secure else "ptr",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=lifetime,
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def sign_in(mail: str, *, now: datetime, lifetime: timedelta) -> None:
    """Starts a session for this person."""
    session.clear()
    session.permanent = True
    session[_MAIL] = mail
    session[_UNTIL] = int((now + lifetime).timestamp())


def sign_out() -> None:
    """Ends the session."""
    session.clear()


def signed_in(now: datetime) -> str | None:
    """The address of whoever is signed in."""
    mail, until = session.get(_MAIL), session.get(_UNTIL)
    if not isinstance(mail, str) or not isinstance(until, int):
        return None
    return mail if now < datetime.fromtimestamp(until, UTC) else None
