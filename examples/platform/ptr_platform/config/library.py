"""The sections that the library understands itself: ``excel`` and ``mail``.

Here they are read, with the environment and relative paths; what their values may be is the
library's to say, and what it says is told with the whole key.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.config.sections import Excel
from ptr_platform.language.catalogues import LANGUAGES, library_language
from ptr_platform.language.messages import LibraryError

if TYPE_CHECKING:
    from ptr_platform.config.reader import Section

_TEXTS = ("from", "reply_to", "signature", "transport", "host", "tls", "hello", "user", "password")
_PATHS = ("directory", "templates", "ca_file")


def excel(section: Section) -> Excel:
    """The workbook and its layout."""
    file = section.path("file", None)
    zone = section.zone("timezone", "Europe/Brussels")
    layout = section.rest()
    section.close()
    # The library stops at the first mistake, so each value is also checked alone.
    told = [mistake for piece in _pieces(layout) if (mistake := _refused(piece))]
    for mistake in told or filter(None, [_refused(layout)]):
        key = str(mistake).removeprefix("layout: ").partition(": ")[0]
        section.mistakes.pass_on(section.key(key), LibraryError(mistake, skipped=2))
    return Excel(file=file, layout={**layout, "timezone": zone}, timezone=zone)


def _refused(layout: Mapping[str, Any]) -> ptr_py.PtrError | None:
    """Why a layout cannot be used, if it cannot."""
    try:
        # The layout is checked before the workbook is read, which is empty here.
        ptr_py.load_workbook(io.BytesIO(), layout=layout)
    except ptr_py.WorkbookError:
        pass
    except ptr_py.PtrError as error:
        return error
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
        "language": library_language(section.text("language", language, choices=LANGUAGES)),
        **{name: section.text(name, None) for name in _TEXTS},
        "port": section.number("port", None, low=1, high=65535),
        "timeout": section.number("timeout", None, low=1, high=3600),
        **{name: path and str(path) for name in _PATHS if (path := section.path(name, None))},
        "timeline": section.flag("timeline", default=True),
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
        for nth, line in enumerate(lines or [headline], start=1 if lines else 0):
            key, skipped = line.strip().partition(": ")[0], 1
            if key not in settings and "templates" in headline:
                key, skipped = "templates", 0  # the line begins with the file
            if section.key(key) not in told:
                section.mistakes.pass_on(section.key(key), LibraryError(error, skipped, nth))
    return settings


def _said(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings without those that are absent."""
    return {name: value for name, value in settings.items() if value is not None}
