"""What programs are answered, as models: they read the library's values and describe themselves.

Instants are in UTC with a Z, spans in seconds, states by name, sentences in English and French.
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from typing_extensions import TypedDict

import ptr_py
from ptr_py.typing import EventType

Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Ids = list[str]
T = TypeVar("T")
Maybe = Annotated[T | None, Field(exclude_if=lambda said: said is None)]
Several = Annotated[list[T], Field(exclude_if=lambda said: not said)]
"""What is left out where there is none."""
ByState = Annotated[
    dict[ptr_py.State, Count],
    BeforeValidator(lambda counted: {state: counted[state] for state in ptr_py.State}),
]
"""A number for every state, zeros included."""


class Answer(BaseModel):
    """A part of an answer, read from what has attributes of these names."""

    model_config = ConfigDict(from_attributes=True, ser_json_timedelta="float")

    @classmethod
    def of(cls, value: object, **further: Any) -> Self:
        """What a value says, and further fields that it does not have."""
        names = {str(field.validation_alias or name) for name, field in cls.model_fields.items()}
        read = {name: getattr(value, name) for name in names - further.keys()}
        return cls.model_validate({**read, **further})


class Event(TypedDict):
    """One thing that happened, with whatever belongs to its type."""

    __pydantic_config__ = ConfigDict(extra="allow")  # type: ignore[misc]

    seq: Annotated[int, Field(ge=1)]
    at: Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
    type: EventType
    digest: Annotated[
        str | None,
        Field(
            description="What chains it to the event before it; null for those of older histories."
        ),
    ]


Events = Annotated[
    list[Event], BeforeValidator(lambda events: [event.to_dict() for event in events])
]


class Stamp(Answer):
    """When and by whom."""

    at: Instant
    by: str | None


class Told(Answer):
    """A stable code, sentences, and further data."""

    code: str
    message: str
    message_fr: str


class Condition(Told):
    """Something that keeps a step from being Ready."""

    phase: Maybe[str] = None
    step: Maybe[str] = None
    state: Maybe[ptr_py.State] = None
    outcome: Maybe[str] = None
    decision: Maybe[str] = None
    asked: Maybe[str] = None
    taken: Maybe[str] = None
    start: Maybe[Instant] = None
    locked_from: Maybe[Instant] = None


class Tally(Answer):
    """Numbers of steps."""

    total: Count
    terminated: Count
    percent: Annotated[float, Field(ge=0, le=100)]
    skipped: Count
    late: Count
    latest_seconds: timedelta = Field(validation_alias="latest")
    by_state: ByState


class BlockingDefect(Answer):
    """The defects of a step block it."""

    since: Stamp
    until: Instant | None = Field(
        description="When they should do so no longer, by the last estimate."
    )
    is_overdue: bool = Field(description="Whether that estimate is passed.")
    message: str
    message_fr: str


class Recap(Tally):
    """The figures of the dry run, or of one phase."""

    at: Instant
    phase: str | None
    asleep: Count
    abandoned: Count = Field(
        description="How many steps can no longer come about, by how decisions went."
    )
    blocking_defects: dict[str, BlockingDefect] = Field(
        description="The steps that their defects block, by id."
    )
    by_phase: dict[str, Tally]
    by_team: dict[str, Tally]
    by_department: dict[str, Tally]


class Phase(Answer):
    """A phase of the plan."""

    code: str
    label: str | None
    contingency: bool


class Run(Answer):
    """Which dry run this is and how far it has come."""

    dry_run: str
    timezone: str
    at: Instant
    version: Count
    next_change: Instant | None
    rollback: Stamp | None
    phases: list[Phase]
    steps: Ids


class States(Answer):
    """The state of every step."""

    at: Instant
    version: Count
    states: dict[str, ptr_py.State]


class Outlook(Answer):
    """Where a step is heading."""

    begins: Instant
    ends: Instant
    slack_seconds: timedelta | None = Field(
        validation_alias="slack",
        description=(
            "How much later it may end without moving the end of the whole; null once it is"
            " terminated."
        ),
    )
    is_critical: bool
    criticality: Share = Field(
        description="In which share of a thousand draws of the durations it decides the end."
    )
    waits_for: str | None


class Forecast(Answer):
    """Where the dry run is heading."""

    at: Instant
    end: Instant | None
    planned_end: Instant | None
    delay_seconds: timedelta | None = Field(validation_alias="delay")
    end_by_chance: dict[str, Instant | None] = Field(
        description=(
            "By when all is over in which share of a thousand draws of the durations:"
            " 0.50, 0.80, 0.95."
        )
    )
    critical_path: Ids
    unexpected: Ids
    by_phase: dict[str, Instant | None]
    steps: dict[str, Outlook]


class Vote(Answer):
    """For which outcome somebody is."""

    by: str
    at: Instant
    outcome: str
    reason: str | None


class Decision(Answer):
    """How it stands with a decision."""

    outcomes: Annotated[Ids, Field(min_length=2)]
    quorum: int = Field(ge=1, description="How many people must agree on an outcome.")
    outcome: str | None = Field(description="What was decided; null while it is not.")
    votes: list[Vote]
    missing: Ids = Field(description="Those to whom it is assigned and who have not voted.")


class Explanation(Answer):
    """Why a step stands where it stands."""

    step: str
    at: Instant
    state: ptr_py.State
    message: str
    message_fr: str
    unmet: list[Condition]
    blockers: dict[str, ptr_py.State]
    started: Stamp | None
    terminated: Stamp | None
    skipped: str | None
    decision: Decision | None
    blocking_defect: BlockingDefect | None


class Step(Answer):
    """Everything about a step."""

    id: str
    label: str
    phase: str | None
    team: str | None
    department: str | None
    instructions: str | None
    extra: dict[str, Any]
    dry_runs: Ids
    state: ptr_py.State
    at: Instant
    start: Instant | None
    end: Instant | None
    lateness_seconds: timedelta | None
    prerequisites: Ids
    successors: Ids
    contacts: Ids
    assignees: Ids
    defects: str
    started: Stamp | None
    terminated: Stamp | None
    skipped: str | None
    decision: Decision | None
    blocking_defect: BlockingDefect | None
    history: Events


class Recorded(Answer):
    """What has happened."""

    events: Events


class Change(Recorded):
    """What has happened, and the step as it is now."""

    step: Step


class Mail(Answer):
    """A mail that is owed."""

    kind: str
    step: str | None
    recipients: Ids


class Moved(Answer):
    """When a step would begin and end."""

    begins: Instant | None
    ends: Instant | None


class WhatIf(Answer):
    """What would follow if something went otherwise."""

    at: Instant
    end: Instant | None
    delay_seconds: timedelta | None = Field(validation_alias="delay")
    phases: dict[str, Instant | None]
    moved: dict[str, Moved]
    mails: list[Mail] = Field(validation_alias="notices")


class StateChange(Answer):
    """A step whose state would change at once."""

    step: str
    before: ptr_py.State
    after: ptr_py.State


class Consequences(Answer):
    """What commands would bring about."""

    at: Instant
    events: Events
    states: list[StateChange]
    woken: Ids
    put_to_sleep: Ids
    mails: list[Mail] = Field(validation_alias="notices")
    end_before: Instant | None
    end_after: Instant | None
    delay_seconds: timedelta | None = Field(validation_alias="delay")
