"""``python -m ptr_platform``: the one entry point to all that is done outside the pages."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import textwrap

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the rest is imported ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ptr_py
from ptr_platform.commands import Commands, Exit, access, backups, database, processes, reports
from ptr_platform.commands.language import argparse_in, command_language
from ptr_platform.config import ConfigError
from ptr_platform.language.translator import Translator
from ptr_platform.run.importing import ImportRefused
from ptr_platform.run.pulse import InUse
from ptr_platform.run.service import NotImported, OtherDryRun
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


def parser(t: Translator) -> argparse.ArgumentParser:
    """What the command line may say."""
    whole = argparse.ArgumentParser(
        prog="python -m ptr_platform",
        description=t.gettext("The platform that runs a dry run of a transition plan."),
        epilog=_epilog(t),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_config(
        whole,
        metavar=t.gettext("FILE"),
        help=t.gettext("the configuration (config.yaml, or what PTR_CONFIG names)"),
    )
    commands = Commands(whole, t)
    for module in (database, backups, processes, reports, access):
        module.add_to(commands, t)
    whole.set_defaults(translator=t)
    return whole


def _add_config(parser: argparse.ArgumentParser, **further: Any) -> None:
    default = Path(os.environ.get("PTR_CONFIG", "config.yaml"))
    parser.add_argument("--config", type=Path, default=default, **further)


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
    return "\n".join(
        [
            t.gettext("exit codes:"),
            *(f"  {code:d}  {meaning}" for code, meaning in codes.items()),
            "",
            *textwrap.wrap(environment, 90),
        ]
    )


def _language(arguments: Sequence[str] | None) -> str:
    """The language to speak, known before anything is said: even that of ``--help``."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _add_config(first)
    try:
        configuration = first.parse_known_args(arguments)[0].config
    except argparse.ArgumentError:
        configuration = first.get_default("config")
    return command_language(configuration, os.environ)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries a command out and gives its exit code."""
    t = Translator(_language(arguments))
    with argparse_in(t.language):
        parsed = parser(t).parse_args(arguments)
    try:
        return int(parsed.call(parsed))
    except ConfigError as error:
        return _tell(t, error, Exit.CONFIGURATION)
    except (StoreError, NotImported, OtherDryRun, Conflict) as error:
        return _tell(t, error, Exit.DATABASE)
    except ptr_py.ReplayError as error:
        message = t.gettext(
            "what the database holds is no history of this dry run: %(error)s", error=error
        )
        print(message, file=sys.stderr)
        return int(Exit.DATABASE)
    except (ImportRefused, InUse, ptr_py.PtrError) as error:
        return _tell(t, error, Exit.REFUSED)
    except KeyboardInterrupt:
        return 130


def _tell(t: Translator, error: Exception, code: Exit) -> int:
    print(t.error(error), file=sys.stderr)
    return int(code)


def _replace_unknown_characters() -> None:
    """A terminal without accents shows a placeholder instead of failing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


if __name__ == "__main__":
    _replace_unknown_characters()
    sys.exit(main())
