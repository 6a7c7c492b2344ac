"""Security headers of every answer.

Kept true: no page runs or styles itself with anything but the files of `static/`, is framed by
another site, or leaves its address (which may hold a token) with one.
"""

from http import HTTPStatus

from flask import Flask, Response, request

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


def prepare(app: Flask) -> None:
    """Adds the headers to every answer."""
    app.after_request(_add_headers)


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
