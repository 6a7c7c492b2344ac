"""A defect that blocks its step: what is recorded, refused and told of it, in Python's words."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta
from typing import Any

import pytest
from scene import ANNE, BOB, HOUR, T0, TEAM

from ptr_py import BlockingDefect, Event, InvalidValue, Refused, Run, Stamp

MINUTE = timedelta(minutes=1)
UNTIL = T0 + 5 * HOUR
BLOCKS = {"type": "record_defects", "step": "CO1", "text": "Panne", "blocks": True}


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.fixture
def blocked(run: Run) -> Run:
    """CO1 is under way, and its defects block it for five hours by estimate."""
    run.start("CO1", by=ANNE, at=T0)
    run.record_defects("CO1", "Panne", by=ANNE, at=T0 + HOUR, blocks=True, until=UNTIL)
    return run


def test_both_ways_of_asking_give_the_event_with_its_estimate(run: Run) -> None:
    (event,) = run.record_defects("CO1", "Panne", by=ANNE, at=T0, blocks=True, until=UNTIL)
    assert (event.blocks, event.until) == (True, UNTIL)
    assert event.to_dict().items() >= {**BLOCKS, "type": "defects_recorded"}.items()
    assert Event.from_dict(event.to_dict()) == event
    for until in (UNTIL, UNTIL.isoformat()):
        assert run.execute({**BLOCKS, "until": until}, by=ANNE, at=T0) == []
    (event,) = run.execute({**BLOCKS, "blocks": False}, by=ANNE, at=T0)
    assert (event.blocks, event.until) == (None, None)
    assert not {"blocks", "until"} & event.to_dict().keys()


def test_explanation_recap_and_forecast_tell_since_when_and_until_when(blocked: Run) -> None:
    at = T0 + 2 * HOUR
    defect = blocked.explain("CO1", at).blocking_defect
    assert defect is not None
    assert (defect.since, defect.until) == (Stamp(at=T0 + HOUR, by=ANNE), UNTIL)
    assert "jusqu'au 29/03/2026 à 04:00 selon l'estimation" in defect.text("fr")
    assert "volgens de schatting" in defect.text("nl")
    assert defect.message in blocked.explain("CO1", at).message
    assert blocked.blocking_defects(at) == {"CO1": defect}
    assert blocked.recap(at).blocking_defects == {"CO1": defect}
    assert blocked.recap(at, "HO").blocking_defects == {}
    assert blocked.blocking_defects(T0) == {}
    outlook = blocked.forecast(at).outlook("CO1")
    assert outlook is not None
    assert outlook.ends == UNTIL
    assert pickle.loads(pickle.dumps(defect)) == defect
    assert defect.to_dict()["until"] == UNTIL.isoformat()
    assert isinstance(defect, BlockingDefect)


@pytest.mark.parametrize(("at", "overdue"), [(UNTIL - MINUTE, False), (UNTIL, True)])
def test_an_estimate_is_passed_once_it_is_reached_and_the_step_stays_blocked(
    blocked: Run, at: datetime, overdue: bool
) -> None:
    defect = blocked.blocking_defects(at)["CO1"]
    assert defect.is_overdue is overdue
    assert ("dépassée" in defect.text("fr")) is overdue
    outlook = blocked.forecast(at).outlook("CO1")
    assert outlook is not None
    assert outlook.ends == UNTIL


def test_a_text_alone_keeps_the_estimate_also_once_it_is_passed(blocked: Run) -> None:
    late = UNTIL + HOUR
    (event,) = blocked.record_defects("CO1", "Panne de courant", by=ANNE, at=late)
    assert (event.blocks, event.until) == (True, UNTIL)
    assert blocked.blocking_defects(late)["CO1"].since.at == T0 + HOUR
    (event,) = blocked.record_defects("CO1", "Panne", by=TEAM, at=late, blocks=True)
    assert (event.blocks, event.until) == (True, None)
    assert "personne n'a estimé" in blocked.explain("CO1", late).message_fr


@pytest.mark.parametrize(
    "end",
    [
        lambda run, at: run.record_defects("CO1", "Réparé", by=ANNE, at=at, blocks=False),
        lambda run, at: run.record_defects("CO1", "", by=ANNE, at=at),
        lambda run, at: run.close("CO1", by=ANNE, at=at),
    ],
)
def test_a_step_is_blocked_until_somebody_says_so_or_closes_it(blocked: Run, end: Any) -> None:
    at = T0 + 2 * HOUR
    end(blocked, at)
    assert blocked.blocking_defects(at) == {}
    assert blocked.explain("CO1", at).blocking_defect is None
    assert blocked.blocking_defects(at - MINUTE).keys() == {"CO1"}
    if blocked.state("CO1", at) == "Terminated":
        blocked.reopen("CO1", "Mal fermé", by=ANNE, at=at)
        assert blocked.blocking_defects(at) == {}


def test_a_step_that_has_not_begun_waits_for_the_estimate(run: Run) -> None:
    run.record_defects("CO3", "Badge", by=BOB, at=T0, blocks=True, until=UNTIL)
    outlook = run.forecast(T0).outlook("CO3")
    assert outlook is not None
    assert (outlook.begins, outlook.waits_for) == (UNTIL, None)
    causes = run.drift(0, 1)
    assert [(cause.kind, cause.step) for cause in causes] == [("blocked", "CO3")]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": "x", "until": UNTIL}, "estimate-without-block"),
        ({"text": "x", "blocks": False, "until": UNTIL}, "estimate-without-block"),
        ({"text": "x", "blocks": True, "until": T0}, "estimate-not-ahead"),
        ({"text": " ", "blocks": True}, "missing-defects"),
    ],
)
def test_what_cannot_be_is_refused_in_words(run: Run, said: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        run.record_defects("CO1", by=ANNE, at=T0, **said)
    assert codes(refused) == [code]
    (reason,) = refused.value.reasons
    assert reason.until == said.get("until")
    assert len({reason.text(language) for language in ("fr", "en", "nl")}) == 3
    assert run.version == 0


def test_what_is_over_is_not_blocked(blocked: Run) -> None:
    blocked.close("CO1", by=ANNE, at=T0 + 2 * HOUR)
    with pytest.raises(Refused) as refused:
        blocked.execute(BLOCKS, by=ANNE, at=T0 + 3 * HOUR)
    assert codes(refused) == ["already-terminated"]


def test_an_estimate_has_a_time_zone(run: Run) -> None:
    with pytest.raises(InvalidValue, match="until is a naive datetime"):
        run.record_defects(
            "CO1", "x", by=ANNE, at=T0, blocks=True, until=UNTIL.replace(tzinfo=None)
        )
    with pytest.raises(InvalidValue, match="until"):
        run.execute({**BLOCKS, "until": "demain"}, by=ANNE, at=T0)
