"""Half of a surrogate pair is no text that could be stored or sent.

Wherever text comes in, an error of the module says which argument has it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from scene import ANNE, BOB, T0, TEAM, make_records

from ptr_py import (
    Event,
    InvalidValue,
    Mailer,
    Outbox,
    Plan,
    PtrError,
    Run,
    compute_states,
    write_template,
)

HALF = "a\ud800"

COMMANDS: dict[str, Callable[[Run], Any]] = {
    "by": lambda run: run.start("CO1", by=HALF, at=T0),
    "to": lambda run: run.transfer("CO1", to=HALF, by=TEAM, at=T0),
    "message": lambda run: run.transfer("CO1", to=BOB, by=TEAM, at=T0, message=HALF),
    "text": lambda run: run.record_defects("CO1", HALF, by=TEAM, at=T0),
    "reason": lambda run: run.skip("CO1", HALF, by=TEAM, at=T0),
    "error": lambda run: run.notice_failed(run.notices(T0)[0], HALF, at=T0),
}

ELSEWHERE: dict[str, Callable[[Run], Any]] = {
    "mail": lambda run: run.role(HALF, "CO1"),
    "phase": lambda run: run.recap(T0, HALF),
    "direction": lambda run: run.to_dot(T0, direction=HALF),  # type: ignore[arg-type]
    "links": lambda run: run.schedule.to_svg(links=HALF),
    "faint": lambda run: run.to_mermaid(T0, faint=[HALF]),
    "language": lambda run: run.to_status_workbook(T0, language=HALF),
    "coordinators": lambda run: Run(run.schedule, [HALF]),
    "dry_run": lambda run: run.schedule.plan.schedule(HALF),
    "dry_runs": lambda _: Plan.from_records(make_records(), dry_runs=[HALF]),
    "actors": lambda _: Plan.from_records(make_records(), actors=[{"team": HALF}]),
    "environments": lambda _: Plan.from_records([], environments={"ERP": {HALF: "x"}}),
    "text": lambda _: Plan.from_json(HALF),
    "key": lambda _: Outbox().is_due(HALF, T0),
    "base_url": lambda _: Mailer({"transport": "memory"}, base_url=HALF),
}


@pytest.mark.parametrize("argument", COMMANDS)
def test_a_command_with_half_a_surrogate_pair_is_refused_and_changes_nothing(
    run: Run, argument: str
) -> None:
    with pytest.raises(InvalidValue, match=rf"^{argument}: 'a\\ud800': "):
        COMMANDS[argument](run)
    assert run.version == 0


@pytest.mark.parametrize("argument", ELSEWHERE)
def test_half_a_surrogate_pair_is_told_with_the_name_of_its_argument(
    run: Run, argument: str
) -> None:
    with pytest.raises(InvalidValue, match=rf"^{argument}\b.*ud800"):
        ELSEWHERE[argument](run)


def test_a_dry_run_and_a_language_are_looked_at_wherever_they_are_named(run: Run) -> None:
    event = run.start("CO1", by=TEAM, at=T0)[0]
    with pytest.raises(InvalidValue, match=r"^dry_run: "):
        compute_states(make_records(), T0, HALF)
    with pytest.raises(InvalidValue, match=r"^language: "):
        write_template("never-written.xlsx", language=HALF)
    with pytest.raises(InvalidValue, match=r"^language: "):
        event.sentence(HALF)


def test_an_id_with_half_a_surrogate_pair_is_one_that_no_step_has(run: Run) -> None:
    for ask in (
        lambda: run.start(HALF, by=ANNE, at=T0),
        lambda: run.state(HALF, T0),
        lambda: run.schedule.plan[HALF],
        lambda: run.schedule.states(T0, [HALF]),
    ):
        with pytest.raises(PtrError):
            ask()


@pytest.mark.parametrize("field", ["at", "type", "step", "by", "as", "text"])
def test_a_stored_event_is_not_read_with_another_text_than_it_has(run: Run, field: str) -> None:
    event = run.record_defects("CO1", "Rien", by=TEAM, at=T0)[0].to_dict()
    Event.from_dict(event)
    with pytest.raises(InvalidValue):
        Event.from_dict(event | {field: HALF})
