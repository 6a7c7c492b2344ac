"""The words of the command line, one file a language; those of plans are the library's.

A language is a file of ``languages/``, and no line of code. What it lacks is said in English.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILES = {file.stem: file for file in Path(__file__).with_name("languages").glob("*.json")}

LANGUAGES = sorted(_FILES, key=lambda code: (code != "fr", code))
"""The codes of the languages, French first."""


def texts(language: str) -> Mapping[str, str]:
    """The texts of a language by their keys."""
    return _read(language)


@cache
def _read(language: str) -> Mapping[str, str]:
    read: dict[str, str] = json.loads(_FILES[language].read_text("utf-8"))
    return read


def text(key: str, language: str, **values: object) -> str:
    """A text with its values filled in."""
    said = texts(language).get(key) or texts("en")[key]
    return said.format(**values)
