"""The mails that are no notices of the library: written here, sent the way the others go.

Kept true: what a form holds never becomes a header, except the address that the plan itself
knows, and that through `email.headerregistry`, which refuses what is none.
"""

import smtplib
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Any

from ptr_platform.language.translator import Translator

_PORTS = {"starttls": 587, "implicit": 465, "none": 25}


def sign_in_mail(
    settings: Mapping[str, Any],
    *,
    to: str,
    link: str,
    minutes: int,
    dry_run: str,
    at: datetime,
    language: str,
) -> EmailMessage:
    """The mail with a sign-in link."""
    t = Translator(language)
    signature = str(settings.get("signature") or t.gettext("The transition team"))
    subject = t.gettext("[Transition-%(dry_run)s] Your sign-in link", dry_run=dry_run)
    text = t.gettext(
        "Hello,\n\n"
        "This link signs you in to the platform of the transition plan:\n\n"
        "%(link)s\n\n"
        "It is good for %(minutes)s minutes and can be used once.\n"
        "If you did not ask for it, ignore this message: without this link nobody can act in"
        " your name.\n\n"
        "%(signature)s\n",
        link=link,
        minutes=minutes,
        signature=signature,
    )
    return plain_mail(settings, to=to, subject=subject, text=text, at=at)


def plain_mail(
    settings: Mapping[str, Any],
    *,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    key: str | None = None,
) -> EmailMessage:
    """A mail of text alone.

    Args:
        settings: The ``mail`` section of the configuration.
        to: Its recipient.
        subject: Its subject.
        text: What it says.
        at: When it was written.
        key: By which it is the same mail if it is sent again; made up if left out.
    """
    name, sender = parseaddr(str(settings.get("from", "")))
    domain = sender.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{key}@{domain}>" if key else make_msgid(domain=domain)
    # Automatic replies to absent colleagues' mails are not wanted.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def transport(settings: Mapping[str, Any], kind: str = "sign-in") -> Callable[[EmailMessage], None]:
    """What sends mails as the ``mail`` section of the configuration says.

    Args:
        settings: That section.
        kind: What the names of mails begin with that are written as files.
    """
    match settings.get("transport", "files"):
        case "smtp":
            return lambda message: _send(settings, message)
        case "memory":
            return lambda _message: None
        case _:
            directory = Path(settings.get("directory", "mails"))
            return lambda message: _write(directory, kind, message)


def _send(settings: Mapping[str, Any], message: EmailMessage) -> None:
    encryption = str(settings.get("tls", "starttls"))
    host, timeout = str(settings["host"]), float(settings.get("timeout", 30))
    port = int(settings.get("port") or _PORTS[encryption])
    context = ssl.create_default_context()
    if ca_file := settings.get("ca_file"):
        context.load_verify_locations(cafile=str(ca_file))
    hello = settings.get("hello")
    if encryption == "implicit":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, local_hostname=hello, timeout=timeout, context=context
        )
    else:
        server = smtplib.SMTP(host, port, local_hostname=hello, timeout=timeout)
    with server:
        if encryption == "starttls":
            server.starttls(context=context)
        if user := settings.get("user"):
            server.login(str(user), str(settings.get("password") or ""))
        server.send_message(message)


def _write(directory: Path, kind: str, message: EmailMessage) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    # A reader of the directory must never see a half-written file.
    part = directory / f".{kind}-{name}.part"
    part.write_bytes(message.as_bytes())
    part.rename(directory / f"{kind}-{name}.eml")
