"""A platform to click through in tests: a plan of two phases, its people, and what they type."""

from __future__ import annotations

import email.policy
import html
import io
import itertools
import re
import warnings
from dataclasses import dataclass, replace
from datetime import timedelta
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from platform_scene import ANNE, BOB, CARLA, HOUR, PAUL, T0, HandClock, make_config, stored_plan

import ptr_py
from ptr_platform.identity.credentials import Credentials, Kind
from ptr_platform.run.service import RunService
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore
from ptr_platform.web import create_app
from ptr_platform.web.services import Services

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from ptr_platform.config import Config

FRENCH = {"Accept-Language": "fr-BE,fr;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}
DUTCH = {"Accept-Language": "nl-BE,nl;q=0.9,fr;q=0.5"}
NASTY = "<script>alert(1)</script> & \"guillemets\" 'droits'"


def make_plan() -> ptr_py.Plan:
    """Six steps: three of a chain in CO, one beside it, two in DC, one asleep in FB-RB."""

    def step(number: int, phase: str, label: str, **further: Any) -> dict[str, Any]:
        return {
            "id": f"{phase[:2]}{number:08}",
            "phase": phase,
            "label": label,
            "dry_runs": ["FDR1"],
            "team": "Réseau",
            "department": "Technique",
            "duration": timedelta(minutes=30),
            **further,
        }

    return ptr_py.Plan.from_records(
        [
            step(
                1,
                "CO",
                "Fermer le registre",
                start=T0,
                contacts=[ANNE],
                instructions="Ouvrir le registre.\nLe fermer.",
                Criticité="Haute",
            ),
            step(
                2,
                "CO",
                "Basculer les données",
                start=T0 + HOUR,
                prerequisites=["CO00000001"],
                contacts=[BOB],
            ),
            step(3, "CO", NASTY, start=T0 + 2 * HOUR, prerequisites=["CO00000002"], contacts=[BOB]),
            step(4, "CO", "Prévenir le marché", start=T0, team="Marché", contacts=[CARLA]),
            step(
                5,
                "DC",
                "Rouvrir le registre",
                start=T0 + 240 * HOUR,
                prerequisites=["CO00000003", "CO00000004"],
                contacts=[ANNE],
            ),
            step(6, "DC", "Contrôler", start=T0 + HOUR, team=None, contacts=[CARLA]),
            step(7, "FB-RB", "Revenir en arrière", start=T0, contacts=[PAUL])
            | {"id": "FB00000007"},
        ],
        milestones={"J0": {"FDR1": T0}},
        environments={"Registre": {"FDR1": "registre-rep1.grid.example"}},
        phases=["PP", "CO", "DC", {"code": "FB-RB", "contingency": True}],
    )


def written() -> ptr_py.Plan:
    """The plan of the other tests, as a workbook says it."""
    return ptr_py.load_workbook(io.BytesIO(make_plan().to_workbook()))


def make_decision() -> ptr_py.Plan:
    """GO or NO-GO, on which two must agree, and a step after each."""
    step = {"phase": "CO", "dry_runs": ["FDR1"], "start": T0}
    decision = {"outcomes": ["GO", "NO-GO"], "quorum": 2, "contacts": [ANNE, BOB, CARLA]}
    return ptr_py.Plan.from_records(
        [
            step | decision | {"id": "CO00000001", "label": "Décider"},
            step | {"id": "CO00000002", "label": "Basculer", "prerequisites": ["CO00000001 = GO"]},
            step | {"id": "CO00000003", "label": "Rester", "prerequisites": ["CO00000001 = NO-GO"]},
        ]
    )


@dataclass
class Site:
    """The platform, and a hand in everything it works with."""

    app: Flask
    service: RunService
    config: Config
    clock: HandClock

    @property
    def services(self) -> Services:
        found = self.app.extensions["ptr"]
        assert isinstance(found, Services)
        return found

    def visitor(self) -> FlaskClient:
        """A browser that nobody has signed in with."""
        return self.app.test_client()

    def link(self, mail: str, step: str) -> str:
        """The link to a step in a mail to somebody, without the host."""
        link = self.services.links.step(step, recipient=mail, issued=self.clock.now())
        return link.removeprefix(self.config.server.url)

    def opened(self, mail: str, step: str = "CO00000001") -> FlaskClient:
        """A browser in which somebody has opened the link of a mail."""
        visitor = self.visitor()
        assert visitor.get(self.link(mail, step)).status_code == 303
        return visitor

    def signed_in(self, mail: str) -> FlaskClient:
        """A browser in which somebody has a session."""
        visitor = self.visitor()
        self.sign_in(visitor, mail)
        return visitor

    def sign_in(self, visitor: FlaskClient, mail: str) -> None:
        """Lets somebody sign in by a link that was made for them."""
        path = sign_in_link(self.services, mail)
        form = {"csrf": csrf(visitor.get(path)), "token": path.partition("t=")[2]}
        assert visitor.post("/sign-in/link", data=form).status_code == 303

    def mails(self) -> list[EmailMessage]:
        """The sign-in mails, once all that were asked for are written."""
        self.services.sign_in.finish()
        return read_mails(self.config)

    def key(self, mail: str) -> dict[str, str]:
        """The header with which a program acts for somebody."""
        return key_for(self.services.credentials, mail, self.clock.now())


def open_site(directory: Path, plan: ptr_py.Plan | None = None, **sections: dict[str, Any]) -> Site:
    """A platform with a plan in its database."""
    config, clock = make_config(directory, **sections), HandClock()
    store = SqliteStore(config.database.file)
    stored = replace(stored_plan(plan or make_plan()), dry_run=config.scripts.dry_run)
    store.save_plan(stored, expected=Position(0, 0))
    service = RunService(store, config, clock)
    return Site(create_app(service, config, clock), service, config, clock)


def read_mails(config: Config) -> list[EmailMessage]:
    """The mails that were written as files, the oldest first."""
    files = Path(config.mail.settings["directory"]).glob("*.eml")
    parser = BytesParser(policy=email.policy.default)
    return [
        parser.parsebytes(file.read_bytes())
        for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)
    ]


def key_for(
    credentials: Credentials, mail: str, now: datetime, lifetime: timedelta = timedelta(days=1)
) -> dict[str, str]:
    """The header with which a program acts for somebody."""
    key, _ = credentials.make(Kind.KEY, mail, about="tests", now=now, lifetime=lifetime)
    return {"Authorization": f"Bearer {key}"}


_MADE = itertools.count(1)


def sign_in_link(services: Services, mail: str) -> str:
    """The path of a link that signs somebody in, each another one."""
    lifetime = timedelta(hours=1, seconds=next(_MADE))
    link = services.links.sign_in(mail, issued=services.clock.now(), lifetime=lifetime)
    return link.removeprefix(services.config.server.url)


def link_in(mail: EmailMessage) -> str:
    """The path that a mail's link leads to."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://[^/\s]+(/\S+)", body.get_content())
    assert found is not None, "the mail has no link"
    return found[1]


def csrf(page: TestResponse) -> str:
    """The hidden field of a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found is not None, f"no form in the page: {page.text[:400]}"
    return found[1]


def press(
    visitor: FlaskClient,
    step: str,
    button: str,
    headers: dict[str, str] | None = None,
    **typed: str,
) -> TestResponse:
    """Loads a step's page, fills its form in and presses a button; follows no redirection."""
    page = visitor.get(f"/steps/{step}")
    shown = re.search(r'name="defects_seen" value="(\d+)"', page.text)
    text = re.search(r'<textarea id="defects"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)
    form = {
        "csrf": csrf(page),
        "defects_seen": shown[1] if shown else "0",
        "defects": text[1] if text else "",
    }
    form |= typed
    return visitor.post(f"/steps/{step}/{button}", data=form, headers=headers or FRENCH)


def text_of(page: TestResponse) -> str:
    """The words of a page, without its tags."""
    main = page.text.split("<main", 1)[-1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def edited(workbook: bytes, *typed: tuple[str, str, object]) -> bytes:
    """A workbook in which somebody has typed values, each in the row of a step, below a heading."""
    with warnings.catch_warnings():
        # Of how sheets look, openpyxl leaves something out.
        warnings.simplefilter("ignore", UserWarning)
        book, saved = openpyxl.load_workbook(io.BytesIO(workbook)), io.BytesIO()
    sheet: Any = book["Etapes-actions"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    columns = {cell.value: cell.column for cell in sheet[1]}
    for step, heading, value in typed:
        sheet.cell(rows[step], columns[heading]).value = value
    book.save(saved)
    return saved.getvalue()
