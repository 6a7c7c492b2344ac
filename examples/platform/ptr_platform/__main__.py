"""``python -m ptr_platform``: the one entry point to all that is done outside the pages."""

from __future__ import annotations

import copy
import io
import os
import signal
import sys

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the rest is imported ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from pathlib import Path
from typing import TYPE_CHECKING

import click

import ptr_py
from ptr_platform.commands import Exit, access, backups, database, processes, reports, told
from ptr_platform.commands.language import click_in, command_language, spoken
from ptr_platform.config import ConfigError
from ptr_platform.language.catalogues import N_
from ptr_platform.language.translator import Translator
from ptr_platform.run.importing import ImportRefused
from ptr_platform.run.pulse import InUse
from ptr_platform.run.service import NotImported, OtherDryRun
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = "python -m ptr_platform"
_KNOWN = (
    *(ConfigError, StoreError, NotImported, OtherDryRun, Conflict, ImportRefused, InUse),
    ptr_py.PtrError,
)


@click.group(
    help=N_("The platform that runs a dry run of a transition plan."),
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--config",
    type=Path,
    envvar="PTR_CONFIG",
    default="config.yaml",
    metavar=N_("FILE"),
    help=N_("the configuration (config.yaml, or what PTR_CONFIG names)"),
)
def platform(config: Path) -> None:
    """What the command line may say."""


for _command in (
    *(database.make_database, database.remove_database_command),
    *(backups.back_up, backups.put_back, backups.verify_all),
    *(processes.run_scheduler, processes.run_server, processes.run_both),
    *(reports.send_report, reports.export_workbook, reports.print_status),
    access.print_link,
):
    platform.add_command(_command)


def _epilog(t: Translator) -> str:
    codes = {
        Exit.DONE: t.gettext("done"),
        Exit.REFUSED: t.gettext(
            "refused: problems in the workbook, a no to a question, mails that could not be sent"
        ),
        Exit.USAGE: t.gettext("the command line makes no sense"),
        Exit.CONFIGURATION: t.gettext("the configuration cannot be used"),
        Exit.DATABASE: t.gettext("the database cannot be used, or holds no plan yet"),
    }
    environment = t.gettext(
        "Every value of the configuration may come from the environment: PTR_SERVER_SECRET is"
        " server.secret, and PTR_SERVER_SECRET_FILE names a file that holds it."
    )
    lines = [f"  {code:d}  {meaning}" for code, meaning in codes.items()]
    # Behind this mark click leaves the lines of a paragraph as they are.
    return "\n".join(["\b", t.gettext("exit codes:"), *lines, "", environment])


def _language(arguments: Sequence[str]) -> str:
    """The language to speak, known before anything is said: even that of ``--help``."""
    # Of a copy: click keeps what it has once said of `--help`.
    context = copy.copy(platform).make_context(None, list(arguments), resilient_parsing=True)
    return command_language(context.params["config"], os.environ)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries a command out and gives its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    t = Translator(_language(arguments))
    whole = spoken(platform, t)
    whole.epilog = _epilog(t)
    with click_in(t.language):
        try:
            return int(whole.main(arguments, _NAME, standalone_mode=False, obj=t))
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except click.Abort:
            return 130
        except _KNOWN as error:
            return _failed(t, error)


def _failed(t: Translator, error: Exception) -> Exit:
    why, code = t.error(error), Exit.REFUSED
    match error:
        case ConfigError():
            code = Exit.CONFIGURATION
        case StoreError() | NotImported() | OtherDryRun() | Conflict():
            code = Exit.DATABASE
        case ptr_py.ReplayError():
            code = Exit.DATABASE
            why = t.gettext(
                "what the database holds is no history of this dry run: %(error)s", error=error
            )
    return told(why, code)


def _replace_unknown_characters() -> None:
    """A terminal without accents shows a placeholder instead of failing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


if __name__ == "__main__":
    _replace_unknown_characters()
    sys.exit(main())
