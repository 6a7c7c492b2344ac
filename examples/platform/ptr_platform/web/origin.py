"""Where a request came from: recorded beside each change, counted when sign-in links are asked for.

Kept true: it is an address of the internet protocol and nothing else, whatever a proxy, or somebody
before it, has written into a header. Some proxies append the port, which is another one with each
connection: one place would count as many.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from flask import request

# In front of a port an address of version 6 stands in brackets.
_WITH_PORT = re.compile(r"(?:\[(?P<six>[^\[\]]*)\]|(?P<four>[^:\[\]]*))(?::[0-9]{1,5})?")


def origin() -> str | None:
    """The address that the present request came from: of the proxy, if it does not tell one."""
    before_proxies = request.environ.get("werkzeug.proxy_fix.orig", {})
    return bare(request.remote_addr) or bare(before_proxies.get("REMOTE_ADDR"))


def bare(text: str | None) -> str | None:
    """An address without brackets, port and interface; `None` if it is none."""
    text = (text or "").strip().strip('"')
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"] or ""
    try:
        # What stands behind a percent sign is the name of an interface, and any text will do.
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
