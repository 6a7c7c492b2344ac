"""One's own access: sessions, keys for programs and calendar feeds, made, listed and revoked.

Kept true: a key is shown once, and kept nowhere but as its digest; whoever is signed in sees and
ends what is theirs, and nothing of anybody else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from ptr_platform.identity.credentials import Kind
from ptr_platform.web import who
from ptr_platform.web.language import language
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages import ways
from ptr_platform.web.pages.actions import author
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

blueprint = Blueprint("account", __name__, url_prefix="/account")

KEY_DAYS = (1, 7, 30, 90)
"""How long a key for programs may last."""


@blueprint.get("")
def account() -> str | Response:
    """Who one is signed in as, and what lets one in."""
    mail = who.signed_in()
    return redirect(url_for("access.sign_in"), code=303) if mail is None else _page(mail)


@blueprint.post("")
def make_key() -> str:
    """Makes a key for programs, and shows it this once."""
    mail, days = author(), request.form.get("days", "")
    if days not in map(str, KEY_DAYS):
        abort(400)
    about, lifetime = request.form.get("about", "").strip(), timedelta(days=int(days))
    now = services().clock.now()
    key, made = services().credentials.make(Kind.KEY, mail, about=about, now=now, lifetime=lifetime)
    return _page(mail, key, made.until)


@blueprint.post("/calendars")
def make_calendar() -> Response:
    """Makes an address for one's own steps, or those of a team."""
    mail = author()
    moment, team = Moment.now(), request.form.get("team") or None
    if team is not None and team not in _teams(moment):
        abort(400)
    services().calendars.make(mail, team=team, language=language(), at=moment.at)
    return redirect(url_for("account.account", _anchor="calendars"), code=303)


@blueprint.post("/revoke")
def revoke() -> Response:
    """Ends what was chosen, or with one button everything, this session too."""
    mail = author()
    services().credentials.revoke(mail, request.form.get("id"))
    return redirect(url_for("account.account"), code=303)


def _page(mail: str, key: str | None = None, until: datetime | None = None) -> str:
    calendars, url = services().calendars, services().config.server.url
    theirs = services().credentials.of(mail, now=services().clock.now())
    feeds = [it for it in theirs if it.kind is Kind.CALENDAR]
    return render_template(
        "account.html",
        mail=mail,
        days=KEY_DAYS,
        key=key,
        until=until,
        present=who.session(),
        sessions=[it for it in theirs if it.kind is Kind.SESSION],
        keys=[it for it in theirs if it.kind is Kind.KEY],
        feeds=[(feed, f"{url}/calendar/{calendars.token(feed)}.ics") for feed in feeds],
        teams=_teams(Moment.now()),
        choices=ways.choices(mail),
    )


def _teams(moment: Moment) -> list[str]:
    """The teams that have steps in this dry run."""
    return sorted({team for step in moment.schedule.ids if (team := moment.plan[step].team)})
