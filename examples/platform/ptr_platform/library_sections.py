"""The sections that the library understands itself: ``excel`` and ``mail``.

Here they are read, with the environment and relative paths; what their values may be is the
library's to say, and what it says is told with the whole key.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.sections import Excel
from ptr_platform.speech import LANGUAGES

if TYPE_CHECKING:
    from ptr_platform.reader import Section

_TEXTS = ("from", "reply_to", "signature", "transport", "host", "tls", "hello", "user", "password")
_PATHS = ("directory", "templates", "ca_file")


def excel(section: Section) -> Excel:
    """The workbook and its layout."""
    file = section.path("file", None)
    zone = section.zone("timezone", "Europe/Brussels")
    layout = section.rest()
    section.close()
    # The library stops at the first mistake: so each value is shown to it alone as well.
    told = [mistake for piece in _pieces(layout) if (mistake := _refused(piece))]
    for mistake in told or filter(None, [_refused(layout)]):
        key, _, message = mistake.removeprefix("layout: ").partition(": ")
        section.mistakes.pass_on(section.key(key), message)
    return Excel(file=file, layout={**layout, "timezone": zone}, timezone=zone)


def _refused(layout: Mapping[str, Any]) -> str | None:
    """Why a layout cannot be used, if it cannot."""
    try:
        # A layout is checked before the workbook is looked into, here an empty one.
        ptr_py.load_workbook(io.BytesIO(), layout=layout)
    except ptr_py.WorkbookError:
        pass
    except ptr_py.PtrError as error:
        return str(error)
    return None


def _pieces(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each value of a mapping of mappings, in its place, without the others."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            for piece in _pieces(value):
                yield {key: piece}
        else:
            yield {key: value}


def mail(section: Section, language: str) -> Mapping[str, Any]:
    """How mails go out. No connection is opened yet."""
    retry = section.section("retry")
    settings: dict[str, Any] = {
        "language": section.text("language", language, choices=LANGUAGES),
        **{name: section.text(name, None) for name in _TEXTS},
        "port": section.number("port", None, low=1, high=65535),
        "timeout": section.number("timeout", None, low=1, high=3600),
        **{name: path and str(path) for name in _PATHS if (path := section.path(name, None))},
        "retry": {
            "after_minutes": retry.numbers("after_minutes", None, low=0, high=10_000),
            "give_up_after_hours": retry.number("give_up_after_hours", None, low=0, high=10_000),
        },
    }
    settings["retry"] = _said(settings["retry"])
    settings = _said(settings)
    retry.close()
    section.close()
    told = {mistake.key for mistake in section.mistakes.all}
    try:
        ptr_py.Mailer(settings)
    except ptr_py.PtrError as error:
        # A headline, then a line for each key.
        headline, *lines = str(error).splitlines()
        for line in lines or [headline]:
            key, _, message = line.strip().partition(": ")
            if key not in settings and "templates" in headline:
                key, message = "templates", line.strip()  # it begins with the file
            if section.key(key) not in told:
                section.mistakes.pass_on(section.key(key), message)
    return settings


def _said(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was said."""
    return {name: value for name, value in settings.items() if value is not None}
