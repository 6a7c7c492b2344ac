"""The commands as people type them: what they print, what they leave, how they end."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import yaml
from mail_server import MailServer
from mongo_server import free_port
from platform_scene import ANNE, PAUL, T0, HandClock, make_plan, settings
from site_scene import csrf

import ptr_py
from ptr_platform.__main__ import main
from ptr_platform.clock import SystemClock
from ptr_platform.config import Config
from ptr_platform.run.pulse import alive
from ptr_platform.run.service import RunService
from ptr_platform.store.opening import open_store
from ptr_platform.web import create_app

if TYPE_CHECKING:
    from ptr_platform.store import Store

Ptr = Callable[..., int]
PLATFORM = Path(__file__).resolve().parent.parent


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    file = tmp_path / "plan.xlsx"
    make_plan().write_workbook(file)
    return file


@pytest.fixture
def ptr(tmp_path: Path, workbook: Path) -> Ptr:
    """Calls the command line with a configuration of its own."""
    file = tmp_path / "config.yaml"
    document = settings(tmp_path, excel={"file": str(workbook)})
    file.write_text(yaml.safe_dump(document), "utf-8")

    def call(*arguments: str) -> int:
        return main(["--config", str(file), *arguments])

    return call


_OPEN: list[Store] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    while _OPEN:
        _OPEN.pop().close()


def service(tmp_path: Path) -> RunService:
    """The run as the commands have left it, opened anew."""
    document = yaml.safe_load((tmp_path / "config.yaml").read_text("utf-8"))
    config = Config.read(document, source=tmp_path / "config.yaml", environment={})
    store = open_store(config)
    _OPEN.append(store)
    return RunService(store, config, HandClock())


def change(workbook: Path, edit: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(workbook)
    edit(book["Etapes-actions"])
    book.save(workbook)


def row_of(sheet: Any, step: str) -> int:
    rows = (cell.row for column in sheet.iter_cols() for cell in column if cell.value == step)
    return int(next(rows))


def column_of(sheet: Any, heading: str) -> int:
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value == heading)
    return int(next(cells).column)


def test_an_import_fills_the_database(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    assert "ptr_FDR1\u00a0: 3 étapes-actions importées pour FDR1" in capsys.readouterr().out
    assert service(tmp_path).plan == make_plan()


def test_a_dry_import_stores_nothing(ptr: Ptr, tmp_path: Path) -> None:
    assert ptr("makeDB", "--dry") == 0
    assert not service(tmp_path).imported


def test_every_problem_of_a_workbook_is_printed_with_its_cell(
    ptr: Ptr, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(sheet: Any) -> None:
        row = row_of(sheet, "CO00000001")
        sheet.cell(row, column_of(sheet, "Date d'exécution")).value = "demain"
        sheet.cell(row + 1, column_of(sheet, "Prérequis")).value = "CO99999999"

    change(workbook, spoil)
    assert ptr("makeDB", "--dry") == 1
    printed = capsys.readouterr().err
    assert "demain" in printed
    assert "CO99999999" in printed
    assert printed.count("erreur\u00a0: Etapes-actions!") == 2
    assert printed.count("Etapes-actions!") == 2, "a place is told twice"
    assert "erreurs\u00a0: 2, avertissements\u00a0: 0" in printed
    assert ptr("makeDB") == 1
    assert not service(tmp_path).imported


def test_the_cut_over_can_be_moved_to_an_instant(ptr: Ptr, tmp_path: Path) -> None:
    assert ptr("makeDB", "--cut-over", "2027-01-01T12:00+01:00") == 0
    start = service(tmp_path).schedule.start("CO00000001")
    assert start is not None
    assert start.isoformat() == "2027-01-01T12:00:00+01:00"


@pytest.mark.parametrize("when", ["demain", "2027-01-01T12:00", "0001-01-01T00:00+05:00"])
def test_an_instant_that_is_none_is_refused(
    ptr: Ptr, when: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--cut-over", when) == 1
    assert when in capsys.readouterr().err


def test_a_shift_out_of_the_calendar_was_stored_and_made_the_database_useless(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--shift-days", "5000000", "--dry") == 1
    assert ptr("makeDB", "--shift-days", "5000000") == 1
    assert "hors du calendrier (années 1 à 9999)" in capsys.readouterr().err
    assert not service(tmp_path).imported
    assert ptr("makeDB", "--shift-days", "1.5") == 0


@pytest.mark.parametrize("days", ["nan", "inf", "1e12", "soon"])
def test_days_that_are_none_are_told(
    ptr: Ptr, days: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--shift-days", days) == 2
    assert f"«\u00a0{days}\u00a0» trouvé, nombre de jours attendu" in capsys.readouterr().err


def test_a_changed_workbook_shows_what_changes_and_keeps_what_was_done(
    ptr: Ptr, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    service(tmp_path).execute(lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False))

    def rename(sheet: Any) -> None:
        row = row_of(sheet, "CO00000002")
        sheet.cell(row, column_of(sheet, "Libellé")).value = "Basculer tout"

    change(workbook, rename)
    capsys.readouterr()
    assert ptr("makeDB") == 1, "nobody agreed"
    assert "Libellé\u00a0: Basculer -> Basculer tout" in capsys.readouterr().out
    assert service(tmp_path).plan["CO00000002"].label == "Basculer"

    assert ptr("makeDB", "--yes") == 0
    after = service(tmp_path)
    assert after.plan["CO00000002"].label == "Basculer tout"
    assert after.run().state("CO00000001", T0) is ptr_py.State.OPEN
    assert "importé\u00a0; 1 événement conservé" in capsys.readouterr().out
    (_, revised) = after.run().events
    assert (revised.type, revised.by, revised.reason) == ("plan_revised", PAUL, None)
    assert after.plan.digest == revised.to_dict()["plan"]


def test_of_several_coordinators_the_one_who_imports_says_so(
    ptr: Ptr, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = yaml.safe_load((tmp_path / "config.yaml").read_text("utf-8"))
    document["team"]["coordinators"] = [PAUL, "zoe@transition.example"]
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    assert ptr("makeDB") == 0
    change(workbook, lambda sheet: sheet.delete_rows(row_of(sheet, "CO00000003")))
    assert ptr("makeDB", "--yes") == 2
    assert f"{PAUL}, zoe@transition.example" in capsys.readouterr().err
    assert ptr("makeDB", "--yes", "--by", ANNE) == 1
    assert "Seule l'équipe de transition" in capsys.readouterr().err
    assert ptr("makeDB", "--yes", "--by", PAUL, "--reason", "Étape inutile") == 0
    run = service(tmp_path).run()
    assert [(event.by, event.reason) for event in run.events] == [(PAUL, "Étape inutile")]
    assert "CO00000003" not in run.schedule


def test_a_workbook_without_a_step_that_somebody_started_is_refused(
    ptr: Ptr, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    service(tmp_path).execute(lambda run, at: run.start("CO00000001", by=ANNE, at=at, apply=False))

    def drop(sheet: Any) -> None:
        row = row_of(sheet, "CO00000002")
        sheet.cell(row, column_of(sheet, "Prérequis")).value = None
        sheet.delete_rows(row_of(sheet, "CO00000001"))

    change(workbook, drop)
    assert ptr("makeDB", "--yes") == 1
    assert "CO00000001" in capsys.readouterr().err
    assert "CO00000001" in service(tmp_path).schedule
    assert ptr("makeDB", "--yes", "--rewriting", "--reason", "Confiée ailleurs") == 0
    assert "CO00000001" not in service(tmp_path).schedule


def test_an_unchanged_workbook_is_not_imported_again(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    assert ptr("makeDB") == 0
    assert "rien à importer" in capsys.readouterr().out
    assert service(tmp_path).store.position().revision == 1


def test_a_database_is_removed_only_after_a_yes(ptr: Ptr, tmp_path: Path) -> None:
    assert ptr("makeDB") == 0
    assert ptr("removeDB") == 1
    assert service(tmp_path).imported
    assert ptr("removeDB", "--yes") == 0
    assert not (tmp_path / "ptr_FDR1.sqlite").exists()


@pytest.mark.parametrize("kind", ["server", "scheduler"])
def test_what_would_pull_the_database_away_is_refused_while_a_process_is_at_work(
    ptr: Ptr, tmp_path: Path, workbook: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    document = yaml.safe_load((tmp_path / "config.yaml").read_text("utf-8"))
    document["server"] |= {"port": free_port()}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    assert ptr("makeDB") == 0
    assert ptr("backup", str(tmp_path / "copies")) == 0
    (copy,) = (tmp_path / "copies").glob("*.sqlite")
    change(workbook, lambda sheet: sheet.cell(row_of(sheet, "CO00000003"), 2, "Ouvrir tout"))
    command = [
        sys.executable,
        "-m",
        "ptr_platform",
        "--config",
        str(tmp_path / "config.yaml"),
        kind,
    ]
    process = subprocess.Popen(command, cwd=PLATFORM, stderr=subprocess.DEVNULL)
    try:
        store = service(tmp_path).store
        deadline = time.monotonic() + 30
        while not alive(store, SystemClock().now()):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        for refused in (
            ("removeDB", "--yes"),
            ("restore", str(copy), "--yes"),
            ("makeDB", "--yes"),
        ):
            assert ptr(*refused) == 1
            assert f"ptr_FDR1 est en service\u00a0: {kind} " in capsys.readouterr().err
        assert service(tmp_path).store.position().revision == 1
        assert ptr("makeDB", "--yes", "--while-running") == 0
    finally:
        process.terminate()
        process.wait()
    assert alive(store, SystemClock().now()) == [], "who ends says so"
    while _OPEN:
        _OPEN.pop().close()
    assert ptr("restore", str(copy), "--yes") == 0
    assert "est conservé sous" in capsys.readouterr().out
    assert ptr("removeDB", "--yes") == 0


def test_a_database_is_verified_by_itself_and_by_what_a_mail_has_said(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--cut-over", "now", "--as-planned") == 0
    run = service(tmp_path).run()
    mail = str(run.checkpoint())
    assert ptr("verify", "--checkpoint", mail) == 0
    assert f"point de contrôle\u00a0: {mail}" in capsys.readouterr().out
    assert ptr("backup", str(tmp_path / "copies")) == 0
    (copy,) = (tmp_path / "copies").glob("*.sqlite")
    assert ptr("verify", str(copy)) == 0
    assert ptr("verify", "--checkpoint", "1 " + "0" * 64) == 4
    assert ptr("verify", "--checkpoint", "un point") == 2
    with closing(sqlite3.connect(tmp_path / "ptr_FDR1.sqlite")) as database, database:
        database.execute("UPDATE notes SET text = 'autre' WHERE name = 'first_import'")
    for command in (["verify"], ["status"], ["scheduler", "--once"], ["backup", str(tmp_path)]):
        assert ptr(*command) == 4
    assert "la base de données est endommagée" in capsys.readouterr().err


def test_a_person_whom_no_mail_reaches_signs_in_by_a_link_that_is_printed(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    capsys.readouterr()
    assert ptr("link", ANNE.upper(), "--step", "CO00000001") == 0
    link = capsys.readouterr().out.strip()
    app = create_app(service(tmp_path), service(tmp_path).config, SystemClock())
    browser = app.test_client()
    page = browser.get(link[link.index("/sign-in") :])
    form = {"csrf": csrf(page), "token": link.partition("t=")[2]}
    assert browser.post("/sign-in/link", data=form).location == "/steps/CO00000001"
    assert ANNE in browser.get("/steps/CO00000001").text
    app.extensions["ptr"].sign_in.finish()
    assert ptr("link", "eve@evil.example") == 1
    assert ptr("link", ANNE, "--step", "CO99999999") == 1


def test_the_status_workbook_reads_back_as_the_plan(ptr: Ptr, tmp_path: Path) -> None:
    assert ptr("makeDB") == 0
    assert ptr("export", str(tmp_path / "status.xlsx")) == 0
    assert ptr_py.load_workbook(tmp_path / "status.xlsx") == make_plan()


def test_a_report_is_sent_now_and_once_a_day(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--cut-over", "now") == 0
    assert ptr("report") == 2, "nobody to send it to"
    assert ptr("report", "--to", PAUL, "--to", ANNE) == 0
    assert "2 rapports envoyés" in capsys.readouterr().out
    assert ptr("report", "--to", PAUL) == 0
    assert "chacun a déjà reçu le rapport" in capsys.readouterr().out
    reports = [file.name for file in (tmp_path / "mails").glob("*weekly-report*.eml")]
    assert len(reports) == 2


def test_a_report_asked_for_took_along_the_start_mails_that_were_owed(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB", "--cut-over", "now") == 0
    assert ptr("report", "--to", PAUL) == 0
    told = "1 rapport envoyé\n1 autre mail est dû\u00a0; l'ordonnanceur l'envoie\n"
    assert told in capsys.readouterr().out
    assert [file.name for file in (tmp_path / "mails").glob("*.eml") if "start" in file.name] == []
    assert [it.kind for it in service(tmp_path).run().notices(SystemClock().now())] == ["start"]
    assert ptr("scheduler", "--once") == 0
    assert '"sent": 1' in capsys.readouterr().out
    assert service(tmp_path).run().notices(SystemClock().now()) == []


def test_a_report_that_was_refused_for_good_counted_as_sent(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = MailServer()
    server.switch_on()
    server.refused.add(ANNE)
    document = yaml.safe_load((tmp_path / "config.yaml").read_text("utf-8"))
    document["mail"] |= server.settings()
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(document), "utf-8")
    assert ptr("makeDB") == 0
    assert ptr("report", "--to", PAUL, "--to", ANNE) == 1
    told = capsys.readouterr()
    assert "1 rapport envoyé" in told.out
    assert "550 5.1.1 unknown here" in told.err
    server.switch_off()


def test_a_demonstration_begins_with_the_cut_over_and_nothing_late(
    ptr: Ptr, tmp_path: Path
) -> None:
    sample = Path(__file__).parents[2] / "data" / "plan-de-transition.xlsx"
    options = ["--cut-over", "now", "--as-planned", "--if-empty"]
    assert ptr("makeDB", "--workbook", str(sample), *options) == 0
    run = service(tmp_path).run()
    now = SystemClock().now()
    recap = run.recap(now)
    assert recap.terminated > 100
    assert recap.by_state[ptr_py.State.OVERDUE] == 0
    assert recap.by_state[ptr_py.State.READY] >= 1
    assert run.notices(now), "no mail to look at"
    events = run.version
    assert ptr("makeDB", "--workbook", str(sample), *options) == 0
    assert service(tmp_path).run().version == events


def test_the_status_says_where_it_stands(ptr: Ptr, capsys: pytest.CaptureFixture[str]) -> None:
    assert ptr("makeDB", "--cut-over", "now") == 0
    assert ptr("status") == 0
    assert "FDR1\u00a0: 0/3" in capsys.readouterr().out


def test_without_a_plan_the_way_to_one_is_told(
    ptr: Ptr, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("status") == 4
    assert "makeDB" in capsys.readouterr().err


def test_a_configuration_with_mistakes_ends_with_its_own_code(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("langage: fr\n")
    assert ptr("status") == 3
    assert (
        "langage\u00a0: clé inconnue\u00a0; vouliez-vous écrire language\u00a0?"
        in capsys.readouterr().err
    )


def test_a_dry_run_that_the_workbook_does_not_know_is_told_with_those_it_knows(
    tmp_path: Path, ptr: Ptr, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(file.read_text("utf-8").replace("FDR1", "FDR9"), "utf-8")
    assert ptr("makeDB") == 1
    assert "le classeur n'a pas de dry run FDR9, mais FDR1" in capsys.readouterr().err


def test_every_command_explains_itself(ptr: Ptr, capsys: pytest.CaptureFixture[str]) -> None:
    assert ptr("--help") == 0
    assert "codes de retour\u00a0:" in capsys.readouterr().out
    for command in ("makeDB", "removeDB", "backup", "restore", "scheduler", "server", "up"):
        assert ptr(command, "--help") == 0


def test_nonsense_ends_with_the_code_for_it(ptr: Ptr) -> None:
    assert ptr("dance") == 2


def test_a_copied_database_under_the_name_of_another_dry_run_is_refused(
    ptr: Ptr, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ptr("makeDB") == 0
    shutil.copy(tmp_path / "ptr_FDR1.sqlite", tmp_path / "ptr_FDR2.sqlite")
    file = tmp_path / "config.yaml"
    file.write_text(file.read_text("utf-8").replace("FDR1", "FDR2"), "utf-8")
    assert ptr("status") == 4
    assert "est celle du dry run FDR1" in capsys.readouterr().err
