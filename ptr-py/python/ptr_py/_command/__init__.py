"""The command line: arguments in, text or JSON out, an exit code for scripts.

Nothing is decided here that the library does not decide. It needs nothing but Python: whoever
installs the wheel has it.
"""

import sys
from collections.abc import Sequence

from ptr_py._command.answers import FAILED, FINE, TOLD, USAGE
from ptr_py._command.arguments import parsed
from ptr_py._command.source import Unusable
from ptr_py._errors import ProblemsError, PtrError

__all__ = ["FAILED", "FINE", "TOLD", "USAGE", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments ask for.

    Args:
        arguments: Those of the command line, unless said.

    Returns:
        The exit code: 0 if all is well, 1 if there are problems, findings or differences, 2 if the
        arguments mean nothing, 3 if a file cannot be read or written.
    """
    options = parsed(arguments)
    try:
        code: int = options.answer(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough.
        sys.stderr.close()
        return FINE
    except ProblemsError as error:
        told = [problem.text(options.language) for problem in error.problems]
        print(*(told or [f"ptr: {error.text(options.language)}"]), sep="\n", file=sys.stderr)
        return FAILED if isinstance(error.__cause__, OSError) else TOLD
    except PtrError as error:
        print(f"ptr: {error.text(options.language)}", file=sys.stderr)
        return USAGE
    except Unusable as error:
        print(f"ptr: {error}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"ptr: {error}", file=sys.stderr)
        return FAILED
    return code
