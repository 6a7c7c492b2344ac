"""Which language a page speaks: what was chosen with the switch, or else what the browser asks.

The texts of the pages stand in the templates in English; Flask-Babel looks them up in the
catalogues that the commands use too. What is said about steps comes from `ptr_py`.
"""

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g, request
from flask_babel import Babel, Domain  # type: ignore[import-untyped]

from ptr_platform.language.catalogues import LANGUAGES, catalogue
from ptr_platform.language.translator import Translator
from ptr_platform.web.services import services

COOKIE = "language"

NAMES = {code: (Locale.parse(code).get_display_name() or code).capitalize() for code in LANGUAGES}
"""What each language calls itself."""


class _Catalogues(Domain):  # type: ignore[misc]
    """The catalogues of the platform, where Flask-Babel would look for compiled files."""

    def get_translations(self) -> NullTranslations:
        return catalogue(language())


def prepare(app: Flask) -> None:
    """Gives templates the texts of the reader's language."""
    babel = Babel(app, locale_selector=language)
    babel.domain_instance = _Catalogues()
    # The library of that name would write counts as the machine does.
    app.jinja_env.globals["ngettext"] = ngettext
    app.context_processor(
        lambda: {
            "language": language(),
            "languages": NAMES,
            "library_language": translator().library_language,
        }
    )


def language() -> str:
    """The language of the present request."""
    return translator().language


def translator() -> Translator:
    """The translator of the present request."""
    if "translator" not in g:
        chosen = request.cookies.get(COOKIE)
        if chosen not in LANGUAGES:
            wished = request.accept_languages.best_match(LANGUAGES)
            chosen = wished or services().config.language
        g.translator = Translator(chosen)
    found: Translator = g.translator
    return found


def gettext(english: str, /, **values: object) -> str:
    """A text in the language of the present request, with the values put in."""
    return translator().gettext(english, **values)


def ngettext(one: str, more: str, num: int, /, **values: object) -> str:
    """The same of a text that counts."""
    return translator().ngettext(one, more, num, **values)
