"""The translations: every text has one in every language, none is left over, no value gets lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from ptr_platform.language.catalogues import FOLDER, LANGUAGES, SOURCE, catalogue, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

PLATFORM = FOLDER.parent.parent
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})
DOMAINS = ("messages", "libraries", "run")


def texts(language: str, domain: str) -> Iterator[Message]:
    """Every entry of a file but its header."""
    return (message for message in read(language, domain) if message.id)


def translations(message: Message) -> tuple[str, ...]:
    """What an entry says in its language; one for each plural."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


@pytest.fixture(scope="module")
def asked_for() -> set[str | tuple[str, ...]]:
    """Every text that a module or a template asks for."""
    with (PLATFORM / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(PLATFORM, methods, options)
    return {text for _file, _line, text, _comments, _context in found}


def test_each_folder_of_translations_is_a_language_and_french_comes_first() -> None:
    folders = {path.name for path in FOLDER.iterdir()}
    assert set(LANGUAGES) == folders | {SOURCE}
    assert LANGUAGES[:2] == ("fr", "en")
    assert "nl" in LANGUAGES


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_has_its_translation_and_none_is_left_over(
    language: str, asked_for: set[str | tuple[str, ...]]
) -> None:
    known = {message.id for message in texts(language, "messages")}
    assert asked_for - known == set()
    assert known - asked_for == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_script_has_its_translation_and_none_is_left_over(language: str) -> None:
    script = (PLATFORM / "run").read_text("utf-8")
    said = set(re.findall(r'\b(?:say|fail) "([^"$]*)"', script))
    assert {message.id for message in texts(language, "run")} == said


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_language_has_the_same_texts(domain: str) -> None:
    every = [{message.id for message in texts(language, domain)} for language in TRANSLATED]
    assert all(known == every[0] for known in every)


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_empty_doubtful_or_obsolete(language: str, domain: str) -> None:
    catalog = read(language, domain)
    assert catalog.obsolete == {}
    assert [message.id for message in texts(language, domain) if message.fuzzy] == []
    assert [
        message.id for message in texts(language, domain) if not all(translations(message))
    ] == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_takes_the_values_of_its_text(language: str, domain: str) -> None:
    catalog = read(language, domain)
    assert [
        (each.id, list(each.check(catalog))) for each in catalog if list(each.check(catalog))
    ] == []
    for message in texts(language, domain):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        for text in translations(message):
            # What type Python wanted of a value is nothing to a person.
            assert values(text) == values(ids[-1]) - {"%(type)s"}, message.id
            # A form of a library may have a value that its translation leaves out.
            assert set(re.findall(r"\{[a-z]+\}", text)) <= set(re.findall(r"\{[a-z]+\}", ids[0]))


def values(text: str) -> set[str]:
    """The places of a text that are filled in, with how."""
    return set(re.findall(r"%(?:\(\w+\))?[.0-9]*[a-z]", text.replace("%d/%m/%Y", "")))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_count_has_as_many_forms_as_the_language_has_plurals(language: str) -> None:
    catalog: Catalog = read(language, "messages")
    counted = [message for message in texts(language, "messages") if message.pluralizable]
    assert counted
    assert {len(translations(message)) for message in counted} == {catalog.num_plurals}


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_line_breaks_before_french_punctuation(domain: str) -> None:
    french = [text for message in texts("fr", domain) for text in translations(message)]
    # The mail is plain text of several lines, which nobody sets anew.
    told = [text for text in french if "\n\n" not in text]
    assert [text for text in told if re.search(" [:;?!»]|« ", text)] == []


def test_the_buttons_are_called_as_the_users_call_them() -> None:
    french = catalogue("fr").gettext
    assert french("Transfer the step") == "Transférer l'étape-action"
    assert french("Start the step") == "Démarrer l'étape-action"
    assert french("Close the step") == "Clôturer l'étape-action"
    assert french("Record the defects") == "Enregistrer les defects"


@pytest.mark.parametrize("language", TRANSLATED)
def test_any_terminal_of_western_europe_has_the_letters_of_a_command(language: str) -> None:
    for message in texts(language, "messages"):
        if not all(Path(file).is_relative_to("ptr_platform/web") for file, _ in message.locations):
            for text in translations(message):
                text.encode("latin-1")


def test_a_count_follows_the_rule_of_its_language() -> None:
    for language, expected in (("en", "0 steps"), ("fr", "0 étape-action"), ("nl", "0 stappen")):
        text = catalogue(language).ngettext("%(num)s step", "%(num)s steps", 0)
        assert text % {"num": 0} == expected
