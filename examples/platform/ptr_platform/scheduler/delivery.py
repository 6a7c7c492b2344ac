"""The library's mails with this platform's links in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.identity.links import Links

if TYPE_CHECKING:
    from ptr_platform.run.service import RunService


def open_mailer(service: RunService) -> ptr_py.Mailer:
    """What writes and sends the mails of this run.

    Raises:
        ptr_py.MailError: if the ``mail`` section cannot be used, with everything wrong in it.
    """
    config = service.config
    links = Links.of(config)

    def speaks_for_one(notice: ptr_py.Notice) -> bool:
        """Whether nobody but the recipient reads it: what others read carries no link to act by."""
        channel = config.channels.named.get(notice.way or "")
        return channel.is_of_one(notice.recipients[0]) if channel else notice.way is None

    def step_link(notice: ptr_py.Notice, step: str) -> str:
        if speaks_for_one(notice):
            return links.step_of(service.run(), notice, step)
        return links.step(step)

    def recap_link(notice: ptr_py.Notice, phase: str | None) -> str:
        if speaks_for_one(notice):
            return links.recap_of(service.run(), notice, phase)
        return links.recap(phase)

    return ptr_py.Mailer(config.mail.settings, step_link=step_link, recap_link=recap_link)
