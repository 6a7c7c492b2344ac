"""The sections of the configuration: their keys, what their values may be, and what is left out."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ptr_platform.config import library
from ptr_platform.config.values import (
    Domains,
    Flag,
    LocatedFile,
    LocatedPath,
    Mails,
    Names,
    Secret,
    Section,
    Text,
    TimeOfDay,
    WebAddress,
    Zone,
    expecting,
    is_loopback,
    missing,
    one_of,
    parts,
    told,
    whole,
)
from ptr_platform.language.catalogues import LANGUAGES, library_language
from ptr_platform.language.messages import Message

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_SECRET = 32
_EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that mean every address of the machine: no link can use them."""


Port = Annotated[int, whole(1, 65535)]
Minutes = Annotated[timedelta, whole(1, 100_000, MINUTE)]


class Database(Section):
    """Where the run is kept. One database, one dry run."""

    kind: Annotated[str, one_of("sqlite", "mongodb")] = "sqlite"
    name: Annotated[
        str,
        # What both a file and a MongoDB database may be called.
        Field(pattern="^[A-Za-z0-9_-]{1,60}$"),
        expecting(Message("letters, digits, '_' and '-', at most 60")),
    ]
    directory: LocatedPath = Field(Path("data"), validate_default=True)
    """Of SQLite: where its files are."""
    server: Text = "localhost"
    port: Port = 27017
    password: Secret | None = Field(None, repr=False)
    user: Text | None = Field(None, validate_default=True)
    tls: Flag = False
    ca_file: LocatedFile | None = None

    @field_validator("user")
    @classmethod
    def _with_password(cls, user: str | None, info: ValidationInfo) -> str | None:
        if "password" in info.data and (user is None) != (info.data["password"] is None):
            raise told(Message("user and password go together, one is missing"))
        return user

    @property
    def file(self) -> Path:
        """Of SQLite: its file."""
        return self.directory / f"{self.name}.sqlite"


class Server(Section):
    """The web server and how it is reached."""

    host: Text = "127.0.0.1"
    port: Port = 8080
    url: WebAddress = Field("", validate_default=True)
    """What links in mails begin with; no slash at its end."""
    secret: Secret = Field("", repr=False, validate_default=True)
    """Signs tokens and sessions."""
    threads: Annotated[int, whole(1, 256)] = 8
    proxies: Annotated[int, whole(0, 8)] = 0
    """How many proxies stand in front, each trusted to say where a request came from."""

    @field_validator("url", mode="before")
    @classmethod
    def _own(cls, url: Any, info: ValidationInfo) -> Any:
        host, port = info.data.get("host", ""), info.data.get("port", "")
        if url == "" and host in _EVERYWHERE:
            what = Message(
                "the address where people reach the pages, since %(host)s is none", {"host": host}
            )
            raise told(missing(what))
        url = url or f"http://{host}:{port}"
        return url.rstrip("/") if isinstance(url, str) else url

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: str) -> str:
        if len(secret) >= _SHORTEST_SECRET:
            return secret
        if not secret:
            raise told(missing(Message("PTR_SERVER_SECRET (openssl rand -hex 32 makes one)")))
        what = Message(
            "too short, expected at least %(count)s characters (openssl rand -hex 32 makes one)",
            {"count": _SHORTEST_SECRET},
        )
        raise told(what)

    @property
    def is_local(self) -> bool:
        """Whether the pages are reached from this machine alone."""
        hosts = (self.host, urlsplit(self.url).hostname or "")
        return not self.proxies and all(is_loopback(host) for host in hosts)

    @property
    def secure(self) -> bool:
        """Whether browsers reach the pages over TLS."""
        return self.url.startswith("https://")


class Scripts(Section):
    """What is executed."""

    dry_run: Text
    rehearsals: Names | None = None
    """The dry runs whose databases teach durations; `None` for those of the plan before this."""
    lock_horizon: Annotated[
        Annotated[timedelta, whole(0, 3650, DAY)] | None,
        BeforeValidator(lambda days: None if days == "always" else days),
    ] = Field(5 * DAY, alias="lock_horizon_days")
    interval: Annotated[timedelta, whole(1, 86400, MINUTE / 60)] = Field(
        5 * MINUTE, alias="interval_seconds"
    )
    """How long the scheduler sleeps at most."""


class Excel(Section):
    """The workbook and where things stand in it; its other keys are the layout of the library."""

    model_config = ConfigDict(extra="allow")

    file: LocatedPath | None = None
    described_by: LocatedFile | None = Field(None, alias="layout")
    """A file of further keys of the layout; those that stand here win over it."""
    timezone: Zone = "Europe/Brussels"

    @property
    def layout(self) -> dict[str, Any]:
        """As `ptr_py` takes it."""
        return {**(self.model_extra or {}), "timezone": self.timezone}

    @model_validator(mode="wrap")
    @classmethod
    def _usable(
        cls, values: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if "layout" in values:
            values = {**library.written_layout(values["layout"], info), **values}
        return library.checked(values, handler, lambda it: library.of_layout(it.model_extra or {}))


class Team(Section):
    """The transition team."""

    report_weekday: Annotated[int, one_of(*WEEKDAYS, read=WEEKDAYS.index)] = 0
    """Monday is 0."""
    report_time: TimeOfDay = time(7)
    coordinators: Mails = ()
    """May act on every step, and hear of mails that could not be sent."""
    report_to: Mails = ()
    """Who gets the weekly report; nobody, no report."""


class Retry(Section):
    """When a mail that did not go out is tried again."""

    after_minutes: (
        Annotated[tuple[Annotated[int, whole(0, 10_000)], ...], BeforeValidator(parts)] | None
    ) = None
    give_up_after_hours: Annotated[int, whole(0, 10_000)] | None = None


class Mail(Section):
    """How mails go out; what its values may be is the library's to say."""

    language: Annotated[str, one_of(*LANGUAGES), AfterValidator(library_language)]
    sender: Text | None = Field(None, alias="from")
    reply_to: Text | None = None
    signature: Text | None = None
    transport: Text | None = None
    host: Text | None = None
    tls: Text | None = None
    hello: Text | None = None
    user: Text | None = None
    password: Secret | None = Field(None, repr=False)
    port: Port | None = None
    timeout: Annotated[int, whole(1, 3600)] | None = None
    directory: LocatedPath | None = None
    templates: LocatedPath | None = None
    ca_file: LocatedPath | None = None
    timeline: Flag = True
    retry: Retry = Retry()

    @property
    def settings(self) -> Mapping[str, Any]:
        """As `ptr_py` takes them."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @model_validator(mode="wrap")
    @classmethod
    def _usable(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        return library.checked(values, handler, lambda it: library.of_mails(it.settings))


class Silence(Section):
    """When a silent step is told to whom."""

    after: Minutes | None = Field(None, alias="after_minutes")
    every: Minutes | None = Field(None, alias="every_minutes")
    head_of_department: Minutes | None = Field(None, alias="head_of_department_minutes")
    coordinators: Minutes | None = Field(None, alias="coordinators_minutes")
    times: Annotated[int, whole(1, 1000)] | None = None

    @field_validator("every", "times")
    @classmethod
    def _after_the_first(cls, value: Any, info: ValidationInfo) -> Any:
        if "after" in info.data and info.data["after"] is None:
            raise told(Message("means nothing without after_minutes"))
        return value


class Transfers(Section):
    """Who hears of a transfer besides the two people concerned."""

    coordinators: Flag = False
    assignees: Flag = False


class Acts(Section):
    """Who hears of what somebody does to the work of others, besides whoever does it."""

    coordinators: Flag = False
    assignees: Flag = False


class Notices(Section):
    """Which mails go out that are off unless asked for."""

    not_begun: Silence
    past_end: Silence
    transfers: Transfers
    acts: Acts
    at_risk: Flag = False
    at_risk_below_percent: Annotated[int, whole(1, 100)] | None = None
    passed_estimates: Flag = False

    @property
    def rules(self) -> Mapping[str, Any]:
        """As `ptr_py.Run.notices` takes them."""
        rules = self.model_dump(exclude={"at_risk", "at_risk_below_percent"})
        below = self.at_risk_below_percent
        if self.at_risk or below is not None:
            rules["at_risk"] = {"below": below and below / 100}
        return rules


class Identity(Section):
    """How long what proves an identity is good for."""

    link: Annotated[timedelta, whole(1, 3650, DAY)] = Field(30 * DAY, alias="link_days")
    """A link in a mail."""
    session: Annotated[timedelta, whole(1, 8760, HOUR)] = Field(12 * HOUR, alias="session_hours")
    sign_in_link: Annotated[timedelta, whole(1, 1440, MINUTE)] = Field(
        15 * MINUTE, alias="sign_in_minutes"
    )
    attempts: Annotated[int, whole(1, 1000)] = 5
    """Sign-in requests allowed from one place, and for one address, within the window."""
    window: Annotated[timedelta, whole(1, 1440, MINUTE)] = Field(
        15 * MINUTE, alias="window_minutes"
    )
    transfer_domains: Domains = ()
    """To whose addresses steps may be handed besides those of the plan's people."""
    reading: Annotated[str, one_of("open", "people")] | None = None
    """Who reads; `None`: everybody where the pages are reached from this machine alone."""
    readers: Mails = ()
    reader_domains: Domains = ()
    committee: Mails = ()


class Appearance(Section):
    """What the pages look like."""

    company: Text = ""
    icon: LocatedFile | None = None
    logo: LocatedFile | None = None
    logo_url: WebAddress | None = None
    columns: Names = ()
    """Further columns of the recap's table, by the names they have in the workbook."""
