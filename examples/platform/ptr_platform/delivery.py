"""Who writes the mails here: the library's office, with this platform's links in its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ptr_py

if TYPE_CHECKING:
    from ptr_platform.service import RunService


def open_office(service: RunService) -> ptr_py.MailOffice:
    """The office that writes and sends this run's mails.

    Raises:
        ptr_py.MailError: if the ``mail`` section cannot be used, with everything wrong in it.
    """
    config = service.config
    return ptr_py.MailOffice(config.mail, base_url=config.server.url)
