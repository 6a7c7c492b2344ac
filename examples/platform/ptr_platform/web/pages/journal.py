"""The journal: everything that happened, over all steps, to be looked through and taken away.

Kept true: what a page shows is what the files hold, under the same filters. How far somebody has
looked is kept for them when they say so, and by nothing else.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for

from ptr_platform.addresses import compared
from ptr_platform.language.catalogues import N_
from ptr_platform.web import who
from ptr_platform.web.language import translator
from ptr_platform.web.moment import NO_TEAM, Moment
from ptr_platform.web.pages.actions import author
from ptr_platform.web.rendering import in_dictionary, typed_instant, zone
from ptr_platform.web.services import services

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from werkzeug.wrappers import Response as AnyResponse

    import ptr_py

blueprint = Blueprint("journal", __name__)

PAGE = 200
"""Events on one page."""
KINDS = {
    "started": N_("started"),
    "closed": N_("closed"),
    "voted": N_("voted"),
    "start_undone": N_("start undone"),
    "reopened": N_("reopened"),
    "skipped": N_("skipped"),
    "reminded": N_("reminded"),
    "transferred": N_("transferred"),
    "defects_recorded": N_("defects"),
    "rollback_declared": N_("rollback declared"),
    "rollback_withdrawn": N_("rollback withdrawn"),
    "plan_revised": N_("plan revised"),
    "notice_sent": N_("mail sent"),
    "notice_failed": N_("mail not delivered"),
}
"""What each kind of event is called in a list; one that has no word here is called by its name."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would compute."""


@dataclass(frozen=True)
class Wanted:
    """Which events are shown."""

    team: str = ""
    person: str = ""
    kind: str = ""
    since: str = ""
    """Only from this instant on, as a field of a form has it."""
    until: str = ""
    """Only up to this instant."""
    after: int = 0
    """Only later ones than the event of this number."""
    before: int | None = None
    """Only earlier ones."""

    @classmethod
    def of_request(cls, looked: int) -> Wanted:
        """As the address says; `looked` is how far somebody has looked."""
        asked = request.args
        after = asked.get("after", "")
        before = asked.get("before", "")
        return cls(
            team=asked.get("team", "").strip(),
            person=asked.get("person", "").strip(),
            kind=asked.get("kind", "").strip(),
            since=asked.get("since", "").strip(),
            until=asked.get("until", "").strip(),
            after=looked if after == "last" else _number(after) or 0,
            before=_number(before),
        )

    @property
    def active(self) -> bool:
        """Whether it leaves anything out."""
        asked = (self.team, self.person, self.kind, self.since, self.until, self.after)
        return any(asked)

    def of(self, moment: Moment) -> Iterator[ptr_py.Event]:
        """The events, the newest first."""
        person = compared(self.person)
        since, until = _instant(self.since), _instant(self.until)
        for event in reversed(moment.run.events):
            if (since and event.at < since) or (until and event.at > until):
                continue
            if event.seq <= self.after or (self.before is not None and event.seq >= self.before):
                continue
            if self.kind and event.type != self.kind:
                continue
            if person and person not in _people(event):
                continue
            if self.team and self.team != _team(moment, event):
                continue
            yield event


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 15 else None  # noqa: PLR2004


def _instant(text: str) -> datetime | None:
    """On the plan's wall clock; what is no instant asks for nothing."""
    try:
        return typed_instant(text, zone())
    except ValueError:
        return None


def _people(event: ptr_py.Event) -> set[str]:
    said = (event.by, event.on_behalf_of, event.to, event.recipient)
    return {compared(mail) for mail in said if mail}


def _team(moment: Moment, event: ptr_py.Event) -> str | None:
    if event.step is None or event.step not in moment.schedule:
        return None
    return moment.plan[event.step].team or NO_TEAM


@blueprint.get("/journal")
def journal() -> str:
    """The events, the newest first, filtered."""
    moment = Moment.now()
    mail = who.signed_in()
    looked = looked_until(mail)
    wanted = Wanted.of_request(looked)
    found = list(wanted.of(moment))
    events = moment.run.events
    people: dict[str, str] = {}
    for event in events:
        for said in filter(None, (event.by, event.on_behalf_of, event.to)):
            people.setdefault(compared(said), said)
    return render_template(
        "journal.html",
        moment=moment,
        wanted=wanted,
        events=found[:PAGE],
        count=len(found),
        more=found[PAGE - 1].seq if len(found) > PAGE else None,
        teams=sorted(
            {moment.plan[step].team or "" for step in moment.schedule.ids}, key=in_dictionary
        ),
        no_team=NO_TEAM,
        people=[people[key] for key in sorted(people)],
        kinds=[kind for kind in KINDS if any(event.type == kind for event in events)],
        words=KINDS,
        looked=looked,
        unseen=sum(event.seq > looked for event in events),
        newest=moment.run.version,
    )


def looked_until(mail: str | None) -> int:
    """The number of the last event that somebody has looked at."""
    if mail is None:
        return 0
    return _number(services().service.store.note(_note(mail)) or "") or 0


def _note(mail: str) -> str:
    return f"journal looked at by {compared(mail)}"


@blueprint.post("/journal/looked")
def look() -> AnyResponse:
    """Keeps for somebody that they have looked at everything up to an event."""
    mail = author()
    until = _number(request.form.get("until", "")) or 0
    service = services().service
    service.store.write_note(_note(mail), str(min(until, service.run().version)))
    return redirect(url_for("journal.journal"), code=303)


@blueprint.get("/journal.csv")
def as_csv() -> Response:
    """The same events as a table."""
    moment = Moment.now()
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(["seq", "at", "type", "step", "label", "team", "by", "as", "sentence"])
    language = translator().library_language
    for event in _asked(moment):
        said = event.to_dict()
        known = event.step is not None and event.step in moment.schedule
        step = moment.plan[event.step] if known and event.step else None
        row = [event.seq, said["at"], event.type, event.step, step and step.label]
        row += [step and step.team, event.by, said["as"], event.sentence(language)]
        table.writerow([_cell(value) for value in row])
    # With its mark of order, so that spreadsheets read the accents.
    return _download(file.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


@blueprint.get("/journal.json")
def as_json() -> Response:
    """The same events as stores keep them."""
    moment = Moment.now()
    answer = jsonify([event.to_dict() for event in _asked(moment)])
    return _download(answer.data, "application/json", "json")


def _asked(moment: Moment) -> list[ptr_py.Event]:
    """What the filters leave, the oldest first."""
    looked = looked_until(who.signed_in())
    return list(Wanted.of_request(looked).of(moment))[::-1]


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _download(data: bytes, kind: str, ending: str) -> Response:
    answer = Response(data, content_type=kind)
    name = f"journal-{services().config.database.name}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
