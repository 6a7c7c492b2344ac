"""The review of the dry run and its comparison with earlier ones, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from ptr_platform.web.api import blueprint
from ptr_platform.web.jsonable import plain
from ptr_platform.web.moment import Moment
from ptr_platform.web.review import Compared

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@blueprint.get("/review")
def review() -> Response:
    """What was planned, what happened, and what each delay cost."""
    moment = Moment.now()
    return jsonify(moment.run.review(moment.at).to_dict())


@blueprint.get("/rehearsals")
def rehearsals() -> Response:
    """Every step in every dry run, and what they teach."""
    moment = Moment.now()
    compared = Compared.at(moment)
    return jsonify(
        {
            "at": plain(moment.at),
            "runs": [run.to_dict() for run in compared.comparison.runs],
            "steps": {name: step.to_dict() for name, step in compared.comparison.steps.items()},
            "unreadable": {name: str(error) for name, error in compared.failed.items()},
        }
    )
