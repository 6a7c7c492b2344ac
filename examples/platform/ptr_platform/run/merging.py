"""A workbook that was edited from an earlier plan, merged with what has been changed since.

A status workbook says which plan it was written from, and the store keeps each plan that was in
force. Kept true: nothing that somebody else has changed meanwhile is lost, and nothing is chosen
between two values: who has a conflict is told all of them. A workbook without such a word, or from
the plan in force, is the plan that it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.language.catalogues import N_, library_language
from ptr_platform.run.importing import ImportRefused

if TYPE_CHECKING:
    from ptr_platform.run.service import RunService


class UnknownBase(ImportRefused):
    """A workbook that was written from a plan of another dry run."""

    code = "unknown-base"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This workbook was written from a plan that has never been in force here, so what"
                " was changed in it cannot be told. Make the changes in the status workbook of this"
                " dry run; or copy the sheets into a new workbook, which counts as a whole."
            )
        )


class Contradicted(ImportRefused):
    """A workbook that says other things than what has been changed since it was written."""

    code = "contradicted"

    def __init__(self, merge: ptr_py.Merge) -> None:
        super().__init__(
            N_(
                "The workbook was written from an earlier plan, and does not go together with what"
                " has been changed since:"
            )
        )
        self.conflicts = merge.conflicts
        """Ours is the plan in force, theirs the workbook."""
        self.problems = merge.problems
        """Of both together, though each is right."""

    def text(self, language: str) -> str:
        """What went wrong, and below it every conflict with its cell."""
        spoken = library_language(language)
        lines = [
            ": ".join(filter(None, (conflict.theirs_at, conflict.text(spoken))))
            for conflict in self.conflicts
        ]
        lines += [problem.text(spoken) for problem in self.problems]
        return "\n".join([super().text(language), *(f"  - {line}" for line in lines)])


@dataclass(frozen=True)
class Proposed:
    """What a workbook proposes for the place of the plan in force."""

    plan: ptr_py.Plan
    since: ptr_py.Difference | None = None
    """What has been changed since the workbook was written, and stays; `None` if it is as new as
    the plan in force, or does not say."""


def proposed(service: RunService, in_force: ptr_py.Plan, workbook: ptr_py.Plan) -> Proposed:
    """What a workbook proposes, with what has been changed since it was written.

    Raises:
        UnknownBase: if it was written from a plan that this dry run never had.
        Contradicted: if both have changed the same thing, or do not go together.
    """
    if workbook.written_from in {None, in_force.digest}:
        return Proposed(workbook)
    base = service.plan_of(workbook.written_from)
    if base is None:
        raise UnknownBase
    merge = ptr_py.merge(base, in_force, workbook)
    if merge.plan is None:
        raise Contradicted(merge)
    return Proposed(merge.plan, base.diff(in_force))
