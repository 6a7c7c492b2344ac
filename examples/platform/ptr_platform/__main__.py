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
from ptr_platform.commands import Exit, backups, database, processes, reports
from ptr_platform.commands.usage import spoken_by_argparse
from ptr_platform.config import ConfigError
from ptr_platform.importing import ImportRefused
from ptr_platform.service import NotImported, OtherDryRun
from ptr_platform.speech import Voice, spoken
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptr_platform.speech import Language


def parser(say: Voice) -> argparse.ArgumentParser:
    """What the command line may say."""
    whole = argparse.ArgumentParser(
        prog="python -m ptr_platform",
        description=say("The platform that runs a dry run of a transition plan."),
        epilog=_epilog(say),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_config(
        whole,
        metavar=say("FILE"),
        help=say("the configuration (config.yaml, or what PTR_CONFIG names)"),
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar=say("COMMAND"))
    for module in (database, backups, processes, reports):
        module.add_to(commands, say)
    whole.set_defaults(say=say)
    return whole


def _add_config(parser: argparse.ArgumentParser, **further: Any) -> None:
    default = Path(os.environ.get("PTR_CONFIG", "config.yaml"))
    parser.add_argument("--config", type=Path, default=default, **further)


def _epilog(say: Voice) -> str:
    codes = {
        Exit.DONE: say("done"),
        Exit.REFUSED: say(
            "refused: problems in the workbook, a no to a question, mails that could not be sent"
        ),
        Exit.USAGE: say("the command line makes no sense"),
        Exit.CONFIGURATION: say("the configuration cannot be used"),
        Exit.DATABASE: say("the database cannot be used, or holds no plan yet"),
    }
    environment = say(
        "Every value of the configuration may come from the environment: PTR_SERVER_SECRET is"
        " server.secret, and PTR_SERVER_SECRET_FILE names a file that holds it."
    )
    return "\n".join(
        [
            say("exit codes:"),
            *(f"  {code:d}  {meaning}" for code, meaning in codes.items()),
            "",
            *textwrap.wrap(environment, 90),
        ]
    )


def _language(arguments: Sequence[str] | None) -> Language:
    """The language to speak, known before anything is said: even that of ``--help``."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _add_config(first)
    try:
        configuration = first.parse_known_args(arguments)[0].config
    except argparse.ArgumentError:
        configuration = first.get_default("config")
    return spoken(configuration, os.environ)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries a command out and gives its exit code."""
    say = Voice(_language(arguments))
    with spoken_by_argparse(say.language):
        parsed = parser(say).parse_args(arguments)
    try:
        return int(parsed.call(parsed))
    except ConfigError as error:
        return _tell(say, error, Exit.CONFIGURATION)
    except (StoreError, NotImported, OtherDryRun, Conflict) as error:
        return _tell(say, error, Exit.DATABASE)
    except ptr_py.ReplayError as error:
        told = say("what the database holds is no history of this dry run: {error}", error=error)
        print(told, file=sys.stderr)
        return int(Exit.DATABASE)
    except (ImportRefused, ptr_py.PtrError) as error:
        return _tell(say, error, Exit.REFUSED)
    except KeyboardInterrupt:
        return 130


def _tell(say: Voice, error: Exception, code: Exit) -> int:
    print(say.error(error), file=sys.stderr)
    return int(code)


def _never_fail_for_a_letter() -> None:
    """A terminal that knows no accents shows a sign for them: that ends no command."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


if __name__ == "__main__":
    _never_fail_for_a_letter()
    sys.exit(main())
