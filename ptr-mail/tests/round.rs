//! Delivery rounds as stories: what is sent when, what is tried again, who hears of what failed.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod plan;

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Fact, Notice, NoticeKind, NoticeRules, Run};
use ptr_mail::{
    Composer, Delivery, Failure, Fault, Letter, Memory, Outbox, RecipientDelivery, RetrySchedule,
    Round, Transport, Verdict,
};

use plan::{composer, fresh, instant};

/// A server that is down, or not.
#[derive(Default)]
struct Flaky {
    down: Mutex<bool>,
    memory: Memory,
}

impl Flaky {
    fn set_down(&self, down: bool) {
        *self.down.lock().unwrap() = down;
    }
}

impl Transport for Flaky {
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery> {
        let down = *self.down.lock().unwrap();
        if !down {
            return self.memory.send(letter);
        }
        let text = "connection refused".to_owned();
        let delivery = Delivery::Transient(Failure { fault: Fault::Connection, code: None, text });
        RecipientDelivery::for_all(letter, &delivery)
    }
}

fn round<'a>(
    composer: &'a Composer,
    transport: &'a dyn Transport,
    retry: &'a RetrySchedule,
) -> Round<'a> {
    Round { composer, transport, platform: &(), retry, rules: None }
}

/// At this instant one start mail is owed, to Anne.
fn begin() -> DateTime<Utc> {
    instant("2026-03-16 09:00")
}

fn sent(run: &Run) -> usize {
    run.events().iter().filter(|it| matches!(it.fact, Fact::NoticeSent { .. })).count()
}

#[test]
fn a_server_that_is_down_for_an_hour_delays_the_mail_and_loses_nothing() {
    let (composer, server, retry) = (composer("fr"), Flaky::default(), RetrySchedule::default());
    let round = round(&composer, &server, &retry);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    server.set_down(true);
    let mut at = begin();
    let mut attempts = 0;
    while at < begin() + TimeDelta::hours(1) {
        let tried = round.deliver(&mut run, &mut outbox, at);
        assert_eq!(tried.len(), 1);
        attempts += 1;
        // Nothing happens before the next attempt is due, and no event says anything yet.
        let next = outbox.next_attempt().unwrap();
        let early = next - TimeDelta::seconds(1);
        assert_eq!(round.deliver(&mut run, &mut outbox, early), []);
        assert_eq!(run.version(), 0);
        at = next;
        // The outbox survives on disk what the process does not.
        let kept = serde_json::to_string(&outbox).unwrap();
        outbox = serde_json::from_str(&kept).unwrap();
    }
    assert_eq!(attempts, 4);
    server.set_down(false);
    let tried = round.deliver(&mut run, &mut outbox, at);
    assert_eq!(tried[0].verdict, Verdict::Done);
    assert_eq!((sent(&run), server.memory.letters().len()), (1, 1));
    assert_eq!(outbox, Outbox::default());
    assert_eq!(round.deliver(&mut run, &mut outbox, at + TimeDelta::hours(5)), []);
}

#[test]
fn an_unknown_address_is_told_to_the_coordinators_once_and_in_the_same_round() {
    let (composer, retry) = (composer("fr"), RetrySchedule::default());
    let memory = Memory::default().refusing("anne@grid.example");
    let round = round(&composer, &memory, &retry);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    let tried = round.deliver(&mut run, &mut outbox, begin());
    let story: Vec<(NoticeKind, &str, Verdict)> = tried
        .iter()
        .map(|it| (it.notice.kind(), it.notice.recipient.as_str(), it.verdict))
        .collect();
    assert_eq!(
        story,
        [
            (NoticeKind::Start, "anne@grid.example", Verdict::GiveUp),
            (NoticeKind::Failure, "paul@grid.example", Verdict::Done),
        ]
    );
    let letters = memory.letters();
    assert_eq!(letters.len(), 1);
    let bytes = letters[0].bytes();
    let mail = mailparse::parse_mail(&bytes).unwrap();
    let text = mail.subparts[0].get_body().unwrap();
    assert!(
        text.contains("anne@grid.example") && text.contains("550 refused on request"),
        "{text}"
    );
    assert_eq!(round.deliver(&mut run, &mut outbox, begin() + TimeDelta::hours(1)), []);
}

#[test]
fn a_server_that_stays_down_owes_the_failure_mail_after_a_day() {
    let (composer, server, retry) = (composer("fr"), Flaky::default(), RetrySchedule::default());
    let round = round(&composer, &server, &retry);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    server.set_down(true);
    let mut at = begin();
    let given_up = loop {
        let tried = round.deliver(&mut run, &mut outbox, at);
        if let Some(end) = tried.iter().find(|it| it.verdict == Verdict::GiveUp) {
            break end.at;
        }
        at = outbox.next_attempt().unwrap();
    };
    assert!(given_up <= begin() + TimeDelta::hours(24));
    // The failure mail could not go out either, but waits for the server.
    assert_eq!(outbox.waiting().len(), 1);
    server.set_down(false);
    let next = outbox.next_attempt().unwrap();
    let tried = round.deliver(&mut run, &mut outbox, next);
    assert_eq!(tried.len(), 1);
    assert_eq!(tried[0].notice.kind(), NoticeKind::Failure);
    assert_eq!(server.memory.letters().len(), 1);
}

#[test]
fn a_crash_between_sending_and_recording_sends_the_same_mail_again() {
    let (composer, retry) = (composer("fr"), RetrySchedule::default());
    let memory = Memory::default();
    let round = round(&composer, &memory, &retry);
    // Sent, but what was recorded is lost with the process.
    round.deliver(&mut fresh(), &mut Outbox::default(), begin());
    let mut run = fresh();
    round.deliver(&mut run, &mut Outbox::default(), begin() + TimeDelta::minutes(7));
    let letters = memory.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].message_id(), letters[1].message_id());
    assert_eq!(letters[0].bytes(), letters[1].bytes());
    assert_eq!(sent(&run), 1);
}

#[test]
fn a_step_that_was_started_meanwhile_needs_its_mail_no_more() {
    let (composer, server, retry) = (composer("fr"), Flaky::default(), RetrySchedule::default());
    let round = round(&composer, &server, &retry);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    server.set_down(true);
    round.deliver(&mut run, &mut outbox, begin());
    assert_eq!(outbox.waiting().len(), 1);
    plan::execute(&mut run, "anne", &plan::start("PP00000001"), "2026-03-16 09:01");
    server.set_down(false);
    assert_eq!(round.deliver(&mut run, &mut outbox, begin() + TimeDelta::minutes(2)), []);
    assert_eq!(outbox, Outbox::default());
}

#[test]
fn an_outcome_that_is_recorded_twice_is_recorded_once() {
    let (composer, memory, retry) = (composer("fr"), Memory::default(), RetrySchedule::default());
    let round = round(&composer, &memory, &retry);
    let (run, mut outbox) = (fresh(), Outbox::default());
    let due: Vec<Notice> = round.due(&run, &mut outbox, begin());
    let attempt = round.attempt(due[0].clone(), &run, &mut outbox, begin());
    // The store was faster elsewhere: the same outcome goes onto the run as it is there.
    let mut elsewhere = fresh();
    assert!(attempt.record(&mut elsewhere).is_some());
    assert!(attempt.record(&mut elsewhere).is_none());
    assert_eq!(run.version(), 0);
}

#[test]
fn a_mail_that_a_clock_a_year_ahead_had_recorded_went_out_again_in_each_round() {
    let (composer, memory, retry) = (composer("fr"), Memory::default(), RetrySchedule::default());
    let round = round(&composer, &memory, &retry);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    round.deliver(&mut run, &mut outbox, begin() + TimeDelta::days(365));
    let before = memory.letters().len();
    assert!(before > 0);
    for minutes in [0, 5, 10] {
        let tried = round.deliver(&mut run, &mut outbox, begin() + TimeDelta::minutes(minutes));
        assert_eq!(tried, []);
    }
    assert_eq!(memory.letters().len(), before);
}

#[test]
fn a_round_ends_with_the_first_mail_that_a_server_is_down_for_and_begins_with_another() {
    let (composer, server, retry) = (composer("fr"), Flaky::default(), RetrySchedule::default());
    let rules = NoticeRules { weekly: plan::rules().weekly, ..NoticeRules::default() };
    let reports = Round { rules: Some(&rules), ..round(&composer, &server, &retry) };
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    let at = instant("2026-03-23 09:00");
    let owed = reports.due(&run, &mut outbox, at).len();
    assert!(owed > 1, "a start mail and reports");
    server.set_down(true);
    let tried = reports.deliver(&mut run, &mut outbox, at);
    assert_eq!((tried.len(), outbox.waiting().len()), (1, 1));
    let later = outbox.next_attempt().unwrap();
    let due = reports.due(&run, &mut outbox, later);
    assert_eq!(due.last(), Some(&tried[0].notice));
    server.set_down(false);
    assert_eq!(reports.deliver(&mut run, &mut outbox, later).len(), owed);
    assert_eq!(sent(&run), owed);
}

#[test]
fn a_schedule_that_waits_no_time_at_all_still_ends_the_round() {
    let (composer, server) = (composer("fr"), Flaky::default());
    let retry = RetrySchedule { after_minutes: vec![0], ..RetrySchedule::default() };
    server.set_down(true);
    let (mut run, mut outbox) = (fresh(), Outbox::default());
    let tried = round(&composer, &server, &retry).deliver(&mut run, &mut outbox, begin());
    assert_eq!(tried.len(), 1);
}
