"""Signed, expiring JSON Web Tokens: proof that somebody reads the mails of an address.

Kept true: a token of one purpose is worth nothing for another, and one of one dry run nothing in
another, because each pair has a key of its own, derived from the secret. The clock is the
caller's, so that the same arguments give the same token.
"""

import enum
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

_ALGORITHM = "HS256"
_ISSUER = "ptr"


class Purpose(enum.StrEnum):
    """What a token is good for."""

    LINK = "link"
    """The link in a mail about a step or the dry run."""
    SIGN_IN = "sign-in"
    """The link that somebody asked for on the sign-in page."""


class BadToken(Exception):
    """A token that cannot be accepted; the text is a stable code of the reason."""

    @property
    def expired(self) -> bool:
        """Whether it was valid and has expired."""
        return bool(self.args[0] == "expired")


@dataclass(frozen=True, slots=True)
class Token:
    """What an accepted token says."""

    mail: str
    """The mail address that it identifies."""
    step: str | None
    """The step it is about, if it is about one."""
    expires: datetime


class Tokens:
    """The tokens of one dry run."""

    def __init__(self, secret: str, dry_run: str) -> None:
        """Makes and reads tokens with keys derived from the secret."""
        self._secret = secret.encode()
        self._dry_run = dry_run

    def issue(
        self,
        purpose: Purpose,
        mail: str,
        *,
        issued: datetime,
        lifetime: timedelta,
        step: str | None = None,
    ) -> str:
        """A token for somebody, good from `issued` on for `lifetime`; whole seconds count."""
        claims: dict[str, Any] = {
            "iss": _ISSUER,
            "aud": purpose.value,
            "sub": mail,
            "run": self._dry_run,
            "iat": int(issued.timestamp()),
            "exp": int((issued + lifetime).timestamp()),
        }
        if step is not None:
            claims["step"] = step
        return jwt.encode(claims, self.key(purpose), algorithm=_ALGORITHM)

    def read(self, purpose: Purpose, text: str, *, now: datetime) -> Token:
        """What a token says.

        Raises:
            BadToken: if it is none of ours, not for this purpose or dry run, or has expired.
        """
        try:
            claims = jwt.decode(
                text,
                self.key(purpose),
                algorithms=[_ALGORITHM],
                audience=purpose.value,
                issuer=_ISSUER,
                # Times are compared below, with the caller's clock.
                options={
                    "require": ["exp", "iat", "sub", "aud", "iss"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            expires = datetime.fromtimestamp(int(claims["exp"]), UTC)
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError):
            raise BadToken("invalid") from None
        if claims.get("run") != self._dry_run:
            raise BadToken("other-dry-run")
        if now >= expires:
            raise BadToken("expired")
        return Token(mail=str(claims["sub"]), step=claims.get("step"), expires=expires)

    def key(self, purpose: str) -> bytes:
        """The key of a purpose in this dry run; also that of the session cookies."""
        context = f"ptr {purpose} {self._dry_run}".encode()
        return hmac.digest(self._secret, context, hashlib.sha256)
