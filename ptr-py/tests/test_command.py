"""The command line, run as people and scripts run it: as a process of its own."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ptr_py
from ptr_py._command.arguments import terminal_language

DATA = Path(__file__).parents[2] / "examples/data"
PLAN = DATA / "plan-de-transition.xlsx"
FAULTY = DATA / "plan-fautif.xlsx"
AT = "2027-03-27T22:00"


def ptr(*arguments: object, code: int = 0, lang: str = "fr_BE.UTF-8") -> str:
    """What the command prints, once it has ended as it should."""
    environment = {**os.environ, "LANG": lang, "LC_ALL": "", "PYTHONUTF8": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "ptr_py", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout or ended.stderr


def test_check_tells_every_problem_and_ends_with_one() -> None:
    told = ptr("check", FAULTY, code=1)
    assert "Etapes-actions" in told
    assert "erreur" in told
    english = ptr("check", FAULTY, "--language", "en", code=1)
    assert "warning" in english
    document = json.loads(ptr("check", FAULTY, "--json", code=1))
    assert document["is_plan"] is False
    with pytest.raises(ptr_py.WorkbookError) as caught:
        ptr_py.load_workbook(FAULTY)
    assert [it["code"] for it in document["problems"]] == [it.code for it in caught.value.problems]


def test_a_workbook_that_is_laid_out_otherwise_is_led_to_a_layout(tmp_path: Path) -> None:
    tasks = DATA / "tables/bank-day-numbers.xlsx"
    assert f"ptr propose-layout {tasks}" in ptr("check", tasks, code=1)
    layout = tmp_path / "layout.json"
    layout.write_text("{}", "utf-8")
    assert "propose-layout" not in ptr("check", tasks, "--layout", layout, code=1)


def test_long_names_of_phases_stand_in_columns(tmp_path: Path) -> None:
    at = datetime(2027, 3, 27, 21, tzinfo=UTC)
    steps = [{"id": "A1", "phase": "Retour arrière", "dry_runs": ["FDR1"], "start": at}]
    stored = tmp_path / "plan.json"
    stored.write_text(ptr_py.Plan.from_records(steps, phases=["Retour arrière"]).to_json(), "utf-8")
    phase, total = ptr("states", stored, "--at", AT).splitlines()[2:4]
    assert phase.index("/") == total.index("/")


def test_what_is_not_expected_is_not_said_to_have_no_date() -> None:
    told = ptr("forecast", PLAN, "--dry-run", "FDR3", "--at", AT)
    assert "en sommeil" in told.splitlines()[-1]


def test_check_of_a_plan_without_anything_to_tell_ends_with_zero(tmp_path: Path) -> None:
    ptr("template", tmp_path / "modele.xlsx")
    assert "0" in ptr("check", tmp_path / "modele.xlsx")
    document = json.loads(ptr("check", PLAN, "--severity", "error", "--json"))
    assert document == {"is_plan": True, "problems": [], "findings": []}


def test_a_stored_plan_answers_as_its_workbook(tmp_path: Path) -> None:
    stored = tmp_path / "plan.json"
    stored.write_text(ptr_py.load_workbook(PLAN).to_json(), "utf-8")
    asked = ("--dry-run", "FDR2", "--at", AT, "--json")
    assert ptr("states", stored, *asked) == ptr("states", PLAN, *asked)


def test_states_are_those_of_the_library() -> None:
    document = json.loads(ptr("states", PLAN, "--dry-run", "FDR2", "--at", AT, "--json"))
    run = ptr_py.Run(ptr_py.load_workbook(PLAN).schedule("FDR2"))
    states = run.states(datetime.fromisoformat("2027-03-27T22:00+01:00"))
    assert document["states"] == {step: str(state) for step, state in states.items()}
    chosen = ptr("states", PLAN, "--at", AT, "--state", "Ready", "--phase", "PP")
    assert "prête" in chosen
    assert "verrouillée" not in chosen


def test_events_are_followed(tmp_path: Path) -> None:
    plan = ptr_py.load_workbook(PLAN)
    run = ptr_py.Run(plan.schedule("Live"), coordinators=["coordination@grid.example"])
    step = next(it for it in run.schedule.ids if plan[it].phase != "FB-RB")
    at = datetime(2027, 9, 1, tzinfo=UTC)
    run.skip(step, reason="déjà fait", by="coordination@grid.example", at=at)
    events = tmp_path / "events.jsonl"
    events.write_text("\n".join(json.dumps(event.to_dict()) for event in run.events), "utf-8")
    asked = ("--dry-run", "Live", "--events", events, "--at", "2027-09-02T00:00")
    assert "déjà fait" in ptr("explain", PLAN, step, *asked)
    assert json.loads(ptr("states", PLAN, *asked, "--json"))["states"][step] == "Terminated"


def test_forecast_and_drawing_are_those_of_the_library(tmp_path: Path) -> None:
    asked = ("--dry-run", "FDR1", "--at", AT)
    assert "Chemin critique" in ptr("forecast", PLAN, *asked)
    document = json.loads(ptr("forecast", PLAN, *asked, "--json"))
    run = ptr_py.Run(ptr_py.load_workbook(PLAN).schedule("FDR1"))
    at = datetime.fromisoformat("2027-03-27T22:00+01:00")
    forecast = run.forecast(at)
    assert document["critical_path"] == forecast.critical_path
    assert datetime.fromisoformat(document["phases"]["CO"]) == forecast.end_of_phase("CO")
    (required,) = forecast.required_ends
    assert document["required_ends"][0]["milestone"] == required.milestone
    decide = forecast.decide_by(required.milestone)
    told = document["decide_by"][required.milestone]
    assert (told["latest"] and datetime.fromisoformat(told["latest"])) == decide.latest
    for language, words in (
        ("fr", f"Fin exigée\N{NO-BREAK SPACE}: {required.milestone}"),
        ("en", f"Required end: {required.milestone}"),
        ("nl", f"Vereist einde: {required.milestone}"),
    ):
        assert words in ptr("forecast", PLAN, *asked, "--language", language)
    ptr("draw", PLAN, *asked, "-o", tmp_path / "plan.svg")
    assert (tmp_path / "plan.svg").read_text("utf-8") == run.to_svg(at)
    assert "timeline" in ptr("draw", PLAN, *asked, "--format", "timeline")
    assert ptr("draw", PLAN, "--plain", "--format", "dot").startswith("digraph")


def test_diff_ends_with_one_if_anything_differs(tmp_path: Path) -> None:
    plan = ptr_py.load_workbook(PLAN)
    records = plan.to_records(resolved=False)
    records[0]["label"] = "Autre chose"
    other = tmp_path / "autre.json"
    other.write_text(ptr_py.Plan.from_records(records, **plan.frame()).to_json(), "utf-8")
    told = ptr("diff", PLAN, other, code=1)
    assert records[0]["id"] in told
    assert "Autre chose" in told
    document = json.loads(ptr("diff", PLAN, other, "--json", code=1))
    assert document["changed"][records[0]["id"]]["label"][1] == "Autre chose"
    assert json.loads(ptr("diff", PLAN, PLAN, "--json"))["changed"] == {}


def test_a_proposed_layout_is_one_to_load_with(tmp_path: Path) -> None:
    layout = tmp_path / "layout.json"
    layout.write_text(ptr("propose-layout", PLAN, "--json"), "utf-8")
    assert json.loads(ptr("check", PLAN, "--layout", layout, "--severity", "error", "--json"))[
        "is_plan"
    ]
    printed = ptr("propose-layout", PLAN)
    assert json.loads(printed) == ptr_py.propose_layout(PLAN).layout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "utilisation"),
        (("chekc", PLAN), 2, "chekc"),
        (("states", PLAN, "--dry-run", "FDR9"), 2, "FDR9"),
        (("explain", PLAN, "XX00000000"), 2, "XX00000000"),
        (("states", PLAN, "--at", "hier"), 2, "2027-03-27T22:00"),
        (("check", "absent.xlsx"), 3, "absent.xlsx"),
        (("check", "absent.json"), 3, "absent.json"),
        (("check", PLAN, "--layout", "absent.json"), 3, "absent.json"),
        (("check", PLAN, "--layout", FAULTY.with_name("README.md")), 2, "README.md"),
        (("template", "/absent/dossier/modele.xlsx"), 3, "classeur"),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    arguments: tuple[object, ...], code: int, said: str
) -> None:
    assert said in ptr(*arguments, code=code)


def test_help_is_in_the_language_of_the_terminal() -> None:
    assert "codes de sortie" in ptr("--help")
    assert "exit codes" in ptr("--help", lang="en_US.UTF-8")
    assert "exitcodes" in ptr("--help", lang="nl_BE.UTF-8")
    assert "answers with one JSON document" in ptr("check", "--help", "--language", "en")
    assert [terminal_language({"LANG": it}) for it in ("C", "de_DE", "fra", "NL", "")] == [
        "en",
        "en",
        "en",
        "nl",
        "en",
    ]
    assert terminal_language({"LC_ALL": "nl_NL", "LANG": "fr_FR"}) == "nl"
