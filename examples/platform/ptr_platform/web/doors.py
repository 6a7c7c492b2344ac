"""Which door a page stands behind, and who is let through.

Kept true: every address of the platform stands here, and what is shown of the run is shown to
nobody who may not read it. Whoever comes by the link of a mail sees, and acts on, its step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from ptr_platform.identity import opened
from ptr_platform.identity.roles import READING, Door
from ptr_platform.web import who
from ptr_platform.web.language import gettext
from ptr_platform.web.pages import run
from ptr_platform.web.security import Denied
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from flask import Flask

OF_PARTS = {
    # Whoever signs in has no role yet; what somebody has made for themselves is theirs to end.
    "access": None,
    "openid": None,
    "account": None,
    "ways": None,
    # Whoever has the address; it asks for its owner's role itself.
    "calendar": None,
    "health": None,
    "run": Door.SEE,
    "timeline": Door.SEE,
    "wall": Door.SEE,
    "what_if": Door.SEE,
    "checks": Door.SEE,
    "desk": Door.TRACE,
    "journal": Door.TRACE,
    "contacts": Door.TRACE,
    "review": Door.TRACE,
    "actions": Door.ACT,
    "decisions": Door.ACT,
    "revision": Door.LEAD,
    "downloads": Door.LEAD,
    "api": Door.SEE,
}
OF_PAGES = {
    "static": None,
    "api.document": None,
    "api.healthz": None,
    "api.desk": Door.TRACE,
    "api.journal": Door.TRACE,
    "api.review": Door.TRACE,
    "api.rehearsals": Door.TRACE,
}


def door_of(endpoint: str) -> Door | None:
    """The door in front of an address; `None`: it is open."""
    if endpoint in OF_PAGES:
        return OF_PAGES[endpoint]
    return OF_PARTS[endpoint.partition(".")[0]]


def prepare(app: Flask) -> None:
    """Opens links of mails, then lets through who may pass."""
    app.before_request(run.open_link)
    app.before_request(_let_through)


def _let_through() -> None:
    # Programs are let through by their key, once it is read.
    if request.endpoint is not None and request.blueprint != "api":
        pass_by(who.signed_in())


def pass_by(mail: str | None) -> None:
    """Refuses whoever may not ask for the present address.

    Raises:
        Denied: if they have no session, or none of their roles lets them in.
    """
    door = door_of(request.endpoint or "static")
    if door is Door.SEE and request.blueprint == "api" and request.method == "POST":
        door = Door.ACT
    if door is None:
        return
    if not _may_read(mail, door):
        raise Denied(gettext("Sign in to read this."), 401) if mail is None else _no_role()
    # Whoever is nobody yet is told so by the page, which keeps what they have typed.
    acts = door is Door.ACT and request.method == "POST" and not _by_link()
    if acts and mail is not None and door not in doors(mail):
        raise _no_role()


def doors(mail: str | None) -> frozenset[Door]:
    """Where somebody may pass at present."""
    found = READING if services().config.reading_is_open else frozenset()
    if mail is not None:
        found |= services().roles.doors(mail, services().service.run())
    return found


def _may_read(mail: str | None, door: Door) -> bool:
    reads = door if door is Door.TRACE else Door.SEE
    if services().config.reading_is_open or _by_link():
        return True
    if reads is Door.SEE and request.blueprint != "api" and _by_recap_link():
        return True
    return reads in doors(mail)


def _by_link() -> bool:
    # A program comes by its key alone.
    return request.blueprint != "api" and who.by_link() is not None


def _by_recap_link() -> bool:
    now = services().clock.now()
    return opened.opened(services().tokens, None, now=now) is not None


def _no_role() -> Denied:
    return Denied(gettext("Your role in this dry run does not let you in here."), 403)
