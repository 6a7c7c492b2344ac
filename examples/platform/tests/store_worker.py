"""Another process that writes to a store, for tests to race and to kill.

``race N``: waits for a line, then appends one event after the other until the store holds N, and
prints how many appends were its own. ``flood``: appends until it is killed, and prints each number
once it is acknowledged.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ptr_platform.config import Config
from ptr_platform.store import Conflict, Store
from ptr_platform.store.opening import open_store


def append(store: Store, text: str) -> int:
    """Appends two events at once; their first number, or 0 if somebody else was faster."""
    position = store.position()
    seq = position.version + 1
    events = [{"seq": seq, "text": text}, {"seq": seq + 1, "text": text}]
    try:
        store.append(events, expected=position)
    except Conflict:
        return 0
    return seq


def main() -> None:
    """Does what the command line says."""
    document, name, mode, *rest = sys.argv[1:]
    config = Config.read(json.loads(document), source=Path("worker"), environment={})
    store = open_store(config)
    won = 0
    if mode == "race":
        print("ready", flush=True)
        sys.stdin.readline()
    while mode == "flood" or store.position().version < int(rest[0]):
        if seq := append(store, name):
            won += 1
            if mode == "flood":
                print(seq, flush=True)
            else:
                time.sleep(0.002)  # lets somebody else win
    print(won, flush=True)
    store.close()


if __name__ == "__main__":
    main()
