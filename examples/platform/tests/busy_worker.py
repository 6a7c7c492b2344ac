"""Another process in which somebody works on a run without a pause, until it is killed.

Each defect it records is printed once it is acknowledged.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import open_store


def main() -> None:
    """Records one defect after the other."""
    config = Config.read(json.loads(sys.argv[1]), source=Path("worker"), environment={})
    service = RunService(open_store(config), config, SystemClock())
    by = config.team.coordinators[0]
    number = 0
    while True:
        number += 1
        text = f"{sys.argv[2:]} {number}"
        (event,) = service.execute(
            lambda run, at, text=text: run.record_defects(  # type: ignore[misc]
                "CO00000001", text, by=by, at=at, apply=False
            )
        )
        print(event.seq, text, flush=True)


if __name__ == "__main__":
    main()
