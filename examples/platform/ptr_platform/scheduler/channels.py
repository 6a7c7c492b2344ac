"""Messages by another way than mail: what they say, and how Apprise sends them.

Kept true: a message says what the mail says, in short; one that a receiver does not take in time
holds up nothing for longer than `PATIENCE`; and where a receiver redirects to is not asked.
"""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ptr_py

PATIENCE = 30.0
"""Seconds that a message may take."""
_PARAGRAPHS = 2
"""Of the mail: the greeting, and what it is about."""


def in_short(texts: ptr_py.MailTexts) -> str:
    """What a mail says first, and the first link in it."""
    paragraphs = texts.text.split("\n\n")[:_PARAGRAPHS]
    links = [line for line in texts.text.splitlines() if line.startswith(("https://", "http://"))]
    return "\n\n".join([*paragraphs, *links[:1]])


def send(address: str, *, subject: str, text: str, within: float = PATIENCE) -> str | None:
    """Sends a message.

    Args:
        address: Where to, as Apprise writes it.
        subject: Its subject.
        text: What it says.
        within: How many seconds it may take.

    Returns:
        Why it was not taken, or `None`.
    """
    answers: queue.Queue[str | None] = queue.Queue()

    def work() -> None:
        try:
            answers.put(_sent(address, subject, text))
        except Exception as error:  # whatever one of a hundred services raises
            answers.put(str(error))

    # A daemon: whoever trickles an answer must not delay the end of the process.
    threading.Thread(target=work, name="channel", daemon=True).start()
    try:
        return answers.get(timeout=within)
    except queue.Empty:
        return f"no answer within {within:g} s"


def _sent(address: str, subject: str, text: str) -> str | None:
    # Loading it takes half a second, which only those pay who use it.
    import apprise  # noqa: PLC0415

    asset = apprise.AppriseAsset(
        app_id="ptr",
        app_desc="ptr",
        http_redirects=False,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    service = apprise.Apprise(asset=asset)
    said = apprise.LogCapture(  # type: ignore[no-untyped-call]
        level=logging.WARNING, fmt="%(message)s"
    )
    with said as log:
        if service.add(address) and service.notify(
            title=subject, body=text, body_format=apprise.NotifyFormat.TEXT
        ):
            return None
        return " ".join(log.getvalue().split()) or "not taken"
