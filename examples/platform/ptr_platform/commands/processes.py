"""``scheduler``, ``server`` and ``up``, which runs both: what goes on until it is told to stop."""

from __future__ import annotations

import argparse
import http.client
import logging
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import ptr_py
from ptr_platform.commands import Commands, Exit, opened
from ptr_platform.commands.signals import PATIENCE, interrupts_held, stop_event
from ptr_platform.language.messages import PlatformError, text_of
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.alarms import Alarms
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.scheduler.loop import SchedulerLoop

if TYPE_CHECKING:
    from ptr_platform.config import Config
    from ptr_platform.config.sections import Server
    from ptr_platform.language.translator import Translator

_SIGN_IN_SECONDS = 1
_WITH_PARENT = "--with-parent"


def add_to(commands: Commands, t: Translator) -> None:
    """Adds the commands of this module."""
    scheduler = commands.add(
        "scheduler",
        run_scheduler,
        t.gettext("compute states and send mails until stopped; one line of JSON a run"),
        t.gettext(
            "Sends the mails that are owed until it is stopped (SIGINT, SIGTERM). Several may run"
            " side by side."
        ),
    )
    scheduler.add_argument("--once", action="store_true", help=t.gettext("one run only"))
    _ends_with_parent(scheduler)
    server = commands.add(
        "server",
        run_server,
        t.gettext("serve the pages until stopped"),
        t.gettext(
            "Serves the pages until it is stopped (SIGINT, SIGTERM). Several may run side by side."
        ),
    )
    _ends_with_parent(server)
    commands.add(
        "up",
        run_both,
        t.gettext("run scheduler and server until stopped"),
        t.gettext(
            "Runs a scheduler and a server in processes of their own. If one ends, so does the"
            " other."
        ),
    )


def _ends_with_parent(command: argparse.ArgumentParser) -> None:
    """An option between `up` and what it starts; the help does not show it."""
    command.add_argument(_WITH_PARENT, action="store_true", help=argparse.SUPPRESS)


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


def run_scheduler(arguments: argparse.Namespace) -> Exit:
    """Runs a scheduler."""
    _log()
    stop = stop_event(with_parent=arguments.with_parent)
    with opened(arguments, at_work="scheduler") as service:
        try:
            service.run()
        except (PlatformError, ptr_py.PtrError) as error:
            text = text_of(error, service.config.language)
            Alarms(service).tell({"scheduler": text}, is_all=False)
            raise
        scheduler = Scheduler(service, open_mailer(service))
        if arguments.once:
            outcome = scheduler.run()
            print(outcome.line())
            return Exit.DONE if outcome.status != "error" else Exit.DATABASE
        SchedulerLoop(scheduler).run(stop)
    return Exit.DONE


def run_server(arguments: argparse.Namespace) -> Exit:
    """Runs a web server."""
    # Only the server needs Flask and what serves it.
    from ptr_platform.web import create_app  # noqa: PLC0415
    from ptr_platform.web.server import WebServer  # noqa: PLC0415

    _log()
    stop = stop_event(with_parent=arguments.with_parent)
    with opened(arguments, at_work="server") as service:
        service.run()
        config = service.config.server
        try:
            app = create_app(service, service.config, service.clock)
            server = WebServer(app, config)
        except OSError as error:
            return _no_port(arguments.translator, config, error)
        logging.getLogger("ptr.server").info("serving %s", config.url)
        server.serve(stop)
        app.extensions["ptr"].sign_in.finish(within=_SIGN_IN_SECONDS)
        app.extensions["ptr"].rehearsals.close()
    return Exit.DONE


def _no_port(t: Translator, config: Server, error: OSError) -> Exit:
    message = t.gettext(
        "server.port: %(host)s:%(port)s cannot be served (%(error)s); choose another port, or"
        " end what uses it",
        host=config.host,
        port=config.port,
        error=error,
    )
    print(message, file=sys.stderr)
    return Exit.CONFIGURATION


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


def run_both(arguments: argparse.Namespace) -> Exit:
    """Runs a scheduler and a server, and ends both together."""
    stop = stop_event()
    with opened(arguments) as service:
        service.run()
        config = service.config
    try:
        # Checked before any mail is sent; and another server on this port would answer for ours.
        claim(config.server).close()
    except OSError as error:
        return _no_port(arguments.translator, config.server, error)
    command = [sys.executable, "-m", "ptr_platform", "--config", str(arguments.config)]
    with interrupts_held():
        # Each reads from a pipe that closes with this process, however it ends: a child that
        # outlived it would hold the port, and send mails.
        children = {
            name: subprocess.Popen([*command, name, _WITH_PARENT], stdin=subprocess.PIPE)
            for name in ("scheduler", "server")
        }
    try:
        told = False
        while not stop.wait(0.2):
            for name, child in children.items():
                code = child.poll()
                # Ctrl-C reaches all three, and a child may have ended before this process hears it.
                if code is not None and not stop.wait(1 if code == Exit.DONE else 0):
                    print(_ended(arguments.translator, name, code), file=sys.stderr)
                    return Exit(code) if code in set(Exit) - {Exit.DONE} else Exit.REFUSED
            if not told and (told := _answers(config)):
                print(_welcome(arguments.translator, config), flush=True)
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


def _ended(t: Translator, name: str, code: int) -> str:
    """Which of the two has ended; the lines printed before may say why."""
    if name == "scheduler":
        return t.gettext(
            "the scheduler has ended (code %(code)s), so everything stops; start it again with up",
            code=code,
        )
    return t.gettext(
        "the server has ended (code %(code)s), so everything stops; start it again with up",
        code=code,
    )


def _welcome(t: Translator, config: Config) -> str:
    """The addresses and settings to show after the start."""
    mail = config.mail
    by_smtp = mail.get("transport") == "smtp"
    mails = f"SMTP {mail.get('host')}" if by_smtp else str(mail.get("directory", "mails"))
    host, port, address = config.server.host, config.server.port, f"{config.server.url}/"
    if address != f"http://{host}:{port}/":
        address += f" ({host}:{port})"  # where a proxy, or whoever has no other way, reaches it
    people = ", ".join(config.team.coordinators)
    lines = [
        t.gettext("Platform: %(address)s", address=address),
        t.gettext("Mails:    %(mails)s", mails=mails),
        t.gettext("Team:     %(people)s", people=people),
        t.gettext("Ctrl-C ends it."),
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
