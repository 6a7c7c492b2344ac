"""How a dry run went, and how the dry runs compare: for the meeting after it, on screen and paper.

Kept true: the library reviews and compares; here are tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

import ptr_py
from ptr_platform.language.messages import text_of
from ptr_platform.web import who
from ptr_platform.web.language import translator
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.desk import coordinates
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from collections.abc import Mapping

blueprint = Blueprint("review", __name__)


@blueprint.get("/review")
def review() -> str:
    """What was planned, what happened, and what each delay cost."""
    moment = Moment.now()
    return render_template("review.html", moment=moment, review=moment.run.review(moment.at))


@dataclass(frozen=True)
class Compared:
    """The earlier dry runs and this one side by side."""

    comparison: ptr_py.Comparison
    names: list[str]
    """Of the runs, in the order of the comparison; this one is the last."""
    failed: Mapping[str, Exception]
    """The dry runs whose database cannot be read, and why."""

    @classmethod
    def at(cls, moment: Moment) -> Compared:
        """As everything stands at a moment."""
        runs, failed = services().rehearsals.runs(moment.plan)
        names = [*runs, moment.schedule.dry_run]
        comparison = ptr_py.compare([*runs.values(), moment.run], moment.at)
        return cls(comparison, names, failed)


@blueprint.get("/rehearsals")
def rehearsals() -> str:
    """Every step in every dry run, and what they teach."""
    moment = Moment.now()
    compared = Compared.at(moment)
    language = translator().language
    return render_template(
        "rehearsals.html",
        moment=moment,
        compared=compared,
        failed={name: text_of(error, language) for name, error in compared.failed.items()},
        sought=services().rehearsals.names(moment.plan),
        coordinates=coordinates(moment, who.signed_in()),
    )
