"""Texts of others in the reader's language: what is known in English only, recognised by its form.

They come from the library, the operating system, databases, the YAML reader. The form of each
stands in `libraries.po`, with `{name}` where a text has a value. Kept true: what is not recognised
stays as it is, so that nothing of an error is lost.
"""

from __future__ import annotations

import re
from functools import cache

from ptr_platform.language.catalogues import SOURCE, catalogue, read

_VALUE = re.compile(r"\{([a-z]+)\}")
_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] | \(os error \d+\)$")


def translate(text: str, language: str) -> str:
    """The text in a language, as far as its form is known."""
    if language == SOURCE:
        return text
    known = _recognised(text, language)
    return text if known is None else known


def said_of(subject: object, text: str, language: str) -> str:
    """A text with the subject it is about; languages differ in what stands before the colon."""
    whole = catalogue(language).gettext("%(subject)s: %(text)s")
    return whole % {"subject": subject, "text": text}


def exact(text: str, language: str) -> str:
    """A text without values, such as argparse asks for; the text itself if it is unknown."""
    message = read(language, "libraries").get(text)
    return str(message.string) if message else text


def _recognised(text: str, language: str) -> str | None:
    text = _ERROR_NUMBER.sub("", text)
    for form, translation in _forms(language):
        if found := form.fullmatch(text):
            values = {
                name: _recognised(value, language) or value.replace("`", "")
                for name, value in found.groupdict().items()
            }
            return _VALUE.sub(lambda name, values=values: values[name[1]], translation)  # type: ignore[misc]
    where, separator, what = text.rpartition(": ")
    known = _recognised(what, language) if separator else None
    return None if known is None else said_of(where, known, language)


@cache
def _forms(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The forms in the order of the file, with their translations."""
    return [
        (_pattern(str(message.id)), str(message.string))
        for message in read(language, "libraries")
        if message.id
    ]


def _pattern(form: str) -> re.Pattern[str]:
    parts = _VALUE.split(form)
    pattern = re.escape(parts[0])
    for name, before, after in zip(parts[1::2], parts[::2], parts[2::2], strict=False):
        # A value between quotation marks ends at the next one.
        quote = before[-1:] if before[-1:] == after[:1] else ""
        values = f"[^{quote}]*" if quote in {'"', "`"} else ".*?"
        pattern += f"(?P<{name}>{values})" + re.escape(after)
    return re.compile(pattern, re.DOTALL)
