"""Files for coordinators: the status workbook and the picture of the steps."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, request, send_file

from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import Moment
from ptr_platform.web.pages.desk import refuse_others
from ptr_platform.web.pages.review import Compared
from ptr_platform.web.pictures import links_of_steps, picture_file
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("downloads", __name__, url_prefix="/downloads")

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.before_request
def for_coordinators() -> tuple[str, int] | None:
    """Refuses whoever is not of the transition team."""
    return refuse_others(gettext("These files are for the transition team."))


@blueprint.get("/status.xlsx")
def workbook() -> Response:
    """Where the dry run stands, as a workbook that reads back as the plan."""
    moment = Moment.now()
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "status.xlsx"
        moment.run.write_status_workbook(
            file,
            moment.at,
            layout=dict(services().config.excel.layout),
            language=translator().library_language,
        )
        content = BytesIO(file.read_bytes())
    name = f"{services().config.database.name}.xlsx"
    return send_file(content, mimetype=_WORKBOOK, as_attachment=True, download_name=name)


@blueprint.get("/rehearsals.xlsx")
def comparison() -> Response:
    """The dry runs side by side, as a workbook."""
    compared = Compared.at(Moment.now()).comparison
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "rehearsals.xlsx"
        compared.write_workbook(file, language=translator().library_language)
        content = BytesIO(file.read_bytes())
    name = f"{services().config.database.name}-rehearsals.xlsx"
    return send_file(content, mimetype=_WORKBOOK, as_attachment=True, download_name=name)


@blueprint.get("/steps.svg")
def picture() -> Response:
    """The steps, their order and their states, of the whole dry run or of a phase."""
    moment, phase = Moment.now(), request.args.get("phase") or None
    drawing = moment.run.to_svg(
        moment.at,
        phase=phase if phase in moment.phases else None,
        group_by_phase=phase is None,
        links=links_of_steps(everywhere=True),
        language=translator().library_language,
    )
    return picture_file(drawing)
