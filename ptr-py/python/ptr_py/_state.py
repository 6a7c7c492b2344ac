"""The states a step can be in, as Python sees them.

A real enum whose members are strings, so that states compare with text, and JSON, BSON and
databases store them as they are. Which state a step is in is the core's business.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from ptr_py._native import state_label

if TYPE_CHECKING:
    from ptr_py._native import Language


class State(enum.StrEnum):
    """The state of one step in one dry run at one instant.

    ========== =============================================================================
    LOCKED     not ready, and its start is no further away than the lock horizon
    OVERDUE    its start is reached, but its prerequisites are not all terminated
    IDLE       its prerequisites are all terminated, its start is not reached
    READY      its start is reached and its prerequisites are all terminated
    OPEN       started by one of its responsibles
    TERMINATED closed by one of its responsibles
    PLANNED    prerequisites open and the start further away than the lock horizon
    ========== =============================================================================

    Examples:
        >>> from ptr_py import State
        >>> State.READY == "Ready", State.READY.color, State.READY.label("fr")
        (True, 'green', 'prête')
    """

    LOCKED = "Locked"
    OVERDUE = "Overdue"
    IDLE = "Idle"
    READY = "Ready"
    OPEN = "Open"
    TERMINATED = "Terminated"
    PLANNED = "Planned"

    @property
    def code(self) -> int:
        """The byte that stands for it in a buffer of codes: ``list(State)[code]`` leads back."""
        return _SHOWN[self].code

    @property
    def color(self) -> str | None:
        """The CSS name of the colour of its table cells, or ``None``."""
        return _SHOWN[self].color

    def label(self, language: str | Language = "fr") -> str:
        """The state in the words of the users.

        Args:
            language: The code of a built-in language, or one of one's own; French unless said.

        Returns:
            A word or two, in lower case.

        Raises:
            InvalidValue: in a language that there is not.

        Examples:
            >>> from ptr_py import State
            >>> State.READY.label(), State.READY.label("en")
            ('prête', 'ready')
        """
        if language == "fr":
            return _SHOWN[self].french
        if language == "en":
            return _SHOWN[self].english
        return state_label(self, language)


class _Shown(NamedTuple):
    """How a state is shown to programs and to people."""

    code: int
    color: str | None
    french: str
    english: str


_SHOWN = {
    State.LOCKED: _Shown(0, "orange", "verrouillée", "locked"),
    State.OVERDUE: _Shown(1, "red", "en retard", "overdue"),
    State.IDLE: _Shown(2, "lightgrey", "en attente", "waiting"),
    State.READY: _Shown(3, "green", "prête", "ready"),
    State.OPEN: _Shown(4, "blue", "en cours", "open"),
    State.TERMINATED: _Shown(5, None, "terminée", "terminated"),
    State.PLANNED: _Shown(6, None, "planifiée", "planned"),
}

# Tracebacks and pickles use the public name.
State.__module__ = "ptr_py"
