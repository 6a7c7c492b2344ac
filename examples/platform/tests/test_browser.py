"""The pages as people use them, in Chromium: once as it comes, once with scripts switched off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from browser_scene import CATHERINE, FIRST, MARIE, ODILE, Evening, Window
from platform_scene import PAUL
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def window(driver: webdriver.Chrome, tonight: Evening, request: pytest.FixtureRequest) -> Window:
    window = Window(driver, tonight.address)
    window.scripts(request.param)
    return window


def test_a_step_is_started_from_the_link_of_its_mail_and_closed(
    tonight: Evening, window: Window
) -> None:
    (mail,) = tonight.mails_to(MARIE)
    assert mail["Subject"] == f"[Transition-FDR2] {FIRST}-Exécution"
    window.visit(tonight.link_to(MARIE))
    assert window.place == f"/steps/{FIRST}", "the token does not stay in the address"
    assert window.says("Donner le départ de la bascule", "prête", "peut être démarrée")
    assert window.field("Votre adresse mail").get_attribute("value") == MARIE
    window.press("Démarrer l'étape-action")
    assert window.says("Modification enregistrée", "en cours")
    window.follow("Retour à l'étape-action")
    assert "Démarrer l'étape-action" not in window.buttons()
    window.press("Clôturer l'étape-action")
    assert window.says("Modification enregistrée", "terminée")


def test_to_open_the_link_changes_nothing(tonight: Evening, window: Window) -> None:
    link, before = tonight.link_to(MARIE), tonight.service.run().version
    for _ in range(3):
        window.visit(link)
    assert tonight.service.run().version == before


def test_defects_that_were_typed_in_are_saved_with_the_start(
    tonight: Evening, window: Window
) -> None:
    window.visit(tonight.link_to(MARIE))
    window.type("Defects", "Accès au registre refusé.\nTicket 4711, <urgent> & ouvert.")
    window.press("Démarrer l'étape-action")
    assert window.says("Modification enregistrée", "en cours", "Ticket 4711, <urgent> & ouvert.")
    window.follow("Retour à l'étape-action")
    text = window.field("Defects").get_attribute("value")
    assert text == "Accès au registre refusé.\nTicket 4711, <urgent> & ouvert."
    window.press("Enregistrer les defects")
    assert window.says("Il n'y avait rien de nouveau à enregistrer.")


def test_a_step_is_handed_over_and_the_old_link_may_not_act_any_more(
    tonight: Evening, window: Window
) -> None:
    old = tonight.link_to(MARIE)
    window.visit(old)
    window.type("Adresse mail de l'autre personne", ODILE)
    window.type("Message", "Je suis de garde ailleurs,\npeux-tu prendre la main ?")
    window.press("Transférer l'étape-action")
    assert window.says("Modification enregistrée", ODILE)

    (mail,) = tonight.mails_to(ODILE)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "peux-tu prendre la main ?" in body.get_content()
    new = tonight.link_to(ODILE)

    window.visit(old)
    assert window.says("à qui cette étape-action n'est pas attribuée", ODILE)
    assert "Démarrer l'étape-action" not in window.buttons()

    window.visit(new)
    assert window.field("Votre adresse mail").get_attribute("value") == ODILE
    window.press("Démarrer l'étape-action")
    assert window.says("Modification enregistrée", "en cours")
    window.visit("/")
    assert window.says("Connectez-vous pour voir"), "the link is for its step alone"


def test_a_link_is_opened_beside_somebody_elses_session_once_it_was_asked(
    tonight: Evening, window: Window
) -> None:
    link = tonight.link_to(MARIE)
    tonight.sign_in(window, ODILE)
    window.visit(link)
    assert window.says(MARIE, ODILE)
    window.press(f"Agir sur cette étape-action en tant que {MARIE}")
    assert window.field("Votre adresse mail").get_attribute("value") == MARIE
    window.press("Démarrer l'étape-action")
    assert window.says("Modification enregistrée", "en cours")
    assert tonight.service.run().history(FIRST)[-1].by == MARIE
    window.press("Se déconnecter")
    window.visit(f"/steps/{FIRST}")
    assert window.says("Pour agir, ouvrez le lien de votre mail")


def test_a_refused_change_tells_its_causes_and_keeps_what_was_typed(
    tonight: Evening, window: Window
) -> None:
    window.visit(tonight.link_to(MARIE))
    window.type("Defects", "Bascule retardée")
    # Meanwhile the head of department is faster.
    tonight.service.execute(lambda run, at: run.start(FIRST, by=CATHERINE, at=at, apply=False))
    window.press("Démarrer l'étape-action")
    assert window.says("Modification refusée", "Rien n'a été modifié", "déjà")
    assert window.field("Defects").get_attribute("value") == "Bascule retardée"
    window.press("Enregistrer les defects")
    assert window.says("Modification enregistrée")
    assert tonight.service.run().defects(FIRST) == "Bascule retardée"


def test_who_is_not_signed_in_is_told_so_and_gets_a_link_by_mail(
    tonight: Evening, window: Window
) -> None:
    window.visit(f"/steps/{FIRST}")
    window.type("Votre adresse mail", MARIE)
    window.press("Démarrer l'étape-action")
    assert window.says("Modification refusée", "Vous n'êtes pas connecté.")
    tonight.scheduler.run()  # her start mail is not the newest
    window.press("M'envoyer un lien")
    assert window.says("Consultez vos mails")
    window.visit(tonight.link_to(MARIE))
    window.press(f"Se connecter en tant que {MARIE}")
    assert window.place == f"/steps/{FIRST}"
    window.press("Démarrer l'étape-action")
    assert window.says("Modification enregistrée")


def test_a_changed_workbook_is_checked_and_applied_by_a_coordinator_alone(
    tonight: Evening, window: Window, changed_workbook: Path
) -> None:
    tonight.sign_in(window, PAUL)
    window.visit("/desk")
    window.follow("Changer le plan")
    window.field("Classeur").send_keys(str(changed_workbook))
    window.press("Vérifier le classeur")
    assert window.says(
        "→ « Donner le grand départ »",
        "Ce qui s'ensuivrait",
        "plus tard qu'en l'état actuel",
    )
    assert tonight.service.plan[FIRST].label == "Donner le départ de la bascule"
    window.type("Motif", "La passation dure plus longtemps")
    window.press("Appliquer le plan")
    assert window.says("Modification enregistrée", "La passation dure plus longtemps")
    assert tonight.service.plan[FIRST].label == "Donner le grand départ"
    window.forget()
    window.visit(tonight.link_to(MARIE))
    assert window.says("Donner le grand départ", "prête")
    window.visit("/plan")
    assert window.says("Seule l'équipe de transition change le plan.")


def test_two_changes_of_the_same_are_laid_side_by_side(
    tonight: Evening, window: Window, stale_workbook: Path
) -> None:
    tonight.sign_in(window, PAUL)
    window.visit("/plan")
    window.field("Classeur").send_keys(str(stale_workbook))
    window.press("Vérifier le classeur")
    assert window.says("Deux modifications de la même chose", "Rien n'a été modifié")
    assert window.says("Etapes-actions!", "« Donner le départ »", "« Donner le feu vert »")
    assert "Appliquer le plan" not in window.buttons()
    assert window.evaluate("document.documentElement.scrollWidth") <= window.width
    assert tonight.service.plan[FIRST].label == "Donner le départ"


def test_home_leads_to_a_step_and_to_the_recap_of_a_phase(window: Window) -> None:
    window.visit("/")
    window.choose("Étape-action", f"{FIRST} · Donner le départ de la bascule")
    window.press("Ouvrir l'étape-action")
    assert window.place == f"/steps/{FIRST}"
    window.visit("/")
    window.choose("Phase", "AC · Arrêt contrôlé")
    window.press("Ouvrir le récapitulatif")
    assert window.place == "/recap/AC"


def test_the_recap_filters_by_team_and_by_state(window: Window) -> None:
    window.visit("/recap/CO")
    everything = len(window.column("Identifiant"))
    window.choose("Équipe", "Équipe de transition")
    window.press("Filtrer")
    teams = window.column("Équipe et département")
    assert 0 < len(teams) < everything
    assert all(team.startswith("Équipe de transition") for team in teams)
    window.choose("État", "prête")
    window.press("Filtrer")
    assert window.column("Identifiant") == [FIRST]
    window.choose("État", "en retard")
    window.press("Filtrer")
    assert window.says("Aucune étape-action ne correspond")
    window.follow("Tout afficher")
    assert len(window.column("Identifiant")) == everything
    window.follow("DC")
    assert window.place == "/recap/DC"
    window.follow("DC00000001")
    assert window.place == "/steps/DC00000001"


def test_the_pages_speak_the_language_the_browser_asks_for(
    tonight: Evening, window: Window
) -> None:
    window.speak("en-GB,en;q=0.9")
    window.visit(tonight.link_to(MARIE))
    assert window.says("ready", "it can be started")
    window.press("Start the step")
    assert window.says("Change recorded", "open")
    window.press("Français")
    window.visit("/recap")
    assert window.says("Récapitulatif", "Ensemble du dry run")


@pytest.mark.parametrize("path", ["/", f"/steps/{FIRST}", "/recap", "/recap/CO", "/sign-in"])
def test_no_page_is_wider_than_a_phone(window: Window, path: str) -> None:
    window.resize(360, 740, phone=True)
    window.visit(path)
    assert window.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_recap_on_a_phone_cut_states_in_half_below_a_screen_of_filters(
    tonight: Evening, window: Window
) -> None:
    tonight.service.execute(lambda run, at: run.start(FIRST, by=MARIE, at=at, apply=False))
    tonight.clock.forward(timedelta(hours=2))
    tonight.sign_in(window, PAUL)
    window.resize(390, 844, phone=True)
    window.visit("/recap/CO")
    filters = "document.querySelector('.filters').offsetHeight"
    first = "document.querySelector('.steps tbody tr')"
    assert window.evaluate(filters) == 0
    assert window.evaluate(f"{first}.getBoundingClientRect().bottom") < 844
    assert window.evaluate(f"{first}.innerText").split("\n")[:1] == [FIRST]
    for words in ("en cours", "22:00", "fin dépassée de", MARIE):
        assert words in window.evaluate(f"{first}.innerText")
    assert (
        window.evaluate(
            "Math.max(...[...document.querySelectorAll('.steps :is(th, td)')]"
            ".map(it => it.getBoundingClientRect().right))"
        )
        <= 390
    )
    roles = [
        it["role"]["value"]
        for it in window.command("Accessibility.getFullAXTree")["nodes"]
        if not it["ignored"]
    ]
    steps = window.evaluate("document.querySelectorAll('.steps tbody tr').length")
    assert roles.count("rowheader") > steps
    assert roles.count("cell") > 4 * steps
    assert roles.count("columnheader") > 8

    window.find("//summary[contains(., 'Filtrer')]")[0].click()
    window.choose("État", "en cours")
    window.press("Filtrer")
    assert window.evaluate("document.querySelectorAll('.steps tbody tr').length") == 1
    assert window.evaluate(filters) > 0, "what is set is seen"
    window.resize(1280, 900)
    window.visit("/recap/CO")
    assert window.evaluate(filters) > 0
    assert window.find("//summary[contains(., 'Filtrer')]") == []


@pytest.mark.parametrize("path", ["/recap/CO", "/recap?state=Ready&state=Locked"])
def test_the_steps_of_a_recap_and_their_defects_fit_an_ordinary_screen(
    tonight: Evening, window: Window, path: str
) -> None:
    tonight.service.execute(
        lambda run, at: run.record_defects(
            FIRST, "Accès au registre refusé depuis hier soir.", by=MARIE, at=at, apply=False
        )
    )
    window.visit(path)
    table = "document.querySelector('table.steps')"
    assert window.evaluate(f"{table}.offsetWidth <= {table}.parentElement.clientWidth")
    # A defect is read in few lines, not one word below the other.
    assert window.evaluate(f"{table}.tBodies[0].rows[0].offsetHeight < 120")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    tonight: Evening, scripted: Window
) -> None:
    scripted.visit(tonight.link_to(MARIE))
    where = "document.activeElement"
    scripted.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert scripted.evaluate(f"{where}.textContent") == "Aller au contenu"
    assert scripted.evaluate(f"{where}.getBoundingClientRect().top >= 0"), "seen when reached"
    scripted.driver.switch_to.active_element.send_keys(Keys.ENTER)
    reached: list[str] = []
    for _ in range(60):
        scripted.driver.switch_to.active_element.send_keys(Keys.TAB)
        reached.append(scripted.evaluate(f"({where}.textContent || {where}.id).trim()"))
        outline = scripted.evaluate(f"getComputedStyle({where}).outlineStyle")
        assert outline == "solid" or scripted.evaluate(f"{where}.tagName") in {"BODY", "HTML"}
        if reached[-1] == "Démarrer l'étape-action":
            break
    assert "Plan de transition" not in reached, "the skip link has led past the header"
    scripted.leave(lambda: scripted.driver.switch_to.active_element.send_keys(Keys.ENTER))
    assert scripted.says("Modification enregistrée")


def test_a_printed_recap_has_its_figures_and_steps_and_nothing_to_press(window: Window) -> None:
    window.show_as("print")
    window.visit("/recap/CO")
    assert window.says("Par état", "Par équipe", FIRST, "Avancement")
    assert "Filtrer" not in window.buttons()
    assert window.find("//form") == []
    assert window.find("//main//input") == [], "nothing to search in"


def test_headings_were_blank_on_every_sheet_but_the_first(window: Window) -> None:
    window.visit("/recap/CO")
    with window.on_paper() as paper:
        words = paper[1].get_textpage().get_text_range()
    assert "CO000000" in words, "the table goes on"
    for heading in ("Identifiant", "Libellé", "État", "Attribuée à"):
        assert heading in words


def test_the_drawing_of_steps_is_made_larger_and_smaller_as_one_likes(window: Window) -> None:
    window.visit("/recap/CO")
    window.find("//summary[contains(., 'Enchaînement')]")[0].click()

    def width(chosen: str) -> float:
        window.find(f"//fieldset[@class='zoom']/label[normalize-space()='{chosen}']/input")[
            0
        ].click()
        return float(
            window.evaluate("document.querySelector('svg.drawing').getBoundingClientRect().width")
        )

    whole = width("100 %")
    assert width("200 %") == pytest.approx(2 * whole)
    assert width("50 %") == pytest.approx(whole / 2)
    canvas = window.evaluate("document.querySelector('.canvas').clientWidth")
    assert width("toute la largeur") == pytest.approx(canvas, abs=1)


def test_tables_are_sorted_and_searched_as_one_types(scripted: Window) -> None:
    scripted.visit("/recap/CO")
    scripted.press("Libellé")
    labels = scripted.column("Libellé")
    assert labels[0] < labels[-1]
    scripted.driver.find_element("css selector", "#steps ~ .find input").send_keys("depart de la b")
    shown = [name for name in scripted.column("Identifiant") if name]
    assert shown == [FIRST]


def test_a_page_says_how_old_it_is_where_no_script_brings_it_up_to_date(window: Window) -> None:
    window.visit(f"/steps/{FIRST}")
    runs = window.evaluate("'seen' in document.getElementById('live').dataset")
    assert ("Sans scripts, cette page" in window.text) is not runs
    window.visit("/")
    renews = window.evaluate("document.querySelector('meta[http-equiv=refresh]') !== null")
    assert renews is not runs


def test_a_recap_brings_itself_up_to_date(tonight: Evening, scripted: Window) -> None:
    scripted.visit("/recap/CO?state=Open")
    assert scripted.says("Aucune étape-action ne correspond")
    tonight.service.execute(lambda run, at: run.start(FIRST, by=MARIE, at=at, apply=False))
    # What the page does every half minute.
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert scripted.column("Identifiant") == [FIRST]


def test_a_form_that_was_written_in_kept_the_button_of_a_state_that_was_over(
    tonight: Evening, scripted: Window
) -> None:
    tonight.sign_in(scripted, MARIE)
    scripted.visit(f"/steps/{FIRST}")
    scripted.type("Message", "Je pars à minuit.")
    scripted.field("Message").send_keys(Keys.ARROW_LEFT * 3)
    tonight.service.execute(lambda run, at: run.start(FIRST, by=CATHERINE, at=at, apply=False))
    tonight.service.execute(
        lambda run, at: run.record_defects(FIRST, "Pompe arrêtée", by=CATHERINE, at=at, apply=False)
    )
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert "Démarrer l'étape-action" not in scripted.buttons()
    assert scripted.field("Defects").get_attribute("value") == "Pompe arrêtée"
    assert scripted.field("Message").get_attribute("value") == "Je pars à minuit."
    focus = "document.activeElement.id + ' ' + document.activeElement.selectionStart"
    assert scripted.evaluate(focus) == f"message {len('Je pars à minuit.') - 3}"
    scripted.press("Clôturer l'étape-action")
    assert scripted.says("Modification enregistrée", "terminée")
    (event,) = [it for it in tonight.service.run().history(FIRST) if it.type == "defects_recorded"]
    assert event.by == CATHERINE


def test_defects_that_somebody_else_records_while_one_types_are_not_written_over(
    tonight: Evening, scripted: Window
) -> None:
    tonight.sign_in(scripted, MARIE)
    scripted.visit(f"/steps/{FIRST}")
    scripted.type("Defects", "Vanne bloquée")
    tonight.service.execute(
        lambda run, at: run.record_defects(FIRST, "Pompe arrêtée", by=CATHERINE, at=at, apply=False)
    )
    scripted.evaluate("refresh(document.getElementById('live'))")
    assert scripted.field("Defects").get_attribute("value") == "Vanne bloquée"
    scripted.press("Enregistrer les defects")
    assert scripted.says("Modification refusée", "Pompe arrêtée")
    assert tonight.service.run().defects(FIRST) == "Pompe arrêtée"


def test_what_was_typed_stays_when_its_field_is_gone_from_the_page(
    tonight: Evening, scripted: Window
) -> None:
    tonight.sign_in(scripted, MARIE)
    scripted.visit(f"/steps/{FIRST}")
    scripted.type("Message", "Je pars à minuit.")
    for gone in ("[for=to], #to, #people", "[for=message], #message"):
        # As when the step is decided meanwhile, and its form asks for less.
        scripted.evaluate(
            "fetch(location.href).then(it => it.text()).then(text => {"
            " const page = new DOMParser().parseFromString(text, 'text/html');"
            f" for (const it of page.querySelectorAll('{gone}')) it.remove();"
            " become(document.getElementById('live'), page.getElementById('live')); })"
        )
        assert scripted.field("Message").get_attribute("value") == "Je pars à minuit."
        assert scripted.evaluate("document.activeElement.id") == "message"
    assert "L'adresse mail de l'autre" not in scripted.text


def test_the_cards_of_the_home_page_stood_at_different_heights(scripted: Window) -> None:
    scripted.visit("/")
    edges = scripted.evaluate(
        "[...document.querySelectorAll('.pair > .card, .pair > .card button')].map(it => {"
        " const box = it.getBoundingClientRect(); return [box.top, box.bottom]; })"
    )
    step, open_step, phase, open_phase = edges
    assert step == phase
    assert open_step == open_phase
