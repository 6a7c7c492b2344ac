"""Mails: written for what is owed, sent through a real server, and recorded."""

import asyncio
import email
import email.policy
import io
import pickle
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from scene import ANNE, BOB, CARLA, HOUR, T0, TEAM, carry_out

from ptr_py import (
    Attachment,
    InvalidValue,
    Language,
    Mailer,
    MailError,
    Notice,
    Outbox,
    Plan,
    PtrError,
    Run,
    Weekly,
    load_workbook,
)

SENDER = "Équipe de transition <transition@grid.example>"
MEMORY = {"from": SENDER, "transport": "memory"}
WEEKLY = Weekly(
    weekday=0, time=time(7), since=datetime(2026, 3, 25, tzinfo=UTC), recipients=(TEAM,)
)
MONDAY = datetime(2026, 3, 30, 5, tzinfo=UTC)


def read(letter: object) -> EmailMessage:
    message = email.message_from_bytes(bytes(letter), policy=email.policy.default)  # type: ignore[call-overload]
    assert isinstance(message, EmailMessage)
    return message


def body(letter: object, kind: str = "plain") -> str:
    part = read(letter).get_body((kind,))
    assert part is not None
    return str(part.get_content())


def crowd(mails: int = 5) -> Run:
    """A run that owes this many start mails at once."""
    step = {"phase": "CO", "start": T0, "contacts": [ANNE]}
    records = [{**step, "id": f"CO{nth}"} for nth in range(1, mails + 1)]
    return Run(Plan.from_records(records).schedule("Live"), [TEAM])


# --- Written -----------------------------------------------------------------------------------


def test_a_start_mail_reads_as_the_domain_says(run: Run) -> None:
    (notice,) = run.notices(T0)
    mailer = Mailer(MEMORY, base_url="https://ptr.grid.example")
    letter = mailer.letter(notice, run, T0)
    message = read(letter)
    assert message["Subject"] == "[Transition-FDR1] CO1-Exécution"
    assert message["To"] == ANNE
    assert message["Message-ID"] == letter.message_id
    assert "https://ptr.grid.example/steps/CO1" in body(letter)
    assert "https://ptr.grid.example/steps/CO1" in body(letter, "html")
    assert (letter.key, letter.recipients) == (notice.key, [ANNE])
    assert letter.sender == "transition@grid.example"
    assert (mailer.sender, mailer.language) == (mailer.reply_to, "fr")


def test_the_same_notice_gives_the_same_bytes(run: Run) -> None:
    (notice,) = run.notices(T0)
    one, other = Mailer(MEMORY), Mailer(MEMORY)
    letter = one.letter(notice, run, T0)
    assert bytes(letter) == bytes(other.letter(notice, run, T0 + HOUR))
    assert letter == other.letter(Notice.from_dict(notice.to_dict()), run, T0)


def test_texts_can_be_had_without_a_letter(run: Run) -> None:
    (notice,) = run.notices(T0)
    texts = Mailer({**MEMORY, "language": "en"}).texts(notice, run, T0)
    assert texts.subject.startswith("[Transition-FDR1] CO1")
    assert "CO1" in texts.text
    assert texts.html.lstrip().startswith("<")


def test_mails_speak_dutch_and_the_words_of_a_language_of_ones_own(run: Run) -> None:
    (notice,) = run.notices(T0)
    texts = Mailer({**MEMORY, "language": "nl"}).texts(notice, run, T0)
    assert texts.subject == "[Transition-FDR1] CO1-Uitvoering"
    mailer = Mailer(MEMORY, language=Language("fr", "mail-greeting = Salut,"))
    assert mailer.language == "fr"
    assert mailer.texts(notice, run, T0).text.startswith("Salut,\n\nL'étape-action CO1 ")


def test_links_are_asked_for_the_notice_and_its_step(run: Run) -> None:
    asked: list[Any] = []

    def step_link(notice: Notice, step: str) -> str:
        asked.append((notice, step))
        assert run.state(step, T0)  # the run is not held up
        return f"https://ptr.grid.example/t/{notice.recipients[0]}"

    (notice,) = run.notices(T0)
    letter = Mailer(MEMORY, step_link=step_link).letter(notice, run, T0)
    assert f"https://ptr.grid.example/t/{ANNE}" in body(letter)
    assert asked
    assert set(asked) == {(notice, "CO1")}


def test_the_weekly_report_takes_the_status_workbook_along(run: Run) -> None:
    carry_out(run, "CO1")
    (report,) = [it for it in run.notices(MONDAY, weekly=WEEKLY) if it.kind == "weekly-report"]
    file, picture = read(Mailer(MEMORY).letter(report, run, MONDAY)).iter_attachments()
    assert file.get_filename() == "FDR1-2026-03-30.xlsx"
    assert picture.get_filename() == "FDR1-2026-03-30.svg"
    assert picture.get_content().decode() == run.to_timeline_svg(MONDAY)
    layout = {"id_pattern": None}
    assert load_workbook(io.BytesIO(file.get_content()), layout) == run.schedule.plan
    without = Mailer(MEMORY | {"timeline": False}, status_workbook=False)
    assert list(read(without.letter(report, run, MONDAY)).iter_attachments()) == []


def test_files_go_along_as_they_are_given(run: Run) -> None:
    guide = Attachment(name="Guide d'été.pdf", content_type="application/pdf", content=b"%PDF")
    (notice,) = run.notices(T0)
    mailer = Mailer(MEMORY, attachments=lambda notice: [guide] if notice.step else [])
    (file,) = read(mailer.letter(notice, run, T0)).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (guide.name, guide.content_type)
    assert file.get_content() == b"%PDF"


def test_templates_can_be_replaced_by_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "start.subject.txt").write_text("À vous : {{ step.id }}", "utf-8")
    (notice,) = run.notices(T0)
    mailer = Mailer({**MEMORY, "templates": tmp_path})
    assert mailer.texts(notice, run, T0).subject == "À vous : CO1"
    (tmp_path / "fr" / "start.subject.txt").write_text("{{ step.identity }}", "utf-8")
    with pytest.raises(MailError, match=r"start\.subject") as error:
        Mailer({**MEMORY, "templates": tmp_path})
    assert isinstance(error.value, PtrError)


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ({}, "from"),
        ({"from": "nobody"}, "from"),
        ({"from": SENDER, "transport": "pigeon"}, "transport"),
        ({"from": SENDER, "transport": "smtp"}, "host"),
        ({"from": SENDER, "language": "de"}, "language"),
        ({"from": SENDER, "fromm": 1}, "fromm: "),
        ({"from": SENDER, "port": "smtp"}, "port: "),
        ({"from": 5}, "from: "),
        ({"from": SENDER, "retry": {"after_minutes": [1, -1]}}, r"retry\.after_minutes\[1\]: "),
    ],
)
def test_settings_that_mean_nothing_are_told(config: Any, place: str) -> None:
    with pytest.raises(MailError, match=place):
        Mailer(config)


def test_what_no_configuration_holds_is_invalid() -> None:
    with pytest.raises(InvalidValue, match=r"mail\.from"):
        Mailer({"from": object()})


def test_a_notice_of_another_run_cannot_be_written(run: Run, plan: Plan) -> None:
    carry_out(run, "CO1")
    other = Run(plan.schedule("Live"), [TEAM])
    carry_out(other, "CO1")
    (notice,) = other.notices(T0 + 10 * HOUR)
    assert notice.step == "CO2"
    with pytest.raises(MailError, match="FDR1"):
        Mailer(MEMORY).letter(notice, run, T0 + 10 * HOUR)


# --- Delivered ---------------------------------------------------------------------------------


def test_a_round_sends_what_is_owed_once_and_records_it(run: Run) -> None:
    mailer, outbox = Mailer(MEMORY), Outbox()
    (attempt,) = mailer.deliver(run, outbox, T0)
    assert (attempt.verdict, attempt.at, attempt.retry_at) == ("done", T0, None)
    assert (attempt.outcome.recipient, attempt.outcome.status) == (ANNE, "sent")
    assert attempt.notice.step == "CO1"
    assert [event.type for event in run.events] == ["notice_sent"]
    assert mailer.deliver(run, outbox, T0) == []
    assert [letter.key for letter in mailer.letters] == [attempt.notice.key]


def test_a_store_takes_the_outcome_before_the_run_does(run: Run) -> None:
    mailer, outbox = Mailer(MEMORY), Outbox()
    (notice,) = mailer.due(run, outbox, T0)
    attempt = mailer.attempt(notice, run, outbox, T0)
    assert run.version == 0
    (decided,) = attempt.record(run, apply=False)
    assert run.version == 0
    run.apply(decided)
    assert attempt.record(run) == []
    assert mailer.due(run, outbox, T0) == []


def test_an_error_in_a_link_sends_no_mail_without_it(run: Run) -> None:
    def step_link(notice: Notice, step: str) -> str:
        raise LookupError(f"no secret to sign {step} for {notice.recipients[0]}")

    (notice,) = run.notices(T0)
    mailer, outbox = Mailer(MEMORY, step_link=step_link), Outbox()
    with pytest.raises(LookupError, match="no secret"):
        mailer.letter(notice, run, T0)
    with pytest.raises(LookupError, match="no secret"):
        mailer.texts(notice, run, T0)
    with pytest.raises(LookupError, match="no secret to sign CO1"):
        mailer.attempt(notice, run, outbox, T0)
    with pytest.raises(LookupError, match="no secret to sign CO1") as bug:
        mailer.deliver(run, outbox, T0)
    assert bug.traceback[-1].name == "step_link"
    assert mailer.letters == []
    assert run.version == 0
    assert outbox.keys == []


def test_a_bug_in_the_link_of_one_mail_holds_up_no_other_mail() -> None:
    run = crowd()

    def step_link(_notice: Notice, step: str) -> str:
        if step == "CO1":
            raise ZeroDivisionError
        return "https://ptr.grid.example"

    mailer, outbox = Mailer(MEMORY, step_link=step_link), Outbox()
    with pytest.raises(ZeroDivisionError):
        mailer.deliver(run, outbox, T0)
    assert sorted(str(event.type) for event in run.events) == ["notice_sent"] * 4
    assert [notice.step for notice in run.notices(T0)] == ["CO1"]


def test_a_step_that_is_started_while_others_mails_are_sent_gets_no_mail_any_more() -> None:
    run = crowd()

    def step_link(_notice: Notice, step: str) -> str:
        if step == "CO1":
            run.start("CO3", by=ANNE, at=T0)
        return "https://ptr.grid.example"

    sent = Mailer(MEMORY, step_link=step_link).deliver(run, Outbox(), T0)
    assert [attempt.notice.step for attempt in sent] == ["CO1", "CO2", "CO4", "CO5"]


def test_the_cost_of_a_mail_does_not_grow_with_how_many_are_owed() -> None:
    def took(mails: int) -> float:
        run = crowd(mails)
        begin = process_time()
        assert len(Mailer(MEMORY).deliver(run, Outbox(), T0)) == mails
        return process_time() - begin

    few, many = (min(took(mails) for _ in range(3)) for mails in (150, 1_200))
    # As many times as long as there are more: eight. Sixty if all were looked at for each.
    assert many < 20 * few


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_passes_through_a_link_at_once(interrupt: type[BaseException]) -> None:
    run, asked = crowd(), []

    def step_link(_notice: Notice, step: str) -> str:
        asked.append(step)
        raise interrupt

    mailer, outbox = Mailer(MEMORY, step_link=step_link), Outbox()
    with pytest.raises(interrupt):
        mailer.deliver(run, outbox, T0)
    assert (asked, mailer.letters, outbox.keys) == (["CO1"], [], [])


def test_mails_are_files_unless_said(run: Run, tmp_path: Path) -> None:
    mailer = Mailer({"from": SENDER, "directory": str(tmp_path)})
    (attempt,) = mailer.deliver(run, Outbox(), T0)
    (file,) = tmp_path.iterdir()
    assert file.suffix == ".eml"
    assert attempt.notice.step is not None
    assert attempt.notice.step in file.name


def test_an_outbox_waits_and_travels(run: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    mailer = Mailer({"from": SENDER, "directory": blocked / "mails"})
    outbox = Outbox()
    (attempt,) = mailer.deliver(run, outbox, T0)
    assert (attempt.verdict, attempt.outcome.fault) == ("retry", "storage")
    assert attempt.retry_at == outbox.next_attempt == T0 + timedelta(minutes=1)
    assert not outbox.is_due(attempt.notice.key, T0)
    assert outbox.is_due(attempt.notice.key, T0 + timedelta(minutes=1))
    assert mailer.deliver(run, outbox, T0) == []
    for twin in (Outbox.from_json(outbox.to_json()), pickle.loads(pickle.dumps(outbox))):
        assert twin == outbox
        assert len(twin) == 1
    assert outbox != Outbox()
    with pytest.raises(InvalidValue):
        Outbox.from_json("[]")
    blocked.unlink()
    (attempt,) = mailer.deliver(run, outbox, T0 + timedelta(minutes=1))
    assert attempt.verdict == "done"
    assert len(outbox) == 0


def test_a_step_started_without_its_mail_is_waited_for_no_more(run: Run, tmp_path: Path) -> None:
    mailer = Mailer({"from": SENDER, "directory": tmp_path / "x" / "\0"})
    outbox = Outbox()
    assert mailer.deliver(run, outbox, T0)[0].verdict == "retry"
    run.start("CO1", by=ANNE, at=T0)
    assert mailer.due(run, outbox, T0 + HOUR) == []
    assert len(outbox) == 0


# --- Through a real server ---------------------------------------------------------------------


class Desk:
    """A mail server's desk: takes mails but for the recipients that it does not know."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.takes = 0.0
        """How long it takes over each, in seconds."""

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == BOB:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.takes)
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def smtp(desk: Desk) -> Iterator[dict[str, Any]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(desk, "127.0.0.1", port, server_hostname="mx.grid.example")
    controller.start()
    yield {
        "from": SENDER,
        "transport": "smtp",
        "host": "127.0.0.1",
        "port": port,
        "tls": "none",
        "timeout": 10,
    }
    controller.stop()


def test_a_real_server_takes_the_mail_as_it_was_written(
    run: Run, smtp: dict[str, Any], desk: Desk
) -> None:
    mailer = Mailer(smtp)
    (attempt,) = mailer.deliver(run, Outbox(), T0)
    assert attempt.verdict == "done"
    assert attempt.outcome.text.startswith("250")
    ((recipients, content),) = desk.taken
    assert recipients == [ANNE]
    letter = mailer.letter(attempt.notice, run, T0)
    assert content.rstrip(b"\r\n") == bytes(letter).rstrip(b"\r\n")


def test_a_start_mail_that_is_refused_for_good_owes_the_team_a_mail(
    run: Run, smtp: dict[str, Any], desk: Desk
) -> None:
    carry_out(run, "CO1")
    at = T0 + 10 * HOUR
    refused, told = Mailer(smtp).deliver(run, Outbox(), at)
    assert (refused.notice.kind, refused.verdict) == ("start", "give-up")
    assert (refused.outcome.status, refused.outcome.code) == ("permanent", 550)
    assert refused.outcome.fault == "recipient"
    assert (told.notice.kind, told.verdict) == ("failure", "done")
    assert [event.type for event in run.events[2:]] == ["notice_failed", "notice_sent"]
    ((recipients, content),) = desk.taken
    assert recipients == [TEAM]
    assert BOB.encode() in content


def test_a_letter_can_be_sent_by_itself(run: Run, smtp: dict[str, Any], desk: Desk) -> None:
    run.transfer("CO3", to=CARLA, by=BOB, at=T0)
    mailer = Mailer(smtp)
    by_kind = {notice.kind: notice for notice in run.notices(T0)}
    (taken,) = mailer.send(mailer.letter(by_kind["transfer"], run, T0))
    (refused,) = mailer.send(mailer.letter(by_kind["transfer-receipt"], run, T0))
    assert (taken.recipient, taken.status) == (CARLA, "sent")
    assert (refused.recipient, refused.status, refused.code) == (BOB, "permanent", 550)
    assert len(desk.taken) == 1
    assert run.version == 1


def test_a_good_bye_to_the_server_holds_up_no_other_thread(run: Run, smtp: dict[str, Any]) -> None:
    # The server is a thread of this process: were the GIL held, it could not answer in time.
    mailer = Mailer(smtp)
    mailer.deliver(run, Outbox(), T0)
    begin = perf_counter()
    del mailer
    assert perf_counter() - begin < 0.5


def test_a_server_that_is_down_is_tried_again(run: Run, smtp: dict[str, Any]) -> None:
    outbox = Outbox()
    (attempt,) = Mailer({**smtp, "port": 1}).deliver(run, outbox, T0)
    assert (attempt.verdict, attempt.outcome.fault) == ("retry", "connection")
    assert attempt.outcome.is_of_server
    (attempt,) = Mailer(smtp).deliver(run, outbox, T0 + HOUR)
    assert attempt.verdict == "done"


@pytest.fixture
def hung() -> Iterator[dict[str, Any]]:
    """A server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        yield {
            "from": SENDER,
            "transport": "smtp",
            "host": "127.0.0.1",
            "port": port,
            "tls": "none",
            "timeout": 1,
        }


def test_a_hung_server_costs_its_time_out_once_and_not_for_every_mail(
    hung: dict[str, Any], smtp: dict[str, Any], desk: Desk
) -> None:
    run, outbox = crowd(), Outbox()
    begin = perf_counter()
    (attempt,) = Mailer(hung).deliver(run, outbox, T0)
    assert perf_counter() - begin < 2
    assert (attempt.verdict, attempt.outcome.is_of_server) == ("retry", True)
    assert outbox.keys == [attempt.notice.key]
    later = T0 + timedelta(minutes=1)
    # The one that has failed comes last: it may be this one that the server could not stand.
    due = Mailer(hung).due(run, outbox, later)
    assert [it.key == attempt.notice.key for it in due] == [False] * 4 + [True]
    assert len(Mailer(smtp).deliver(run, outbox, later)) == len(desk.taken) == 5


def test_threads_that_share_a_run_send_each_mail_once(smtp: dict[str, Any], desk: Desk) -> None:
    run, outbox, mailer = crowd(2), Outbox(), Mailer(smtp)
    desk.takes = 0.2
    gate = threading.Barrier(4)

    def deliver(own: Outbox) -> int:
        gate.wait()
        return len(mailer.deliver(run, own, T0))

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(deliver, [outbox, outbox, outbox, Outbox()]))
    assert (len(desk.taken), sum(sent)) == (2, 2)
    assert [event.type for event in run.events] == ["notice_sent"] * 2


def test_threads_with_copies_of_a_run_and_one_outbox_send_each_mail_once(
    smtp: dict[str, Any], desk: Desk
) -> None:
    runs, outbox, mailer = [crowd(2) for _ in range(4)], Outbox(), Mailer(smtp)
    desk.takes = 0.2
    gate = threading.Barrier(4)

    def deliver(run: Run) -> int:
        gate.wait()
        return len(mailer.deliver(run, outbox, T0))

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(deliver, runs))
    assert (len(desk.taken), sum(sent)) == (2, 2)
    # What the others have sent is recorded in each copy that is given afterwards.
    assert [mailer.deliver(run, outbox, T0) for run in runs] == [[]] * 4
    assert ([run.version for run in runs], len(desk.taken)) == ([2] * 4, 2)
    assert [run.notices(T0) for run in runs] == [[]] * 4
    assert (outbox, len(outbox)) == (Outbox(), 0)


def test_a_mail_that_was_left_to_another_thread_is_not_sent_once_that_is_done() -> None:
    entered, leave = threading.Event(), threading.Event()

    def step_link(_notice: Notice, _step: str) -> str:
        entered.set()
        assert leave.wait(30)
        return "https://ptr.grid.example"

    run, copy, outbox, mailer = crowd(1), crowd(1), Outbox(), Mailer(MEMORY)
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(Mailer(MEMORY, step_link=step_link).deliver, run, outbox, T0)
        assert entered.wait(30)
        assert mailer.deliver(copy, outbox, T0) == []
        leave.set()
    assert len(sent.result()) == 1
    # The run does not owe it any more, but the copy does.
    assert (mailer.deliver(run, outbox, T0), copy.version) == ([], 0)
    assert (mailer.deliver(copy, outbox, T0), copy == run) == ([], True)


def test_what_was_sent_is_forgotten_once_no_run_that_was_given_owes_it() -> None:
    run, outbox, mailer = crowd(1), Outbox(), Mailer(MEMORY)
    assert len(mailer.deliver(run, outbox, T0)) == 1
    assert mailer.deliver(crowd(1), outbox, T0) == []
    assert mailer.deliver(run, outbox, T0) == []
    assert len(mailer.deliver(crowd(1), outbox, T0)) == 1


def test_what_failed_for_now_is_tried_again_by_a_copy_and_what_was_given_up_is_not(
    smtp: dict[str, Any], desk: Desk
) -> None:
    run, copy, outbox = crowd(1), crowd(1), Outbox()
    (attempt,) = Mailer({**smtp, "port": 1}).deliver(run, outbox, T0)
    assert attempt.verdict == "retry"
    (attempt,) = Mailer(smtp).deliver(copy, outbox, T0 + HOUR)
    assert attempt.verdict == "done"
    assert Mailer(smtp).deliver(run, outbox, T0 + HOUR) == []
    assert (run == copy, len(desk.taken)) == (True, 1)


def test_while_a_mail_is_sent_the_run_can_be_changed(run: Run, tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def step_link(_notice: Notice, _step: str) -> str:
        entered.set()
        assert leave.wait(30)
        return "https://ptr.grid.example"

    mailer = Mailer({"from": SENDER, "directory": tmp_path}, step_link=step_link)
    outbox = Outbox()
    sending = threading.Thread(target=mailer.deliver, args=(run, outbox, T0))
    sending.start()
    assert entered.wait(30)
    run.start("CO1", by=ANNE, at=T0)
    assert len(outbox) == 0
    leave.set()
    sending.join(30)
    assert [event.type for event in run.events] == ["started", "notice_sent"]
