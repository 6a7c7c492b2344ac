"""A defect that blocks a step: recorded with its estimate, shown on every page, never lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, HOUR, PAUL
from site_scene import ENGLISH, FRENCH, csrf, press, text_of
from test_api import Program
from test_desk import tile
from test_recap_filters import shown

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from site_scene import Site
    from werkzeug.test import TestResponse

STEP = "CO00000001"


def block(
    visitor: FlaskClient, until: str, button: str = "defects", text: str = "Un câble\nmanque"
) -> TestResponse:
    """Ticks the box, gives an estimate on the plan's wall clock, and presses a button."""
    return press(visitor, STEP, button, defects=text, blocks="1", until=until)


def test_the_page_shows_the_block_with_its_estimate_and_line_breaks(site: Site) -> None:
    anne = site.signed_in(ANNE)
    assert block(anne, "2026-03-29T04:00", "start").status_code == 303
    page = anne.get(f"/steps/{STEP}", headers=FRENCH)
    assert "Un câble<br>\nmanque" in page.text
    assert "jusqu'au 29/03/2026 à 04:00 selon l'estimation" in text_of(page)
    assert 'name="blocks" value="1" checked' in page.text
    assert 'type="datetime-local" step="any" value="2026-03-29T04:00"' in page.text
    defect = site.service.run().blocking_defects(site.clock.now())[STEP]
    assert defect.until is not None
    assert site.service.run().history(STEP)[0].until == defect.until
    history = text_of(page).split("Historique")[1]
    assert "dim. 29/03/2026 04:00" in history


def test_desk_and_recap_list_what_is_blocked_by_a_defect(site: Site) -> None:
    block(site.signed_in(ANNE), "2026-03-29T04:00")
    paul = site.signed_in(PAUL)
    desk = paul.get("/desk", headers=FRENCH).text
    assert f"{STEP} ▶ prête Réseau anne@" in tile(desk, "blocked")
    assert "par un defect jusqu'à" in tile(desk, "blocked")
    assert "bloque jusqu'à" in tile(desk, "defects")
    assert 'href="/recap?only=blocked#steps"' in desk
    assert tile(desk, "blocked").startswith("Bloquées, et par quoi 1 ")
    assert shown(paul, "only=blocked") == shown(paul, "only=blocking") == {STEP}
    recap = paul.get("/recap", headers=FRENCH)
    assert "1 étape-action est bloquée par un defect" in text_of(recap)
    site.clock.forward(24 * HOUR)
    assert "estimation dépassée" in tile(paul.get("/desk", headers=FRENCH).text, "blocked")


def test_whoever_unticks_the_box_lifts_the_block_and_need_not_empty_the_date(site: Site) -> None:
    anne = site.signed_in(ANNE)
    block(anne, "2026-03-29T04:00")
    answer = press(anne, STEP, "defects", defects="Réparé", blocks="", until="2026-03-29T04:00")
    assert answer.status_code == 303
    assert site.service.run().blocking_defects(site.clock.now()) == {}
    assert site.service.run().defects(STEP) == "Réparé"


def test_a_form_of_before_keeps_the_block_and_an_untouched_one_is_no_event(site: Site) -> None:
    anne = site.signed_in(ANNE)
    block(anne, "2026-03-29T04:00")
    press(anne, STEP, "defects", defects="Deux câbles manquent")
    assert STEP in site.service.run().blocking_defects(site.clock.now())
    site.clock.forward(8 * HOUR)
    block(anne, "2026-03-29T04:00", "start", text="Deux câbles manquent")
    block(anne, "2026-03-29T04:00", "close", text="Deux câbles manquent")
    kinds = [event.type for event in site.service.run().events]
    assert kinds == ["defects_recorded", "defects_recorded", "started", "closed"]
    assert site.service.run().blocking_defects(site.clock.now()) == {}
    assert 'name="blocks"' not in anne.get(f"/steps/{STEP}").text


def test_blocks_recorded_by_two_people_at_once_are_no_overwriting(site: Site) -> None:
    anne, paul = site.signed_in(ANNE), site.signed_in(PAUL)
    old = {"csrf": csrf(anne.get(f"/steps/{STEP}")), "defects_seen": "0", "defects": "x"}
    block(paul, "2026-03-29T04:00", text="x")
    page = anne.post(f"/steps/{STEP}/defects", data={**old, "blocks": ""}, headers=FRENCH)
    assert page.status_code == 409
    assert STEP in site.service.run().blocking_defects(site.clock.now())
    same = {**old, "blocks": ["", "1"], "until": "2026-03-29T04:00"}
    assert anne.post(f"/steps/{STEP}/defects", data=same).status_code == 303
    assert site.service.run().version == 1


@pytest.mark.parametrize(
    ("until", "status", "french", "english"),
    [
        ("2020-01-01T00:00", 409, "Donnez une estimation postérieure", "Give an estimate after"),
        ("demain", 422, "Une date avec son heure est attendue.", "Expected a date with its time"),
    ],
)
def test_an_estimate_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    site: Site, until: str, status: int, french: str, english: str
) -> None:
    anne = site.signed_in(ANNE)
    for headers, words in ((FRENCH, french), (ENGLISH, english)):
        page = press(anne, STEP, "defects", headers, defects="Un câble", blocks="1", until=until)
        assert page.status_code == status
        assert words in text_of(page)
        assert re.search(r'name="blocks" value="1" checked', page.text)
        assert f'value="{until}"' in page.text
    assert site.service.run().version == 0


def test_an_estimate_without_the_box_is_refused(site: Site) -> None:
    page = press(
        site.signed_in(ANNE), STEP, "defects", defects="x", blocks="", until="2026-03-29T04:00"
    )
    assert page.status_code == 409
    assert "Indiquez qu'ils la bloquent" in text_of(page)


def test_programs_record_and_read_it(site: Site) -> None:
    visitor, headers = site.visitor(), site.key(ANNE)
    until = (site.clock.now() + 2 * HOUR).isoformat().replace("+00:00", "Z")
    document = visitor.get("/api/v1/openapi.json").get_json()
    anne = Program(site, headers, document)
    path = f"/steps/{STEP}/defects"
    said = {"text": "Panne", "blocks": True, "until": until}
    defect = anne.post(path, said)["step"]["blocking_defect"]
    assert (defect["until"], defect["is_overdue"], defect["since"]["by"]) == (until, False, ANNE)
    for other in ("/recap", "/desk"):
        assert anne.get(other)["blocking_defects"] == {STEP: defect}
    assert anne.get(f"/steps/{STEP}/explanation")["blocking_defect"] == defect
    for wrong in ({"blocks": "oui"}, {"until": "demain"}, {"until": 5}, {"colour": "red"}):
        anne.post(path, {**said, **wrong}, 400)
    assert anne.post(path, {"text": "x", "until": until}, 409)["reasons"][0]["until"] == until
    started = anne.post(f"/steps/{STEP}/start", {"defects": "Panne totale"})
    assert started["step"]["blocking_defect"]["until"] == until
    lifted = anne.post(path, {"text": "Réparé", "blocks": False})
    assert lifted["step"]["blocking_defect"] is None
    again = {"type": "record_defects", "step": STEP, "text": "Panne", "blocks": True}
    (event,) = anne.post("/commands", {"commands": [again]})["events"]
    assert (event["blocks"], "until" in event) == (True, False)
