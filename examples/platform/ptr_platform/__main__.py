"""``python -m ptr_platform``: the one entry point to all that is done outside the pages."""

from __future__ import annotations

import argparse
import os
import signal
import sys

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the rest is imported ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from pathlib import Path
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.commands import Exit, backups, database, processes, reports
from ptr_platform.config import ConfigError
from ptr_platform.importing import ImportRefused
from ptr_platform.service import NotImported, OtherDryRun
from ptr_platform.store import Conflict, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = """\
exit codes:
  0  done
  1  refused: problems in the workbook, a no to a question, mails that could not be sent
  2  the command line makes no sense
  3  the configuration cannot be used
  4  the database cannot be used, or holds no plan yet

Every value of the configuration may come from the environment: PTR_SERVER_SECRET is
server.secret, and PTR_SERVER_SECRET_FILE names a file that holds it.
"""


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    whole = argparse.ArgumentParser(
        prog="python -m ptr_platform",
        description="The platform that runs a dry run of a transition plan.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument(
        "--config",
        type=Path,
        default=Path(os.environ.get("PTR_CONFIG", "config.yaml")),
        help="the configuration (config.yaml, or what PTR_CONFIG names)",
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (database, backups, processes, reports):
        module.add_to(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries a command out and gives its exit code."""
    parsed = parser().parse_args(arguments)
    try:
        return int(parsed.call(parsed))
    except ConfigError as error:
        return _tell(error, Exit.CONFIGURATION)
    except (StoreError, NotImported, OtherDryRun, Conflict, ptr_py.ReplayError) as error:
        return _tell(error, Exit.DATABASE)
    except (ImportRefused, ptr_py.PtrError) as error:
        return _tell(error, Exit.REFUSED)
    except KeyboardInterrupt:
        return 130


def _tell(error: Exception, code: Exit) -> int:
    print(error, file=sys.stderr)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
