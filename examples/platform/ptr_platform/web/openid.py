"""Signing in by an OpenID provider: to it by a plain link, and back to a session as any other.

Kept true: who somebody is, the provider says; that they have a role, plan and configuration. The
way back is a GET, as the protocol has it: it begins a session in the browser that asked for it, and
in no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from flask import Blueprint, abort, render_template, request, session, url_for

from ptr_platform.identity import opened
from ptr_platform.identity.openid import NotSignedIn, Provider, ProviderFailed
from ptr_platform.web import who
from ptr_platform.web.access import onward
from ptr_platform.web.language import gettext, language, translator
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("openid", __name__, url_prefix="/sign-in/openid")

_STEP = "onward"
"""Under which the session has the step to go to then."""


@blueprint.get("")
def begin() -> Response:
    """Leads to the provider."""
    step = request.args.get("step")
    session[_STEP] = step if step in services().service.schedule else None
    back = urljoin(services().config.server.url, url_for("openid.back"))
    return _provider().begin(back, language=language())


@blueprint.get("/back")
def back() -> Response:
    """Begins a session for whoever comes back from the provider."""
    mail, step = _provider().mail(), session.pop(_STEP, None)
    written = services().roles.written(mail, services().service.run())
    if written is None:
        raise NotSignedIn(
            "%(mail)s belongs to nobody who takes part in this dry run. Ask the transition team.",
            mail=mail,
        )
    who.sign_in(written)
    answer = onward(step)
    opened.forget(answer)
    return answer


@blueprint.errorhandler(NotSignedIn)
@blueprint.errorhandler(ProviderFailed)
def not_signed_in(error: NotSignedIn | ProviderFailed) -> tuple[str, int]:
    """Says why nobody is signed in, and offers the other way."""
    cause = translator().error(error)
    page = render_template("error.html", title=gettext("Not signed in"), message=cause, offer=True)
    return page, 403 if isinstance(error, NotSignedIn) else 502


def _provider() -> Provider:
    return services().openid or abort(404)
