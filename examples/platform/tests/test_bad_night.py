"""A night that goes wrong, led through in Chromium without leaving the pages.

The coordinator opens the first page and the link of one mail; from there on, whatever they reach
they reach by links and buttons. What other people do, they do elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from browser_scene import CATHERINE, MARIE, Evening, Window, evening
from platform_scene import PAUL
from selenium.webdriver.common.by import By

from ptr_platform.identity import ways
from ptr_py import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from mail_server import MailServer
    from receiver import Receiver
    from selenium import webdriver

    import ptr_py

    Station = Callable[..., None]

DECISION = "CO00000083"
"""The point of no return, on which two people must agree."""
PIETER = "pieter.vandamme@reseau.example"
"""The leader of the team that is late."""
ON_A_PHONE = {"mail-server-down", "not-told", "rollback"}
"""Of these the README shows the phone, too."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tonight(tmp_path: Path, server: MailServer, receiver: Receiver) -> Iterator[Evening]:
    """The last steps before the point of no return, and one team has begun none of them."""
    silence = {"after_minutes": 30, "coordinators_minutes": 45}
    with evening(
        tmp_path,
        after=timedelta(hours=19),
        dry_run="FDR3",
        mail=server.settings(),
        notices={"not_begun": silence},
        channels={"sms": {"url": receiver.url("sms/{mail}"), "health": True}},
    ) as tonight:
        tonight.scheduler.run()
        tonight.clock.forward(50 * MINUTE)
        tonight.scheduler.run()
        yield tonight


@pytest.fixture(params=["desktop", "phone"])
def paul(driver: webdriver.Chrome, tonight: Evening, request: pytest.FixtureRequest) -> Window:
    """The coordinator: at a desk with scripts, or with a telephone that runs none."""
    window = Window(driver, tonight.address)
    if request.param == "phone":
        window.resize(390, 844, phone=True)
        window.scripts(False)
    else:
        window.resize(1366, 768)
    return window


@pytest.fixture
def station(request: pytest.FixtureRequest, keep: Callable[..., None]) -> Station:
    """A place where somebody looks around: nothing is cut off; pictures if they are asked for.

    The desk is seen as a whole on a screen of 1366 by 768.
    """

    def station(window: Window, name: str, *, printed: bool = False) -> None:
        assert window.evaluate("document.documentElement.scrollWidth") <= window.width, name
        phone = window.width < 400
        if window.place == "/desk" and not phone:
            for it in ("document.documentElement", "document.querySelector('main')"):
                assert window.evaluate(f"{it}.scrollHeight <= {it}.clientHeight"), (name, it)
        if request.config.getoption("--screenshots") and (not phone or name in ON_A_PHONE):
            keep(window, f"{name}-phone" if phone else name, printed=printed)

    return station


@dataclass
class Night:
    """Who leads through it, and what they have at hand."""

    tonight: Evening
    paul: Window
    server: MailServer
    receiver: Receiver
    station: Station

    def look(self, name: str, *, printed: bool = False) -> None:
        self.station(self.paul, name, printed=printed)

    def go(self, page: str) -> None:
        """By the links that stand above every page."""
        self.paul.follow(page, within="header")

    def do(self, act: Callable[[ptr_py.Run, datetime], list[ptr_py.Event]]) -> None:
        """Something that other people do, elsewhere."""
        self.tonight.service.execute(act)

    def pass_time(self, time: timedelta) -> None:
        self.tonight.clock.forward(time)
        self.tonight.scheduler.run()

    def messages(self, person: str) -> str:
        """What the telephone of somebody shows."""
        return "\n".join(
            f"{message['title']} {message['message']}"
            for path, message in self.receiver.messages
            if path == f"/sms/{person}"
        )

    def late(self) -> list[str]:
        """What is to be started, the longest late first."""
        run, now = self.tonight.service.run(), self.tonight.clock.now()
        steps = [step for step, state in run.states(now).items() if state == State.READY]
        return sorted(steps, key=lambda step: -(run.lateness(step, now) or timedelta()))


@pytest.fixture
def night(
    tonight: Evening, paul: Window, server: MailServer, receiver: Receiver, station: Station
) -> Night:
    return Night(tonight, paul, server, receiver, station)


def test_a_coordinator_leads_through_a_night_that_goes_wrong(
    night: Night, changed_workbook: Path
) -> None:
    late = night.late()
    comes_in_by_the_link_of_a_mail(night)
    chooses_to_be_told_by_sms_as_well(night)
    finds_a_late_team_and_asks_what_if(night, late[0])
    reminds_the_people_of_the_step(night, late[0])
    undoes_what_was_done_by_mistake(night)
    records_a_defect_that_blocks(night)
    calls_people_while_no_mail_goes_out(night, late)
    acts_on_behalf_of_whoever_answers_the_telephone(night, late[2])
    skips_one_step_and_closes_the_others_at_once(night, late)
    counts_the_votes_at_the_point_of_no_return(night)
    declares_the_rollback_in_time(night)
    changes_the_plan_of_the_next_days(night, changed_workbook)
    finds_everything_written_down(night, late[0])


def comes_in_by_the_link_of_a_mail(night: Night) -> None:
    paul = night.paul
    paul.visit("/")
    night.go("Pupitre")
    paul.follow("Se connecter")
    paul.type("Votre adresse mail", PAUL)
    paul.press("M'envoyer un lien")
    night.tonight.app.extensions["ptr"].sign_in.finish()
    body = night.server.mails[-1].get_body(("plain",))
    assert body is not None
    link = re.search(r"https?://\S+", body.get_content())
    assert link is not None
    paul.visit(link[0])
    paul.press(f"Se connecter en tant que {PAUL}")
    assert paul.place == "/desk"


def chooses_to_be_told_by_sms_as_well(night: Night) -> None:
    paul = night.paul
    (account,) = paul.find(f"//header//a[contains(., '{PAUL}')]")
    paul.leave(account.click)
    assert paul.says("Comment vous êtes prévenu", "sms")
    for box in paul.find("//input[@value='sms'][@name='escalation' or @name='at-risk']"):
        box.click()
    (ways,) = paul.find("//section[@aria-labelledby='ways']")
    paul.evaluate("document.getElementById('ways').scrollIntoView()")
    night.look("ways")
    paul.leave(ways.find_element(By.TAG_NAME, "button").click)
    night.go("Pupitre")


def finds_a_late_team_and_asks_what_if(night: Night, first: str) -> None:
    paul = night.paul
    assert paul.says("À démarrer sans attendre", "Intégration", "50 min", "Décisions à venir")
    told = {str(mail["Subject"]).rpartition("-")[2] for mail in night.server.mails}
    assert {"Rappel", "Sans nouvelles"} <= told, "they were reminded, and so was the team"
    night.look("late-team")
    paul.follow(first, within="late")
    assert paul.find("//a[starts-with(@href,'tel:')]"), "the team can be called"
    paul.follow("Et si…")
    paul.type("L'équipe Intégration commence", "300")
    paul.press("Que s'ensuivrait-il\u00a0?")
    assert paul.says("Fin attendue", "étapes-actions bougent", DECISION)
    night.look("what-if")
    paul.follow("Retour à l'étape-action")


def reminds_the_people_of_the_step(night: Night, step: str) -> None:
    paul = night.paul
    paul.follow("Rappeler…")
    assert paul.says("Ce qui s'ensuivrait", "2 mails partent", PIETER)
    paul.type("Message", "On vous attend : rappelez-moi.")
    paul.press("Rappeler")
    assert paul.says("Modification enregistrée", step)
    night.tonight.scheduler.run()
    mail = next(it for it in reversed(night.server.mails) if PIETER in str(it["To"]))
    body = mail.get_body(("plain",))
    assert body is not None
    assert "On vous attend : rappelez-moi." in body.get_content()
    paul.follow("Retour à l'étape-action")
    assert paul.says("rappel")


def undoes_what_was_done_by_mistake(night: Night) -> None:
    paul = night.paul
    paul.press("Démarrer l'étape-action")
    paul.follow("Retour à l'étape-action")
    paul.press("Clôturer l'étape-action")
    paul.follow("Retour à l'étape-action")
    paul.follow("Rouvrir l'étape-action…")
    assert paul.says("Ce qui s'ensuivrait", "change d'état")
    paul.type("Motif", "Clôturée par erreur")
    night.look("reopen")
    paul.press("Rouvrir l'étape-action")
    assert paul.says("rouverte par", "en cours")
    paul.follow("Retour à l'étape-action")


def records_a_defect_that_blocks(night: Night) -> None:
    paul = night.paul
    paul.type("Defects", "Le bus refuse les messages.\nVoir https://tickets.reseau.example/4711")
    tick = paul.driver.find_element(By.ID, "blocks")
    tick.click()
    assert tick.is_selected(), "nothing has moved meanwhile"
    paul.press("Enregistrer les defects")
    night.go("Pupitre")
    assert paul.says("par un defect", "Le bus refuse les messages.")


def calls_people_while_no_mail_goes_out(night: Night, late: list[str]) -> None:
    paul, second = night.paul, late[1]
    night.server.switch_off()
    for step in late[3:]:
        night.do(lambda run, at, step=step: run.start(step, by=PIETER, at=at, apply=False))  # type: ignore[misc]
    ways.choose(night.tonight.service, MARIE, {"transfer": ["mail", "sms"]})
    night.do(lambda run, at: run.transfer(second, to=MARIE, by=PIETER, at=at, apply=False))
    night.pass_time(15 * MINUTE)
    assert second in night.messages(MARIE), "the other way out goes on"
    assert "serveur de mail" in night.messages(PAUL)
    night.go("Pupitre")
    assert paul.says("Le serveur de mail n'accepte aucun mail")
    night.look("mail-server-down")
    paul.follow("Mails en attente ou en échec")
    assert paul.says(MARIE, second, "attend depuis 15 min")
    assert paul.find("//table//a[starts-with(@href,'tel:')]")
    night.look("not-told")


def acts_on_behalf_of_whoever_answers_the_telephone(night: Night, step: str) -> None:
    paul = night.paul
    paul.follow(step)
    paul.choose("Au nom de", PIETER)
    night.look("on-behalf")
    paul.press("Démarrer l'étape-action")
    paul.follow("Retour à l'étape-action")
    assert paul.says(f"démarrée par {PAUL}", f"au nom de {PIETER}")
    night.server.switch_on()
    night.pass_time(5 * MINUTE)
    night.go("Pupitre")
    assert not paul.find("//*[@role='alert']")


def skips_one_step_and_closes_the_others_at_once(night: Night, late: list[str]) -> None:
    paul = night.paul
    paul.follow(late[1], within="late")
    paul.follow("Ignorer l'étape-action…")
    paul.type("Motif", "Échange rouvert au Live seulement")
    paul.press("Ignorer l'étape-action")
    night.go("Pupitre")
    paul.follow("En cours", within="open")
    for box in paul.driver.find_elements(By.CSS_SELECTOR, "input[name=step]"):
        box.click()
    paul.evaluate("scrollTo(0, 0)")
    night.look("selected")
    paul.press("Clôturer…")
    assert paul.says("Ce qui s'ensuivrait", *late[2:])
    paul.press("Clôturer les étapes-actions")
    assert paul.says("Modification enregistrée")


def counts_the_votes_at_the_point_of_no_return(night: Night) -> None:
    paul, start = night.paul, night.tonight.service.run().schedule.start(DECISION)
    assert start is not None
    night.pass_time(start - night.tonight.clock.now())
    night.go("Pupitre")
    paul.follow(DECISION, within="to-decide")
    paul.press("Démarrer l'étape-action")
    night.do(lambda run, at: run.close(DECISION, by=MARIE, at=at, outcome="NO-GO", apply=False))
    paul.follow("Retour à l'étape-action")
    assert paul.says(MARIE, CATHERINE)
    night.look("no-go")
    paul.choose("Issue", "NO-GO")
    paul.type("Pourquoi", "Les rapprochements ne sont pas faits")
    paul.press("Donner sa voix")
    assert paul.says("NO-GO")


def declares_the_rollback_in_time(night: Night) -> None:
    paul = night.paul
    night.go("Pupitre")
    night.look("after-no-go")
    (decide_by,) = paul.find("//*[@aria-labelledby='required']//a")
    assert decide_by.text.startswith("Retour arrière à déclarer avant")
    paul.leave(decide_by.click)
    assert paul.says("Ce qui s'ensuivrait", "se réveillent", "mails partent")
    paul.type("Motif", "NO-GO au point de non-retour")
    night.look("rollback")
    paul.press("Déclarer le retour arrière")
    assert paul.says("retour arrière déclaré par")
    night.go("Pupitre")
    assert paul.says("Un retour arrière est déclaré depuis")


def changes_the_plan_of_the_next_days(night: Night, changed_workbook: Path) -> None:
    paul = night.paul
    paul.follow("Changer le plan")
    paul.field("Classeur").send_keys(str(changed_workbook))
    paul.press("Vérifier le classeur")
    assert paul.says("→ « Donner le grand départ »", "Ce qui s'ensuivrait")
    night.look("revised")
    paul.type("Motif", "Relu avec les équipes")
    paul.press("Appliquer le plan")
    assert paul.says("Modification enregistrée")


def finds_everything_written_down(night: Night, first: str) -> None:
    paul = night.paul
    night.go("Journal")
    paul.choose("Ce qui s'est passé", "réouverture")
    paul.press("Filtrer")
    assert paul.says("1 événement", "Clôturée par erreur")
    paul.follow("Tout afficher")
    paul.choose("Personne", PIETER)
    paul.press("Filtrer")
    assert paul.says(f"au nom de {PIETER}")
    paul.follow("Tout afficher")
    paul.press("J'ai tout lu")
    assert paul.says("0 événement depuis votre dernière lecture")
    night.look("journal")
    night.go("Écran mural")
    assert paul.says("Un retour arrière est déclaré", "Dernières décisions", "NO-GO")
    if paul.width > 1000:
        paul.resize(1920, 1080)
        night.look("committee")
        paul.resize(1366, 768)
        night.look("wall-printed", printed=True)
    paul.driver.back()
    night.go("Ensemble du dry run")
    night.look("recap-printed", printed=True)
    night.go("Pupitre")
    paul.follow("Bilan")
    assert paul.says("Coût pour la fin", "La chaîne qui a fait la fin", first)
    night.look("review")
