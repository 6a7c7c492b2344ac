"""Further ways out beside mail: named addresses of Apprise, one for everybody or one a person.

Kept true: nobody but whoever writes the configuration says where messages go. What a person fills
into an address stands behind its host, and nothing in it has a meaning there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote

from ptr_platform.language.messages import Message
from ptr_py import normalized_address
from ptr_py.typing import NoticeKind

if TYPE_CHECKING:
    from ptr_platform.config.reader import Section

MAIL = "mail"
"""What mail is called among the ways."""
KINDS: tuple[str, ...] = get_args(NoticeKind)
"""The kinds of notices."""
_FILLED_IN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Channel:
    """One way out."""

    name: str
    url: str | None
    """For everybody whom `people` does not name; ``{mail}`` and ``{key}`` are filled in."""
    people: Mapping[str, str]
    """For single people, by their normalized addresses."""
    kinds: tuple[str, ...]
    """What goes by it to whoever has chosen nothing."""
    health: bool
    """Whether the coordinators hear by it what is wrong with the platform."""

    def is_of_one(self, mail: str) -> bool:
        """Whether a message to this person reaches nobody else, so that it may carry their link."""
        return normalized_address(mail) in self.people or "{mail}" in (self.url or "")

    def address(self, mail: str, key: str = "") -> str | None:
        """Where a message to this person goes; `None` if they are not reached by this way.

        Args:
            mail: The person.
            key: By which a receiver recognises a message that is sent again.
        """
        template = self.people.get(normalized_address(mail) or mail, self.url)
        values = {"mail": quote(mail, safe=""), "key": quote(key, safe="")}
        return template and _FILLED_IN.sub(lambda found: values[found[1]], template)


def read(section: Section) -> dict[str, Channel]:
    """The ``channels`` section."""
    channels = {}
    for name in section.values:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", str(name)) or name == MAIL:
            section.mistakes.tell(
                section.key(str(name)),
                "found %(found)s, expected %(expected)s",
                found=name,
                expected=Message("a name of small letters, digits and '_', other than mail"),
            )
        else:
            channels[name] = _channel(section.section(name), name)
    section.close()
    return channels


def _channel(section: Section, name: str) -> Channel:
    url = section.text("url", None)
    people: Any = section.raw("people", {})
    if not isinstance(people, Mapping) or not all(
        isinstance(it, str) and normalized_address(str(mail)) for mail, it in people.items()
    ):
        section.wrong("people", people, Message("mail addresses, each with an address of Apprise"))
        people = {}
    kinds = section.raw("kinds", [])
    if not isinstance(kinds, list) or any(kind not in KINDS for kind in kinds):
        known = ", ".join(KINDS)
        section.wrong("kinds", kinds, Message("a list of: %(known)s", {"known": known}))
        kinds = []
    if url is None and not people:
        expected = Message("an address of Apprise, or people with one each")
        section.mistakes.tell(
            section.key("url"), "missing, expected %(expected)s", expected=expected
        )
    for place, template in [("url", url), *((f"people.{mail}", it) for mail, it in people.items())]:
        if template is not None and (wish := _wrong(template)):
            # The address itself is not told: it holds passwords.
            section.mistakes.tell(
                section.key(place),
                "found %(found)s, expected %(expected)s",
                found=Message("a secret text"),
                expected=wish,
            )
    channel = Channel(
        name=name,
        url=url,
        people={normalized_address(str(mail)) or "": it for mail, it in people.items()},
        kinds=tuple(kinds),
        health=section.flag("health", default=False),
    )
    section.close()
    return channel


def _wrong(template: str) -> Message | None:
    """What is expected instead of an address that cannot be used."""
    # Loading it takes half a second, which only those pay who use it.
    import apprise  # noqa: PLC0415

    host, _, rest = template.partition("://")[2].partition("/")
    if "{" in host or any(name not in {"mail", "key"} for name in _FILLED_IN.findall(rest)):
        return Message("{mail} and {key} at most, behind the host and a '/'")
    sample = _FILLED_IN.sub("a", template)
    if apprise.Apprise.instantiate(sample, suppress_exceptions=True) is None:
        return Message("an address of Apprise, such as json://gateway.example.org/sms/{mail}")
    return None
