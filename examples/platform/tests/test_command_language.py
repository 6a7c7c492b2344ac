"""Which language a command speaks, and that it speaks all of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import openpyxl
import pytest
import yaml
from platform_scene import make_config, make_plan, settings

from ptr_platform.__main__ import main
from ptr_platform.commands.language import command_language
from ptr_platform.config import Config, ConfigError
from ptr_platform.language.messages import LibraryMessage
from ptr_platform.language.translator import Translator
from ptr_platform.store import StoreError
from ptr_platform.store.opening import open_store

PLATFORM = Path(__file__).parent.parent
NO_ENVIRONMENT: dict[str, str] = {}

Ptr = Callable[..., str]


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def configuration(tmp_path: Path, language: str) -> Path:
    """A configuration in a language, and the small plan as its workbook."""
    make_plan().write_workbook(tmp_path / "plan.xlsx")
    document = settings(tmp_path, excel={"file": str(tmp_path / "plan.xlsx")})
    document["language"] = language
    file = tmp_path / "config.yaml"
    file.write_text(yaml.safe_dump(document), "utf-8")
    return file


@pytest.fixture
def ptr(configuration: Path, capsys: pytest.CaptureFixture[str]) -> Ptr:
    """Carries a command out and gives what a person reads of it; spaces are all alike."""

    def call(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        ended = main(["--config", str(configuration), *arguments])
        read = capsys.readouterr()
        assert ended == code, read
        return (read.out + read.err).replace("\u00a0", " ")

    return call


def rename(directory: Path, step: str, label: str) -> None:
    book = openpyxl.load_workbook(directory / "plan.xlsx")
    for row in book["Etapes-actions"].iter_rows():
        if row[0].value == step:
            row[1].value = label
    book.save(directory / "plan.xlsx")


def test_an_import_and_its_difference_speak_the_configured_language(
    ptr: Ptr, tmp_path: Path, language: str
) -> None:
    french = language == "fr"
    file = tmp_path / "plan.xlsx"
    assert ptr("makeDB", "--dry") == (
        f"{file} : 3 étapes-actions pour FDR1, rien n'a été enregistré\n"
        if french
        else f"{file}: 3 steps for FDR1, nothing was stored\n"
    )
    assert ptr("makeDB") == (
        "ptr_FDR1 : 3 étapes-actions importées pour FDR1\n"
        if french
        else "ptr_FDR1: 3 steps for FDR1 imported\n"
    )
    assert ("le plan importé le " if french else "the plan of ") in ptr("makeDB", "--if-empty")
    rename(tmp_path, "CO00000002", "Basculer tout")
    assert ptr("makeDB", "--shift-days", "1", code=1) == (
        "~ CO00000001\n"
        "    Date d'exécution : 28/03/2026 22:00 (UTC+1) -> 29/03/2026 23:00 (UTC+2)\n"
        "~ CO00000002\n"
        "    Libellé : Basculer -> Basculer tout\n"
        "    Date d'exécution : 28/03/2026 23:00 (UTC+1) -> 30/03/2026 00:00 (UTC+2)\n"
        "~ CO00000003\n"
        "    Date d'exécution : 29/03/2026 00:00 (UTC+1) -> 30/03/2026 01:00 (UTC+2)\n"
        "étapes-actions ajoutées : 0, retirées : 0, modifiées : 3, dans un autre état : 0\n"
        "Importer dans ptr_FDR1 ? Personne ne peut répondre ici : rien n'a été modifié."
        " Ajoutez --yes pour accepter.\n"
        if french
        else "~ CO00000001\n"
        "    start: 2026-03-28 22:00 (UTC+1) -> 2026-03-29 23:00 (UTC+2)\n"
        "~ CO00000002\n"
        "    label: Basculer -> Basculer tout\n"
        "    start: 2026-03-28 23:00 (UTC+1) -> 2026-03-30 00:00 (UTC+2)\n"
        "~ CO00000003\n"
        "    start: 2026-03-29 00:00 (UTC+1) -> 2026-03-30 01:00 (UTC+2)\n"
        "steps added: 0, removed: 0, changed: 3, in another state: 0\n"
        "Import into ptr_FDR1? Nobody can answer here: nothing was changed."
        " Add --yes to agree.\n"
    )


def test_a_database_comes_and_goes_in_the_configured_language(
    ptr: Ptr, tmp_path: Path, language: str
) -> None:
    french = language == "fr"
    assert ("ne contient pas encore de plan" if french else "holds no plan yet") in ptr(
        "status", code=4
    )
    ptr("makeDB")
    assert ("FDR1 : 0/3 étapes-actions" if french else "FDR1: 0/3 steps") in ptr("status")
    assert ("copie relue, 0 événement" if french else "a copy with 0 events") in ptr(
        "backup", str(tmp_path / "copies")
    )
    (copy,) = (tmp_path / "copies").glob("*.sqlite")
    assert ("0 événement restauré et relu" if french else "0 events restored") in ptr(
        "restore", str(copy), "--yes"
    )
    nowhere = tmp_path / "nowhere"
    assert ("il n'y a pas de copie en " if french else "there is no copy at ") + str(
        nowhere
    ) in ptr("restore", str(nowhere), "--yes", code=4)
    assert ("personne à qui envoyer" if french else "nobody to send") in ptr("report", code=2)
    assert ptr("removeDB", code=1) == (
        "Supprimer définitivement la base de données ptr_FDR1 (0 événement) ? Personne ne peut"
        " répondre ici : rien n'a été modifié. Ajoutez --yes pour accepter.\n"
        if french
        else "Delete the database ptr_FDR1 (0 events) for ever? Nobody can answer here:"
        " nothing was changed. Add --yes to agree.\n"
    )
    assert ("base de données ptr_FDR1 supprimée" if french else "database ptr_FDR1 deleted") in ptr(
        "removeDB", "--yes"
    )


@pytest.mark.parametrize("language", ["nl"], indirect=True)
def test_all_of_it_in_dutch(ptr: Ptr, tmp_path: Path) -> None:
    assert "bevat nog geen plan" in ptr("status", code=4)
    assert ptr("makeDB") == "ptr_FDR1: 3 stappen voor FDR1 geïmporteerd\n"
    assert ptr("makeDB", "--shift-days", "1", "--dry") == (
        "~ CO00000001\n"
        "    Uitvoeringsdatum: 28-03-2026 22:00 (UTC+1) -> 29-03-2026 23:00 (UTC+2)\n"
        "~ CO00000002\n"
        "    Uitvoeringsdatum: 28-03-2026 23:00 (UTC+1) -> 30-03-2026 00:00 (UTC+2)\n"
        "~ CO00000003\n"
        "    Uitvoeringsdatum: 29-03-2026 00:00 (UTC+1) -> 30-03-2026 01:00 (UTC+2)\n"
        "stappen toegevoegd: 0, weggelaten: 0, gewijzigd: 3, in een andere toestand: 0\n"
    )
    assert "FDR1: 0/3 stappen voltooid (0%)" in ptr("status")
    assert ptr("export", str(tmp_path / "status.xlsx")) == f"{tmp_path / 'status.xlsx'}\n"
    told = ptr("status", "--colour", code=2)
    assert told.startswith("Gebruik: python -m ptr_platform")
    assert "Fout: Onbekende optie '--colour'." in told
    assert "de map bestaat niet" in ptr("export", "/nowhere/status.xlsx", code=1)
    assert "(0 gebeurtenissen) definitief verwijderen?" in ptr("removeDB", code=1)


ENGLISH = (
    *("Usage:", "Show this", "Missing", "such", "Invalid", "unexpected", "Error", "for help"),
    *("exclude", "Did you", "requires", "does not", "COMMAND ", "OPTION "),
)


@pytest.mark.parametrize("language", ["fr"], indirect=True)
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["backup"],
        ["backup", "a", "b"],
        ["--config"],
        ["status", "--colour"],
        ["makeDB", "--shift-days"],
        ["makeDB", "--shift-days", "soon"],
        ["makeDB", "--shift-days", "1", "--cut-over", "now"],
        ["verify", "--checkpoint", "x"],
        ["makeDB", "--cut"],
        ["makeDB", "--dry=1"],
    ],
)
def test_a_command_line_that_makes_no_sense_is_told_in_french(
    ptr: Ptr, arguments: list[str]
) -> None:
    told = ptr(*arguments, code=2)
    assert "Erreur : " in told
    assert [word for word in ENGLISH if word in told] == []


COMMANDS = (
    "makeDB",
    "removeDB",
    "backup",
    "restore",
    "scheduler",
    "server",
    "up",
    "report",
    "verify",
    "link",
)


def test_every_command_explains_itself_in_the_configured_language(ptr: Ptr, language: str) -> None:
    french = language == "fr"
    for command in ([], *([name] for name in (*COMMANDS, "export", "status"))):
        told = ptr(*command, "--help")
        assert told.startswith("Utilisation : " if french else "Usage: "), told
        assert ("Afficher cette aide" if french else "Show this message") in told
        if french:
            assert [word for word in ENGLISH if word in told] == []
    assert "codes de retour :" in ptr("--help") or not french


def test_click_speaks_english_again_afterwards(ptr: Ptr) -> None:
    ptr("--help")
    assert "Usage: " in click.Command("dance").get_usage(click.Context(click.Command("dance")))


@pytest.mark.parametrize(
    ("text", "environment", "expected"),
    [
        ("language: en\n", {}, "en"),
        ("language: nl\n", {}, "nl"),
        ("language: fr\n", {"PTR_LANGUAGE": "nl"}, "nl"),
        (None, {"LANG": "nl_BE.UTF-8"}, "nl"),
        ("language: fr\n", {"LANG": "en_GB.UTF-8"}, "fr"),
        ("server: {port: 80}\n", {"LANG": "en_GB.UTF-8"}, "fr"),
        ("language: fr\n", {"PTR_LANGUAGE": "en"}, "en"),
        ("language: en\nserver: [\n", {}, "en"),
        ("language: 'en' # of mails\nserver: [\n", {}, "en"),
        ("server: [\n", {"LANG": "en_GB.UTF-8"}, "en"),
        ("language: de\n", {}, "fr"),
        ("language: [en]\n", {}, "fr"),
        ("language: de\n", {"LANG": "en_GB.UTF-8"}, "en"),
        ("- language\n", {"LANG": "fr_BE.UTF-8"}, "fr"),
        ("", {"LC_ALL": "en_US"}, "fr"),
        (None, {}, "fr"),
        (None, {"LANG": "C.UTF-8"}, "fr"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_known_before_the_configuration_is(
    tmp_path: Path, text: str | None, environment: dict[str, str], expected: str
) -> None:
    file = tmp_path / "config.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    assert command_language(file, environment) == expected


def test_the_configured_language_is_the_spoken_one(configuration: Path, language: str) -> None:
    assert (
        command_language(configuration, {}) == Config.load(configuration, environment={}).language
    )
    assert command_language(configuration, {}) == language


@pytest.mark.parametrize("answer", ["o", "OUI", "y", "yes", "ja", "", "n", "\x04"])
def test_a_question_takes_a_yes_of_either_language(
    configuration: Path, ptr: Ptr, language: str, answer: str
) -> None:
    ptr("makeDB")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ptr_platform", "--config", str(configuration), "removeDB"]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONPATH": str(PLATFORM)},
        text=True,
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode() if answer != "\x04" else b"\x04")
    told, _ = process.communicate(timeout=30)
    os.close(ours)
    question = {
        "fr": "Supprimer définitivement la base de données ptr_FDR1 (0 événement)\u00a0?"
        " [oui/non] ",
        "en": "Delete the database ptr_FDR1 (0 events) for ever? [yes/no] ",
    }
    assert question[language] in told
    agreed = answer.lower() in {"o", "oui", "y", "yes", "ja"}
    assert process.returncode == (0 if agreed else 1), told
    assert "Traceback" not in told
    if not agreed:
        assert ("Rien n'a été modifié." if language == "fr" else "Nothing was changed.") in told


def mistakes_in_french(document: dict[str, object], **environment: str) -> list[str]:
    with pytest.raises(ConfigError) as told:
        Config.read(document, source=Path("/etc/ptr/config.yaml"), environment=environment)
    first, *lines = told.value.text("fr").replace("\u00a0", " ").splitlines()
    assert first == "la configuration /etc/ptr/config.yaml est inutilisable :"
    return [line.removeprefix("  - ") for line in lines]


def test_every_mistake_of_a_configuration_is_told_in_french_with_its_key(tmp_path: Path) -> None:
    document = settings(
        tmp_path,
        database={"kind": "oracle", "port": "x", "name": "a/b", "user": "ptr"},
        server={"prot": 80, "secret": "short", "url": "ptr.example.org", "zzzz": True},
        team={"coordinators": ["paul"], "report_time": "25:00"},
        appearance={"icon": "icon.png", "columns": "x"},
        mail={"transport": "smtp", "tls": "ssl", "from": "x", "port": "x"},
    )
    document["excel"] = {"timezone": "Europe/Bruxelles", "steps": {"sheet": 3, "zonk": 5}}
    document["scripts"] = 5
    told = mistakes_in_french(document, PTR_SERVER_SECRETT="s", PTR_DATABASE_TLS_FILE="/nowhere")
    known = "host, port, url, secret, threads, proxies"
    assert sorted(told) == [
        "PTR_SERVER_SECRETT : ne désigne aucune clé de server ; vouliez-vous écrire"
        " PTR_SERVER_SECRET ?",
        "appearance.columns : « x » trouvé ; attendu : une liste de noms",
        f"appearance.icon : « icon.png » trouvé ; attendu : un fichier ; il n'y en a pas en"
        f" {Path('/etc/ptr/icon.png')}",
        "database.kind : « oracle » trouvé ; attendu : sqlite ou mongodb",
        "database.name : « a/b » trouvé ; attendu : lettres, chiffres, « _ » et « - », 60 au plus",
        "database.port : « x » trouvé ; attendu : un nombre entier de 1 à 65535",
        "database.tls : PTR_DATABASE_TLS_FILE désigne le fichier /nowhere, qui est illisible :"
        " fichier ou répertoire inexistant",
        "database.user : user et password vont ensemble, l'un des deux manque",
        "excel.steps.sheet : trouvé 3 ; attendu : un texte",
        "excel.steps.zonk : clé inconnue « zonk » ;"
        " attendu : l'un de sheet, first_row, last_row, columns, ignore, as_above, ids, sections",
        "excel.timezone : « Europe/Bruxelles » trouvé ; attendu : un fuseau horaire tel que"
        " Europe/Brussels",
        "mail.from : « x » trouvé ; attendu : une adresse telle que transition@example.org, ou un"
        " nom suivi d'une adresse entre <>",
        "mail.host : manque ; attendu : le nom du serveur de mail",
        "mail.port : « x » trouvé ; attendu : un nombre entier de 1 à 65535",
        "mail.tls : « ssl » trouvé ; attendu : starttls, implicit ou none",
        "scripts : 5 trouvé ; attendu : des clés avec des valeurs",
        "scripts.dry_run : manque ; attendu : un texte",
        "server.prot : clé inconnue ; vouliez-vous écrire port ?",
        "server.secret : trop court, au moins 32 caractères attendus (openssl rand -hex 32 en donne"
        " un)",
        "server.url : « ptr.example.org » trouvé ; attendu : une adresse telle que"
        " https://ptr.example.org",
        f"server.zzzz : clé inconnue ; clés connues ici : {known}",
        "team.coordinators : « paul » trouvé ; attendu : une adresse mail telle que"
        " anne@example.org",
        'team.report_time : « 25:00 » trouvé ; attendu : une heure entre guillemets : "07:00"',
    ]


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        (None, "ce fichier n'existe pas", "there is no such file"),
        ("a: [", "ligne 1, colonne 5 : ce n'est pas du YAML", "line 1, column 5: no YAML"),
        ("a: b: c", "« : » n'est pas à sa place ici", "mapping values are not allowed here"),
        ("- a", "elle ne contient pas de sections", "it holds no sections"),
        ("a: \xff", "ce n'est pas un texte en UTF-8", "it is no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_configuration_is_told_in_both_languages(
    tmp_path: Path, text: str | None, french: str, english: str
) -> None:
    file = tmp_path / "config.yaml"
    if text is not None:
        file.write_text(text, "latin-1")
    with pytest.raises(ConfigError) as told:
        Config.load(file, environment=NO_ENVIRONMENT)
    assert french in told.value.text("fr").replace("\u00a0", " ")
    assert english in str(told.value)


def test_what_the_system_and_the_database_say_is_told_in_french_as_far_as_it_is_known(
    tmp_path: Path,
) -> None:
    (tmp_path / "ptr_FDR1.sqlite").write_text("no database at all, though it has its name" * 99)
    config = Config.read(settings(tmp_path), source=tmp_path / "c.yaml", environment={})
    with pytest.raises(StoreError) as told:
        open_store(config)
    file = config.database.file
    assert told.value.text("fr") == (
        f"la base de données {file} est inutilisable\u00a0: ce fichier n'est pas une base de"
        " données"
    )
    assert str(told.value) == f"the database {file} cannot be used: file is not a database"
    assert Translator("fr").error(OSError(1, "something new")) == "something new"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "the mail server cannot be reached: Connection error: Connection refused (os error"
            " 111)",
            "le serveur de mail est injoignable : connexion refusée",
        ),
        (
            "the mail server refused the recipient: 550 5.1.1 unknown here",
            "le serveur de mail refuse le destinataire : 550 5.1.1 unknown here",
        ),
        (
            "the mail could not be written: /mails: No such file or directory (os error 2)",
            "le mail n'a pas pu être écrit : /mails : fichier ou répertoire inexistant",
        ),
        ("ptr.example: [Errno 111] Connection refused", "ptr.example : connexion refusée"),
        ("nobody knows: this one", "nobody knows: this one"),
    ],
)
def test_what_the_library_says_in_english_only_is_told_in_french_as_far_as_its_form_is_known(
    english: str, french: str
) -> None:
    assert LibraryMessage(english).text("fr").replace("\u00a0", " ") == french
    assert LibraryMessage(english).text("en") == english


def test_the_layout_and_the_mails_are_asked_for_what_they_say_today(tmp_path: Path) -> None:
    document = settings(
        tmp_path,
        excel={
            "steps": {"first_row": 0, "columns": {"id": []}},
            "id_pattern": "[",
            "duration_unit": "parsecs",
            "phases": ["CO", "CO"],
            "text_dates": "%Q",
            "actors": 5,
        },
        mail={"transport": "pigeon", "templates": "/nowhere"},
    )
    told = mistakes_in_french(document)
    document["mail"] = {"from": "a@grid.example", "transport": "smtp", "host": "smtp.grid.example"}
    document["mail"] |= {"tls": "none", "user": "u", "password": "p"}
    told += [line for line in mistakes_in_french(document) if line.startswith("mail.")]
    document["mail"] = {"from": "a@grid.example", "templates": "/nowhere"}
    told += [line for line in mistakes_in_french(document) if line.startswith("mail.")]
    assert told == [
        "excel.steps.first_row : trouvé 0 ; attendu : une ligne de 1 à 1048576",
        "excel.steps.columns.id : trouvé une liste ; attendu : un en-tête tel que « Identifiant »,"
        " une lettre de colonne telle que « C », ou null",
        "excel.id_pattern : « [ » trouvé ; attendu : une expression régulière telle que"
        " [A-Z]{2}[0-9]{8} (unclosed character class)",
        "excel.duration_unit : trouvé « parsecs » ; attendu : l'un de seconds, minutes, hours,"
        " days",
        "excel.phases[1] : la phase « CO » figure deux fois ; une fois suffit",
        "excel.text_dates : « %Q » trouvé ; attendu : un format de date tel que %d/%m/%Y %H:%M,"
        " avec le jour, le mois et l'année",
        "excel.actors : trouvé 5 ; attendu : des clés avec des valeurs",
        "mail.transport : « pigeon » trouvé ; attendu : smtp, files ou memory",
        "mail.tls : none enverrait le mot de passe à smtp.grid.example en clair sur le réseau ;"
        " attendu : starttls ou implicit, ou un serveur sur cette machine",
        "mail.templates : /nowhere : fichier ou répertoire inexistant",
    ]


def test_a_mongodb_out_of_reach_is_told_in_one_line_and_with_what_to_look_at(
    tmp_path: Path,
) -> None:
    config = make_config(tmp_path, database={"kind": "mongodb", "port": 1})
    with pytest.raises(StoreError) as told:
        open_store(config)
    assert told.value.text("fr").replace("\u00a0", " ") == (
        "MongoDB est injoignable (localhost:1 : connexion refusée) : tourne-t-il là où l'indiquent"
        " database.server et database.port ?"
    )


def test_an_export_that_has_nowhere_to_go_is_told(ptr: Ptr, language: str) -> None:
    ptr("makeDB")
    told = ptr("export", "/nowhere/status.xlsx", code=1)
    assert told.startswith(
        "/nowhere/status.xlsx : le classeur ne peut pas être écrit : le répertoire"
        if language == "fr"
        else "/nowhere/status.xlsx: the workbook cannot be written: No such file"
    )


def test_a_workbook_that_is_not_there_is_told_with_what_to_do(ptr: Ptr, language: str) -> None:
    assert ptr("makeDB", "--workbook", "/nowhere.xlsx", code=1) == (
        "erreur : /nowhere.xlsx : le fichier ne peut pas être ouvert : il n'existe pas ; vérifiez"
        " le chemin et les droits d'accès\n"
        if language == "fr"
        else "error: /nowhere.xlsx: the file cannot be opened: No such file or directory; check the"
        " path and the rights on it\n"
    )


def test_a_terminal_without_accents_ends_no_command(configuration: Path) -> None:
    command = [sys.executable, "-m", "ptr_platform", "--config", str(configuration)]
    for arguments in (["--help"], ["makeDB"], ["status"]):
        ended = subprocess.run(
            [*command, *arguments],
            env=os.environ | {"PYTHONPATH": str(PLATFORM), "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 0, ended.stderr
