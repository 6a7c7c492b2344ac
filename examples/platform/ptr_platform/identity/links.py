"""The addresses of the platform's pages, as they stand in mails.

A link in a mail carries a token that says for whom it is, about which step of which dry run.
Kept true: the link in a mail depends on what the mail is about and on nothing else, no clock
above all, so that a mail sent again after a crash has the same bytes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urlencode

from ptr_platform.identity.tokens import Purpose, Tokens

if TYPE_CHECKING:
    import ptr_py
    from ptr_platform.config import Config

# The name of the parameter that carries the token; short, it stands in every mail.
PARAMETER = "t"

# A plan runs for ten weeks; who needs a link after a month gets a new one on the sign-in page.
LIFETIME = timedelta(days=30)


class Links:
    """The pages of the platform at one address, for one dry run."""

    def __init__(self, base_url: str, tokens: Tokens, *, lifetime: timedelta = LIFETIME) -> None:
        """Links below `base_url`, with tokens that last for `lifetime`."""
        self._base = base_url.rstrip("/")
        self._tokens = tokens
        self._lifetime = lifetime

    @classmethod
    def of(cls, config: Config) -> Self:
        """The pages that a configuration says, for its dry run."""
        tokens = Tokens(config.server.secret, config.scripts.dry_run)
        return cls(config.server.url, tokens, lifetime=config.identity.link)

    def step(
        self, step: str, *, recipient: str | None = None, issued: datetime | None = None
    ) -> str:
        """The page of a step; for its recipient, if there is one."""
        return self._page(f"/steps/{_segment(step)}", recipient, issued, step)

    def recap(
        self,
        phase: str | None = None,
        *,
        recipient: str | None = None,
        issued: datetime | None = None,
    ) -> str:
        """The recap of a phase, or of the whole dry run."""
        path = "/recap" if phase is None else f"/recap/{_segment(phase)}"
        return self._page(path, recipient, issued, None)

    def sign_in(
        self, mail: str, *, issued: datetime, lifetime: timedelta, step: str | None = None
    ) -> str:
        """The link that signs somebody in who asked for it, and leads on to a step."""
        token = self._tokens.issue(
            Purpose.SIGN_IN, mail, issued=issued, lifetime=lifetime, step=step
        )
        return f"{self._base}/sign-in/link?{urlencode({PARAMETER: token})}"

    def step_of(self, run: ptr_py.Run, notice: ptr_py.Notice, step: str) -> str:
        """The link to a step in the mail of a notice."""
        return self.step(step, recipient=notice.recipients[0], issued=run.owed_since(notice))

    def recap_of(self, run: ptr_py.Run, notice: ptr_py.Notice, phase: str | None = None) -> str:
        """The link to a recap in the mail of a notice."""
        since = run.owed_since(notice)
        return self.recap(phase, recipient=notice.recipients[0], issued=since)

    def _page(
        self, path: str, recipient: str | None, issued: datetime | None, step: str | None
    ) -> str:
        if recipient is None or issued is None:
            return f"{self._base}{path}"
        token = self._tokens.issue(
            Purpose.LINK, recipient, issued=issued, lifetime=self._lifetime, step=step
        )
        return f"{self._base}{path}?{urlencode({PARAMETER: token})}"


def _segment(text: str) -> str:
    """A text of the plan as one segment of a path."""
    return quote(text, safe="")
