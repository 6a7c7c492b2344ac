"""The mail that carries a sign-in link: written here, sent the way the other mails go.

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
    name, sender = parseaddr(str(settings.get("from", "")))
    signature = str(settings.get("signature") or t.gettext("The transition team"))
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = t.gettext("[Transition-%(dry_run)s] Your sign-in link", dry_run=dry_run)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    # Automatic replies to absent colleagues' mails are not wanted.
    message["Auto-Submitted"] = "auto-generated"
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
    message.set_content(text)
    return message


def transport(settings: Mapping[str, Any]) -> Callable[[EmailMessage], None]:
    """What sends mails as the ``mail`` section of the configuration says."""
    match settings.get("transport", "files"):
        case "smtp":
            return lambda message: _send(settings, message)
        case "memory":
            return lambda _message: None
        case _:
            directory = Path(settings.get("directory", "mails"))
            return lambda message: _write(directory, message)


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


def _write(directory: Path, message: EmailMessage) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    # A reader of the directory must never see a half-written file.
    part = directory / f".sign-in-{name}.part"
    part.write_bytes(message.as_bytes())
    part.rename(directory / f"sign-in-{name}.eml")
