"""Revisions of the plan: the library decides, in the place of the plan they were compared with.

Kept true: whoever changes the plan has seen the one that they replace, so that nothing that
somebody else has changed meanwhile is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import PlatformError

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    import ptr_py
    from ptr_platform.run.service import Command


class PlanOutdated(PlatformError):
    """The plan that somebody looked at is not the one in force any more."""

    code = "plan-outdated"

    def __init__(self) -> None:
        super().__init__(
            N_("Somebody else has changed the plan meanwhile. Look at the difference again.")
        )


def revising(
    plan: ptr_py.Plan,
    *,
    by: str,
    instead_of: str,
    reason: str | None = None,
    shift: timedelta | None = None,
    rewriting: bool = False,
) -> Command:
    """The command to put another plan in the place of the one in force.

    Args:
        plan: The other plan; whoever executes the command gives it to be stored, too.
        by: Who asks.
        instead_of: The digest of the plan that they have compared it with. If another one is in
            force by then, what it says would be lost: `PlanOutdated`.
        reason: Why.
        shift: By how much its starts are moved; as before unless said.
        rewriting: Whether it may contradict what has been done.
    """

    def decide(run: ptr_py.Run, at: datetime) -> list[ptr_py.Event]:
        if run.schedule.plan.digest != instead_of:
            raise PlanOutdated
        return run.revise(
            plan, by=by, at=at, reason=reason, shift=shift, rewriting=rewriting, apply=False
        )

    return decide
