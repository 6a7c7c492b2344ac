"""The session: who the user of this browser has proved to be, in a signed cookie.

Kept true: a session holds an address, until when, and the secret of its forms, and no right; and
signing in starts a fresh one, so that nothing planted before survives it.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from flask import Flask, request, session

_MAIL = "mail"
_UNTIL = "until"
_CSRF = "csrf"

FIELD = "csrf"
"""The name of the hidden field that every form carries."""


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


def csrf_token() -> str:
    """The secret that the forms of this session carry."""
    token = session.get(_CSRF)
    if not isinstance(token, str):
        token = session[_CSRF] = secrets.token_urlsafe(24)
    return token


def form_is_ours() -> bool:
    """Whether the request comes from a form of this session (protection against CSRF)."""
    # Browsers say themselves where a request comes from; older ones say nothing.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    given, expected = request.form.get(FIELD, ""), session.get(_CSRF)
    return isinstance(expected, str) and hmac.compare_digest(given.encode(), expected.encode())
