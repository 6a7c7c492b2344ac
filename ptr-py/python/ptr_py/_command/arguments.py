"""The arguments of the command line, and their help in the terminal's language."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ptr_py._command import answers
from ptr_py._native import Language, __version__
from ptr_py._native import terminal_text as text
from ptr_py._state import State

LANGUAGES = [language.code for language in Language.built_in()]


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments as options; ``answer`` is what the command does.

    Exits with code 2 where they mean nothing, and with 0 after help or version.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    return _parser(_language(given)).parse_args(given)


def _language(given: Sequence[str]) -> str:
    """The language of the help, which must be known before the arguments are read."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--language", nargs="?")
    asked = finder.parse_known_args(given)[0].language
    return asked if asked in LANGUAGES else terminal_language(os.environ)


def terminal_language(environment: Any) -> str:
    """The language that the terminal speaks, if it is one of ours; else English."""
    wanted = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in wanted if environment.get(name)), "")
    code = locale[:2].lower()
    return code if code in LANGUAGES and not locale[2:3].isalpha() else "en"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help whose own words are in the language, too."""

    language = "en"

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        prefix = text("usage", self.language) if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


_FORMATS = ("svg", "dot", "mermaid", "timeline")

# What an option of the command line takes; its help is the text `help-NAME`.
_OPTIONS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "plan": (("plan",), {"type": Path}),
    "step": (("step",), {}),
    "before": (("before",), {"type": Path}),
    "after": (("after",), {"type": Path}),
    "file": (("file",), {"type": Path}),
    "layout": (("--layout",), {"type": Path, "metavar": "FILE"}),
    "dry-run": (("--dry-run",), {"metavar": "NAME"}),
    "at": (("--at",), {"metavar": "TIME"}),
    "events": (("--events",), {"type": Path, "metavar": "FILE"}),
    "phase": (("--phase",), {"metavar": "CODE"}),
    "team": (("--team",), {"metavar": "NAME"}),
    "state": (("--state",), {"action": "append", "choices": [str(state) for state in State]}),
    "severity": (("--severity",), {"choices": ["warning", "error"], "default": "warning"}),
    "format": (("--format",), {"choices": _FORMATS, "default": "svg"}),
    "plain": (("--plain",), {"action": "store_true"}),
    "output": (("-o", "--output"), {"type": Path, "metavar": "FILE"}),
    "json": (("--json",), {"action": "store_true"}),
}

_RUN = ("plan", "layout", "dry-run", "at", "events")

# What each command answers with, and its options; what it does is the text `help-COMMAND`.
_COMMANDS: Mapping[str, tuple[Callable[[argparse.Namespace], int], tuple[str, ...]]] = {
    "check": (answers.check, ("plan", "layout", "severity", "json")),
    "states": (answers.states, (*_RUN, "phase", "team", "state", "json")),
    "explain": (answers.explain, (*_RUN, "step", "json")),
    "forecast": (answers.forecast, (*_RUN, "json")),
    "draw": (answers.draw, (*_RUN, "phase", "format", "plain", "output")),
    "diff": (answers.diff, ("before", "after", "layout", "json")),
    "template": (answers.template, ("file", "layout")),
    "propose-layout": (answers.layout_proposed, ("plan", "json")),
}


def _parser(language: str) -> argparse.ArgumentParser:
    formatter = type("_Help", (_Help,), {"language": language})

    def said(key: str) -> str:
        # A percent sign of a text is none of argparse.
        return text(key, language).replace("%", "%%")

    def begun(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
        parser._positionals.title = said("arguments")
        parser._optionals.title = said("options")
        parser.add_argument("-h", "--help", action="help", help=said("help-help"))
        return parser

    shared: dict[str, Any] = {"formatter_class": formatter, "add_help": False}
    about: dict[str, Any] = {"description": said("description"), "epilog": said("exit-codes")}
    top = begun(argparse.ArgumentParser(prog="ptr", **about, **shared))
    top.add_argument("--version", action="version", version=__version__, help=said("help-version"))
    commands = top.add_subparsers(title=said("commands"), metavar="…", required=True)
    for name, (answer, options) in _COMMANDS.items():
        does = said(f"help-{name}")
        parser = begun(commands.add_parser(name, help=does, description=does, **shared))
        parser.set_defaults(answer=answer)
        for option in options:
            names, takes = _OPTIONS[option]
            parser.add_argument(*names, help=said(f"help-{option}"), **takes)
        choices: dict[str, Any] = {"choices": LANGUAGES, "default": language}
        parser.add_argument("--language", help=said("help-language"), **choices)
    return top
