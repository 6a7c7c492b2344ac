"""What stores keep, one committed document each: written as ever, and read by today's code.

A folder holds one version of the formats. Before a release a change is written in place. After
one, the folder of the release stays as it is, to be read for ever: copy it to the next number, say
so in `NEWEST`, and write that one anew.
"""

import json
import socket
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import snapshot
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM

from ptr_py import Checkpoint, Event, Mailer, Notice, Outbox, Plan, Run, Weekly, load_workbook
from ptr_py.typing import EventType, NoticeKind

NEWEST = "1"
VERSIONS = sorted(path.name for path in (snapshot.SNAPSHOTS / "formats").iterdir())
WORKBOOK = Path(__file__).parents[2] / "examples/data/plan-de-transition.xlsx"
WEEKLY = Weekly(
    weekday=0, time=time(7), since=datetime(2026, 3, 20, tzinfo=UTC), recipients=(TEAM,)
)
RULES = {
    "not_begun": {"after": "PT600S", "coordinators": "PT1200S"},
    "transfers": {"coordinators": True},
    "acts": {"coordinators": True},
    "at_risk": {},
    "passed_estimates": True,
}
NIGHT = T0 + 8 * HOUR
MONDAY = datetime(2026, 3, 30, 5, tzinfo=UTC)


def make_plan(label: str = "Fermer l'ancien registre") -> Plan:
    """A plan with everything that a plan can hold."""
    step: dict[str, Any] = {"phase": "CO", "dry_runs": ["FDR1", "Live"], "contacts": [ANNE]}
    return Plan.from_records(
        [
            {
                **step,
                "id": "CO1",
                "label": label,
                "start": {"milestone": "J0"},
                "duration": timedelta(minutes=90),
                "team": "Registre",
                "department": "Marché",
                "instructions": "Voir le guide.\nPuis fermer.",
                "Coût": 12.5,
                "Jours": 3,
                "Vu": True,
            },
            {
                **step,
                "id": "CO2",
                "start": {"milestone": "J0", "days": 0, "seconds": 3600},
                "prerequisites": ["CO1"],
                "outcomes": ["GO", "NO-GO"],
                "quorum": 2,
                "contacts": [ANNE, BOB],
            },
            {
                **step,
                "id": "CO3",
                "start": {"FDR1": T0, "Live": T0 + 24 * HOUR},
                "prerequisites": ["CO2 = GO"],
            },
            {**step, "id": "HO1", "phase": "HO", "start": T0 + 25 * HOUR, "prerequisites": ["CO3"]},
            {**step, "id": "FB1", "phase": "FB-RB", "start": T0},
        ],
        milestones=[
            {"name": "J0", "dates": {"FDR1": T0, "Live": T0 + 24 * HOUR}},
            {"name": "Ouverture", "dates": {"FDR1": T0 + 9 * HOUR}, "required_end": "whole"},
            {"name": "Repli", "dates": {}},
        ],
        environments={"ERP": {"FDR1": "test"}},
        actors=[
            {
                "team": "Registre",
                "department": "Marché",
                "team_leader": ANNE,
                "deputies": [BOB],
                "head_of_department": CARLA,
            }
        ],
        phases=["PP", "CO", "HO", {"code": "FB-RB", "contingency": True, "sets": "Repli"}],
    )


PLAN, OTHER = make_plan(), make_plan("Fermer le registre")


def commands() -> list[dict[str, Any]]:
    """One of each kind, as programs write them, in an order in which each is carried out."""

    def told(minutes: int, by: str, **command: Any) -> dict[str, Any]:
        return {"at": (NIGHT + timedelta(minutes=minutes)).isoformat(), "by": by, **command}

    return [
        told(0, ANNE, type="start", step="CO1"),
        told(1, ANNE, type="undo_start", step="CO1", reason="Trop tôt"),
        told(2, ANNE, type="start", step="CO1"),
        told(3, ANNE, type="close", step="CO1"),
        told(4, ANNE, type="start", step="CO2"),
        told(4, TEAM, type="remind", step="CO2", message="On vous attend"),
        told(5, ANNE, type="close", step="CO2", outcome="GO", reason="Prêt"),
        told(6, TEAM, type="close", step="CO2", outcome="GO", on_behalf_of=BOB),
        told(7, ANNE, type="reopen", step="CO1", reason="Mal fermé"),
        told(8, ANNE, type="close", step="CO1"),
        told(9, ANNE, type="transfer", step="CO3", to=CARLA, message="Merci"),
        told(
            10,
            CARLA,
            type="record_defects",
            step="CO3",
            text="Fuite\nau compteur 12",
            blocks=True,
            until=(NIGHT + timedelta(minutes=11)).isoformat(),
        ),
        told(11, TEAM, type="skip", step="HO1", reason="Sans objet"),
        told(12, TEAM, type="declare_rollback", reason="Panne"),
        told(13, TEAM, type="withdraw_rollback", reason="Réparé"),
        told(
            14,
            TEAM,
            type="revise",
            plan=OTHER.digest,
            shift="PT3600S",
            rewriting=True,
            reason="Corrigé",
        ),
    ]


def carry_out(run: Run, command: dict[str, Any], other: Plan) -> None:
    """Has a run carry out what is written down; a revision leads to the other plan."""
    command = dict(command)
    at, by = datetime.fromisoformat(command.pop("at")), command.pop("by")
    if command["type"] == "revise":
        assert command["plan"] == other.digest
        run.revise(other, by=by, at=at, shift=HOUR, rewriting=True, reason=command["reason"])
    else:
        person = command.pop("on_behalf_of", None)
        run.execute(command, by=by, at=at, on_behalf_of=person)


def evening() -> tuple[Run, dict[str, Notice]]:
    """A run in which everything has happened that can, and a mail of each kind that it owed."""
    run = Run(PLAN.schedule("FDR1"), [TEAM])
    owed: dict[str, Notice] = {}
    for command in commands():
        at = datetime.fromisoformat(command["at"])
        for notice in run.notices(at, rules=RULES):
            owed.setdefault(notice.kind, notice)
        carry_out(run, command, OTHER)
    at = NIGHT + HOUR
    transfer, receipt = (owed[kind] for kind in ("transfer", "transfer-receipt"))
    run.notice_sent(receipt, at=at)
    run.notice_failed(transfer, "550 5.1.1 unknown here", at=at)
    for notice in run.notices(MONDAY, weekly=WEEKLY):
        owed.setdefault(notice.kind, notice)
    return run, owed


def outbox_after_a_failure(run: Run) -> Outbox:
    """What is remembered of a mail for which there was no server."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        section = {"from": TEAM, "transport": "smtp", "host": "127.0.0.1", "tls": "none"}
        mailer, outbox = Mailer({**section, "port": nobody.getsockname()[1]}), Outbox()
        mailer.attempt(run.notices(NIGHT + 2 * HOUR)[0], run, outbox, NIGHT + 2 * HOUR)
    return outbox


def documents() -> dict[str, Any]:
    """Everything that is stored, by the name of its document, as it is written now."""
    run, owed = evening()
    return {
        "plan": json.loads(PLAN.to_json()),
        "revised-plan": json.loads(OTHER.to_json()),
        "commands": commands(),
        "events": [event.to_dict() for event in run.events],
        "checkpoint": run.checkpoint().to_dict(),
        "notices": [notice.to_dict() for notice in owed.values()],
        "outbox": json.loads(outbox_after_a_failure(run).to_json()),
    }


def read(version: str, name: str) -> Any:
    return json.loads(
        (snapshot.SNAPSHOTS / "formats" / version / f"{name}.json").read_text("utf-8")
    )


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def plans(version: str) -> list[Plan]:
    """The plan that the run of a version begins with, and the one that takes its place."""
    names = ("plan", "revised-plan")
    return [Plan.from_json(json.dumps(read(version, name))) for name in names]


def replayed(version: str) -> Run:
    """The run that the documents of a version tell."""
    plan, *others = plans(version)
    return Run.replay(plan.schedule("FDR1"), read(version, "events"), [TEAM], plans=others)


@pytest.mark.parametrize("name", documents())
def test_what_is_stored_is_written_as_ever(name: str) -> None:
    written = documents()[name]
    # What there are several of stands on a line of its own each.
    lines = json.dumps(written, ensure_ascii=False, indent=2)
    if isinstance(written, list):
        each = (json.dumps(one, ensure_ascii=False) for one in written)
        lines = "[\n" + ",\n".join(each) + "\n]"
    snapshot.compare(f"formats/{NEWEST}/{name}.json", f"{lines}\n")


def test_each_kind_of_event_and_mail_is_among_them() -> None:
    run, owed = evening()
    assert {event.type for event in run.events} == set(get_args(EventType))
    assert set(owed) == set(get_args(NoticeKind))


def test_a_stored_plan_is_read_and_says_the_same(version: str) -> None:
    for plan in plans(version):
        twin = Plan.from_json(plan.to_json())
        assert (twin, twin.digest) == (plan, plan.digest)


def test_a_stored_run_is_read_and_is_whole(version: str) -> None:
    run = replayed(version)
    run.verify(Checkpoint(**read(version, "checkpoint")))
    assert [Event.from_dict(event.to_dict()) for event in run.events] == run.events


def test_a_command_that_was_written_once_is_carried_out(version: str) -> None:
    plan, other = plans(version)
    run = Run(plan.schedule("FDR1"), [TEAM])
    for command in read(version, "commands"):
        carry_out(run, command, other)
    assert run.events == replayed(version).events[: run.version]


def test_a_stored_mail_is_read_and_has_the_same_key(version: str) -> None:
    for document in read(version, "notices"):
        notice = Notice.from_dict(document)
        assert notice.key == document["key"]
        assert Notice.from_dict(notice.to_dict()) == notice


def test_a_stored_outbox_waits_for_the_same_instant(version: str) -> None:
    document = read(version, "outbox")
    outbox = Outbox.from_json(json.dumps(document))
    assert json.loads(outbox.to_json()) == document


def test_a_layout_that_somebody_wrote_is_read(version: str) -> None:
    assert load_workbook(WORKBOOK, read(version, "layout")).timezone == "Europe/Paris"


def test_settings_of_mail_that_somebody_wrote_are_read(version: str) -> None:
    mailer = Mailer(read(version, "mail"))
    assert (mailer.sender, mailer.language) == ("Transition <transition@grid.example>", "en")


def test_rules_of_further_mails_that_somebody_wrote_are_read(version: str) -> None:
    run, _ = evening()
    assert run.next_notice(NIGHT, rules=read(version, "notice-rules")) is not None


def test_rules_of_the_clinic_that_somebody_wrote_are_read(version: str) -> None:
    rules = read(version, "rules")
    assert "long-step" in [finding.code for finding in PLAN.check(rules)]
