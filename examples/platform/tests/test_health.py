"""Health says what is true: a full disk, a dead mail server, mails that wait, damage."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from platform_scene import ANNE, HOUR, PAUL, T0
from site_scene import ENGLISH, FRENCH, csrf, open_site, press, text_of

from ptr_platform.run import service as services
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from site_scene import Site

WORKER = Path(__file__).with_name("full_disk_worker.py")
NOBODY = {"transport": "smtp", "host": "127.0.0.1", "port": 1, "tls": "none", "timeout": 2}


def test_a_full_database_is_no_health(site: Site) -> None:
    assert site.visitor().get("/healthz").status_code == 200
    assert isinstance(site.service.store, SqliteStore)
    connection = site.service.store._connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.execute("PRAGMA incremental_vacuum")
    connection.execute("VACUUM") if free else None
    connection.execute(f"PRAGMA max_page_count = {pages - free}")
    health = site.visitor().get("/healthz")
    assert health.status_code == 503
    assert "full" in health.get_json()["error"]


def test_on_a_disk_without_room_health_and_changes_say_the_same(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(WORKER), str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0].split() == ["200", "200", "1"]
    assert told[1].startswith("503 503 1 ")
    assert "Rien n'a été modifié" in told[1]
    assert told[2] == "200", "there is room again"


def test_a_mail_server_that_is_dead_and_mails_that_wait_are_told_everywhere(
    tmp_path: Path,
) -> None:
    site = open_site(tmp_path, mail=NOBODY)
    scheduler = Scheduler(site.service, open_mailer(site.service))
    scheduler.run()
    answer = site.visitor().get("/healthz/scheduler")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "undeliverable")
    health = site.visitor().get("/healthz")
    assert (health.status_code, health.get_json()["status"]) == (200, "degraded")
    assert health.get_json()["troubles"][0].startswith("The mail server takes no mail: ")
    site.clock.forward(HOUR)
    scheduler.run()
    assert "waiting for more than 10 minutes" in site.visitor().get("/healthz").text
    desk = text_of(site.signed_in(PAUL).get("/desk", headers=FRENCH))
    assert "Le serveur de mail n'accepte aucun mail" in desk
    assert "depuis plus de 10 minutes" in desk
    site.services.sign_in.finish()
    site.service.store.close()


def test_what_is_damaged_while_everything_runs_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(site.signed_in(ANNE), "CO00000001", "start")
    site.service.run()
    with closing(sqlite3.connect(site.config.database.file)) as other, other:
        other.execute("UPDATE events SET document = replace(document, 'anne', 'eve')")
    assert site.visitor().get("/healthz").status_code == 200, "looked at from time to time"
    monkeypatch.setattr(services, "_VERIFY_SECONDS", -1.0)
    health = site.visitor().get("/healthz")
    assert health.status_code == 503
    assert "events 1 is not what was written" in health.get_json()["error"]
    assert "events 1 is not what was written" in text_of(
        site.signed_in(PAUL).get("/desk", headers=ENGLISH)
    )


def test_with_the_end_of_a_phase_its_checkpoint_goes_out_once(site: Site) -> None:
    scheduler = Scheduler(site.service, open_mailer(site.service))
    assert scheduler.run().checkpoints == {}
    ids = [step for step in site.service.schedule.ids if site.service.plan[step].phase == "DC"]
    awake = [step for step in site.service.schedule.ids if not step.startswith("FB")]
    for step in awake:
        site.service.execute(
            lambda run, at, step=step: run.execute(  # type: ignore[misc]
                {"type": "skip", "step": step, "reason": "répétition"}, by=PAUL, at=at, apply=False
            )
        )
    sent = scheduler.run()
    assert ids
    assert set(sent.checkpoints) >= {"CO", "DC"}
    assert scheduler.run().checkpoints == {}
    files = list((site.config.database.directory / "mails").glob("checkpoint-*.eml"))
    assert len(files) == len(sent.checkpoints)
    assert sent.checkpoints["CO"].partition(" ")[0] in sent.line()
    number, _, digest = sent.checkpoints["CO"].partition(" ")
    event = site.service.run().events[int(number) - 1]
    assert event.digest == digest
    assert event.at >= T0


@pytest.mark.parametrize("gone", [False, True])
def test_a_database_that_was_replaced_or_removed_was_said_to_be_back_soon(
    site: Site, gone: bool
) -> None:
    file, anne, key = site.config.database.file, site.signed_in(ANNE), site.key(ANNE)
    form = {"csrf": csrf(anne.get("/steps/CO00000001"))}
    if gone:
        file.unlink()
    else:
        shutil.copy(file, file.with_name("other"))
        file.with_name("other").replace(file)
    page = anne.get("/recap", headers=ENGLISH).text
    api = site.visitor().post("/api/v1/steps/CO00000001/start", headers={**key, **ENGLISH}, json={})
    pressed = anne.post("/steps/CO00000001/start", data=form, headers=ENGLISH)
    assert (api.status_code, pressed.status_code) == (503, 503)
    for told in (page, api.get_json()["detail"], pressed.text):
        assert "replaced, emptied or deleted" in told
        assert "until somebody starts the platform again" in told
        assert "again soon" not in told


def test_a_server_whose_database_is_another_one_serves_nothing_of_either(site: Site) -> None:
    file, visitor = site.config.database.file, site.visitor()
    assert visitor.get("/recap").status_code == 200
    shutil.copy(file, file.with_name("other"))
    file.with_name("other").replace(file)
    for address in ("/", "/recap", "/healthz", "/healthz/scheduler", "/api/v1/healthz"):
        answer = visitor.get(address)
        assert answer.status_code == 503, address
    assert "is another database" in visitor.get("/healthz").get_json()["error"]
    outcome = Scheduler(site.service, open_mailer(site.service)).run()
    assert outcome.status == "error"
