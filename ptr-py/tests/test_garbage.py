"""What nobody can reach any more is collected, even where it refers to itself."""

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from scene import T0, make_records

from ptr_py import Mailer, Notice, Plan, Run, compare


@pytest.fixture(autouse=True)
def _by_hand() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


class Office:
    """Holds what its own methods and records lead back to."""

    def __init__(self) -> None:
        self.held: object = None

    def step_link(self, _notice: Notice, _step: str) -> None: ...
    def recap_link(self, _notice: Notice, _phase: str | None) -> None: ...
    def attachments(self, _notice: Notice) -> list[None]:
        return []


def mailer(office: Office) -> Mailer:
    return Mailer({"from": "ptr@grid.example"}, step_link=office.step_link)


def mailer_with_all(office: Office) -> Mailer:
    return Mailer(
        {"from": "ptr@grid.example"},
        recap_link=office.recap_link,
        attachments=office.attachments,  # type: ignore[arg-type]
    )


def plan(office: Office) -> Plan:
    return Plan.from_records([dict(record, office=office) for record in make_records()])


def run(office: Office) -> Run:
    return Run(plan(office).schedule("FDR1"))


def revised(office: Office) -> Run:
    began = Run(Plan.from_records(make_records()).schedule("FDR1"), ["a@grid.example"])
    began.revise(plan(office), by="a@grid.example", at=T0)
    return began


@pytest.mark.parametrize(
    "hold",
    [
        mailer,
        mailer_with_all,
        plan,
        lambda office: plan(office)["CO1"],
        lambda office: plan(office).schedule("FDR1"),
        run,
        revised,
        lambda office: run(office).forecast(T0),
        lambda office: run(office).forecast(T0).simulate(draws=16),
        lambda office: run(office).forecast(T0).decide_by(T0),
    ],
)
def test_a_circle_through_any_of_our_objects_is_collected(
    hold: Callable[[Office], object],
) -> None:
    office = Office()
    office.held = hold(office)
    gone = weakref.ref(office)
    gc.collect()
    assert gone() is office
    del office
    assert gone() is not None
    gc.collect()
    assert gone() is None


def test_two_plans_of_the_same_records_are_counted_each_for_itself() -> None:
    office = Office()
    first = plan(office)
    carried_out = Run(first.schedule("FDR1"))
    second = compare([carried_out], T0).next_plan(first)
    for _ in range(2):
        gc.collect()
        assert first["CO1"]["office"] is second["CO1"]["office"] is office
    office.held, gone = [first, second, carried_out], weakref.ref(office)
    del office, first, second, carried_out
    gc.collect()
    assert gone() is None
