"""The teams, those who answer for them, and how they are reached at night."""

from __future__ import annotations

from flask import Blueprint, render_template

from ptr_platform.web.moment import Moment

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/contacts")
def contacts() -> str:
    """The actors of the plan with all that its workbook says of them."""
    moment = Moment.now()
    actors = moment.plan.actors
    headings = list(dict.fromkeys(name for actor in actors for name in actor.extra))
    return render_template("contacts.html", moment=moment, actors=actors, headings=headings)
