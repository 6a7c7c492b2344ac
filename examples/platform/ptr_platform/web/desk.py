"""What every page and every call needs at hand: the run, the clock, links, tokens, sign-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING, cast

from flask import current_app

from ptr_platform.identity import post as mails
from ptr_platform.identity.sign_in import SignIn
from ptr_platform.identity.tokens import Tokens
from ptr_platform.links import Links

if TYPE_CHECKING:
    from datetime import datetime

    from ptr_platform.clock import Clock
    from ptr_platform.config import Config
    from ptr_platform.service import RunService

Post = Callable[[EmailMessage], None]
"""Sends a mail."""


@dataclass(frozen=True)
class Desk:
    """What the application works with."""

    service: RunService
    config: Config
    clock: Clock
    tokens: Tokens
    links: Links
    sign_in: SignIn

    @classmethod
    def open(
        cls, service: RunService, config: Config, clock: Clock, post: Post | None = None
    ) -> Desk:
        """Everything in its place."""
        tokens = Tokens(config.server.secret, config.scripts.dry_run)
        links = Links(config.server.url, tokens, lifetime=config.identity.link)
        deliver = post or mails.sender(config.mail)

        def send(mail: str, at: datetime, language: str, step: str | None) -> None:
            lifetime = config.identity.sign_in_link
            message = mails.letter(
                config.mail,
                to=mail,
                link=links.sign_in(mail, issued=at, lifetime=lifetime, step=step),
                minutes=int(lifetime.total_seconds() // 60),
                dry_run=config.scripts.dry_run,
                at=at,
                language=language,
            )
            deliver(message)

        sign_in = SignIn(
            known=lambda: known_addresses(service),
            send=send,
            throttle=service.store,
            attempts=config.identity.attempts,
            window=config.identity.window,
        )
        return cls(service, config, clock, tokens, links, sign_in)


def known_addresses(service: RunService) -> Iterator[str]:
    """Everybody who has something to do with the dry run, as their addresses are written."""
    run = service.run()
    yield from run.coordinators
    yield from service.config.team.report_to
    for actor in run.schedule.plan.actors:
        yield from filter(None, (actor.team_leader, actor.head_of_department))
    for step in run.schedule.ids:
        yield from run.schedule.plan[step].contacts
        yield from run.assignees(step)


def desk() -> Desk:
    """The desk of the application that answers the present request."""
    return cast("Desk", current_app.extensions["ptr"])
