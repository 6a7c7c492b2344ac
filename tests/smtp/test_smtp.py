"""Real SMTP servers take the mails: aiosmtpd with TLS, login and refusals of its own.

The mails are sent by `ptr-mail/examples/send.rs`, a program that anybody may run to check the
`mail` section of a configuration, and by `ptr-mail/examples/deliver.rs`, which sends what a plan
owes.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import shutil
import socket
import ssl
import subprocess
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).parents[2]
USER, PASSWORD = "transition", "pâsse mot"
ANNE, BRUNO, CHLOE = "anne@example.org", "bruno@example.org", "chloe@example.org"


class Inbox:
    """Keeps what arrives, and refuses the recipients that a test names."""

    def __init__(self, refused: dict[str, str] | None = None) -> None:
        self.refused = refused or {}
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return "250 2.0.0 queued as 4711"


def authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    # handled=False: aiosmtpd answers 535 by itself.
    return AuthResult(success=data == known, handled=False)


def built(example: str) -> Path:
    cargo = shutil.which("cargo")
    assert cargo is not None, "these tests need cargo to build the programs that send"
    build = [cargo, "build", "--package", "ptr-mail", "--example", example]
    lines = subprocess.run(
        [*build, "--message-format", "json"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    executables = [json.loads(line).get("executable") for line in lines]
    return Path(next(path for path in reversed(executables) if path))


@pytest.fixture(scope="session")
def send_program() -> Path:
    return built("send")


@pytest.fixture(scope="session")
def deliver_program() -> Path:
    return built("deliver")


class Office:
    """Sends with the settings of a test."""

    def __init__(self, program: Path, directory: Path, authority: trustme.CA) -> None:
        self.program = program
        self.settings = directory / "mail.json"
        self.ca_file = directory / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))

    def send(self, *recipients: str, **settings: object) -> dict[str, dict[str, Any]]:
        """What came of it for each recipient."""
        common = {"from": "Équipe <transition@example.org>", "transport": "smtp", "timeout": 5}
        self.settings.write_text(json.dumps(common | settings))
        done = subprocess.run(
            [self.program, self.settings, *recipients], check=False, capture_output=True, text=True
        )
        outcomes = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(outcomes) == len(recipients), done.stderr
        assert (done.returncode == 0) == all(o["outcome"] == "sent" for o in outcomes)
        return {outcome["recipient"]: outcome for outcome in outcomes}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def office(send_program: Path, tmp_path: Path, authority: trustme.CA) -> Office:
    return Office(send_program, tmp_path, authority)


def certificate(authority: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@contextmanager
def serving(
    inbox: Inbox, *, implicit: ssl.SSLContext | None = None, **options: Any
) -> Iterator[int]:
    """A server on loopback; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, ssl_context=implicit, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def with_login(authority: trustme.CA, name: str = "localhost") -> dict[str, Any]:
    return {
        "tls_context": certificate(authority, name),
        "require_starttls": True,
        "authenticator": authenticate,
        "auth_required": True,
        "auth_require_tls": True,
    }


def test_a_mail_goes_out_over_starttls_and_login(office: Office, authority: trustme.CA) -> None:
    inbox = Inbox()
    with serving(inbox, **with_login(authority)) as port:
        outcomes = office.send(
            ANNE,
            BRUNO,
            host="localhost",
            port=port,
            ca_file=str(office.ca_file),
            user=USER,
            password=PASSWORD,
        )
    assert {o["answer"] for o in outcomes.values()} == {"250 2.0.0 queued as 4711"}
    (envelope,) = inbox.envelopes
    assert envelope.rcpt_tos == [ANNE, BRUNO]
    assert envelope.mail_from == "transition@example.org"


def test_another_mail_program_reads_what_was_sent(office: Office) -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        office.send(ANNE, host="127.0.0.1", port=port, tls="none")
    content = inbox.envelopes[0].content
    assert isinstance(content, bytes)
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = list(mail.walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert all(part.defects == [] for part in parts)
    assert mail["subject"] == "[Transition-Test] Essai d'envoi, reçu ?"
    assert mail["from"].addresses[0].display_name == "Équipe"
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["date"].datetime is not None
    text = mail.get_body(["plain"])
    html = mail.get_body(["html"])
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == [
        "Ce mail vérifie la configuration.",
        ".",
        "Un point seul sur une ligne ne l'arrête pas.",
    ]
    assert html.get_content().splitlines()[-1] == "<p>Été comme hiver.</p>"


def test_a_mail_goes_out_over_implicit_tls(office: Office, authority: trustme.CA) -> None:
    inbox = Inbox()
    with serving(inbox, implicit=certificate(authority)) as port:
        outcomes = office.send(
            ANNE, host="localhost", port=port, tls="implicit", ca_file=str(office.ca_file)
        )
    assert outcomes[ANNE]["outcome"] == "sent"
    assert len(inbox.envelopes) == 1


def test_a_wrong_password_is_transient_and_says_login(
    office: Office, authority: trustme.CA
) -> None:
    inbox = Inbox()
    with serving(inbox, **with_login(authority)) as port:
        outcomes = office.send(
            ANNE,
            host="localhost",
            port=port,
            ca_file=str(office.ca_file),
            user=USER,
            password="wrong",
        )
    assert outcomes[ANNE]["outcome"] == "transient"
    assert outcomes[ANNE]["fault"] == "login"
    assert outcomes[ANNE]["code"] == 535
    assert inbox.envelopes == []


def test_no_password_where_one_is_wanted_says_login(office: Office, authority: trustme.CA) -> None:
    with serving(Inbox(), **with_login(authority)) as port:
        outcomes = office.send(ANNE, host="localhost", port=port, ca_file=str(office.ca_file))
    assert (outcomes[ANNE]["outcome"], outcomes[ANNE]["fault"]) == ("transient", "login")


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_trusts_gets_no_mail(
    office: Office, authority: trustme.CA, tls: str
) -> None:
    inbox = Inbox()
    context = certificate(authority)
    implicit = context if tls == "implicit" else None
    with serving(inbox, implicit=implicit, tls_context=context) as port:
        outcomes = office.send(ANNE, host="localhost", port=port, tls=tls)
    assert (outcomes[ANNE]["outcome"], outcomes[ANNE]["fault"]) == ("transient", "encryption")
    assert inbox.envelopes == []


def test_a_certificate_for_another_name_gets_no_mail(office: Office, authority: trustme.CA) -> None:
    inbox = Inbox()
    with serving(inbox, **with_login(authority, "other.example.org")) as port:
        outcomes = office.send(
            ANNE,
            host="localhost",
            port=port,
            ca_file=str(office.ca_file),
            user=USER,
            password=PASSWORD,
        )
    assert (outcomes[ANNE]["outcome"], outcomes[ANNE]["fault"]) == ("transient", "encryption")
    assert inbox.envelopes == []


def test_a_server_that_wants_tls_from_one_who_offers_none_says_encryption(
    office: Office, authority: trustme.CA
) -> None:
    with serving(Inbox(), tls_context=certificate(authority), require_starttls=True) as port:
        outcomes = office.send(ANNE, host="127.0.0.1", port=port, tls="none")
    assert (outcomes[ANNE]["outcome"], outcomes[ANNE]["fault"]) == ("transient", "encryption")
    assert outcomes[ANNE]["code"] == 530


def test_a_server_without_starttls_gets_no_mail(office: Office) -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        outcomes = office.send(ANNE, host="localhost", port=port)
    assert (outcomes[ANNE]["outcome"], outcomes[ANNE]["fault"]) == ("transient", "encryption")
    assert inbox.envelopes == []


def test_one_unknown_and_one_busy_recipient_leave_the_third_its_mail(office: Office) -> None:
    refused = {ANNE: "550 5.1.1 unknown here", CHLOE: "451 4.7.1 greylisted, try again"}
    inbox = Inbox(refused)
    with serving(inbox) as port:
        outcomes = office.send(ANNE, BRUNO, CHLOE, host="127.0.0.1", port=port, tls="none")
    assert outcomes[ANNE] == {
        "recipient": ANNE,
        "outcome": "permanent",
        "fault": "recipient",
        "code": 550,
        "text": "5.1.1 unknown here",
    }
    assert outcomes[BRUNO]["outcome"] == "sent"
    assert (outcomes[CHLOE]["outcome"], outcomes[CHLOE]["code"]) == ("transient", 451)
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [[BRUNO]]


def test_a_server_that_is_down_is_a_transient_failure(office: Office) -> None:
    with serving(Inbox()) as port:
        pass
    outcomes = office.send(ANNE, BRUNO, host="127.0.0.1", port=port, tls="none")
    assert {(o["outcome"], o["fault"]) for o in outcomes.values()} == {("transient", "connection")}


INSTRUCTIONS = 'Arrêter les flux <entrants>.\n.\nPrévenir l\'équipe "Marché" 🚦'
PLAN: dict[str, Any] = {
    "timezone": "Europe/Brussels",
    "phases": [{"code": "CO", "label": "Cut over"}],
    "dry_runs": ["FDR2"],
    "steps": [
        {
            "id": "CO00000001",
            "label": "Basculer les flux",
            "phase": "CO",
            "dry_runs": ["FDR2"],
            "start": "2026-03-28T22:00:00",
            "team": "Réseau",
            "contacts": [ANNE],
            "instructions": INSTRUCTIONS,
        }
    ],
}


def test_a_step_that_becomes_ready_reaches_its_responsible_with_everything_it_needs(
    deliver_program: Path, tmp_path: Path, authority: trustme.CA
) -> None:
    ca_file, settings, plan = (tmp_path / name for name in ("ca.pem", "mail.json", "plan.json"))
    authority.cert_pem.write_to_path(str(ca_file))
    plan.write_text(json.dumps(PLAN))
    inbox = Inbox()
    with serving(inbox, **with_login(authority)) as port:
        settings.write_text(
            json.dumps(
                {
                    "from": "Équipe de transition <transition@example.org>",
                    "reply_to": "cellule@example.org",
                    "transport": "smtp",
                    "host": "localhost",
                    "port": port,
                    "ca_file": str(ca_file),
                    "user": USER,
                    "password": PASSWORD,
                }
            )
        )
        # Twice, as after a crash that lost what was recorded.
        for at in ("2026-03-28T21:00:00Z", "2026-03-28T21:07:00Z"):
            arguments = [str(settings), str(plan), "FDR2", at, "https://ptr.example.org"]
            done = subprocess.run(
                [deliver_program, *arguments], check=False, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr + done.stdout
            outcome = json.loads(done.stdout)
            assert outcome["key"] == f"FDR2/CO00000001/start/0/{ANNE}"
            assert outcome["answer"] == "250 2.0.0 queued as 4711"

    first, second = (envelope.content for envelope in inbox.envelopes)
    assert isinstance(first, bytes)
    assert first == second
    assert inbox.envelopes[0].rcpt_tos == [ANNE]
    mail = email.message_from_bytes(first, policy=email.policy.default)
    assert all(part.defects == [] for part in mail.walk())
    assert mail["subject"] == "[Transition-FDR2] CO00000001-Exécution"
    assert mail["to"] == ANNE
    assert mail["reply-to"] == "cellule@example.org"
    assert mail["date"].datetime.isoformat() == "2026-03-28T21:00:00+00:00"
    digest = hashlib.sha256(outcome["key"].encode()).hexdigest()[:32]
    assert mail["message-id"] == f"<{digest}@example.org>"

    text, html = mail.get_body(["plain"]), mail.get_body(["html"])
    assert text is not None
    assert html is not None
    lines = text.get_content().splitlines()
    assert "https://ptr.example.org/steps/CO00000001" in lines
    quoted = [f"> {line}" for line in INSTRUCTIONS.splitlines()]
    assert lines[lines.index(quoted[0]) :][: len(quoted)] == quoted

    page = Page()
    page.feed(html.get_content())
    assert page.links == ["https://ptr.example.org/steps/CO00000001"]
    assert page.language == "fr"
    assert all(line in page.lines for line in INSTRUCTIONS.splitlines())


class Page(HTMLParser):
    """What a reader of the HTML sees: its language, its links, its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.language: str | None = None
        self.links: list[str | None] = []
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs)["lang"]
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.lines.append(data.strip())
