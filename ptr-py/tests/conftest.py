"""The scene, as fixtures."""

import pytest
from scene import TEAM, Record, make_records

from ptr_py import Plan, Run, Schedule


@pytest.fixture
def records() -> list[Record]:
    return make_records()


@pytest.fixture
def plan(records: list[Record]) -> Plan:
    return Plan.from_records(records)


@pytest.fixture
def schedule(plan: Plan) -> Schedule:
    return plan.schedule("FDR1")


@pytest.fixture
def run(schedule: Schedule) -> Run:
    return Run(schedule, [TEAM])
