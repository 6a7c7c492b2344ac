"""Who somebody is: links of mails, sign-in links, sessions, keys; and what must not work."""

from __future__ import annotations

import html
import re
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL, T0, make_config
from site_scene import ENGLISH, FRENCH, csrf, link_in, open_site, press, text_of

import ptr_py
from ptr_platform.identity.browsers import browser
from ptr_platform.identity.credentials import Credentials, Kind
from ptr_platform.identity.links import PARAMETER, Links
from ptr_platform.identity.tokens import BadToken, Purpose, Tokens
from ptr_platform.store import StoreError
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from site_scene import Site

STEP, THIRD = "CO00000001", "DC00000005"
"""Two steps of Anne's."""
DAY = timedelta(days=1)
SECRET = "s" * 32


def ask_for_link(visitor: FlaskClient, mail: str, **further: str) -> str:
    """Types an address on the sign-in page; the words of the answer."""
    token = csrf(visitor.get("/sign-in"))
    page = visitor.post("/sign-in", data={"csrf": token, "mail": mail, **further}, headers=FRENCH)
    assert page.status_code == 200
    return text_of(page)


def header(visitor: FlaskClient, path: str) -> str:
    """The words above a page, which say who one is there."""
    page = visitor.get(path, headers=FRENCH, follow_redirects=True).text
    found = re.sub(r"<[^>]+>", " ", page.partition("</header>")[0].partition("<header")[2])
    return re.sub(r"\s+", " ", html.unescape(found))


# --- Tokens ---------------------------------------------------------------------------------


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)


@given(mail=TEXTS, step=st.none() | TEXTS, purpose=st.sampled_from(Purpose))
def test_a_token_says_what_was_put_into_it(mail: str, step: str | None, purpose: Purpose) -> None:
    tokens = Tokens(SECRET, "FDR1")
    token = tokens.read(
        purpose, tokens.issue(purpose, mail, issued=T0, lifetime=DAY, step=step), now=T0
    )
    assert (token.mail, token.step, token.expires) == (mail, step, T0 + DAY)


def test_a_token_is_good_until_the_instant_it_expires() -> None:
    tokens = Tokens(SECRET, "FDR1")
    text = tokens.issue(Purpose.LINK, ANNE, issued=T0, lifetime=DAY)
    second = timedelta(seconds=1)
    assert tokens.read(Purpose.LINK, text, now=T0 + DAY - second).mail == ANNE
    for late in (T0 + DAY, T0 + DAY + second):
        with pytest.raises(BadToken, match="expired"):
            tokens.read(Purpose.LINK, text, now=late)


def test_a_token_is_worth_nothing_elsewhere() -> None:
    tokens = Tokens(SECRET, "FDR1")
    text = tokens.issue(Purpose.LINK, ANNE, issued=T0, lifetime=DAY)
    for reader, purpose in (
        (tokens, Purpose.SIGN_IN),
        (Tokens(SECRET, "FDR2"), Purpose.LINK),
        (Tokens("t" * 32, "FDR1"), Purpose.LINK),
    ):
        with pytest.raises(BadToken):
            reader.read(purpose, text, now=T0)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_other_text_is_no_token(text: str) -> None:
    with pytest.raises(BadToken):
        Tokens(SECRET, "FDR1").read(Purpose.LINK, text, now=T0)


def test_a_token_without_a_signature_is_refused() -> None:
    tokens = Tokens(SECRET, "FDR1")
    claims = jwt.decode(
        tokens.issue(Purpose.LINK, ANNE, issued=T0, lifetime=DAY),
        options={"verify_signature": False},
    )
    unsigned = jwt.encode(claims, "", algorithm="none")
    with pytest.raises(BadToken):
        tokens.read(Purpose.LINK, unsigned, now=T0)


@pytest.mark.parametrize("change", [{"exp": "soon"}, {"exp": 10**30}, {"sub": None}, {"exp": None}])
def test_a_signed_token_that_means_nothing_is_refused(change: dict[str, object]) -> None:
    tokens = Tokens(SECRET, "FDR1")
    claims = {"iss": "ptr", "aud": "link", "sub": ANNE, "run": "FDR1", "iat": 0, "exp": 2**31}
    text = jwt.encode(claims | change, tokens.key(Purpose.LINK), algorithm="HS256")
    with pytest.raises(BadToken):
        tokens.read(Purpose.LINK, text, now=T0)


# --- Links in mails -------------------------------------------------------------------------


def test_the_link_of_a_mail_leads_to_its_step_without_the_token_and_signs_nobody_in(
    site: Site,
) -> None:
    visitor = site.visitor()
    answer = visitor.get(site.link(ANNE, STEP))
    assert (answer.status_code, answer.location) == (303, f"/steps/{STEP}")
    assert "anne@grid.example sur cette étape-action seulement" in header(visitor, f"/steps/{STEP}")
    for path in ("/", "/desk", "/journal", f"/steps/{THIRD}"):
        assert "anne@grid.example" not in header(visitor, path)
    assert visitor.get("/account").location == "/sign-in"


def test_the_link_of_a_mail_acts_on_its_step_and_on_no_other(site: Site) -> None:
    anne = site.opened(ANNE, STEP)
    assert press(anne, STEP, "start").status_code == 303
    assert press(anne, STEP, "defects", defects="Un câble manque").status_code == 303
    (started, noted) = site.service.run().events
    assert (started.by, noted.by) == (ANNE, ANNE)
    for step in (THIRD, "CO00000002"):
        for button in ("start", "close", "defects", "transfer", "skip", "reopen"):
            assert press(anne, step, button, reason="x", to=BOB).status_code == 401
    form = {"csrf": csrf(anne.get("/")), "step": STEP, "reason": "x"}
    for path in ("/selection/skip", "/selection/close", "/rollback/declare", "/plan", "/account"):
        assert anne.post(path, data=form).status_code in {302, 303, 401}
    assert site.service.run().version == 2


def test_a_coordinators_link_decides_about_its_step_and_about_no_other(site: Site) -> None:
    paul = site.opened(PAUL, STEP)
    shown = paul.get(f"/steps/{STEP}/skip")
    (told,) = re.findall(r'name="foreseen" value="([^"]*)"', shown.text)
    assert press(paul, STEP, "skip", reason="Sans objet", foreseen=told).status_code == 303
    assert press(paul, THIRD, "skip", reason="Sans objet").status_code == 401
    assert "Changer le plan" not in text_of(paul.get("/desk", headers=FRENCH))
    assert [event.step for event in site.service.run().events] == [STEP]


def test_several_links_are_open_side_by_side_and_the_oldest_makes_room(site: Site) -> None:
    visitor = site.visitor()
    visitor.get(site.link(ANNE, STEP))
    visitor.get(site.link(BOB, "CO00000002"))
    assert "anne@grid.example" in header(visitor, f"/steps/{STEP}")
    assert "bob@grid.example" in header(visitor, "/steps/CO00000002")
    for number in range(7):
        visitor.get(site.link(CARLA, f"CO0000001{number}"))
    assert "anne@grid.example" not in header(visitor, f"/steps/{STEP}")
    assert "bob@grid.example" in header(visitor, "/steps/CO00000002")


def test_a_link_that_was_opened_acts_until_it_expires(site: Site) -> None:
    anne = site.opened(ANNE, STEP)
    site.clock.forward(site.config.identity.link - timedelta(seconds=1))
    assert press(anne, STEP, "start").status_code == 303
    site.clock.forward(timedelta(seconds=1))
    assert press(anne, STEP, "close").status_code == 401


def test_signing_in_and_out_closes_the_links_that_were_opened(site: Site) -> None:
    visitor = site.opened(BOB, STEP)
    site.sign_in(visitor, ANNE)
    assert "bob@grid.example" not in header(visitor, f"/steps/{STEP}")
    visitor = site.opened(BOB, STEP)
    form = {"csrf": csrf(visitor.get(f"/steps/{STEP}"))}
    assert visitor.post("/sign-out", data=form).status_code == 303
    assert "bob@grid.example" not in header(visitor, f"/steps/{STEP}")


def test_the_same_notice_gives_the_same_link_whenever_it_is_asked_for(site: Site) -> None:
    links, run = site.services.links, site.service.run()
    (notice,) = [one for one in run.notices(T0) if one.step == STEP]
    first = links.step_of(run, notice, STEP)
    site.clock.forward(HOUR)
    press(site.signed_in(CARLA), "CO00000004", "start")
    later = site.service.run()
    assert links.step_of(later, notice, STEP) == first
    assert "anne%40" not in first, "the address stands in the token only"


def test_a_transfers_link_is_dated_by_the_transfer(site: Site) -> None:
    site.clock.forward(HOUR)
    press(site.signed_in(ANNE), STEP, "transfer", to=BOB)
    run = site.service.run()
    for kind, reader in (("transfer", BOB), ("transfer-receipt", ANNE)):
        (notice,) = [one for one in run.notices(T0 + HOUR) if one.kind == kind]
        text = site.services.links.step_of(run, notice, STEP).partition(f"{PARAMETER}=")[2]
        token = site.services.tokens.read(Purpose.LINK, text, now=T0 + HOUR)
        assert (token.mail, token.step) == (reader, STEP)
        assert token.expires == T0 + HOUR + site.config.identity.link


def test_a_start_mails_link_is_dated_by_what_made_the_step_ready(site: Site) -> None:
    site.clock.forward(5 * HOUR)
    anne = site.signed_in(ANNE)
    press(anne, STEP, "start")
    press(anne, STEP, "close")
    run = site.service.run()
    (notice,) = [one for one in run.notices(T0 + 6 * HOUR) if one.step == "CO00000002"]
    text = site.services.links.step_of(run, notice, "CO00000002").partition(f"{PARAMETER}=")[2]
    token = site.services.tokens.read(Purpose.LINK, text, now=T0 + 6 * HOUR)
    assert token.expires == T0 + 5 * HOUR + site.config.identity.link


def test_a_weekly_reports_links_are_dated_by_the_report(site: Site) -> None:
    weekly = ptr_py.Weekly(weekday=0, time=T0.time(), since=T0 - 14 * DAY, recipients=(PAUL,))
    run = site.service.run()
    notice = run.notices(T0, weekly=weekly)[0]
    link = site.services.links.recap_of(run, notice)
    assert notice.until is not None
    token = site.services.tokens.read(Purpose.LINK, link.partition(f"{PARAMETER}=")[2], now=T0)
    assert token.expires == notice.until + site.config.identity.link
    visitor = site.visitor()
    assert visitor.get(link.removeprefix(site.config.server.url)).location == "/recap"
    assert "paul@transition.example" not in header(visitor, "/recap"), "it is for reading"


def test_a_links_path_holds_any_id() -> None:
    links = Links("https://ptr.example/", Tokens(SECRET, "FDR1"))
    assert links.step("CO 1/é") == "https://ptr.example/steps/CO%201%2F%C3%A9"
    assert links.recap("FB-RB") == "https://ptr.example/recap/FB-RB"
    assert links.recap() == "https://ptr.example/recap"


def test_what_else_a_link_asks_for_is_kept(site: Site) -> None:
    link = site.link(ANNE, STEP).replace(f"/steps/{STEP}?", "/recap/CO?state=Ready&team=Réseau&")
    assert site.visitor().get(link).location == "/recap/CO?state=Ready&team=R%C3%A9seau"


def test_an_expired_link_shows_the_step_and_lets_nobody_act(site: Site) -> None:
    link = site.link(ANNE, STEP)
    site.clock.forward(site.config.identity.link)
    visitor = site.visitor()
    assert "Ce lien a expiré" in text_of(visitor.get(link, headers=FRENCH))
    assert "This link has expired" in text_of(visitor.get(link, headers=ENGLISH))
    assert "anne@grid.example" not in header(visitor, f"/steps/{STEP}")
    forged = link[:-4] + "AAAA"
    assert "n'est pas valable" in text_of(visitor.get(forged, headers=FRENCH))


def test_somebody_elses_link_asks_before_it_is_opened_beside_a_session(site: Site) -> None:
    anne, second = site.signed_in(ANNE), "CO00000002"
    page = anne.get(site.link(BOB, second), headers=FRENCH)
    assert page.status_code == 200
    assert "Vous êtes connecté en tant que anne@grid.example" in text_of(page)
    assert "bob@grid.example" not in header(anne, f"/steps/{second}")
    token = page.text.split('name="token" value="')[1].split('"')[0]
    form = {"csrf": csrf(page), "token": token}
    assert anne.post("/sign-in/link", data=form).status_code == 410, "it signs nobody in"
    answer = anne.post("/open-link", data=form)
    assert (answer.status_code, answer.location) == (303, f"/steps/{second}")
    assert press(anne, second, "defects", defects="De Bob").status_code == 303
    assert press(anne, STEP, "defects", defects="D'Anne").status_code == 303
    assert [event.by for event in site.service.run().events] == [BOB, ANNE]
    assert anne.post("/open-link", data=form | {"token": "x"}).status_code == 410


# --- The sign-in page -----------------------------------------------------------------------


def test_a_sign_in_link_is_sent_and_signs_in_with_a_button_once(site: Site) -> None:
    ask_for_link(site.visitor(), "ANNE@grid.example", step=STEP)
    (mail,) = site.mails()
    assert mail["To"] == ANNE
    assert mail["Subject"] == "[Transition-FDR1] Votre lien de connexion"
    visitor = site.visitor()
    page = visitor.get(link_in(mail), headers=FRENCH)
    assert "Se connecter en tant que anne@grid.example" in text_of(page)
    # A scanner that opens the link, as often as it likes, uses nothing up.
    for _ in range(3):
        assert site.visitor().get(link_in(mail)).status_code == 200
    assert "Se déconnecter" not in visitor.get("/", headers=FRENCH).text
    token = page.text.split('name="token" value="')[1].split('"')[0]
    answer = visitor.post("/sign-in/link", data={"csrf": csrf(page), "token": token})
    assert (answer.status_code, answer.location) == (303, f"/steps/{STEP}")
    assert "anne@grid.example" in visitor.get("/").text
    second = site.visitor()
    form = {"csrf": csrf(second.get("/")), "token": token}
    answer = second.post("/sign-in/link", data=form, headers=FRENCH)
    assert answer.status_code == 410
    assert "a déjà servi" in text_of(answer)


def test_a_kelvin_sign_is_no_k_and_gets_no_link(site: Site) -> None:
    kelvin = "KARLA@grid.example".replace("K", "\N{KELVIN SIGN}")
    press(site.signed_in(ANNE), STEP, "transfer", to="karla@grid.example")
    ask_for_link(site.visitor(), kelvin)
    ask_for_link(site.visitor(), "KARLA@grid.example")
    assert [mail["To"] for mail in site.mails()] == ["karla@grid.example"]


def test_a_domain_is_the_same_in_unicode_and_in_ascii(tmp_path: Path) -> None:
    site = open_site(tmp_path, identity={"transfer_domains": "Société.example"})
    written, typed = "anne@société.example", "ANNE@xn--socit-esab.example"
    press(site.signed_in(ANNE), STEP, "transfer", to=written)
    ask_for_link(site.visitor(), typed)
    assert [mail["To"] for mail in site.mails()] == [written]
    anne = site.signed_in(typed)
    assert STEP in text_of(anne.get("/")), "among the steps of hers"
    assert press(anne, STEP, "start", mail=written).status_code == 303
    assert anne.get(site.link(written, STEP)).status_code == 303, "she is signed in already"
    site.service.store.close()


def test_a_sign_in_link_expires(site: Site) -> None:
    ask_for_link(site.visitor(), ANNE)
    (mail,) = site.mails()
    site.clock.forward(site.config.identity.sign_in_link)
    assert site.visitor().get(link_in(mail)).status_code == 410


def test_the_answer_is_the_same_for_known_and_unknown_addresses(site: Site) -> None:
    known = ask_for_link(site.visitor(), ANNE).replace(ANNE, "X")
    unknown = ask_for_link(site.visitor(), "nobody@grid.example").replace(
        "nobody@grid.example", "X"
    )
    nonsense = ask_for_link(site.visitor(), "nonsense").replace("nonsense", "X")
    assert known == unknown == nonsense
    assert [mail["To"] for mail in site.mails()] == [ANNE]


def test_everybody_who_takes_part_is_known(site: Site) -> None:
    press(site.signed_in(ANNE), STEP, "transfer", to="new@grid.example")
    everybody = [ANNE, BOB, CARLA, PAUL, "new@grid.example"]
    for mail in everybody:
        ask_for_link(site.visitor(), mail)
    assert [mail["To"] for mail in site.mails()] == everybody


def test_an_address_that_asks_too_often_gets_the_same_answer_and_no_mail(site: Site) -> None:
    answers = {ask_for_link(site.visitor(), ANNE) for _ in range(site.config.identity.attempts + 3)}
    assert len(answers) == 1
    assert len(site.mails()) == site.config.identity.attempts


def test_attempts_are_forgotten_after_the_window(site: Site) -> None:
    for _ in range(site.config.identity.attempts + 1):
        ask_for_link(site.visitor(), ANNE)
    site.clock.forward(site.config.identity.window)
    ask_for_link(site.visitor(), ANNE)
    assert len(site.mails()) == site.config.identity.attempts + 1


def test_a_company_behind_one_address_was_told_to_wait_for_what_a_few_had_asked(
    site: Site,
) -> None:
    for number in range(60):
        ask_for_link(site.visitor(), f"inconnu{number}@grid.example")
    ask_for_link(site.visitor(), ANNE)
    ask_for_link(site.visitor(), BOB)
    assert len(site.mails()) == 2


def test_what_is_typed_never_becomes_a_header(site: Site) -> None:
    ask_for_link(site.visitor(), "anne@grid.example\r\nBcc: eve@evil.example")
    assert site.mails() == []


def test_a_mail_server_that_is_down_changes_no_answer(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    mail = {"transport": "smtp", "host": "127.0.0.1", "port": 1, "tls": "none"}
    site = open_site(tmp_path_factory.mktemp("down"), mail=mail)
    assert "Consultez vos mails" in ask_for_link(site.visitor(), ANNE)
    site.services.sign_in.finish()
    assert "a sign-in link could not be sent" in caplog.text


# --- Sessions and keys ----------------------------------------------------------------------


def test_a_session_ends_with_its_time_and_with_the_button(site: Site) -> None:
    anne = site.signed_in(ANNE)
    site.clock.forward(site.config.identity.session)
    assert "anne@grid.example" not in anne.get("/").text
    anne = site.signed_in(ANNE)
    answer = anne.post("/sign-out", data={"csrf": csrf(anne.get("/"))})
    assert answer.status_code == 303
    assert "anne@grid.example" not in anne.get("/").text


def test_signing_in_starts_a_fresh_session(site: Site) -> None:
    visitor = site.visitor()
    planted = csrf(visitor.get("/"))
    site.sign_in(visitor, ANNE)
    assert visitor.post(f"/steps/{STEP}/start", data={"csrf": planted}).status_code == 403


@pytest.mark.parametrize("secure", [False, True])
def test_the_session_cookie_is_kept_from_scripts_and_other_sites(
    tmp_path_factory: pytest.TempPathFactory, secure: bool
) -> None:
    url = "https://ptr.example.org" if secure else "http://ptr.example.org"
    site = open_site(tmp_path_factory.mktemp("cookie"), server={"url": url})
    visitor = site.visitor()
    page, link = visitor.get("/", base_url=url), visitor.get(site.link(ANNE, STEP), base_url=url)
    for answer, name in ((page, "ptr-FDR1="), (link, "ptr-FDR1!")):
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/;" in cookie + ";"
        assert ("Secure" in cookie) is secure
        assert cookie.startswith("__Host-" + name if secure else name)
        assert ("Strict-Transport-Security" in answer.headers) is secure


def test_two_dry_runs_on_one_host_do_not_sign_each_other_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    sites = [
        open_site(tmp_path_factory.mktemp("run"), scripts={"dry_run": name})
        for name in ("FDR1", "Répétition n° 2; =")
    ]
    browser: dict[str, str] = {}
    for site in sites:
        visitor = site.signed_in(ANNE)
        # A browser keeps the cookies of a host together, whatever the port.
        for cookie in (visitor._cookies or {}).values():
            browser[cookie.key] = cookie.value
    for site in sites:
        visitor = site.visitor()
        for name, value in browser.items():
            visitor.set_cookie(name, value)
        assert "anne@grid.example" in header(visitor, "/")
        site.service.store.close()


def test_a_key_for_programs_is_made_for_whoever_is_signed_in(site: Site) -> None:
    assert site.visitor().get("/account").location == "/sign-in"
    anne = site.signed_in(ANNE)
    page = anne.get("/account", headers=FRENCH)
    form = {"csrf": csrf(page), "days": "7", "about": "Tableau de bord"}
    made = anne.post("/account", data=form, headers=FRENCH)
    key = made.text.split("readonly>")[1].split("<")[0]
    found = site.services.credentials.find(Kind.KEY, key, now=site.clock.now())
    assert found is not None
    assert (found.mail, found.until, found.about) == (ANNE, T0 + 7 * DAY, "Tableau de bord")
    again = anne.get("/account").text
    assert "Tableau de bord" in again
    assert key not in again, "it is shown once"
    for days in ("365", "x", ""):
        assert anne.post("/account", data=form | {"days": days}).status_code == 400


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/148.0.0.0 Mobile Safari/537.36"
)


def browser_of(site: Site, mail: str, agent: str) -> FlaskClient:
    """A browser of some make in which somebody is signed in."""
    visitor = site.visitor()
    visitor.environ_base["HTTP_USER_AGENT"] = agent
    site.sign_in(visitor, mail)
    return visitor


def revoke(visitor: FlaskClient, **typed: str) -> None:
    form = {"csrf": csrf(visitor.get("/account")), **typed}
    assert visitor.post("/account/revoke", data=form).location == "/account"


def is_signed_in(visitor: FlaskClient) -> bool:
    return visitor.get("/account").status_code == 200


def test_ones_sessions_are_listed_with_browser_and_time_and_revoked_one_by_one(site: Site) -> None:
    desk = browser_of(site, ANNE, FIREFOX)
    site.clock.forward(HOUR)
    phone, bob = browser_of(site, ANNE, PHONE), browser_of(site, BOB, FIREFOX)
    page = desk.get("/account", headers=FRENCH)
    told = text_of(page).partition("Clés pour les programmes")[0]
    assert "Firefox, Windows celle-ci" in told
    assert "Chrome, Android" in told
    assert told.count("Révoquer") == 2
    assert "sam. 28/03/2026 22:00" in told, "when it was begun"
    assert "dim. 29/03/2026 11:00" in told, "when it ends"
    (row,) = [row for row in page.text.split("<tr>") if "Chrome, Android" in row]
    id_of_phone = row.split('name="id" value="')[1].split('"')[0]
    revoke(bob, id=id_of_phone)
    assert is_signed_in(phone), "only one's own is revoked"
    revoke(desk, id=id_of_phone)
    assert not is_signed_in(phone)
    assert is_signed_in(desk)


def test_that_a_key_goes_on_when_one_signs_out_stands_where_keys_are_listed(site: Site) -> None:
    anne, key = site.signed_in(ANNE), site.key(ANNE)
    page = anne.get("/account", headers=ENGLISH)
    keys = text_of(page).partition("Keys for programs")[2]
    assert "It goes on when you sign out, until it is revoked." in keys
    anne.post("/sign-out", data={"csrf": csrf(page)})
    assert not is_signed_in(anne)
    assert site.visitor().get("/api/v1/states", headers=key).status_code == 200


def test_everything_is_revoked_at_once(site: Site) -> None:
    desk, phone = browser_of(site, ANNE, FIREFOX), browser_of(site, ANNE, PHONE)
    bob, key, other = site.signed_in(BOB), site.key(ANNE), site.key(BOB)
    site.services.calendars.make(ANNE, team=None, language="fr", at=T0)
    (feed,) = [it for it in site.services.credentials.of(ANNE, now=T0) if it.kind is Kind.CALENDAR]
    address = f"/calendar/{site.services.calendars.token(feed)}.ics"
    assert site.visitor().get(address).status_code == 200
    revoke(desk)
    assert not is_signed_in(desk)
    assert not is_signed_in(phone)
    assert site.visitor().get("/api/v1/states", headers=key).status_code == 401
    assert site.visitor().get(address).status_code == 404
    assert is_signed_in(bob)
    assert site.visitor().get("/api/v1/states", headers=other).status_code == 200


def test_who_signs_out_leaves_nothing_behind_that_lets_anybody_in(site: Site) -> None:
    anne = site.signed_in(ANNE)
    cookie = anne.get_cookie("ptr-FDR1")
    assert cookie is not None
    thief = site.visitor()
    thief.set_cookie(cookie.key, cookie.value)
    assert is_signed_in(thief)
    anne.post("/sign-out", data={"csrf": csrf(anne.get("/"))})
    assert not is_signed_in(thief)


def test_the_database_lets_nobody_in(site: Site) -> None:
    """It holds digests: neither cookie nor key can be made of them."""
    anne, key = site.signed_in(ANNE), site.key(ANNE)["Authorization"].partition(" ")[2]
    with anne.session_transaction() as cookie:
        secret = cookie["session"]
    notes = site.service.store.notes("")
    assert any(ANNE in text for text in notes.values())
    assert not [text for note in notes.items() for text in note if secret in text or key in text]
    for name in site.service.store.notes("credential "):
        bearer = {"Authorization": f"Bearer {name.partition(' ')[2]}"}
        assert site.visitor().get("/api/v1/states", headers=bearer).status_code == 401


def test_a_use_that_is_noted_late_does_not_bring_back_what_was_revoked(site: Site) -> None:
    credentials, store = site.services.credentials, site.service.store
    secret, made = credentials.make(Kind.KEY, ANNE, about="", now=T0)
    assert credentials.find(Kind.KEY, secret, now=T0)
    late = store.notes("use of ")
    credentials.revoke(ANNE, made.id)
    for name, text in late.items():
        store.write_note(name, text)
    assert credentials.find(Kind.KEY, secret, now=T0) is None
    assert credentials.of(ANNE, now=T0) == []


def test_to_look_writes_no_more_than_every_few_minutes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    anne, written, write = site.signed_in(ANNE), [], site.service.store.write_note

    def count(name: str, text: str) -> None:
        written.append(name)
        write(name, text)

    monkeypatch.setattr(site.service.store, "write_note", count)
    for _ in range(3):
        anne.get("/")
    assert len(written) == 1
    site.clock.forward(timedelta(minutes=5))
    anne.get("/")
    assert len(written) == 2


def test_a_full_disk_keeps_nobody_from_looking(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    anne = site.signed_in(ANNE)

    def fail(*_: str) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(site.service.store, "write_note", fail)
    assert "anne@grid.example" in header(anne, "/")


def test_credentials_of_either_store_end_with_their_time_and_make_room(
    tmp_path: Path, database: dict[str, Any]
) -> None:
    with closing(open_store(make_config(tmp_path, database=database))) as store:
        credentials = Credentials(store)
        made = [
            credentials.make(
                Kind.SESSION, ANNE, about=str(number), now=T0 + number * HOUR, lifetime=DAY
            )
            for number in range(23)
        ]
        now = T0 + 22 * HOUR
        left = [it.about for it in credentials.of(ANNE.upper(), now=now)]
        assert left == [str(number) for number in range(22, 2, -1)]
        assert credentials.find(Kind.SESSION, made[0][0], now=now) is None
        assert credentials.find(Kind.SESSION, made[5][0], now=now)
        assert credentials.find(Kind.KEY, made[5][0], now=now) is None
        assert credentials.find(Kind.SESSION, made[5][0], now=T0 + 29 * HOUR) is None
        credentials.end(made[22][0])
        assert credentials.find(Kind.SESSION, made[22][0], now=now) is None
        assert [it.about for it in credentials.of(ANNE, now=T0 + 45 * HOUR)] == []
        store.verify()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Chrome, Android"),
        (FIREFOX.partition(" Gecko")[0] + " Chrome/148.0 Safari/537.36 Edg/148.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
            " like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.14.1", "curl/8.14.1"),
        ("", ""),
    ],
)
def test_a_browser_has_a_name_that_its_owner_knows(agent: str, name: str) -> None:
    assert browser(agent) == name
