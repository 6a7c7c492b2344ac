"""Whether platform and scheduler do their work, for the machines that watch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response

import ptr_py
from ptr_platform.config.channels import MAIL
from ptr_platform.language.catalogues import SOURCE
from ptr_platform.language.messages import PlatformError, text_of
from ptr_platform.language.translator import Translator
from ptr_platform.scheduler import heartbeat
from ptr_platform.scheduler.health import mail_troubles
from ptr_platform.store import StoreError
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def platform() -> Response:
    """Whether the platform can do its work, for machines."""
    service, ahead, troubles = services().service, list[int](), list[str]()
    try:
        service.check()
        if imported := service.imported:
            service.check_clock()
            ahead = [event.seq for event in service.run().ahead_of_clock()]
            troubles = list(mail_troubles(service, service.now(), Translator(SOURCE)).values())
    except (PlatformError, ptr_py.PtrError) as error:
        return make_response({"status": "failing", "error": text_of(error, SOURCE)}, 503)
    told: dict[str, object] = {"ahead_of_clock": ahead} if ahead else {}
    if troubles:
        told["troubles"] = troubles
    status = "degraded" if troubles else "ok"
    return make_response({"status": status, "imported": imported, **told}, 200)


@blueprint.get("/healthz/scheduler")
def scheduler() -> Response:
    """Whether a scheduler does its work, for machines. Pages do without: so it is asked apart."""
    service = services().service
    try:
        last = heartbeat.latest(service.store)
    except StoreError as error:
        return make_response({"status": "failing", "error": str(error)}, 503)
    told = {} if last is None else {"last": last.last.isoformat(), "back": last.back.isoformat()}
    if last is not None and (trouble := last.troubles.get(MAIL)) is not None:
        return make_response({"status": "undeliverable", "error": trouble, **told}, 503)
    if last is not None and last.is_alive(service.now()):
        return make_response({"status": "ok", **told}, 200)
    return make_response({"status": "silent" if told else "never", **told}, 503)
