"""The words of the pages: none without its French, none left over, no value lost on the way."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import jinja2
import pytest
from jinja2 import nodes

import ptr_platform.web
from ptr_platform.web.words import FRENCH

WEB = Path(ptr_platform.web.__file__).parent


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
