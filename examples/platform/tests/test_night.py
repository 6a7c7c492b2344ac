"""The pages of the transition team in Chromium, while others act: live, on a phone, on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from browser_scene import ODILE, Evening, Window, evening
from platform_scene import PAUL
from selenium.webdriver.common.by import By

from ptr_py import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def tonight(tmp_path: Path) -> Iterator[Evening]:
    """Hours into the cut-over, and since fifty minutes nobody has begun anything."""
    with evening(tmp_path, after=timedelta(hours=7)) as tonight:
        tonight.clock.forward(timedelta(minutes=50))
        yield tonight


def sign_in(window: Window, tonight: Evening) -> None:
    tonight.sign_in(window, PAUL)


def ready(tonight: Evening) -> list[str]:
    states = tonight.service.run().states(tonight.clock.now())
    return [step for step, state in states.items() if state == State.READY]


def test_the_desk_brings_itself_up_to_date_while_it_is_worked_with(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    scripted.visit("/desk")
    first = ready(tonight)[0]
    field = scripted.driver.find_element(By.ID, "jump")
    field.send_keys("CO0000")
    owner = tonight.service.run().assignees(first)[0]
    tonight.service.execute(lambda run, at: run.start(first, by=owner, at=at, apply=False))
    scripted.evaluate("refresh(document.getElementById('live'))")
    under_way = scripted.driver.find_element(By.CSS_SELECTOR, "[aria-labelledby=open]")
    assert first in under_way.text
    assert field.get_attribute("value") == "CO0000", "what is typed stays"
    assert scripted.driver.switch_to.active_element == field
    assert scripted.evaluate("document.getElementById('age').textContent").startswith("À jour")


def test_a_table_stays_sorted_chosen_and_searched_while_rows_come_and_go(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    scripted.visit("/recap/CO?state=Ready&state=Open")
    scripted.press("Libellé")
    scripted.press("Libellé")
    before = scripted.column("Identifiant")
    box = scripted.driver.find_element(By.CSS_SELECTOR, f"input[value={before[-1]}]")
    box.click()
    owner = tonight.service.run().assignees(before[0])[0]
    tonight.service.execute(lambda run, at: run.start(before[0], by=owner, at=at, apply=False))
    tonight.service.execute(lambda run, at: run.close(before[0], by=owner, at=at, apply=False))
    scripted.evaluate("refresh(document.getElementById('live'))")
    after = scripted.column("Identifiant")
    assert before[0] not in after
    labels = scripted.column("Libellé")
    assert labels == scripted.evaluate(
        f"{labels!r}.sort(new Intl.Collator('fr', {{numeric: true}}).compare).reverse()"
    )
    assert box.is_selected()


def test_a_form_that_is_being_filled_in_stays_while_the_page_around_it_goes_on(
    tonight: Evening, scripted: Window
) -> None:
    first = ready(tonight)[0]
    owner = tonight.service.run().assignees(first)[0]
    links = tonight.app.extensions["ptr"].links
    scripted.visit(links.step(first, recipient=owner, issued=tonight.clock.now()))
    scripted.type("Defects", "Je suis en train d'écrire")
    tonight.service.execute(
        lambda run, at: run.record_defects(first, "Un autre", by=PAUL, at=at, apply=False)
    )
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert scripted.field("Defects").get_attribute("value") == "Je suis en train d'écrire"
    assert scripted.says("defects enregistrés par paul@transition.example")
    scripted.press("Enregistrer les defects")
    assert scripted.says("Modification refusée", "Un autre")


def test_a_step_began_and_its_page_still_offered_a_coordinator_to_start_it(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    first = ready(tonight)[0]
    scripted.visit(f"/steps/{first}")
    assert "Démarrer l'étape-action" in scripted.buttons()
    owner = tonight.service.run().assignees(first)[0]
    tonight.service.execute(lambda run, at: run.start(first, by=owner, at=at, apply=False))
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert "Clôturer l'étape-action" in scripted.buttons()


def test_what_would_follow_is_kept_up_to_date_while_somebody_types(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    first = ready(tonight)[0]
    scripted.visit(f"/steps/{first}/remind")
    scripted.type("Message", "On vous attend")
    owner = tonight.service.run().assignees(first)[0]
    tonight.service.execute(
        lambda run, at: run.transfer(first, to=ODILE, by=owner, at=at, apply=False)
    )
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert scripted.says(ODILE)
    assert scripted.field("Message").get_attribute("value") == "On vous attend"
    scripted.press("Rappeler")
    assert scripted.says("Modification enregistrée"), "whom it tells was seen"


def test_what_is_typed_stays_when_somebody_else_was_faster(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    first = ready(tonight)[0]
    scripted.visit(f"/steps/{first}/skip")
    scripted.type("Motif", "Sans objet")
    tonight.service.execute(
        lambda run, at: run.skip(first, by=PAUL, at=at, reason="Déjà fait", apply=False)
    )
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert scripted.says("C'est impossible à présent")
    assert scripted.field("Motif").get_attribute("value") == "Sans objet"


def test_the_review_and_the_checks_grew_old_while_they_were_read(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    for path in ("/review", "/checks", "/contacts", "/rehearsals", "/plan"):
        scripted.visit(path)
        before = scripted.driver.find_element(By.CSS_SELECTOR, "footer .moment").text
        tonight.clock.forward(timedelta(minutes=2))
        scripted.evaluate("refresh(document.getElementById('live'))")
        assert scripted.driver.find_element(By.CSS_SELECTOR, "footer .moment").text != before
        assert scripted.driver.find_element(By.ID, "age").is_displayed()


def test_a_page_says_when_it_is_no_longer_up_to_date(scripted: Window) -> None:
    scripted.visit("/wall")
    scripted.evaluate("document.getElementById('live').dataset.seen = Date.now() - 300000")
    scripted.evaluate("age(document.getElementById('live'))")
    note = scripted.driver.find_element(By.ID, "age")
    assert note.text == "Plus à jour : dernière liaison il y a 5 min"


def test_the_wall_prints_on_one_sheet(scripted: Window) -> None:
    scripted.visit("/wall")
    with scripted.on_paper() as paper:
        assert len(paper) == 1


@pytest.mark.parametrize("path", ["/desk", "/wall", "/journal", "/checks", "/recap?only=late"])
def test_no_page_of_the_team_is_wider_than_a_phone(
    tonight: Evening, scripted: Window, path: str
) -> None:
    sign_in(scripted, tonight)
    scripted.resize(360, 740, phone=True)
    scripted.visit(path)
    assert scripted.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_desk_led_to_a_recap_whose_headings_were_out_of_sight(
    tonight: Evening, scripted: Window
) -> None:
    sign_in(scripted, tonight)
    scripted.resize(1366, 768)
    for path in ("/recap#steps", "/recap/CO?state=Terminated#steps"):
        scripted.visit(path)
        top = scripted.evaluate("document.querySelector('.steps').getBoundingClientRect().top")
        assert 0 <= top < 400, path


def test_a_step_is_decided_on_a_phone(tonight: Evening, scripted: Window) -> None:
    sign_in(scripted, tonight)
    scripted.resize(360, 740, phone=True)
    first = ready(tonight)[0]
    scripted.visit(f"/steps/{first}/skip")
    assert scripted.evaluate("document.documentElement.scrollWidth") <= 360
    scripted.type("Motif", "Sans objet")
    scripted.press("Ignorer l'étape-action")
    assert scripted.says("ignorée par")
