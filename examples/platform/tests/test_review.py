"""The review of a dry run, its comparison with earlier ones, and what those teach the odds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from platform_scene import ANNE, HOUR, PAUL, HandClock, make_config, stored_plan
from site_scene import DUTCH, ENGLISH, FRENCH, make_plan, open_site, press, text_of
from test_api import Program

import ptr_py
from ptr_platform.run.service import RunService
from ptr_platform.store import Position
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_scene import Site

FIRST, LATER = "CO00000001", "FDR2"
MINUTE = timedelta(minutes=1)


def twice() -> ptr_py.Plan:
    """The plan of the site, in two dry runs."""
    plan = make_plan()
    records = [record | {"dry_runs": ["FDR1", LATER]} for record in plan.to_records()]
    frame = {key: value for key, value in plan.frame().items() if key != "dry_runs"}
    return ptr_py.Plan.from_records(records, **frame)


def rehearse(directory: Path, took: timedelta) -> None:
    """FDR1, in which the first step took so long."""
    config, clock = make_config(directory), HandClock()
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(twice()), expected=Position(0, 0))
    service = RunService(store, config, clock)
    service.execute(lambda run, at: run.start(FIRST, by=ANNE, at=at, apply=False))
    clock.forward(took)
    service.execute(lambda run, at: run.close(FIRST, by=ANNE, at=at, apply=False))
    store.close()


def later(directory: Path, **scripts: Any) -> Site:
    """The platform of FDR2."""
    site = open_site(directory, twice(), scripts={"dry_run": LATER, **scripts})
    site.clock.forward(24 * HOUR)
    return site


def close(site: Site) -> None:
    site.services.rehearsals.close()
    site.services.sign_in.finish()
    site.service.store.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Site]:
    """The platform of FDR2 beside the database of FDR1, in which the first step took an hour."""
    rehearse(tmp_path, 60 * MINUTE)
    site = later(tmp_path)
    yield site
    close(site)


def test_the_review_tells_plan_record_and_cost_of_phases_teams_and_steps(site: Site) -> None:
    press(site.signed_in(ANNE), FIRST, "start")
    site.clock.forward(90 * MINUTE)
    press(site.signed_in(ANNE), FIRST, "close")
    page = site.visitor().get("/review", headers=FRENCH)
    for words in ("Bilan FDR1", "La chaîne qui a fait la fin", "Coût pour la fin", "1 h 30 min"):
        assert words in text_of(page)
    assert "Terugblik FDR1" in text_of(site.visitor().get("/review", headers=DUTCH))
    assert 'href="/review"' in site.visitor().get("/desk").text


def test_dry_runs_stand_side_by_side_with_what_they_teach(second: Site) -> None:
    page = second.visitor().get("/rehearsals", headers=FRENCH)
    words = text_of(page)
    assert f"{FIRST} Fermer le registre CO Réseau 30 min 1 h – 1 h" in words
    assert "aucune base de données" not in words
    workbook = second.signed_in(PAUL).get("/downloads/rehearsals.xlsx")
    assert workbook.status_code == 200
    assert workbook.data.startswith(b"PK")
    assert second.signed_in(ANNE).get("/downloads/rehearsals.xlsx").status_code == 403


def test_without_an_earlier_database_the_page_says_which_were_looked_for(tmp_path: Path) -> None:
    site = later(tmp_path)
    words = text_of(site.visitor().get("/rehearsals", headers=ENGLISH))
    assert "no database of an earlier dry run here. Those that were looked for: FDR1." in words
    assert not (tmp_path / "ptr_FDR1.sqlite").exists(), "looking made one"
    assert "earlier dry runs" not in text_of(site.visitor().get("/recap", headers=ENGLISH))
    rehearse(tmp_path, 60 * MINUTE)
    site.clock.forward(MINUTE)  # a recap is made once a minute
    assert "1 step takes what earlier dry runs teach" in text_of(
        site.visitor().get("/recap", headers=ENGLISH)
    )
    close(site)


def test_the_odds_come_from_what_earlier_dry_runs_took(second: Site, tmp_path: Path) -> None:
    key = second.key(ANNE)

    def likely(site: Site, headers: dict[str, str]) -> str:
        answer = site.visitor().get("/api/v1/wall", headers=headers).json
        assert answer
        return str(answer["phases"]["CO"]["end_in_four_of_five"])

    alone = later(tmp_path / "alone")
    assert likely(second, key) > likely(alone, alone.key(ANNE))
    close(alone)


def test_rehearsals_in_fast_motion_are_left_out_by_the_configuration(tmp_path: Path) -> None:
    rehearse(tmp_path, MINUTE)
    site = later(tmp_path, rehearsals=[])
    assert "earlier dry runs" not in text_of(site.visitor().get("/recap", headers=ENGLISH))
    assert "FDR1" not in text_of(site.visitor().get("/rehearsals", headers=ENGLISH))
    close(site)


def test_a_database_that_cannot_be_read_is_told_and_harms_nothing(
    second: Site, tmp_path: Path
) -> None:
    (tmp_path / "ptr_FDR1.sqlite").write_bytes(
        b"no database, but long enough to be looked into" * 9
    )
    words = text_of(second.visitor().get("/rehearsals", headers=ENGLISH))
    assert "FDR1: the database" in words
    assert second.visitor().get("/wall").status_code == 200


def test_programs_get_the_same(second: Site) -> None:
    document = second.visitor().get("/api/v1/openapi.json").json
    assert document
    program = Program(second, second.key(ANNE), document)
    assert program.get("/review")["steps"][FIRST]["planned_work"] == 1800
    told = program.get("/rehearsals")
    assert [run["dry_run"] for run in told["runs"]] == ["FDR1", LATER]
    assert told["steps"][FIRST]["lesson"]["duration"] == 3600
    assert told["unreadable"] == {}
