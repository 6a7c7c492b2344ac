"""The tables that notebooks show of plans and recaps, in French."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ptr_py._state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptr_py._native import Plan
    from ptr_py._values.runs import Recap

_MANY = 20
_KEYS = ("id", "label", "phase", "team", "start", "duration")


def plan(plan: Plan) -> str:
    """The first steps of a plan, and how many there are."""
    rows = [[step[key] for key in _KEYS] for step in plan.steps[:_MANY]]
    if len(plan) > _MANY:
        rows.append([f"… {len(plan)}", *(None for _ in _KEYS[1:])])
    return _table(_KEYS, rows)


def recap(recap: Recap) -> str:
    """A row a phase, a column a state."""
    rows = [
        [name, tally.total, f"{tally.percent:.0f} %", *map(tally.by_state.get, State)]
        for name, tally in [*recap.by_phase.items(), ("Σ", recap)]
    ]
    return _table(["", "Σ", "%", *(state.label() for state in State)], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table whose rows begin with a heading; `None` is an empty cell."""

    def row(cells: Sequence[object], tags: Sequence[str]) -> str:
        texts = ["" if cell is None else escape(str(cell)) for cell in cells]
        line = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, texts, strict=True))
        return f"<tr>{line}</tr>"

    tags = ["th", *("td" for _ in heads[1:])]
    head = row(heads, ["th" for _ in heads])
    return f"<table>{head}{''.join(row(cells, tags) for cells in rows)}</table>"
