"""The pages that show: what stands on them, in both languages, and that they change nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL
from site_scene import DUTCH, ENGLISH, FRENCH, NASTY, open_site, press, text_of

from ptr_platform.web.rendering import alphabetical, shown

if TYPE_CHECKING:
    from pathlib import Path

    from site_scene import Site

    from ptr_platform.store import Position

SVG = "{http://www.w3.org/2000/svg}"

PAGES = [
    "/",
    "/steps/CO00000001",
    "/steps/CO00000003",
    "/steps/CO00000001/confirmation",
    "/recap",
    "/recap/CO",
    "/recap/FB-RB",
    "/recap/PP",
    "/sign-in",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("wish", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (DUTCH, "nl")])
def test_every_page_speaks_the_language_the_browser_asks_for(
    site: Site, path: str, wish: dict[str, str], language: str
) -> None:
    page = site.visitor().get(path, headers=wish)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert ("Accueil" in page.text) == (language == "fr")
    assert ("Home" in page.text) == (language == "en")
    assert ("Startpagina" in page.text) == (language == "nl")


def test_a_browser_that_asks_for_none_of_the_languages_gets_the_configured_one(site: Site) -> None:
    assert '<html lang="fr">' in site.visitor().get("/", headers={"Accept-Language": "de"}).text


def test_the_switch_wins_over_the_browsers_wish_and_leads_back(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/recap/CO?state=Ready", headers=FRENCH)
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    answer = visitor.post(
        "/language", data={"csrf": token, "language": "en", "onward": "/recap/CO?state=Ready"}
    )
    assert (answer.status_code, answer.location) == (303, "/recap/CO?state=Ready")
    assert '<html lang="en">' in visitor.get("/", headers=FRENCH).text


def test_the_switch_offers_every_other_language_by_its_own_name(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/", headers=FRENCH).text
    offered = re.findall(r'name="language" value="(\w+)" lang="\1">([^<]+)<', page)
    assert offered == [("en", "English"), ("nl", "Nederlands")]
    token = page.split('name="csrf" value="')[1].split('"')[0]
    visitor.post("/language", data={"csrf": token, "language": "nl", "onward": "/"})
    page = visitor.get("/recap/CO", headers=FRENCH).text
    assert '<html lang="nl">' in page
    assert "Overzicht" in page
    assert "za 28 mrt 2026 22:00" in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", ""]
)
def test_the_switch_leads_nowhere_else(site: Site, elsewhere: str) -> None:
    visitor = site.visitor()
    token = visitor.get("/").text.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": token, "language": "en", "onward": elsewhere}
    assert visitor.post("/language", data=form).location == "/"


def test_below_a_path_of_a_server_some_addresses_left_it(site: Site) -> None:
    below = {"base_url": "https://www.example.org/ptr"}
    visitor = site.visitor()
    page = visitor.get("/recap/CO?state=Ready", **below)
    addresses = re.findall(r' (?:href|src|action)="([^"#][^"]*)"', page.text)
    inside = [address for address in addresses if ":" not in address]
    assert len(inside) > 10
    assert [address for address in inside if not address.startswith("/ptr/")] == []
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": token, "language": "en", "onward": "/recap/CO?state=Ready"}
    answer = visitor.post("/language", data=form, **below)
    assert answer.location == "/ptr/recap/CO?state=Ready"
    anne = site.signed_in(ANNE)
    page = anne.get(site.link(BOB, "CO00000001"), **below)
    assert 'href="/ptr/steps/CO00000001"' in page.text


def test_home_lists_every_step_and_every_phase_of_the_dry_run(site: Site) -> None:
    page = site.visitor().get("/", headers=FRENCH).text
    for step in site.service.schedule.ids:
        assert f'<option value="{step}">' in page
    assert '<option value="CO">' in page
    assert '<option value="PP">' not in page, "the dry run has no step in this phase"


def test_the_lists_of_home_lead_on_without_a_script(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.get("/steps?id=CO00000001").location == "/steps/CO00000001"
    assert visitor.get("/recap?phase=CO").location == "/recap/CO"
    assert visitor.get("/steps?id=").location == "/"


def test_home_shows_the_steps_of_whoever_is_signed_in(site: Site) -> None:
    page = text_of(site.signed_in(BOB).get("/", headers=FRENCH))
    assert "Étapes-actions attribuées à bob@grid.example" in page
    assert "Vos étapes-actions" in page
    assert "Basculer les données" in page.split("Vos étapes-actions")[1]
    assert "Fermer le registre" not in page.split("Vos étapes-actions")[1]


def test_home_puts_what_can_be_done_before_what_is_done(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, "CO00000001", "start")
    press(anne, "CO00000001", "close")
    mine = text_of(anne.get("/", headers=FRENCH)).split("Vos étapes-actions")[1]
    assert mine.index("DC00000005") < mine.index("CO00000001")


@pytest.mark.parametrize(
    ("value", "page"),
    [
        (
            "https://procedures.example/CO?a=1&b=2",
            '<a href="https://procedures.example/CO?a=1&amp;b=2" rel="noreferrer">'
            "https://procedures.example/CO?a=1&amp;b=2</a>",
        ),
        (
            "voir <https://procedures.example/a?b>, puis www.",
            'voir &lt;<a href="https://procedures.example/a?b" rel="noreferrer">'
            "https://procedures.example/a?b</a>&gt;, puis www.",
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        (0.5, "0,5"),
    ],
)
def test_a_further_column_is_shown_as_what_it_is(site: Site, value: object, page: str) -> None:
    with site.app.test_request_context("/", headers=FRENCH):
        assert shown(value) == page


def test_teams_stand_as_in_a_dictionary() -> None:
    teams = [("Relève",), ("",), ("Équipe",), ("facturation",), ("Échanges",)]
    assert [team for (team,) in alphabetical(teams, 0)] == [
        "Échanges",
        "Équipe",
        "facturation",
        "Relève",
        "",
    ]


def test_a_steps_page_shows_everything_about_it(site: Site) -> None:
    page = text_of(site.visitor().get("/steps/CO00000001", headers=FRENCH))
    for words in (
        "Identifiant CO00000001",
        "Libellé Fermer le registre",
        "Phase CO",
        "Dry runs FDR1",
        "Date d'exécution sam. 28/03/2026 22:00",
        "Fin prévue sam. 28/03/2026 22:30",
        "Durée 30 min",
        "Équipe Réseau",
        "Département Technique",
        "Attribuée à anne@grid.example",
        "Criticité Haute",
        "Ouvrir le registre. Le fermer.",
        "J0 sam. 28/03/2026 22:00",
        "Registre registre-rep1.grid.example",
        "Démarrer l'étape-action",
        "Transférer l'étape-action",
        "Enregistrer les defects",
        "Votre adresse mail (obligatoire)",
        "peut être démarrée",
        "Successeurs",
        "Il ne s'est encore rien passé.",
    ):
        assert words in page
    assert "Clôturer l'étape-action" not in page


def test_a_steps_page_explains_what_it_waits_for_with_links(site: Site) -> None:
    page = site.visitor().get("/steps/CO00000003", headers=FRENCH)
    why = page.text.split('class="why', 1)[1].split("</section>")[0]
    assert 'href="/steps/CO00000002"' in why
    assert 'href="/steps/CO00000001"' in why, "the step that holds the whole chain"
    assert "verrouillée" in why


def test_the_button_is_the_one_the_state_asks_for(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, "CO00000001", "start")
    page = anne.get("/steps/CO00000001", headers=FRENCH).text
    assert "Clôturer l&#39;étape-action" in page or "Clôturer l'étape-action" in page
    assert "/CO00000001/start" not in page
    locked = site.signed_in(BOB).get("/steps/CO00000003").text
    assert "/CO00000003/start" not in locked
    assert "/CO00000003/close" not in locked


def test_what_a_plan_says_is_escaped_everywhere(site: Site) -> None:
    visitor = site.signed_in(BOB)
    press(visitor, "CO00000003", "defects", defects=NASTY)
    for path in ("/", "/steps/CO00000003", "/recap", "/recap/CO", "/steps/CO00000002"):
        page = visitor.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_step_of_no_dry_run_or_no_plan_is_not_found_in_both_languages(site: Site) -> None:
    for path in ("/steps/XX00000001", "/recap/XX", "/nothing", "/steps/XX/confirmation"):
        page = site.visitor().get(path, headers=FRENCH)
        assert page.status_code == 404
        assert "Introuvable" in page.text
        assert "Not found" in site.visitor().get(path, headers=ENGLISH).text


def test_a_recap_has_its_figures(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, "CO00000001", "start")
    press(anne, "CO00000001", "close")
    page = text_of(anne.get("/recap/CO", headers=FRENCH))
    assert "25 %" in page
    assert "1 étape-action terminée sur 4" in page
    assert "Réseau 3 1 0 33,3" in page
    assert "Marché 1 0 0 0" in page


def test_the_recap_of_the_whole_dry_run_has_a_line_for_each_phase(site: Site) -> None:
    page = text_of(site.visitor().get("/recap", headers=FRENCH))
    assert "Par phase" in page
    assert "0 étape-action terminée sur 6" in page
    assert "1 étape-action d'une phase de repli dort" in page


def test_the_whole_dry_run_says_when_it_ends_and_which_steps_decide_that(site: Site) -> None:
    page = text_of(site.visitor().get("/recap", headers=FRENCH))
    assert "fin attendue : mar. 07/04/2026 23:30 (comme prévu au plan)" in page
    site.clock.forward(241 * HOUR)
    answer = site.visitor().get("/recap", headers=FRENCH)
    assert "fin attendue : mer. 08/04/2026 02:00" in text_of(answer)
    assert "2 h 30 min après la fin du plan" in text_of(answer)
    in_four_of_five = site.service.run().forecast(site.service.now()).simulate().end.quantile(0.8)
    assert in_four_of_five is not None
    told = in_four_of_five.astimezone(ZoneInfo("Europe/Brussels")).strftime("%d/%m/%Y %H:%M")
    assert re.search(rf"dans quatre cas sur cinq avant : \w+\. {told}", text_of(answer))
    assert "1 000 tirages où chaque étape prend de 90 à 150 % de sa durée prévue" in text_of(answer)
    path = answer.text.split('id="critical"')[1].split("</section>")[0]
    assert re.findall(r'<td class="num">(\d+)</td></tr>', path) == ["100"] * 4
    assert re.findall(r'href="/steps/(\w+)"', path) == [
        "CO00000001",
        "CO00000002",
        "CO00000003",
        "DC00000005",
    ]
    phase = text_of(site.visitor().get("/recap/CO", headers=ENGLISH))
    assert "expected end: Wed 8 Apr 2026 01:30" in phase
    assert "in four cases of five by: Wed 8 Apr 2026" in phase
    assert "1,000 draws in which every step takes from 90 to 150 %" in phase
    assert "These steps decide the end of the phase" in phase
    path = phase.split("Critical path")[-1]
    assert re.findall(r"CO\d{8}", path) == ["CO00000001", "CO00000002", "CO00000003"]


def test_a_step_says_when_it_is_expected_to_end_and_how_far_it_may_slip(site: Site) -> None:
    page = text_of(site.visitor().get("/steps/CO00000002", headers=FRENCH))
    assert "Fin attendue sam. 28/03/2026 23:30" in page
    assert "Marge 9 j" in page
    site.clock.forward(241 * HOUR)
    page = text_of(site.visitor().get("/steps/CO00000002", headers=FRENCH))
    assert "après CO00000001" in page
    assert "Marge aucune" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {1, 2, 3, 4}),
        ("team=Réseau", {1, 2, 3}),
        ("team=Marché", {4}),
        ("state=Ready", {1, 4}),
        ("state=Locked", {2, 3}),
        ("state=Ready&state=Locked", {1, 2, 3, 4}),
        ("team=Réseau&state=Ready", {1}),
        ("team=Personne", set()),
        ("state=Foo", set()),
        ("team=&state=", {1, 2, 3, 4}),
    ],
)
def test_a_recap_is_filtered_by_team_and_state(site: Site, query: str, shown: set[int]) -> None:
    page = site.visitor().get(f"/recap/CO?{query}", headers=FRENCH).text
    table = page.split('<table class="steps"')[1].split("</table>")[0]
    assert {nth for nth in range(1, 8) if f"/steps/CO{nth:08}" in table} == shown
    assert ("Aucune étape-action ne correspond" in page) == (not shown)


def test_steps_without_a_team_can_be_filtered_too(site: Site) -> None:
    page = site.visitor().get("/recap/DC?team=-", headers=FRENCH).text
    table = page.split('<table class="steps"')[1].split("</table>")[0]
    assert "DC00000006" in table
    assert "DC00000005" not in table


def picture_of(page: str) -> ET.Element:
    (picture,) = re.findall(r'<svg [^>]*class="drawing".*?</svg>', page, re.DOTALL)
    return ET.fromstring(picture)


def test_a_recap_draws_its_steps_as_links_with_their_states(site: Site) -> None:
    page = site.visitor().get("/recap/CO", headers=FRENCH).text
    names = {it.get("href"): it.get("aria-label") for it in picture_of(page).iter(f"{SVG}a")}
    assert names["/steps/CO00000001"] == "CO00000001 · Fermer le registre · prête"
    assert {link for link in names if link and "/CO" in link} == {
        f"/steps/CO{nth:08}" for nth in range(1, 5)
    }
    assert 'style="' not in page


def test_the_whole_dry_run_is_drawn_too(site: Site) -> None:
    page = site.visitor().get("/recap", headers=ENGLISH).text
    links = [link.get("href") for link in picture_of(page).iter(f"{SVG}a")]
    listed = re.findall(r'href="(/steps/[^"]+)"', page.split('<table class="steps"')[1])
    assert len(links) == len(set(links))
    assert set(links) == set(listed)


def test_what_the_filter_leaves_out_stays_in_the_picture_faintly(site: Site) -> None:
    page = site.visitor().get("/recap/CO?state=Ready", headers=FRENCH).text
    faint = {
        link.get("href"): " faint" in box.get("class", "")
        for link in picture_of(page).iter(f"{SVG}a")
        for box in link.iter(f"{SVG}g")
    }
    assert not faint["/steps/CO00000001"]
    assert any(faint.values())


def test_the_history_of_a_step_tells_who_did_what(site: Site) -> None:
    press(site.signed_in(ANNE), "CO00000001", "start")
    page = text_of(site.visitor().get("/steps/CO00000001", headers=ENGLISH))
    assert "started by anne@grid.example" in page.split("History")[1]


def test_lateness_is_shown_beside_the_state(site: Site) -> None:
    site.clock.forward(3 * HOUR)
    page = text_of(site.visitor().get("/steps/CO00000001", headers=FRENCH))
    assert "prête à démarrer depuis 3 h" in page
    assert "2 à relancer, de 3 h au plus" in text_of(
        site.visitor().get("/recap/CO", headers=FRENCH)
    )


def test_further_columns_of_a_recap_are_configured(tmp_path: Path) -> None:
    site = open_site(tmp_path, appearance={"columns": ["Criticité"]})
    page = text_of(site.visitor().get("/recap/CO", headers=FRENCH))
    assert "Criticité" in page
    assert "Haute" in page


def test_no_get_changes_anything(site: Site) -> None:
    """Not even by whoever may change something: a mail scanner opens links as well."""
    visitors = [site.visitor(), site.signed_in(ANNE), site.signed_in(PAUL)]
    before = site.service.store.position()
    for visitor in visitors:
        for action in ("start", "close", "transfer", "defects"):
            path = f"/steps/CO00000001/{action}"
            assert visitor.get(path).status_code in {404, 405}
            assert visitor.get(f"{path}?mail={ANNE}&to={BOB}&defects=x").status_code in {404, 405}
        for path in [*PAGES, "/healthz", "/account", site.link(CARLA, "CO00000004")]:
            visitor.get(path)
            visitor.head(path)
    assert site.service.store.position() == before


def test_healthz_says_that_all_is_well(site: Site) -> None:
    answer = site.visitor().get("/healthz")
    assert answer.json == {"status": "ok", "imported": True}


@pytest.mark.parametrize("path", ["/", "/recap", "/recap/CO", "/steps/CO00000001"])
def test_a_page_asked_the_database_anew_for_each_date_that_it_shows(
    site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    asked, position = [], site.service.store.position

    def count() -> Position:
        asked.append(path)
        return position()

    visitor = site.signed_in(ANNE)
    monkeypatch.setattr(site.service.store, "position", count)
    page = visitor.get(path)
    assert page.text.count("<time ") >= 3
    assert 0 < len(asked) <= 4, "for its tag, for its heading, for what readers share, to make that"
