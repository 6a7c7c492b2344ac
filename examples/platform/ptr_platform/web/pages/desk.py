"""The desk: what a coordinator must look at now, on one screen; each list leads to the recap.

Kept true: every list follows from one moment of the run. How the platform itself is doing is told
to coordinators only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from markupsafe import Markup, escape

import ptr_py
from ptr_platform.config.channels import MAIL
from ptr_platform.identity import ways
from ptr_platform.identity.roles import Door
from ptr_platform.language.messages import LibraryMessage, PlatformError, text_of
from ptr_platform.scheduler import heartbeat
from ptr_platform.scheduler.health import mail_troubles, waiting
from ptr_platform.web import people, who
from ptr_platform.web.language import gettext, translator
from ptr_platform.web.moment import SOON, Moment, Row
from ptr_platform.web.pages.decisions import rollback_decision
from ptr_platform.web.rendering import instant
from ptr_platform.web.services import services
from ptr_py import State

if TYPE_CHECKING:
    from collections.abc import Callable

blueprint = Blueprint("desk", __name__)

SHOWN = 12
"""Lines of each list, fewer in a low window with many lists; the recap has them all."""


@dataclass(frozen=True)
class Blocker:
    """A step that others wait for, whose start has passed, or that its defects block."""

    row: Row
    count: int
    """How many of them; none if only its own defects block it."""


@dataclass(frozen=True)
class Desk:
    """The lists of a desk."""

    moment: Moment

    @cached_property
    def _rows(self) -> list[Row]:
        return self.moment.rows(self.moment.schedule.ids)

    def _in(self, state: State) -> list[Row]:
        return [row for row in self._rows if row.state == state]

    @cached_property
    def late(self) -> list[Row]:
        """Who is late, and what is blocked: the longest first."""
        behind = [row for row in self._rows if row.behind is not None]
        return sorted(behind, key=lambda row: -(row.behind or timedelta()))

    @cached_property
    def ready(self) -> list[Row]:
        """Ready and not begun, the longest wait first."""
        return sorted(self._in(State.READY), key=lambda row: row.ready_since or self.moment.at)

    @cached_property
    def to_start(self) -> list[Row]:
        """Ready after their planned start."""
        return [row for row in self.late if row.state == State.READY]

    @cached_property
    def to_end(self) -> list[Row]:
        """Under way after their planned end."""
        return [row for row in self.late if row.state == State.OPEN]

    @cached_property
    def under_way(self) -> list[Row]:
        """Under way, the next expected end first."""
        return sorted(self._in(State.OPEN), key=lambda row: row.expected_end or self.moment.at)

    @cached_property
    def soon(self) -> list[Row]:
        """What is to begin within the next half hour."""
        until = self.moment.at + SOON
        coming = [row for row in self._rows if row.begins_within(self.moment.at, until)]
        return sorted(coming, key=lambda row: row.start or until)

    @cached_property
    def blocked(self) -> list[Row]:
        """Those whose start has passed while they wait for others."""
        return [row for row in self.late if row.state == State.OVERDUE]

    @property
    def stuck(self) -> list[Row]:
        """These, and those that their defects block: each once."""
        return [row for row in self._rows if row.is_blocked]

    @cached_property
    def blockers(self) -> list[Blocker]:
        """What holds them, the one that holds most first, then what defects block."""
        run, at = self.moment.run, self.moment.at
        held = Counter(by for row in self.blocked for by in run.explain(row.id, at).blockers)
        held.update(dict.fromkeys(self.moment.blocking, 0))
        order = sorted(held.items(), key=lambda item: (-item[1], item[0]))
        return [Blocker(self.moment.row(step), count) for step, count in order]

    @cached_property
    def defects(self) -> list[tuple[ptr_py.Event, Row]]:
        """The steps with defects, those recorded last first."""
        found: dict[str, ptr_py.Event] = {}
        for event in reversed(self.moment.run.events):
            if event.type == "defects_recorded" and event.step is not None:
                found.setdefault(event.step, event)
        known = self.moment.schedule
        rows = [(event, self.moment.row(step)) for step, event in found.items() if step in known]
        return [(event, row) for event, row in rows if row.defects]

    @cached_property
    def waiting(self) -> list[ptr_py.Notice]:
        """The mails that are owed for longer than it takes to send one, the oldest first.

        Of a way out that takes nothing it is all that are owed.
        """
        service = services().service
        last, rules = heartbeat.latest(service.store), ways.rules(service)
        closed = last.troubles if last is not None else ()
        return waiting(self.moment.run, self.moment.at, rules, closed=closed)

    @cached_property
    def failed(self) -> list[ptr_py.Event]:
        """The mails that could not be sent for good, the newest first."""
        return [
            event for event in reversed(self.moment.run.events) if event.type == "notice_failed"
        ]


@dataclass(frozen=True)
class Health:
    """How one part of the platform is doing."""

    name: str
    well: bool
    said: Markup | str


def coordinates(moment: Moment, mail: str | None) -> bool:
    """Whether somebody is of the transition team."""
    return mail is not None and Door.LEAD in services().roles.doors(mail, moment.run)


def refuse_others(cause: str) -> tuple[str, int] | None:
    """The page that refuses whoever is not of the transition team; `None` for those who are."""
    moment = Moment.now()
    mail = who.signed_in()
    if coordinates(moment, mail):
        return None
    status = HTTPStatus.UNAUTHORIZED if mail is None else HTTPStatus.FORBIDDEN
    page = render_template(
        "error.html", title=gettext("Refused"), message=cause, offer=mail is None
    )
    return page, status


@blueprint.get("/desk")
def desk() -> str:
    """What there is to do now."""
    moment = Moment.now()
    mail = who.signed_in()
    team = coordinates(moment, mail)
    return render_template(
        "desk.html",
        moment=moment,
        recap=moment.run.recap(moment.at),
        desk=Desk(moment),
        to_decide=moment.to_decide(),
        shown=SHOWN,
        coordinates=team,
        alarms=alarms(moment) if team else [],
        health=health(moment) if team else [],
        rollback=moment.run.rollback(moment.at),
        rollback_decision=rollback_decision(moment, mail),
    )


@blueprint.get("/mails")
def mails() -> str | tuple[str, int]:
    """The mails that wait or failed, and how to call whoever was not told."""
    cause = gettext("Only the transition team sees the mails.")
    return refuse_others(cause) or _mails(Moment.now())


def _mails(moment: Moment) -> str:
    return render_template(
        "mails.html",
        moment=moment,
        desk=Desk(moment),
        reach=lambda mail, step: people.reach(moment.plan, mail, step and moment.plan[step]),
        alarms=alarms(moment),
        has_channels=bool(services().config.channels.named),
    )


def alarms(moment: Moment) -> list[Markup | str]:
    """Warnings for coordinators: no scheduler is at work, or a clock is wrong."""
    service, found = services().service, list[Markup | str]()
    last = heartbeat.latest(service.store)
    if last is None:
        found.append(gettext("No mail goes out: no scheduler has been at work yet."))
    elif not last.is_alive(moment.at):
        text = gettext("No mail goes out: the scheduler was last at work at %(when)s.")
        found.append(escape(text) % {"when": instant(last.last)})
    found += mail_troubles(service, moment.at, translator()).values()
    return found + service.clock_alarms(translator().language)


def health(moment: Moment) -> list[Health]:
    """The scheduler, the database and the mail server."""
    parts: list[tuple[str, Callable[[Moment], Markup | str | None]]] = [
        (gettext("Scheduler"), _scheduler),
        (gettext("Database"), _database),
        (gettext("Mail server"), _mail_server),
    ]
    told = [(name, look(moment)) for name, look in parts]
    return [Health(name, trouble is None, trouble or gettext("fine")) for name, trouble in told]


def _scheduler(moment: Moment) -> Markup | str | None:
    last = heartbeat.latest(services().service.store)
    if last is None:
        return gettext("was never at work")
    if last.is_alive(moment.at):
        return None
    return escape(gettext("last at work at %(when)s")) % {"when": instant(last.last)}


def _database(_moment: Moment) -> Markup | str | None:
    try:
        services().service.check()
    except (PlatformError, ptr_py.PtrError) as error:
        return text_of(error, translator().language)
    return None


def _mail_server(_moment: Moment) -> Markup | str | None:
    last = heartbeat.latest(services().service.store)
    if last is None:
        return gettext("not tried yet")
    trouble = last.troubles.get(MAIL)
    return trouble and LibraryMessage(trouble).text(translator().language)
