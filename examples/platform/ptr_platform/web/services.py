"""What pages and API work with: the run, the clock, links, tokens, sign-in."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING, cast

from flask import current_app

from ptr_platform.identity.calendars import Calendars
from ptr_platform.identity.credentials import Credentials
from ptr_platform.identity.links import Links
from ptr_platform.identity.mail import sign_in_mail, transport
from ptr_platform.identity.openid import Provider
from ptr_platform.identity.roles import Roles
from ptr_platform.identity.sign_in import SignIn
from ptr_platform.identity.tokens import Tokens
from ptr_platform.run.rehearsals import Rehearsals

if TYPE_CHECKING:
    from datetime import datetime

    from markupsafe import Markup

    from ptr_platform.clock import Clock
    from ptr_platform.config import Config
    from ptr_platform.run.service import RunService
    from ptr_platform.store import Position


@dataclass(frozen=True)
class Made:
    """What was made for one reader of a page and is the same for others, the oldest first."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    pages: OrderedDict[object, tuple[Position, Markup]] = field(default_factory=OrderedDict)
    """Each with where the store was as it was begun."""


SendMail = Callable[[EmailMessage], None]
"""Sends a mail."""


@dataclass(frozen=True)
class Services:
    """What the application works with."""

    service: RunService
    rehearsals: Rehearsals
    config: Config
    clock: Clock
    tokens: Tokens
    links: Links
    sign_in: SignIn
    roles: Roles
    credentials: Credentials
    calendars: Calendars
    openid: Provider | None
    made: Made = field(default_factory=Made)

    @classmethod
    def open(
        cls, service: RunService, config: Config, clock: Clock, send: SendMail | None = None
    ) -> Services:
        """Creates the services of an application."""
        tokens = Tokens(config.server.secret, config.scripts.dry_run)
        links = Links.of(config)
        send = send or transport(config.mail.settings)

        def send_link(mail: str, at: datetime, language: str, step: str | None) -> None:
            lifetime = config.identity.sign_in_link
            message = sign_in_mail(
                config.mail.settings,
                to=mail,
                link=links.sign_in(mail, issued=at, lifetime=lifetime, step=step),
                minutes=int(lifetime.total_seconds() // 60),
                dry_run=config.scripts.dry_run,
                at=at,
                language=language,
            )
            send(message)

        roles = Roles(config)
        sign_in = SignIn(
            known=lambda mail: roles.written(mail, service.run()),
            send=send_link,
            store=service.store,
            attempts=config.identity.attempts,
            window=config.identity.window,
        )
        credentials = Credentials(service.store)
        calendars = Calendars(credentials, tokens.key("calendar"))
        earlier = Rehearsals(service)
        return cls(
            service=service,
            rehearsals=earlier,
            config=config,
            clock=clock,
            tokens=tokens,
            links=links,
            sign_in=sign_in,
            roles=roles,
            credentials=credentials,
            calendars=calendars,
            openid=Provider(config.openid) if config.openid.issuer else None,
        )


def services() -> Services:
    """The services of the application that answers the present request."""
    return cast("Services", current_app.extensions["ptr"])
