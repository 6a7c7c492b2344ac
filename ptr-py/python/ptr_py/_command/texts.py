"""The words of the command line, one file a language; those of plans are the library's.

A language is a file of ``languages/``, and no line of code. What it lacks is said in English.
"""

import json
from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path(__file__).with_name("languages")

_TEXTS: dict[str, dict[str, str]] = {
    file.stem: json.loads(file.read_text("utf-8")) for file in _FOLDER.glob("*.json")
}

LANGUAGES = sorted(_TEXTS, key=lambda code: (code != "fr", code))
"""The codes of the languages, French first."""


def texts(language: str) -> Mapping[str, str]:
    """The texts of a language by their keys."""
    return _TEXTS[language]


def text(key: str, language: str, **values: object) -> str:
    """A text with its values filled in."""
    said = texts(language).get(key) or texts("en")[key]
    return said.format(**values)
