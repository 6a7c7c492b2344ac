"""Pages that are asked for again cost little while nothing has changed.

A page depends on the run, on the minute, on who looks and in which language. The tag says all of
it, and is known before the page is made: whoever asks again under the same tag gets a 304 and no
page. Why polling, and not events from the server: a connection kept open for each reader would
occupy a thread of the server for the whole night, and does not pass every proxy; a 304 takes
a read of the store. Pages are still kept by nobody (`Cache-Control: no-store`): the script of the
page that is open remembers the tag.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from flask_compress import Compress
from markupsafe import Markup

from ptr_platform.scheduler import heartbeat
from ptr_platform.web import who
from ptr_platform.web.language import language
from ptr_platform.web.security import secret_of_forms
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptr_platform.store import Position

NO_PAGES = frozenset(
    {
        # Parts: what is signed in by, is for programs, or is taken away.
        "access",
        "api",
        "calendar",
        "downloads",
        "health",
        "openid",
        "static",
        # And single addresses.
        "journal.as_csv",
        "journal.as_json",
        "run.choose_step",
        "timeline.picture",
    }
)
"""What shows nothing of the run, or is no page. All else keeps itself up to date."""

_PACKED = ["text/html", "text/csv", "text/calendar", "image/svg+xml", "application/json",
           "application/problem+json"]  # fmt: skip
_compress = Compress()

_MOST = 16
"""Pages of which a process keeps what many readers share."""


def prepare(app: Flask) -> None:
    """Answers 304 where it can, and packs what is long."""
    app.config.update(
        COMPRESS_REGISTER=False,  # `_pack` asks first
        COMPRESS_MIMETYPES=_PACKED,
        COMPRESS_MIN_SIZE=1000,
        COMPRESS_STREAMS=False,  # it would leave files open; they are asked for once a year
    )
    _compress.init_app(app)
    app.before_request(_unchanged)
    app.after_request(_tag)
    app.after_request(_pack)


def _unchanged() -> Response | None:
    """A 304, if whoever asks has the page as it would be."""
    endpoint = request.endpoint or "static"
    if request.method != "GET" or NO_PAGES & {endpoint, endpoint.partition(".")[0]}:
        return None
    g.tag = _tag_of_page()
    if request.if_none_match.contains_weak(g.tag):
        return Response(status=304)
    return None


def shared(make: Callable[[], str], *readers: object) -> Markup:
    """What is the same for many readers of the present page: made by the first who asks.

    Args:
        make: Makes it, of what is stored when it is called.
        readers: What distinguishes those readers from others.
    """
    made, (asked, *rest) = services().made, _what_pages_show()
    key = (*rest, *readers)
    # Who comes meanwhile waits for it, instead of making the same once more; nor is it made again
    # for what has happened while somebody waited.
    with made.lock:
        position, page = made.pages.get(key, (None, Markup()))
        if position is None or position < asked:
            position = max(asked, services().service.seen)
            page = Markup(make())
            made.pages[key] = (position, page)
            made.pages.move_to_end(key)
            while len(made.pages) > _MOST:
                made.pages.popitem(last=False)
        return page


def _what_pages_show() -> tuple[Position, *tuple[object, ...]]:
    service = services().service
    position, now = service.store.position(), service.now()
    last = heartbeat.latest(service.store)
    return (
        position,
        _program(),
        int(now.timestamp()) // 60,
        last and (last.is_alive(now), tuple(sorted(last.troubles.items()))),
        language(),
        request.full_path,
    )


def _tag_of_page() -> str:
    # Each session has forms of its own.
    mine = (who.signed_in(), who.by_link(), secret_of_forms())
    return hashlib.sha256(repr((*_what_pages_show(), *mine)).encode()).hexdigest()[:24]


@cache
def _program() -> str:
    """What changes with the templates, so that an upgrade is no unchanged page."""
    texts = sorted(Path(__file__).parent.glob("templates/*.html"))
    return hashlib.sha256(b"".join(text.read_bytes() for text in texts)).hexdigest()


def _tag(response: Response) -> Response:
    if "tag" in g and response.status_code in {200, 304}:
        response.set_etag(g.tag, weak=True)  # whichever way it is packed
    return response


def _pack(response: Response) -> Response:
    """Compresses what is long, if whoever asks can read it so."""
    # Flask-Compress takes a coding that is refused, as in `gzip;q=0`, for one that is wished.
    wished = any(quality > 0 for _coding, quality in request.accept_encodings)
    return _compress.after_request(response) if wished else response
