"""Who writes the mails here: the library's office, with this platform's links in its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.identity.tokens import Tokens
from ptr_platform.links import Links

if TYPE_CHECKING:
    from ptr_platform.service import RunService


def open_office(service: RunService) -> ptr_py.Mailer:
    """The office that writes and sends this run's mails.

    Raises:
        ptr_py.MailError: if the ``mail`` section cannot be used, with everything wrong in it.
    """
    config = service.config
    tokens = Tokens(config.server.secret, config.scripts.dry_run)
    links = Links(config.server.url, tokens, lifetime=config.identity.link)
    return ptr_py.Mailer(
        config.mail,
        step_link=lambda notice, step: links.step_of(service.run(), notice, step),
        recap_link=lambda notice, phase: links.recap_of(service.run(), notice, phase),
    )
