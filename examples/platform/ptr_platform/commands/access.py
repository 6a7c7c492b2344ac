"""``link``: a way in for somebody whom no mail reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptr_platform.commands import Exit, gettext, opened, told
from ptr_platform.identity.links import Links
from ptr_platform.identity.roles import Roles
from ptr_platform.language.catalogues import N_

if TYPE_CHECKING:
    from datetime import datetime

    from ptr_platform.config import Config


@click.command(
    "link",
    short_help=N_("print a sign-in link, for when no mail arrives"),
    help=N_(
        "Prints a link that signs one person of the dry run in, once, within the time that"
        " identity.sign_in_minutes says. Give it to nobody else: it acts in that person's name."
    ),
)
@click.argument("mail", metavar=N_("MAIL"))
@click.option("--step", metavar=N_("ID"), help=N_("the step to go to"))
def print_link(mail: str, step: str | None) -> Exit:
    """Prints a sign-in link."""
    with opened() as service:
        config = service.config
        found = Roles(config).written(mail.strip(), service.run())
        if found is None:
            return told(gettext("%(mail)s has nothing to do with this dry run", mail=mail))
        if step is not None and step not in service.schedule:
            return told(gettext("there is no step %(step)s in this dry run", step=step))
        print(sign_in_link(config, found, service.now(), step))
    return Exit.DONE


def sign_in_link(config: Config, mail: str, now: datetime, step: str | None = None) -> str:
    """A link that signs somebody in, once."""
    lifetime = config.identity.sign_in_link
    return Links.of(config).sign_in(mail, issued=now, lifetime=lifetime, step=step)
