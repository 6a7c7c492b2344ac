"""Who has something to do with a dry run: the people who may sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ptr_py
    from ptr_platform.config import Config


def known_addresses(run: ptr_py.Run, config: Config) -> Iterator[str]:
    """The addresses of all people of the dry run, as they are written in plan and configuration."""
    yield from run.coordinators
    yield from config.team.report_to
    for actor in run.schedule.plan.actors:
        yield from filter(None, (actor.team_leader, *actor.deputies, actor.head_of_department))
    for step in run.schedule.ids:
        yield from run.schedule.plan[step].contacts
        yield from run.assignees(step)
