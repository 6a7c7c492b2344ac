"""A checkpoint goes out with the end of each phase, as a witness outside of the database.

Kept true: whoever can write to the database could forge its whole history, digests included, but
not the mails that have gone out: `verify --checkpoint` tells whether the history leads through
what they say. A phase that is taken up again and ends once more has another one.
"""

from __future__ import annotations

import json
import logging
import smtplib
from typing import TYPE_CHECKING

from ptr_platform.identity.mail import plain_mail, transport
from ptr_platform.language.translator import Translator
from ptr_platform.store import digest_of

if TYPE_CHECKING:
    from ptr_platform.run.service import RunService

LOG = logging.getLogger("ptr.scheduler")
_NOTE = "checkpoints"


def tell_ended_phases(service: RunService) -> dict[str, str]:
    """Sends the checkpoint of each phase that has ended since the last call.

    Returns:
        The checkpoints that went out, by phase.
    """
    run, at = service.run(), service.now()
    ended = {
        phase
        for phase, tally in run.recap(at).by_phase.items()
        if 0 < tally.total == tally.terminated
    }
    note = service.store.note(_NOTE)
    told: list[str] = [] if note is None else json.loads(note)
    sent: dict[str, str] = {}
    for phase in sorted(ended - set(told)):
        checkpoint = str(run.checkpoint())
        try:
            _send(service, phase, checkpoint)
        except (OSError, smtplib.SMTPException) as error:
            LOG.warning("the checkpoint of phase %s could not be sent: %s", phase, error)
            break
        sent[phase] = checkpoint
    now_told = sorted(ended & {*told, *sent})
    if now_told != told:
        service.store.write_note(_NOTE, json.dumps(now_told))
    return sent


def _send(service: RunService, phase: str, checkpoint: str) -> None:
    config, t = service.config, Translator(service.config.language)
    dry_run = config.scripts.dry_run
    text = t.gettext(
        "Phase %(phase)s of %(dry_run)s has ended. What was recorded until then has this"
        " checkpoint:\n\n"
        "%(checkpoint)s\n\n"
        "Keep this mail: the command verify --checkpoint, with this line, tells whether the"
        " database still holds what it held.\n",
        phase=phase,
        dry_run=dry_run,
        checkpoint=checkpoint,
    )
    subject = t.gettext(
        "[Transition-%(dry_run)s] Phase %(phase)s has ended: checkpoint",
        dry_run=dry_run,
        phase=phase,
    )
    send = transport(config.mail.settings, kind="checkpoint")
    for mail in config.team.coordinators:
        key = digest_of(dry_run, phase, checkpoint, mail)[:32]
        send(
            plain_mail(
                config.mail.settings, to=mail, subject=subject, text=text, at=service.now(), key=key
            )
        )
