"""The links of mails that this browser has opened: each lets its recipient act on its one step.

The token goes from the address into a cookie of its own, so that whoever copies the address hands
nothing on. Kept true: it is worth what the link in the mail is worth and no more: one step, until
the link expires, and in this browser no longer than a session would last. A session begins and ends
without any of them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import current_app, request

from ptr_platform.identity.tokens import BadToken, Purpose

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from werkzeug.wrappers import Response

    from ptr_platform.identity.tokens import Token, Tokens

_MOST = 8
"""How many one browser keeps: proxies refuse long headers."""


def keep(answer: Response, text: str, token: Token, *, now: datetime, longest: timedelta) -> None:
    """Keeps the link with this token in the browser that gets this answer."""
    # The oldest come first.
    for name in _names()[: 1 - _MOST]:
        _drop(answer, name)
    settings = current_app.config
    answer.set_cookie(
        _name(token.step),
        text,
        max_age=min(token.expires - now, longest),
        secure=settings["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def opened(tokens: Tokens, step: str | None, *, now: datetime) -> str | None:
    """For whom a link to this step, or to a recap if it is `None`, was opened in this browser."""
    text = request.cookies.get(_name(step))
    if text is None:
        return None
    try:
        token = tokens.read(Purpose.LINK, text, now=now)
    except BadToken:
        return None
    return token.mail if token.step == step else None


def forget(answer: Response) -> None:
    """Lets the browser that gets this answer forget all of them."""
    for name in _names():
        _drop(answer, name)


def _drop(answer: Response, name: str) -> None:
    # Browsers let go of a `__Host-` cookie only if they are told to as it was made.
    answer.delete_cookie(
        name, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )


def _names() -> list[str]:
    return [name for name in request.cookies if name.startswith(_prefix())]


def _name(step: str | None) -> str:
    of = "recap" if step is None else f"step {step}"
    return _prefix() + hashlib.sha256(of.encode()).hexdigest()[:12]


def _prefix() -> str:
    # No name of a dry run has it in a cookie's name.
    return f"{current_app.config['SESSION_COOKIE_NAME']}!"
