"""The difference of two plans, and of two schedules: steps that came, went and changed."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

from ptr_py import Difference, PartDifference, Plan

T0 = datetime(2026, 3, 28, 21, tzinfo=UTC)


def plan(*records: dict[str, Any]) -> Plan:
    whole = [{"phase": "CO", "dry_runs": ["FDR1", "FDR2"], **record} for record in records]
    return Plan.from_records(whole)


ONE = {"id": "CO00000001", "start": T0, "Application": "SAP"}
TWO = {"id": "CO00000002", "prerequisites": ["CO00000001"], "duration": timedelta(hours=1)}


def test_steps_come_and_go_and_change_field_by_field() -> None:
    before = plan(ONE, TWO)
    after = plan(
        {**ONE, "label": "Ouvrir", "Application": "CRM", "Lieu": "Lyon"}, {"id": "CO00000003"}
    )
    difference = before.diff(after)
    assert difference.added == ["CO00000003"]
    assert difference.removed == ["CO00000002"]
    assert difference.changed == {
        "CO00000001": {
            "label": ("", "Ouvrir"),
            "Application": ("SAP", "CRM"),
            "Lieu": (None, "Lyon"),
        }
    }
    assert difference
    assert pickle.loads(pickle.dumps(difference)) == difference


def test_the_same_plan_differs_in_nothing() -> None:
    difference = plan(ONE, TWO).diff(Plan.from_json(plan(ONE, TWO).to_json()))
    assert not difference
    nothing = PartDifference(added=[], removed=[], changed={})
    assert difference == Difference(
        added=[],
        removed=[],
        changed={},
        phases=nothing,
        milestones=nothing,
        actors=nothing,
        environments=nothing,
        settings={},
    )


def test_a_schedule_compares_starts_in_its_dry_run_and_only_steps_that_it_executes() -> None:
    before = plan(ONE, TWO).schedule("FDR1")
    moved = plan(ONE, TWO).schedule("FDR1", timedelta(days=1))
    assert before.diff(moved).changed == {
        "CO00000001": {"start": (T0, T0 + timedelta(days=1))},
    }
    elsewhere = plan(ONE, {**TWO, "dry_runs": ["FDR2"]})
    assert before.diff(elsewhere.schedule("FDR1")).removed == ["CO00000002"]
    assert plan(ONE, TWO).diff(elsewhere).changed == {
        "CO00000002": {"dry_runs": (["FDR1", "FDR2"], ["FDR2"])}
    }
