"""Transition plans from the workbook to the mail.

The words of the Rust crates for Python: nothing is decided here. What is compiled lives in
``_native``; what Python says better itself, the enum of the states and the tree of the errors,
lives in ``_state`` and ``_errors``. Use the names of this module only.
"""

from ptr_py._errors import (
    InvalidValue,
    MailError,
    PlanError,
    ProblemsError,
    PtrError,
    Refused,
    ReplayError,
    UnknownDryRun,
    UnknownStep,
    WorkbookError,
)
from ptr_py._native import __version__
from ptr_py._state import State

__all__ = [
    "InvalidValue",
    "MailError",
    "PlanError",
    "ProblemsError",
    "PtrError",
    "Refused",
    "ReplayError",
    "State",
    "UnknownDryRun",
    "UnknownStep",
    "WorkbookError",
    "__version__",
]
