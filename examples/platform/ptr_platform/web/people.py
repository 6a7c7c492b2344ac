"""The people of a dry run: to whom steps may be handed, and how each is reached.

Kept true: a link that lets somebody act goes to people of the plan, or to an address whose domain
is that of one of them or is listed in the configuration; a slip of the pen in an address must not
hand a step to a stranger.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ptr_platform.addresses import compared, is_same
from ptr_platform.identity.people import known_addresses
from ptr_platform.language.messages import PlatformError
from ptr_platform.web.services import services
from ptr_py import normalized_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ptr_py

_DATE = r"(?:[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b"
NUMBER = re.compile(
    rf"((?<![\w./-])(?!{_DATE})[+(0][0-9 ()./-]{{6,22}}[0-9]|^(?!{_DATE})[0-9][0-9 ()./-]{{5,24}}$)"
)
"""What can be dialled: within a text what begins as a number of a country or an area, else all of
it; no date."""


class OutsideAddress(PlatformError):
    """An address that no step may be handed to."""

    code = "outside-address"


def people(run: ptr_py.Run) -> list[str]:
    """The addresses of everybody whom the plan or the configuration names, sorted."""
    found: dict[str, str] = {}
    for mail in known_addresses(run, services().config):
        found.setdefault(compared(mail), mail)
    return [found[key] for key in sorted(found)]


def check_receiver(mail: str) -> None:
    """Checks an address that a step is to be handed to; what is no address is for the run to tell.

    Raises:
        OutsideAddress: if it belongs neither to the plan's people nor to a domain that is let in.
    """
    address = normalized_address(mail)
    if address is None:
        return
    config = services().config
    mails = [f"x@{domain}" for domain in config.identity.transfer_domains]
    mails += known_addresses(services().service.run(), config)
    allowed = {compared(mail).rpartition("@")[2] for mail in mails}
    domain = address.rpartition("@")[2]
    if domain not in allowed:
        raise OutsideAddress(
            "%(mail)s is outside: nobody of the plan has an address of %(domain)s. Correct the"
            " address, or have the domain added to identity.transfer_domains.",
            mail=mail,
            domain=domain,
        )


def telephones(plan: ptr_py.Plan, step: ptr_py.Step) -> list[tuple[str, str]]:
    """What the plan says of how to call the team of a step: heading and text."""
    actors = [actor for actor in plan.actors if actor.team == step.team]
    return [found for actor in actors for found in numbers(actor.extra)]


def reach(plan: ptr_py.Plan, mail: str, step: ptr_py.Step | None) -> list[tuple[str, str]]:
    """How to call somebody: by the telephones of the team they lead, else by those of the step's.

    The latter is no way to whoever is not of that team, such as a coordinator.
    """
    leads = [
        actor
        for actor in plan.actors
        if any(one and is_same(mail, one) for one in (actor.team_leader, *actor.deputies))
    ]
    found = [number for actor in leads for number in numbers(actor.extra)]
    if found or step is None or not any(is_same(mail, one) for one in step.contacts):
        return found
    return telephones(plan, step)


def numbers(extra: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The further columns of an actor that have a telephone number, on call or not."""
    said = [(heading, str(value).strip()) for heading, value in extra.items()]
    return [(heading, text) for heading, text in said if NUMBER.search(text)]


def dialled(text: str) -> str:
    """A telephone number as a ``tel:`` address has it: ``+32 (0)2 555 01 02`` is +3225550102."""
    return re.sub(r"[^0-9+]", "", text.replace("(0)", "") if text.startswith("+") else text)
