"""The sections of the configuration as values; `ptr_platform.config` reads and checks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time, timedelta
    from pathlib import Path


@dataclass(frozen=True)
class Database:
    """Where the run is kept. One database, one dry run."""

    kind: str
    """``sqlite`` or ``mongodb``."""
    name: str
    directory: Path
    """Of SQLite: where its files are."""
    server: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    ca_file: Path | None

    @property
    def file(self) -> Path:
        """Of SQLite: its file."""
        return self.directory / f"{self.name}.sqlite"


@dataclass(frozen=True)
class Server:
    """The web server and how it is reached."""

    host: str
    port: int
    url: str
    """What links in mails begin with; no slash at its end."""
    secret: str
    """Signs tokens and sessions."""
    threads: int
    proxies: int
    """How many proxies stand in front, each trusted to say where a request came from."""

    @property
    def secure(self) -> bool:
        """Whether browsers reach the pages over TLS."""
        return self.url.startswith("https://")


@dataclass(frozen=True)
class Scripts:
    """What is executed."""

    dry_run: str
    rehearsals: tuple[str, ...] | None
    """The dry runs whose databases teach durations; `None` for those of the plan before this."""
    lock_horizon: timedelta | None
    interval: timedelta
    """How long the scheduler sleeps at most."""


@dataclass(frozen=True)
class Excel:
    """The workbook and where things stand in it."""

    file: Path | None
    layout: Mapping[str, Any]
    timezone: str


@dataclass(frozen=True)
class Team:
    """The transition team."""

    coordinators: tuple[str, ...]
    """May act on every step, and hear of mails that could not be sent."""
    report_to: tuple[str, ...]
    """Who gets the weekly report; nobody, no report."""
    report_weekday: int
    """Monday is 0."""
    report_time: time


@dataclass(frozen=True)
class Identity:
    """How long what proves an identity is good for."""

    link: timedelta
    """A link in a mail."""
    session: timedelta
    sign_in_link: timedelta
    attempts: int
    """Sign-in requests allowed from one place, and for one address, within the window."""
    window: timedelta
    transfer_domains: tuple[str, ...]
    """To whose addresses steps may be handed besides those of the plan's people."""


@dataclass(frozen=True)
class Appearance:
    """What the pages look like."""

    company: str
    icon: Path | None
    logo: Path | None
    logo_url: str | None
    columns: tuple[str, ...]
    """Further columns of the recap's table, by the names they have in the workbook."""
