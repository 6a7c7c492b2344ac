"""The web server: waitress, and the order in which it ends.

Kept true: an answer that was begun is finished. When the server is told to stop it takes no
further connection, waits for the requests under way, ends its threads, and only then closes what
the threads write to. A request that hangs is given up after `GRACE`, so a stop takes seconds.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    import threading

    from flask import Flask

    from ptr_platform.config.sections import Server

LOG = logging.getLogger("ptr.server")

GRACE = 8.0
"""Seconds that requests under way are waited for: less than containers are given to stop."""
_POLL_SECONDS = 0.2
"""Seconds between two looks at whether to stop."""


class WebServer:
    """One server on one port.

    Raises:
        OSError: if the port cannot be had.
    """

    def __init__(self, app: Flask, config: Server) -> None:
        # Everything that the event loop waits for: listeners, connections, the trigger.
        self._waiting: dict[int, Any] = {}
        self._server = create_server(
            app,
            map=self._waiting,
            host=config.host,
            port=config.port,
            threads=config.threads,
            ident=None,
            # Of https://www.example.org/ptr: whether or not the proxy takes it off.
            url_prefix=urlsplit(config.url).path,
            # Browsers keep unused connections open; they must not use up the limit.
            connection_limit=1000,
            # More than the pages accept: what they refuse gets a page, more is not read at all.
            max_request_body_size=6_000_000,
            asyncore_use_poll=True,
            # What proxies say is read by the application, in one place: what is malformed there
            # ends no request here.
            clear_untrusted_proxy_headers=not config.proxies,
        )

    def serve(self, stop: threading.Event, *, grace: float = GRACE) -> None:
        """Answers until `stop` is set, then finishes what is under way."""
        while not stop.is_set():
            self._poll()
        for listener in self._all(BaseWSGIServer):
            # `close` of waitress would remove the trigger, which threads still need.
            wasyncore.dispatcher.close(listener)
        deadline = time.monotonic() + grace
        while self._finish() and time.monotonic() < deadline:
            self._poll()
        if left := self._all(HTTPChannel):
            LOG.warning("%d requests given up: not done after %g s", len(left), grace)
            for channel in left:
                channel.handle_close()
        threads = self._server.task_dispatcher
        threads.shutdown(timeout=1)
        if not threads.threads:
            wasyncore.close_all(self._waiting)

    def _poll(self) -> None:
        wasyncore.loop(timeout=_POLL_SECONDS, use_poll=True, map=self._waiting, count=1)

    def _finish(self) -> bool:
        """Closes idle connections; returns whether others remain."""
        busy = False
        for channel in self._all(HTTPChannel):
            # The order matters: a thread fills the buffer before it takes the request away.
            if channel.requests or channel.request is not None or channel.total_outbufs_len:
                busy = True
            else:
                channel.handle_close()
        return busy

    def _all(self, kind: type) -> list[Any]:
        return [waiting for waiting in self._waiting.values() if isinstance(waiting, kind)]
