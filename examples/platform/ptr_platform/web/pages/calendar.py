"""Calendar feeds, as calendar programs ask for them; `account` makes and revokes them."""

from __future__ import annotations

from flask import Blueprint, Response, abort

import ptr_py
from ptr_platform.identity.roles import Door
from ptr_platform.web import doors
from ptr_platform.web.moment import Moment
from ptr_platform.web.services import services

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The steps of a person or a team, for whoever has the address."""
    found = services().calendars.read(token, now=services().clock.now())
    if found is None or Door.SEE not in doors.doors(found.mail):
        abort(404)
    moment = Moment.now()
    try:
        content = moment.run.to_ics(
            moment.at,
            mail=None if found.about else found.mail,
            team=found.about or None,
            base_url=services().config.server.url,
            language=found.language,
        )
    except ptr_py.InvalidValue:
        abort(404)  # the plan in force has no such team any more
    return Response(content, content_type="text/calendar; charset=utf-8")
