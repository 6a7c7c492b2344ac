"""Who asks: somebody with a session, or who has opened the link of a mail.

Kept true: a link lets its recipient act on its own step, and a session on every step; neither says
which of them the run lets them act on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request

from ptr_platform.identity import opened, sessions
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from ptr_platform.identity.credentials import Credential


def session() -> Credential | None:
    """The session of the present request."""
    if "session" not in g:
        g.session = sessions.present(services().credentials, services().clock.now())
    found: Credential | None = g.session
    return found


def sign_in(mail: str) -> None:
    """Starts a session for somebody."""
    now, lifetime = services().clock.now(), services().config.identity.session
    sessions.sign_in(services().credentials, mail, now=now, lifetime=lifetime)
    g.pop("session", None)


def sign_out() -> None:
    """Ends the session of the present request."""
    sessions.sign_out(services().credentials)
    g.pop("session", None)


def signed_in() -> str | None:
    """The address of whoever has a session."""
    return None if (found := session()) is None else found.mail


def by_link(step: str | None = None) -> str | None:
    """For whom the link to a step was opened here; to that of the present page if none is named."""
    step = step or (request.view_args or {}).get("step")
    if step is None:
        return None
    return opened.opened(services().tokens, step, now=services().clock.now())


def on_step(step: str) -> str | None:
    """The address under which the present request may ask the run to change a step.

    That of a link comes first: whoever has a session was asked before it was opened.
    """
    return by_link(step) or signed_in()
