"""``link``: a way in for somebody whom no mail reaches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.commands import Commands, Exit, opened
from ptr_platform.identity.links import Links
from ptr_platform.identity.people import known_addresses
from ptr_platform.identity.tokens import Tokens

if TYPE_CHECKING:
    import argparse

    from ptr_platform.language.translator import Translator


def add_to(commands: Commands, t: Translator) -> None:
    """Adds the command of this module."""
    link = commands.add(
        "link",
        print_link,
        t.gettext("print a sign-in link, for when no mail arrives"),
        t.gettext(
            "Prints a link that signs one person of the dry run in, once, within the time that"
            " identity.sign_in_minutes says. Give it to nobody else: it acts in that person's name."
        ),
    )
    link.add_argument("mail", metavar="MAIL")
    link.add_argument("--step", metavar=t.gettext("ID"), help=t.gettext("the step to go to"))


def print_link(arguments: argparse.Namespace) -> Exit:
    """Prints a sign-in link."""
    t: Translator = arguments.translator
    with opened(arguments) as service:
        config, known = service.config, known_addresses(service.run(), service.config)
        wanted = ptr_py.normalized_address(arguments.mail.strip())
        mail = next((it for it in known if ptr_py.normalized_address(it) == wanted), None)
        if wanted is None or mail is None:
            nobody = t.gettext("%(mail)s has nothing to do with this dry run", mail=arguments.mail)
            print(nobody, file=sys.stderr)
            return Exit.REFUSED
        if arguments.step is not None and arguments.step not in service.schedule:
            missing = t.gettext("there is no step %(step)s in this dry run", step=arguments.step)
            print(missing, file=sys.stderr)
            return Exit.REFUSED
        links = Links(
            config.server.url,
            Tokens(config.server.secret, config.scripts.dry_run),
            lifetime=config.identity.link,
        )
        lifetime = config.identity.sign_in_link
        print(links.sign_in(mail, issued=service.now(), lifetime=lifetime, step=arguments.step))
    return Exit.DONE
