"""The library's mails with this platform's links in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.identity.links import Links
from ptr_platform.identity.tokens import Tokens

if TYPE_CHECKING:
    from ptr_platform.run.service import RunService


def open_mailer(service: RunService) -> ptr_py.Mailer:
    """What writes and sends the mails of this run.

    Raises:
        ptr_py.MailError: if the ``mail`` section cannot be used, with everything wrong in it.
    """
    config = service.config
    tokens = Tokens(config.server.secret, config.scripts.dry_run)
    links = Links(config.server.url, tokens, lifetime=config.identity.link)
    return ptr_py.Mailer(
        config.mail.settings,
        step_link=lambda notice, step: links.step_of(service.run(), notice, step),
        recap_link=lambda notice, phase: links.recap_of(service.run(), notice, phase),
    )
