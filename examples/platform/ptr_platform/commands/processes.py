"""``scheduler``, ``server`` and ``up``, which runs both: what goes on until it is told to stop."""

from __future__ import annotations

import http.client
import logging
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

import ptr_py
from ptr_platform.commands import Exit, config_path, gettext, opened, told
from ptr_platform.commands.access import sign_in_link
from ptr_platform.commands.signals import PATIENCE, interrupts_held, stop_event
from ptr_platform.language.catalogues import N_
from ptr_platform.language.messages import PlatformError, text_of
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.alarms import Alarms
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.scheduler.loop import SchedulerLoop

if TYPE_CHECKING:
    from datetime import datetime

    from ptr_platform.config import Config
    from ptr_platform.config.sections import Server

_SIGN_IN_SECONDS = 1

_with_parent = click.option("--with-parent", is_flag=True, hidden=True)
"""Between `up` and what it starts."""


def _log() -> None:
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    # A run's line is JSON from its first character on.
    plain = logging.StreamHandler(sys.stderr)
    plain.setFormatter(logging.Formatter("%(message)s"))
    runs = logging.getLogger("ptr.scheduler.runs")
    runs.addHandler(plain)
    runs.propagate = False


@click.command(
    "scheduler",
    short_help=N_("compute states and send mails until stopped; one line of JSON a run"),
    help=N_(
        "Sends the mails that are owed until it is stopped (SIGINT, SIGTERM). Several may run"
        " side by side."
    ),
)
@click.option("--once", is_flag=True, help=N_("one run only"))
@_with_parent
def run_scheduler(once: bool, with_parent: bool) -> Exit:
    """Runs a scheduler."""
    _log()
    stop = stop_event(with_parent=with_parent)
    with opened(at_work="scheduler") as service:
        try:
            service.run()
        except (PlatformError, ptr_py.PtrError) as error:
            text = text_of(error, service.config.language)
            Alarms(service).tell({"scheduler": text}, is_all=False)
            raise
        scheduler = Scheduler(service, open_mailer(service))
        if once:
            outcome = scheduler.run()
            print(outcome.line())
            return Exit.DONE if outcome.status != "error" else Exit.DATABASE
        SchedulerLoop(scheduler).run(stop)
    return Exit.DONE


@click.command(
    "server",
    short_help=N_("serve the pages until stopped"),
    help=N_(
        "Serves the pages until it is stopped (SIGINT, SIGTERM). Several may run side by side."
    ),
)
@_with_parent
def run_server(with_parent: bool) -> Exit:
    """Runs a web server."""
    # Only the server needs Flask and what serves it.
    from ptr_platform.web import create_app  # noqa: PLC0415
    from ptr_platform.web.server import WebServer  # noqa: PLC0415

    _log()
    stop = stop_event(with_parent=with_parent)
    with opened(at_work="server") as service:
        service.run()
        config = service.config.server
        try:
            app = create_app(service, service.config, service.clock)
            server = WebServer(app, config)
        except OSError as error:
            return _no_port(config, error)
        logging.getLogger("ptr.server").info("serving %s", config.url)
        server.serve(stop)
        app.extensions["ptr"].sign_in.finish(within=_SIGN_IN_SECONDS)
        app.extensions["ptr"].rehearsals.close()
    return Exit.DONE


def _no_port(config: Server, error: OSError) -> Exit:
    why = gettext(
        "server.port: %(host)s:%(port)s cannot be served (%(error)s); choose another port, or"
        " end what uses it",
        host=config.host,
        port=config.port,
        error=error,
    )
    return told(why, Exit.CONFIGURATION)


def claim(config: Server) -> socket.socket:
    """The socket of the configured address, if nobody else has it."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    claimed = socket.socket(family)
    try:
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claimed.bind((config.host, config.port))
    except OSError:
        claimed.close()
        raise
    return claimed


@click.command(
    "up",
    short_help=N_("run scheduler and server until stopped"),
    help=N_(
        "Runs a scheduler and a server in processes of their own. If one ends, so does the other."
    ),
)
def run_both() -> Exit:
    """Runs a scheduler and a server, and ends both together."""
    stop = stop_event()
    with opened() as service:
        service.run()
        config, now = service.config, service.now()
    try:
        # Checked before any mail is sent; and another server on this port would answer for ours.
        claim(config.server).close()
    except OSError as error:
        return _no_port(config.server, error)
    command = [sys.executable, "-m", "ptr_platform", "--config", str(config_path())]
    with interrupts_held():
        # Each reads from a pipe that closes with this process, however it ends: a child that
        # outlived it would hold the port, and send mails.
        children = {
            name: subprocess.Popen([*command, name, "--with-parent"], stdin=subprocess.PIPE)
            for name in ("scheduler", "server")
        }
    try:
        greeted = False
        while not stop.wait(0.2):
            for name, child in children.items():
                code = child.poll()
                # Ctrl-C reaches all three, and a child may have ended before this process hears it.
                if code is not None and not stop.wait(1 if code == Exit.DONE else 0):
                    known = code in set(Exit) - {Exit.DONE}
                    return told(_ended(name, code), Exit(code) if known else Exit.REFUSED)
            if not greeted and (greeted := _answers(config)):
                print(_welcome(config, now), flush=True)
        return Exit.DONE
    finally:
        _end(list(children.values()))


def _answers(config: Config) -> bool:
    """Whether the server answers by now."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.server.host, config.server.host)
    connection = http.client.HTTPConnection(host, config.server.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _ended(name: str, code: int) -> str:
    """Which of the two has ended; the lines printed before may say why."""
    if name == "scheduler":
        return gettext(
            "the scheduler has ended (code %(code)s), so everything stops; start it again with up",
            code=code,
        )
    return gettext(
        "the server has ended (code %(code)s), so everything stops; start it again with up",
        code=code,
    )


def _welcome(config: Config, now: datetime) -> str:
    """The addresses and settings to show after the start."""
    mail = config.mail
    mails = f"SMTP {mail.host}" if mail.transport == "smtp" else str(mail.directory or "mails")
    host, port, address = config.server.host, config.server.port, f"{config.server.url}/"
    if address != f"http://{host}:{port}/":
        address += f" ({host}:{port})"  # where a proxy, or whoever has no other way, reaches it
    people = ", ".join(config.team.coordinators)
    sign_in = []
    if config.team.coordinators and config.server.is_local and mail.transport != "smtp":
        # Whoever tries it out on one machine has no mailbox in which a sign-in link arrives.
        link = sign_in_link(config, config.team.coordinators[0], now)
        sign_in = [gettext("Sign in:  %(link)s", link=link)]
    lines = [
        gettext("Platform: %(address)s", address=address),
        gettext("Mails:    %(mails)s", mails=mails),
        gettext("Team:     %(people)s", people=people),
        *sign_in,
        gettext("Ctrl-C ends it."),
    ]
    return "".join(["\n", *(f"  {line}\n" for line in lines)])


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
