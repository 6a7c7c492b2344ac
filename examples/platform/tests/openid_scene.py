"""An OpenID provider in a thread of its own, which knows a few people and can be made to lie.

Kept true: it takes no code without its proof (PKCE), no client that it does not know, and no
request without a nonce.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import authlib.deprecate  # type: ignore[import-untyped]
import flask
import requests
from browser_scene import MARIE
from joserfc import jwt
from joserfc.jwk import RSAKey
from mongo_server import free_port
from platform_scene import ANNE, BOB, CARLA, PAUL
from werkzeug.serving import make_server

with warnings.catch_warnings():
    # It still uses what Authlib is to give up.
    warnings.simplefilter("ignore", authlib.deprecate.AuthlibDeprecationWarning)
    import oidc_provider_mock  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BACK = "/sign-in/openid/back"
PEOPLE: dict[str, dict[str, Any]] = {
    "anne": {"email": ANNE, "email_verified": True},
    "paul": {"email": PAUL.upper(), "email_verified": True},
    "bob": {"email": BOB, "email_verified": False},
    "carla": {"email": CARLA},
    "odile": {"email": "odile@elsewhere.example", "email_verified": True},
    "marie": {"email": MARIE, "email_verified": True},
    "nobody": {},
}
"""By their names there, what it says of them."""


class Provider:
    """The provider; what it says may be changed on its way out."""

    def __init__(self) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.asked: dict[str, str] = {}
        """What the last sign-in asked for."""
        self.lie: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        """What it signs instead of the truth."""
        self.key: RSAKey | None = None
        """With which key, if not with its own."""
        self.changes: dict[str, dict[str, Any]] = {}
        """What it says otherwise in the answers at a path."""
        self.app = oidc_provider_mock.app(
            require_client_registration=True,
            require_nonce=True,
            user_claims=[
                oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()
            ],
        )
        self.app.before_request(self._ask_for_proof)
        self.app.after_request(self._change)

    @contextmanager
    def switched_on(self) -> Iterator[Provider]:
        """As long as it answers."""
        server = make_server("127.0.0.1", urlsplit(self.url).port or 0, self.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def registered(self, platform: str) -> dict[str, Any]:
        """The ``openid`` section of a platform that is registered here."""
        wanted = {"redirect_uris": [platform + BACK], "scope": "openid email"}
        told = requests.post(f"{self.url}/oauth2/clients", json=wanted, timeout=10).json()
        client = {"client": told["client_id"], "secret": told["client_secret"]}
        return {"issuer": self.url, "name": "Compte Réseau", **client}

    def _ask_for_proof(self) -> tuple[str, int] | None:
        match flask.request.path:
            case "/oauth2/authorize" if flask.request.method == "GET":
                self.asked = flask.request.args.to_dict()
            case "/oauth2/token":
                proof = hashlib.sha256(flask.request.form.get("code_verifier", "").encode())
                challenge = base64.urlsafe_b64encode(proof.digest()).decode().rstrip("=")
                if (challenge, "S256") != tuple(
                    self.asked.get(name) for name in ("code_challenge", "code_challenge_method")
                ):
                    return "no proof", 400
        return None

    def _change(self, answer: flask.Response) -> flask.Response:
        if answer.mimetype != "application/json":
            return answer
        told = {**answer.get_json(), **self.changes.get(flask.request.path, {})}
        if "id_token" in told:
            own = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
            claims = jwt.decode(told["id_token"], own).claims
            header = {"alg": "RS256", "kid": own.kid}
            told["id_token"] = jwt.encode(header, self.lie(claims), self.key or own)
        answer.set_data(json.dumps(told))
        return answer


def back_from(visitor: FlaskClient, person: str, step: str = "") -> str:
    """Chooses to sign in by the provider, and signs in there; where it sends the browser."""
    begun = visitor.get("/sign-in/openid", query_string={"step": step} if step else {})
    assert begun.status_code == 302, begun.text
    requests.get(begun.location, timeout=10)
    form = {"sub": person} if person else {"action": "deny"}
    answer = requests.post(begun.location, data=form, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    assert back.path == BACK
    return f"{back.path}?{back.query}"


def come_back(visitor: FlaskClient, person: str, headers: dict[str, str]) -> TestResponse:
    """Signs in there and comes back."""
    return visitor.get(back_from(visitor, person), headers=headers)
