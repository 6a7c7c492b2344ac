//! Which mails are owed, to whom, and never twice.

use chrono::{NaiveTime, TimeDelta, Weekday};
use proptest::prelude::*;
use ptr_core::NoticeKind::{Failure, Start, Transfer, TransferReceipt, WeeklyReport};
use ptr_core::{Run, State, Weekly};
use ptr_tests::plans;
use ptr_tests::scenario::{
    Scenario, close, instant, mail, reopen, skip, start, step, step_after, transfer,
};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);

fn one_step() -> Scenario {
    Scenario::given([step("CO00000001", "2026-03-20 22:00")])
}

#[test]
fn a_start_mail_is_owed_from_the_instant_the_step_is_ready_until_it_is_sent() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .later(-TICK)
        .then_owed(&[])
        .later(TICK)
        .then_owed(&[(Start, "CO00000001", "anne")])
        .then_owed(&[(Start, "CO00000001", "anne")])
        .all_sent()
        .then_owed(&[]);
}

#[test]
fn a_step_that_somebody_started_in_time_needs_no_start_mail() {
    let _ = one_step().at("2026-03-20 22:00").when("anne", &start("CO00000001")).then_owed(&[]);
}

#[test]
fn a_step_without_contacts_is_announced_to_the_coordinators() {
    let mut alone = step("CO00000001", "2026-03-20 22:00");
    alone.contacts.clear();
    let _ =
        Scenario::given([alone]).at("2026-03-20 22:00").then_owed(&[(Start, "CO00000001", "paul")]);
}

#[test]
fn both_people_hear_of_a_transfer() {
    let _ = one_step()
        .when("anne", &transfer("CO00000001", "bob"))
        .then_owed(&[(Transfer, "CO00000001", "bob"), (TransferReceipt, "CO00000001", "anne")])
        .all_sent()
        .at("2026-03-20 22:00")
        .then_owed(&[(Start, "CO00000001", "bob")]);
}

#[test]
fn who_gets_a_ready_step_by_transfer_is_not_told_twice_to_begin() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .all_sent()
        .when("anne", &transfer("CO00000001", "bob"))
        .then_owed(&[(Transfer, "CO00000001", "bob"), (TransferReceipt, "CO00000001", "anne")]);
}

#[test]
fn undoing_a_mistaken_close_does_not_announce_everything_again() {
    let _ = Scenario::given([
        step("CO00000001", "2026-03-20 22:00"),
        step_after("CO00000002", "2026-03-20 22:00", &["CO00000001"]),
    ])
    .at("2026-03-20 22:00")
    .when("anne", &start("CO00000001"))
    .when("anne", &close("CO00000001"))
    .then_owed(&[(Start, "CO00000002", "anne")])
    .all_sent()
    .when("anne", &reopen("CO00000001", "clôturée par erreur"))
    .then("CO00000002", State::Overdue)
    .then_owed(&[])
    .when("anne", &close("CO00000001"))
    .then("CO00000002", State::Ready)
    .then_owed(&[]);
}

#[test]
fn a_step_that_is_taken_up_again_after_having_been_skipped_is_announced_again() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .all_sent()
        .when("paul", &skip("CO00000001", "inutile"))
        .then_owed(&[])
        .when("paul", &reopen("CO00000001", "utile après tout"))
        .then_owed(&[(Start, "CO00000001", "anne")]);
}

#[test]
fn a_start_mail_that_fails_for_good_is_told_to_the_coordinators_once() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .all_failed("550 no such mailbox")
        .then_owed(&[(Failure, "CO00000001", "paul")])
        .all_sent()
        .then_owed(&[]);
}

#[test]
fn a_failure_mail_that_fails_owes_no_further_mail() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .all_failed("550 no such mailbox")
        .all_failed("550 no such mailbox either")
        .then_owed(&[]);
}

#[test]
fn reporting_the_same_mail_twice_records_it_once() {
    let scenario = one_step().at("2026-03-20 22:00");
    let mut run = scenario.run().clone();
    let notice = &scenario.owed()[0];
    assert_eq!(run.notice_sent(notice, scenario.now()).len(), 1);
    assert_eq!(run.notice_sent(notice, scenario.now()).len(), 0);
    assert_eq!(run.notice_failed(notice, "late", scenario.now()).len(), 0);
    assert_eq!(run.version(), 1);
}

#[test]
fn a_key_names_dry_run_step_kind_episode_and_recipient() {
    let owed = one_step().at("2026-03-20 22:00").owed();
    assert_eq!(owed[0].key, "FDR1/CO00000001/start/0/anne@grid.example");
}

#[test]
fn one_weekly_report_is_owed_a_week_also_across_the_change_of_clocks() {
    let weekly = Weekly {
        weekday: Weekday::Mon,
        time: NaiveTime::from_hms_opt(7, 0, 0).expect("a time of day"),
        from: instant("2026-03-23 06:00"),
        recipients: vec![mail("paul")],
    };
    let scenario = one_step();
    let owed = |at| scenario.run().view(at).notices(Some(&weekly));
    let reports =
        |at| owed(at).into_iter().filter(|it| it.kind() == WeeklyReport).collect::<Vec<_>>();

    let first = instant("2026-03-23 07:00");
    assert_eq!(reports(first - TICK), []);
    let [report] = &reports(first)[..] else { panic!("one report") };
    assert_eq!(report.key, "FDR1//weekly-report/2026-03-23/paul@grid.example");
    // A week with a day of 23 hours in it.
    let second = instant("2026-03-30 07:00");
    assert_eq!(second - first, TimeDelta::hours(7 * 24 - 1));
    assert_eq!(reports(second - TICK)[0].key, report.key);
    let [next] = &reports(second)[..] else { panic!("one report") };
    assert_ne!(next.key, report.key);
    assert_eq!(next.occasion, ptr_core::Occasion::WeeklyReport { since: first, until: second });
}

proptest! {
    #[test]
    fn owed_mails_have_distinct_keys_and_none_is_owed_after_it_was_sent(
        plan in plans::plan(8),
        at in plans::instant(),
    ) {
        let schedule = plan.schedule("FDR1").expect("of the plan");
        let mut run = Run::new(schedule, [mail("paul")]);
        let owed = run.view(at).notices(None);
        let mut keys: Vec<&str> = owed.iter().map(|notice| notice.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), owed.len());
        for notice in &owed {
            run.notice_sent(notice, at);
        }
        prop_assert_eq!(run.view(at).notices(None), vec![]);
        let replayed = Run::replay(run.schedule().clone(), [mail("paul")], run.events().to_vec());
        prop_assert_eq!(replayed.expect("its own events").view(at).notices(None), vec![]);
    }
}
