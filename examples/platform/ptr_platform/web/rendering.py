"""How values become text on a page: instants, spans, states, texts of several lines, addresses.

Kept true: whatever a plan or a person wrote is escaped; times are told in the plan's time zone,
and exactly, in UTC, in the page's source.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel.numbers import get_decimal_symbol
from flask import Flask, g, url_for
from markupsafe import Markup, escape

from ptr_platform.language.translator import utc_offset
from ptr_platform.web import foreseen, people, who
from ptr_platform.web.changes import shown_field
from ptr_platform.web.language import gettext, language, translator
from ptr_platform.web.moment import DRAWS, SPREAD
from ptr_platform.web.security import csrf_field
from ptr_platform.web.services import services
from ptr_py import State

# A sign beside the word, so that states can be told apart where colours cannot.
SIGNS = {
    State.LOCKED: "■",
    State.OVERDUE: "!",
    State.IDLE: "…",
    State.READY: "▶",
    State.OPEN: "◐",
    State.TERMINATED: "✓",
    State.PLANNED: "○",
}

_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]»])")
"""What is a link within a text; the point that ends a sentence is none of it."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def prepare(app: Flask) -> None:
    """Registers filters and globals for the templates."""
    app.jinja_env.filters.update(
        alphabetical=alphabetical,
        in_a_form=in_a_form,
        instant=instant,
        label=label,
        lines=lines,
        telephone=telephone,
        number=number,
        shown=shown,
        span=span,
        time_of_day=time_of_day,
    )
    app.jinja_env.globals.update(
        SIGNS=SIGNS,
        DRAWS=DRAWS,
        SPREAD=SPREAD,
        STATES=list(State),
        csrf_field=csrf_field,
        foreseen=foreseen.field,
        shown_field=shown_field,
        signed_in=who.signed_in,
        by_link=who.by_link,
        static=lambda name: static(app, name),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(
        lambda: {
            "appearance": services().config.appearance,
            "dry_run": services().config.scripts.dry_run,
            "openid": services().openid,
        }
    )


def in_dictionary(text: str | None) -> str:
    """The sort key of a text: accents and case do not count."""
    letters = unicodedata.normalize("NFD", text or "")
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()


def alphabetical(rows: Iterable[tuple[Any, ...]], column: int) -> list[tuple[Any, ...]]:
    """Rows by the text in one of their columns; those without one stand last."""
    return sorted(rows, key=lambda row: (not row[column], in_dictionary(row[column])))


def label(state: State) -> str:
    """The state in the reader's language."""
    return state.label(translator().library_language)


def zone() -> ZoneInfo:
    """The time zone of the plan, looked up once a request."""
    if "zone" not in g:
        g.zone = ZoneInfo(g.get("timezone") or services().service.plan.timezone)
    return cast("ZoneInfo", g.zone)


def instant(at: datetime | None, *, seconds: bool = False) -> Markup:
    """An instant as wall clock: ``sam. 28/03/2026 22:00``."""
    if at is None:
        return Markup("–")
    return _time(at, plain_instant(at, seconds=seconds))


def _time(at: datetime, text: str) -> Markup:
    # Put together at once: pages show hundreds, and `Markup.format` reads its pattern each time.
    return Markup(f'<time datetime="{at.isoformat()}">{escape(text)}</time>')


def plain_instant(at: datetime, *, seconds: bool = False) -> str:
    """The same as text alone."""
    local = at.astimezone(zone())
    pattern = gettext("E d MMM yyyy HH:mm:ss") if seconds else gettext("E d MMM yyyy HH:mm")
    text = translator().date(local, pattern)
    # While the clocks show an hour twice, the offset says which of the two is meant.
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        text += f" ({utc_offset(local)})"
    return text


def in_a_form(at: datetime | None) -> str:
    """An instant as a field of a form has it: on the plan's wall clock."""
    if at is None:
        return ""
    local = at.astimezone(zone()).replace(tzinfo=None)
    return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


def typed_instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant that somebody typed, with its offset or on the plan's wall clock.

    Raises:
        ValueError: if it is none.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    at = datetime.fromisoformat(text)
    try:
        return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None


def time_of_day(at: datetime | None) -> Markup:
    """The wall clock's time of an instant, with its day if that is not the present one."""
    if at is None:
        return Markup("–")
    local, now = at.astimezone(zone()), services().service.now().astimezone(zone())
    pattern = "HH:mm" if local.date() == now.date() else gettext("E HH:mm")
    text = translator().date(local, pattern)
    return _time(at, text)


def span(length: timedelta | None) -> str:
    """A span of time in its two greatest units: ``2 j 5 h``."""
    if length is None:
        return "–"
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return gettext("less than a minute")
    return " ".join(translator().units(minutes)[:2])


def number(value: float) -> str:
    """A number with at most one decimal, as the language writes it: ``1 234,5``."""
    return translator().number(value)


def lines(text: str | None, *, links: bool = True) -> Markup:
    """A text that keeps its line breaks, with addresses of pages as links."""
    show = linked if links else escape
    return Markup("<br>\n").join(show(line) for line in (text or "").splitlines())


def linked(text: str) -> Markup:
    """A text in which the addresses of pages are links."""
    parts = _ADDRESS.split(text)
    link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
    shown = [link.format(part) if place % 2 else escape(part) for place, part in enumerate(parts)]
    return Markup("").join(shown)


def shown(value: Any) -> Markup:  # noqa: PLR0911 (one case, one return)
    """The value of a further column of the workbook."""
    match value:
        case None | "":
            return Markup("–")
        case bool():
            return escape(gettext("yes") if value else gettext("no"))
        case datetime() if value.tzinfo is not None:
            return instant(value)
        case datetime() | date():
            return escape(_calendar(value))
        case timedelta():
            return escape(span(value))
        case float():
            return escape(f"{value:g}".replace(".", get_decimal_symbol(language())))
        case str() if _MAIL.fullmatch(value):
            return Markup('<a href="mailto:{0}">{0}</a>').format(value)
        case str():
            return lines(value)
        case Mapping():
            return Markup("<br>\n").join(
                Markup("{} : {}").format(name, shown(part)) for name, part in value.items()
            )
        case Iterable():
            return Markup(", ").join(shown(part) for part in value)
    return escape(value)


def telephone(text: str) -> Markup:
    """A text in which the numbers that can be dialled are links."""
    parts = people.NUMBER.split(text)
    link = Markup('<a href="tel:{}">{}</a>')
    shown = [
        link.format(people.dialled(part), part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    ]
    return Markup("").join(shown)


def _calendar(value: date) -> str:
    """A date, with its time of day if it has one, as somebody typed it into a cell."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    dated = gettext("yyyy-MM-dd HH:mm") if value.hour or value.minute else gettext("yyyy-MM-dd")
    return translator().date(value, dated)


def static(app: Flask, name: str) -> str:
    """The address of a file of `static/`, which changes with its content."""
    return url_for("static", filename=name, v=_digest(Path(str(app.static_folder), name)))


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
