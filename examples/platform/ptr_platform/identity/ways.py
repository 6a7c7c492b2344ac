"""By which ways people are told: what the configuration offers, and what each has chosen.

Kept true: a choice holds from the instant at which it was made, so that nobody is told once more of
what they were told already. What is sent by which way is for the library to say: here is what it
asks for, the ``ways`` of its rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ptr_platform.addresses import compared
from ptr_platform.config.channels import KINDS, MAIL
from ptr_platform.identity.people import known_addresses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ptr_platform.run.service import RunService

_NOTE = "ways"


def offered(service: RunService, mail: str) -> list[str]:
    """The ways by which somebody can be told, mail first."""
    channels = service.config.channels.named.items()
    return [MAIL, *(name for name, each in channels if each.address(mail) is not None)]


def chosen(service: RunService, mail: str) -> dict[str, list[str]]:
    """The ways by which somebody is told, for each kind of notice: their choice, or the usual."""
    note = service.store.note(_note(mail))
    choice: dict[str, list[str]] = {} if note is None else json.loads(note)
    channels, ways = service.config.channels.named, offered(service, mail)
    return {
        kind: [
            way
            for way in ways
            if (
                way in choice[kind]
                if kind in choice
                else way == MAIL or kind in channels[way].kinds
            )
        ]
        or [MAIL]
        for kind in KINDS
    }


def choose(service: RunService, mail: str, choice: Mapping[str, list[str]]) -> None:
    """Writes down by which ways somebody wants to be told, for each kind of notice."""
    service.store.write_note(_note(mail), json.dumps(choice))
    bring_up(service, service.now())


def bring_up(service: RunService, at: datetime) -> None:
    """Writes down, for the rules, which ways hold from now on, and which as before."""
    if not service.config.channels.named:
        return
    before = _kept(service)
    ways: dict[str, dict[str, dict[str, str | None]]] = {}
    for mail in known_addresses(service.run(), service.config):
        person = compared(mail)
        if person in ways:
            continue
        told = {}
        for kind, names in chosen(service, mail).items():
            held = before.get(person, {}).get(kind, {MAIL: None})
            since = {way: held.get(way, at.isoformat()) for way in names}
            if since != {MAIL: None}:
                told[kind] = since
        ways[person] = told
    ways = {person: told for person, told in ways.items() if told}
    if ways != before:
        service.store.write_note(_NOTE, json.dumps(ways))


def rules(service: RunService) -> Mapping[str, Any]:
    """The ``rules`` of `ptr_py.Run.notices`: those of the configuration, and the ways."""
    notices = service.config.notices.rules
    return {**notices, "ways": _kept(service)} if service.config.channels.named else notices


def _kept(service: RunService) -> dict[str, dict[str, dict[str, str | None]]]:
    return json.loads(service.store.note(_NOTE) or "{}")  # type: ignore[no-any-return]


def _note(mail: str) -> str:
    return f"ways of {compared(mail)}"
