"""The run along time: plan, forecast and what happened, with the instant, to be zoomed by links.

Kept true: the library draws it; without a script, zooming is another address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from ptr_platform.language.catalogues import N_
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment
from ptr_platform.web.pictures import links_of_steps, picture_file

if TYPE_CHECKING:
    from datetime import datetime

    from werkzeug.wrappers import Response

blueprint = Blueprint("timeline", __name__)

GROUPS = {"phase": N_("phase"), "team": N_("team"), "person": N_("person")}
ZOOMS = {
    "": (N_("everything"), None),
    "72": (N_("three days"), timedelta(hours=72)),
    "24": (N_("a day"), timedelta(hours=24)),
    "8": (N_("eight hours"), timedelta(hours=8)),
    "3": (N_("three hours"), timedelta(hours=3)),
}
"""How much time is shown, by hours; a third of it lies before the instant."""
ROWS = {"": 40, "all": None}


class Asked:
    """What the address asks for; what it says amiss counts as not said."""

    def __init__(self, moment: Moment) -> None:
        """Reads the address of the request."""
        said = request.args
        self.phase = next((known for known in moment.phases if known == said.get("phase")), None)
        self.group = said.get("group") if said.get("group") in GROUPS else "phase"
        self.zoom = said["zoom"] if said.get("zoom") in ZOOMS else ""
        self.rows = said["rows"] if said.get("rows") in ROWS else ""

    def drawing(self, moment: Moment, links: str) -> str:
        """The picture as SVG, its steps as links below an address."""
        since, until = _span(moment.at, ZOOMS[self.zoom][1])
        return moment.run.to_timeline_svg(
            moment.at,
            group_by=self.group,  # type: ignore[arg-type]
            phase=self.phase,
            since=since,
            until=until,
            rows=ROWS[self.rows],
            links=links,
            language=translator().library_language,
        )


@blueprint.get("/timeline")
def timeline() -> str:
    """The picture, grouped and zoomed as the address says."""
    moment = Moment.now()
    asked = Asked(moment)
    return render_template(
        "timeline.html",
        moment=moment,
        drawing=asked.drawing(moment, links_of_steps()),
        phase=asked.phase,
        group=asked.group,
        groups=[(value, gettext(words)) for value, words in GROUPS.items()],
        zoom=asked.zoom,
        zooms=[(value, gettext(words)) for value, (words, _) in ZOOMS.items()],
        all_rows=asked.rows == "all",
    )


@blueprint.get("/timeline.svg")
def picture() -> Response:
    """The same picture as a file; its links lead to the platform from wherever it is opened."""
    moment = Moment.now()
    drawing = Asked(moment).drawing(moment, links_of_steps(everywhere=True))
    return picture_file(drawing, "-timeline")


def _span(at: datetime, length: timedelta | None) -> tuple[datetime | None, datetime | None]:
    return (None, None) if length is None else (at - length / 3, at + 2 * length / 3)
