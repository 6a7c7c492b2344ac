//! How values are written down: everything that goes in or out reads back equal, and a key that
//! nobody knows is refused instead of being dropped.

use std::error::Error;
use std::fmt::Debug;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use ptr_core::{
    AtRisk, Command, Comparison, DrawOptions, Email, Facts, LockHorizon, Moment, Notice,
    NoticeKind, NoticeRules, Phase, Plan, Progress, Run, ScheduleOptions, SilenceRule, Spread,
    Step, TimelineOptions, Weekly,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

type Outcome = Result<(), Box<dyn Error>>;

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Outcome {
    let text = serde_json::to_string(value)?;
    assert_eq!(serde_json::from_str::<T>(&text)?, *value, "{text}");
    Ok(())
}

/// A run in the middle of an evening: a step closed late, one ready, one that waits.
fn evening() -> Result<(Run, DateTime<Utc>), Box<dyn Error>> {
    let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    let anne = Email::new("anne@grid.example")?;
    let step = |id: &str| {
        let step = Step::new(id, "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
        step.lasting(TimeDelta::minutes(30)).carried_out_by("Registre", [&anne])
    };
    let plan = Plan::from_steps([
        step("CO1")?,
        step("CO2")?.after(["CO1"])?,
        step("CO3")?.after(["CO2"])?,
        Step { team: None, ..step("CO4")? },
    ])?;
    let mut run = Run::new(plan.schedule("FDR1")?, [Email::new("paul@grid.example")?]);
    run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
    run.execute(&Command::close("CO1".parse()?), &anne, start + TimeDelta::hours(1))?;
    Ok((run, start + TimeDelta::hours(2)))
}

#[test]
fn what_a_run_answers_reads_back() -> Outcome {
    let (mut run, at) = evening()?;
    let view = run.view(at);
    reads_back(&view.recap(None))?;
    reads_back(&view.changes_since(&run.view(at - TimeDelta::hours(3)))?)?;
    reads_back(&view.explanations().collect::<Vec<_>>())?;
    reads_back(&view.notices(None))?;
    let forecast = view.forecast();
    let outlooks = run.schedule().steps().filter_map(|step| forecast.outlook(step));
    reads_back(&outlooks.collect::<Vec<_>>())?;
    reads_back(&view.review())?;
    reads_back(&Comparison::of(&[view.review()]))?;
    reads_back(&run.drift(at - TimeDelta::hours(3), at))?;
    reads_back(&run.events().to_vec())?;
    let anne = Email::new("anne@grid.example")?;
    let refusal = run.execute(&Command::Start { step: "CO3".parse()? }, &anne, at);
    reads_back(&refusal.expect_err("it waits for another"))?;
    let unknown = run.schedule().plan().schedule("FDR9");
    reads_back(&unknown.expect_err("no such dry run"))
}

#[test]
fn what_is_asked_reads_back() -> Outcome {
    reads_back(&Command::Skip { step: "CO1".parse()?, reason: "hors sujet".to_owned() })?;
    for lock_horizon in [LockHorizon::default(), LockHorizon::NONE] {
        reads_back(&ScheduleOptions { shift: TimeDelta::days(-7), lock_horizon })?;
    }
    reads_back(&Spread::new(0.9, 1.0, 2.0)?)?;
    reads_back(&TimelineOptions { rows: None, ..TimelineOptions::default() })?;
    reads_back(&DrawOptions { links: Some("/steps/".to_owned()), ..DrawOptions::default() })?;
    let weekly = Weekly {
        weekday: Weekday::Mon,
        time: NaiveTime::from_hms_opt(7, 0, 0).ok_or("a time of day")?,
        from: "2026-03-01T00:00:00Z".parse()?,
        recipients: vec![Email::new("anne@grid.example")?],
    };
    reads_back(&weekly)?;
    reads_back(&NoticeRules {
        weekly: Some(weekly),
        past_end: SilenceRule { after: Some(TimeDelta::minutes(30)), ..SilenceRule::default() },
        at_risk: Some(AtRisk { below: Some(0.8) }),
        ways: [(
            Email::new("anne@grid.example")?,
            [(NoticeKind::Start, [("sms".to_owned(), None)].into())].into(),
        )]
        .into(),
        ..NoticeRules::default()
    })?;
    reads_back(&Facts {
        progress: Progress::Open,
        asleep: false,
        prerequisites_terminated: true,
        start: None,
        lock_horizon: LockHorizon::NONE,
    })
}

#[test]
fn a_command_is_plain_data() -> Outcome {
    let command: Command =
        serde_json::from_str(r#"{"type": "skip", "step": "CO1", "reason": "hors sujet"}"#)?;
    assert_eq!((command.name(), command.step().map(AsRef::as_ref)), ("skip", Some("CO1")));
    let transfer = r#"{"type": "transfer", "step": "CO1", "to": "bob@grid.example"}"#;
    assert_eq!(serde_json::from_str::<Command>(transfer)?.name(), "transfer");
    Ok(())
}

#[test]
fn a_notice_names_its_kind() -> Outcome {
    let (run, at) = evening()?;
    let notice: Vec<Notice> = run.view(at).notices(None);
    let document = serde_json::to_value(&notice[0])?;
    assert_eq!(document["kind"], NoticeKind::Start.name());
    Ok(())
}

#[test]
fn a_misspelt_key_is_refused_with_the_keys_there_are() {
    fn refusal<T: DeserializeOwned + Debug>(text: &str) -> String {
        serde_json::from_str::<T>(text).expect_err("a key that nobody knows").to_string()
    }
    let step = refusal::<Step>(r#"{"id": "CO2", "phase": "CO", "prerequisits": ["CO1"]}"#);
    assert!(step.contains("`prerequisits`") && step.contains("`prerequisites`"), "{step}");
    let phase = refusal::<Phase>(r#"{"code": "CO", "contingence": true}"#);
    assert!(phase.contains("`contingence`"), "{phase}");
    let command = refusal::<Command>(r#"{"type": "close", "step": "CO1", "raison": "x"}"#);
    assert!(command.contains("`raison`"), "{command}");
    let options = refusal::<ScheduleOptions>(r#"{"shift": "PT0S", "horizon": null}"#);
    assert!(options.contains("`horizon`"), "{options}");
}

#[test]
fn a_duration_that_is_none_is_refused_with_what_was_expected() {
    let refused = serde_json::from_str::<ScheduleOptions>(r#"{"shift": "two days"}"#);
    let error = refused.expect_err("no duration").to_string();
    assert!(error.contains("\"two days\"") && error.contains("PT5400S"), "{error}");
}

#[test]
fn a_misspelt_offset_was_dropped_and_is_refused_with_what_was_expected() {
    let step = |start: &str| {
        let text = format!(r#"{{"id": "CO2", "phase": "CO", "start": {start}}}"#);
        serde_json::from_str::<Step>(&text).map_err(|error| error.to_string())
    };
    for good in [
        "null",
        r#""2026-03-28T22:00:00""#,
        r#"{"milestone": "J0", "days": -5}"#,
        r#"{"FDR1": "2026-03-28T22:00:00Z", "Live": {"milestone": "J0"}}"#,
        r#"{"milestone": "2026-03-28T22:00:00"}"#,
    ] {
        let read = step(good).expect("a start");
        let text = serde_json::to_string(&read.start).expect("plain data");
        assert_eq!(step(&text).expect("a start"), read, "{good}");
    }
    for bad in [
        r#"{"milestone": "J0", "dayz": -5}"#,
        r#"{"FDR1": {"milestone": "J0", "dayz": -5}}"#,
        r#"{"FDR1": 5}"#,
        "5",
        r#""tomorrow""#,
    ] {
        let error = step(bad).expect_err(bad);
        assert!(error.contains("milestone") || error.contains("dayz"), "{bad}: {error}");
        assert!(!error.contains("untagged"), "{bad}: {error}");
    }
}
