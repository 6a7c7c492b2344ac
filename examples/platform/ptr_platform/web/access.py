"""Signing in and out, and the choice of the language.

Kept true: signing in through the sign-in page takes a button, so that whatever opens a mail's
links before its reader does not use them up; and its links are good for one time.
"""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template, request, send_file, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ptr_platform.identity import opened
from ptr_platform.identity.links import PARAMETER
from ptr_platform.identity.tokens import BadToken, Purpose, Token
from ptr_platform.language.catalogues import LANGUAGES
from ptr_platform.web import who
from ptr_platform.web.language import COOKIE, gettext, language
from ptr_platform.web.services import services

blueprint = Blueprint("access", __name__)

_A_YEAR = 365 * 24 * 3600


@blueprint.get("/sign-in")
def sign_in() -> str:
    """The page that asks for an address."""
    mail = request.args.get("mail", "").strip()
    return render_template("sign_in.html", step=request.args.get("step"), mail=mail)


@blueprint.post("/sign-in")
def send_link() -> str:
    """Sends a link to whoever is known; the answer is the same for everybody."""
    mail = request.form.get("mail", "").strip()
    services().sign_in.request(
        mail,
        at=services().clock.now(),
        language=language(),
        step=request.form.get("step") or None,
    )
    minutes = int(services().config.identity.sign_in_link.total_seconds() // 60)
    return render_template("sign_in_sent.html", mail=mail, minutes=minutes)


@blueprint.get("/sign-in/link")
def show_link() -> str | tuple[str, int]:
    """The page with the button that signs in."""
    text = request.args.get(PARAMETER, "")
    try:
        token = _read(Purpose.SIGN_IN, text)
    except BadToken:
        return _bad_link()
    return render_template("link.html", token=text, mail=token.mail, present=None)


@blueprint.post("/sign-in/link")
def use_link() -> str | tuple[str, int] | Response:
    """Signs in the person that a link identifies."""
    text, now = request.form.get("token", ""), services().clock.now()
    try:
        token = _read(Purpose.SIGN_IN, text)
    except BadToken:
        return _bad_link()
    key = "sign-in link " + hashlib.sha256(text.encode()).hexdigest()
    if not services().service.store.use_once(key, now=now, until=token.expires):
        return _bad_link()
    who.sign_in(token.mail)
    answer = onward(token.step)
    opened.forget(answer)
    return answer


@blueprint.post("/open-link")
def open_link() -> tuple[str, int] | Response:
    """Opens the link of a mail in a browser in which somebody else has a session."""
    text = request.form.get("token", "")
    try:
        token = _read(Purpose.LINK, text)
    except BadToken:
        return _bad_link()
    answer = onward(token.step)
    keep_link(answer, text, token)
    return answer


def keep_link(answer: Response, text: str, token: Token) -> None:
    """Lets this browser act by the link of a mail."""
    now, longest = services().clock.now(), services().config.identity.session
    opened.keep(answer, text, token, now=now, longest=longest)


def _read(purpose: Purpose, text: str) -> Token:
    return services().tokens.read(purpose, text, now=services().clock.now())


def onward(step: str | None) -> Response:
    """Leads to where somebody wanted to go who has shown who they are."""
    if step is None:
        return redirect(url_for("run.home"), code=303)
    return redirect(url_for("run.step", step=step), code=303)


def _bad_link() -> tuple[str, int]:
    cause = gettext("This link has expired or was used before. Ask for a new one.")
    page = render_template("error.html", title=gettext("Link not valid"), message=cause, offer=True)
    return page, 410


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends the session, and what the links that were opened let this browser do."""
    who.sign_out()
    answer = redirect(url_for("run.home"), code=303)
    opened.forget(answer)
    return answer


@blueprint.post("/language")
def choose_language() -> Response:
    """Stores the chosen language in a cookie."""
    chosen = request.form.get("language", "")
    onward = _local(request.form.get("onward", "")) or "/"
    answer = redirect(request.root_path + onward, code=303)
    if chosen in LANGUAGES:
        answer.set_cookie(
            COOKIE,
            chosen,
            max_age=_A_YEAR,
            secure=services().config.server.secure,
            httponly=True,
            samesite="Lax",
        )
    return answer


@blueprint.get("/logo/<any(icon, company):name>")
def logo(name: str) -> Response:
    """The operator's icon or the company's logo, from the files that are configured."""
    appearance = services().config.appearance
    path: Path | None = appearance.icon if name == "icon" else appearance.logo
    if path is None:
        path = Path(__file__).parent / "static" / f"{name}.svg"
    if not path.is_file():
        abort(404)
    answer = send_file(path.absolute(), max_age=3600)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _local(address: str) -> str | None:
    """The address if it is one of the platform, else `None`: no redirect leads to another site."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    plain = address.isprintable() and "\\" not in address
    return address if inside and plain and not parts.scheme and not parts.netloc else None


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The icon that browsers request by themselves."""
    return redirect(url_for(".logo", name="icon"), code=302)
