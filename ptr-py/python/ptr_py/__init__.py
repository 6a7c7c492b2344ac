"""Transition plans from the workbook to the mail.

The words of the Rust crates for Python: nothing is decided here. What is compiled lives in
``_native``; what Python says better itself lives beside it: the enum of the states, the tree of
the errors, and the plain values of the answers. Use the names of this module only.

>>> from datetime import UTC, datetime
>>> plan = Plan.from_records([
...     {"id": "CO00000001", "phase": "CO", "dry_runs": ["FDR1"], "prerequisites": [],
...      "start": datetime(2026, 3, 28, 22, tzinfo=UTC)},
...     {"id": "CO00000002", "phase": "CO", "dry_runs": ["FDR1"],
...      "prerequisites": ["CO00000001"], "start": datetime(2026, 3, 28, 23, tzinfo=UTC)},
... ])
>>> schedule = plan.schedule("FDR1")
>>> states = schedule.states(datetime(2026, 3, 28, 22, tzinfo=UTC))
>>> [state.label("fr") for state in states.values()]
['prête', 'verrouillée']
"""

from collections.abc import Mapping

from ptr_py._errors import (
    InvalidAddress,
    InvalidValue,
    MailError,
    PlanError,
    ProblemsError,
    PtrError,
    Refused,
    ReplayError,
    UnknownDryRun,
    UnknownPhase,
    UnknownStep,
    WorkbookError,
)
from ptr_py._native import (
    Attempt,
    Ends,
    Event,
    Forecast,
    Language,
    Letter,
    Mailer,
    Notice,
    Odds,
    Outbox,
    Plan,
    Run,
    Schedule,
    Step,
    Table,
    __version__,
    compute_states,
    load_workbook,
    merge,
    normalized_address,
    write_template,
)
from ptr_py._state import State
from ptr_py._values import (
    Actor,
    Attachment,
    Cause,
    Change,
    Checkpoint,
    Condition,
    Conflict,
    Consequences,
    Difference,
    Environment,
    Explanation,
    Finding,
    ForecastSummary,
    MailTexts,
    Merge,
    Milestone,
    Moved,
    Outcome,
    Outlook,
    PartDifference,
    Phase,
    Problem,
    Reason,
    Recap,
    Revision,
    Spread,
    Stamp,
    Tally,
    Weekly,
    WhatIf,
)

__all__ = [
    "Actor",
    "Attachment",
    "Attempt",
    "Cause",
    "Change",
    "Checkpoint",
    "Condition",
    "Conflict",
    "Consequences",
    "Difference",
    "Ends",
    "Environment",
    "Event",
    "Explanation",
    "Finding",
    "Forecast",
    "ForecastSummary",
    "InvalidAddress",
    "InvalidValue",
    "Language",
    "Letter",
    "MailError",
    "MailOffice",
    "MailTexts",
    "Mailer",
    "Merge",
    "Milestone",
    "Moved",
    "Notice",
    "Odds",
    "Outbox",
    "Outcome",
    "Outlook",
    "PartDifference",
    "Phase",
    "Plan",
    "PlanError",
    "Problem",
    "ProblemsError",
    "PtrError",
    "Reason",
    "Recap",
    "Refused",
    "ReplayError",
    "Revision",
    "Run",
    "Schedule",
    "Spread",
    "Stamp",
    "State",
    "Step",
    "Table",
    "Tally",
    "UnknownDryRun",
    "UnknownPhase",
    "UnknownStep",
    "Weekly",
    "WhatIf",
    "WorkbookError",
    "__version__",
    "compute_states",
    "load_workbook",
    "merge",
    "normalized_address",
    "write_template",
]

# The name before that of `Mailer`, for scripts that have it.
MailOffice = Mailer

# A step is the record that it was read from.
Mapping.register(Step)
