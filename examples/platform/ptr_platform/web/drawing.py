"""A picture of steps and what they wait for: where the boxes stand and the lines run.

The usual layered drawing: a step stands in the column right of its last prerequisite, and the
order within the columns is what a few sweeps leave, each step moved to the middle of its
neighbours. Steps without any line stand in a block below. Kept true: the same steps give the
same picture, in whole pixels; an order that follows from others is not drawn.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ptr_platform.web.moment import Moment, Row

WIDTH, HEIGHT = 200, 62
_COLUMN, _LINE = WIDTH + 60, HEIGHT + 14
_MARGIN = 12
# A line that passes a column needs less room in it than a box.
_PASSING = 20
_SWEEPS = 12
# Of steps without lines; about a screen's width.
_BLOCK_COLUMNS = 5

Node = tuple[str, str, int]
"""A step (``step, "", 0``), or where a line passes a column (``from, to, column``)."""


@dataclass(frozen=True)
class Box:
    """A step in the picture."""

    row: Row
    x: int
    y: int
    faint: bool
    """Whether the filter leaves it out."""


@dataclass(frozen=True)
class Drawing:
    """A picture, to be written as SVG."""

    boxes: list[Box]
    lines: list[str]
    """As paths."""
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = HEIGHT


def of(moment: Moment, rows: Sequence[Row], kept: Iterable[Row]) -> Drawing | None:
    """The picture of these steps, with those faint that are not kept; `None` without steps."""
    if not rows:
        return None
    by_id = {row.id: row for row in rows}
    prerequisites = moment.schedule.prerequisites
    before = reduced({step: [one for one in prerequisites(step) if one in by_id] for step in by_id})
    places, lines = layout(before)
    shown = {row.id for row in kept}
    return Drawing(
        boxes=[Box(by_id[step], x, y, step not in shown) for step, (x, y) in places.items()],
        lines=lines,
        width=max(x for x, _ in places.values()) + WIDTH + _MARGIN,
        height=max(y for _, y in places.values()) + HEIGHT + _MARGIN,
    )


def reduced(before: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The same order without the prerequisites that follow from others.

    Expects the steps in topological order. Time `O(prerequisites × steps)`, in words of bits.
    """
    bit = {step: 1 << nth for nth, step in enumerate(before)}
    beyond: dict[str, int] = {}
    kept = {}
    for step, prerequisites in before.items():
        indirect = direct = 0
        for one in prerequisites:
            indirect |= beyond[one]
            direct |= bit[one]
        beyond[step] = indirect | direct
        kept[step] = [one for one in prerequisites if not bit[one] & indirect]
    return kept


def layout(before: Mapping[str, Sequence[str]]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Where each step stands (the upper left corner of its box), and the paths of the lines.

    Expects the steps in topological order.
    """
    followed = {one for prerequisites in before.values() for one in prerequisites}
    joined = {step: before[step] for step in before if before[step] or step in followed}
    columns, left, right = _columns(joined)
    _untangle(columns, left, right)
    tops = _tops(columns, left)

    places = {
        node[0]: (_MARGIN + number * _COLUMN, tops[node])
        for number, column in enumerate(columns)
        for node in column
        if not node[1]
    }
    block = max((y + HEIGHT + 2 * _MARGIN for _, y in places.values()), default=_MARGIN)
    for nth, step in enumerate(step for step in before if step not in joined):
        line, column = divmod(nth, _BLOCK_COLUMNS)
        places[step] = (_MARGIN + column * (WIDTH + _MARGIN), block + line * _LINE)

    lines = []
    for step, prerequisites in joined.items():
        for one in prerequisites:
            first, last = places[one], places[step]
            points = [(first[0] + WIDTH, first[1] + HEIGHT // 2)]
            for number in range(first[0] // _COLUMN + 1, last[0] // _COLUMN):
                x, y = _MARGIN + number * _COLUMN, tops[one, step, number] + _PASSING // 2
                points += [(x, y), (x + WIDTH, y)]
            lines.append(_path([*points, (last[0], last[1] + HEIGHT // 2)]))
    return places, lines


Neighbours = dict[Node, list[Node]]


def _columns(
    before: Mapping[str, Sequence[str]],
) -> tuple[list[list[Node]], Neighbours, Neighbours]:
    """The columns from left to right, and the neighbours of each node on its left and right."""
    column: dict[str, int] = {}
    for step, prerequisites in before.items():
        column[step] = max((column[one] + 1 for one in prerequisites), default=0)
    columns: list[list[Node]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    left: Neighbours = {}
    right: Neighbours = {}
    for step, prerequisites in before.items():
        columns[column[step]].append((step, "", 0))
        for one in prerequisites:
            passed: list[Node] = [
                (one, step, number) for number in range(column[one] + 1, column[step])
            ]
            for node in passed:
                columns[node[2]].append(node)
            chain: list[Node] = [(one, "", 0), *passed, (step, "", 0)]
            for before_it, after_it in itertools.pairwise(chain):
                right.setdefault(before_it, []).append(after_it)
                left.setdefault(after_it, []).append(before_it)
    return columns, left, right


def _untangle(columns: list[list[Node]], left: Neighbours, right: Neighbours) -> None:
    """Orders each column by the middle of its neighbours, to and fro."""
    position = {node: nth for column in columns for nth, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        neighbours = left if forth else right
        for column in columns if forth else reversed(columns):
            middle = {}
            for node in column:
                there = [position[other] for other in neighbours.get(node, ())]
                middle[node] = sum(there) / len(there) if there else position[node]
            # Ties keep their order.
            column.sort(key=lambda node, middle=middle: middle[node])  # type: ignore[misc]
            position.update((node, nth) for nth, node in enumerate(column))


def _tops(columns: list[list[Node]], left: Neighbours) -> dict[Node, int]:
    """The upper edge of each node: level with its left neighbours where there is room."""
    tops: dict[Node, int] = {}
    for column in columns:
        room = _MARGIN
        for node in column:
            passing = bool(node[1])
            tall = _PASSING if passing else HEIGHT
            wished = [
                tops[other] + (_PASSING if other[1] else HEIGHT) // 2
                for other in left.get(node, ())
            ]
            level = sum(wished) // len(wished) - tall // 2 if wished else room
            tops[node] = max(room, level)
            room = tops[node] + tall + (0 if passing else _LINE - HEIGHT)
    return tops


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A line through these points: straight along columns, curved between them."""
    path = "M{} {}".format(*points[0])
    for nth, ((x, y), (next_x, next_y)) in enumerate(itertools.pairwise(points)):
        if nth % 2:
            path += f"H{next_x}"
        else:
            bend = (x + next_x) // 2
            path += f"C{bend} {y} {bend} {next_y} {next_x} {next_y}"
    return path
