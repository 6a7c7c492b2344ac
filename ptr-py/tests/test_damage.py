"""A stored history that is not what was stored: it is told, or it says the same all the same."""

import json
from random import Random

import pytest
from campaign import rounds
from test_formats import OTHER, PLAN, evening

from ptr_py import PtrError, Run

TRIES = 200
"""In each round."""


def damaged(text: bytes, chance: Random) -> bytes:
    """The text with something done to it that disks, networks and people do."""
    lines = text.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    place = chance.randrange(len(text))
    match chance.randrange(6):
        case 0:
            flipped = bytearray(text)
            flipped[place] ^= 1 << chance.randrange(8)
            return bytes(flipped)
        case 1:
            return text[:place]
        case 2:
            return text[:place] + bytes(512) + text[place + 512 :]
        case 3:
            del lines[one]
        case 4:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines.insert(one, lines[other])
    return b"".join(lines)


def said(run: Run) -> list[dict[str, object]]:
    """What the events say; one without its digest is covered by that of the next."""
    return [event.to_dict() | {"digest": None} for event in run.events]


@pytest.mark.campaign
def test_whatever_is_another_bit_of_a_history_it_is_told() -> None:
    run, _ = evening()
    stored = b"".join(
        json.dumps(event.to_dict(), ensure_ascii=False).encode() + b"\n" for event in run.events
    )
    checkpoint, told = run.checkpoint(), 0
    for number, chance in enumerate(rounds(5), 1):
        for _ in range(TRIES):
            text = damaged(stored, chance)
            try:
                events = [json.loads(line) for line in text.decode().splitlines()]
                twin = Run.replay(PLAN.schedule("FDR1"), events, run.coordinators, plans=[OTHER])
                twin.verify(checkpoint)
            except (PtrError, ValueError, TypeError):
                told += 1
            else:
                assert said(twin) == said(run)
        assert told > number * TRIES // 2
