"""The words of pages and commands: none lacks its French or is left over, no value gets lost."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import jinja2
import pytest
from jinja2 import nodes

import ptr_platform.web
from ptr_platform import words
from ptr_platform.web.words import FRENCH

WEB = Path(ptr_platform.web.__file__).parent
PLATFORM = WEB.parent

# What is said by whom: the first text that these are given, or the first two, or the second.
SAYING = {
    **dict.fromkeys(["say", "Said", "__init__"], slice(1)),
    **dict.fromkeys(["StoreError", "Conflict", "ImportRefused"], slice(1)),
    "many": slice(2),
    "tell": slice(1, 2),
}


def asked_for_by_templates() -> set[str]:
    """Every text that a template gives to `t` or `n`."""
    texts: set[str] = set()
    environment = jinja2.Environment(autoescape=True)
    for file in (WEB / "templates").iterdir():
        for call in environment.parse(file.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in {"t", "n"}:
                given = call.args[:1] if call.node.name == "t" else call.args[:2]
                for text in given:
                    assert isinstance(text, nodes.Const), f"{file.name}: {text}"
                    texts.add(text.value)
    return texts


def asked_for_by_modules() -> set[str]:
    """Every text that a module gives to `t` or `n`."""
    texts: set[str] = set()
    for file in WEB.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                given = {"t": call.args[:1], "n": call.args[:2]}.get(call.func.id, [])
                texts |= {
                    text.value
                    for text in given
                    if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
    return texts


def test_every_word_has_its_french_and_none_is_left_over() -> None:
    asked = asked_for_by_templates() | asked_for_by_modules()
    assert asked - set(FRENCH) == set()
    assert set(FRENCH) - asked == set()


@pytest.mark.parametrize("english", FRENCH)
def test_both_languages_take_the_same_values(english: str) -> None:
    fields = [
        {name for _, name, _, _ in Formatter().parse(text) if name}
        for text in (english, FRENCH[english])
    ]
    assert fields[0] == fields[1]


def test_no_line_breaks_before_french_punctuation() -> None:
    assert [text for text in FRENCH.values() if re.search(" [:;?!»]", text)] == []


def test_the_buttons_are_called_as_the_users_call_them() -> None:
    assert FRENCH["Transfer the step"] == "Transférer l'étape-action"
    assert FRENCH["Start the step"] == "Démarrer l'étape-action"
    assert FRENCH["Close the step"] == "Clôturer l'étape-action"
    assert FRENCH["Record the defects"] == "Enregistrer les defects"


def said_by_commands() -> set[str]:
    """Every text that a module has to say outside the pages."""
    texts: set[str] = set()
    for file in PLATFORM.rglob("*.py"):
        if not file.is_relative_to(WEB):
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(call, ast.Call):
                    name = str(getattr(call.func, "id", "") or getattr(call.func, "attr", ""))
                    texts |= {
                        text.value
                        for text in call.args[SAYING.get(name, slice(0))]
                        if isinstance(text, ast.Constant) and isinstance(text.value, str)
                    }
    return texts


def test_all_that_commands_say_has_its_french_and_none_is_left_over() -> None:
    said = said_by_commands()
    assert said - set(words.FRENCH) == set()
    assert set(words.FRENCH) - said == set()


@pytest.mark.parametrize("english", words.FRENCH)
def test_both_languages_of_a_command_take_the_same_values(english: str) -> None:
    fields = [
        {(name, form) for _, name, form, _ in Formatter().parse(text) if name}
        for text in (english, words.FRENCH[english])
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("english", words.ARGPARSE)
def test_both_languages_of_the_argument_parser_take_the_same_values(english: str) -> None:
    places = [
        sorted(re.findall(r"%(?:\(\w+\))?[sr]", text))
        for text in (english, words.ARGPARSE[english])
    ]
    # What type Python wanted of a value is nothing to a person.
    assert [each for each in places[0] if each != "%(type)s"] == places[1]


@pytest.mark.parametrize(("form", "french"), words.FORMS)
def test_a_form_of_the_library_has_what_its_french_takes(form: str, french: str) -> None:
    assert {name for _, name, _, _ in Formatter().parse(french) if name} <= set(
        re.compile(form).groupindex
    )


def test_no_line_breaks_before_the_punctuation_of_a_command() -> None:
    tables = (words.FRENCH, words.ARGPARSE, words.SYSTEM, words.PARTS, dict(words.FORMS))
    texts = [text for table in tables for text in table.values()]
    assert [text for text in texts if re.search(" [:;?!»]|« ", text)] == []


def test_any_terminal_of_western_europe_has_the_letters_of_a_command() -> None:
    for text in words.FRENCH.values():
        text.encode("latin-1")
