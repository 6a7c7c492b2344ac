"""Roles: which doors of the platform are open to whom, in one table.

Who may do what with which step is the library's to decide; a role only closes doors in front of it.
Somebody with several roles may pass wherever one of them lets them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ptr_platform.identity.people import known_addresses
from ptr_py import normalized_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ptr_py
    from ptr_platform.config import Config


class Role(StrEnum):
    """What somebody is in a dry run."""

    READER = "reader"
    """Of `identity.readers`, by address or domain, or a recipient of the weekly report."""
    EXECUTOR = "executor"
    """A contact of the plan, or somebody to whom a step was transferred."""
    COMMITTEE = "committee"
    """Of `identity.committee`."""
    COORDINATOR = "coordinator"
    """Of `team.coordinators`."""


class Door(StrEnum):
    """A part of the platform."""

    SEE = "see"
    """How the dry run stands: home, steps, recap, timeline, wall, what if, checks."""
    TRACE = "trace"
    """Who does and did what, and what it cost: desk, journal, contacts, review, rehearsals."""
    ACT = "act"
    """Commands about steps, as far as the library lets somebody give them."""
    LEAD = "lead"
    """The plan, the files, how the platform itself is doing."""


MAY = {
    Role.READER: frozenset({Door.SEE}),
    Role.EXECUTOR: frozenset({Door.SEE, Door.TRACE, Door.ACT}),
    Role.COMMITTEE: frozenset({Door.SEE, Door.TRACE}),
    Role.COORDINATOR: frozenset({Door.SEE, Door.TRACE, Door.ACT, Door.LEAD}),
}
"""The table, which the platform's README shows."""
READING = frozenset({Door.SEE, Door.TRACE})
"""What is open to everybody where reading is not closed."""


class Roles:
    """The roles of the people of a dry run."""

    def __init__(self, config: Config) -> None:
        """Those that configuration and plan give."""
        self._config = config
        self._of_run: tuple[ptr_py.Run, frozenset[str]] | None = None

    def of(self, mail: str, run: ptr_py.Run) -> set[Role]:
        """What somebody is."""
        address = normalized_address(mail)
        if address is None:
            return set()
        identity, team = self._config.identity, self._config.team
        members = {
            Role.READER: _normalized((*identity.readers, *team.report_to)),
            Role.EXECUTOR: self._executors(run),
            Role.COMMITTEE: _normalized(identity.committee),
            Role.COORDINATOR: _normalized(run.coordinators),
        }
        domain = address.rpartition("@")[2]
        roles = {role for role, people in members.items() if address in people}
        return roles | ({Role.READER} if domain in identity.reader_domains else set())

    def doors(self, mail: str, run: ptr_py.Run) -> set[Door]:
        """Where somebody may pass."""
        return {door for role in self.of(mail, run) for door in MAY[role]}

    def written(self, mail: str, run: ptr_py.Run) -> str | None:
        """An address as plan or configuration write it, if somebody with a role has it."""
        config, address = self._config, normalized_address(mail)
        identity = config.identity
        known = (*known_addresses(run, config), *identity.committee, *identity.readers)
        found = next((it for it in known if normalized_address(it) == address), None)
        return found or (address if self.of(mail, run) else None)

    def _executors(self, run: ptr_py.Run) -> frozenset[str]:
        # A run that goes on is another object.
        if self._of_run is None or self._of_run[0] is not run:
            of_team = _normalized((*run.coordinators, *self._config.team.report_to))
            contacts = _normalized(
                mail for step in run.schedule.ids for mail in run.schedule.plan[step].contacts
            )
            people = _normalized(known_addresses(run, self._config)) - of_team
            self._of_run = run, people | contacts
        return self._of_run[1]


def _normalized(mails: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normalized_address, mails)))
