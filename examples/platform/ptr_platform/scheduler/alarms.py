"""What is wrong with the platform, told by channels to those who see to it.

Kept true: a trouble is told once while it lasts, by each channel that is meant for that, whatever
the other ways out are doing; also by a process that cannot go on because of it.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from ptr_platform.language.translator import Translator
from ptr_platform.scheduler.channels import send
from ptr_platform.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptr_platform.run.service import RunService

LOG = logging.getLogger("ptr.scheduler")
_NOTE = "alarms"


class Alarms:
    """Tells troubles, each by its name once."""

    def __init__(self, service: RunService) -> None:
        self._service = service
        self._told: set[str] | None = None

    def tell(self, troubles: Mapping[str, str], *, is_all: bool = True) -> None:
        """Tells those that were not told yet; those that are over may be told again.

        Args:
            troubles: What is wrong now, in words, by the names of the troubles.
            is_all: Whether nothing else is wrong, as far as one can tell.
        """
        addresses = self._addresses()
        if not addresses:
            return
        told = self._told if self._told is not None else self._remembered()
        now_told = told & troubles.keys() if is_all else set(told)
        if new := [name for name in troubles if name not in told]:
            text = "\n".join(troubles[name] for name in new)
            if sum(self._send(address, text) for address in addresses):
                now_told |= set(new)
        self._told = now_told
        if now_told != told:
            self._remember(now_told)

    def _addresses(self) -> list[str]:
        """Where to: the channels meant for it, each address once."""
        config = self._service.config
        channels = [channel for channel in config.channels.named.values() if channel.health]
        people = config.team.coordinators
        found = [channel.address(mail) for channel in channels for mail in people]
        return list(dict.fromkeys(filter(None, found)))

    def _send(self, address: str, text: str) -> bool:
        config = self._service.config
        t = Translator(config.language)
        subject = t.gettext(
            "[Transition-%(dry_run)s] The platform needs attention",
            dry_run=config.scripts.dry_run,
        )
        error = send(address, subject=subject, text=f"{text}\n\n{config.server.url}/desk")
        if error is not None:
            LOG.warning("what is wrong could not be told by a channel: %s", error)
        return error is None

    def _remembered(self) -> set[str]:
        # What is wrong may be the store itself: then this process alone remembers.
        try:
            return set(json.loads(self._service.store.note(_NOTE) or "[]"))
        except StoreError:
            return set()

    def _remember(self, told: set[str]) -> None:
        try:
            self._service.store.write_note(_NOTE, json.dumps(sorted(told)))
        except StoreError as error:
            LOG.warning("what was told of troubles could not be written down: %s", error)
