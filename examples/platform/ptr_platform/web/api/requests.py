"""What programs may ask, as models: they check queries and bodies, and describe themselves.

Kept true: whatever is sent is answered by what was expected, never by an error of ours. JSON is
read by pydantic, which refuses what is nested too deeply and texts that are no Unicode. What a
command says is checked by the library alone; its description is made from `ptr_py.typing`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_type_hints

from flask import request
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from werkzeug.exceptions import HTTPException

import ptr_py.typing
from ptr_platform.web import people
from ptr_platform.web.changes import FOR
from ptr_platform.web.pages.decisions import MOST

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)


_WORDS = {
    "extra_forbidden": "unknown",
    "missing": "missing",
    "model_type": "expected a JSON object",
    "string_type": "expected a text",
}
"""What pydantic says in words that leave out where it was."""


class Unusable(HTTPException):
    """A request that is not as the document describes."""

    code = 400


def query(model: type[M]) -> M:
    """The query of the present request.

    Raises:
        Unusable: with everything that is wrong with it.
    """
    for name, values in request.args.lists():
        if len(values) > 1 and name in model.model_fields:
            raise Unusable(f"{name}: expected once")
    return _read(model, request.args.to_dict())


def body(model: type[M]) -> M:
    """The JSON body of the present request; nothing may be sent where nothing is required.

    Raises:
        Unusable: with everything that is wrong with it.
    """
    sent = request.get_data()
    if not sent and not is_required(model):
        return model()
    if not request.is_json:
        raise Unusable("body: expected a JSON object, with Content-Type: application/json")
    return _read(model, sent)


def check_again() -> None:
    """Checks the header by which a repeated request is recognised.

    Raises:
        Unusable: if it is not as described.
    """
    if not re.fullmatch("[!-~]{0,200}", request.headers.get("Idempotency-Key", "")):
        raise Unusable("Idempotency-Key: expected at most 200 characters, no spaces among them")


def is_required(model: type[BaseModel]) -> bool:
    """Whether a body must be sent."""
    return any(field.is_required() for field in model.model_fields.values())


def _read(model: type[M], sent: bytes | dict[str, str]) -> M:
    try:
        return (
            model.model_validate_json(sent)
            if isinstance(sent, bytes)
            else model.model_validate(sent)
        )
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False, include_input=False)
        raise Unusable("; ".join(map(_said, told))) from None


def _said(error: ErrorDetails) -> str:
    where = ".".join(map(str, error["loc"])) or "body"
    return f"{where}: {_WORDS.get(error['type']) or error['msg'].removeprefix('Value error, ')}"


# --- Queries --------------------------------------------------------------------------------


def _instant(text: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(text))
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("expected an instant such as 2026-03-28T22:00:00Z")


def _minutes(text: object) -> int:
    if not re.fullmatch("[0-9]{1,5}", str(text)):
        raise ValueError("expected a number of minutes")
    return int(str(text))


# The bounds stand before what reads the text: behind it they would be checked, not described.
Minutes = Annotated[int, Field(ge=0, le=10080), BeforeValidator(_minutes)]
Yes = Literal["true", "1"]
"""What holds in a query; what does not is left out."""
InstantText = Annotated[
    str, Field(min_length=1), WithJsonSchema({"type": "string", "format": "date-time"})
]


class At(BaseModel):
    """Which instant is asked about."""

    at: Annotated[datetime, BeforeValidator(_instant)] | None = Field(
        None,
        description="The instant asked about, with its offset from UTC; the present if left out.",
    )


class OfPhase(At):
    """Which phase is asked about."""

    phase: str | None = Field(
        None, description="The code of a phase; the whole dry run if left out."
    )


class Supposed(BaseModel):
    """What is supposed."""

    model_config = ConfigDict(extra="forbid")

    ends: InstantText | None = Field(None, description="The instant at which it ends.")
    longer: Minutes | None = Field(None, description="By how many minutes it ends later.")
    skipped: Yes | None = Field(None, description="Whether it is skipped.")
    outcome: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="With which outcome the decision is closed."
    )
    team_late: Minutes | None = Field(
        None, description="By how many minutes its team begins later."
    )


class Filter(BaseModel):
    """Which events are asked for."""

    team: str | None = Field(None, description="The name of a team.")
    person: str | None = Field(None, description="The mail address of whoever acted or got a step.")
    kind: str | None = Field(None, description="The type of an event.")
    after: str | None = Field(None, description="Only events of a greater number.")
    before: str | None = Field(None, description="Only events of a smaller number.")


class Revision(BaseModel):
    """In the place of which plan another is put."""

    instead_of: str = Field(
        min_length=1, description="The digest of the plan in force that it was compared with."
    )
    reason: str | None = Field(None, description="Why.")
    rewriting: Yes | None = Field(None, description="That it may contradict what has been done.")


# --- Bodies ---------------------------------------------------------------------------------

Until = Annotated[
    str,
    Field(
        description=(
            "When defects that block the step should do so no longer, by estimate, in place of the"
            " estimate before; a new one lies in the future."
        )
    ),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Body(BaseModel):
    """A JSON object with these keys and no other."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Represented(Body):
    """What a coordinator may do for somebody to whom the step is assigned."""

    on_behalf_of: str | None = Field(
        None,
        description="The mail address of that person; a text that is none is answered by 422.",
        examples=["anne.lemaire@grid.example"],
    )


class Defects(Represented):
    """The defects of a step."""

    text: str = Field(description="In place of what was recorded before.")
    blocks: bool | None = Field(
        None,
        description=(
            "Whether the defects block the step, which is not terminated then; left out or null,"
            " that stays as it is, unless the text is empty."
        ),
    )
    until: Until | None = None


class Start(Represented):
    """A start."""

    defects: str | None = Field(None, description="Defects that are recorded along with it.")


class Close(Start):
    """The end of a step."""

    outcome: str | None = Field(
        None,
        description=(
            "With which of its outcomes a decision is closed, or for which a vote is given; a text"
            " that is none of them is answered by 422."
        ),
        examples=["GO"],
    )
    reason: str | None = Field(None, description="Why with that outcome.")


class Transfer(Start):
    """To whom a step is handed."""

    to: str = Field(
        description=(
            "The mail address of whoever gets the step; a text that is none is answered by 422."
        ),
        examples=["anne.lemaire@grid.example"],
    )
    message: str | None = Field(None, description="What they are to know about it.")


class WithReason(Body):
    """A decision that is explained."""

    reason: str = Field(description="Why; not blank.", examples=["Sans objet"])


class Decided(WithReason, Represented):
    """A decision about a step."""


class Reminder(Body):
    """A reminder of a step."""

    message: str | None = Field(None, description="What its mail says besides.")


# --- Commands -------------------------------------------------------------------------------

_OUTCOME = Field(
    pattern=r"^[!-+\--:<>-~À-ɏ]+( [!-+\--:<>-~À-ɏ]+)*$",
    description=(
        "With which of its outcomes a decision is closed, or for which a vote is given: one line"
        " without semicolon, comma and equals sign."
    ),
    examples=["GO"],
)
_NARROWER = {
    "step": Annotated[str, Field(min_length=1)],
    "to": Annotated[str, Field(min_length=1)],
    "until": Until | None,
    "outcome": Annotated[str, _OUTCOME] | None,
}
"""What the library asks of a text, said as a schema."""


def _model_of(command: Any) -> type[BaseModel]:
    """A command of the library as a model: pydantic takes typed dicts from Python 3.12 on."""
    fields: dict[str, Any] = {
        name: (_NARROWER.get(name, kind), ... if name in command.__required_keys__ else None)
        for name, kind in get_type_hints(command).items()
    }
    base = Represented if "step" in fields else Body
    return create_model(command.__name__, __base__=base, __doc__=command.__doc__, **fields)


class _DescribedAsCommand:
    """The description of a command, which is no check of it: that is the library's."""

    def __get_pydantic_json_schema__(self, _: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        commands = get_args(ptr_py.typing.Command)
        given = [_model_of(it) for it in commands if it is not ptr_py.typing.ReviseCommand]
        return handler(TypeAdapter[Any](reduce(or_, given)).core_schema)


Command = Annotated[dict[str, str | int | float | bool | None], _DescribedAsCommand()]


class Commands(Body):
    """Commands as plain data, one after the other."""

    commands: list[Command] = Field(min_length=1, max_length=MOST)

    def checked(self) -> list[Command]:
        """The commands, if all of them can be given here.

        Raises:
            Unusable: if one of them replaces the plan.
            people.OutsideAddress: if one of them hands a step to somebody outside.
        """
        for command in self.commands:
            if command.get("type") == "revise":
                raise Unusable("commands: a plan is replaced by POST /plan, with its workbook")
            if not isinstance(command.get(FOR), str | None):
                raise Unusable(f"commands: {FOR}: expected a text")
            if command.get("type") == "transfer" and isinstance(to := command.get("to"), str):
                people.check_receiver(to)
        return self.commands
