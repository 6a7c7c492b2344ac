"""What mails say, when they are owed, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptr_py._values.value import Value

if TYPE_CHECKING:
    from datetime import datetime, time

    from ptr_py.typing import MailFault, MailStatus


class Weekly(Value):
    """When and to whom the weekly report goes.

    Examples:
        >>> from datetime import UTC, datetime, time
        >>> from ptr_py import Weekly
        >>> since = datetime(2026, 3, 1, tzinfo=UTC)
        >>> Weekly(weekday=0, time=time(7), since=since, recipients=("anne@grid.example",)).weekday
        0
    """

    weekday: int
    """The day of the week, Monday is 0, as `datetime.date.weekday` counts."""
    time: time
    """The time of day, in the plan's time zone."""
    since: datetime
    """The first report is the one that falls due after this instant."""
    recipients: tuple[str, ...]
    """Who gets it."""


class Attachment(Value):
    """A file that goes along with a mail.

    Examples:
        >>> from ptr_py import Attachment
        >>> Attachment(name="guide.txt", content_type="text/plain", content=b"Close it").name
        'guide.txt'
    """

    name: str
    """The name under which it is saved."""
    content_type: str
    """Its media type, as in ``"application/pdf"``."""
    content: bytes
    """The bytes of the file."""


class MailTexts(Value):
    """What a mail says."""

    subject: str
    """The subject, in one line."""
    text: str
    """The body for programs that show plain text."""
    html: str
    """The body for programs that show HTML."""


class Outcome(Value):
    """What came of a mail for one recipient."""

    recipient: str
    """The mail address."""
    status: MailStatus
    """``"sent"``; or it failed: ``"transient"``, it may work later, or ``"permanent"``."""
    text: str
    """The server's answer, or what is known of the failure."""
    code: int | None = None
    """The server's reply code, such as 550, when a failure had a reply."""
    fault: MailFault | None = None
    """What was at fault: ``"connection"``, ``"encryption"``, ``"login"``, ``"sender"``,
    ``"recipient"``, ``"message"``, ``"storage"``, ``"letter"`` or ``"way"``."""
    is_configuration: bool = False
    """Whether nothing will get better before somebody changes the configuration."""
    is_of_server: bool = False
    """Whether any other mail would meet the same now: the server cannot be reached, or does not
    let us write."""
