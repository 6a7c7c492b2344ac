"""The web platform: pages for people, an API for programs, over one `RunService`.

Kept true: nothing about steps is decided here, no GET changes anything, and every change is the
command of somebody who has shown who they are.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from ptr_platform.clock import Clock
from ptr_platform.config import Config
from ptr_platform.identity import sessions
from ptr_platform.run.service import RunService
from ptr_platform.web import (
    access,
    api,
    doors,
    failures,
    freshness,
    health,
    language,
    openid,
    rendering,
    security,
)
from ptr_platform.web.pages import (
    account,
    actions,
    calendar,
    checks,
    contacts,
    decisions,
    desk,
    downloads,
    journal,
    review,
    revision,
    run,
    timeline,
    wall,
    ways,
    what_if,
)
from ptr_platform.web.services import SendMail, Services

# Bytes; the forms of the platform are far smaller.
_LONGEST_REQUEST = 1_000_000


def create_app(
    service: RunService, config: Config, clock: Clock, *, send: SendMail | None = None
) -> Flask:
    """The WSGI application.

    Args:
        service: The run that is shown and changed.
        config: What is configured.
        clock: What tells the time.
        send: What sends sign-in mails; as the configuration says if left out.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=_LONGEST_REQUEST, MAX_FORM_MEMORY_SIZE=_LONGEST_REQUEST)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    services = Services.open(service, config, clock, send)
    app.extensions["ptr"] = services
    sessions.prepare(
        app,
        dry_run=config.scripts.dry_run,
        key=services.tokens.key("session"),
        lifetime=config.identity.session,
        secure=config.server.secure,
    )
    for part in (security, language, rendering, doors, freshness, failures):
        part.prepare(app)
    # Where two addresses fit, as that of a step whose id ends in `/skip`, the longer rule wins.
    for part in (
        run,
        actions,
        decisions,
        desk,
        journal,
        wall,
        checks,
        contacts,
        downloads,
        timeline,
        what_if,
        revision,
        review,
        calendar,
        account,
        ways,
        openid,
        access,
        health,
        api,
    ):
        app.register_blueprint(part.blueprint)
    if config.server.proxies:
        count = config.server.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app
