"""The run along time: plan, forecast and what happened, with the instant, to be zoomed by links.

Kept true: the library draws it; without a script, zooming is another address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from ptr_platform.language.catalogues import N_
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment

if TYPE_CHECKING:
    from datetime import datetime

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


@blueprint.get("/timeline")
def timeline() -> str:
    """The picture, grouped and zoomed as the address says."""
    moment = Moment.now()
    asked = request.args
    phase = next((known for known in moment.phases if known == asked.get("phase")), None)
    group = asked.get("group", "phase")
    group = group if group in GROUPS else "phase"
    zoom = asked.get("zoom", "")
    zoom = zoom if zoom in ZOOMS else ""
    since, until = _span(moment.at, ZOOMS[zoom][1])
    drawing = moment.run.to_timeline_svg(
        moment.at,
        group_by=group,  # type: ignore[arg-type]
        phase=phase,
        since=since,
        until=until,
        rows=ROWS[asked.get("rows", "") if asked.get("rows", "") in ROWS else ""],
        links=url_for("pages.step", step="-").removesuffix("-"),
        language=translator().library_language,
    )
    return render_template(
        "timeline.html",
        moment=moment,
        drawing=drawing,
        phase=phase,
        group=group,
        groups=[(value, gettext(words)) for value, words in GROUPS.items()],
        zoom=zoom,
        zooms=[(value, gettext(words)) for value, (words, _) in ZOOMS.items()],
        all_rows=asked.get("rows") == "all",
    )


def _span(at: datetime, length: timedelta | None) -> tuple[datetime | None, datetime | None]:
    return (None, None) if length is None else (at - length / 3, at + 2 * length / 3)
