"""Languages beyond French and English: Dutch, and those that somebody adds by a file."""

import pickle
from pathlib import Path

import pytest
from scene import ANNE, T0, make_records

from ptr_py import InvalidValue, Language, Plan, PlanError, Refused, Run, State

OWN = "state-Overdue = überfällig\nrefusal-not-coordinator = { $by } darf das nicht.\n"


def test_the_built_in_languages_are_offered_french_first() -> None:
    assert [str(language) for language in Language.built_in()] == ["fr", "en", "nl"]


@pytest.mark.parametrize("language", ["nl", Language("nl")])
def test_dutch_is_spoken_wherever_french_is(run: Run, language: str | Language) -> None:
    assert State.READY.label(language) == "startklaar"
    assert "Legende" in run.to_mermaid(T0, language=language)
    assert run.start("CO1", by=ANNE, at=T0)[0].sentence(language) == f"gestart door {ANNE}"
    assert run.explain("CO1", T0).text(language).endswith(f"door {ANNE}.")
    first, *others = make_records()
    with pytest.raises(PlanError) as refused:
        Plan.from_records([{**first, "prerequisites": [first["id"]]}, *others])
    problem = refused.value.problems[0]
    assert "voorwaarde" in problem.text(language)
    assert pickle.loads(pickle.dumps(problem)).text(language) == problem.text(language)


def test_a_file_words_a_message_anew_and_the_rest_stays(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "de.ftl"
    file.write_text(OWN, "utf-8")
    german = Language.from_file(file)
    assert (german.code, german.texts) == ("de", OWN)
    assert State.OVERDUE.label(german) == "überfällig"
    assert State.OPEN.label(german) == "open"
    assert State.OVERDUE.label(Language.from_file(file, code="nl")) == "überfällig"
    with pytest.raises(Refused) as refused:
        run.declare_rollback("zu spät", by=ANNE, at=T0)
    assert f"{ANNE} darf das nicht." in [it.text(german) for it in refused.value.reasons]


def test_a_language_equals_and_pickles_by_its_code_and_texts() -> None:
    german = Language("de", OWN)
    assert pickle.loads(pickle.dumps(german)) == german == Language("de", OWN)
    assert german != Language("de", "")
    assert len({german, Language("de", OWN), Language("nl"), Language("nl")}) == 2
    assert repr(german) == "<Language de, with texts>"


def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="line 2"):
        Language("de", "state-Open = offen\nstate-Ready: bereit\n")
    with pytest.raises(InvalidValue, match="ISO 639"):
        Language("german", "")
    with pytest.raises(InvalidValue, match="fr, en or nl"):
        Language("de")
    with pytest.raises(InvalidValue, match=r"de\.ftl"):
        Language.from_file(tmp_path / "de.ftl")
