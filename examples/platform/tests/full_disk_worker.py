"""A platform whose files may grow no more: what its health says, and what it says of a change."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from platform_scene import ANNE
from site_scene import open_site

STEP = "CO00000001"


def main() -> None:
    """Prints the statuses of both, before and after."""
    site = open_site(Path(sys.argv[1]))
    key, visitor = site.key(ANNE), site.visitor()

    def ask(said: str) -> None:
        health = visitor.get("/healthz").status_code
        text = {"text": said * 2000}
        answer = visitor.post(f"/api/v1/steps/{STEP}/defects", json=text, headers=key)
        detail = (answer.json or {}).get("detail", "")
        print(health, answer.status_code, site.service.store.position().version, detail)

    ask("Un texte. ")
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, -1))
    ask("Encore un. ")
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    text = {"text": "Un autre texte."}
    print(visitor.post(f"/api/v1/steps/{STEP}/defects", json=text, headers=key).status_code)


if __name__ == "__main__":
    main()
