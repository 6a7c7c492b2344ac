"""A scheduler that ends at whatever it is about to do: no mail is lost, none is sent as another.

All that outlives a process is its store and what a mail server has taken; so a process that asks
nothing more of its store from some point on is one that was killed there.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import pytest
from campaign import rounds
from platform_scene import PAUL, T0, HandClock, make_config, stored_plan

from ptr_platform.run.importing import FIRST_IMPORT
from ptr_platform.run.service import RunService
from ptr_platform.scheduler import LEASE, Scheduler
from ptr_platform.scheduler.delivery import open_mailer
from ptr_platform.store import Position, Store
from ptr_platform.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mail_server import MailServer

    from ptr_platform.config import Config

CRASHES = 3
ENOUGH = 35
"""More than a scheduler asks of its store for the mails of a round."""


class Crash(BaseException):
    """The end of a process."""


class Mortal:
    """A store that a process can ask so many things of before it ends."""

    def __init__(self, store: Store, *, asked: int, done: bool) -> None:
        self._store = store
        self._left = asked
        self._done = done
        """Whether the last thing is done before the process ends."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)

        def ask(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left < 0 or (self._left == 0 and not self._done):
                raise Crash
            answer = found(*arguments, **named)
            if self._left == 0:
                raise Crash
            return answer

        return ask if callable(found) else found


@pytest.fixture
def config(tmp_path: Path, server: MailServer) -> Config:
    return make_config(tmp_path, mail=server.settings())


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    store = SqliteStore(config.database.file)
    store.save_plan(stored_plan(), expected=Position(0, 0))
    store.write_note(FIRST_IMPORT, T0.isoformat())
    yield store
    store.close()


def scheduler_on(store: Store, config: Config, clock: HandClock) -> Scheduler:
    service = RunService(store, config, clock)
    return Scheduler(service, open_mailer(service))


@pytest.mark.campaign
def test_wherever_a_scheduler_ends_each_mail_arrives_and_only_as_itself(
    store: Store, config: Config, clock: HandClock, server: MailServer
) -> None:
    for number, chance in enumerate(rounds(10)):
        survivor = scheduler_on(store, config, clock)
        service = survivor.service
        service.execute(
            lambda run, at, number=number: run.transfer(  # type: ignore[misc]
                "CO00000003", to=f"p{number}@grid.example", by=PAUL, at=at, apply=False
            )
        )
        run, now = service.run(), clock.now()
        owed = run.notices(now)
        ids = {survivor.mailer.letter(notice, run, now).message_id for notice in owed}
        server.mails.clear()
        for _ in range(CRASHES):
            asked, done = chance.randrange(1, ENOUGH), chance.random() < 0.5
            mortal = cast("Store", Mortal(store, asked=asked, done=done))
            with suppress(Crash):
                scheduler_on(mortal, config, clock).run()
            clock.forward(LEASE)
        assert survivor.run().error is None

        arrived = Counter(server.ids())
        assert set(arrived) == ids
        assert arrived.total() <= len(ids) + CRASHES, "a crash doubles one mail at most"
        mails = {(str(mail["Message-ID"]), mail.as_bytes()) for mail in server.mails}
        assert len(mails) == len(ids), "one arrived with other words under the same Message-ID"
        run = service.run()
        run.verify()
        sent = Counter(event.key for event in run.events if event.type == "notice_sent")
        assert {notice.key for notice in owed} <= set(sent)
        assert set(sent.values()) == {1}
        assert run.notices(clock.now()) == []
