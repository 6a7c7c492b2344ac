"""What coordinators look at: desk, journal, wall, checks, and the files they take away."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mail_server import MailServer
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL, T0
from site_scene import DUTCH, ENGLISH, FRENCH, csrf, make_plan, open_site, press, text_of

import ptr_py
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.web import people

if TYPE_CHECKING:
    from pathlib import Path

    from site_scene import Site

FIRST, SECOND, OTHER = "CO00000001", "CO00000002", "CO00000004"


def tile(page: str, name: str) -> str:
    """The words of one list of the desk."""
    return part(page, rf'<section class="tile[^"]*" aria-labelledby="{name}".*?</section>')


def quiet(page: str) -> str:
    """Those of the lists without anything to show, and of what is in order."""
    return part(page, '<ul class="quiet".*?</ul>')


def part(page: str, pattern: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found is not None, pattern
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found[0]))).strip()


def test_coordinators_come_home_to_their_desk_and_others_do_not(site: Site) -> None:
    home = site.signed_in(PAUL).get("/")
    assert (home.status_code, home.location) == (303, "/desk")
    assert site.signed_in(ANNE).get("/").status_code == 200


def test_the_desk_says_what_is_late_ready_under_way_next_and_blocked(site: Site) -> None:
    site.clock.forward(HOUR + timedelta(minutes=45))
    press(site.signed_in(CARLA), OTHER, "start")
    site.clock.forward(timedelta(minutes=45))
    page = site.signed_in(PAUL).get("/desk", headers=FRENCH).text
    assert tile(page, "late").startswith("À démarrer sans attendre 2 CO00000001")
    assert "2 h 30 min" in tile(page, "late")
    assert "Fin dépassée 1 CO00000004 Marché Prévenir le marché 2 h" in tile(page, "ending")
    assert "Prêtes, pas démarrées 2" in quiet(page), "each stands among the late already"
    assert "En cours 1" in quiet(page)
    assert "jusqu'à 00:30" in tile(page, "ending")
    assert tile(page, "blocked").startswith(
        "Bloquées, et par quoi 2 CO00000001 ▶ prête Réseau anne@"
    )
    assert "en bloque 2" in tile(page, "blocked")
    for link in ("state=Ready&amp;only=late", "state=Open&amp;only=late", "only=blocked"):
        assert f'href="/recap?{link}#steps"' in page


def test_the_next_half_hour_begins_after_now_and_ends_with_it(site: Site) -> None:
    def desk() -> str:
        return site.signed_in(PAUL).get("/desk", headers=FRENCH).text

    site.clock.forward(timedelta(minutes=29, seconds=59))
    assert "Dans les trente minutes 0" in quiet(desk())
    site.clock.forward(timedelta(seconds=1))
    assert SECOND in tile(desk(), "soon")
    site.clock.forward(timedelta(minutes=30))
    assert "Dans les trente minutes 0" in quiet(desk())


def test_the_desk_tells_defects_mails_and_health_and_the_last_two_to_the_team_only(
    site: Site,
) -> None:
    press(site.signed_in(ANNE), FIRST, "defects", defects="Un câble manque")
    site.clock.forward(HOUR)
    page = site.signed_in(PAUL).get("/desk", headers=FRENCH).text
    assert "Un câble manque" in tile(page, "defects")
    assert tile(page, "mails").startswith("Mails en attente ou en échec 2")
    assert "Ordonnanceur n'a encore jamais tourné" in quiet(page)
    assert "Base de données en ordre" in quiet(page)
    for visitor in (site.visitor(), site.signed_in(ANNE)):
        other = visitor.get("/desk", headers=FRENCH).text
        assert "Un câble manque" in tile(other, "defects")
        assert "/mails" not in other
        assert "Ordonnanceur" not in other
        assert "/downloads/" not in other


def test_a_mail_server_that_takes_nothing_is_told_on_the_desk_until_it_does(
    tmp_path: Path,
) -> None:
    server = MailServer()
    site = open_site(tmp_path, mail={**server.settings(), "directory": None})
    scheduler = Scheduler(site.service, open_mailer(site.service))
    scheduler.run()
    paul = site.signed_in(PAUL)
    assert "Serveur de mails en ordre" not in quiet(paul.get("/desk", headers=FRENCH).text)
    server.switch_on()
    try:
        site.clock.forward(2 * HOUR)
        scheduler.run()
    finally:
        server.switch_off()
    assert "Serveur de mails en ordre" in quiet(paul.get("/desk", headers=FRENCH).text)


def test_mails_that_wait_for_a_dead_server_were_not_listed_in_its_first_two_minutes(
    tmp_path: Path,
) -> None:
    server = MailServer()
    site = open_site(tmp_path, mail={**server.settings(), "directory": None})
    paul = site.signed_in(PAUL)
    assert "Aucune." in paul.get("/mails", headers=FRENCH).text, "that it is dead is not known yet"
    Scheduler(site.service, open_mailer(site.service)).run()
    page = paul.get("/mails", headers=FRENCH).text
    assert "accepte aucun mail" in page
    assert "Aucune." not in page
    assert ANNE in page
    assert "attend depuis" in page
    assert tile(paul.get("/desk", headers=FRENCH).text, "mails").startswith("Mails en attente")


def test_the_journal_holds_everything_and_is_filtered_by_team_person_and_kind(site: Site) -> None:
    press(site.signed_in(ANNE), FIRST, "start", defects="Un\r\ndeux")
    press(site.signed_in(CARLA), OTHER, "transfer", to=BOB)
    visitor = site.visitor()

    def numbers(query: str = "") -> list[str]:
        page = visitor.get(f"/journal{query}", headers=FRENCH).text
        return re.findall(r'<tr data-key="(\d+)"', page)

    assert numbers() == ["3", "2", "1"]
    assert numbers("?team=Marché") == ["3"]
    assert numbers(f"?person={ANNE.upper()}") == ["2", "1"]
    assert numbers(f"?person={BOB}") == ["3"], "who got a step is in it too"
    assert numbers("?kind=started") == ["2"]
    assert numbers("?after=1&before=3") == ["2"]
    assert numbers("?team=Réseau&kind=transferred") == []
    assert numbers("?after=x&before=" + "9" * 40) == ["3", "2", "1"]


def test_what_was_done_on_behalf_of_somebody_was_not_found_under_their_name(site: Site) -> None:
    press(site.signed_in(PAUL), FIRST, "start", on_behalf_of=ANNE)
    press(site.signed_in(CARLA), OTHER, "start")
    found = site.signed_in(PAUL).get(f"/journal?person={ANNE}", headers=FRENCH)
    assert re.findall(r'<tr data-key="(\d+)"', found.text) == ["1"]
    assert f"par {PAUL}" in text_of(found)
    assert f'<option value="{ANNE}" selected>' in found.text
    told = site.visitor().get(f"/api/v1/journal?person={ANNE}", headers=site.key(PAUL)).json
    assert told
    assert [event["seq"] for event in told["events"]] == [1]


def test_the_journal_knows_how_far_somebody_has_looked_once_they_say_so(site: Site) -> None:
    paul = site.signed_in(PAUL)
    press(site.signed_in(ANNE), FIRST, "start")
    page = paul.get("/journal", headers=FRENCH)
    assert "1 événement depuis votre dernière lecture" in text_of(page)
    assert paul.post("/journal/looked", data={"until": "1"}).status_code == 403
    token = csrf(page)
    assert paul.post("/journal/looked", data={"until": "1", "csrf": token}).status_code == 303
    press(site.signed_in(ANNE), FIRST, "close")
    page = paul.get("/journal?after=last", headers=FRENCH)
    assert re.findall(r'<tr data-key="(\d+)"', page.text) == ["2"]
    assert "1 événement depuis" in text_of(page), "another has looked at nothing"
    other = site.signed_in(ANNE).get("/journal", headers=FRENCH)
    assert "2 événements depuis" in text_of(other)
    token = csrf(page)
    paul.post("/journal/looked", data={"until": "9" * 30, "csrf": token})
    assert site.service.run().version == 2, "it is no event"


def test_the_journal_is_taken_away_as_a_table_and_as_the_events_themselves(site: Site) -> None:
    press(site.signed_in(ANNE), FIRST, "defects", defects="=1+1")
    press(site.signed_in(CARLA), OTHER, "start")
    visitor = site.visitor()
    file = visitor.get("/journal.csv", headers=FRENCH)
    assert file.mimetype == "text/csv"
    assert "attachment" in file.headers["Content-Disposition"]
    first, second = csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")))
    assert (first["seq"], first["step"], first["team"]) == ("1", FIRST, "Réseau")
    assert (second["type"], second["by"]) == ("started", CARLA)
    events = site.service.run().events
    assert visitor.get("/journal.json").json == [event.to_dict() for event in events]
    assert visitor.get("/journal.json?kind=started").json == [events[1].to_dict()]


def test_the_wall_has_a_light_for_each_phase_and_the_last_decisions_and_nothing_to_press(
    site: Site,
) -> None:
    paul = site.signed_in(PAUL)
    page = paul.get("/wall", headers=FRENCH)
    assert "à temps" in text_of(page)
    for thing in ("<button", "<input", "<a "):
        assert thing not in page.text.split("<main", 1)[1]
    assert '<meta http-equiv="refresh"' in page.text, "without scripts, too"
    site.service.execute(lambda run, at: run.skip(FIRST, "Sans objet", by=PAUL, at=at, apply=False))
    site.clock.forward(20 * HOUR)
    page = paul.get("/wall", headers=FRENCH)
    assert "trop tard" in text_of(page)
    assert "ignorée par paul" in text_of(page)
    assert "Last decisions" in text_of(paul.get("/wall", headers=ENGLISH))


def test_the_checks_are_those_of_the_library_in_the_readers_language(site: Site) -> None:
    found = site.service.plan.check(language="fr")
    page = text_of(site.visitor().get("/checks", headers=FRENCH))
    assert found
    for finding in found:
        assert re.sub(r"\s+", " ", finding.message) in page
        assert finding.title in page
        assert f">{finding.code} <" not in page
    rule = found[0].code
    other = site.visitor().get(f"/checks?rule={rule}", headers=DUTCH)
    (table,) = re.findall(r"<tbody>.*?</tbody>", other.text, re.DOTALL)
    assert table.count("<tr>") == sum(finding.code == rule for finding in found)


def test_the_journal_is_filtered_by_time_on_the_plans_wall_clock(site: Site) -> None:
    anne = site.signed_in(ANNE)
    press(anne, FIRST, "start")
    site.clock.forward(HOUR)
    press(anne, FIRST, "close")

    def found(query: str) -> list[str]:
        page = site.visitor().get(f"/journal.json?{query}")
        return [event["type"] for event in page.get_json()]

    assert found("since=2026-03-28T22:30") == ["closed"], "T0 is 22:00 in Brussels"
    assert found("until=2026-03-28T22:30") == ["started"]
    assert found("since=2026-03-28T23:00&until=2026-03-28T23:00") == ["closed"]
    assert found("since=demain") == ["started", "closed"]


def test_the_files_for_the_team_are_for_nobody_else(site: Site) -> None:
    paul = site.signed_in(PAUL)
    for path in ("/downloads/status.xlsx", "/downloads/steps.svg"):
        assert site.visitor().get(path).status_code == 401
        assert site.signed_in(ANNE).get(path).status_code == 403
    content = io.BytesIO(paul.get("/downloads/status.xlsx").data)
    assert ptr_py.load_workbook(content).dry_runs == site.service.plan.dry_runs
    picture = paul.get("/downloads/steps.svg?phase=CO")
    assert picture.mimetype == "image/svg+xml"
    assert FIRST in picture.text


def test_the_timeline_is_grouped_and_zoomed_by_links_and_holds_the_instant(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/timeline", headers=FRENCH)
    (drawing,) = re.findall(r"<svg .*?</svg>", page.text, re.DOTALL)
    assert 'href="/steps/CO00000001"' in drawing
    zoomed = visitor.get("/timeline?zoom=3&group=team&phase=CO&rows=all", headers=FRENCH).text
    (since,) = re.findall(r'data-since="([^"]+)"', zoomed)
    (until,) = re.findall(r'data-until="([^"]+)"', zoomed)
    begins, ends = (datetime.fromisoformat(text) for text in (since, until))
    assert begins < site.clock.now() < ends
    assert ends - begins == timedelta(hours=3)
    for query in ("zoom=x", "group=moon&phase=XX&rows=-1"):
        assert visitor.get(f"/timeline?{query}").status_code == 200
    (link,) = re.findall(r'href="(/timeline\.svg[^"]*)"', zoomed)
    file = visitor.get(link.replace("&amp;", "&"))
    assert file.mimetype == "image/svg+xml"
    assert f'data-since="{since}"' in file.text
    assert f'href="{site.config.server.url}/steps/' in file.text


def test_the_desk_tells_why_the_end_has_moved(site: Site) -> None:
    site.clock.forward(240 * HOUR)
    carla = site.signed_in(CARLA)
    press(carla, OTHER, "start")
    site.clock.forward(3 * HOUR)
    press(carla, OTHER, "close")
    page = text_of(site.signed_in(PAUL).get("/desk", headers=FRENCH))
    run, now = site.service.run(), site.clock.now()
    causes = run.prospects(now, language="fr").causes
    assert "CO00000001 pourrait commencer et n'a pas commencé" in causes[0].message
    assert "Pourquoi la fin a bougé" in page
    assert re.sub(r"\s+", " ", causes[0].message) in page


def test_required_ends_stand_on_wall_and_desk_with_light_chance_and_decide_by(
    tmp_path: Path,
) -> None:
    plan = make_plan()
    frame = plan.frame() | {
        "milestones": [
            {"name": "Fin", "dates": {"FDR1": T0 + 3 * HOUR}, "required_end": {"phase": "CO"}},
            {"name": "Clôture", "dates": {"FDR1": T0 + 900 * HOUR}, "required_end": "whole"},
        ]
    }
    site = open_site(tmp_path, ptr_py.Plan.from_records(plan.to_records(resolved=False), **frame))
    wall = text_of(site.visitor().get("/wall", headers=FRENCH))
    assert "Fin Phase CO à temps dim. 29/03/2026 01:00" in wall
    assert "Clôture l'ensemble à temps" in wall
    assert "Mesuré à la fin exigée" in wall
    site.clock.forward(2 * HOUR)
    wall = text_of(site.visitor().get("/wall", headers=FRENCH))
    assert "Fin Phase CO trop tard" in wall
    assert re.search(r"CO trop tard .* DC", wall), "the phase is measured by it, too"
    desk = text_of(site.signed_in(PAUL).get("/desk", headers=FRENCH))
    assert "Fins exigées" in desk
    assert "Clôture (l'ensemble)" in desk
    assert "Retour arrière à déclarer avant" in desk
    told = site.visitor().get("/api/v1/wall", headers=site.key(ANNE)).json
    assert told
    assert told["required_ends"]["Fin"]["light"] == "red"
    assert told["phases"]["CO"]["required_end"] == told["required_ends"]["Fin"]["by"]
    site.services.sign_in.finish()
    site.service.store.close()


def test_a_coordinator_stood_beside_the_telephone_of_the_steps_team() -> None:
    plan = make_plan()
    team = ptr_py.Actor(team="Réseau", team_leader=CARLA, extra={"Astreinte": "0470 00 11 01"})
    frame = plan.frame() | {"actors": [team, ptr_py.Actor(team="Marché", team_leader=BOB)]}
    plan = ptr_py.Plan.from_records(plan.to_records(resolved=False), **frame)
    step = plan[FIRST]
    assert (step.team, step.contacts) == ("Réseau", [ANNE])
    for mail in (CARLA, ANNE):
        assert people.reach(plan, mail, step) == [("Astreinte", "0470 00 11 01")]
    assert people.reach(plan, PAUL, step) == []
    assert people.reach(plan, ANNE, None) == []


def test_contacts_lead_to_mails_and_telephones(tmp_path: Path) -> None:
    plan = make_plan()
    actor = ptr_py.Actor(
        team="Réseau", team_leader=ANNE, extra={"Astreinte": "0470 00 11 01 (nuit)"}
    )
    frame = plan.frame() | {"actors": [actor, ptr_py.Actor(team="Marché", team_leader=CARLA)]}
    site = open_site(tmp_path, ptr_py.Plan.from_records(plan.to_records(resolved=False), **frame))
    page = site.visitor().get("/contacts", headers=FRENCH)
    assert '<a href="tel:0470001101">0470 00 11 01</a> (nuit)' in page.text
    assert f'href="mailto:{CARLA}"' in page.text
    assert 'href="/contacts"' in site.signed_in(PAUL).get("/desk").text
    step = site.visitor().get(f"/steps/{FIRST}", headers=FRENCH).text
    assert 'href="tel:0470001101"' in step
    site.services.sign_in.finish()
    site.service.store.close()
