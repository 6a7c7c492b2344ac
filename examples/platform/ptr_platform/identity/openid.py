"""Signing in with an account that somebody else keeps, by OpenID Connect (Authlib).

It is the flow with an authorization code and PKCE. Kept true: of all that a provider says one thing
counts, a mail address that it has verified; what somebody may do with it is for plan and
configuration to say. State and nonce stand in this browser's cookie, so that an answer is good for
nothing in another one, or once more. The provider is asked for its addresses and keys each time:
they may change while a dry run goes on for weeks. Only a few ask at once, so that a provider that
is slow holds up nobody who does something else.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import request, session

from ptr_platform.language.messages import PlatformError
from ptr_py import normalized_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.wrappers import Response

    from ptr_platform.config.openid import OpenId

log = logging.getLogger(__name__)

_NAME = "openid"
"""Of the provider, among others that an application could have."""
_PATIENCE = 5
"""Seconds for each answer of the provider."""
_AT_ONCE = 2
"""Sign-ins that wait for it; servers have more threads."""
_TURN = 1
"""Seconds that one more waits for its turn."""


class NotSignedIn(PlatformError):
    """Why somebody is not signed in, though the provider may know them."""


class ProviderFailed(PlatformError):
    """A provider that cannot be reached, or whose answers cannot be trusted."""


class Provider:
    """The provider of the configuration."""

    def __init__(self, config: OpenId) -> None:
        """The provider; it is not asked for anything yet."""
        self._config = config
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self.name = config.name

    def begin(self, back: str, *, language: str) -> Response:
        """Sends the browser to the provider, which is to send it back to an address of ours.

        Raises:
            ProviderFailed: if the provider does not say where to.
        """
        client = self._client()
        with self._asked(client):
            answer: Response = client.authorize_redirect(back, ui_locales=language)
        return answer

    def mail(self) -> str:
        """The address of whoever has come back from the provider with the present request.

        Raises:
            NotSignedIn: if the provider has signed nobody in, or tells no address that it has
                verified.
            ProviderFailed: if it cannot be asked, or what it says is not signed by it for us.
        """
        client = self._client()
        if "error" in request.args:
            raise NotSignedIn("%(name)s has signed nobody in.", name=self.name)
        if client.framework.get_state_data(session, request.args.get("state")) is None:
            raise NotSignedIn(
                "This sign-in was begun in another browser, too long ago, or is over. Begin anew."
            )
        with self._asked(client) as issuer:
            claims = self._claims(client, issuer)
        mail = claims.get("email")
        if not isinstance(mail, str) or normalized_address(mail) is None:
            raise NotSignedIn("%(name)s does not say what your mail address is.", name=self.name)
        if claims.get("email_verified") is not True:
            raise NotSignedIn(
                "%(name)s has not verified that the address %(mail)s is yours.",
                name=self.name,
                mail=mail,
            )
        return mail

    def _claims(self, client: Any, issuer: str) -> dict[str, Any]:
        """What the provider says of somebody, in what it has signed or to whom it gave the key."""
        required = {"iss": issuer, "aud": self._config.client}
        token = client.authorize_access_token(
            claims_options={
                name: {"essential": True, "value": value} for name, value in required.items()
            }
        )
        claims: dict[str, Any] = token["userinfo"]
        if "email" in claims:
            return claims
        further: dict[str, Any] = client.userinfo(token=token)
        if further["sub"] != claims["sub"]:
            raise ValueError("the answers are about two people")
        return further

    def _client(self) -> Any:
        # Loading it takes a tenth of a second, which only those pay who use it.
        from authlib.integrations.flask_client import (  # type: ignore[import-untyped]  # noqa: PLC0415
            FlaskIntegration,
            FlaskOAuth2App,
        )

        config = self._config
        issuer = (config.issuer or "").rstrip("/")
        return FlaskOAuth2App(
            FlaskIntegration(_NAME),
            _NAME,
            client_id=config.client,
            client_secret=config.secret,
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": _PATIENCE,
                "verify": str(config.ca_file) if config.ca_file else True,
            },
        )

    @contextmanager
    def _asked(self, client: Any) -> Iterator[str]:
        """While the provider is asked, which gives its name; what goes wrong is told in words."""
        if not self._turns.acquire(timeout=_TURN):
            raise self._silent()
        try:
            issuer = str(client.load_server_metadata()["issuer"])
            if issuer.rstrip("/") != (self._config.issuer or "").rstrip("/"):
                raise ValueError(f"its configuration is that of {issuer}")
            yield issuer
        except Exception as error:  # What it says may be anything.
            raise self._failed(error) from error
        finally:
            self._turns.release()

    def _failed(self, error: Exception) -> ProviderFailed:
        from authlib.integrations.base_client import (  # type: ignore[import-untyped]  # noqa: PLC0415
            OAuthError,
        )
        from requests import RequestException  # noqa: PLC0415

        log.warning("signing in by %s: %s: %s", self.name, type(error).__name__, error)
        if isinstance(error, RequestException | OAuthError):
            return self._silent()
        return ProviderFailed(
            "What %(name)s says cannot be trusted, and was not used. Ask for a link by mail, and"
            " tell the transition team.",
            name=self.name,
        )

    def _silent(self) -> ProviderFailed:
        return ProviderFailed(
            "%(name)s does not answer as it should. Ask for a link by mail, or try again soon.",
            name=self.name,
        )
