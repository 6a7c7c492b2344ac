"""What if: what would follow if a step went otherwise than expected. Nothing of it is recorded.

Kept true: the library's forecast is asked, and what is asked stands in the address, so that it can
be sent to somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, render_template

import ptr_py
from ptr_platform.language.messages import PlatformError, text_of
from ptr_platform.web.fields import Fields
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment
from ptr_platform.web.rendering import typed_instant, zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

blueprint = Blueprint("what_if", __name__)

SHOWN = 25
"""Steps in the list of those that move."""
_LONGEST_MINUTES = 7 * 24 * 60
_MINUTES = re.compile("[0-9]{1,5}")


class Contradiction(PlatformError):
    """What cannot be supposed together."""


@dataclass(frozen=True)
class Asked(Fields):
    """What is supposed, as texts."""

    ends: str = ""
    """An instant on the plan's wall clock."""
    longer: str = ""
    """Minutes."""
    skipped: str = ""
    outcome: str = ""
    """That of a decision."""
    team_late: str = ""
    """Minutes by which the step's team begins later."""

    def changes(self, moment: Moment, step: str, zone: ZoneInfo) -> list[dict[str, Any]]:
        """The same for the library.

        Raises:
            ValueError: if a text is no instant or no number of minutes.
            Contradiction: if the texts cannot be supposed together.
        """
        if sum(map(bool, (self.skipped, self.ends, self.longer))) > 1:
            raise Contradiction(
                "Suppose one thing of the step: another end, a longer time, or that it is skipped."
            )
        found: list[dict[str, Any]] = []
        if self.skipped:
            found.append({"step": step, "skipped": True})
        elif self.ends:
            found.append({"step": step, "ends": typed_instant(self.ends, zone)})
        elif self.longer:
            # Not an end: it would stay where it is, however late the team begins.
            outlook = moment.forecast.outlook(step)
            expected = timedelta() if outlook is None else outlook.ends - outlook.begins
            found.append({"step": step, "lasts": expected + _minutes(self.longer)})
        if self.outcome:
            found.append({"step": step, "outcome": self.outcome})
        if self.team_late:
            if (team := moment.plan[step].team) is None:
                raise Contradiction("The step has no team that could be late.")
            found.append({"team": team, "late": _minutes(self.team_late)})
        return found


def _minutes(text: str) -> timedelta:
    if not _MINUTES.fullmatch(text) or int(text) > _LONGEST_MINUTES:
        raise ValueError(text)
    return timedelta(minutes=int(text))


@blueprint.get("/steps/<path:step>/what-if")
def what_if(step: str) -> str | tuple[str, int]:
    """What would move, who would be told, and what it would do to the end."""
    moment = Moment.now()
    if step not in moment.schedule:
        abort(404)
    asked, follows, cause = Asked.of_request(), None, None
    try:
        if changes := asked.changes(moment, step, zone()):
            follows = moment.forecast.what_if(changes)
    except (Contradiction, ptr_py.InvalidValue) as error:
        cause = text_of(error, translator().language)
    except ValueError:
        cause = gettext("Expected a date with its time of day, or up to 10080 minutes.")
    page = render_template(
        "what_if.html",
        moment=moment,
        row=moment.row(step),
        asked=asked,
        follows=follows,
        cause=cause,
        shown=SHOWN,
    )
    return page, 200 if cause is None else 422
