"""Accounts that somebody else keeps: the OpenID provider, and what it calls this platform."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from ptr_platform.config.values import (
    LocatedFile,
    Secret,
    Section,
    Text,
    WebAddress,
    is_loopback,
    missing,
    told,
    wrong,
)
from ptr_platform.language.messages import Message


def _private(issuer: str) -> str:
    """An address to which nobody listens in: what is said there is who somebody is."""
    address = urlsplit(issuer)
    if address.scheme != "https" and not is_loopback(address.hostname or ""):
        what = Message("an address that begins with https://, unless it is on this machine")
        raise told(wrong(issuer, what))
    return issuer


class OpenId(Section):
    """By which provider people may sign in; by none without `issuer`."""

    issuer: Annotated[WebAddress, AfterValidator(_private)] | None = None
    """As the provider writes it in its ``/.well-known/openid-configuration``."""
    client: Text | None = Field(None, validate_default=True)
    """What the provider calls this platform (*client id*)."""
    secret: Secret | None = Field(None, repr=False)
    """Left out for a public client: the flow is protected by PKCE either way."""
    label: Text | None = Field(None, alias="name")
    ca_file: LocatedFile | None = None

    @field_validator("client")
    @classmethod
    def _known_there(cls, client: str | None, info: ValidationInfo) -> str | None:
        if client is None and info.data.get("issuer"):
            raise told(missing(Message("what the provider calls this platform (client id)")))
        return client

    @field_validator("client", "secret", "label", "ca_file")
    @classmethod
    def _of_a_provider(cls, value: Any, info: ValidationInfo) -> Any:
        if value is not None and "issuer" in info.data and info.data["issuer"] is None:
            raise told(Message("means nothing without issuer"))
        return value

    @property
    def name(self) -> str:
        """What people call the provider."""
        return self.label or urlsplit(self.issuer or "").hostname or ""
