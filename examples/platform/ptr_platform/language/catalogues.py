"""The languages that there are: each is a folder of `.po` files, found there, and no line of code.

The catalogues are compiled in memory when a language is first spoken, so that a clone is complete
without a step of its own. Babel is imported when it is needed: processes that say nothing to people
start faster.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import ptr_py

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from babel.support import NullTranslations

FOLDER: Final = Path(__file__).parent.parent / "translations"
SOURCE: Final = "en"
"""The language that texts have in the code; it needs no file."""
DEFAULT: Final = "fr"
"""The language where nobody has chosen one."""
LANGUAGES: Final = tuple(
    dict.fromkeys(
        [
            DEFAULT,
            SOURCE,
            *sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po")),
        ]
    )
)
"""The codes of all languages, in the order in which they are offered."""


def N_(text: str) -> str:  # noqa: N802 (the name that gettext's tools look for)
    """Marks a text for translation that is translated later, where its reader is known."""
    return text


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of the platform's own texts.

    Args:
        language: One of `LANGUAGES`.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.support import NullTranslations, Translations  # noqa: PLC0415

    if language == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read(language, "messages"))
    compiled.seek(0)
    return Translations(compiled)


@cache
def read(language: str, domain: str) -> Catalog:
    """A `.po` file as it stands there; an empty one if there is none."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    file = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    if not file.is_file():
        return Catalog(language, domain)
    with file.open("rb") as text:
        return read_po(text, language, domain, abort_invalid=True)


@cache
def library_language(language: str) -> str:
    """The language in which `ptr_py` is asked for texts: English for one that it lacks."""
    try:
        ptr_py.State.READY.label(language)
    except ptr_py.InvalidValue:
        return SOURCE
    return language
