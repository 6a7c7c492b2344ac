"""A server that speaks MongoDB's wire protocol, in a process of its own, to be killed at will."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MongoServer:
    """SecantusDB on a directory; what was in it is there again after a restart."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.options: list[str] = []
        """Further ones of the command line."""
        self.client_options: dict[str, Any] = {}
        """What a client needs to ask whether it is up."""
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [str(Path(sys.executable).parent / "secantusd-py"), "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--storage-path", str(self.directory)]
        command += self.options
        log = (self.directory.parent / f"{self.directory.name}.log").open("ab")
        with log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            try:
                with MongoClient[dict[str, object]](
                    "127.0.0.1", self.port, serverSelectionTimeoutMS=500, **self.client_options
                ) as client:
                    client.admin.command("ping")
                    return
            except PyMongoError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        """Lets it come to its end."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def kill(self) -> None:
        """Ends it at once, as kill -9 does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
