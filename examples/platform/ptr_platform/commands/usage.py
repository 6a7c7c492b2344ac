"""What `argparse` itself says, in the language of the command.

Everything it says goes through two names of its module, made for that. They are replaced while a
command line is read, instead of the catalogues that gettext would look for on the machine.
"""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ptr_platform.words import ARGPARSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptr_platform.speech import Language


@contextmanager
def spoken_by_argparse(language: Language) -> Iterator[None]:
    """For as long as this lasts, argparse speaks the language."""
    if language == "en":
        yield
        return
    before = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._ = lambda text: ARGPARSE.get(text, text)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, more, count: ARGPARSE.get(  # type: ignore[attr-defined]
        text := one if count == 1 else more, text
    )
    try:
        yield
    finally:
        argparse._, argparse.ngettext = before  # type: ignore[attr-defined]
