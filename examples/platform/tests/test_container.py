"""Dockerfile and compose file fit the platform: what they set, mount and call is what it knows.

Whether an image can be built and run is seen by `tests/image`, which needs a container engine.
"""

from __future__ import annotations

import re
import shlex
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from ptr_platform.__main__ import main
from ptr_platform.config import Config
from ptr_platform.web.server import GRACE

PLATFORM = Path(__file__).resolve().parent.parent
ROOT = PLATFORM.parent.parent
DOCKERFILE = (PLATFORM / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE_TEXT = (PLATFORM / "compose.yaml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
OURS = ("server", "scheduler")
SECRETS = {"MONGO_PASSWORD": "m" * 48, "PTR_SERVER_SECRET": "s" * 64}


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name}\s+(.*)$", DOCKERFILE, re.MULTILINE)


def image_environment() -> dict[str, str]:
    pairs = [pair for line in instructions("ENV") for pair in shlex.split(line)]
    return dict(pair.split("=", 1) for pair in pairs)


def said(value: str) -> str:
    """As compose reads it, with nothing in `.env` but the secrets."""
    return re.sub(
        r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda found: SECRETS.get(found[1]) or found[2], value
    )


def inside(service: str) -> dict[str, str]:
    """The environment that a process of a service finds."""
    set_there = COMPOSE["services"][service]["environment"]
    return image_environment() | {name: said(value) for name, value in set_there.items()}


def mounts(service: str) -> dict[str, str]:
    """What is mounted, by the place where it is."""
    pairs = [
        (volume["target"], volume["source"])
        if isinstance(volume, dict)
        else tuple(reversed(volume.split(":")))
        for volume in COMPOSE["services"][service]["volumes"]
    ]
    return {target: said(source) for target, source in pairs}


def typed() -> list[list[str]]:
    """The commands that the top of the compose file tells to type, word by word."""
    comment = COMPOSE_TEXT.split("\nname:")[0]
    blocks = re.findall(r"^#   +(.*)$", comment, re.MULTILINE)
    return [line.split() for line in blocks if line.startswith("docker compose")]


@pytest.mark.parametrize("service", OURS)
def test_the_sample_configuration_can_be_used_in_the_containers(service: str) -> None:
    environment = inside(service)
    file = PurePosixPath(environment["PTR_CONFIG"])
    assert mounts(service)[str(file.parent)] == "./deployment"
    document = yaml.safe_load((PLATFORM / file.name).read_text("utf-8"))
    document["server"]["url"] = "https://ptr.example.org"

    config = Config.read(document, source=Path(file), environment=environment)

    assert config.database.kind == "mongodb"
    assert config.database.server in COMPOSE["services"]
    assert config.database.user is not None
    assert config.server.host == "0.0.0.0"
    plan = config.excel.file
    assert plan is not None
    assert (PLATFORM / mounts(service)[str(plan.parent)] / plan.name).is_file()
    # The rest of the file system cannot be written to.
    (volume,) = instructions("VOLUME")
    assert volume in mounts(service)
    assert config.database.directory.is_relative_to(volume)
    assert Path(config.mail.settings["directory"]).is_relative_to(volume)


@pytest.mark.parametrize("service", OURS)
def test_a_name_that_the_configuration_does_not_know_is_found_here(service: str) -> None:
    environment = inside(service)
    ours = {name for name in environment if name.startswith("PTR_")} - {"PTR_CONFIG"}
    sections = yaml.safe_load((PLATFORM / "config.yaml").read_text("utf-8"))
    strange = [name for name in ours if name.split("_")[1].lower() not in sections]
    assert strange == []


def test_every_command_is_one_of_the_platform() -> None:
    (image,) = instructions("CMD")
    services = [COMPOSE["services"][name]["command"] for name in OURS]
    runs = [words[words.index("server") + 1 :] for words in typed() if "run" in words]
    assert runs
    for command in [yaml.safe_load(image), *services, *runs]:
        assert main([*command, "--help"]) == 0


def test_what_must_be_in_env_is_written_there_by_what_one_types() -> None:
    comment, rest = COMPOSE_TEXT.split("\nname:")
    for name in re.findall(r"\$\{(\w+):\?", rest):
        assert f"{name}=%s" in comment
    for name in re.findall(r"\$\{(\w+):-[^}]", rest):
        assert name in comment or name.endswith("_IMAGE"), f"nothing says what {name} is for"


def test_the_health_check_asks_where_the_server_is() -> None:
    environment = image_environment()
    (check,) = re.findall(r"HEALTHCHECK.*CMD (\[.*\])", DOCKERFILE)
    assert f"127.0.0.1:{environment['PTR_SERVER_PORT']}/healthz" in yaml.safe_load(check)[-1]
    assert instructions("EXPOSE") == [environment["PTR_SERVER_PORT"]]
    (port,) = COMPOSE["services"]["server"]["ports"]
    assert said(port).endswith(f":{environment['PTR_SERVER_PORT']}")


@pytest.mark.parametrize("service", OURS)
def test_nobody_has_rights_that_are_not_needed(service: str) -> None:
    assert instructions("USER")[-1] not in {"root", "0"}
    settings = COMPOSE["services"][service]
    assert settings["read_only"]
    assert settings["cap_drop"] == ["ALL"]
    assert settings["security_opt"] == ["no-new-privileges:true"]
    given = settings["stop_grace_period"]
    assert timedelta(seconds=int(given.removesuffix("s"))) > timedelta(seconds=GRACE)


def test_what_the_image_is_built_from_is_there_and_pinned() -> None:
    sources = re.findall(r"--mount=type=bind,source=(\S+?),", DOCKERFILE)
    sources += re.findall(r"PIP_CONSTRAINT=/source/(\S+)", DOCKERFILE)
    sources += re.findall(r"\./(\S+)", " ".join(instructions("RUN")))
    assert len(sources) == 4
    for source in sources:
        assert (ROOT / source).exists(), source
    pinned = (PLATFORM / "build-requirements.txt").read_text("utf-8")
    (maturin,) = re.findall(r"^maturin==.*$", pinned, re.MULTILINE)
    # The image is built with what the tests are.
    tested = (ROOT / "tests" / "requirements.txt").read_text("utf-8")
    assert maturin in [line.partition("  #")[0] for line in tested.splitlines()]
    for project in (ROOT / "ptr-py", PLATFORM):
        (wanted,) = re.findall(
            r"^requires = \[\"([a-z]+)",
            (project / "pyproject.toml").read_text("utf-8"),
            re.MULTILINE,
        )
        assert f"{wanted}==" in pinned
