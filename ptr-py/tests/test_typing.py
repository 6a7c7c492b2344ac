"""The shapes and codes of `ptr_py.typing` are those that the library takes and gives."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from scene import BOB, T0

import ptr_py.typing
from ptr_py import Mailer, Plan, PtrError, Run

ROOT = Path(__file__).parents[2]


def keys(shape: type) -> set[str]:
    return set(shape.__required_keys__ | shape.__optional_keys__)  # type: ignore[attr-defined]


def refused(call: Callable[[], object]) -> set[str]:
    """The keys or codes that an error lists as what was expected."""
    with pytest.raises(PtrError) as caught:
        call()
    return set(re.findall(r"[\w-]+", str(caught.value).partition("expected ")[2])) - {
        "no", "keys", "but", "one", "of", "or",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "layout"),
    [
        ("Layout", {"nobody": 1}),
        ("StepTable", {"steps": {"nobody": 1}}),
        ("StepColumns", {"steps": {"columns": {"nobody": 1}}}),
        ("ActorColumns", {"actors": {"columns": {"nobody": 1}}}),
        ("DateColumns", {"dates": {"columns": {"nobody": 1}}}),
        ("EnvironmentColumns", {"environments": {"columns": {"nobody": 1}}}),
        ("HeadingRule", {"steps": {"sections": [{"nobody": 1}]}}),
        ("PhaseRecord", {"phases": [{"nobody": 1}]}),
        ("Rules", {"checks": {"nobody": 1}}),
    ],
)
def test_a_layout_has_the_keys_that_are_read(
    plan: Plan, shape: str, layout: dict[str, Any]
) -> None:
    assert keys(getattr(ptr_py.typing, shape)) == refused(lambda: plan.to_workbook(layout=layout))


def test_mail_settings_have_the_keys_that_are_read() -> None:
    settings, retry = ptr_py.typing.MailSettings, ptr_py.typing.Retry
    assert keys(settings) == refused(lambda: Mailer({"nobody": 1}))
    assert keys(retry) == refused(lambda: Mailer({"from": BOB, "retry": {"nobody": 1}}))


def test_commands_and_suppositions_have_the_keys_that_are_read(run: Run) -> None:
    commands = {
        kind: command
        for command in get_args(ptr_py.typing.Command)
        for kind in get_args(command.__annotations__["type"])
    }
    assert set(commands) == refused(lambda: run.execute({"type": "nobody"}, by=BOB, at=T0))
    for kind, command in commands.items():
        asked = {"type": kind, "nobody": 1}
        assert keys(command) == refused(partial(run.execute, asked, by=BOB, at=T0))
    suppositions = get_args(ptr_py.typing.Supposition)
    known = refused(lambda: run.forecast(T0).what_if([{"step": "CO1", "nobody": 1}]))
    assert set().union(*map(keys, suppositions)) == known


@pytest.mark.parametrize(
    ("shape", "rules"),
    [
        ("NoticeRules", {"nobody": 1}),
        ("SilenceRules", {"not_begun": {"nobody": 1}}),
        ("RiskRules", {"at_risk": {"nobody": 1}}),
        ("TransferRules", {"transfers": {"nobody": 1}}),
        ("ActRules", {"acts": {"nobody": 1}}),
    ],
)
def test_notice_rules_have_the_keys_that_are_read(
    run: Run, shape: str, rules: dict[str, Any]
) -> None:
    known = refused(lambda: run.notices(T0, rules=rules))
    # The weekly report has an argument of its own.
    assert keys(getattr(ptr_py.typing, shape)) == known - {"weekly"}


def test_a_record_has_the_keys_that_are_given(plan: Plan) -> None:
    [*_, record] = plan.to_records()
    assert keys(ptr_py.typing.StepRecord) == {*record, "progress"}


@pytest.mark.parametrize(
    ("codes", "enums"),
    [
        ("ProblemCode", {"ProblemKind": "core/src/plan/problem/kind", "Cause": "excel/src/error"}),
        ("FindingCode", {"Rule": "core/src/schedule/clinic/rule"}),
        ("ReasonCode", {"Reason": "core/src/run/refusal"}),
        ("ConditionCode", {"Condition": "core/src/run/explanation"}),
        ("EventType", {"Fact": "core/src/run/event"}),
        ("NoticeKind", {"NoticeKind": "core/src/run/notice_kind"}),
        ("Silence", {"Silence": "core/src/view/notice"}),
        ("Act", {"Act": "core/src/run/act"}),
        ("CauseKind", {"CauseKind": "core/src/forecast/drift"}),
        ("MailFault", {"Fault": "py/src/mail/attempt"}),
        ("Verdict", {"Verdict": "py/src/mail/attempt"}),
    ],
)
def test_codes_are_those_that_the_library_gives(codes: str, enums: dict[str, str]) -> None:
    known = set[str]()
    for name, file in enums.items():
        source = (ROOT / f"ptr-{file}.rs").read_text("utf-8")
        fields = r"(?: \{ \.\. \}|\(\w+(?: \{ \.\. \})?\))?"
        known |= set(re.findall(rf'(?m)^ +{name}::\w+{fields} => "([\w-]+)"', source))
    assert set(get_args(getattr(ptr_py.typing, codes))) == known
