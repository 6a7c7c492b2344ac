"""Pages that are asked for again: a 304 while nothing has changed, packed where they are long."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, PAUL
from site_scene import ENGLISH, FRENCH, press

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from site_scene import Site

PAGES = ["/steps/CO00000001", "/recap", "/recap/CO?only=late", "/desk", "/contacts", "/rehearsals"]
MINUTE = timedelta(minutes=1)


def again(visitor: FlaskClient, path: str, tag: str | None, wish: dict[str, str] = FRENCH) -> int:
    assert tag
    return visitor.get(path, headers={**wish, "If-None-Match": tag}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_costs_a_304_until_something_happens_or_the_minute_is_over(
    site: Site, path: str
) -> None:
    paul = site.signed_in(PAUL)
    paul.get("/recap")  # a session has its forms from then on
    site.clock.at = site.clock.at.replace(second=0)
    page = paul.get(path, headers=FRENCH)
    tag = page.headers["ETag"]
    assert page.status_code == 200
    site.clock.forward(MINUTE - timedelta(microseconds=1))
    assert again(paul, path, tag) == 304
    assert again(paul, path, '"another"') == 200
    assert again(paul, path, tag, ENGLISH) == 200
    assert again(site.signed_in(ANNE), path, tag) == 200, "it is another reader's"
    press(site.signed_in(ANNE), "CO00000001", "start")
    assert again(paul, path, tag) == 200
    tag = paul.get(path, headers=FRENCH).headers["ETag"]
    site.clock.forward(timedelta(microseconds=1))
    assert again(paul, path, tag) == 200


def test_every_page_about_the_run_keeps_itself_up_to_date(site: Site) -> None:
    paul, live = site.signed_in(PAUL), 0
    press(site.signed_in(ANNE), "CO00000001", "start")
    values = {"step": "CO00000001", "phase": "CO", "name": "remind"}
    adapter = site.app.url_map.bind("localhost")
    for rule in site.app.url_map.iter_rules():
        known = dict.fromkeys(rule.arguments) | {
            name: values[name] for name in rule.arguments & values.keys()
        }
        if "GET" not in (rule.methods or ()) or None in known.values():
            continue
        if rule.endpoint == "decisions.about_rollback":
            known["name"] = "declare"
        elif rule.endpoint == "access.logo":
            known["name"] = "icon"
        path = adapter.build(rule.endpoint, known)
        page = paul.get(f"{path}?step=CO00000001&event=1", headers=FRENCH)
        if page.mimetype != "text/html" or page.status_code != 200:
            page.close()
        elif rule.endpoint != "access.sign_in":
            assert 'id="live"' in page.text, path
            assert again(paul, page.request.full_path, page.headers["ETag"]) == 304, path
            live += 1
    assert live > 15


@pytest.mark.parametrize(
    ("path", "written_in"),
    [
        ("/", False),
        ("/desk", False),
        ("/wall", False),
        ("/recap", False),
        ("/recap/CO", False),
        ("/contacts", False),
        ("/mails", False),
        ("/recap/CO", True),
        ("/steps/CO00000001", True),
        ("/steps/CO00000001/what-if", True),
        ("/steps/CO00000001/skip", True),
        ("/journal", True),
    ],
)
def test_without_scripts_only_the_wall_came_anew_and_no_page_said_so(
    site: Site, path: str, written_in: bool
) -> None:
    reader = site.signed_in(PAUL if written_in or path == "/mails" else ANNE)
    page = reader.get(path, headers=ENGLISH)
    assert page.status_code == 200
    found = "".join(re.findall("<noscript>(.*?)</noscript>", page.text, re.DOTALL))
    assert ('<meta http-equiv="refresh"' in found) is not written_in
    assert ("does not keep itself up to date" in found) is written_in
    assert ("As of" in found) is written_in


def test_what_could_not_be_shown_is_not_refreshed(site: Site) -> None:
    for visitor, path in ((site.visitor(), "/mails"), (site.signed_in(PAUL), "/steps/nowhere")):
        refused = visitor.get(path)
        assert refused.status_code in {401, 404}
        assert 'id="live"' not in refused.text
        assert "ETag" not in refused.headers


def test_a_link_out_of_a_mail_signs_in_whatever_the_browser_has_kept(site: Site) -> None:
    visitor = site.visitor()
    link = site.link(ANNE, "CO00000001")
    assert visitor.get(link, headers={"If-None-Match": "*"}).status_code == 303


def test_long_answers_are_packed_for_whoever_can_unpack_them(site: Site) -> None:
    visitor = site.visitor()
    plain = visitor.get("/recap", headers=FRENCH)
    packed = visitor.get("/recap", headers={**FRENCH, "Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.vary
    assert gzip.decompress(packed.data).startswith(b"<!doctype html>")
    assert len(packed.data) < len(plain.data) / 2
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    page = visitor.get("/recap", headers={**FRENCH, "Accept-Encoding": "gzip, br"})
    assert page.headers["Content-Encoding"] == "br"
    assert again(visitor, "/recap", page.headers["ETag"]) == 304, "however it is packed"
    short = visitor.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in short.headers
    refused = visitor.get("/recap", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_what_readers_share_of_a_recap_is_nothing_that_one_of_them_alone_may_see(
    site: Site,
) -> None:
    paul, anne, visitor = site.signed_in(PAUL), site.signed_in(ANNE), site.visitor()
    for reader in (paul, anne, visitor, anne, paul):
        page = reader.get("/recap", headers=ENGLISH).text
        assert ('id="selection"' in page) is (reader is paul)
        assert ("my team" in page) is (reader is not visitor)
        own = reader.get("/recap?only=mine", headers=ENGLISH).text
        assert ('<tr data-key="CO00000001">' in own) is (reader is anne)
    assert "Only steps that are" in visitor.get("/recap", headers=ENGLISH).text
    assert "Seulement les étapes-actions" in visitor.get("/recap", headers=FRENCH).text


def test_whoever_changes_something_finds_it_in_the_recap(site: Site) -> None:
    anne, visitor = site.signed_in(ANNE), site.visitor()
    for number in range(3):
        press(anne, "CO00000001", "defects", defects=f"Constat {number}")
        assert f"Constat {number}" in anne.get("/recap", headers=FRENCH).text
        assert f"Constat {number}" in visitor.get("/recap", headers=FRENCH).text
