"""Where changes come from: told by proxies of every kind, asked of them through a real socket."""

from __future__ import annotations

import http.client
import json
import logging
import threading
from typing import TYPE_CHECKING

import pytest
from mongo_server import free_port
from platform_scene import ANNE
from site_scene import Site, open_site

from ptr_platform.web.origin import bare
from ptr_platform.web.server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JUNK = [
    "<script>alert(1)</script>",
    "unknown",
    "_hidden",
    ":80",
    "[",
    "[]:80",
    "[2001:db8::1",
    "203.0.113.7:99999999",
    "203.0.113.7:<b>",
    "203.0.113.700",
    "2130706433",
    "::1]:80",
    '"',
    '""',
    ",",
    " ",
    "203.0.113.7 203.0.113.8",
    "%",
    "é",
    "1" * 5000,
]
TOLD = [
    ("203.0.113.7", "203.0.113.7"),
    ("203.0.113.7:51234", "203.0.113.7"),
    ("2001:db8::1", "2001:db8::1"),
    ("[2001:db8::1]", "2001:db8::1"),
    ("[2001:db8::1]:443", "2001:db8::1"),
    ('"[2001:db8::1]:443"', "2001:db8::1"),
    ("2001:DB8:0:0::1", "2001:db8::1"),
    ("::ffff:203.0.113.7", "203.0.113.7"),
    ("[::ffff:203.0.113.7]:51234", "203.0.113.7"),
    ("fe80::1%<b>eth0</b>", "fe80::1"),
    ("198.51.100.1, 203.0.113.7:51234", "203.0.113.7"),
    ("<b>, 203.0.113.7", "203.0.113.7"),
]


@pytest.mark.parametrize("text", [*JUNK, "", None])
def test_what_is_no_address_is_none(text: str | None) -> None:
    assert bare(text) is None


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[tuple[Site, int]]:
    """A served platform that trusts one proxy, and its port."""
    port = free_port()
    site = open_site(
        tmp_path, server={"proxies": 1, "port": port}, identity={"attempts": 1, "window_minutes": 5}
    )
    server, stop = WebServer(site.app, site.config.server), threading.Event()
    thread = threading.Thread(target=server.serve, args=[stop])
    thread.start()
    yield site, port
    stop.set()
    thread.join(timeout=20)
    site.services.sign_in.finish()
    site.service.store.close()
    assert not thread.is_alive()


def record(behind: tuple[Site, int], **headers: str) -> str | None:
    """Records a defect, and gives where that came from as it is kept."""
    site, port = behind
    before = site.service.store.position().version
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = json.dumps({"text": f"the {before}th"})
    connection.putrequest("POST", "/api/v1/steps/CO00000001/defects")
    for name, value in {"Content-Type": "application/json", **site.key(ANNE), **headers}.items():
        connection.putheader(name.replace("_", "-"), value.encode())
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()
    (recorded,) = site.service.store.recorded(after=before)
    return recorded.origin


def test_an_address_was_recorded_with_the_port_that_some_proxies_append(
    behind: tuple[Site, int],
) -> None:
    for forwarded, expected in TOLD:
        assert record(behind, X_Forwarded_For=forwarded) == expected, forwarded


def test_what_a_proxy_says_that_is_no_address_ends_no_request_and_is_not_recorded(
    behind: tuple[Site, int], caplog: pytest.LogCaptureFixture
) -> None:
    for forwarded in JUNK:
        assert record(behind, X_Forwarded_For=forwarded) == "127.0.0.1", forwarded
    assert record(behind) == "127.0.0.1"
    for name in ("X_Forwarded_Proto", "Forwarded"):
        for text in JUNK:
            assert record(behind, **{name: text}) == "127.0.0.1", (name, text)
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]


def test_a_host_that_is_none_is_no_fault_of_the_platform(behind: tuple[Site, int]) -> None:
    for host in JUNK:
        connection = http.client.HTTPConnection("127.0.0.1", behind[1], timeout=20)
        connection.putrequest("GET", "/")
        connection.putheader("X-Forwarded-Host", host.encode())
        connection.endheaders()
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        assert answer.status in {400, 401}, page
        assert "<script>alert" not in page
