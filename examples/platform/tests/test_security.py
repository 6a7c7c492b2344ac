"""What keeps a browser from being used against its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, PAUL, make_config
from site_scene import ENGLISH, FRENCH, Site, csrf, open_site

from ptr_platform.run.service import RunService
from ptr_platform.store import StoreError
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.web import create_app
from ptr_platform.web.security import CONTENT_POLICY

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = ["/", "/steps/CO00000001", "/recap/CO", "/recap", "/sign-in", "/nothing", "/healthz",
             "/api/v1/states", "/static/platform.css", "/logo/icon"]  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_the_headers(site: Site, path: str) -> None:
    headers = site.visitor().get(path, buffered=True).headers
    assert headers["Content-Security-Policy"] == CONTENT_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_POLICY
    assert "default-src 'none'" in CONTENT_POLICY
    sources = re.findall(r"'[^']+'|https?:\S+|\*", CONTENT_POLICY)
    assert set(sources) == {"'none'", "'self'"}


@pytest.mark.parametrize("path", ["/", "/steps/CO00000001", "/recap/CO", "/sign-in", "/account"])
def test_no_page_has_anything_inline(site: Site, path: str) -> None:
    page = site.signed_in(ANNE).get(path).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "<style" not in page
    assert re.findall(r"\s(?:style|on[a-z]+)=", page) == []


def test_no_address_takes_a_form_of_another_session_or_site(site: Site) -> None:
    visitor, token = site.signed_in(PAUL), csrf(site.visitor().get("/sign-in"))
    ours = csrf(visitor.get("/sign-in"))
    addresses = []
    for rule in site.app.url_map.iter_rules():
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule).replace("<path:step>", "CO00000001")
        if "POST" in (rule.methods or ()) and not path.startswith("/api/"):
            addresses.append(path)
    assert len(addresses) > 15
    for path in addresses:
        asked = {"step": "CO00000001", "reason": "?", "to": ANNE, "defects": "?"}
        for form, origin in ((asked | {"csrf": token}, "same-origin"), (asked, "same-origin"),
                             (asked | {"csrf": ours}, "cross-site")):  # fmt: skip
            answer = visitor.post(path, data=form, headers={"Sec-Fetch-Site": origin})
            assert answer.status_code == 403, path
            assert "ne vient pas de cette session" in answer.text, path
    assert site.service.run().version == 0


def test_pages_are_kept_by_nobody_and_static_files_for_ever(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert {"Accept-Language", "Cookie"} <= set(page.vary)
    style = re.search(r'href="(/static/[^"]+)"', page.text)
    assert style is not None
    assert "immutable" in visitor.get(style[1], buffered=True).headers["Cache-Control"]


def test_a_platform_without_a_plan_says_so(tmp_path: Path, site: Site) -> None:
    config = make_config(tmp_path / "empty")
    (tmp_path / "empty").mkdir()
    store = SqliteStore(config.database.file)
    visitor = create_app(RunService(store, config, site.clock), config, site.clock).test_client()
    for path in ("/", "/recap", "/steps/CO00000001"):
        page = visitor.get(path, headers=FRENCH)
        assert page.status_code == 503
        assert "Pas encore de plan" in page.text
    assert visitor.get("/healthz").json == {"status": "ok", "imported": False}
    assert visitor.get("/sign-in").status_code == 200
    store.close()


@pytest.mark.parametrize(("wish", "words"), [(FRENCH, "Hors service"), (ENGLISH, "Out of order")])
def test_what_goes_wrong_inside_is_logged_and_not_shown(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    wish: dict[str, str],
    words: str,
) -> None:
    def fail() -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(site.service, "run", fail)
    page = site.visitor().get("/", headers=wish)
    assert page.status_code == 500
    assert words in page.text
    assert "a secret of the inside" not in page.text
    assert "a secret of the inside" in caplog.text
    answer = site.visitor().get("/api/v1/states", headers=site.key(ANNE))
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")


def test_a_database_out_of_reach_is_told_to_machines_and_people(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("disk full")

    for method in ("check", "position"):
        monkeypatch.setattr(site.service.store, method, fail)
    assert site.visitor().get("/healthz").status_code == 503
    page = site.visitor().get("/recap", headers=FRENCH)
    assert page.status_code == 503
    assert "injoignable" in page.text


def test_the_logos_are_those_of_the_configuration(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("logos")
    (directory / "c.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    appearance = {"logo": "c.svg", "company": "Réseau", "logo_url": "https://reseau.example/"}
    site = open_site(directory, appearance=appearance)
    visitor = site.visitor()
    assert (
        visitor.get("/logo/company", buffered=True).text
        == "<svg xmlns='http://www.w3.org/2000/svg'/>"
    )
    assert visitor.get("/logo/icon", buffered=True).mimetype == "image/svg+xml"
    page = visitor.get("/").text
    assert 'href="https://reseau.example/"' in page
    assert 'alt="Réseau"' in page
    assert visitor.get("/logo/other").status_code == 404
