"""Calendar feeds: a private address of a person's or a team's steps, listed and revocable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, BOB, PAUL
from site_scene import ENGLISH, FRENCH, csrf, open_site, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from site_scene import Site

FIRST, SECOND = "CO00000001", "CO00000002"


def make(visitor: FlaskClient, team: str = "") -> None:
    form = {"csrf": csrf(visitor.get("/account")), "team": team}
    assert visitor.post("/account/calendars", data=form, headers=FRENCH).status_code == 303


def feeds(site: Site, visitor: FlaskClient) -> list[str]:
    """The paths on somebody's page."""
    found = re.findall(r"readonly>(http[^<]+\.ics)<", visitor.get("/account").text)
    return [address.removeprefix(site.config.server.url) for address in found]


def events(text: str) -> set[str]:
    """The ids of the steps in a calendar."""
    return set(re.findall(r"^SUMMARY:(\w{2}\d{8})", text, re.MULTILINE))


def test_a_calendar_program_reads_ones_own_steps_without_a_session(site: Site) -> None:
    anne = site.signed_in(ANNE)
    make(anne)
    (address,) = feeds(site, anne)
    answer = site.visitor().get(address)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert FIRST in answer.text
    assert events(answer.text) == {FIRST, "DC00000005"}
    assert f"{site.config.server.url}/steps/{FIRST}" in answer.text.replace("\r\n ", "")
    assert "Vos étapes-actions" in text_of(anne.get("/account", headers=FRENCH))


def test_a_team_has_its_own_and_each_address_is_of_its_maker_alone(site: Site) -> None:
    anne, bob = site.signed_in(ANNE), site.signed_in(BOB)
    make(anne, "Marché")
    make(bob)
    assert len(feeds(site, anne)) == len(feeds(site, bob)) == 1
    (address,) = feeds(site, anne)
    assert "CO00000004" in site.visitor().get(address).text
    form = {"csrf": csrf(bob.get("/account")), "team": "Nulle part"}
    assert bob.post("/account/calendars", data=form).status_code == 400


def test_what_is_revoked_is_gone_and_the_others_stay(site: Site) -> None:
    anne, bob = site.signed_in(ANNE), site.signed_in(BOB)
    make(anne)
    make(anne, "Réseau")
    gone, kept = feeds(site, anne)
    page = anne.get("/account").text.partition('id="calendars"')[2]
    (first, _) = re.findall(r'name="id" value="([^"]+)"', page)
    foreign = {"csrf": csrf(bob.get("/account")), "id": first}
    assert bob.post("/account/revoke", data=foreign).status_code == 303
    assert site.visitor().get(gone).status_code == 200, "only one's own is revoked"
    form = {"csrf": csrf(anne.get("/account")), "id": first}
    assert anne.post("/account/revoke", data=form).status_code == 303
    assert feeds(site, anne) == [kept]
    assert site.visitor().get(gone).status_code == 404
    assert site.visitor().get(kept).status_code == 200


@pytest.mark.parametrize("token", ["x", "W10.x", ".", "%00", "é"])
def test_an_address_that_nobody_was_given_is_none(site: Site, token: str) -> None:
    assert site.visitor().get(f"/calendar/{token}.ics").status_code == 404


def test_an_address_of_another_secret_or_dry_run_is_none(site: Site, tmp_path: Path) -> None:
    anne = site.signed_in(ANNE)
    make(anne)
    (address,) = feeds(site, anne)
    other = open_site(tmp_path / "other", server={"secret": "t" * 32})
    for name, text in site.service.store.notes("credential ").items():
        other.service.store.write_note(name, text)
    assert other.visitor().get(address).status_code == 404
    other.services.sign_in.finish()
    other.service.store.close()


def test_nobody_makes_one_without_a_session_or_by_a_form_from_elsewhere(site: Site) -> None:
    stranger, paul = site.visitor(), site.signed_in(PAUL)
    token = csrf(stranger.get("/sign-in", headers=ENGLISH))
    for path in ("/account/calendars", "/account/revoke"):
        assert stranger.post(path, data={"csrf": token}).status_code == 401
        assert paul.post(path, data={"csrf": "x"}).status_code == 403
    assert feeds(site, paul) == []
