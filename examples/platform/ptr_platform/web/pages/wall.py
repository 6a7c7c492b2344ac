"""The wall: how the night stands, for a big screen and a steering committee. Nothing to press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from ptr_platform.web.moment import Moment

if TYPE_CHECKING:
    import ptr_py

blueprint = Blueprint("wall", __name__)

_SHOWN = 6


@dataclass(frozen=True)
class Line:
    """The whole or a phase: how far it is, and when it ends."""

    phase: ptr_py.Phase | None
    """`None` for the whole."""
    tally: ptr_py.Tally
    end: ptr_py.Prospect

    @property
    def is_over(self) -> bool:
        """Whether all of it is terminated."""
        return 0 < self.tally.total == self.tally.terminated


def lines(moment: Moment) -> list[Line]:
    """The whole, then each phase that is expected to end."""
    recap, told = moment.run.recap(moment.at), moment.prospects
    phases = {str(phase): phase for phase in moment.phases}
    of_phases = [(end.phase, end) for end in told.phases if end.phase is not None]
    return [
        Line(None, recap, told.whole),
        *(Line(phases[code], recap.by_phase[code], end) for code, end in of_phases),
    ]


@blueprint.get("/wall")
def wall() -> str:
    """The state of each phase against its required or planned end, and the last decisions."""
    moment = Moment.now()
    whole, *phases = lines(moment)
    return render_template(
        "wall.html",
        moment=moment,
        whole=whole,
        phases=phases,
        required=moment.prospects.required_ends,
        milestones=[(name, date) for name, date in moment.milestones() if date],
        to_decide=moment.to_decide()[:3],
        decided=moment.prospects.decided[:_SHOWN],
        rollback=moment.run.rollback(moment.at),
    )
