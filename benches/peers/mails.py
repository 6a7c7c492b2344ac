"""Start mails, from notices to the bytes on the wire, beside jinja2 with the standard library.

The others' templates are made from our own mail about a step of marks, so that all write the same
mail: subject, text and page are compared. They know only this one mail; ours chooses among kinds
and languages, and gives a mail the same bytes whenever it is written.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from typing import Any

from .contest import Contest, Prepared, Way
from .plans import DRY_RUN, Record, step_id

SIZES = (200,)
READY = datetime(2026, 3, 28, 21, tzinfo=UTC)
SENDER = "Équipe de transition <transition@grid.example>"
RECIPIENT = "anne.durand@grid.example"
SITE = "https://ptr.grid.example"
INSTRUCTIONS = (
    "Arrêter les flux entrants <marché> et prévenir l’équipe du registre.\n"
    "Vérifier que la file d’attente est vide, puis noter l’heure de la dernière écriture.\n"
    "En cas d’écart, ne rien clôturer : appeler le poste de garde & attendre son accord ({}).\n"
)
# What the others' templates put in the place of the marks.
MARKS = {
    "IDMARK": ("{{ id }}", "{{ id }}"),
    "LABELMARK": ("{{ label }}", "{{ label }}"),
    "INSTRUCTIONSMARK": (
        "{{ instructions | replace('\\n', '\\n> ') }}",
        "{{ instructions.split('\\n') | join('<br>'|safe) }}",
    ),
}


def record(step: str, label: str, instructions: str) -> Record:
    """A step that is ready."""
    return {
        "id": step,
        "label": label,
        "phase": "CO",
        "dry_runs": [DRY_RUN],
        "prerequisites": [],
        "start": READY,
        "duration": timedelta(minutes=90),
        "team": "Réseau",
        "department": "Exploitation",
        "contacts": [RECIPIENT],
        "instructions": instructions,
    }


def steps(count: int) -> list[Record]:
    """Steps that are all ready."""
    return [
        record(step_id(nth), f"Basculer le flux {nth} <Est>", INSTRUCTIONS.format(nth).strip())
        for nth in range(count)
    ]


def mailer_and_run(found: list[Record]) -> tuple[Any, Any]:
    """What writes our mails, and the run that owes them."""
    import ptr_py

    run = ptr_py.Run(ptr_py.Plan.from_records(found).schedule(DRY_RUN))
    return ptr_py.Mailer({"from": SENDER}, base_url=SITE), run


def ours(count: int) -> Prepared:
    """From notices."""
    mailer, run = mailer_and_run(steps(count))
    notices = run.notices(READY)
    return Prepared(
        lambda: [bytes(mailer.letter(notice, run, READY)) for notice in notices],
        contents,
    )


def contents(mails: list[bytes]) -> list[list[str]]:
    """Subject, text and page of each mail."""
    return [content(message_from_bytes(mail, policy=SMTP)) for mail in mails]


def content(mail: Message) -> list[str]:
    """Subject, text and page, whatever their encoding and line ends."""
    parts = [it.get_payload(decode=True) for it in mail.walk() if not it.is_multipart()]
    texts = [part.decode() for part in parts if isinstance(part, bytes)]
    return [str(mail["subject"]), *("\n".join(text.splitlines()).strip() for text in texts)]


Build = Callable[[str, str, str, dict[str, str]], bytes]


def with_jinja2(count: int, build: Build) -> Prepared:
    """Templates parsed once, a message built by the standard library."""
    import jinja2

    mailer, run = mailer_and_run([record(*MARKS)])
    made = mailer.texts(run.notices(READY)[0], run, READY)
    texts = [made.subject, made.text, made.html]
    for mark, (plain, escaped) in MARKS.items():
        in_place = zip(texts, (plain, plain, escaped), strict=True)
        texts = [text.replace(mark, variable) for text, variable in in_place]
    undefined = jinja2.StrictUndefined
    environments = [jinja2.Environment(autoescape=it, undefined=undefined) for it in (False, True)]
    subject, text = (environments[0].from_string(text) for text in texts[:2])
    html = environments[1].from_string(texts[2])
    found = steps(count)

    def write(step: Record) -> bytes:
        headers = {
            "Date": "Sat, 28 Mar 2026 21:00:00 +0000",
            "From": SENDER,
            "To": RECIPIENT,
            "Reply-To": SENDER,
            "Message-ID": f"<{step['id']}@grid.example>",
        }
        return build(subject.render(step), text.render(step), html.render(step), headers)

    return Prepared(lambda: [write(step) for step in found], contents)


def email_message(subject: str, text: str, html: str, headers: dict[str, str]) -> bytes:
    """By the class that the documentation recommends."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def mime_text(subject: str, text: str, html: str, headers: dict[str, str]) -> bytes:
    """By the classes that scripts use."""
    mail = MIMEMultipart("alternative")
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name] = value
    mail.attach(MIMEText(text, "plain", "utf-8"))
    mail.attach(MIMEText(html, "html", "utf-8"))
    return mail.as_bytes()


def contests() -> list[Contest]:
    """One."""
    modules = ("jinja2", "ptr_py")
    return [
        Contest(
            "start mails",
            "mail",
            Way("ptr_py: Mailer.letter", ours, ("ptr_py",)),
            [
                Way("jinja2, EmailMessage", lambda it: with_jinja2(it, email_message), modules),
                Way("jinja2, MIMEText", lambda it: with_jinja2(it, mime_text), modules),
            ],
            SIZES,
        )
    ]
