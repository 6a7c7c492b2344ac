"""The Python programs of `examples/python` run as their first lines say, and show what they say."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ptr_py
from ptr_py import State

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "examples/python").glob("*.py"))
SAMPLE = ROOT / "examples/data/plan-de-transition.xlsx"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory that looks like the repository to a program, and takes what it writes."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def run(place: Path, arguments: str, *codes: int) -> str:
    done = subprocess.run(
        [sys.executable, *arguments.split()],
        cwd=place,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (codes or (0,)), done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_program_opens_with_the_command_that_runs_it(place: Path, program: Path) -> None:
    command = re.search(r"^    python (.*)$", program.read_text("utf-8"), re.MULTILINE)
    assert command is not None
    assert run(place, command[1], 0, 1).strip()


def test_a_sound_workbook_is_summed_up_and_what_is_none_is_told(place: Path) -> None:
    shown = run(place, "examples/python/check.py examples/data/plan-de-transition.xlsx")
    assert shown.splitlines()[0] == "FDR1    285  27/01/2027 09:00 - 12/02/2027 16:00"
    shown = run(place, "examples/python/check.py examples/data/plan-de-transition.xlsx --findings")
    assert "rien n'attend l'étape" in shown
    shown = run(place, "examples/python/check.py examples/Cargo.toml", 1)
    assert "c'est un fichier texte, et non un classeur" in shown


def test_every_fault_of_a_workbook_is_told_under_its_sheet(place: Path) -> None:
    shown = run(place, "examples/python/check.py examples/data/plan-fautif.xlsx", 1)
    assert "\nEtapes-actions\n" in shown
    assert "CO00000011 -> CO00000012 -> CO00000013 -> CO00000011" in shown
    assert "#REF!" in shown


def test_one_call_knows_what_the_short_loop_does_not(place: Path) -> None:
    rows = [line.split() for line in run(place, "examples/python/drop_in.py").splitlines()[1:]]
    assert {step: (own, ours) for step, own, ours, *_ in rows} == {
        "PP00000001": ("Terminated", "Terminated"),
        "CO00000001": ("Overdue", "Ready"),  # its prerequisite is left out of the dry run
        "CO00000002": ("Locked", "Locked"),
        "HO00000001": ("Locked", "Planned"),  # nine days away
    }


def test_a_step_is_explained_in_both_languages(place: Path) -> None:
    step = "examples/python/explain.py CO00000090 --dry-run FDR2 --at 2027-03-28T09:00"
    assert "Toute la chaîne est retenue par PP00100001 (prête)." in run(place, step)
    assert "PP00100001 (ready)" in run(place, f"{step} --lang en")


def test_what_a_rehearsal_taught_brings_the_second_one_nearer_to_its_plan(place: Path) -> None:
    command = "examples/python/rehearse.py --seed 7 --out out"
    shown = run(place, command)
    assert shown == run(place, command)
    late = [int(minutes) for minutes in re.findall(r"FDR\d: (\d+) min (?:later|earlier)", shown)]
    assert len(late) == 2
    assert late[1] < late[0] / 2
    plans = [ptr_py.load_workbook(place / f"out/plan-{name}.xlsx") for name in ("fdr1", "fdr2")]
    difference = plans[0].diff(plans[1])
    assert difference.changed
    assert {field for fields in difference.changed.values() for field in fields} == {"duration"}


def test_after_a_no_go_the_rollback_is_declared_at_the_last_safe_instant(place: Path) -> None:
    shown = run(place, "examples/python/no_go.py")
    assert shown == run(place, "examples/python/no_go.py")
    assert "missing: marc@registre.example" in shown
    assert "abandoned: CO00000004" in shown
    latest = re.findall(r"rollback by (\d\d:\d\d)", shown)
    assert len(latest) > 2
    # What is left to do on the way back does not change, so neither does the instant.
    assert set(latest) == {"05:30"}
    assert "05:30: rollback declared at the last safe instant" in shown
    assert "FB00000002  06:00 to 08:00" in shown
    assert "CO00000002 has taken longer than planned" in shown


def test_a_played_dry_run_is_complete_and_the_same_each_time(place: Path) -> None:
    play = "examples/python/play.py --dry-run FDR1 --seed 7 --out"
    assert run(place, f"{play} once") == run(place, f"{play} again")
    once, again = (
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (place / "once", place / "again")
    )
    assert once == again

    lines = (place / "once/events.jsonl").read_text("utf-8").splitlines()
    schedule = ptr_py.load_workbook(SAMPLE).schedule("FDR1")
    played = ptr_py.Run.replay(schedule, map(json.loads, lines))
    states = played.states(played.events[-1].at)
    assert set(states.values()) == {State.TERMINATED}
    sent = [event for event in played.events if event.type == "notice_sent"]
    assert len(list((place / "once/mails").iterdir())) == len(sent)
    assert ptr_py.load_workbook(place / "once/FDR1.xlsx") == schedule.plan

    asked = "examples/python/states.py --dry-run FDR1 --events once/events.jsonl --at"
    assert " 285 / 285 " in run(place, f"{asked} 2027-03-01T00:00")
    assert "    0 / 285 " in run(place, f"{asked} 2027-01-27T08:59")


def test_a_decision_of_two_people_without_a_quorum_was_closed_by_both(place: Path) -> None:
    layout = {"id_pattern": "T[0-9]", "phases": ["Nuit"], "steps": {"sheet": "Tâches"}}
    both = ["anne@grid.example", "bob@grid.example"]
    start = datetime(2027, 3, 27, 21, tzinfo=UTC)
    step = {"phase": "Nuit", "dry_runs": ["FDR1"], "contacts": both, "start": start}
    plan = ptr_py.Plan.from_records(
        [
            step | {"id": "T1", "outcomes": ["GO", "NO-GO"]},
            step | {"id": "T2", "prerequisites": ["T1 = GO"]},
            step | {"id": "T3", "prerequisites": ["T2"], "start": None},
        ],
        phases=["Nuit"],
    )
    (place / "plan.xlsx").write_bytes(plan.to_workbook(layout=layout))
    (place / "layout.json").write_text(json.dumps(layout), "utf-8")
    shown = run(place, "examples/python/play.py --workbook plan.xlsx --layout layout.json")
    assert "T1  clôturée avec GO" in shown
    assert "FDR1  2 / 3" in shown
    assert "l'étape T3 est en attente" in shown


def test_a_plan_is_revised_in_flight_and_earlier_views_keep_the_plan_of_then(place: Path) -> None:
    shown = run(place, "examples/python/revise.py --dry-run FDR1 --lang en").splitlines()
    assert any(line.startswith("Step ") and "Bilan et clôture" in line for line in shown)
    assert sum("plan revised by cellule.transition@reseau.example" in line for line in shown) == 1
    before, after = shown[-2:]
    assert before.split()[1] == after.split()[1]
