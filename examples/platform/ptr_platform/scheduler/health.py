"""What is wrong with the sending of mails, in words: for the desk, `status` and whoever watches.

Each trouble has a name of its own, by which it is known again while its words change.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ptr_platform.config.channels import MAIL
from ptr_platform.identity import ways
from ptr_platform.language.messages import LibraryMessage
from ptr_platform.scheduler import heartbeat

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    import ptr_py
    from ptr_platform.language.translator import Translator
    from ptr_platform.run.service import RunService

PATIENCE = timedelta(minutes=2)
"""Longer than it takes to send a mail."""
TOO_LONG = timedelta(minutes=10)
"""How long a mail waits before it is told as a trouble."""


def waiting(
    run: ptr_py.Run,
    at: datetime,
    rules: Mapping[str, Any],
    patience: timedelta = PATIENCE,
    closed: Collection[str] = (),
) -> list[ptr_py.Notice]:
    """The mails that are owed for longer than this, the oldest first.

    Args:
        run: The run.
        at: The instant.
        rules: What is owed beside what the library always tells.
        patience: For how long.
        closed: The ways out that take nothing: what is to go by them waits from the first instant.
    """
    owed = [(run.owed_since(notice) or at, notice) for notice in run.notices(at, rules=rules)]
    owed.sort(key=lambda pair: pair[0])
    return [
        notice for since, notice in owed if since < at - patience or (notice.way or MAIL) in closed
    ]


def mail_troubles(service: RunService, at: datetime, t: Translator) -> dict[str, str]:
    """Mail servers and channels that take nothing, and mails that wait too long."""
    found = {}
    last = heartbeat.latest(service.store)
    for way, text in last.troubles.items() if last is not None else ():
        error = LibraryMessage(text)
        if way == MAIL:
            found[way] = t.gettext("The mail server takes no mail: %(error)s", error=error)
        else:
            found[way] = t.gettext(
                "The channel %(name)s takes no message: %(error)s", name=way, error=error
            )
    if late := waiting(service.run(), at, ways.rules(service), TOO_LONG):
        minutes = int(TOO_LONG.total_seconds() // 60)
        found["waiting"] = t.ngettext(
            "%(num)s mail has been waiting for more than %(minutes)s minutes.",
            "%(num)s mails have been waiting for more than %(minutes)s minutes.",
            len(late),
            minutes=minutes,
        )
    return found


def scheduler_trouble(service: RunService, at: datetime, t: Translator) -> str | None:
    """That no scheduler is at work, if none is."""
    last = heartbeat.latest(service.store)
    if last is None:
        return t.gettext("No mail goes out: no scheduler has been at work yet.")
    if last.is_alive(at):
        return None
    return t.gettext(
        "No mail goes out: the scheduler was last at work at %(when)s.",
        when=t.instant(last.last, service.plan.timezone),
    )
