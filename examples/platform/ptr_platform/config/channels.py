"""Further ways out beside mail: named addresses of Apprise, one for everybody or one a person.

Kept true: nobody but whoever writes the configuration says where messages go. What a person fills
into an address stands behind its host, and nothing in it has a meaning there.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Self, get_args
from urllib.parse import quote

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ptr_platform.addresses import compared
from ptr_platform.config.values import (
    Flag,
    MailAddress,
    Secret,
    Section,
    missing,
    one_of,
    parts,
    told,
    wrong,
)
from ptr_platform.language.messages import Message
from ptr_py.typing import NoticeKind

MAIL = "mail"
"""What mail is called among the ways."""
KINDS: tuple[str, ...] = get_args(NoticeKind)
"""The kinds of notices."""
_FILLED_IN = re.compile(r"\{(\w+)\}")


def _usable(template: str) -> str:
    """An address that can be used, with what is filled into it."""
    # Loading it takes half a second, which only those pay who use it.
    import apprise  # noqa: PLC0415

    host, _, rest = template.partition("://")[2].partition("/")
    sample = _FILLED_IN.sub("a", template)
    if "{" in host or any(name not in {"mail", "key"} for name in _FILLED_IN.findall(rest)):
        expected = Message("{mail} and {key} at most, behind the host and a '/'")
    elif apprise.Apprise.instantiate(sample, suppress_exceptions=True) is None:
        expected = Message("an address of Apprise, such as json://gateway.example.org/sms/{mail}")
    else:
        return template
    raise told(wrong(template, expected, secret=True))


Template = Annotated[Secret, AfterValidator(_usable)]


class Channel(Section):
    """One way out."""

    url: Template | None = Field(None, repr=False)
    """For everybody whom `people` does not name; ``{mail}`` and ``{key}`` are filled in."""
    people: dict[MailAddress, Template] = Field({}, repr=False, validate_default=True)
    """For single people, by their normalized addresses."""
    kinds: Annotated[
        tuple[Annotated[str, one_of(*KINDS)], ...],
        BeforeValidator(parts),
    ] = ()
    """What goes by it to whoever has chosen nothing."""
    health: Flag = False
    """Whether the coordinators hear by it what is wrong with the platform."""

    @field_validator("people")
    @classmethod
    def _reach_somebody(cls, people: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        if not people and info.data.get("url", "") is None:
            raise told(missing(Message("addresses of Apprise of people, or a url for everybody")))
        return {compared(mail): address for mail, address in people.items()}

    def is_of_one(self, mail: str) -> bool:
        """Whether a message to this person reaches nobody else, so that it may carry their link."""
        return compared(mail) in self.people or "{mail}" in (self.url or "")

    def address(self, mail: str, key: str = "") -> str | None:
        """Where a message to this person goes; `None` if they are not reached by this way.

        Args:
            mail: The person.
            key: By which a receiver recognises a message that is sent again.
        """
        template = self.people.get(compared(mail), self.url)
        values = {"mail": quote(mail, safe=""), "key": quote(key, safe="")}
        return template and _FILLED_IN.sub(lambda found: values[found[1]], template)


class Channels(Section):
    """The ways out, each by its name."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Channel]
    each: ClassVar[type[Section] | None] = Channel

    @property
    def named(self) -> dict[str, Channel]:
        """Each by its name."""
        found: Any = self.model_extra
        return found or {}

    @model_validator(mode="after")
    def _well_named(self) -> Self:
        for name in self.named:
            if name == MAIL or not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name):
                what = Message("a name of small letters, digits and '_', other than mail")
                raise told(wrong(name, what))
        return self
