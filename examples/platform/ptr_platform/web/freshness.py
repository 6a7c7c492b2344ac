"""Pages that are asked for again cost little while nothing has changed.

A page depends on the run, on the minute, on who looks and in which language. The tag says all of
it, and is known before the page is made: whoever asks again under the same tag gets a 304 and no
page. Why polling, and not events from the server: a connection kept open for each reader would
occupy a thread of the server for the whole night, and does not pass every proxy; a 304 takes
a read of the store. Pages are still kept by nobody (`Cache-Control: no-store`): the script of the
page that is open remembers the tag.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request

from ptr_platform.identity import sessions
from ptr_platform.scheduler import heartbeat
from ptr_platform.web.language import language
from ptr_platform.web.services import services

LIVE = frozenset(
    {
        "pages.home",
        "pages.step",
        "pages.overview",
        "pages.recap",
        "desk.desk",
        "journal.journal",
        "wall.wall",
        "timeline.timeline",
    }
)
"""The pages that keep themselves up to date."""

_LEAST = 1000
"""Bytes; what is shorter is not worth the packing."""
_PACKED = ("text/", "application/json", "application/problem+json", "image/svg+xml")


def prepare(app: Flask) -> None:
    """Answers 304 where it can, and packs what is long."""
    app.before_request(_unchanged)
    app.after_request(_tag)
    app.after_request(_pack)


def _unchanged() -> Response | None:
    """A 304, if whoever asks has the page as it would be."""
    if request.method != "GET" or request.endpoint not in LIVE or "t" in request.args:
        return None
    g.tag = _tag_of_page()
    if g.tag in request.if_none_match:
        return Response(status=304)
    return None


def _tag_of_page() -> str:
    service = services().service
    position, now = service.store.position(), service.now()
    last = heartbeat.latest(service.store)
    parts = (
        _program(),
        position.revision,
        position.version,
        int(now.timestamp()) // 60,
        last and (last.is_alive(now), last.troubles),
        language(),
        # Each session has forms of its own.
        sessions.signed_in(now),
        sessions.csrf_token(),
        request.full_path,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


@cache
def _program() -> str:
    """What changes with the templates, so that an upgrade is no unchanged page."""
    texts = sorted(Path(__file__).parent.glob("templates/*.html"))
    return hashlib.sha256(b"".join(text.read_bytes() for text in texts)).hexdigest()


def _tag(response: Response) -> Response:
    if "tag" in g and response.status_code in {200, 304}:
        response.set_etag(g.tag)
    return response


def _pack(response: Response) -> Response:
    """Compresses what is long, if whoever asks can read it so."""
    kind = response.content_type or ""
    if (
        response.status_code != 200  # noqa: PLR2004
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or not kind.startswith(_PACKED)
        or not request.accept_encodings.quality("gzip")
    ):
        return response
    content = response.get_data()
    if len(content) >= _LEAST:
        response.set_data(gzip.compress(content, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response
