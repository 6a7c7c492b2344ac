"""The plan changed in the browser: checked first, its consequences told, applied as an event."""

from __future__ import annotations

import base64
import gzip
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from platform_scene import ANNE, CARLA, HOUR, PAUL, T0, revise
from site_scene import DUTCH, ENGLISH, FRENCH, csrf, make_plan, open_site, press, text_of, written

import ptr_py
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.web.pages import revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from pathlib import Path

    from flask.testing import FlaskClient
    from site_scene import Site
    from werkzeug.test import TestResponse

FIRST, NEW = "CO00000001", "CO00000009"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The platform with its plan imported from a workbook."""
    site = open_site(tmp_path, written())
    yield site
    site.services.sign_in.finish()
    site.service.store.close()


def changed(**further: Any) -> ptr_py.Plan:
    """The plan of the site with a new step, ready at once, and the first one relabelled."""
    plan = written()
    records = plan.to_records(resolved=False)
    records[0] |= {"label": "Fermer tout le registre", **further}
    team = {"phase": "CO", "dry_runs": ["FDR1"], "team": "Marché", "department": "Technique"}
    new = team | {"id": NEW, "label": "Prévenir la presse", "start": T0, "contacts": [CARLA]}
    return ptr_py.Plan.from_records([*records, new], **plan.frame())


def send(visitor: FlaskClient, content: bytes, headers: dict[str, str] = FRENCH) -> TestResponse:
    """Chooses a workbook on the page of the plan, and has it checked."""
    form = {"csrf": csrf(visitor.get("/plan")), "workbook": (io.BytesIO(content), "plan.xlsx")}
    return visitor.post("/plan", data=form, headers=headers)


def hidden(page: TestResponse) -> dict[str, str]:
    """The fields of the form that applies what was shown, and a reason."""
    fields = dict(re.findall(r'name="(csrf|plan|instead_of|foreseen)" value="([^"]*)"', page.text))
    return {"reason": "Relu", **fields}


def test_a_workbook_is_checked_its_consequences_told_and_then_applied(site: Site) -> None:
    paul = site.signed_in(PAUL)
    press(site.signed_in(ANNE), FIRST, "start")
    shown = send(paul, changed().to_workbook())
    told = text_of(shown)
    for words in (
        f"Étape ajoutée : {NEW}",
        "« Fermer le registre » → « Fermer tout le registre »",
        "Étapes-actions ajoutées : 1, supprimées : 0, modifiées : 1",
        "1 mail part",
        CARLA,
        "Fin attendue",
        "Appliquer le plan",
    ):
        assert words.replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert site.service.run().version == 1, "it was only checked"
    answer = paul.post("/plan/apply", data={**hidden(shown), "reason": "La presse"}, headers=FRENCH)
    assert answer.status_code == 303, text_of(answer)
    assert "La presse" in text_of(paul.get(answer.location, headers=FRENCH))
    run = site.service.run()
    assert [event.type for event in run.events] == ["started", "plan_revised"]
    assert run.state(NEW, site.clock.now()) == "Ready"
    assert run.state(FIRST, site.clock.now()) == "Open"
    assert "La presse" in text_of(paul.get("/plan", headers=FRENCH))
    Scheduler(site.service, open_mailer(site.service)).run()
    assert [mail["Subject"] for mail in site.mails() if CARLA in mail["To"]][-1].count(NEW)
    assert "Fermer tout le registre" in text_of(site.visitor().get(f"/steps/{FIRST}"))


def test_a_plan_whose_consequences_have_changed_is_shown_once_more(site: Site) -> None:
    paul = site.signed_in(PAUL)
    site.clock.forward(HOUR)
    shown = send(paul, changed(prerequisites=["CO00000004"]).to_workbook())
    press(site.signed_in(CARLA), "CO00000004", "start")
    press(site.signed_in(CARLA), "CO00000004", "close")
    again = paul.post("/plan/apply", data=hidden(shown), headers=FRENCH)
    assert again.status_code == 409
    assert "Ce qui s'ensuivrait a changé" in text_of(again)
    assert "Relu" in text_of(again)
    assert paul.post("/plan/apply", data=hidden(again), headers=FRENCH).status_code == 303


def test_what_was_before_a_revision_is_seen_under_the_plan_of_then(site: Site) -> None:
    paul = site.signed_in(PAUL)
    site.clock.forward(HOUR)
    paul.post("/plan/apply", data=hidden(send(paul, changed().to_workbook())))
    then = site.visitor().get(f"/api/v1/states?at={T0.isoformat()[:19]}Z", headers=site.key(ANNE))
    now = site.visitor().get("/api/v1/states", headers=site.key(ANNE))
    assert then.json
    assert now.json
    assert NEW not in then.json["states"]
    assert NEW in now.json["states"]
    api = f"/api/v1/steps/{{}}?at={T0.isoformat()[:19]}Z"
    then = site.visitor().get(api.format(FIRST), headers=site.key(ANNE))
    assert then.json
    assert then.json["label"] == "Fermer le registre"
    assert site.visitor().get(api.format(NEW), headers=site.key(ANNE)).status_code == 404


def test_until_when_a_rollback_can_be_declared_is_told_before_and_after(tmp_path: Path) -> None:
    def required(lasting: timedelta) -> ptr_py.Plan:
        plan = make_plan()
        records = plan.to_records(resolved=False)
        records[-1]["duration"] = lasting
        end = {"name": "Fin", "dates": {"FDR1": T0 + 48 * HOUR}, "required_end": "whole"}
        return ptr_py.Plan.from_records(records, **plan.frame() | {"milestones": [end]})

    site = open_site(tmp_path, required(HOUR))
    told = text_of(send(site.signed_in(PAUL), required(5 * HOUR).to_workbook()))
    last = "Dernier moment pour déclarer un retour arrière terminé avant Fin"
    assert f"{last} lun. 30/03/2026 22:00 → lun. 30/03/2026 18:00" in told
    site.services.sign_in.finish()
    site.service.store.close()


def test_every_problem_of_a_workbook_is_shown_with_its_cell(site: Site) -> None:
    paul = site.signed_in(PAUL)
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(changed().to_workbook()))
    sheet = book["Etapes-actions"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == NEW]
    cells[0].value = FIRST
    spoilt = io.BytesIO()
    book.save(spoilt)
    page = send(paul, spoilt.getvalue())
    assert page.status_code == 422
    assert "Le classeur ne peut pas être utilisé" in text_of(page)
    assert f"Etapes-actions!{cells[0].coordinate}" in text_of(page)
    assert "Appliquer" not in text_of(page)
    for content in (b"", b"PK\x03\x04 no workbook", b"\x00" * 1000):
        page = send(paul, content)
        assert page.status_code == 422
        assert "Le classeur ne peut pas être utilisé" in text_of(page)
    assert site.service.run().version == 0


def test_a_plan_that_loses_what_was_done_is_refused_with_its_causes(site: Site) -> None:
    paul = site.signed_in(PAUL)
    press(site.signed_in(CARLA), "CO00000004", "start")
    plan = written()
    records = [it for it in plan.to_records(resolved=False) if it["id"] != "CO00000004"]
    records[4 - 1]["prerequisites"] = ["CO00000003"]
    page = send(paul, ptr_py.Plan.from_records(records, **plan.frame()).to_workbook())
    assert page.status_code == 200
    assert "Ce plan contredit ce qui a été fait" in text_of(page)
    assert "CO00000004" in text_of(page)
    fields = hidden(page)
    assert paul.post("/plan/apply", data=fields).status_code == 409
    assert site.service.run().version == 1
    assert "Appliquer quand même" in text_of(page)
    answer = paul.post(
        "/plan/apply", data={**fields, "rewriting": "1", "reason": "Confiée ailleurs"}
    )
    assert answer.status_code == 303
    assert "CO00000004" not in site.service.schedule
    for path in ("/desk", "/journal", "/journal.csv", "/review", "/recap", "/wall", "/timeline"):
        assert paul.get(path).status_code == 200, path
    assert paul.get("/steps/CO00000004").status_code == 404


def test_a_plan_without_the_dry_run_that_is_under_way_cannot_be_applied(site: Site) -> None:
    plan = written()
    records = [record | {"dry_runs": ["FDR7"]} for record in plan.to_records(resolved=False)]
    frame = {key: value for key, value in plan.frame().items() if key != "dry_runs"}
    frame["milestones"] = {"J0": {"FDR7": T0}}
    frame["environments"] = {}
    other = ptr_py.Plan.from_records(records, **frame)
    page = send(site.signed_in(PAUL), other.to_workbook())
    assert "Ce plan ne peut pas être appliqué" in text_of(page)
    assert "FDR7" in text_of(page)
    assert hidden(page).get("plan") is None


def test_a_plan_is_applied_for_a_reason_which_the_journal_shows(site: Site) -> None:
    paul = site.signed_in(PAUL)
    fields = hidden(send(paul, changed().to_workbook()))
    answer = paul.post("/plan/apply", data={**fields, "reason": " \r\n"}, headers=FRENCH)
    assert answer.status_code == 409
    assert "Aucun motif n'est donné" in text_of(answer)
    assert site.service.run().version == 0
    assert paul.post("/plan/apply", data=hidden(answer)).status_code == 303
    assert "plan révisé par" in text_of(paul.get("/journal", headers=FRENCH))
    assert "Relu" in text_of(paul.get("/journal", headers=FRENCH))


def test_the_same_workbook_changes_nothing(site: Site) -> None:
    paul = site.signed_in(PAUL)
    page = send(paul, written().to_workbook(), ENGLISH)
    assert "Nothing: it says what the plan in force says." in text_of(page)
    assert hidden(page).get("plan") is None
    assert "Niets: het zegt wat het geldende plan zegt." in text_of(
        send(paul, written().to_workbook(), DUTCH)
    )


def test_a_plan_is_applied_only_in_the_place_of_the_one_it_was_compared_with(site: Site) -> None:
    paul = site.signed_in(PAUL)
    mine = hidden(send(paul, changed().to_workbook()))
    theirs = changed(label="Fermer à moitié")
    revise(site.service, theirs, by=PAUL, instead_of=site.service.plan.digest)
    answer = paul.post("/plan/apply", data={**mine, "reason": "Ma raison"}, headers=FRENCH)
    assert answer.status_code == 409
    assert "Quelqu'un d'autre a changé le plan entre-temps" in text_of(answer)
    assert "« Fermer à moitié » → « Fermer tout le registre »" in text_of(answer).replace(
        "\u00a0", " "
    )
    assert "Ma raison" in answer.text
    assert site.service.plan == theirs
    again = paul.post("/plan/apply", data=hidden(answer))
    assert again.status_code == 303
    assert site.service.plan == changed()


def test_only_coordinators_see_and_change_the_plan(site: Site) -> None:
    paul = site.signed_in(PAUL)
    fields = hidden(send(paul, changed().to_workbook()))
    for visitor, status in ((site.visitor(), 401), (site.signed_in(ANNE), 403)):
        assert visitor.get("/plan").status_code == status
        fields["csrf"] = csrf(visitor.get("/sign-in"))
        assert visitor.post("/plan", data={"csrf": fields["csrf"]}).status_code == status
        assert visitor.post("/plan/apply", data=fields).status_code == status
    assert 'href="/plan"' in paul.get("/desk").text
    assert 'href="/plan"' not in site.visitor().get("/desk").text
    assert site.service.run().version == 0


def test_no_form_from_elsewhere_no_flood_and_no_nonsense_is_taken(site: Site) -> None:
    paul = site.signed_in(PAUL)
    fields = hidden(send(paul, changed().to_workbook()))
    elsewhere = {**fields, "csrf": "x"}
    assert paul.post("/plan/apply", data=elsewhere).status_code == 403
    workbook = (io.BytesIO(changed().to_workbook()), "plan.xlsx")
    assert paul.post("/plan", data={"csrf": "x", "workbook": workbook}).status_code == 403
    flood, kind = b"0" * (revision.LARGEST + 1), "multipart/form-data; boundary=x"
    assert paul.post("/plan", data=flood, content_type=kind).status_code == 413
    bomb = gzip.compress(b" " * 30_000_000)
    for nonsense in (b"", b"{}", b"not gzip", gzip.compress(b"{}"), gzip.compress(b"\xff"), bomb):
        packed = base64.b64encode(nonsense).decode()
        assert paul.post("/plan/apply", data={**fields, "plan": packed}).status_code == 400
    assert paul.post("/plan/apply", data={**fields, "plan": "é"}).status_code == 400
    assert site.service.run().version == 0


def test_a_program_checks_and_applies_a_workbook_as_the_pages_do(site: Site) -> None:
    paul, api = site.key(PAUL), "/api/v1/plan"
    program, workbook = site.visitor(), changed().to_workbook()
    document: Any = program.get("/api/v1/openapi.json").json

    def send(path: str, status: int, headers: dict[str, str] = paul, data: bytes = workbook) -> Any:
        answer = program.post(path, data=data, headers=headers)
        assert answer.status_code == status, answer.text
        described = document["paths"][path.removeprefix("/api/v1").partition("?")[0]]["post"]
        response = described["responses"][str(status)]
        if "$ref" in response:
            response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
        schema = response["content"][answer.mimetype]["schema"]
        Draft202012Validator({**schema, "components": document["components"]}).validate(answer.json)
        return answer.json

    told = send(f"{api}/check", 200)
    assert told["difference"]["added"] == [NEW]
    assert told["consequences"]["mails"] == [
        {"kind": "start", "step": NEW, "recipients": [CARLA]},
    ]
    assert told["refusal"] == []
    assert send(f"{api}/check", 422, data=b"no workbook")["problems"][0]["code"] == "not-a-workbook"
    assert send(f"{api}/check", 403, site.key(ANNE))["title"] == "Refused"
    assert send(api, 400)["detail"].startswith("instead_of: missing")
    place = f"{api}?instead_of={told['in_force']}&reason=La+presse"
    send(place, 403, site.key(ANNE))
    assert site.service.run().version == 0
    (event,) = send(place, 200)["events"]
    assert (event["type"], event["reason"]) == ("plan_revised", "La presse")
    assert send(place, 409)["reasons"][0]["code"] == "plan-outdated"
    now = program.get(api, headers=site.key(ANNE)).json
    assert now
    assert now["digest"] == told["digest"] == event["plan"]
    assert now["revisions"] == [event]
    assert send(f"{api}/check", 413, data=b"0" * (revision.LARGEST + 1))["status"] == 413
