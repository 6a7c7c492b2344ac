"""Which language a page speaks: what was chosen with the switch, or else what the browser asks.

The words of the pages stand in the templates in English, as keys of `words.FRENCH`. What is said
about steps comes from `ptr_py`, in either language.
"""

from typing import Literal, cast

from flask import Flask, g, request

from ptr_platform.web.desk import desk
from ptr_platform.web.words import FRENCH

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
COOKIE = "language"


def prepare(app: Flask) -> None:
    """Gives templates the words of the reader's language."""
    app.jinja_env.globals.update(t=t, n=n)
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})


def language() -> Language:
    """The language of the present request."""
    if "language" not in g:
        chosen = request.cookies.get(COOKIE)
        if chosen not in LANGUAGES:
            wished = request.accept_languages.best_match(LANGUAGES)
            chosen = wished or desk().config.language
        g.language = chosen
    return cast("Language", g.language)


def t(english: str, **values: object) -> str:
    """What stands in English, in the reader's language, with the values put in."""
    text = english if language() == "en" else FRENCH[english]
    return text.format(**values) if values else text


def n(singular: str, plural: str, count: int, **values: object) -> str:
    """The same of a sentence that counts: in French nought is singular, in English plural."""
    one = count == 1 if language() == "en" else abs(count) <= 1
    return t(singular if one else plural, count=count, **values)
