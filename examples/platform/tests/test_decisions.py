"""Decisions on the pages: what would follow is told first, one reason for all, all or nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL
from site_scene import ENGLISH, FRENCH, csrf, open_site, press, text_of

from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from site_scene import Site
    from werkzeug.test import TestResponse

FIRST, SECOND, OTHER = "CO00000001", "CO00000002", "CO00000004"


def give(visitor: FlaskClient, path: str, **typed: str | list[str]) -> TestResponse:
    """Loads a decision's page and sends its form, once more if it shows what would follow."""
    steps = [("step", step) for step in typed.get("step", [])]
    page = visitor.get(f"{path}?{urlencode(steps)}", headers=FRENCH)
    answer = confirm(visitor, path, page, **typed)
    if answer.status_code == 200:
        answer = confirm(visitor, path, answer, **typed)
    return answer


def confirm(
    visitor: FlaskClient, path: str, page: TestResponse, **typed: str | list[str]
) -> TestResponse:
    """Sends the form of a decision's page that was loaded before."""
    shown = dict(re.findall(r'name="(foreseen|shown)" value="([^"]*)"', page.text))
    return visitor.post(path, data={"csrf": csrf(page), **shown, **typed}, headers=FRENCH)


def words_after(visitor: FlaskClient, answer: TestResponse) -> str:
    assert answer.status_code == 303, text_of(answer)
    return text_of(visitor.get(answer.location, headers=FRENCH))


def test_skipping_names_its_consequences_and_then_does_what_it_said(site: Site) -> None:
    site.clock.forward(HOUR)
    paul = site.signed_in(PAUL)
    told = text_of(paul.get(f"/steps/{FIRST}/skip", headers=FRENCH))
    for words in (
        "Ce qui s'ensuivrait",
        "2 étapes-actions changent d'état",
        f"{SECOND} ! en retard → ▶ prête",
        "1 mail part",
        BOB,
        "Fin attendue",
    ):
        assert words in told
    assert site.service.run().version == 0, "it was only told"
    done = words_after(paul, give(paul, f"/steps/{FIRST}/skip", reason="Déjà fermé"))
    assert "ignorée par paul@transition.example" in done
    assert "Déjà fermé" in done
    assert site.service.run().state(SECOND, site.clock.now()) == "Ready"


def test_consequences_that_had_changed_while_they_were_read_were_confirmed_unseen(
    site: Site,
) -> None:
    site.clock.forward(HOUR)
    paul, path = site.signed_in(PAUL), f"/steps/{FIRST}/skip"
    page = paul.get(path, headers=FRENCH)
    assert BOB in text_of(page)
    # The step that it frees is handed to somebody else, who is the one to be told now.
    press(site.signed_in(BOB), SECOND, "transfer", to=CARLA)
    again = confirm(paul, path, page, reason="Déjà fermé")
    assert again.status_code == 409
    told = text_of(again)
    assert "Ce qui s'ensuivrait a changé depuis que cette page a été affichée" in told
    assert CARLA in told
    assert "Déjà fermé" in told, "what was typed is kept"
    assert site.service.run().state(FIRST, site.clock.now()) == "Ready"
    done = words_after(paul, confirm(paul, path, again, reason="Déjà fermé"))
    assert "ignorée par" in done


def test_what_changes_nothing_of_the_consequences_asks_for_no_second_look(site: Site) -> None:
    site.clock.forward(HOUR)
    paul, path = site.signed_in(PAUL), f"/steps/{FIRST}/skip"
    page = paul.get(path, headers=FRENCH)
    press(site.signed_in(CARLA), OTHER, "defects", defects="Un câble manque")
    site.clock.forward(timedelta(minutes=20))  # the end it saves is further away meanwhile
    assert confirm(paul, path, page, reason="Déjà fermé").status_code == 303


def test_a_decision_that_is_sent_twice_is_recorded_once_and_shown_to_be_done(site: Site) -> None:
    paul, path = site.signed_in(PAUL), f"/steps/{FIRST}/skip"
    page = paul.get(path, headers=FRENCH)
    first, second = (confirm(paul, path, page, reason="Déjà fermé") for _ in range(2))
    assert first.location == second.location
    assert site.service.run().version == 1


def test_whom_a_transfer_tells_is_shown_before_it_is_confirmed(site: Site) -> None:
    paul, path = site.signed_in(PAUL), "/selection/transfer"
    page = paul.get(f"{path}?step={FIRST}", headers=FRENCH)
    assert "Que s'ensuivrait-il" in text_of(page)
    shown = confirm(paul, path, page, step=FIRST, to=CARLA)
    assert shown.status_code == 200
    assert f"{CARLA} · {FIRST}" in text_of(shown)
    assert "a changé" not in text_of(shown)
    assert site.service.run().version == 0
    other = confirm(paul, path, shown, step=FIRST, to=BOB)
    assert other.status_code == 409, "he was not told of it"
    words_after(paul, confirm(paul, path, other, step=FIRST, to=BOB))
    assert BOB in site.service.run().assignees(FIRST)


def test_a_wrong_close_is_reopened_and_a_wrong_start_undone(site: Site) -> None:
    anne = site.signed_in(ANNE)
    assert "Annuler le démarrage" not in anne.get(f"/steps/{FIRST}", headers=FRENCH).text
    press(anne, FIRST, "start")
    assert "Annuler le démarrage…" in anne.get(f"/steps/{FIRST}", headers=FRENCH).text
    done = words_after(anne, give(anne, f"/steps/{FIRST}/undo-start", reason="Trop tôt"))
    assert "démarrage annulé par anne@grid.example" in done
    assert site.service.run().state(FIRST, site.clock.now()) == "Ready"
    press(anne, FIRST, "start")
    press(anne, FIRST, "close")
    assert "Rouvrir l'étape-action…" in text_of(anne.get(f"/steps/{FIRST}", headers=FRENCH))
    assert "rouverte par anne" in words_after(
        anne, give(anne, f"/steps/{FIRST}/reopen", reason="Mal fermé")
    )
    assert site.service.run().state(FIRST, site.clock.now()) == "Open"


def test_a_rollback_is_declared_and_withdrawn_by_the_team(site: Site) -> None:
    paul = site.signed_in(PAUL)
    told = text_of(paul.get("/rollback/declare", headers=FRENCH))
    assert "1 étape-action se réveille FB00000007" in told
    assert "retour arrière déclaré par paul" in words_after(
        paul, give(paul, "/rollback/declare", reason="Panne")
    )
    assert "Un retour arrière est déclaré depuis" in text_of(paul.get("/desk", headers=FRENCH))
    assert "déjà déclaré" in text_of(paul.get("/rollback/declare", headers=FRENCH))
    assert "retour arrière annulé par paul" in words_after(
        paul, give(paul, "/rollback/withdraw", reason="Réparé")
    )
    assert site.service.run().rollback() is None


@pytest.mark.parametrize(
    ("who", "path", "typed", "told"),
    [
        (ANNE, f"/steps/{FIRST}/skip", {"reason": "x"}, (403, "Seule l'équipe de transition")),
        (BOB, f"/steps/{FIRST}/reopen", {"reason": "x"}, (403, "ne peut pas agir")),
        (PAUL, f"/steps/{FIRST}/reopen", {"reason": "x"}, (409, "Seule une étape terminée")),
        (PAUL, f"/steps/{FIRST}/undo-start", {"reason": "x"}, (409, "Seul le démarrage d'une")),
        (PAUL, f"/steps/{FIRST}/skip", {"reason": " "}, (409, "Aucun motif n'est donné")),
        (PAUL, "/steps/CO99999999/skip", {"reason": "x"}, (404, "ne fait pas partie")),
        (ANNE, "/rollback/declare", {"reason": "x"}, (403, "Seule l'équipe de transition")),
        (PAUL, "/rollback/withdraw", {"reason": "x"}, (409, "Aucun retour arrière")),
        (PAUL, f"/steps/{FIRST}/skip", {"reason": "x", "mail": ANNE}, (403, "sous cette adresse")),
    ],
)
def test_a_refusal_says_why_keeps_the_reason_and_changes_nothing(
    site: Site, who: str, path: str, typed: dict[str, str], told: tuple[int, str]
) -> None:
    status, cause = told
    visitor = site.signed_in(who)
    token = csrf(visitor.get("/sign-in"))
    page = visitor.post(path, data={"csrf": token, **typed}, headers=FRENCH)
    assert page.status_code == status
    assert "Modification refusée" in text_of(page)
    assert cause in text_of(page)
    assert site.service.run().version == 0


def test_nobody_decides_without_a_session_or_by_a_form_from_elsewhere(site: Site) -> None:
    stranger, paul = site.visitor(), site.signed_in(PAUL)
    for path in (f"/steps/{FIRST}/skip", "/rollback/declare"):
        token = csrf(stranger.get("/sign-in"))
        assert stranger.post(path, data={"csrf": token, "reason": "x"}).status_code == 401
        assert paul.post(path, data={"reason": "x"}).status_code == 403
        assert "Receive a sign-in link" in text_of(stranger.get(path, headers=ENGLISH))
    selection = {"step": [FIRST, OTHER], "reason": "x"}
    assert paul.post("/selection/skip", data=selection).status_code == 403
    assert site.service.run().version == 0


def test_several_steps_are_one_decision_with_an_event_each(site: Site) -> None:
    paul = site.signed_in(PAUL)
    page = paul.get("/recap/CO", headers=FRENCH)
    assert page.text.count('form="selection"') == 4
    answer = give(paul, "/selection/skip", step=[FIRST, OTHER], reason="Sans objet")
    done = words_after(paul, answer)
    assert done.count("ignorée par paul") == 2
    assert [(event.step, event.reason) for event in site.service.run().events] == [
        (FIRST, "Sans objet"),
        (OTHER, "Sans objet"),
    ]
    assert 'form="selection"' not in site.signed_in(ANNE).get("/recap/CO").text


def test_of_several_steps_none_is_changed_if_one_is_refused(site: Site) -> None:
    paul = site.signed_in(PAUL)
    press(paul, FIRST, "start")
    answer = give(paul, "/selection/close", step=[FIRST, OTHER])
    assert answer.status_code == 409
    assert f"{OTHER}: Seule une étape en cours peut être clôturée" in text_of(answer)
    assert site.service.run().state(FIRST, site.clock.now()) == "Open"
    assert paul.get("/selection/close").status_code == 400


def test_several_steps_are_handed_over_at_once(site: Site) -> None:
    paul = site.signed_in(PAUL)
    page = paul.get(f"/selection/transfer?step={FIRST}&step={OTHER}", headers=FRENCH)
    offered = re.findall(r'<option value="([^"]+)">', page.text)
    assert {ANNE, BOB, CARLA, PAUL} <= set(offered), "the people of the plan"
    words_after(paul, give(paul, "/selection/transfer", step=[FIRST, SECOND], to=CARLA))
    run = site.service.run()
    assert CARLA in run.assignees(FIRST)
    assert CARLA in run.assignees(SECOND)


def test_a_step_is_handed_to_nobody_outside_unless_their_domain_is_listed(
    site: Site, tmp_path: Path
) -> None:
    anne = site.signed_in(ANNE)
    answer = press(anne, FIRST, "transfer", to="zoe@elsewhere.example")
    assert answer.status_code == 422
    assert "est une adresse extérieure" in text_of(answer)
    assert press(anne, FIRST, "transfer", to="nouvelle@grid.example").status_code == 303
    (tmp_path / "open").mkdir()
    other = open_site(tmp_path / "open", identity={"transfer_domains": "Elsewhere.example"})
    anne = other.signed_in(ANNE)
    assert press(anne, FIRST, "transfer", to="zoe@elsewhere.example").status_code == 303


def test_the_people_of_several_steps_are_reminded_at_once_each_step_recorded(site: Site) -> None:
    paul = site.signed_in(PAUL)
    told = text_of(paul.get(f"/steps/{FIRST}/remind", headers=FRENCH))
    assert "1 mail part" in told
    assert ANNE in told
    answer = give(paul, "/selection/remind", step=[FIRST, OTHER], message="On vous attend")
    assert words_after(paul, answer).count("rappel par paul") == 2
    events = site.service.run().events
    assert [(it.type, it.step, it.message) for it in events] == [
        ("reminded", FIRST, "On vous attend"),
        ("reminded", OTHER, "On vous attend"),
    ]
    owed = site.service.run().notices(site.clock.now())
    assert [(it.step, it.recipients, it.sender) for it in owed if it.kind == "reminded"] == [
        (FIRST, [ANNE], PAUL),
        (OTHER, [CARLA], PAUL),
    ]
    assert "rappel par paul" in text_of(paul.get("/journal?kind=reminded", headers=FRENCH))


def test_nobody_is_reminded_if_one_of_the_steps_cannot_begin(site: Site) -> None:
    paul = site.signed_in(PAUL)
    answer = give(paul, "/selection/remind", step=[FIRST, SECOND])
    assert answer.status_code == 409
    assert f"{SECOND}: " in text_of(answer)
    assert give(site.signed_in(ANNE), f"/steps/{FIRST}/remind").status_code == 403
    assert site.service.run().version == 0


def test_a_coordinator_acts_on_behalf_of_somebody_who_is_named_in_the_history(site: Site) -> None:
    paul = site.signed_in(PAUL)
    page = paul.get(f"/steps/{FIRST}", headers=FRENCH)
    choice = page.text.split('name="on_behalf_of"', 1)[1].split("</select>", 1)[0]
    assert ANNE in choice
    assert BOB not in choice
    assert 'name="on_behalf_of"' not in site.signed_in(ANNE).get(f"/steps/{FIRST}").text
    refused = press(paul, FIRST, "start", on_behalf_of=BOB)
    assert refused.status_code == 403
    assert f"L'adresse {BOB} ne peut pas agir" in text_of(refused)
    press(paul, FIRST, "start", on_behalf_of=ANNE, defects="Badge oublié")
    events = site.service.run().events
    assert [(it.type, it.by, it.on_behalf_of) for it in events] == [
        ("defects_recorded", PAUL, ANNE),
        ("started", PAUL, ANNE),
    ]
    said = f"démarrée par {PAUL} (équipe de transition) au nom de {ANNE}"
    assert said in text_of(paul.get(f"/steps/{FIRST}", headers=FRENCH))
    assert said in text_of(paul.get("/journal", headers=FRENCH))


def test_a_step_that_is_handed_on_for_somebody_is_theirs_no_more(site: Site) -> None:
    paul = site.signed_in(PAUL)
    assert 'name="on_behalf_of"' in paul.get(f"/selection/transfer?step={FIRST}").text
    answer = give(paul, "/selection/transfer", step=[FIRST], to=CARLA, on_behalf_of=ANNE)
    words_after(paul, answer)
    run = site.service.run()
    assert run.assignees(FIRST) == [CARLA]
    told = {(it.kind, it.recipients[0]) for it in run.notices(site.clock.now())}
    assert ("transfer-told", ANNE) in told


def test_whoever_is_told_of_an_act_is_named_before_it_and_until_they_know(tmp_path: Path) -> None:
    everybody = {"coordinators": True, "assignees": True}
    site = open_site(tmp_path, notices={"acts": everybody}, team={"coordinators": [PAUL, BOB]})
    paul = site.signed_in(PAUL)
    told = text_of(paul.get("/rollback/declare", headers=FRENCH))
    assert f"{BOB} · avis d'intervention" in told
    words_after(paul, give(paul, f"/steps/{OTHER}/skip", reason="Sans objet"))
    site.clock.forward(HOUR)
    waiting = text_of(paul.get("/mails", headers=FRENCH))
    assert waiting.count("avis d'intervention") == 2, "Carla, whose step it is, and Bob"
    Scheduler(site.service, open_mailer(site.service)).run()
    assert "avis d'intervention" not in text_of(paul.get("/mails", headers=FRENCH))
    skipped = [mail for mail in site.mails() if "Étape ignorée" in str(mail["Subject"])]
    assert {str(mail["To"]) for mail in skipped} == {BOB, CARLA}
    assert "avis d'intervention" in text_of(paul.get("/journal?kind=notice_sent", headers=FRENCH))
    site.services.sign_in.finish()
    site.service.store.close()


def test_programs_remind_and_act_on_behalf_of_somebody_too(site: Site) -> None:
    program, key = site.visitor(), site.key(PAUL)
    body = {"on_behalf_of": ANNE}
    done = program.post(f"/api/v1/steps/{FIRST}/start", json=body, headers=key)
    assert done.get_json()["events"][0]["on_behalf_of"] == ANNE
    reminded = program.post(f"/api/v1/steps/{FIRST}/remind", json={"message": "…"}, headers=key)
    assert reminded.get_json()["events"][0]["type"] == "reminded"
    close = {"type": "close", "step": FIRST, "on_behalf_of": ANNE}
    assert (
        program.post("/api/v1/consequences", json={"commands": [close]}, headers=key).status_code
        == 200
    )
    closed = program.post("/api/v1/commands", json={"commands": [close]}, headers=key)
    assert closed.get_json()["events"][0]["on_behalf_of"] == ANNE
    wrong = {"commands": [{**close, "on_behalf_of": 1}]}
    assert program.post("/api/v1/commands", json=wrong, headers=key).status_code == 400
