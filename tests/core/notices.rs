//! Which mails are owed, to whom, and never twice.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use proptest::prelude::*;
use ptr_core::NoticeKind::{Failure, Start, Transfer, TransferReceipt, WeeklyReport};
use ptr_core::{Notice, NoticeRules, Run, Settlement, State, Weekly};
use ptr_tests::plans;
use ptr_tests::scenario::{
    Scenario, close, instant, mail, reopen, skip, start, step, step_after, transfer, undo_start,
};

const TICK: TimeDelta = TimeDelta::nanoseconds(1);

/// The rules by which reports are sent and nothing else.
fn reports(weekly: &Weekly) -> NoticeRules {
    NoticeRules { weekly: Some(weekly.clone()), ..NoticeRules::default() }
}

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
fn who_was_asked_to_begin_is_not_asked_again_once_the_start_is_undone() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .all_sent()
        .when("anne", &start("CO00000001"))
        .when("anne", &undo_start("CO00000001", "trop tôt"))
        .then_owed(&[]);
}

#[test]
fn who_was_not_yet_asked_to_begin_is_asked_once_the_start_is_undone() {
    let _ = one_step()
        .at("2026-03-20 22:00")
        .when("anne", &start("CO00000001"))
        .then_owed(&[])
        .when("anne", &undo_start("CO00000001", "trop tôt"))
        .then_owed(&[(Start, "CO00000001", "anne")]);
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
    assert!(run.settle(notice, &Settlement::Sent, scenario.now()).is_some());
    assert!(run.settle(notice, &Settlement::Sent, scenario.now()).is_none());
    let late = Settlement::Failed("late".to_owned());
    assert!(run.settle(notice, &late, scenario.now()).is_none());
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
    let owed = |at| scenario.run().view(at).notices(Some(&reports(&weekly)));
    let told = |at| owed(at).into_iter().filter(|it| it.kind() == WeeklyReport).collect::<Vec<_>>();

    let first = instant("2026-03-23 07:00");
    assert_eq!(told(first - TICK), []);
    let [report] = &told(first)[..] else { panic!("one report") };
    assert_eq!(report.key, "FDR1//weekly-report/2026-03-23/paul@grid.example");
    // A week with a day of 23 hours in it.
    let second = instant("2026-03-30 07:00");
    assert_eq!(second - first, TimeDelta::hours(7 * 24 - 1));
    assert_eq!(told(second - TICK)[0].key, report.key);
    let [next] = &told(second)[..] else { panic!("one report") };
    assert_ne!(next.key, report.key);
    assert_eq!(next.occasion, ptr_core::Occasion::WeeklyReport { since: first, until: second });
}

#[test]
fn a_report_that_failed_for_good_was_lost_for_a_week_and_is_owed_again_the_same_day() {
    let weekly = Weekly {
        weekday: Weekday::Mon,
        time: NaiveTime::from_hms_opt(22, 0, 0).expect("a time of day"),
        from: instant("2026-03-15 06:00"),
        recipients: vec![mail("paul"), mail("rita")],
    };
    let mut run = one_step().run().clone();
    let owed = |run: &Run, at| -> Vec<Notice> {
        let owed = run.view(at).notices(Some(&reports(&weekly))).into_iter();
        owed.filter(|it| it.kind() == WeeklyReport).collect()
    };
    let next = |run: &Run, at| run.view(at).next_notice(&reports(&weekly));
    let due = instant("2026-03-16 22:00");
    let [paul, rita] = &owed(&run, due)[..] else { panic!("two reports") };
    let failed = Settlement::Failed("550 relay denied".to_owned());
    assert!(run.settle(paul, &failed, due).is_some());
    assert!(run.settle(rita, &Settlement::Sent, due).is_some());

    // An hour later, and the instant before.
    let again = instant("2026-03-16 23:00");
    assert_eq!((next(&run, due), owed(&run, again - TICK)), (Some(again), vec![]));
    let [report] = &owed(&run, again)[..] else { panic!("one report") };
    assert_eq!(report.key, "FDR1//weekly-report/2026-03-16#1/paul@grid.example");
    assert_eq!(report.occasion, paul.occasion);
    assert_eq!(owed(&run, instant("2026-03-17 08:00")).len(), 1, "it waits for who was asleep");

    // Not on the day after.
    assert!(run.settle(report, &failed, instant("2026-03-16 23:10")).is_some());
    assert_eq!(owed(&run, instant("2026-03-17 08:00")), []);
    assert_eq!(owed(&run, instant("2026-03-23 22:00")).len(), 2);
}

/// In Brussels the clocks show 02:30 twice on 25 October 2026, and never on 29 March.
#[test]
fn a_report_hour_that_the_clocks_show_twice_or_never_is_announced_and_owed_once() {
    for (day, due, next) in [
        ("2026-10-25", "2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"),
        ("2026-03-29", "2026-03-29T01:30:00Z", "2026-04-05T00:30:00Z"),
    ] {
        let due: DateTime<Utc> = due.parse().expect("an instant");
        let weekly = Weekly {
            weekday: Weekday::Sun,
            time: NaiveTime::from_hms_opt(2, 30, 0).expect("a time of day"),
            from: due - TimeDelta::days(1),
            recipients: vec![mail("paul")],
        };
        let scenario = one_step();
        let zone = scenario.run().schedule().plan().timezone();
        assert_eq!(weekly.next_due(zone, due - TimeDelta::days(6)), Some(due));
        assert_eq!(weekly.next_due(zone, due - TICK), Some(due));
        assert_eq!(weekly.next_due(zone, due), Some(next.parse().expect("an instant")));
        let owed = |at| {
            let notices = scenario.run().view(at).notices(Some(&reports(&weekly))).into_iter();
            notices.filter(|it| it.kind() == WeeklyReport).map(|it| it.key).collect::<Vec<_>>()
        };
        assert_eq!(owed(due - TICK), Vec::<String>::new());
        let key = format!("FDR1//weekly-report/{day}/paul@grid.example");
        for later in [0, 29, 30, 59, 60, 61, 120, 24 * 60] {
            assert_eq!(owed(due + TimeDelta::minutes(later)), [key.as_str()], "{later}");
        }
    }
}

proptest! {
    #[test]
    fn a_report_is_owed_from_the_instant_on_that_was_announced(
        at in plans::instant(),
        weekday in 0u8..7,
        minute in 0u32..24 * 60,
    ) {
        let weekly = Weekly {
            weekday: Weekday::try_from(weekday).expect("one of seven"),
            time: NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("of a day"),
            from: at - TimeDelta::days(30),
            recipients: vec![mail("paul")],
        };
        let scenario = one_step();
        let zone = scenario.run().schedule().plan().timezone();
        let due = weekly.next_due(zone, at).expect("in the calendar");
        prop_assert!(due > at && due - at <= TimeDelta::hours(7 * 24 + 1));
        let until = |at| {
            let report = scenario.run().view(at).notices(Some(&reports(&weekly))).into_iter().next();
            match report.map(|it| it.occasion) {
                Some(ptr_core::Occasion::WeeklyReport { until, .. }) => until,
                other => panic!("a report is owed, and not {other:?}"),
            }
        };
        prop_assert_eq!(until(due), due);
        prop_assert!(until(due - TICK) <= at);
    }

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
            run.settle(notice, &Settlement::Sent, at);
        }
        prop_assert_eq!(run.view(at).notices(None), vec![]);
        let replayed = Run::replay(run.schedule().clone(), [mail("paul")], run.events().to_vec());
        prop_assert_eq!(replayed.expect("its own events").view(at).notices(None), vec![]);
    }
}
