"""The picture of a phase: no box on another, no line backwards, no order lost or told twice."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ptr_platform.web.drawing import HEIGHT, WIDTH, layout, reduced

Order = dict[str, list[str]]


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Steps in topological order, each with some of those before it."""
    order: Order = {}
    for nth in range(draw(st.integers(0, 14))):
        before = draw(st.lists(st.sampled_from(sorted(order)), unique=True)) if order else []
        order[f"S{nth:02}"] = sorted(before)
    return order


@given(orders())
def test_a_reduced_order_is_the_transitive_reduction(order: Order) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(order)
    graph.add_edges_from((one, step) for step, before in order.items() for one in before)
    expected = set(nx.transitive_reduction(graph).edges)
    assert {(one, step) for step, before in reduced(order).items() for one in before} == expected


@given(orders())
def test_every_step_has_a_place_of_its_own(order: Order) -> None:
    places, _ = layout(reduced(order))
    assert set(places) == set(order)
    for (x, y), (other_x, other_y) in combinations(places.values(), 2):
        assert abs(x - other_x) >= WIDTH or abs(y - other_y) >= HEIGHT
    assert all(x >= 0 and y >= 0 for x, y in places.values())


@given(orders())
def test_every_step_stands_right_of_what_it_waits_for(order: Order) -> None:
    before = reduced(order)
    places, _ = layout(before)
    for step, prerequisites in before.items():
        for one in prerequisites:
            assert places[one][0] + WIDTH < places[step][0]


@given(orders())
def test_lines_run_from_box_to_box_and_never_backwards(order: Order) -> None:
    before = reduced(order)
    places, lines = layout(before)
    ends = []
    for line in lines:
        numbers = [int(text) for text in re.findall(r"\d+", line)]
        ends.append((numbers[0], numbers[1], numbers[-2], numbers[-1]))
        across = [int(text) for text in re.findall(r"[MH](\d+)", line)]
        assert all(left < right for left, right in pairwise(across))
    middle = HEIGHT // 2
    assert sorted(ends) == sorted(
        (places[one][0] + WIDTH, places[one][1] + middle, places[step][0], places[step][1] + middle)
        for step, prerequisites in before.items()
        for one in prerequisites
    )


@given(orders())
def test_the_same_steps_give_the_same_picture(order: Order) -> None:
    assert layout(reduced(order)) == layout(reduced(dict(order)))


def test_boxes_and_passing_lines_keep_clear_of_each_other() -> None:
    """A line over a column goes around the box between its ends."""
    order: Order = {"A": [], "B": ["A"], "C": ["B"], "D": ["A"], "E": ["C", "D"]}
    places, lines = layout(order)
    assert len(lines) == 5
    (passing,) = [line for line in lines if "H" in line]
    y = int(re.findall(r" (\d+)H", passing)[0])
    column = places["C"][0]
    for x, top in places.values():
        if x == column:
            assert not top <= y <= top + HEIGHT
