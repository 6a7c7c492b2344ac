"""How mail addresses are compared: by the library, which knows where case counts.

What is no address is compared as it stands.
"""

from __future__ import annotations

from ptr_py import normalized_address


def compared(mail: str) -> str:
    """What is the same for two ways to write one address."""
    return normalized_address(mail) or mail


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one."""
    return compared(one) == compared(other)
