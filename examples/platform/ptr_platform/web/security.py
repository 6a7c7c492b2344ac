"""Security headers of every answer, and no form but ours.

Kept true: no page runs or styles itself with anything but the files of `static/`, is framed by
another site, or leaves its address (which may hold a token) with one. A form is accepted from the
session that it was made for, and from no other site.

The headers are written here since Flask-Talisman, last released in 2023, knows neither of the two
about other origins, and takes anybody's word for a request having come by TLS.
"""

from http import HTTPStatus

from flask import Flask, Response, request, session
from flask_wtf.csrf import (  # type: ignore[import-untyped]
    CSRFError,
    CSRFProtect,
    generate_csrf,
)
from markupsafe import Markup

from ptr_platform.web.language import gettext
from ptr_platform.web.services import services

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_A_YEAR = 365 * 24 * 3600

_FIELD = "csrf"
csrf = CSRFProtect()
"""Which blueprints are exempt: those that look themselves, with `refuse_foreign_form`, later on."""


class Denied(Exception):
    """A form that is refused before the run is asked."""

    def __init__(self, cause: str, status: int) -> None:
        self.cause = cause
        self.status = status


def prepare(app: Flask) -> None:
    """Adds the headers to every answer, and refuses forms that are not ours."""
    app.config.update(
        WTF_CSRF_FIELD_NAME=_FIELD,
        WTF_CSRF_CHECK_DEFAULT=False,  # checked below, with a page of our own
        # As long as the session: a page stays open for a whole night.
        WTF_CSRF_TIME_LIMIT=None,
        # Where a request comes from is told by `Sec-Fetch-Site`; `Referer` may be held back.
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    app.before_request(lambda: refuse_foreign_form(apply_exemptions=True))
    app.after_request(_add_headers)


def refuse_foreign_form(*, apply_exemptions: bool = False) -> None:
    """Refuses a form of another session, or another site.

    Raises:
        Denied: if the present request has one.
    """
    # Browsers say themselves where a request comes from; older ones say nothing.
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    try:
        if request.method == "POST" and site not in {"same-origin", "none"}:
            raise CSRFError
        csrf.protect(apply_exemptions=apply_exemptions)
    except CSRFError:
        cause = gettext(
            "The form did not come from this session. Go back, reload the page, try again."
        )
        raise Denied(cause, 403) from None


def csrf_field() -> Markup:
    """The hidden field of a form of this session."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(_FIELD, generate_csrf())


def secret_of_forms() -> str:
    """What the forms of this session have in common, whenever they are made."""
    generate_csrf()
    return str(session[_FIELD])


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if services().config.server.secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_A_YEAR}")
    if request.endpoint == "static" and response.status_code < HTTPStatus.BAD_REQUEST:
        # Their addresses change with their content.
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    else:
        # A page depends on the instant and on who is signed in.
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(("Accept-Language", "Cookie"))
    return response
