"""Signing in without a link at hand: type your address, receive a link by mail.

Kept true: what the page answers, and how fast, tells nobody whether an address is known. So the
mail is written and sent by a thread of its own, after the answer; and an address that asks too
often gets the same answer and no further mail.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from ptr_platform.identity.throttle import Throttle

log = logging.getLogger(__name__)

# A company's people may all come from one address of its network.
_ORIGINS_SHARE = 10

# Anything longer is no address (RFC 5321, 4.5.3.1.3).
_LONGEST_ADDRESS = 254

# More mails than this do not wait for the mail server.
_MOST_WAITING = 100


class TooManyAttempts(Exception):
    """Somebody asks from one place for more links than people would."""


class SignIn:
    """Sends sign-in links to those who are known."""

    def __init__(
        self,
        *,
        known: Callable[[], Iterable[str]],
        send: Callable[[str, datetime, str, str | None], None],
        throttle: Throttle,
        attempts: int,
        window: timedelta,
    ) -> None:
        """Prepares to send links.

        Args:
            known: The addresses of everybody who has something to do with the dry run.
            send: Writes and sends the link's mail: to whom, when it was asked for, the language,
                the step to go to then.
            throttle: Counts the attempts.
            attempts: How many links one address may ask for within the window.
            window: How long an attempt counts.
        """
        self._known = known
        self._send = send
        self._throttle = throttle
        self._attempts = attempts
        self._window = window
        self._sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sign-in")
        self._waiting = threading.BoundedSemaphore(_MOST_WAITING)

    def request(
        self,
        mail: str,
        *,
        origin: str | None,
        at: datetime,
        language: str,
        step: str | None = None,
    ) -> None:
        """Sends a link to this address, if it is known, and says nothing about that.

        Raises:
            TooManyAttempts: if too many links were asked for from one origin.
        """
        mail = mail.strip()
        if self._count(f"sign-in from {origin}", at) > self._attempts * _ORIGINS_SHARE:
            raise TooManyAttempts
        if not mail or len(mail) > _LONGEST_ADDRESS:
            return
        if self._count(f"sign-in of {mail.casefold()}", at) > self._attempts:
            log.warning("too many sign-in links asked for one address; none sent")
            return
        if not self._waiting.acquire(blocking=False):
            log.error("%d sign-in mails wait for the mail server; one not sent", _MOST_WAITING)
            return
        self._sender.submit(self._answer, mail, at, language, step)

    def finish(self) -> None:
        """Waits until every mail asked for has been sent; no more can be asked for."""
        self._sender.shutdown(wait=True)

    def _count(self, key: str, at: datetime) -> int:
        return self._throttle.count(key, now=at, window=self._window)

    def _answer(self, mail: str, at: datetime, language: str, step: str | None) -> None:
        try:
            folded = mail.casefold()
            written = next((known for known in self._known() if known.casefold() == folded), None)
            if written is not None:
                self._send(written, at, language, step)
        except Exception:
            log.exception("a sign-in link could not be sent")
        finally:
            self._waiting.release()
