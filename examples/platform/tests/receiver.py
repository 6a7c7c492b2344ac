"""A real receiver of webhooks in a thread of its own, which can be slow, refuse, and be off."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mongo_server import free_port


class Receiver:
    """Takes messages in; what it took stays in `messages`, with its path."""

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        """What it answers."""
        self.trickles = False
        """Whether it sends its answer byte by byte, and never ends."""
        self.silent = threading.Event()
        """Set while it answers nothing at all."""
        self._server: ThreadingHTTPServer | None = None

    def url(self, path: str) -> str:
        """The address of this receiver, as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/{path}"

    def switch_on(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                while receiver.silent.is_set():
                    time.sleep(0.05)
                # Before it is answered: whoever has the answer may look at once.
                if receiver.status == 200 and not receiver.trickles:
                    receiver.messages.append((self.path, json.loads(body)))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0" if not receiver.trickles else "1000000")
                self.send_header("Location", receiver.url("elsewhere").replace("json:", "http:"))
                self.end_headers()
                while receiver.trickles:
                    self.wfile.write(b".")
                    time.sleep(0.05)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def switch_off(self) -> None:
        self.trickles = False
        self.silent.clear()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
