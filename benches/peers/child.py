"""The process in which a contest is held, or one way of it is weighed; it prints JSON.

    python -m peers.child hold states "states as a dict" 400 7
    python -m peers.child weigh states "states as a dict" 400 networkx

A process of its own, so that no contest leaves anything behind for the next.
"""

import importlib
import json
import sys

from .contest import Contest, hold, weigh

SUBJECTS = ("states", "forecast", "simulation", "workbook", "mails", "boundary")


def contests(subject: str) -> list[Contest]:
    """Of a subject."""
    listed: list[Contest] = importlib.import_module(f"peers.{subject}").contests()
    return listed


def main(what: str, subject: str, name: str, size: str, detail: str) -> None:
    """Holds or weighs."""
    [contest] = [it for it in contests(subject) if it.name == name]
    if what == "hold":
        print(json.dumps([it.to_dict() for it in hold(contest, int(size), int(detail))]))
    else:
        [way] = [it for it in contest.ways if it.name == detail]
        print(json.dumps(weigh(way, int(size))))


if __name__ == "__main__":
    main(*sys.argv[1:])
