"""Who may read and act: reading closed to the people of the plan, and doors by role."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, BOB, PAUL, T0, make_config
from site_scene import FRENCH, csrf, open_site, press, text_of

from ptr_platform.config import ConfigError
from ptr_platform.identity.roles import MAY, Door, Role
from ptr_platform.web.doors import door_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from site_scene import Site

STEP, OTHER = "CO00000001", "CO00000002"
RITA, DOMINIC, CLEO = "rita@grid.example", "dominic@audit.example", "cleo@board.example"
SHOWN = (
    "/",
    f"/steps/{STEP}",
    "/recap",
    "/recap/CO",
    "/timeline",
    "/timeline.svg",
    "/wall",
    "/checks",
)
TRACED = ("/desk", "/journal", "/journal.csv", "/contacts", "/review", "/rehearsals")
LED = ("/plan", "/downloads/status.xlsx")


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Site]:
    """A platform that is read by people with a role."""
    people = {"readers": [RITA], "reader_domains": ["audit.example"], "committee": [CLEO]}
    site = open_site(tmp_path, identity={"reading": "people", **people})
    yield site
    site.services.sign_in.finish()
    site.services.rehearsals.close()
    site.service.store.close()


def statuses(visitor: FlaskClient, paths: tuple[str, ...]) -> set[int]:
    return {visitor.get(path, headers=FRENCH).status_code for path in paths}


def test_nobody_reads_without_a_role_where_reading_is_closed(closed: Site) -> None:
    visitor = closed.visitor()
    for path in (*SHOWN, *TRACED, *LED, f"/steps/{STEP}/what-if", "/steps/nowhere"):
        page = visitor.get(path, headers=FRENCH)
        assert page.status_code == 401, path
        assert "Fermer le registre" not in page.text
    page = visitor.get(f"/steps/{STEP}", headers=FRENCH)
    assert f'href="/sign-in?step={STEP}"' in page.text
    form = {"csrf": csrf(page)}
    assert "Fermer le registre" not in visitor.post(f"/steps/{STEP}/start", data=form).text
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/sign-in").status_code == 200
    assert visitor.get("/logo/icon", buffered=True).status_code == 200
    style = re.search(r'href="(/static/[^"]+)"', page.text)
    assert style is not None
    assert visitor.get(style[1], buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("mail", "seen", "traced", "acts"),
    [
        (RITA, True, False, False),
        (DOMINIC, True, False, False),
        (CLEO, True, True, False),
        (ANNE, True, True, True),
        (PAUL, True, True, True),
        ("nobody@grid.example", False, False, False),
    ],
)
def test_each_role_passes_its_doors_on_pages_and_by_programs(
    closed: Site, mail: str, seen: bool, traced: bool, acts: bool
) -> None:
    visitor, key = closed.signed_in(mail), closed.key(mail)
    if mail != PAUL:
        assert statuses(visitor, LED) == {403}
    assert statuses(visitor, SHOWN[1:]) == ({200} if seen else {403})
    assert statuses(visitor, TRACED) == ({200} if traced else {403})
    program = closed.visitor()
    api = "/api/v1"
    assert program.get(f"{api}/states", headers=key).status_code == (200 if seen else 403)
    assert program.get(f"{api}/journal", headers=key).status_code == (200 if traced else 403)
    noted = {"text": "Un câble manque"}
    answer = program.post(f"{api}/steps/{STEP}/defects", json=noted, headers=key)
    assert answer.status_code == (200 if acts else 403)
    if seen:
        status = press(visitor, STEP, "start").status_code
        assert status == (303 if acts else 403)


def test_the_library_still_decides_behind_the_door(closed: Site) -> None:
    page = press(closed.signed_in(BOB), STEP, "start")
    assert page.status_code == 403
    assert "transférée" in text_of(page), "what the library says, not that a door is closed"


def test_a_link_of_a_mail_shows_its_step_and_nothing_else_where_reading_is_closed(
    closed: Site,
) -> None:
    anne = closed.opened(ANNE, STEP)
    assert statuses(anne, (f"/steps/{STEP}", f"/steps/{STEP}/what-if", f"/steps/{STEP}/skip")) == {
        200
    }
    assert statuses(anne, (f"/steps/{OTHER}", "/", "/recap", *TRACED)) == {401}
    answer = press(anne, STEP, "start")
    assert answer.status_code == 303
    assert anne.get(answer.location).status_code == 200


def test_a_link_to_a_recap_is_for_reading_where_reading_is_closed(closed: Site) -> None:
    link = closed.services.links.recap(recipient=RITA, issued=T0)
    visitor = closed.visitor()
    assert visitor.get(link.removeprefix(closed.config.server.url)).location == "/recap"
    assert statuses(visitor, SHOWN) == {200}
    assert statuses(visitor, TRACED) == {401}
    assert press(visitor, STEP, "start").status_code == 401


def test_a_calendar_goes_with_its_owners_role(closed: Site) -> None:
    for mail, status in ((ANNE, 200), ("nobody@grid.example", 404)):
        closed.services.calendars.make(mail, team=None, language="fr", at=T0)
        (feed,) = closed.services.credentials.of(mail, now=T0)
        token = closed.services.calendars.token(feed)
        assert closed.visitor().get(f"/calendar/{token}.ics").status_code == status


def test_readers_and_committee_receive_sign_in_links_and_strangers_do_not(closed: Site) -> None:
    for mail in (RITA, DOMINIC, CLEO, "nobody@grid.example"):
        visitor = closed.visitor()
        visitor.post("/sign-in", data={"csrf": csrf(visitor.get("/sign-in")), "mail": mail})
    assert [mail["To"] for mail in closed.mails()] == [RITA, DOMINIC, CLEO]


def test_whoever_got_a_step_is_an_executor(closed: Site) -> None:
    assert press(closed.signed_in(ANNE), STEP, "transfer", to="new@grid.example").status_code == 303
    new = closed.signed_in("new@grid.example")
    assert press(new, STEP, "start").status_code == 303


@pytest.mark.parametrize(
    ("server", "reading", "open_to_all"),
    [
        ({}, None, True),
        ({"host": "localhost"}, None, True),
        ({"host": "::1", "url": "http://[::1]:8080"}, None, True),
        ({"host": "0.0.0.0", "url": "http://127.0.0.1:8080"}, None, False),
        ({"url": "https://ptr.example.org"}, None, False),
        ({"proxies": 1}, None, False),
        ({"url": "https://ptr.example.org"}, "open", True),
        ({}, "people", False),
    ],
)
def test_reading_is_open_on_the_same_machine_alone_unless_it_is_said(
    tmp_path: Path, server: dict[str, object], reading: str | None, open_to_all: bool
) -> None:
    config = make_config(tmp_path, server=server, identity={"reading": reading})
    assert config.reading_is_open is open_to_all


def test_who_reads_is_one_of_two_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"identity\.reading: found 'all'"):
        make_config(tmp_path, identity={"reading": "all"})


def test_every_address_stands_behind_a_door(site: Site) -> None:
    for rule in site.app.url_map.iter_rules():
        assert door_of(rule.endpoint) in {None, *Door}


def test_the_readme_shows_the_table() -> None:
    text = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (\w+) \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", text, re.MULTILINE
    )
    shown = {
        name: {door for door, cell in zip(Door, cells, strict=True) if cell.strip() == "yes"}
        for name, *cells in rows
        if name in set(Role)
    }
    assert shown == {role.value: set(doors) for role, doors in MAY.items()}
