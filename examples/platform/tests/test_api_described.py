"""The served API against the document that describes it, as Schemathesis thinks of requests.

The process is told where the document is and given a key; it asks what the document allows, and
what it does not. `test_api.py` says what the answers mean.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from browser_scene import MARIE
from site_scene import key_for

if TYPE_CHECKING:
    from browser_scene import Evening

SECONDS = 15

SETTINGS = """
[checks]
# A text that is no mail address is well-formed and refused, as the document says.
positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 503]
# An id may hold slashes: an address that ends in `/close` may be a step that is asked for by GET.
allow_header_conformance.enabled = false
unsupported_method.enabled = false
"""


def test_no_request_is_answered_otherwise_than_the_document_says(
    tonight: Evening, tmp_path: Path
) -> None:
    key = key_for(tonight.app.extensions["ptr"].credentials, MARIE, tonight.clock.now())
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(SETTINGS, "utf-8")
    before = tonight.service.run().version
    asked = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            f"--config-file={settings}",
            "run",
            f"{tonight.address}/api/v1/openapi.json",
            f"--header=Authorization: {key['Authorization']}",
            "--phases=examples,coverage,fuzzing,stateful",
            "--max-examples=25",
            f"--max-time={SECONDS}",
            "--generation-deterministic",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=4 * SECONDS,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert tonight.service.run().version > before, "some of it were commands"
