"""A real mail server in a thread of its own, which can be told to refuse, and be switched off."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from mongo_server import free_port


class MailServer:
    """Takes mails in; what it took stays in `mails`."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        """Addresses that are unknown here, for good."""
        self.unbearable: set[str] = set()
        """Addresses at whose name it says good-bye."""
        self.hanging = False
        """Whether it stops to answer once it is told for whom a mail is."""
        self._controller: Controller | None = None

    def switch_on(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def switch_off(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 (aiosmtpd looks for this name)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 unknown here"
        if address in self.unbearable:
            return "421 4.3.0 good-bye"
        if self.hanging:
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

    def ids(self) -> list[str]:
        """The Message-IDs, in the order of arrival."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    def settings(self) -> dict[str, Any]:
        """The ``mail`` section that leads here."""
        return {
            "transport": "smtp",
            "host": "127.0.0.1",
            "port": self.port,
            "tls": "none",
            "timeout": 5,
        }
