"""What people do on a step's page, what is refused, and that no typed word is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL
from site_scene import ENGLISH, FRENCH, csrf, open_site, press, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from site_scene import Site
    from werkzeug.test import TestResponse

STEP = "CO00000001"


def follow(visitor: FlaskClient, answer: TestResponse) -> str:
    """The words of the page that an accepted change leads to."""
    assert answer.status_code == 303, text_of(answer)
    return text_of(visitor.get(answer.location, headers=FRENCH))


def test_starting_closing_and_what_is_confirmed(site: Site) -> None:
    anne = site.signed_in(ANNE)
    page = follow(anne, press(anne, STEP, "start"))
    assert "Modification enregistrée" in page
    assert "démarrée par anne@grid.example" in page
    assert "L'étape-action est maintenant : ◐ en cours" in page
    page = follow(anne, press(anne, STEP, "close"))
    assert "clôturée par anne@grid.example" in page
    assert site.service.run().state(STEP, site.clock.now()) == "Terminated"


def test_a_confirmation_can_be_reloaded_without_doing_it_again(site: Site) -> None:
    anne = site.signed_in(ANNE)
    answer = press(anne, STEP, "start")
    version = site.service.run().version
    assert follow(anne, answer) == follow(anne, answer)
    assert site.service.run().version == version


def test_a_transfer_says_who_has_the_step_now(site: Site) -> None:
    anne = site.signed_in(ANNE)
    page = follow(anne, press(anne, STEP, "transfer", to=CARLA, message="Je suis\nabsente."))
    assert "Attribuée à : carla@grid.example" in page
    run = site.service.run()
    assert run.assignees(STEP) == [CARLA]
    assert run.history(STEP)[-1].message == "Je suis\nabsente."
    assert {notice.kind for notice in run.notices(site.clock.now())} >= {
        "transfer",
        "transfer-receipt",
    }


def test_defects_are_recorded_with_their_line_breaks(site: Site) -> None:
    anne = site.signed_in(ANNE)
    follow(anne, press(anne, STEP, "defects", defects="Premier\r\nSecond"))
    assert site.service.run().defects(STEP) == "Premier\nSecond"
    assert "Premier<br>\nSecond" in anne.get(f"/steps/{STEP}").text


@pytest.mark.parametrize(("button", "further"), [("start", {}), ("transfer", {"to": BOB})])
def test_defects_typed_in_are_saved_with_any_other_change(
    site: Site, button: str, further: dict[str, Any]
) -> None:
    anne = site.signed_in(ANNE)
    page = follow(anne, press(anne, STEP, button, defects="Un câble manque", **further))
    assert "Un câble manque" in page
    run = site.service.run()
    assert run.defects(STEP) == "Un câble manque"
    assert [event.seq for event in run.events] == [1, 2]


def test_defects_that_were_not_touched_are_no_event(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, STEP, "defects", defects="Un")
    press(anne, STEP, "start")
    kinds = [event.type for event in site.service.run().events]
    assert kinds == ["defects_recorded", "started"]
    page = follow(anne, press(anne, STEP, "defects"))
    assert "Il n'y avait rien de nouveau à enregistrer" in page


def test_defects_can_be_taken_back(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, STEP, "defects", defects="Un")
    press(anne, STEP, "defects", defects="")
    assert site.service.run().defects(STEP) == ""


def old_form(visitor: FlaskClient, **typed: str) -> dict[str, str]:
    """The form of a page that was loaded before others made changes."""
    return {"csrf": csrf(visitor.get(f"/steps/{STEP}")), "defects_seen": "0", **typed}


def test_an_old_page_does_not_overwrite_defects_recorded_since(site: Site) -> None:
    anne, paul = site.signed_in(ANNE), site.signed_in(PAUL)
    form = old_form(anne, defects="De Anne")
    press(paul, STEP, "defects", defects="De Paul")
    page = anne.post(f"/steps/{STEP}/start", data=form, headers=FRENCH)
    assert page.status_code == 409
    for words in ("Quelqu'un d'autre a enregistré des defects", "De Paul", "De Anne"):
        assert words in text_of(page)
    run = site.service.run()
    assert run.defects(STEP) == "De Paul"
    assert run.state(STEP, site.clock.now()) == "Ready"
    # The failure page's form knows what was recorded meanwhile.
    assert f'name="defects_seen" value="{run.version}"' in page.text


def test_an_old_page_with_untouched_defects_starts_the_step_and_leaves_them(site: Site) -> None:
    anne, paul = site.signed_in(ANNE), site.signed_in(PAUL)
    form = old_form(anne, defects="")
    press(paul, STEP, "defects", defects="De Paul")
    assert anne.post(f"/steps/{STEP}/start", data=form).status_code == 303
    assert site.service.run().defects(STEP) == "De Paul"
    assert anne.post(f"/steps/{STEP}/defects", data=form).status_code == 303
    assert site.service.run().defects(STEP) == "De Paul"


@pytest.mark.parametrize(
    ("wish", "word"), [(FRENCH, "Modification refusée"), (ENGLISH, "Change refused")]
)
@pytest.mark.parametrize(
    ("who", "step", "button", "typed", "status", "french", "english"),
    [
        (BOB, STEP, "start", {}, 403, "ne peut pas agir", "may not act"),
        (ANNE, STEP, "close", {}, 409, "Seule une étape en cours", "Only an open step"),
        (BOB, "CO00000002", "start", {}, 409, "CO00000001", "CO00000001"),
        (ANNE, STEP, "transfer", {"to": "personne"}, 422, "pas une adresse", "not a mail address"),
        (ANNE, STEP, "transfer", {"to": ""}, 422, "pas une adresse", "not a mail address"),
        (ANNE, STEP, "transfer", {"to": ANNE}, 409, "anne@grid.example", "anne@grid.example"),
        (ANNE, STEP, "start", {"mail": BOB}, 403, "que sous cette adresse", "this address only"),
        (BOB, STEP, "defects", {"defects": "x"}, 403, "ne peut pas agir", "may not act"),
        (BOB, STEP, "defects", {}, 403, "ne peut pas agir", "may not act"),
        (
            PAUL,
            "FB00000007",
            "start",
            {},
            409,
            "retour arrière",
            "rollback",
        ),
    ],
)
def test_every_refusal_says_why_and_changes_nothing(  # noqa: PLR0917
    site: Site,
    wish: dict[str, str],
    word: str,
    who: str,
    step: str,
    button: str,
    typed: dict[str, str],
    status: int,
    french: str,
    english: str,
) -> None:
    page = press(site.signed_in(who), step, button, headers=wish, **typed)
    assert page.status_code == status
    words = text_of(page)
    assert word in words
    assert (french if wish is FRENCH else english) in words
    assert site.service.run().version == 0


def test_a_refusal_tells_all_reasons_at_once(site: Site) -> None:
    page = press(site.signed_in(BOB), STEP, "close", defects="x")
    causes = page.text.split('class="causes"')[1].split("</ul>")[0]
    assert causes.count("<li>") == 2


def test_an_unknown_step_is_refused_with_its_reason(site: Site) -> None:
    anne = site.signed_in(ANNE)
    token = csrf(anne.get("/"))
    page = anne.post("/steps/CO99999999/start", data={"csrf": token}, headers=FRENCH)
    assert page.status_code == 404
    assert "CO99999999" in text_of(page)


def test_a_step_is_started_once_by_whoever_is_first(site: Site) -> None:
    anne, paul = site.signed_in(ANNE), site.signed_in(PAUL)
    form = old_form(paul, defects="")
    press(anne, STEP, "start")
    page = paul.post(f"/steps/{STEP}/start", data=form, headers=FRENCH)
    assert page.status_code == 409
    assert "anne@grid.example" in text_of(page)


def test_what_was_typed_is_kept_on_the_failure_page(site: Site) -> None:
    page = press(site.signed_in(ANNE), STEP, "close", defects="Un câble manque")
    assert page.status_code == 409
    assert "Ils ne sont pas encore enregistrés." in text_of(page)
    assert ">\nUn câble manque</textarea>" in page.text


def test_nobody_acts_without_signing_in_and_is_offered_a_link(site: Site) -> None:
    visitor = site.visitor()
    page = press(visitor, STEP, "start", mail=ANNE, defects="Un câble manque")
    assert page.status_code == 401
    assert "Vous n'êtes pas connecté." in text_of(page)
    assert f'value="{ANNE}"' in page.text
    assert "Un câble manque" in page.text
    assert site.service.run().version == 0


def test_a_form_of_another_site_is_refused(site: Site) -> None:
    anne = site.signed_in(ANNE)
    for form in ({}, {"csrf": ""}, {"csrf": "guessed"}, {"csrf": "é"}):
        assert anne.post(f"/steps/{STEP}/start", data=form).status_code == 403
    token = csrf(anne.get("/"))
    for site_of in ("cross-site", "same-site"):
        answer = anne.post(
            f"/steps/{STEP}/start", data={"csrf": token}, headers={"Sec-Fetch-Site": site_of}
        )
        assert answer.status_code == 403
    # Another session's secret is no better.
    other = csrf(site.visitor().get("/"))
    assert anne.post(f"/steps/{STEP}/start", data={"csrf": other}).status_code == 403
    assert site.service.run().version == 0


def test_the_link_of_a_mail_acts_no_more_after_a_transfer_and_shows_the_new_owner(
    site: Site,
) -> None:
    press(site.signed_in(ANNE), STEP, "transfer", to=CARLA)
    late = site.visitor()
    page = late.get(late.get(site.link(ANNE, STEP)).location, headers=FRENCH)
    words = text_of(page)
    assert "à qui cette étape-action n'est pas attribuée" in words
    assert "carla@grid.example" in words
    assert f"/steps/{STEP}/start" not in page.text
    answer = late.post(f"/steps/{STEP}/start", data={"csrf": csrf(page)}, headers=FRENCH)
    assert answer.status_code == 403
    assert "carla@grid.example" in text_of(answer)
    assert site.service.run().version == 1


def test_a_coordinator_acts_on_every_step_and_is_told_that_it_shows(site: Site) -> None:
    paul = site.signed_in(PAUL)
    page = text_of(paul.get(f"/steps/{STEP}", headers=FRENCH))
    assert "membre de l'équipe de transition" in page
    press(paul, STEP, "start")
    assert site.service.run().events[0].role == "coordinator"


def test_who_when_and_from_where_is_recorded(site: Site) -> None:
    at = site.clock.forward(HOUR)
    anne = site.signed_in(ANNE)
    token = csrf(anne.get("/"))
    anne.post(
        f"/steps/{STEP}/start",
        data={"csrf": token},
        environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
    )
    (recorded,) = site.service.store.recorded()
    assert recorded.origin == "192.0.2.7"
    event = site.service.run().events[0]
    assert (event.by, event.at) == (ANNE, at)


def test_where_a_change_came_from_is_asked_of_trusted_proxies_only(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    behind = open_site(tmp_path_factory.mktemp("proxy"), server={"proxies": 1})
    for here, origin in ((site, "127.0.0.1"), (behind, "192.0.2.9")):
        anne = here.signed_in(ANNE)
        token = csrf(anne.get("/"))
        anne.post(
            f"/steps/{STEP}/start", data={"csrf": token}, headers={"X-Forwarded-For": "192.0.2.9"}
        )
        assert here.service.store.recorded()[0].origin == origin


def test_a_form_that_is_too_long_is_refused(site: Site) -> None:
    anne = site.signed_in(ANNE)
    page = anne.post(f"/steps/{STEP}/defects", data={"defects": "x" * 1_100_000}, headers=FRENCH)
    assert page.status_code == 413
    assert "Trop long" in page.text
