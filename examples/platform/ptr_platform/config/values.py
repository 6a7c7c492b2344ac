"""What a section of the configuration is, and what its values may be.

Kept true: whatever is wrong with a value, the mistake says what was found and what was expected.
Variables of the environment are texts, so a number, a list, yes and no may be written as one.
"""

from __future__ import annotations

import re
from datetime import time
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WrapValidator,
)
from pydantic_core import PydanticCustomError, PydanticUseDefault

from ptr_platform.language.messages import LibraryError, Message, Quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationInfo, ValidatorFunctionWrapHandler


class Section(BaseModel):
    """Keys with values; a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
    each: ClassVar[type[Section] | None] = None
    """What its keys hold, if it is for the file to name them."""

    @classmethod
    def keys(cls) -> dict[str, type[Section] | None]:
        """Its keys as they are written, each with the section that it is, if it is one."""
        kinds = {field.alias or name: field.annotation for name, field in cls.model_fields.items()}
        return {
            key: kind if isinstance(kind, type) and issubclass(kind, Section) else None
            for key, kind in kinds.items()
        }


def told(what: Message | LibraryError) -> PydanticCustomError:
    """The error of a value, as a mistake that its readers understand."""
    return PydanticCustomError("told", "{what}", {"what": what})


def missing(what: Message) -> Message:
    """What to say of a key that must be there."""
    return Message("missing, expected %(expected)s", {"expected": what})


def wrong(value: Any, what: Message, *, secret: bool = False) -> Message:
    """What to say of a value in place of which something else was expected."""
    found = Message("a secret text") if secret else Quoted(value)
    values = {"found": found, "expected": what}
    return Message("found %(found)s, expected %(expected)s", values)


def expecting(
    what: Message, read: Callable[[Any], Any] | None = None, *, secret: bool = False
) -> WrapValidator:
    """What was expected, whichever rule a value breaks; and how it is read before that."""

    def check(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        try:
            return handler(read(value) if read else value)
        except (LookupError, OSError, ValueError):  # the last is pydantic's own, too
            raise told(wrong(value, what, secret=secret)) from None

    return WrapValidator(check)


def one_of(*names: str, read: Callable[[Any], Any] | None = None) -> WrapValidator:
    """One of a few words."""
    *others, last = names
    several = {"others": ", ".join(others), "last": last}
    what = Message("%(others)s or %(last)s", several) if others else Message(last)
    return expecting(what, read or (lambda value: names[names.index(value)]))


def whole(low: int, high: int, unit: Any = 1) -> WrapValidator:
    """A whole number within bounds, both included, times a unit."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value.strip()):
            value = int(value)
        if type(value) is not int or not low <= value <= high:
            raise ValueError
        return value * unit

    bounds = {"low": low, "high": high}
    return expecting(Message("a whole number from %(low)g to %(high)g", bounds), read)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, as only itself reaches it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def parts(value: Any) -> Any:
    """One value alone may stand without a list, and several in one text."""
    if isinstance(value, str):
        return [part for part in re.split(r"[;,\s]+", value) if part]
    return value if isinstance(value, list) else [value]


def _truth(value: Any) -> Any:
    return {"true": True, "false": False}[value.lower()] if isinstance(value, str) else value


def _time(value: Any) -> time:
    [(hour, minute)] = re.findall(r"^([01]?[0-9]|2[0-3]):([0-5][0-9])$", str(value))
    return time(int(hour), int(minute))


def _path(value: Any, info: ValidationInfo) -> Path:
    if value == "":
        raise PydanticUseDefault
    if isinstance(value, bool) or not isinstance(value, str | int | Path):
        raise told(wrong(value, Message("a text")))
    return Path(str(info.context), Path(str(value)).expanduser())


def _file(value: Any, info: ValidationInfo) -> Path:
    if not (path := _path(value, info)).is_file():
        raise told(wrong(value, Message("a file; there is none at %(path)s", {"path": path})))
    return path


Text = Annotated[str, expecting(Message("a text"))]
Secret = Annotated[str, expecting(Message("a text"), secret=True)]
"""A text that no mistake shows."""
Flag = Annotated[bool, Strict(), one_of("true", "false", read=_truth)]
Zone = Annotated[
    str,
    expecting(Message("a time zone such as Europe/Brussels"), lambda name: ZoneInfo(name).key),
]
TimeOfDay = Annotated[time, expecting(Message('a time of day in quotes: "07:00"'), _time)]
Names = Annotated[tuple[str, ...], expecting(Message("a list of names"))]
LocatedPath = Annotated[Path, BeforeValidator(_path)]
"""Absolute, or from the directory of the configuration."""
LocatedFile = Annotated[Path, BeforeValidator(_file)]
"""The path of a file that exists."""
WebAddress = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$"),
    expecting(Message("an address such as https://ptr.example.org")),
]
MailAddress = Annotated[
    str,
    Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$"),
    expecting(Message("a mail address such as anne@example.org")),
]
Mails = Annotated[tuple[MailAddress, ...], BeforeValidator(parts)]
Domains = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=r"^[\w-]+(\.[\w-]+)+$", to_lower=True)], ...],
    expecting(Message("a list of domains such as example.org"), parts),
]
