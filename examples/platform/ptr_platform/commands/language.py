"""Which language a command speaks, and that what click says is in it too."""

from __future__ import annotations

import copy
import gettext
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import yaml

from ptr_platform.language.catalogues import DEFAULT, LANGUAGES
from ptr_platform.language.library_texts import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ptr_platform.language.translator import Translator


def command_language(configuration: Path, environment: Mapping[str, str]) -> str:
    """The language of a command: known before the configuration is, which may be full of mistakes.

    It is that of the configuration; where that cannot be read, that of the terminal; and French
    where the terminal has none of the languages that there are.
    """
    if (language := environment.get("PTR_LANGUAGE")) in LANGUAGES:
        return language
    try:
        text = configuration.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return _of_terminal(environment)
    try:
        document = yaml.safe_load(text)
        language = (document or {}).get("language", DEFAULT)
    except (yaml.YAMLError, AttributeError):
        # Whatever is wrong with the rest, this line may be in order.
        line = re.search(r"^language:\s*[\"']?(\w+)", text, re.MULTILINE)
        language = line[1] if line else None
    return language if language in LANGUAGES else _of_terminal(environment)


def _of_terminal(environment: Mapping[str, str]) -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            language = re.split(r"[_.@]", locale)[0]
            return language if language in LANGUAGES else DEFAULT
    return DEFAULT


def spoken(command: click.Command, t: Translator) -> click.Command:
    """A command, and those under it, with what they say of themselves in a language."""

    def said(text: str | None) -> str | None:
        return text and t.gettext(text)

    theirs = copy.copy(command)
    theirs.help, theirs.short_help = said(command.help), said(command.short_help)
    theirs.options_metavar = t.gettext("[OPTIONS]")
    theirs.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in theirs.params:
        parameter.metavar = said(parameter.metavar)
        if isinstance(parameter, click.Option):
            parameter.help = said(parameter.help)
    if isinstance(theirs, click.Group):
        theirs.subcommand_metavar = t.gettext("COMMAND")
        theirs.commands = {name: spoken(each, t) for name, each in theirs.commands.items()}
    return theirs


@contextmanager
def click_in(language: str) -> Iterator[None]:
    """For as long as this lasts, click speaks the language.

    It asks gettext, which would look for compiled catalogues on the machine.
    """
    before = gettext.dgettext, gettext.dngettext
    gettext.dgettext = lambda _domain, text: exact(text, language)  # type: ignore[assignment]
    gettext.dngettext = lambda _domain, one, more, count: exact(  # type: ignore[assignment]
        one if count == 1 else more, language
    )
    try:
        yield
    finally:
        gettext.dgettext, gettext.dngettext = before
