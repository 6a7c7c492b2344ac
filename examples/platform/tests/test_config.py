"""The configuration: what is left out has a meaning, every mistake is named with its key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from platform_scene import make_config, settings

from ptr_platform.config import Config, ConfigError, database_name


def mistakes(document: dict[str, Any], environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as told:
        Config.read(document, source=Path("/etc/ptr/config.yaml"), environment=environment or {})
    return told.value.mistakes


def test_what_is_left_out_has_a_meaning(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    assert config.database.name == "ptr_FDR1"
    assert config.server.url == "http://127.0.0.1:8080"
    assert not config.server.secure
    assert config.scripts.lock_horizon == timedelta(days=5)
    assert config.excel.timezone == "Europe/Brussels"
    assert config.mail.language == "fr"


def test_every_mistake_is_named_with_its_key(tmp_path: Path) -> None:
    document = settings(
        tmp_path,
        database={"kind": "oracle", "port": "x", "name": "a/b"},
        server={"port": 70000, "secret": "short", "url": "ptr.example.org", "tls": True},
        excel={"timezone": "Europe/Bruxelles"},
        team={"coordinators": ["paul"], "report_time": "25:00", "report_weekday": "lundi"},
        identity={"attempts": 0},
    )
    document["scripts"] = {"dryrun": "FDR1"}
    document["langage"] = "fr"
    keys = [line.split(":", 1)[0] for line in mistakes(document)]
    assert keys == [
        "scripts.dry_run",
        "scripts.dryrun",
        "database.kind",
        "database.name",
        "database.port",
        "server.port",
        "server.url",
        "server.secret",
        "server.tls",
        "excel.timezone",
        "team.report_weekday",
        "team.report_time",
        "team.coordinators",
        "identity.attempts",
        "langage",
    ]


def test_a_mistake_says_what_was_found_and_what_was_expected(tmp_path: Path) -> None:
    found = mistakes(settings(tmp_path, server={"port": "eighty", "prot": 80}))
    assert found == [
        "server.port: found 'eighty', expected a whole number from 1 to 65535",
        "server.prot: unknown key; did you mean port?",
    ]


def test_a_secret_is_never_printed(tmp_path: Path) -> None:
    document = settings(tmp_path, server={"secret": ["hunter2" * 9]})
    assert "hunter2" not in str(mistakes(document))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("t" * 40 + "\n")
    config = Config.read(
        settings(tmp_path, database={"user": "ptr"}),
        source=tmp_path / "config.yaml",
        environment={
            "PTR_SERVER_SECRET_FILE": str(secret),
            "PTR_DATABASE_PASSWORD": "pw",
            "PTR_SERVER_PORT": "9000",
            "PTR_MAIL_PASSWORD": "mailpw",
        },
    )
    assert config.server.secret == "t" * 40
    assert config.server.port == 9000
    assert config.database.password == "pw"
    assert config.mail.password == "mailpw"


def test_a_secret_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    found = mistakes(settings(tmp_path), {"PTR_SERVER_SECRET_FILE": "/nowhere/secret"})
    assert "PTR_SERVER_SECRET_FILE" in found[0]


def test_relative_paths_start_at_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        f"database: {{directory: db}}\nserver: {{secret: {'s' * 32}}}\n"
        "scripts: {dry_run: Live}\nexcel: {file: plan.xlsx}\nmail: {from: a@b.example}\n"
    )
    config = Config.load(file, environment={})
    assert config.database.file == tmp_path / "db" / "ptr_Live.sqlite"
    assert config.excel.file == tmp_path / "plan.xlsx"


def test_a_layout_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    layout = tmp_path / "layout.json"
    layout.write_text('{"steps": {"sheet": "Tâches"}, "phases": null, "timezone": "Europe/Paris"}')
    document = settings(tmp_path, excel={"phases": ["CO"]})

    def read() -> Config:
        variables = {"PTR_EXCEL_LAYOUT": "layout.json"}
        return Config.read(document, source=tmp_path / "config.yaml", environment=variables)

    assert read().excel.layout == {
        "steps": {"sheet": "Tâches"},
        "phases": ["CO"],
        "timezone": "Europe/Paris",
    }
    for text, told in [
        ("[]", ["excel.layout: found 'layout.json', expected a file of keys with values,"]),
        ('{"stepz": {}}', ["excel.stepz: "]),
        (None, ["excel.layout: found 'layout.json', expected a file; there is none at"]),
    ]:
        layout.write_text(text) if text else layout.unlink()
        with pytest.raises(ConfigError) as error:
            read()
        assert len(error.value.mistakes) == len(told)
        assert error.value.mistakes[0].startswith(told[0])


def test_a_missing_secret_says_how_to_make_one(tmp_path: Path) -> None:
    document = settings(tmp_path)
    del document["server"]["secret"]
    assert mistakes(document) == [
        "server.secret: missing, expected PTR_SERVER_SECRET (openssl rand -hex 32 makes one)"
    ]


def test_the_name_of_a_database_was_full_of_holes_for_a_dry_run_with_accents() -> None:
    assert database_name("Répétition 1") == "ptr_Repetition_1"


@pytest.mark.parametrize("text", ["[", "- a\n- b\n", "\xff"])
def test_a_file_that_is_no_configuration_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(text, "latin-1")
    with pytest.raises(ConfigError, match=r"config\.yaml"):
        Config.load(file, environment={})


def test_the_mistakes_of_layout_and_mails_were_told_one_at_a_time_and_without_their_key(
    tmp_path: Path,
) -> None:
    document = settings(
        tmp_path,
        excel={
            "steps": {"sheet": 3, "first_rwo": 5, "columns": {"idd": "X"}},
            "id_pattern": "[",
            "duration_unit": "parsecs",
        },
        mail={
            "transport": "pigeon",
            "port": "x",
            "frm": "y",
            "from": "nobody",
            "retry": {"after_minutes": ["soon"], "after": 1},
        },
    )
    told = dict(line.split(": ", 1) for line in mistakes(document))
    assert sorted(told) == [
        "excel.duration_unit",
        "excel.id_pattern",
        "excel.steps.columns.idd",
        "excel.steps.first_rwo",
        "excel.steps.sheet",
        "mail.frm",
        "mail.from",
        "mail.port",
        "mail.retry.after",
        "mail.retry.after_minutes",
        "mail.transport",
    ]
    assert told["mail.frm"] == "unknown key; did you mean from?"
    assert told["mail.transport"] == 'found "pigeon"; expected smtp, files or memory'
    assert told["excel.steps.sheet"] == "invalid type: 3, expected text"


def test_of_the_mail_section_the_environment_set_some_keys_only(tmp_path: Path) -> None:
    config = Config.read(
        settings(tmp_path),
        source=tmp_path / "config.yaml",
        environment={
            "PTR_MAIL_TRANSPORT": "smtp",
            "PTR_MAIL_HOST": "smtp.example.org",
            "PTR_MAIL_PORT": "2525",
            "PTR_MAIL_FROM": "other@grid.example",
            "PTR_MAIL_RETRY_GIVE_UP_AFTER_HOURS": "2",
        },
    )
    assert config.mail.settings["transport"] == "smtp"
    assert config.mail.settings["port"] == 2525
    assert config.mail.settings["from"] == "other@grid.example"
    assert config.mail.settings["retry"] == {"give_up_after_hours": 2}


def test_a_variable_that_names_no_key_was_not_noticed(tmp_path: Path) -> None:
    found = mistakes(
        settings(tmp_path),
        {"PTR_SERVER_SECRETT": "s" * 40, "PTR_EXCEL_STEPS": "5", "PTR_CONFIG": "c.yaml"},
    )
    assert found == [
        "PTR_SERVER_SECRETT: names no key of server; did you mean PTR_SERVER_SECRET?",
        "PTR_EXCEL_STEPS: names no key of excel",
    ]


def test_an_empty_secret_was_taken_for_one(tmp_path: Path) -> None:
    (told,) = mistakes(settings(tmp_path, server={"secret": ""}))
    assert told.startswith("server.secret: missing, expected PTR_SERVER_SECRET")


def test_a_secret_file_that_is_no_text_ended_in_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"\xff" * 40)
    told = mistakes(settings(tmp_path), {"PTR_SERVER_SECRET_FILE": str(file)})
    assert "cannot be read" in told[0]


def test_a_variable_that_names_no_key_of_a_section_within_one_was_told_twice(
    tmp_path: Path,
) -> None:
    told = mistakes(settings(tmp_path), {"PTR_NOTICES_PAST_END_AFTER_MINUTS": "5"})
    assert told == [
        "PTR_NOTICES_PAST_END_AFTER_MINUTS: names no key of notices; did you mean"
        " PTR_NOTICES_PAST_END_AFTER_MINUTES?"
    ]


def test_what_yaml_reads_where_a_text_was_meant_is_told(tmp_path: Path) -> None:
    document = yaml.safe_load(
        "database: {name: on, port: yes}\n"
        "server: {port: 80.5, 8080: x, threads: true, url: [https://a.example]}\n"
        "team: {coordinators: [anne@grid.example, 5], report_time: 17:00}\n"
        "identity: {transfer_domains: {a: b}}\n"
        "appearance: {company: 2026-03-28, columns: [[x]]}\n"
    )
    told = mistakes({**settings(tmp_path), **document})
    assert [line.partition(": ")[0] for line in told] == [
        "database.name",
        "database.port",
        "server.port",
        "server.url",
        "server.secret",
        "server.threads",
        "server.8080",
        "team.report_time",
        "team.coordinators",
        "identity.transfer_domains",
        "appearance.company",
        "appearance.columns",
    ]


def test_what_is_private_stays_out_of_what_is_printed(tmp_path: Path) -> None:
    config = make_config(tmp_path, database={"user": "ptr", "password": "hunter2" * 9})
    assert "hunter2" not in repr(config)
    assert "ssss" not in repr(config)


def test_a_logos_address_is_one_of_the_web(tmp_path: Path) -> None:
    found = mistakes(settings(tmp_path, appearance={"logo_url": "javascript:alert(1)"}))
    assert found[0].startswith("appearance.logo_url: found 'javascript:alert(1)'")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_links_in_mails_led_to_every_address_and_so_to_none(tmp_path: Path, host: str) -> None:
    server = {"host": host}
    assert mistakes(settings(tmp_path, server=server)) == [
        "server.url: missing, expected the address where people reach the pages,"
        f" since {host} is none"
    ]
    config = make_config(tmp_path, server=server | {"url": "https://ptr.example.org/"})
    assert config.server.url == "https://ptr.example.org"


def test_a_horizon_of_always_is_none(tmp_path: Path) -> None:
    config = make_config(tmp_path, scripts={"lock_horizon_days": "always"})
    assert config.scripts.lock_horizon is None


def test_a_provider_of_accounts_is_whole_private_and_named(tmp_path: Path) -> None:
    whole = {"issuer": "https://login.grid.example/realms/grid/", "client": "ptr"}
    found = make_config(tmp_path, openid={**whole, "secret": "hunter2"}).openid
    assert (found.name, found.client, found.secret) == ("login.grid.example", "ptr", "hunter2")
    assert "hunter2" not in repr(found)
    assert make_config(tmp_path, openid={**whole, "name": "Compte Réseau"}).openid.name
    assert make_config(tmp_path).openid.issuer is None
    assert make_config(tmp_path, openid={**whole, "issuer": "http://localhost:9400"}).openid.issuer
    of_the_environment = Config.read(
        settings(tmp_path, openid=whole),
        source=tmp_path / "config.yaml",
        environment={"PTR_OPENID_SECRET": "t" * 9},
    )
    assert of_the_environment.openid.secret == "t" * 9


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (
            {"issuer": "http://login.grid.example", "secret": ["hunter2"]},
            [
                "openid.issuer: found 'http://login.grid.example', expected an address that begins"
                " with https://, unless it is on this machine",
                "openid.secret: found a secret text, expected a text",
            ],
        ),
        (
            {"issuer": "https://login.grid.example", "ca_file": "nowhere.pem", "clinet": "ptr"},
            [
                "openid.client: missing, expected what the provider calls this platform"
                " (client id)",
                "openid.ca_file: found 'nowhere.pem', expected a file; there is none at"
                " {directory}/nowhere.pem",
                "openid.clinet: unknown key; did you mean client?",
            ],
        ),
        (
            {"client": "ptr", "name": "Compte Réseau"},
            [
                "openid.client: means nothing without issuer",
                "openid.name: means nothing without issuer",
            ],
        ),
    ],
)
def test_every_mistake_about_the_provider_is_told(
    tmp_path: Path, section: dict[str, Any], told: list[str]
) -> None:
    document = settings(tmp_path, openid=section)
    with pytest.raises(ConfigError) as error:
        Config.read(document, source=tmp_path / "config.yaml", environment={})
    assert error.value.mistakes == [line.format(directory=tmp_path) for line in told]
    for language in ("fr", "nl"):
        assert "expected" not in error.value.text(language)
