"""What somebody was told would follow, held against what does follow once they confirm it.

Kept true: nothing is confirmed whose consequences were not shown. The run goes on while they are
read; so a form says what it stood beside, and whoever is told something else looks once more.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from ptr_platform.store import digest_of

if TYPE_CHECKING:
    import ptr_py

_FIELD = "foreseen"
_MINUTE = timedelta(minutes=1)


class NotForeseen(Exception):
    """What would follow is not what was shown beside the form."""

    def __init__(self) -> None:
        self.was_shown = _FIELD in request.form


def field(follows: ptr_py.Consequences, at: datetime, form: str) -> Markup:
    """The hidden field that says what was shown, and when.

    It stands beside what it tells of, and is brought up to date with it while somebody types.

    Args:
        follows: What was shown.
        at: When.
        form: The id of the form that confirms it.
    """
    delay = follows.delay if follows.delay is not None else timedelta()
    said = f"{_digest(follows)} {delay.total_seconds():.0f} {at.timestamp():.0f}"
    return Markup('<input type="hidden" name="{}" value="{}" form="{}">').format(_FIELD, said, form)


def hold(follows: ptr_py.Consequences, at: datetime) -> None:
    """Holds what would follow against what the form of the present request stood beside.

    Raises:
        NotForeseen: if it is something else.
    """
    digest, _, figures = request.form.get(_FIELD, "").partition(" ")
    try:
        delay, shown = map(int, figures.split())
        passed = at - datetime.fromtimestamp(shown, UTC)
    except (ValueError, OverflowError, OSError):
        raise NotForeseen from None
    # What is late is so by one minute more with each that passes.
    moved = (follows.delay or timedelta()) - timedelta(seconds=delay)
    if digest != _digest(follows) or abs(moved) > max(passed, timedelta()) + _MINUTE:
        raise NotForeseen


def _digest(follows: ptr_py.Consequences) -> str:
    states = [(it.step, it.before, it.after) for it in follows.states]
    mails = [(it.kind, it.step, it.recipients) for it in follows.notices]
    ends = follows.end_after is not None
    return digest_of(repr((states, follows.woken, follows.put_to_sleep, mails, ends)))[:16]
