"""``report``, ``export`` and ``status``: what is known now, for people."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

import ptr_py
from ptr_platform.commands import Exit, gettext, ngettext, opened, told, translator
from ptr_platform.identity import ways
from ptr_platform.language.catalogues import N_, library_language
from ptr_platform.language.messages import LibraryMessage
from ptr_platform.scheduler import Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.scheduler.health import mail_troubles, scheduler_trouble

if TYPE_CHECKING:
    from ptr_platform.run.service import RunService

_PATIENCE_SECONDS = 60


@click.command(
    "report",
    short_help=N_("send the weekly report now, once a day at most"),
    help=N_(
        "Sends the weekly report now to team.report_to, or to whom --to names. Who has got one"
        " today is not sent another."
    ),
)
@click.option("--to", multiple=True, metavar="MAIL", help=N_("instead of team.report_to"))
def send_report(to: tuple[str, ...]) -> Exit:
    """Sends the weekly report."""
    with opened() as service:
        service.check_clock()
        recipients = to or tuple(service.config.team.report_to)
        if not recipients:
            nobody = gettext("nobody to send the report to: say --to, or team.report_to")
            return told(nobody, Exit.USAGE)
        weekly = due_now(service, recipients)
        scheduler = Scheduler(service, open_mailer(service))

        def owed() -> tuple[int, int]:
            """The reports, and everything else."""
            rules = ways.rules(service)
            notices = service.run().notices(service.now(), weekly=weekly, rules=rules)
            reports = sum(notice.kind == "weekly-report" for notice in notices)
            return reports, len(notices) - reports

        reports, others = owed()
        if not reports:
            print(gettext("nothing to send: everybody has got today's report already"))
            return Exit.DONE
        for _ in range(_PATIENCE_SECONDS):
            outcome = scheduler.report(weekly)
            if outcome.status != "standby":
                break
            time.sleep(1)  # a scheduler is sending mails just now
        print(ngettext("%(num)s report sent", "%(num)s reports sent", outcome.sent))
        if others:
            print(
                ngettext(
                    "%(num)s other mail is owed; the scheduler sends it",
                    "%(num)s other mails are owed; the scheduler sends them",
                    others,
                )
            )
        if outcome.status == "standby":
            told(gettext("a scheduler is sending mails just now: run report again in a minute"))
        if outcome.error:
            why = gettext(
                "not everything was sent (%(error)s); once that is mended, run report again",
                error=LibraryMessage(outcome.error),
            )
            told(why)
        return Exit.DONE if outcome.sent == reports else Exit.REFUSED


def due_now(service: RunService, recipients: tuple[str, ...]) -> ptr_py.Weekly:
    """A report that falls due this very minute."""
    now, zone = service.now(), ZoneInfo(service.plan.timezone)
    due = now.replace(second=0, microsecond=0)
    # A time of day that the clocks show twice means its first showing. While they show it for the
    # second time, the report is as of the last minute before that.
    while due.astimezone(zone).fold:
        due -= timedelta(minutes=1)
    here = due.astimezone(zone)
    return ptr_py.Weekly(
        weekday=here.weekday(),
        time=here.time(),
        since=due - timedelta(minutes=1),
        recipients=recipients,
    )


@click.command(
    "export",
    short_help=N_("write the status workbook"),
    help=N_("Writes where the dry run stands as a workbook, which reads back as the plan."),
)
@click.argument("file", type=Path, metavar=N_("FILE"))
def export_workbook(file: Path) -> Exit:
    """Writes the status workbook."""
    with opened() as service:
        service.run().write_status_workbook(
            file,
            service.now(),
            layout=dict(service.config.excel.layout),
            language=library_language(service.config.language),
        )
    print(file)
    return Exit.DONE


@click.command(
    "status",
    short_help=N_("print where the dry run stands"),
    help=N_("Prints a short recap: progress, and how many steps are in each state."),
)
def print_status() -> Exit:
    """Prints a recap."""
    with opened() as service:
        now, t = service.now(), translator()
        recap = service.run().recap(now)
        print(
            t.gettext(
                "%(dry_run)s: %(terminated)s/%(total)s steps terminated (%(percent).0f%%), as of"
                " %(when)s",
                dry_run=service.schedule.dry_run,
                terminated=recap.terminated,
                total=recap.total,
                percent=recap.percent,
                when=t.instant(now, service.plan.timezone),
            )
        )
        for state in ptr_py.State:
            if recap.by_state[state]:
                print(f"  {state.label(t.library_language):<12} {recap.by_state[state]:>5}")
        trouble = scheduler_trouble(service, now, t)
        alarms = [trouble] if trouble else []
        alarms += [*mail_troubles(service, now, t).values(), *service.clock_alarms(t.language)]
        for alarm in alarms:
            print(alarm)
    return Exit.DONE
