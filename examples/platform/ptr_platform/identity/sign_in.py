"""Signing in without a link at hand: type your address, receive a link by mail.

Kept true: what the page answers, and how fast, tells nobody whether an address is known. So the
mail is written and sent by a thread of its own, after the answer; and an address that asks too
often gets the same answer and no further mail.

Flask-Limiter does not count them: it refuses the request, so that the answer tells; it has no store
in SQLite that several servers share; and whoever is one of many behind a proxy has no address of
their own to be counted by.
"""

import logging
import queue
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import ptr_py
from ptr_platform.store import Store

log = logging.getLogger(__name__)

# Limit of the queue in front of the mail server.
_MOST_WAITING = 100


_Asked = tuple[str, datetime, str, str | None]
"""The normalized address, when it was typed, the language, the step to go to."""


class SignIn:
    """Sends sign-in links to the people of the dry run."""

    def __init__(
        self,
        *,
        known: Callable[[str], str | None],
        send: Callable[[str, datetime, str, str | None], None],
        store: Store,
        attempts: int,
        window: timedelta,
    ) -> None:
        """Prepares to send links.

        Args:
            known: The address as it is written, of whoever has something to do with the dry run.
            send: Writes and sends the link's mail: to whom, when it was asked for, the language,
                the step to go to then.
            store: Counts the attempts, for all servers together.
            attempts: How many links one address may ask for within the window.
            window: How long an attempt counts.
        """
        self._known = known
        self._send = send
        self._store = store
        self._attempts = attempts
        self._window = window
        self._asked: queue.Queue[_Asked | None] = queue.Queue(_MOST_WAITING)
        # A daemon: a thread that waits for a mail server must not delay the end of the process.
        self._sender = threading.Thread(target=self._work, name="sign-in", daemon=True)
        self._sender.start()

    def request(
        self,
        mail: str,
        *,
        at: datetime,
        language: str,
        step: str | None = None,
    ) -> None:
        """Sends a link to this address if it is known; the caller does not learn whether it is."""
        if (address := ptr_py.normalized_address(mail.strip())) is None:
            return
        try:
            self._asked.put_nowait((address, at, language, step))
        except queue.Full:
            log.error("%d sign-in mails wait for the mail server; one not sent", _MOST_WAITING)

    def finish(self, within: float | None = None) -> None:
        """Waits until every mail asked for has been sent; no more are sent after that.

        Args:
            within: How many seconds at most; those not sent by then are not sent.
        """
        try:
            self._asked.put(None, timeout=within)
        except queue.Full:
            return
        self._sender.join(within)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            self._answer(*asked)

    def _answer(self, address: str, at: datetime, language: str, step: str | None) -> None:
        try:
            written = self._known(address)
            if written is None:
                return
            # Counted for people alone: all of a company may come from one address of its network,
            # and addresses that nobody knows would fill the database.
            count = self._store.count(f"sign-in of {address}", now=at, window=self._window)
            if count > self._attempts:
                log.warning("too many sign-in links asked for one address; none sent")
            else:
                self._send(written, at, language, step)
        except Exception:
            log.exception("a sign-in link could not be sent")
