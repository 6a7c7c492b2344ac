"""The JSON API: the same run for programs, every answer as the OpenAPI document describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from jsonschema import Draft202012Validator
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL, T0
from site_scene import make_decision, open_site

import ptr_py.typing
from ptr_platform.identity.credentials import Kind
from ptr_platform.identity.tokens import Purpose

if TYPE_CHECKING:
    from site_scene import Site
    from werkzeug.test import TestResponse

STEP = "CO00000001"
COMMANDS = ("start", "close", "transfer", "defects")
MAKESHIFT = {"transfer": {"to": BOB}, "defects": {"text": "?"}}
"""What a command must be told, whatever comes of it."""


@dataclass
class Program:
    """A program that acts for somebody, and checks whatever it is answered."""

    site: Site
    headers: dict[str, str]
    document: dict[str, Any]

    def get(self, path: str, status: int = 200, **query: str) -> Any:
        visitor = self.site.visitor()
        answer = visitor.get(f"/api/v1{path}", query_string=query, headers=self.headers)
        return self.checked(answer, "get", path, status)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        visitor = self.site.visitor()
        answer = visitor.post(f"/api/v1{path}", json=body, headers=self.headers)
        return self.checked(answer, "post", path, status)

    def checked(self, answer: TestResponse, method: str, path: str, status: int) -> Any:
        assert answer.status_code == status, answer.text
        described = "/".join("{id}" if part[-8:].isdigit() else part for part in path.split("/"))
        responses = self.document["paths"][described][method]["responses"]
        response = responses[str(status)]
        if "$ref" in response:
            response = self.document["components"]["responses"][Path(response["$ref"]).name]
        ((kind, content),) = response["content"].items()
        assert answer.mimetype == kind
        schema = {**content["schema"], "components": self.document["components"]}
        Draft202012Validator(schema).validate(answer.json)
        return answer.json


@pytest.fixture
def document(site: Site) -> dict[str, Any]:
    answer = site.visitor().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert isinstance(answer.json, dict)
    return answer.json


@pytest.fixture
def anne(site: Site, document: dict[str, Any]) -> Program:
    return Program(site, site.key(ANNE), document)


@pytest.fixture
def paul(site: Site, document: dict[str, Any]) -> Program:
    return Program(site, site.key(PAUL), document)


def spelled_out(rule: str) -> list[str]:
    """The addresses of a rule in which one part is any of a few words."""
    found = re.search(r"<any\((.*)\):\w+>", rule)
    if found is None:
        return [rule]
    words = [word.strip(" '") for word in found[1].split(",")]
    return [rule.replace(found[0], word) for word in words]


def test_the_document_has_sound_schemas_and_leaves_no_address_out(
    site: Site, document: dict[str, Any]
) -> None:
    assert document["openapi"].startswith("3.1.")
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    served = {
        path
        for rule in site.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and rule.endpoint != "api.document"
        for path in spelled_out(rule.rule.removeprefix("/api/v1").replace("<path:step>", "{id}"))
    }
    assert served == set(document["paths"])


def test_commands_are_described_as_the_library_has_them_but_for_a_revision(
    document: dict[str, Any],
) -> None:
    schemas = document["components"]["schemas"]
    given = schemas["Commands"]["properties"]["commands"]["items"]["anyOf"]
    names = [Path(one["$ref"]).name for one in given]
    library = [kind.__name__ for kind in get_args(ptr_py.typing.Command)]
    assert [*names, "ReviseCommand"] == library
    for name in names:
        kind = getattr(ptr_py.typing, name)
        # Whoever acts for somebody says so beside the command.
        further = {"on_behalf_of"} if "step" in kind.__annotations__ else set[str]()
        assert set(schemas[name]["properties"]) == set(kind.__annotations__) | further
        assert set(schemas[name]["required"]) == kind.__required_keys__
        assert schemas[name]["additionalProperties"] is False


def test_everything_that_is_wrong_with_a_body_is_told_at_once(anne: Program) -> None:
    told = anne.post(f"/steps/{STEP}/transfer", {"message": 5, "colour": "red"}, 400)
    assert told["detail"] == "to: missing; message: expected a text; colour: unknown"
    told = anne.post("/commands", {"commands": [{"type": "skip", "step": [STEP]}, 5]}, 400)
    assert "commands.0.step" in told["detail"]
    assert "commands.1" in told["detail"]
    assert anne.post(f"/steps/{STEP}/start", [], 400)["detail"] == "body: expected a JSON object"


def test_a_refused_step_that_is_a_number_was_answered_by_a_500(site: Site, paul: Program) -> None:
    for path in ("/commands", "/consequences"):
        paul.post(path, {"commands": [{"type": "skip", "step": 0, "reason": "?"}]}, 404)
    again = {**paul.headers, "Idempotency-Key": "a b"}
    Program(site, again, paul.document).post(f"/steps/{STEP}/start", status=400)
    assert site.service.run().version == 0


def test_the_states_are_those_of_the_library_now_and_at_any_instant(
    site: Site, anne: Program
) -> None:
    run = site.service.run()
    assert anne.get("/states")["states"] == {
        step: state.value for step, state in run.states(T0).items()
    }
    later = anne.get("/states", at=(T0 + 9 * HOUR).isoformat())
    assert later["states"] == {
        step: state.value for step, state in run.states(T0 + 9 * HOUR).items()
    }
    assert later["states"] != anne.get("/states")["states"]


def test_the_recap_of_a_phase_and_of_all(site: Site, anne: Program) -> None:
    run = site.service.run()
    assert anne.get("/recap")["total"] == run.recap(T0).total
    assert anne.get("/recap", phase="CO")["total"] == run.recap(T0, phase="CO").total
    assert anne.get("/run")["steps"] == run.schedule.ids
    anne.get("/recap", 404, phase="XX")


def test_the_forecast_is_that_of_the_library(site: Site, anne: Program) -> None:
    at = T0 + 241 * HOUR
    expected = site.service.run().forecast(at)
    told = anne.get("/forecast", at=at.isoformat())
    assert expected.end is not None
    assert datetime.fromisoformat(told["end"]) == expected.end
    assert expected.delay is not None
    assert told["delay_seconds"] == expected.delay.total_seconds() > 0
    assert told["critical_path"] == expected.critical_path
    outlooks = expected.outlooks()
    assert told["steps"].keys() == outlooks.keys()
    for step, outlook in outlooks.items():
        assert datetime.fromisoformat(told["steps"][step]["ends"]) == outlook.ends
        assert told["steps"][step]["is_critical"] == outlook.is_critical
    assert told["by_phase"]["FB-RB"] is None
    assert told["by_phase"]["DC"] == told["end"]
    odds = expected.simulate()
    for step in outlooks:
        assert told["steps"][step]["criticality"] == odds.criticality(step)
    assert told["end_by_chance"].keys() == {"0.50", "0.80", "0.95"}
    in_four_of_five = odds.end.quantile(0.8)
    assert in_four_of_five is not None
    assert datetime.fromisoformat(told["end_by_chance"]["0.80"]) == in_four_of_five > expected.end


def test_a_step_and_why_it_stands_where_it_stands(anne: Program) -> None:
    step = anne.get(f"/steps/{STEP}")
    assert (step["state"], step["assignees"]) == ("Ready", [ANNE])
    waiting = anne.get("/steps/CO00000002/explanation")
    assert waiting["unmet"]
    assert STEP in waiting["blockers"]
    assert waiting["message_fr"] != waiting["message"]
    for path in ("/steps/CO99999999", "/steps/CO99999999/explanation"):
        anne.get(path, 404)


def test_the_four_commands_with_defects_beside_them(site: Site, anne: Program) -> None:
    started = anne.post(f"/steps/{STEP}/start", {"defects": "Une vis manque"})
    assert started["step"]["state"] == "Open"
    assert started["step"]["defects"] == "Une vis manque"
    assert [event["type"] for event in started["events"]] == ["defects_recorded", "started"]
    recorded = anne.post(f"/steps/{STEP}/defects", {"text": "Deux vis manquent"})
    assert recorded["step"]["defects"] == "Deux vis manquent"
    handed = anne.post(f"/steps/{STEP}/transfer", {"to": CARLA, "message": "À toi"})
    assert handed["step"]["assignees"] == [CARLA]
    carla = Program(site, site.key(CARLA), anne.document)
    assert carla.post(f"/steps/{STEP}/close")["step"]["state"] == "Terminated"
    assert [event.by for event in site.service.run().events] == [ANNE] * 4 + [CARLA]


def test_every_refusal_has_its_status_and_its_reasons_and_changes_nothing(
    site: Site, anne: Program, paul: Program
) -> None:
    bob = Program(site, site.key(BOB), anne.document)
    assert bob.post(f"/steps/{STEP}/start", status=403)["reasons"]
    assert anne.post(f"/steps/{STEP}/close", status=409)["reasons"]
    assert paul.post("/steps/CO00000002/start", status=409)["reasons"]
    assert anne.post(f"/steps/{STEP}/transfer", {"to": "nobody"}, 422)["reasons"]
    paul.post("/steps/CO99999999/start", status=404)
    assert site.service.run().version == 0


def test_a_decision_is_voted_on_and_closed_with_an_outcome(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    site = open_site(tmp_path / "decision", make_decision())
    anne, bob, paul = (Program(site, site.key(who), document) for who in (ANNE, BOB, PAUL))
    paul.post(f"/steps/{STEP}/start")
    for outcome, status in ((None, 409), ("PEUT-ÊTRE", 422), ("GO;", 422), ("", 422)):
        anne.post(
            f"/steps/{STEP}/close", {"outcome": outcome} if outcome is not None else {}, status
        )
    voted = anne.post(f"/steps/{STEP}/close", {"outcome": "GO", "reason": "Tout est prêt"})
    assert [event["type"] for event in voted["events"]] == ["voted"]
    stands = anne.get(f"/steps/{STEP}/explanation")["decision"]
    assert (stands["quorum"], stands["outcome"], stands["missing"]) == (2, None, [BOB, CARLA])
    assert [(vote["by"], vote["reason"]) for vote in stands["votes"]] == [(ANNE, "Tout est prêt")]
    bob.post("/commands", {"commands": [{"type": "close", "step": STEP, "outcome": "GO"}]})
    assert anne.get(f"/steps/{STEP}")["decision"]["outcome"] == "GO"
    assert anne.get("/recap")["abandoned"] == 1
    assert [event["type"] for event in anne.get("/wall")["decisions"]] == ["closed"]
    (unmet,) = anne.get("/steps/CO00000003/explanation")["unmet"]
    assert (unmet["decision"], unmet["asked"], unmet["taken"]) == (STEP, "NO-GO", "GO")
    site.service.store.close()


def test_a_plan_is_replaced_by_no_command(site: Site, paul: Program) -> None:
    revise = {"type": "revise", "plan": site.service.plan.digest, "shift": "PT1H", "reason": "?"}
    paul.post("/commands", {"commands": [revise]}, 400)
    assert site.service.run().version == 0


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "body", [[], "text", {"colour": "red"}, {"text": 5, "to": 5, "defects": 5}]
)
def test_a_body_that_is_not_as_described_is_told(
    site: Site, anne: Program, command: str, body: Any
) -> None:
    anne.post(f"/steps/{STEP}/{command}", body, 400)
    assert site.service.run().version == 0


def test_an_instant_that_is_none_is_told(anne: Program) -> None:
    for text in ("now", "2026-03-28T22:00:00", "0001-01-01T00:00:00+05:00", ""):
        anne.get("/states", 400, at=text)


def test_nobody_asks_without_a_key_or_with_one_for_something_else(
    site: Site, document: dict[str, Any]
) -> None:
    def bearer(purpose: Purpose) -> dict[str, str]:
        lifetime = timedelta(days=9)
        token = site.services.tokens.issue(purpose, ANNE, issued=T0, lifetime=lifetime, step=STEP)
        return {"Authorization": f"Bearer {token}"}

    def key(kind: Kind, hours: int) -> dict[str, str]:
        lifetime, credentials = timedelta(hours=hours), site.services.credentials
        secret, _ = credentials.make(kind, ANNE, about="", now=T0 - HOUR, lifetime=lifetime)
        return {"Authorization": f"Bearer {secret}"}

    assert site.visitor().get("/api/v1/states", headers=key(Kind.KEY, 2)).status_code == 200
    for headers in (
        {},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer x"},
        bearer(Purpose.LINK),
        bearer(Purpose.SIGN_IN),
        key(Kind.KEY, 1),
        key(Kind.SESSION, 2),
        key(Kind.CALENDAR, 2),
    ):
        program = Program(site, headers, document)
        program.get("/states", 401)
        for command in COMMANDS:
            program.post(f"/steps/{STEP}/{command}", MAKESHIFT.get(command), 401)
    assert site.service.run().version == 0


def test_a_session_of_the_pages_is_no_key(site: Site) -> None:
    anne = site.signed_in(ANNE)
    assert anne.get("/api/v1/states").status_code == 401
    assert anne.post(f"/api/v1/steps/{STEP}/start").status_code == 401


def test_decisions_of_a_coordinator(site: Site, paul: Program, anne: Program) -> None:
    assert anne.post(f"/steps/{STEP}/skip", {"reason": "Sans objet"}, 403)["reasons"]
    assert paul.post(f"/steps/{STEP}/skip", {"reason": ""}, 409)["reasons"]
    assert paul.post(f"/steps/{STEP}/skip", {"reason": "Sans objet"})["step"]["skipped"]
    assert anne.post(f"/steps/{STEP}/reopen", {"reason": "Si"})["step"]["state"] == "Ready"
    anne.post(f"/steps/{STEP}/start")
    undone = anne.post(f"/steps/{STEP}/undo-start", {"reason": "Trop tôt"})
    assert (undone["step"]["state"], undone["step"]["started"]) == ("Ready", None)
    (declared,) = paul.post("/rollback/declare", {"reason": "Panne"})["events"]
    assert declared["type"] == "rollback_declared"
    paul.post("/rollback/declare", {"reason": "Panne"}, 409)
    paul.post("/rollback/withdraw", {"reason": "Réparé"})
    paul.post("/rollback/withdraw", {}, 400)
    assert site.service.run().rollback() is None


def test_several_commands_are_given_all_or_none_and_can_be_looked_at_before(
    site: Site, paul: Program
) -> None:
    skip = [{"type": "skip", "step": step, "reason": "Sans objet"} for step in (STEP, "CO00000004")]
    told = paul.post("/consequences", {"commands": skip})
    assert {STEP, "CO00000004"} <= {it["step"] for it in told["states"]}
    assert told["delay_seconds"] <= 0
    assert site.service.run().version == 0
    late = [*skip, {"type": "close", "step": STEP}]
    for path in ("/consequences", "/commands"):
        refused = paul.post(path, {"commands": late}, 409)
        assert [it["step"] for it in refused["reasons"]] == [STEP]
        stranger = {"type": "transfer", "step": STEP, "to": "zoe@elsewhere.example"}
        assert paul.post(path, {"commands": [stranger]}, 422)["reasons"]
        for wrong in ([], [5], [{"type": "explode"}], "x", [{"type": "skip", "step": STEP}]):
            paul.post(path, {"commands": wrong}, 400)
        paul.post(path, {"commands": [{**skip[0], "step": "CO99999999"}]}, 404)
    assert site.service.run().version == 0
    events = paul.post("/commands", {"commands": skip})["events"]
    assert [(event["seq"], event["step"]) for event in events] == [(1, STEP), (2, "CO00000004")]


def test_what_the_pages_of_the_team_show(site: Site, anne: Program) -> None:
    anne.post(f"/steps/{STEP}/start", {"defects": "Une vis manque"})
    site.clock.forward(2 * HOUR)
    desk = anne.get("/desk")
    assert desk["late_to_end"] == [STEP] == desk["under_way"]
    assert "CO00000002" in desk["blocked"]
    assert desk["blockers"][STEP] == 2
    assert desk["defects"] == {STEP: "Une vis manque"}
    assert desk["late_to_start"] == ["CO00000004", "DC00000006"]
    assert [event["seq"] for event in anne.get("/journal", kind="started")["events"]] == [2]
    wall = anne.get("/wall")
    assert wall["phases"]["CO"]["light"] in {"amber", "red"}
    assert wall["decisions"] == []
    found = anne.get("/checks")["findings"]
    assert len(found) == len(site.service.plan.check())
    health = site.visitor().get("/api/v1/healthz").get_json()
    assert health == {
        "status": "degraded",
        "imported": True,
        "troubles": ["2 mails have been waiting for more than 10 minutes."],
    }


def test_what_would_follow_if_a_step_went_otherwise(site: Site, anne: Program) -> None:
    told = anne.get(f"/steps/{STEP}/what-if", longer="30")
    forecast = site.service.run().forecast(T0)
    outlook = forecast.outlook(STEP)
    assert outlook is not None
    expected = forecast.what_if([{"step": STEP, "ends": outlook.ends + HOUR / 2}])
    assert list(told["moved"]) == list(expected.moved)
    for yes in ("1", "true"):
        assert anne.get(f"/steps/{STEP}/what-if", skipped=yes)["mails"] == []
    for wrong in (
        {"longer": "x"},
        {"ends": "soon"},
        {"team_late": "-1"},
        {"skipped": "x"},
        {"skipped": "false"},
        {"ends": ""},
    ):
        anne.get(f"/steps/{STEP}/what-if", 400, **wrong)
    anne.get("/steps/CO99999999/what-if", 404)
    anne.post(f"/steps/{STEP}/start")
    anne.get(f"/steps/{STEP}/what-if", 409, skipped="1")
