"""What drawings of the library need of the pages: where their steps lead, and a file of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file, url_for

from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def links_of_steps(*, everywhere: bool = False) -> str:
    """The address below which each step has its page; `everywhere` with the platform's own."""
    below = url_for("run.step", step="-").removesuffix("-")
    return services().config.server.url + below if everywhere else below


def picture_file(drawing: str, suffix: str = "") -> Response:
    """A drawing as a file, called by the database and a suffix."""
    name = f"{services().config.database.name}{suffix}.svg"
    content = BytesIO(drawing.encode())
    return send_file(content, mimetype="image/svg+xml", as_attachment=True, download_name=name)
