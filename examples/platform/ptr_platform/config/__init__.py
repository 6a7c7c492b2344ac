"""The configuration, checked as a whole: a `Config` exists only if it can be used.

Four sections are the users' own: ``database``, ``server``, ``scripts``, ``excel``; the others say
who the transition team is, how mails go out and how the pages look. ``config.yaml`` beside the
package shows every key with its meaning.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from ptr_platform.config import library
from ptr_platform.config.reader import ConfigError, Mistake, Mistakes, Section
from ptr_platform.config.sections import (
    Appearance,
    Database,
    Excel,
    Identity,
    Scripts,
    Server,
    Team,
)
from ptr_platform.language.catalogues import DEFAULT, LANGUAGES
from ptr_platform.language.messages import LibraryMessage, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Config", "ConfigError", "database_name"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_SECRET = 32
_MOST_MINUTES = 100_000
_EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that mean every address of the machine: no link can use them."""


@dataclass(frozen=True)
class Config:
    """Everything that can be set."""

    source: str
    """Where it was read from, for messages."""
    language: str
    database: Database
    server: Server
    scripts: Scripts
    excel: Excel
    team: Team
    mail: Mapping[str, Any]
    """As `ptr_py` checks and understands it."""
    notices: Mapping[str, Any]
    """The ``rules`` of `ptr_py.Run.notices`: which mails go out that are off unless asked for."""
    identity: Identity
    appearance: Appearance

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        overrides: Mapping[str, Mapping[str, Any]] | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Config:
        """Reads a file; `overrides` replace single keys of its sections.

        Raises:
            ConfigError: with every mistake at once.
        """
        try:
            document = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ConfigError(str(path), [_unreadable(error)]) from error
        if not isinstance(document, dict | None):
            raise ConfigError(str(path), [Mistake("", Message("it holds no sections with keys"))])
        document = dict(document or {})
        for section, values in (overrides or {}).items():
            document[section] = {**(document.get(section) or {}), **values}
        return cls.read(document, source=path, environment=environment)

    @classmethod
    def read(
        cls, document: Mapping[str, Any], *, source: Path, environment: Mapping[str, str]
    ) -> Config:
        """Checks a configuration that has been parsed already.

        Raises:
            ConfigError: with every mistake at once.
        """
        mistakes = Mistakes()
        whole = Section("", document, mistakes, environment, source.absolute().parent)
        language = whole.text("language", DEFAULT, choices=LANGUAGES)
        scripts = _scripts(whole.section("scripts"))
        config = cls(
            source=str(source),
            language=language,
            database=_database(whole.section("database"), scripts.dry_run),
            server=_server(whole.section("server")),
            scripts=scripts,
            excel=library.excel(whole.section("excel")),
            team=_team(whole.section("team")),
            mail=library.mail(whole.section("mail"), language),
            notices=_notices(whole.section("notices")),
            identity=_identity(whole.section("identity")),
            appearance=_appearance(whole.section("appearance")),
        )
        whole.close()
        if mistakes.all:
            raise ConfigError(str(source), mistakes.all)
        return config


def _unreadable(error: Exception) -> Mistake:
    match error:
        case FileNotFoundError():
            said = Message("there is no such file; --config, or PTR_CONFIG, says where it is")
        case UnicodeDecodeError():
            said = Message("it is no text in UTF-8; save it as such")
        case yaml.MarkedYAMLError() if (at := error.problem_mark) is not None:
            place = {
                "line": at.line + 1,
                "column": at.column + 1,
                "problem": LibraryMessage(error.problem or ""),
            }
            said = Message("line %(line)s, column %(column)s: no YAML (%(problem)s)", place)
        case yaml.YAMLError():
            said = Message("no YAML (%(problem)s)", {"problem": " ".join(str(error).split())})
        case _:
            said = Message("it cannot be read: %(error)s", {"error": error})
    return Mistake("", said)


def database_name(dry_run: str) -> str:
    """What the database of a dry run is called unless the configuration says otherwise."""
    return "ptr_" + re.sub(r"[^A-Za-z0-9-]", "_", dry_run)


def _database(section: Section, dry_run: str) -> Database:
    kind = section.text("kind", "sqlite", choices=("sqlite", "mongodb"))
    name = section.text("name", None)
    if name is None:
        name = database_name(dry_run)
    # What both a file and a MongoDB database may be called.
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name):
        section.wrong("name", name, Message("letters, digits, '_' and '-', at most 60"))
    user, password = section.text("user", None), section.text("password", None)
    if (user is None) != (password is None):
        section.mistakes.tell(section.key("user"), "user and password go together, one is missing")
    database = Database(
        kind=kind,
        name=name,
        directory=section.path("directory", section.base / "data"),
        server=section.text("server", "localhost"),
        port=section.number("port", 27017, low=1, high=65535),
        user=user,
        password=password,
        tls=section.flag("tls", default=False),
        ca_file=section.path("ca_file", None, exists=True),
    )
    section.close()
    return database


def _server(section: Section) -> Server:
    host = section.text("host", "127.0.0.1")
    port = section.number("port", 8080, low=1, high=65535)
    url = section.text("url", None)
    if url is None and host in _EVERYWHERE:
        section.mistakes.tell(
            section.key("url"),
            "missing, expected %(expected)s",
            expected=Message(
                "the address where people reach the pages, since %(host)s is none",
                {"host": host},
            ),
        )
    url = (url or f"http://{host}:{port}").rstrip("/")
    _check_address(section, "url", url)
    secret = section.text("secret")
    if 0 < len(secret) < _SHORTEST_SECRET:
        section.mistakes.tell(
            section.key("secret"),
            "too short, expected at least %(count)s characters (openssl rand -hex 32 makes one)",
            count=_SHORTEST_SECRET,
        )
    server = Server(
        host=host,
        port=port,
        url=url,
        secret=secret,
        threads=section.number("threads", 8, low=1, high=256),
        proxies=section.number("proxies", 0, low=0, high=8),
    )
    section.close()
    return server


def _check_address(section: Section, name: str, url: str) -> None:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        section.wrong(name, url, Message("an address such as https://ptr.example.org"))


def _scripts(section: Section) -> Scripts:
    horizon: timedelta | None = None
    if str(section.raw("lock_horizon_days", 5)) != "always":
        horizon = timedelta(days=section.number("lock_horizon_days", 5, low=0, high=3650))
    rehearsals = section.raw("rehearsals")
    if rehearsals is not None and not (
        isinstance(rehearsals, list) and all(isinstance(name, str) for name in rehearsals)
    ):
        section.wrong("rehearsals", rehearsals, Message("a list of names"))
        rehearsals = None
    scripts = Scripts(
        dry_run=section.text("dry_run"),
        rehearsals=None if rehearsals is None else tuple(rehearsals),
        lock_horizon=horizon,
        interval=timedelta(seconds=section.number("interval_seconds", 300, low=1, high=86400)),
    )
    section.close()
    return scripts


def _team(section: Section) -> Team:
    weekday = section.text("report_weekday", "monday", choices=WEEKDAYS)
    hour = section.text("report_time", "07:00")
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", hour)
    if not found:
        section.wrong("report_time", hour, Message('a time of day in quotes: "07:00"'))
    team = Team(
        coordinators=section.mails("coordinators"),
        report_to=section.mails("report_to"),
        report_weekday=WEEKDAYS.index(weekday),
        report_time=time(int(found[1]), int(found[2])) if found else time(),
    )
    section.close()
    return team


def _notices(section: Section) -> dict[str, Any]:
    rules: dict[str, Any] = {
        name: _silence(section.section(name)) for name in ("not_begun", "past_end")
    }
    transfers = section.section("transfers")
    rules["transfers"] = {
        name: transfers.flag(name, default=False) for name in ("coordinators", "assignees")
    }
    transfers.close()
    told = section.flag("at_risk", default=False)
    below = section.number("at_risk_below_percent", None, low=1, high=100)
    if told or below is not None:
        rules["at_risk"] = {"below": below and below / 100}
    rules["passed_estimates"] = section.flag("passed_estimates", default=False)
    section.close()
    return rules


def _silence(section: Section) -> dict[str, Any]:
    """When a silent step is told to whom, as the library takes it."""

    def minutes(name: str) -> timedelta | None:
        number = section.number(f"{name}_minutes", None, low=1, high=_MOST_MINUTES)
        return None if number is None else timedelta(minutes=number)

    rule: dict[str, Any] = {
        name: minutes(name) for name in ("after", "every", "head_of_department", "coordinators")
    }
    rule["times"] = section.number("times", None, low=1, high=1000)
    reminds = section.raw("after_minutes") is not None
    for name in ("every_minutes", "times"):
        if not reminds and section.raw(name) is not None:
            section.mistakes.tell(
                section.key(name),
                "means nothing without %(other)s",
                other=section.key("after_minutes"),
            )
    section.close()
    return rule


def _identity(section: Section) -> Identity:
    identity = Identity(
        link=timedelta(days=section.number("link_days", 30, low=1, high=3650)),
        session=timedelta(hours=section.number("session_hours", 12, low=1, high=8760)),
        sign_in_link=timedelta(minutes=section.number("sign_in_minutes", 15, low=1, high=1440)),
        attempts=section.number("attempts", 5, low=1, high=1000),
        window=timedelta(minutes=section.number("window_minutes", 15, low=1, high=1440)),
        transfer_domains=section.domains("transfer_domains"),
    )
    section.close()
    return identity


def _appearance(section: Section) -> Appearance:
    columns = section.raw("columns", [])
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        section.wrong("columns", columns, Message("a list of names"))
        columns = []
    if (logo_url := section.text("logo_url", None)) is not None:
        _check_address(section, "logo_url", logo_url)
    appearance = Appearance(
        company=section.text("company", ""),
        icon=section.path("icon", None, exists=True),
        logo=section.path("logo", None, exists=True),
        logo_url=logo_url,
        columns=tuple(columns),
    )
    section.close()
    return appearance
