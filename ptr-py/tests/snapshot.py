"""What is compared with a committed file, so that a change of it shows in review.

``INSTA_UPDATE=always pytest FILE`` writes the files anew: the same switch as for the snapshots of
the Rust tests.
"""

import difflib
import os
from pathlib import Path

SNAPSHOTS = Path(__file__).with_name("snapshots")


def compare(name: str, text: str) -> None:
    """Holds a text against the snapshot of this name, or writes that down if asked to."""
    file = SNAPSHOTS / name
    if os.environ.get("INSTA_UPDATE") == "always":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    before = file.read_text("utf-8") if file.is_file() else ""
    if text != before:
        changes = difflib.unified_diff(before.splitlines(), text.splitlines(), name, "now", n=0)
        raise AssertionError("\n".join(changes))
