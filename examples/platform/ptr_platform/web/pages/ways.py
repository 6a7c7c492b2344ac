"""By which ways one is told: chosen on the page of one's access, among those there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from ptr_platform.config.channels import KINDS
from ptr_platform.identity import ways
from ptr_platform.language.catalogues import N_
from ptr_platform.web.language import gettext
from ptr_platform.web.pages.actions import author
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("ways", __name__)

_WORDS = {
    "start": N_("A step of yours is ready"),
    "transfer": N_("A step was transferred to you"),
    "transfer-receipt": N_("A step that you transferred has gone"),
    "transfer-told": N_("A step was transferred among others"),
    "reminder": N_("A step of yours waits for you"),
    "reminded": N_("A coordinator reminds you of a step"),
    "act-told": N_("An intervention: a step skipped or reopened, a rollback, the plan revised"),
    "escalation": N_("A step that you answer for gives no news"),
    "failure": N_("A message could not be delivered"),
    "at-risk": N_("A required end is at risk"),
    "estimate-passed": N_("A step is blocked for longer than was estimated"),
    "weekly-report": N_("The weekly report"),
}


@blueprint.post("/account/ways")
def choose() -> Response:
    """Writes down by which ways one wants to be told."""
    choice = {kind: request.form.getlist(kind) for kind in KINDS}
    ways.choose(services().service, author(), choice)
    return redirect(url_for("account.account", _anchor="ways"), code=303)


def choices(mail: str) -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """The ways that somebody has, and for each kind of notice its words and the chosen ones."""
    service = services().service
    chosen = ways.chosen(service, mail)
    rows = [(kind, gettext(_WORDS[kind]), chosen[kind]) for kind in KINDS]
    return ways.offered(service, mail), rows
