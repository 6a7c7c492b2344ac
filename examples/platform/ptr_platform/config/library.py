"""What the library says of the sections that it reads itself, the layout and the mails.

Their models know the keys that the environment may set and the paths; what the values may be is the
library's to say. Kept true: it is asked even if some keys are wrong already, without those.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

import ptr_py
from ptr_platform.config.values import LocatedFile, Section, told, wrong
from ptr_platform.language.messages import LibraryError, Message

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler, ValidationInfo

Said = Iterator[tuple[str, LibraryError]]
"""The key of each mistake within the section, and what the library says of it."""

S = TypeVar("S", bound=Section)


def checked(values: Any, handler: ModelWrapValidatorHandler[S], say: Callable[[S], Said]) -> S:
    """The section, once the library has nothing against it.

    Raises:
        ValidationError: with the mistakes in single keys, and with what the library says.
    """
    lines: list[InitErrorDetails] = []
    try:
        section = handler(values)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            kind = PydanticCustomError(one["type"], one["msg"], one.get("ctx"))
            lines.append(InitErrorDetails(type=kind, loc=one["loc"], input=one["input"]))
        wrong = {line["loc"][0] for line in lines}
        section = handler({key: value for key, value in values.items() if key not in wrong})
    wrong = {line["loc"][0] for line in lines}
    lines += [
        InitErrorDetails(type=told(what), loc=(key,), input=None)
        for key, what in say(section)
        if key not in wrong
    ]
    if lines:
        raise ValidationError.from_exception_data(type(section).__name__, lines)
    return section


def written_layout(file: Any, info: ValidationInfo) -> Mapping[str, Any]:
    """The keys of a layout in a file, JSON or YAML; none where there is no file, as its key tells.

    Raises:
        ValidationError: if the file holds no layout.
    """
    try:
        path = TypeAdapter(LocatedFile).validate_python(file, context=info.context)
    except ValidationError:
        return {}
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        found = None
    if not isinstance(found, Mapping):
        what = told(wrong(file, Message("a file of keys with values, as propose-layout writes it")))
        line = InitErrorDetails(type=what, loc=("layout",), input=None)
        raise ValidationError.from_exception_data("Excel", [line])
    return found


def of_layout(layout: Mapping[str, Any]) -> Said:
    """What is wrong with a layout."""
    # The library stops at the first mistake, so each value is also checked alone.
    alone = [mistake for piece in _pieces(layout) if (mistake := _refused(piece))]
    for mistake in alone or filter(None, [_refused(layout)]):
        key = str(mistake).removeprefix("layout: ").partition(": ")[0]
        yield key, LibraryError(mistake, skipped=2)


def _refused(layout: Mapping[str, Any]) -> ptr_py.PtrError | None:
    """Why a layout cannot be used, if it cannot."""
    try:
        # The layout is checked before the workbook is read, which is empty here.
        ptr_py.load_workbook(io.BytesIO(), layout=layout)
    except ptr_py.WorkbookError:
        pass
    except ptr_py.PtrError as error:
        return error
    return None


def _pieces(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each value of a mapping of mappings, in its place, without the others."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            for piece in _pieces(value):
                yield {key: piece}
        else:
            yield {key: value}


def of_mails(settings: Mapping[str, Any]) -> Said:
    """What is wrong with the settings of mails. No connection is opened."""
    try:
        ptr_py.Mailer(settings)
    except ptr_py.PtrError as error:
        # A headline, then a line for each key.
        headline, *lines = str(error).splitlines()
        for nth, line in enumerate(lines or [headline], start=1 if lines else 0):
            key, skipped = line.strip().partition(": ")[0], 1
            if key not in settings and "templates" in headline:
                key, skipped = "templates", 0  # the line begins with the file
            yield key, LibraryError(error, skipped, nth)
