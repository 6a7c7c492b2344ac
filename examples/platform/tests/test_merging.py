"""A status workbook edited while the plan went on: merged, or every conflict told with its cell."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from platform_scene import ANNE, HOUR, PAUL, T0, HandClock, revise, settings
from site_scene import (
    DUTCH,
    ENGLISH,
    FRENCH,
    csrf,
    edited,
    make_plan,
    open_site,
    press,
    text_of,
    written,
)

import ptr_py
from ptr_platform.__main__ import main
from ptr_platform.config import Config
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from site_scene import Site
    from werkzeug.test import TestResponse

FIRST, LAST = "CO00000001", "DC00000006"
LABEL = "Libellé"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = open_site(tmp_path, written())
    yield site
    site.services.sign_in.finish()
    site.service.store.close()


def changed(plan: ptr_py.Plan, **fields: dict[str, Any]) -> ptr_py.Plan:
    """A plan with other values in some of its steps."""
    records = [{**it, **fields.get(it["id"], {})} for it in plan.to_records(resolved=False)]
    return ptr_py.Plan.from_records(records, **plan.frame())


def downloaded(paul: FlaskClient) -> bytes:
    """The status workbook of this moment."""
    content: bytes = paul.get("/downloads/status.xlsx").data
    return content


def send(paul: FlaskClient, workbook: bytes, headers: dict[str, str] = FRENCH) -> TestResponse:
    form = {"csrf": csrf(paul.get("/plan")), "workbook": (io.BytesIO(workbook), "plan.xlsx")}
    return paul.post("/plan", data=form, headers=headers)


def apply(paul: FlaskClient, page: TestResponse) -> None:
    fields = dict(re.findall(r'name="(csrf|plan|instead_of|foreseen)" value="([^"]*)"', page.text))
    answer = paul.post("/plan/apply", data={**fields, "reason": "Relu"})
    assert answer.status_code == 303


def meanwhile(site: Site, **fields: dict[str, Any]) -> None:
    """Somebody else changes the plan."""
    plan = changed(site.service.plan, **fields)
    revise(site.service, plan, by=PAUL, instead_of=site.service.plan.digest)


def said(page: TestResponse) -> str:
    return text_of(page).replace("\u00a0", " ")


def test_a_workbook_edited_meanwhile_is_merged_with_what_others_have_changed(site: Site) -> None:
    paul = site.signed_in(PAUL)
    workbook = edited(downloaded(paul), (LAST, LABEL, "Contrôler tout"))
    press(site.signed_in(ANNE), FIRST, "start")
    meanwhile(site, CO00000002={"duration": HOUR}, CO00000004={"label": "Prévenir tous"})
    page = send(paul, workbook)
    assert page.status_code == 200
    stays, _, changes = said(page).partition("Ce qu'il change au plan en vigueur")
    assert "Ce qui a été modifié depuis que le classeur a été écrit, et reste" in stays
    assert "Étape CO00000002 : Durée 30 min → 1 h." in stays
    assert "« Prévenir le marché » → « Prévenir tous »" in stays
    assert "« Contrôler » → « Contrôler tout »" in changes
    assert "Étapes-actions ajoutées : 0, supprimées : 0, modifiées : 1" in changes
    assert "CO00000002" not in changes.partition("Appliquer")[0]
    apply(paul, page)
    plan = site.service.plan
    assert plan["CO00000002"].duration == HOUR
    assert plan["CO00000004"].label == "Prévenir tous"
    assert plan[LAST].label == "Contrôler tout"
    assert site.service.run().state(FIRST, site.clock.now()) == "Open"


def test_a_workbook_from_any_earlier_plan_is_merged_not_only_from_the_first(site: Site) -> None:
    paul = site.signed_in(PAUL)
    meanwhile(site, CO00000004={"label": "Prévenir tous"})
    workbook = edited(downloaded(paul), ("CO00000004", LABEL, "Prévenir chacun"))
    meanwhile(site, CO00000002={"duration": HOUR})
    meanwhile(site, CO00000002={"duration": 2 * HOUR})
    apply(paul, send(paul, workbook))
    assert site.service.plan["CO00000004"].label == "Prévenir chacun"
    assert site.service.plan["CO00000002"].duration == 2 * HOUR


def test_every_conflict_is_told_with_both_values_and_its_cell(site: Site) -> None:
    paul = site.signed_in(PAUL)
    typed = (FIRST, LABEL, "Fermer tout"), (LAST, LABEL, "Contrôler tout")
    workbook = edited(downloaded(paul), *typed)
    first, last = {"label": "Fermer à moitié"}, {"label": "Contrôler un peu"}
    meanwhile(site, CO00000001=first, DC00000006=last, CO00000002={"duration": HOUR})
    before = site.service.run().version
    page = send(paul, workbook)
    assert page.status_code == 409
    for words in (
        "Deux modifications de la même chose",
        "Rien n'a été modifié",
        "Etapes-actions!B2",
        "la valeur était « Fermer le registre » ; elle est devenue « Fermer à moitié » d'un côté et"
        " « Fermer tout » de l'autre",
        "Etapes-actions!B7",
        "« Contrôler un peu » d'un côté et « Contrôler tout » de l'autre",
    ):
        assert words in said(page)
    assert "CO00000002" not in said(page)
    assert "Appliquer" not in said(page)
    assert "one side" in said(send(paul, workbook, ENGLISH))
    assert "Twee wijzigingen van hetzelfde" in said(send(paul, workbook, DUTCH))
    assert site.service.run().version == before
    mended = edited(workbook, (FIRST, LABEL, "Fermer à moitié"), (LAST, LABEL, "Contrôler un peu"))
    assert "Rien : il dit ce que dit le plan en vigueur" in said(send(paul, mended))


def test_what_both_together_make_impossible_is_told(site: Site) -> None:
    paul = site.signed_in(PAUL)
    workbook = edited(downloaded(paul), ("CO00000004", "Prérequis", LAST))
    meanwhile(site, DC00000006={"prerequisites": ["CO00000004"]})
    page = send(paul, workbook)
    assert page.status_code == 409
    assert "Ce qui ne va pas avec les deux ensemble" in said(page)
    assert "CO00000004" in said(page)
    assert LAST in said(page)
    assert "Appliquer" not in said(page)


def test_a_workbook_from_the_plan_in_force_or_from_none_goes_as_before(site: Site) -> None:
    paul = site.signed_in(PAUL)
    meanwhile(site, CO00000002={"duration": HOUR})
    fresh = edited(downloaded(paul), (LAST, LABEL, "Contrôler tout"))
    whole = changed(written(), DC00000006={"label": "Contrôler tout"}).to_workbook()
    for workbook, count in ((fresh, 1), (whole, 2)):
        page = send(paul, workbook)
        assert "Ce qui a été modifié depuis" not in said(page)
        assert f"supprimées : 0, modifiées : {count}" in said(page)


def test_a_workbook_of_a_plan_that_was_never_in_force_is_refused_with_a_way_out(site: Site) -> None:
    paul = site.signed_in(PAUL)
    foreign = changed(written(), CO00000002={"duration": 5 * HOUR})
    workbook = ptr_py.Run(foreign.schedule("FDR1")).to_status_workbook(T0)
    page = send(paul, workbook)
    assert page.status_code == 409
    assert "un plan qui n'a jamais été en vigueur ici" in said(page)
    assert "copiez les feuilles dans un nouveau classeur" in said(page)
    assert "nooit heeft gegolden" in said(send(paul, workbook, DUTCH))
    assert site.service.run().version == 0


def test_a_program_has_a_workbook_merged_and_is_told_the_conflicts(site: Site) -> None:
    key, program = site.key(PAUL), site.visitor()
    paul = site.signed_in(PAUL)
    document: Any = program.get("/api/v1/openapi.json").json

    def post(path: str, data: bytes, status: int) -> Any:
        answer = program.post(f"/api/v1{path}", data=data, headers=key)
        assert answer.status_code == status, answer.text
        described = document["paths"][path.partition("?")[0]]["post"]["responses"][str(status)]
        schema = described["content"][answer.mimetype]["schema"]
        Draft202012Validator({**schema, "components": document["components"]}).validate(answer.json)
        return answer.json

    old = downloaded(paul)
    mine = edited(old, (LAST, LABEL, "Contrôler tout"))
    theirs = edited(old, (FIRST, LABEL, "Fermer tout"))
    before = site.service.plan.digest
    meanwhile(site, CO00000001={"label": "Fermer à moitié"}, CO00000002={"duration": HOUR})
    told = post("/plan/check", mine, 200)
    assert list(told["since"]["changed"]) == [FIRST, "CO00000002"]
    assert list(told["difference"]["changed"]) == [LAST]
    refused = post("/plan/check", theirs, 409)
    assert [it["code"] for it in refused["reasons"]] == ["contradicted"]
    (conflict,) = refused["conflicts"]
    assert conflict["theirs_at"] == "Etapes-actions!B2"
    assert (conflict["name"], conflict["field"]) == (FIRST, "label")
    assert (conflict["ours"], conflict["theirs"]) == ("Fermer à moitié", "Fermer tout")
    assert post(f"/plan?instead_of={before}", mine, 409)["reasons"][0]["code"] == "plan-outdated"
    post(f"/plan?instead_of={told['in_force']}", theirs, 409)
    (event,) = post(f"/plan?instead_of={told['in_force']}", mine, 200)["events"]
    assert event["plan"] == told["digest"] == site.service.plan.digest
    assert site.service.plan[FIRST].label == "Fermer à moitié"
    foreign = changed(written(), CO00000002={"duration": 5 * HOUR})
    workbook = ptr_py.Run(foreign.schedule("FDR1")).to_status_workbook(T0)
    assert post("/plan/check", workbook, 409)["reasons"][0]["code"] == "unknown-base"


def test_values_that_are_no_texts_are_told_to_programs_as_elsewhere(site: Site) -> None:
    paul = site.signed_in(PAUL)
    workbook = edited(downloaded(paul), ("CO00000002", "Durée", timedelta(hours=3)))
    meanwhile(site, CO00000002={"duration": HOUR})
    answer = site.visitor().post("/api/v1/plan/check", data=workbook, headers=site.key(PAUL))
    (conflict,) = json.loads(answer.text)["conflicts"]
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == (1800, 3600, 10800)


def test_the_command_merges_a_status_workbook_or_prints_every_conflict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, first, mine = (tmp_path / name for name in ("config.yaml", "plan.xlsx", "mine.xlsx"))
    first.write_bytes(make_plan().to_workbook())
    document = settings(tmp_path, excel={"file": str(first)})
    file.write_text(yaml.safe_dump(document), "utf-8")

    def ptr(*words: str) -> int:
        return main(["--config", str(file), *words])

    def write(make: Callable[[bytes], bytes]) -> None:
        mine.write_bytes(make(exported.read_bytes()))

    exported = tmp_path / "status.xlsx"
    assert ptr("makeDB") == ptr("export", str(exported)) == 0
    first.write_bytes(changed(make_plan(), CO00000002={"duration": HOUR}).to_workbook())
    assert ptr("makeDB", "--yes") == 0
    write(lambda book: edited(book, (LAST, LABEL, "Contrôler tout")))
    capsys.readouterr()
    assert ptr("makeDB", "--workbook", str(mine), "--yes") == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "écrit à partir d'un plan antérieur ; ce qui a été modifié depuis, et reste :" in told
    assert "Étape CO00000002 : Durée 30 min → 1 h." in told
    assert "~ DC00000006" in told
    assert "~ CO00000002" not in told
    write(lambda book: edited(book, (LAST, LABEL, "Contrôler deux fois")))
    assert ptr("makeDB", "--workbook", str(mine), "--yes") == 1
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert "Etapes-actions!B7: Étape DC00000006, Libellé : la valeur était « Contrôler »" in told
    assert "« Contrôler tout » d'un côté et « Contrôler deux fois » de l'autre" in told
    config = Config.read(document, source=file, environment={})
    store = open_store(config)
    plan = RunService(store, config, HandClock()).plan
    store.close()
    assert (plan[LAST].label, plan["CO00000002"].duration) == ("Contrôler tout", HOUR)
