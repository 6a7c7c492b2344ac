"""The pictures that the README shows, of a night on which everything is going on at once.

    pytest examples/platform/tests/test_screenshots.py --screenshots

writes them anew. Without the option the same pictures are taken and looked over, and none is kept.
The evening, its people and its clock are always the same, so that a picture changes with the page
that it shows and not with the day on which it was taken.
"""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_scene import ODILE, evening, rehearse
from PIL import Image, ImageStat
from platform_scene import PAUL

from ptr_py import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browser_scene import Evening, Window

    Take = Callable[[str], None]

KEPT = Path(__file__).resolve().parent.parent / "screenshots"
LARGEST = 150_000
"""Bytes of one picture."""
COLOURS = 128

PLAYED = timedelta(hours=7)
BEHIND = timedelta(minutes=50)


@pytest.fixture
def tonight(tmp_path: Path) -> Iterator[Evening]:
    """The platform when the cut-over has gone as planned for hours."""
    with evening(tmp_path, after=PLAYED) as tonight:
        yield tonight


@pytest.fixture
def take(scripted: Window, tmp_path: Path, request: pytest.FixtureRequest) -> Take:
    """Takes a picture of what is in the window."""
    directory = KEPT if request.config.getoption("--screenshots") else tmp_path

    def take(name: str) -> None:
        image = Image.open(io.BytesIO(scripted.picture())).convert("RGB")
        assert max(ImageStat.Stat(image).stddev) > 10, "the picture shows something"
        palette = image.quantize(COLOURS, dither=Image.Dither.NONE)
        directory.mkdir(exist_ok=True)
        file = directory / f"{name}.png"
        palette.save(file, optimize=True)
        assert file.stat().st_size < LARGEST

    return take


@pytest.fixture
def night(tonight: Evening) -> list[str]:
    """Then for a while it does not, and half of what is Ready is begun. Returns those steps."""
    tonight.clock.forward(BEHIND)
    run, now = tonight.service.run(), tonight.clock.now()
    ready = [step for step, state in run.states(now).items() if state == State.READY]
    for step in ready[::2]:
        owner = run.assignees(step)[0]
        tonight.service.execute(
            lambda run, at, step=step, owner=owner: run.start(  # type: ignore[misc]
                step, by=owner, at=at, apply=False
            )
        )
    return ready[::2]


def test_every_page_has_its_picture(
    tonight: Evening, night: list[str], scripted: Window, take: Take
) -> None:
    step = night[0]
    owner = tonight.service.run().assignees(step)[0]
    tonight.sign_in(scripted, owner)
    scripted.visit(f"/steps/{step}")
    scripted.type(
        "Defects",
        "Trois fichiers de l'ancien modèle refusés : caractères accentués.\n"
        "Corrigés à la main, ticket 4711 ouvert pour le Live.",
    )
    scripted.press("Enregistrer les defects")
    scripted.visit("/")
    take("home")
    scripted.visit(f"/steps/{step}")
    take("step")
    scripted.resize(390, 844, phone=True)
    scripted.visit(f"/steps/{step}")
    take("phone")
    scripted.resize(1280, 900)
    scripted.visit("/recap")
    take("dry-run")
    scripted.visit("/recap/CO")
    take("recap")
    scripted.visit("/recap/CO?team=Données+de+comptage#steps")
    take("recap-steps")
    scripted.forget()
    scripted.resize(1366, 768)
    tonight.sign_in(scripted, PAUL)
    run, now = tonight.service.run(), tonight.clock.now()
    waiting = [
        other for other in run.schedule.successors(step) if run.state(other, now) == "Locked"
    ]
    tonight.service.execute(
        lambda run, at: run.skip(waiting[0], "Sans objet", by=PAUL, at=at, apply=False)
    )
    tonight.scheduler.run()
    scripted.visit("/desk")
    take("desk")
    ready = [other for other, state in run.states(now).items() if state == State.READY]
    scripted.visit(f"/steps/{ready[0]}/skip")
    take("decision")
    scripted.visit("/wall")
    take("wall")
    scripted.forget()
    scripted.resize(1280, 900)
    tonight.sign_in(scripted, owner)
    scripted.visit(f"/steps/{step}")
    tonight.service.execute(
        lambda run, at: run.transfer(step, to=ODILE, by=owner, at=at, apply=False)
    )
    scripted.resize(1280, 480)
    scripted.press("Clôturer l'étape-action")
    take("failure")
    scripted.forget()
    scripted.visit(tonight.link_to(ODILE))
    scripted.press("Clôturer l'étape-action")
    take("confirmation")


def test_what_is_looked_at_before_and_after_a_night_has_its_picture(
    tonight: Evening, scripted: Window, take: Take, changed_workbook: Path
) -> None:
    tonight.sign_in(scripted, PAUL)
    scripted.resize(1366, 768)
    rehearse(tonight.config)
    scripted.visit("/rehearsals")
    take("rehearsals")
    scripted.visit("/plan")
    scripted.field("Classeur").send_keys(str(changed_workbook))
    scripted.press("Vérifier le classeur")
    take("revision")
