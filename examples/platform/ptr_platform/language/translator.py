"""One language at hand: its texts, and values as its readers write them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from ptr_platform.language.catalogues import N_, catalogue, library_language
from ptr_platform.language.messages import Message, filled, text_of

_FIELDS = frozenset(
    # What people call the fields of a step: as the headings of the workbook do.
    {
        N_("id"),
        N_("label"),
        N_("phase"),
        N_("prerequisites"),
        N_("start"),
        N_("duration"),
        N_("team"),
        N_("department"),
        N_("contacts"),
        N_("instructions"),
    }
)


class Translator:
    """Speaks one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.library_language = library_language(language)
        """The language for texts of `ptr_py`."""

    def gettext(self, english: str, /, **values: Any) -> str:
        """A text, with the values put in."""
        return Message(english, values).text(self.language)

    def ngettext(self, one: str, more: str, num: int, /, **values: Any) -> str:
        """A text that counts, by the language's rule for plurals; the count is ``%(num)s``."""
        text = catalogue(self.language).ngettext(one, more, num)
        return filled(text, {"num": num, **values}, self.language)

    def error(self, error: Exception) -> str:
        """What went wrong."""
        return text_of(error, self.language)

    def field(self, name: str) -> str:
        """What people call a field of a step; further columns keep their names."""
        return self.gettext(name) if name in _FIELDS else name

    def value(self, value: Any, timezone: str) -> str:
        """What a field of a step holds; instants as the clocks of the plan show them."""
        match value:
            case None | "" | [] | ():
                return "-"
            case datetime() if value.tzinfo is not None:
                return self.instant(value, timezone)
            case timedelta():
                minutes = round(value.total_seconds() / 60)
                return " ".join(self.units(minutes)) or "0 " + self.gettext("min")
            case list() | tuple():
                return ", ".join(map(str, value))
        return str(value)

    def instant(self, at: datetime, timezone: str) -> str:
        """An instant with its offset: ``28/03/2026 22:00 (UTC+1)``."""
        local = at.astimezone(ZoneInfo(timezone))
        pattern = self.gettext("yyyy-MM-dd HH:mm")
        return f"{self.date(local, pattern)} ({utc_offset(local)})"

    def date(self, value: datetime, pattern: str) -> str:
        """A date by a pattern of Unicode CLDR, such as ``E d MMM yyyy``."""
        # What it says is its wall clock alone; that of equal instants need not be the same.
        return _written(value.replace(tzinfo=None), pattern, self.language)

    def units(self, minutes: int) -> list[str]:
        """Minutes as days, hours and minutes, without those that are none."""
        counted = (
            (minutes // 1440, self.gettext("d")),
            (minutes // 60 % 24, self.gettext("h")),
            (minutes % 60, self.gettext("min")),
        )
        return [f"{count} {unit}" for count, unit in counted if count]


@lru_cache(5000)
def _written(wall: datetime, pattern: str, language: str) -> str:
    from babel.dates import format_datetime  # noqa: PLC0415

    return format_datetime(wall, pattern, locale=language)


def utc_offset(local: datetime) -> str:
    """How far a wall clock is from UTC: ``UTC+2``."""
    offset = f"{local:%z}"
    minutes = "" if offset[3:5] == "00" else f":{offset[3:5]}"
    return f"UTC{offset[0]}{int(offset[1:3])}{minutes}"
