"""Calendar feeds: made and revoked on the page of one's access, asked for by calendar programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, request, url_for

import ptr_py
from ptr_platform.web.actions import author
from ptr_platform.web.language import language
from ptr_platform.web.moment import Moment
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from ptr_platform.identity.calendars import Feed

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The steps of a person or a team, for whoever has the address."""
    found = services().calendars.read(token)
    if found is None:
        abort(404)
    moment = Moment.now()
    try:
        content = moment.run.to_ics(
            moment.at,
            mail=None if found.team is not None else found.mail,
            team=found.team,
            base_url=services().config.server.url,
            language=found.language,
        )
    except ptr_py.InvalidValue:
        abort(404)  # the plan in force has no such team any more
    return Response(content, content_type="text/calendar; charset=utf-8")


@blueprint.post("/account/calendars")
def make() -> AnyResponse:
    """Makes an address for one's own steps, or those of a team."""
    mail = author()
    moment, team = Moment.now(), request.form.get("team") or None
    if team is not None and team not in teams(moment):
        abort(400)
    services().calendars.make(mail, team=team, language=language(), at=moment.at)
    return redirect(url_for("access.account", _anchor="calendars"), code=303)


@blueprint.post("/account/calendars/revoke")
def revoke() -> AnyResponse:
    """Ends one of one's addresses."""
    mail = author()
    services().calendars.revoke(mail, request.form.get("id", ""))
    return redirect(url_for("access.account", _anchor="calendars"), code=303)


def teams(moment: Moment) -> list[str]:
    """The teams that have steps in this dry run."""
    return sorted({team for step in moment.schedule.ids if (team := moment.plan[step].team)})


def addresses(mail: str) -> list[tuple[Feed, str]]:
    """The feeds of a person, each with its address."""
    calendars, url = services().calendars, services().config.server.url
    return [(feed, f"{url}/calendar/{calendars.token(feed)}.ics") for feed in calendars.of(mail)]
