"""Decisions of the plan: the outcomes that a step offers, votes, what the outcome puts aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, BOB, PAUL
from site_scene import DUTCH, ENGLISH, FRENCH, make_decision, open_site, press, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_scene import Site

STEP, AFTER_GO, AFTER_NO_GO = "CO00000001", "CO00000002", "CO00000003"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A platform whose first step is a decision that is under way."""
    site = open_site(tmp_path, make_decision())
    assert press(site.signed_in(PAUL), STEP, "start").status_code == 303
    yield site
    site.services.sign_in.finish()
    site.service.store.close()


def state(site: Site, step: str) -> str:
    return site.service.run().state(step, site.clock.now())


def test_a_decision_under_way_offers_its_outcomes_and_no_other_step_does(site: Site) -> None:
    anne = site.signed_in(ANNE)
    page = anne.get(f"/steps/{STEP}", headers=FRENCH)
    select = page.text.split('<select id="outcome"')[1].split("</select>")[0]
    assert re.findall(r"<option[^>]*>([^<]*)", select) == ["–", "GO", "NO-GO"]
    assert "Donner sa voix" in text_of(page)
    for step in (AFTER_GO, AFTER_NO_GO):
        assert 'name="outcome"' not in anne.get(f"/steps/{step}").text


def test_people_vote_until_the_quorum_agrees_and_the_other_way_is_abandoned(site: Site) -> None:
    anne, bob = site.signed_in(ANNE), site.signed_in(BOB)
    first = press(anne, STEP, "close", outcome="GO", reason="Tout est prêt")
    assert first.status_code == 303
    assert "voix pour GO par anne@grid.example" in text_of(anne.get(first.location, headers=FRENCH))
    assert state(site, STEP) == "Open"
    # Who voted for what, and who is missing, is told by whoever explains the step.
    page = text_of(bob.get(f"/steps/{STEP}", headers=FRENCH))
    assert "anne@grid.example pour GO (« Tout est prêt »)" in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert re.search("voix manquent.*bob@grid.example.*carla@grid.example", page)
    second = press(bob, STEP, "close", outcome="GO")
    assert "clôturée avec GO par bob@grid.example" in text_of(
        bob.get(second.location, headers=FRENCH)
    )
    assert (state(site, STEP), state(site, AFTER_GO)) == ("Terminated", "Ready")
    assert "abandonnée" in text_of(bob.get(f"/steps/{AFTER_NO_GO}", headers=FRENCH))
    recap = text_of(bob.get("/recap", headers=FRENCH))
    assert "1 étape-action abandonnée par une décision ne compte plus." in recap
    assert "GO" in text_of(bob.get("/wall", headers=FRENCH)), "what was decided is on the wall"


@pytest.mark.parametrize(
    ("outcome", "status", "words"),
    [
        ("", 409, "l'une de ses issues : GO ou NO-GO"),
        ("PEUT-ÊTRE", 422, "l'une de ses issues : GO ou NO-GO"),
        ("GO; NO-GO", 422, "l'une de ses issues : GO ou NO-GO"),
    ],
)
def test_a_decision_is_closed_with_one_of_its_outcomes_only(
    site: Site, outcome: str, status: int, words: str
) -> None:
    page = press(site.signed_in(ANNE), STEP, "close", outcome=outcome)
    assert page.status_code == status
    assert words in text_of(page)
    assert site.service.run().version == 1


@pytest.mark.parametrize(("wish", "word"), [(FRENCH, "voix"), (ENGLISH, "voted"), (DUTCH, "stem")])
def test_the_journal_has_a_word_for_votes(site: Site, wish: dict[str, str], word: str) -> None:
    press(site.signed_in(ANNE), STEP, "close", outcome="GO")
    page = site.visitor().get("/journal?kind=voted", headers=wish)
    assert f'<option value="voted" selected>{word}</option>' in page.text
    assert "anne@grid.example" in text_of(page)


def test_what_if_supposes_an_outcome_of_a_decision_and_of_no_other_step(site: Site) -> None:
    anne, before = site.signed_in(ANNE), site.service.store.position()
    page = anne.get(f"/steps/{STEP}/what-if", headers=FRENCH)
    select = page.text.split('<select id="outcome"')[1].split("</select>")[0]
    assert re.findall(r"<option[^>]*>([^<]*)", select) == ["–", "GO", "NO-GO"]
    assert 'name="skipped"' not in page.text
    assert 'name="outcome"' not in anne.get(f"/steps/{AFTER_GO}/what-if").text
    page = anne.get(f"/steps/{STEP}/what-if?outcome=NO-GO", headers=FRENCH)
    assert page.status_code == 200
    assert "<option selected>NO-GO" in page.text
    assert re.search(f"{AFTER_GO} Basculer .*ne peut plus avoir lieu", text_of(page))
    told = anne.get(f"/api/v1/steps/{STEP}/what-if?outcome=NO-GO", headers=site.key(ANNE))
    assert told.get_json()["moved"] == {AFTER_GO: {"begins": None, "ends": None}}
    assert site.service.store.position() == before


@pytest.mark.parametrize(
    ("step", "outcome", "french", "dutch"),
    [
        (STEP, "PEUT-ÊTRE", "Donnez l'une de ses issues", "Geef een van haar"),
        (AFTER_GO, "GO", "n'est pas une décision", "is geen beslissing"),
        (STEP, "GO; NO-GO", "Donnez l'une de ses issues", "Geef een van haar"),
    ],
)
def test_an_outcome_that_nobody_offers_cannot_be_supposed(
    site: Site, step: str, outcome: str, french: str, dutch: str
) -> None:
    visitor = site.visitor()
    for headers, words in ((FRENCH, french), (DUTCH, dutch)):
        page = visitor.get(
            f"/steps/{step}/what-if", query_string={"outcome": outcome}, headers=headers
        )
        assert page.status_code == 422
        assert words in text_of(page)
    path = f"/api/v1/steps/{step}/what-if"
    answer = visitor.get(path, query_string={"outcome": outcome}, headers=site.key(ANNE))
    assert answer.status_code == 409
