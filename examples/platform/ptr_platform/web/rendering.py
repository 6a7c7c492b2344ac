"""How values become text on a page: instants, spans, states, texts of several lines, addresses.

Kept true: whatever a plan or a person wrote is escaped; times are told in the plan's time zone,
and exactly, in UTC, in the page's source.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Flask, g, url_for
from markupsafe import Markup, escape

from ptr_platform.identity import sessions
from ptr_platform.web.desk import desk
from ptr_platform.web.language import language, t
from ptr_py import State

_DAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

# Not `strftime`'s, which speak the language of the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

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
_ADDRESS = re.compile(r"https?://\S+")


def prepare(app: Flask) -> None:
    """Gives templates what they write with."""
    app.jinja_env.filters.update(
        alphabetical=alphabetical,
        instant=instant,
        label=label,
        lines=lines,
        number=number,
        shown=shown,
        span=span,
    )
    app.jinja_env.globals.update(
        SIGNS=SIGNS,
        STATES=list(State),
        csrf_field=csrf_field,
        signed_in=lambda: sessions.signed_in(desk().clock.now()),
        static=lambda name: static(app, name),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(
        lambda: {"appearance": desk().config.appearance, "dry_run": desk().config.scripts.dry_run}
    )


def in_dictionary(text: str | None) -> str:
    """What a text is sorted by: as in a dictionary, where `Équipe` stands before `Facturation`."""
    letters = unicodedata.normalize("NFD", text or "")
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()


def alphabetical(rows: Iterable[tuple[Any, ...]], column: int) -> list[tuple[Any, ...]]:
    """Rows by the text in one of their columns; those without one stand last."""
    return sorted(rows, key=lambda row: (not row[column], in_dictionary(row[column])))


def label(state: State) -> str:
    """The state in the reader's language."""
    return state.label(language())


def zone() -> ZoneInfo:
    """The time zone that the plan tells its times in, asked once a page and not for each time."""
    if "zone" not in g:
        g.zone = ZoneInfo(desk().service.plan.timezone)
    return cast("ZoneInfo", g.zone)


def instant(at: datetime | None, *, seconds: bool = False) -> Markup:
    """An instant as wall clock: ``sam. 28/03/2026 22:00``."""
    if at is None:
        return Markup("–")
    return Markup('<time datetime="{}">{}</time>').format(
        at.isoformat(), plain_instant(at, seconds=seconds)
    )


def plain_instant(at: datetime, *, seconds: bool = False) -> str:
    """The same as text alone."""
    local = at.astimezone(zone())
    day = f"{local:%d/%m/%Y}"
    if language() == "en":
        day = f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    time = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    return f"{_DAYS[language()][local.weekday()]} {day} {time}{_showing(local)}"


def _showing(local: datetime) -> str:
    """Which of the two is meant while the clocks show an hour twice: `` (UTC+2)``."""
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return ""
    offset = f"{local:%z}"
    minutes = "" if offset[3:5] == "00" else f":{offset[3:5]}"
    return f" (UTC{offset[0]}{int(offset[1:3])}{minutes})"


def span(length: timedelta | None) -> str:
    """A span of time in its two greatest units: ``2 j 5 h``."""
    if length is None:
        return "–"
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return t("less than a minute")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, t("d")), (hours, t("h")), (minutes, t("min"))]
    return " ".join([f"{count} {unit}" for count, unit in parts if count][:2])


def number(value: float) -> str:
    """A number with at most one decimal, as the language writes it."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language() == "fr" else text


def lines(text: str | None) -> Markup:
    """A text that keeps its line breaks."""
    return Markup("<br>\n").join((text or "").splitlines())


def shown(value: Any) -> Markup:  # noqa: PLR0911 (one case, one return)
    """Whatever a further column may hold."""
    match value:
        case None | "":
            return Markup("–")
        case bool():
            return escape(t("yes") if value else t("no"))
        case datetime() if value.tzinfo is not None:
            return instant(value)
        case datetime() | date():
            return escape(_calendar(value))
        case timedelta():
            return escape(span(value))
        case float():
            text = f"{value:g}"
            return escape(text.replace(".", ",") if language() == "fr" else text)
        case str() if _MAIL.fullmatch(value):
            return Markup('<a href="mailto:{0}">{0}</a>').format(value)
        case str() if _ADDRESS.fullmatch(value):
            return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(value)
        case str():
            return lines(value)
        case Mapping():
            return Markup("<br>\n").join(
                Markup("{} : {}").format(name, shown(part)) for name, part in value.items()
            )
        case Iterable():
            return Markup(", ").join(shown(part) for part in value)
    return escape(value)


def _calendar(value: date) -> str:
    """A date, with its time of day if it has one, as somebody typed it into a cell."""
    clock = f"{value:%H:%M}" if isinstance(value, datetime) else "00:00"
    day = f"{value:%d/%m/%Y}" if language() == "fr" else f"{value:%Y-%m-%d}"
    return day if clock == "00:00" else f"{day} {clock}"


def csrf_field() -> Markup:
    """The hidden field that shows a form to be ours."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        sessions.FIELD, sessions.csrf_token()
    )


def static(app: Flask, name: str) -> str:
    """The address of a file of `static/`, which changes with its content."""
    return url_for("static", filename=name, v=_digest(Path(str(app.static_folder), name)))


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
