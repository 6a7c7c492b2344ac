"""A recap of hundreds of steps: filters that combine and can be linked to, groups, what-if."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL, T0
from site_scene import ENGLISH, FRENCH, press, text_of

from ptr_platform.web.people import NUMBER, dialled

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from site_scene import Site


def shown(visitor: FlaskClient, query: str) -> set[str]:
    """The ids in the table of steps."""
    page = visitor.get(f"/recap?{query}", headers=FRENCH).text
    table = page.split('<table class="steps"')[1].split("</table>")[0]
    return set(re.findall(r'<tr data-key="([^"]+)"', table))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("only=late", {"CO00000001", "CO00000002", "CO00000004", "DC00000006"}),
        ("only=late&state=Overdue", {"CO00000002"}),
        ("only=blocked", {"CO00000002"}),
        ("only=late&team=Marché", {"CO00000004"}),
        ("only=soon", {"CO00000003"}),
        ("only=defects", {"CO00000001"}),
        ("only=defects&only=late&department=Technique", {"CO00000001"}),
        ("only=defects&only=soon", set()),
        ("only=mine", {"CO00000001", "DC00000005"}),
        ("only=mine&state=Ready", {"CO00000001"}),
        ("only=my-team&only=soon", {"CO00000003"}),
        ("department=-", set()),
    ],
)
def test_filters_hold_together_and_stand_in_the_address(
    site: Site, query: str, ids: set[str]
) -> None:
    anne = site.signed_in(ANNE)
    press(anne, "CO00000001", "defects", defects="Un câble manque")
    site.clock.forward(HOUR + timedelta(minutes=40))
    assert shown(anne, query) == ids


def test_critical_steps_are_those_that_decide_the_end(site: Site) -> None:
    forecast = site.service.run().forecast(T0)
    critical = {step for step, outlook in forecast.outlooks().items() if outlook.is_critical}
    assert critical
    assert shown(site.visitor(), "only=critical") == critical
    assert len(shown(site.visitor(), "only=unheard-of")) == 7, "what means nothing is no filter"


def test_nobody_has_steps_of_their_own(site: Site) -> None:
    page = site.visitor().get("/recap", headers=FRENCH).text
    assert 'value="mine"' not in page
    assert shown(site.visitor(), "only=mine") == set()


def test_the_table_is_folded_by_phase_or_team(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/recap?fold=team", headers=FRENCH).text
    assert set(re.findall(r'<tbody data-key="([^"]*)"', page)) == {"Réseau", "Marché", ""}
    page = visitor.get("/recap?fold=phase", headers=FRENCH).text
    assert set(re.findall(r'<tbody data-key="([^"]*)"', page)) == {"CO", "DC", "FB-RB"}
    assert "data-group" not in visitor.get("/recap?fold=moon", headers=FRENCH).text


def test_blocked_and_late_are_told_in_words_of_their_own_with_their_time(site: Site) -> None:
    press(site.signed_in(CARLA), "CO00000004", "start")
    site.clock.forward(HOUR + timedelta(minutes=20))
    page = text_of(site.visitor().get("/recap/CO", headers=FRENCH))
    assert "à démarrer depuis 1 h 20 min" in page
    assert "bloquée depuis 20 min" in page
    assert "fin dépassée de 50 min" in page
    assert "avec retard" not in page
    step = text_of(site.visitor().get("/steps/CO00000002", headers=FRENCH))
    assert "en retard bloquée depuis 20 min" in step


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("longer=60", ["1 h plus tard qu'en l'état actuel", "CO00000002", "bougent"]),
        ("ends=2026-04-08T12:00", ["plus tard qu'en l'état actuel"]),
        ("skipped=1", ["plus tôt", BOB]),
        ("team_late=30", ["30 min plus tard"]),
        ("", ["Rien n'en est enregistré"]),
    ],
)
def test_what_if_tells_what_moves_and_records_nothing(
    site: Site, query: str, words: list[str]
) -> None:
    site.clock.forward(241 * HOUR)
    before = site.service.store.position()
    page = site.visitor().get(f"/steps/CO00000001/what-if?{query}", headers=FRENCH)
    assert page.status_code == 200
    for word in words:
        assert word in text_of(page)
    assert site.service.store.position() == before


def test_a_step_that_takes_longer_of_a_team_that_is_late_ended_as_it_began(site: Site) -> None:
    site.clock.forward(241 * HOUR)
    outlook = site.service.run().forecast(site.clock.now()).outlook("CO00000001")
    assert outlook is not None
    query = "/api/v1/steps/CO00000001/what-if?longer=60&team_late=30"
    moved = site.visitor().get(query, headers=site.key(ANNE)).get_json()["moved"]["CO00000001"]
    late = HOUR + timedelta(minutes=30)
    assert datetime.fromisoformat(moved["ends"]) == outlook.ends + late


@pytest.mark.parametrize(
    "query", ["longer=x", "longer=-5", "longer=99999999999", "ends=soon", "ends=0001-01-01T00:00"]
)
def test_what_cannot_be_supposed_is_told(site: Site, query: str) -> None:
    page = site.visitor().get(f"/steps/CO00000001/what-if?{query}", headers=ENGLISH)
    assert page.status_code in {200, 422}
    assert page.status_code == 422 or "What would follow" in text_of(page)
    assert site.visitor().get(f"/steps/CO99999999/what-if?{query}").status_code == 404


def test_a_telephone_number_can_be_dialled() -> None:
    assert dialled("+32 (0)2 555 01-02") == "+3225550102"
    assert dialled("02/555.01.02") == "025550102"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0470 00 11 01", ["0470 00 11 01"]),
        ("470001101", ["470001101"]),
        (
            "Anne (nuit) : +32 (0)2 555 01 02, sinon 0470/00.11.01.",
            ["+32 (0)2 555 01 02", "0470/00.11.01"],
        ),
        ("depuis le 01/02/2026, ticket 47110000", []),
        ("2026-03-28", []),
    ],
)
def test_numbers_are_found_within_a_text_and_dates_are_none(text: str, numbers: list[str]) -> None:
    assert NUMBER.findall(text) == numbers


def test_the_bulk_form_is_the_teams(site: Site) -> None:
    assert 'id="selection"' in site.signed_in(PAUL).get("/recap").text
    assert 'id="selection"' not in site.signed_in(ANNE).get("/recap").text
