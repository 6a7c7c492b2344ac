"""The configuration, checked as a whole: a `Config` exists only if it can be used.

Four sections are the users' own: ``database``, ``server``, ``scripts``, ``excel``; the others say
who the transition team is, how mails go out and how the pages look. ``config.yaml`` beside the
package shows every key with its meaning.
"""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, Self

import yaml
from pydantic import ValidationError, ValidationInfo, field_validator

from ptr_platform.config.channels import Channels
from ptr_platform.config.environment import Environment
from ptr_platform.config.mistakes import ConfigError, mistakes_in
from ptr_platform.config.openid import OpenId
from ptr_platform.config.sections import (
    Appearance,
    Database,
    Excel,
    Identity,
    Mail,
    Notices,
    Scripts,
    Server,
    Team,
)
from ptr_platform.config.values import Section, one_of
from ptr_platform.language.catalogues import DEFAULT, LANGUAGES
from ptr_platform.language.messages import LibraryMessage, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Config", "ConfigError", "database_name"]


class Config(Section):
    """Everything that can be set."""

    language: Annotated[str, one_of(*LANGUAGES)] = DEFAULT
    scripts: Scripts
    database: Database
    server: Server
    excel: Excel
    team: Team
    mail: Mail
    notices: Notices
    channels: Channels
    identity: Identity
    openid: OpenId
    appearance: Appearance

    @property
    def reading_is_open(self) -> bool:
        """Whether the run is shown to everybody who reaches the pages."""
        return (self.identity.reading or ("open" if self.server.is_local else "people")) == "open"

    @field_validator("database", mode="before")
    @classmethod
    def _named_for_its_dry_run(cls, values: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        scripts: Scripts | None = info.data.get("scripts")
        return {"name": database_name(scripts.dry_run if scripts else ""), **values}

    @field_validator("mail", mode="before")
    @classmethod
    def _in_our_language(cls, values: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        return {"language": info.data.get("language", DEFAULT), **values}

    @classmethod
    def load(cls, path: Path, *, environment: Mapping[str, str] = os.environ) -> Self:
        """Reads a file.

        Raises:
            ConfigError: with every mistake at once.
        """
        try:
            document = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ConfigError(str(path), [_unreadable(error)]) from error
        if not isinstance(document, dict | None):
            raise ConfigError(str(path), [Message("it holds no sections with keys")])
        return cls.read(document or {}, source=path, environment=environment)

    @classmethod
    def read(
        cls, document: Mapping[str, Any], *, source: Path, environment: Mapping[str, str]
    ) -> Self:
        """Checks a configuration that has been parsed already.

        Raises:
            ConfigError: with every mistake at once.
        """
        variables = Environment(environment)
        values = variables.over(cls, document)
        variables.close(cls.keys())
        mistakes = variables.mistakes
        try:
            config = cls.model_validate(values, context=source.absolute().parent)
        except ValidationError as error:
            mistakes += mistakes_in(error, cls)
        if mistakes:
            # Without what pydantic says, which shows secrets.
            raise ConfigError(str(source), mistakes) from None
        return config


def _unreadable(error: Exception) -> Message:
    match error:
        case FileNotFoundError():
            return Message("there is no such file; --config, or PTR_CONFIG, says where it is")
        case UnicodeDecodeError():
            return Message("it is no text in UTF-8; save it as such")
        case yaml.MarkedYAMLError() if (at := error.problem_mark) is not None:
            place = {
                "line": at.line + 1,
                "column": at.column + 1,
                "problem": LibraryMessage(error.problem or ""),
            }
            return Message("line %(line)s, column %(column)s: no YAML (%(problem)s)", place)
        case yaml.YAMLError():
            return Message("no YAML (%(problem)s)", {"problem": " ".join(str(error).split())})
    return Message("it cannot be read: %(error)s", {"error": error})


def database_name(dry_run: str) -> str:
    """What the database of a dry run is called unless the configuration says otherwise."""
    without_accents = unicodedata.normalize("NFKD", dry_run).encode("ascii", "ignore").decode()
    return "ptr_" + re.sub(r"[^A-Za-z0-9-]", "_", without_accents)
