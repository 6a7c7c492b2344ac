"""The fields of a request as texts, from a form or from the address."""

from __future__ import annotations

from typing import Self

from flask import request


class Fields:
    """What a request says, each field under its name; a dataclass of texts is made from it."""

    @classmethod
    def of_request(cls) -> Self:
        """The fields of the present request, without the spaces around them."""
        said = {name: request.values.get(name, "") for name in cls.__annotations__}
        return cls(**{name: plain_lines(text).strip() for name, text in said.items()})


def plain_lines(text: str) -> str:
    """The text with one character at the end of lines: browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
