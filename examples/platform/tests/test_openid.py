"""Signing in with an account of an OpenID provider, beside links in mails; what must not work."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_scene import MARIE, Window, evening
from joserfc.jwk import RSAKey
from mongo_server import free_port
from openid_scene import BACK, PEOPLE, Provider, back_from, come_back
from platform_scene import ANNE, BOB, PAUL
from site_scene import DUTCH, ENGLISH, FRENCH, csrf, open_site, press, text_of

from ptr_platform.identity.credentials import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium import webdriver
    from site_scene import Site

# The provider still uses what Authlib is to give up.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

STEP = "CO00000001"
OURS = "http://127.0.0.1:8080"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider().switched_on() as provider:
        yield provider


@pytest.fixture
def site(tmp_path: Path, provider: Provider) -> Iterator[Site]:
    """The platform, which the provider knows."""
    site = open_site(tmp_path, openid=provider.registered(OURS))
    yield site
    site.services.sign_in.finish()
    site.service.store.close()


def sessions(site: Site, mail: str) -> list[Kind]:
    return [it.kind for it in site.services.credentials.of(mail, now=site.clock.now())]


def test_whoever_has_an_account_and_a_role_is_signed_in_and_may_act(site: Site) -> None:
    anne = site.visitor()
    page = anne.get("/sign-in", headers=FRENCH)
    assert "Se connecter avec Compte Réseau" in text_of(page)
    assert 'href="/sign-in/openid"' in page.text
    answer = come_back(anne, "anne", FRENCH)
    assert (answer.status_code, answer.location) == (303, "/")
    assert press(anne, STEP, "start").status_code == 303
    assert [(event.type, event.by) for event in site.service.run().events] == [("started", ANNE)]


def test_what_is_asked_for_has_a_state_a_nonce_and_a_proof_to_come(site: Site) -> None:
    asked = [
        parse_qs(urlsplit(site.visitor().get("/sign-in/openid", headers=DUTCH).location).query)
        for _ in range(2)
    ]
    assert asked[0]["redirect_uri"] == [OURS + BACK]
    assert asked[0]["response_type"] == ["code"]
    assert asked[0]["scope"] == ["openid email"]
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["ui_locales"] == ["nl"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[0][name][0]) >= 20
        assert asked[0][name] != asked[1][name]


def test_the_session_is_listed_revoked_and_ended_as_any_other(site: Site) -> None:
    anne = site.visitor()
    come_back(anne, "anne", FRENCH)
    assert sessions(site, ANNE) == [Kind.SESSION]
    assert ANNE in text_of(anne.get("/account"))
    elsewhere = site.signed_in(ANNE)
    elsewhere.post("/account/revoke", data={"csrf": csrf(elsewhere.get("/account"))})
    assert anne.get("/account").location == "/sign-in"
    come_back(anne, "anne", FRENCH)
    assert anne.post("/sign-out", data={"csrf": csrf(anne.get("/account"))}).status_code == 303
    assert anne.get("/account").location == "/sign-in"
    assert sessions(site, ANNE) == []


def test_a_session_begun_so_ends_when_the_configuration_says(site: Site) -> None:
    anne = site.visitor()
    come_back(anne, "anne", FRENCH)
    site.clock.forward(site.config.identity.session)
    assert anne.get("/account").location == "/sign-in"


def test_an_address_is_taken_as_the_configuration_writes_it(site: Site) -> None:
    paul = site.visitor()
    assert come_back(paul, "paul", FRENCH).status_code == 303
    assert PAUL in text_of(paul.get("/account"))
    assert paul.get("/plan").status_code == 200


def test_who_came_from_a_step_is_led_back_to_it(site: Site) -> None:
    anne = site.visitor()
    assert f'href="/sign-in/openid?step={STEP}"' in anne.get(f"/sign-in?step={STEP}").text
    assert anne.get(back_from(anne, "anne", STEP)).location == f"/steps/{STEP}"
    assert anne.get(back_from(anne, "anne", "//elsewhere.example")).location == "/"


def test_a_mail_address_that_only_the_further_answer_tells_is_taken(
    site: Site, provider: Provider
) -> None:
    provider.lie = lambda claims: {
        name: value for name, value in claims.items() if not name.startswith("email")
    }
    anne = site.visitor()
    assert come_back(anne, "anne", FRENCH).status_code == 303
    assert ANNE in text_of(anne.get("/account"))
    provider.changes["/userinfo"] = {"sub": "paul"}
    assert come_back(site.visitor(), "anne", FRENCH).status_code == 502


@pytest.mark.parametrize(
    ("person", "language", "words"),
    [
        ("odile", FRENCH, "odile@elsewhere.example n'appartient à personne"),
        ("odile", DUTCH, "odile@elsewhere.example is van niemand"),
        ("odile", ENGLISH, "odile@elsewhere.example belongs to nobody who takes part"),
        ("bob", FRENCH, f"Compte Réseau n'a pas vérifié que l'adresse {BOB} est la vôtre"),
        ("carla", FRENCH, "n'a pas vérifié"),
        ("carla", DUTCH, "niet nagegaan"),
        ("nobody", FRENCH, "Compte Réseau ne dit pas quelle est votre adresse mail"),
        ("", FRENCH, "Compte Réseau n'a connecté personne"),
    ],
)
def test_who_is_not_let_in_is_told_why_and_offered_a_link_by_mail(
    site: Site, person: str, language: dict[str, str], words: str
) -> None:
    visitor = site.visitor()
    answer = come_back(visitor, person, language)
    assert answer.status_code == 403
    assert words in text_of(answer).replace("\u00a0", " ").replace("\u2019", "'")
    assert 'href="/sign-in"' in answer.text
    assert visitor.get("/account").location == "/sign-in"
    mail = PEOPLE.get(person, {}).get("email")
    assert mail is None or sessions(site, mail) == []


@pytest.mark.parametrize("verified", ["true", 1, "false", None])
def test_only_a_plain_yes_says_that_an_address_is_verified(
    site: Site, provider: Provider, verified: object
) -> None:
    provider.lie = lambda claims: {**claims, "email_verified": verified}
    assert come_back(site.visitor(), "anne", FRENCH).status_code == 403


def test_an_answer_is_good_once_and_in_the_browser_that_asked(site: Site) -> None:
    anne, other = site.visitor(), site.visitor()
    back = back_from(anne, "anne")
    assert other.get(back).status_code == 403
    other.get("/sign-in/openid")
    assert other.get(back).status_code == 403
    assert other.get(f"{BACK}?code=x").status_code == 403
    assert anne.get(back).status_code == 303
    again = anne.get(back, headers=FRENCH)
    assert again.status_code == 403
    assert "Recommencez" in text_of(again)
    assert sessions(site, ANNE) == [Kind.SESSION]


LIES: dict[str, Callable[[dict[str, object]], dict[str, object]]] = {
    "of another sign-in": lambda claims: {**claims, "nonce": "n" * 20},
    "of no sign-in": lambda claims: {k: v for k, v in claims.items() if k != "nonce"},
    "for another platform": lambda claims: {**claims, "aud": "another"},
    "for others as well": lambda claims: {**claims, "aud": ["another"], "azp": claims["aud"]},
    "of another provider": lambda claims: {**claims, "iss": "https://elsewhere.example"},
    "expired": lambda claims: {**claims, "exp": int(time.time()) - 3600},
    "of nobody": lambda claims: {k: v for k, v in claims.items() if k != "sub"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_signed_answer_that_is_not_ours_is_not_used(
    site: Site, provider: Provider, lie: str
) -> None:
    provider.lie = LIES[lie]
    visitor = site.visitor()
    answer = come_back(visitor, "anne", FRENCH)
    assert answer.status_code == 502
    assert "n'est pas fiable" in text_of(answer).replace("\u2019", "'")
    assert sessions(site, ANNE) == []
    provider.lie = lambda claims: claims
    assert come_back(visitor, "anne", FRENCH).status_code == 303


def test_an_answer_that_somebody_else_has_signed_is_not_used(
    site: Site, provider: Provider
) -> None:
    provider.key = RSAKey.generate_key(2048)
    assert come_back(site.visitor(), "anne", FRENCH).status_code == 502
    assert sessions(site, ANNE) == []


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://elsewhere.example"},
        {"authorization_endpoint": None},
        {"issuer": ["?"]},
    ],
)
def test_a_provider_that_describes_another_one_is_not_gone_to(
    site: Site, provider: Provider, change: dict[str, object]
) -> None:
    provider.changes["/.well-known/openid-configuration"] = change
    assert site.visitor().get("/sign-in/openid", headers=ENGLISH).status_code == 502


def test_while_the_provider_is_away_links_by_mail_are_offered(tmp_path: Path) -> None:
    section = {"issuer": f"http://127.0.0.1:{free_port()}", "client": "ptr"}
    site = open_site(tmp_path, openid=section)
    answer = site.visitor().get("/sign-in/openid", headers=FRENCH)
    assert answer.status_code == 502
    assert "127.0.0.1 ne répond pas" in text_of(answer)
    assert 'href="/sign-in"' in answer.text
    assert site.signed_in(ANNE).get("/account").status_code == 200
    site.services.sign_in.finish()
    site.service.store.close()


def test_a_provider_that_does_not_know_this_platform_any_more_is_told(
    tmp_path: Path, provider: Provider
) -> None:
    site = open_site(tmp_path, openid={**provider.registered(OURS), "secret": "another"})
    answer = come_back(site.visitor(), "anne", FRENCH)
    assert answer.status_code == 502
    assert "Compte Réseau ne répond pas comme il faut" in text_of(answer)
    site.services.sign_in.finish()
    site.service.store.close()


def test_a_provider_that_hangs_holds_up_a_few_sign_ins_and_nothing_else(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        section = {"issuer": f"http://127.0.0.1:{silent.getsockname()[1]}", "client": "ptr"}
        site = open_site(tmp_path, openid=section)

        def begin(_: int) -> tuple[int, float]:
            began = time.monotonic()
            answer = site.visitor().get("/sign-in/openid")
            return answer.status_code, time.monotonic() - began

        with ThreadPoolExecutor(8) as people:
            answers = list(people.map(begin, range(8)))
        assert [status for status, _ in answers] == [502] * 8
        assert sum(seconds > 3 for _, seconds in answers) == 2
        assert site.visitor().get(f"{BACK}?code=x&state=y").status_code == 403, "it is not asked"
        site.services.sign_in.finish()
        site.service.store.close()


def test_without_a_provider_there_is_nothing_of_it(tmp_path: Path) -> None:
    site = open_site(tmp_path)
    for path in ("/sign-in/openid", BACK):
        assert site.visitor().get(path).status_code == 404
    assert "openid" not in site.visitor().get("/sign-in").text
    site.services.sign_in.finish()
    site.service.store.close()


def test_somebody_signs_in_with_their_account_in_a_browser(
    driver: webdriver.Chrome, tmp_path: Path, provider: Provider
) -> None:
    port = free_port()
    section = provider.registered(f"http://127.0.0.1:{port}")
    with evening(tmp_path, port=port, openid=section) as tonight:
        marie = Window(driver, tonight.address)
        for scripts in (True, False):
            marie.scripts(scripts)
            marie.visit("/account")
            marie.follow("Se connecter avec Compte Réseau")
            assert marie.place.startswith(f"{provider.url}/oauth2/authorize")
            marie.press("marie")
            assert marie.place == "/"
            (account,) = marie.find(f"//header//a[contains(., '{MARIE}')]")
            marie.leave(account.click)
            assert marie.says("Votre accès", "celle-ci")
            marie.press("Se déconnecter")
            assert not marie.find(f"//header//a[contains(., '{MARIE}')]")
