//! The sheets of a status workbook that show how a run goes: its timeline and its review.

mod support;

use std::io::{Cursor, Read as _};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::language::Language;
use ptr_core::{Command, Draft, Email, Milestone, Moment, Plan, RequiredEnd, Run, Step};
use ptr_excel::{
    Layout, Limits, Workbook, WriteOptions, load_bytes, propose_layout_bytes, status_workbook,
};

/// Brussels shows 22:00.
fn ten() -> DateTime<Utc> {
    "2027-03-20T21:00:00Z".parse().expect("an instant")
}

fn after(minutes: i64) -> DateTime<Utc> {
    ten() + TimeDelta::minutes(minutes)
}

fn anne() -> Email {
    Email::new("anne@grid.example").expect("an address")
}

/// Two steps of half an hour, one after the other; the whole takes an hour.
fn plan() -> Plan {
    let step = |id: &str, start| {
        let step = Step::new(id, "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
        let step = step.and_then(|step| step.carried_out_by("Registre", [&anne()]));
        let step = step.expect("codes").labelled("Ouvrir");
        step.starting(Moment::Instant(start)).lasting(TimeDelta::minutes(30))
    };
    let second = step("CO00000002", after(30)).after(["CO00000001"]).expect("an id");
    let dates = [("FDR1".parse().expect("a name"), Moment::Instant(after(60)))].into();
    Plan::new(Draft {
        milestones: vec![Milestone { dates, ..Milestone::new("Ouverture") }],
        steps: vec![step("CO00000001", ten()), second],
        ..Draft::operator()
    })
    .expect("a plan")
}

/// The run in which the first step was begun ten minutes late and took a quarter of an hour longer.
fn run(closed: bool) -> Run {
    let mut run = Run::new(plan().schedule("FDR1").expect("of the plan"), []);
    let id = || "CO00000001".parse().expect("an id");
    run.execute(&Command::Start { step: id() }, &anne(), after(10)).expect("ready");
    if closed {
        run.execute(&Command::close(id()), &anne(), after(55)).expect("open");
    }
    run
}

fn written(run: &Run, at: DateTime<Utc>, language: &Language) -> Vec<u8> {
    let options = WriteOptions { language: language.clone(), ..WriteOptions::default() };
    status_workbook(&run.view(at), &options).expect("a workbook")
}

fn sheets(bytes: &[u8]) -> Vec<String> {
    let workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
    workbook.sheets().iter().map(|sheet| sheet.name.clone()).collect()
}

/// The texts of a sheet, row by row.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last = 0;
    for cell in support::read(bytes).expect("a workbook") {
        let Some((at, text)) = cell.strip_prefix(sheet).and_then(|it| it[1..].split_once(": "))
        else {
            continue;
        };
        let row = at.trim_start_matches(|c: char| c.is_alphabetic()).parse().expect("a row");
        if row != last {
            rows.push(Vec::new());
            last = row;
        }
        rows.last_mut().expect("a row").push(text.to_owned());
    }
    rows
}

#[test]
fn the_review_tells_of_whole_phase_team_and_step_how_they_went() {
    let bytes = written(&run(true), after(55), &Language::french());
    let rows = rows(&bytes, "Bilan");
    let planned = ["2027-03-20 22:00", "2027-03-20 23:00"];
    // Late already when it was begun: expected from then on.
    let whole = ["Ensemble", planned[0], planned[1], "2027-03-20 22:10", "2027-03-20 23:10"];
    assert_eq!(rows[1][..5], whole);
    assert_eq!(rows[1][5..], ["2027-03-20 22:10"], "it has no end yet");
    let phase = rows.iter().find(|row| row[..2] == ["Phase", "CO"]).expect("a phase");
    let team = rows.iter().find(|row| row[..2] == ["Équipe", "Registre"]).expect("a team");
    let times = ["10", "30", "45", "25"];
    for group in [phase, team] {
        assert_eq!(group[group.len() - 4..], times, "reaction, planned and actual work, cost");
    }
    let steps: Vec<_> = rows.iter().filter(|row| row[0] == "Étape").collect();
    assert_eq!(
        steps[0][..5],
        ["Étape", "CO", "Registre", "CO00000001", "Ouvrir"],
        "of the first step"
    );
    assert_eq!(steps[0][9..11], ["2027-03-20 22:10", "2027-03-20 22:55"], "it was done then");
    assert_eq!(steps[0][11..], ["10", "30", "45", "25", "●"]);
    assert_eq!(steps[1][9..], ["30", "0", "●"], "the second has not begun and costs nothing");
}

#[test]
fn there_is_a_review_once_a_step_was_begun_and_the_workbook_still_reads_as_the_plan() {
    let untouched = Run::new(plan().schedule("FDR1").expect("of the plan"), []);
    for (language, timeline, review) in [
        (Language::french(), "Chronologie", "Bilan"),
        (Language::english(), "Timeline", "Review"),
        ("nl".parse().expect("a language"), "Tijdlijn", "Evaluatie"),
    ] {
        let names = sheets(&written(&untouched, ten(), &language));
        assert!(names.contains(&timeline.to_owned()), "{names:?}");
        assert!(!names.contains(&review.to_owned()), "{names:?}");
        let bytes = written(&run(true), after(55), &language);
        assert_eq!(sheets(&bytes)[sheets(&bytes).len() - 2..], [timeline, review]);
        for sheet in [timeline, review] {
            let told = rows(&bytes, sheet).concat();
            assert!(told.iter().all(|text| !text.contains("workbook-")), "{told:?}");
        }
        let proposal = propose_layout_bytes(bytes.clone(), &Limits::default()).expect("one");
        let loaded = load_bytes(bytes, &proposal.layout, &Limits::default()).expect("a plan");
        assert_eq!(loaded.plan.len(), 2, "the sheet of steps is found among all of them");
        let loaded = load_bytes(
            written(&run(true), after(55), &language),
            &Layout::default(),
            &Limits::default(),
        );
        assert_eq!(loaded.expect("a plan").plan, plan());
    }
}

/// The plan, whose first step is a decision, with the end of the whole required at midnight and a
/// way back of half an hour.
fn required() -> Plan {
    let mut draft = plan().to_draft();
    draft.steps[0] = draft.steps[0].clone().deciding(["GO", "NO-GO"], 1).expect("outcomes");
    let back = Step::new("FB00000001", "FB-RB").and_then(|step| step.in_dry_runs(["FDR1"]));
    let back = back.expect("codes").starting(Moment::Instant(ten()));
    draft.steps.push(back.lasting(TimeDelta::minutes(30)));
    let midnight = Moment::Instant(after(120));
    draft.milestones = vec![Milestone {
        dates: [("FDR1".parse().expect("a name"), midnight)].into(),
        required_end: Some(RequiredEnd::Whole),
        ..Milestone::new("Ouverture")
    }];
    Plan::new(draft).expect("a plan")
}

#[test]
fn the_forecast_tells_ends_margins_the_last_safe_instant_causes_and_decisions() {
    let plan = required();
    let mut run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
    // Ten minutes late, and not begun.
    let bytes = written(&run, after(10), &Language::french());
    assert_eq!(sheets(&bytes)[..2], ["Synthèse", "Prévision"]);
    let rows = rows(&bytes, "Prévision");
    let part = |title: &str| {
        let at = rows.iter().position(|row| row[0].starts_with(title)).expect("the part");
        &rows[at + 2..]
    };
    let [planned, expected] = ["2027-03-20 23:00", "2027-03-20 23:10"];
    let ends = part("Fins attendues");
    assert_eq!(ends[0][..4], ["Ensemble", "à temps", planned, expected]);
    assert_eq!(ends[0][5..], ["10", "2027-03-21"], "ten minutes late, required at midnight");
    let phase = ["CO", "Cut over", "trop tard", planned, expected];
    assert_eq!(ends[1][..5], phase, "against the plan");
    let required = part("Fins exigées");
    assert_eq!(required[0][..3], ["Ouverture", "Ensemble", "à temps"]);
    assert_eq!(required[0][3..5], ["2027-03-21", expected]);
    assert_eq!(required[0][5..7], ["100 %", "50"], "the chance and the margin");
    assert_eq!(required[0][7], "2027-03-20 23:30", "half an hour for the way back");
    assert!(required[0][8] < required[0][7], "earlier, for a chance of 80 %");
    let causes = part("Pourquoi la fin a bougé depuis le 20/03/2027 22:00");
    assert_eq!(causes[0], ["10", "Ensemble"]);
    assert_eq!(causes[1][0], "10");
    assert!(causes[1][1].starts_with("CO00000001 pourrait commencer"), "{causes:?}");
    let ahead = ["2027-03-20 22:40", "CO00000001", "GO; NO-GO", "Ouvrir"];
    assert_eq!(part("Décisions à venir")[0], ahead);
    assert!(rows.iter().all(|row| row[0] != "Décisions prises"));

    let id = || "CO00000001".parse().expect("an id");
    run.execute(&Command::Start { step: id() }, &anne(), after(10)).expect("ready");
    let go = Command::decide(id(), "GO".parse().expect("an outcome"));
    run.execute(&go, &anne(), after(100)).expect("open");
    for (language, sheet, late) in [
        (Language::french(), "Prévision", "trop tard pour un retour arrière"),
        (Language::english(), "Forecast", "too late for a rollback"),
        ("nl".parse().expect("a language"), "Prognose", "te laat voor een rollback"),
    ] {
        let bytes = written(&run, after(100), &language);
        let told = self::rows(&bytes, sheet);
        assert!(told.concat().contains(&late.to_owned()), "{told:?}");
        assert!(told.concat().iter().all(|text| !text.contains("workbook-")), "{told:?}");
        let decided = ["2027-03-20 23:40", "CO00000001"];
        assert!(told.iter().any(|row| row.len() == 3 && row[..2] == decided), "{told:?}");
        let loaded = load_bytes(bytes, &Layout::default(), &Limits::default());
        assert_eq!(loaded.expect("a plan").plan, plan);
    }

    // Since the report before, at the decision, nothing has moved and nothing was decided.
    let options = WriteOptions { since: Some(after(100)), ..WriteOptions::default() };
    let bytes = status_workbook(&run.view(after(100)), &options).expect("a workbook");
    let rows = self::rows(&bytes, "Prévision");
    let title = "Pourquoi la fin a bougé depuis le 20/03/2027 23:40";
    let at = rows.iter().position(|row| row[0] == title).expect("the part");
    assert_eq!(rows[at + 2..], [vec!["0".to_owned(), "Ensemble".to_owned()]]);
}

/// The number of the style of each slot in a row of the timeline, from the first one on.
fn slots(bytes: &[u8], row: usize) -> Vec<(String, String)> {
    let nth = sheets(bytes).iter().position(|name| name == "Chronologie").expect("the sheet") + 1;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut part = archive.by_name(&format!("xl/worksheets/sheet{nth}.xml")).expect("the sheet");
    let mut text = String::new();
    part.read_to_string(&mut text).expect("text");
    let row =
        text.split("<row ").find(|it| it.starts_with(&format!("r=\"{row}\""))).expect("a row");
    let cells = row.split("<c r=\"").skip(1).filter_map(|cell| {
        let (at, rest) = cell.split_once('"')?;
        let style = rest.split_once("s=\"")?.1.split_once('"')?.0;
        let column = at.trim_end_matches(|c: char| c.is_ascii_digit());
        (column.len() > 1 || column > "E").then(|| (column.to_owned(), style.to_owned()))
    });
    cells.collect()
}

#[test]
fn the_timeline_shows_what_was_planned_what_happened_and_what_is_expected() {
    // 22:30: the first step is open since 22:10, and expected to end at 22:40.
    let bytes = written(&run(false), after(30), &Language::french());
    let rows = rows(&bytes, "Chronologie");
    let told = |text: &str| rows.iter().position(|row| row[0].starts_with(text));
    let phase = told("CO").expect("the phase");
    assert_eq!(rows[phase][1..], ["plan", "2027-03-20 22:00", "2027-03-20 23:00"]);
    assert_eq!(
        rows[phase + 1],
        ["réalisé et attendu", "2027-03-20 22:10", "2027-03-20 23:10", "0:10"]
    );
    assert!(rows[1][0].ends_with("Une colonne représente 5 min."), "{:?}", rows[1]);
    let milestone = told("Ouverture").expect("the milestone");
    assert_eq!(rows[milestone][1..], ["2027-03-20 23:00", "◆"]);

    // The sheet begins at 22:00 in column F, with a column for five minutes.
    let planned = slots(&bytes, 8);
    let columns = |slots: &[(String, String)]| {
        slots.iter().map(|(column, _)| column.clone()).collect::<Vec<_>>()
    };
    let twelve = ["F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q"];
    assert_eq!(columns(&planned), twelve);
    let style = |row: &[(String, String)], column: &str| {
        row.iter().find(|it| it.0 == column).map(|it| it.1.clone())
    };
    // From now on there is a line, which makes another style of one column.
    assert_ne!(style(&planned, "L"), style(&planned, "K"));
    assert_eq!(style(&planned, "M"), style(&planned, "K"));
    let known = slots(&bytes, 9);
    let known_columns = columns(&known);
    assert_eq!(known_columns.first().map(String::as_str), Some("H"), "from 22:10");
    assert_eq!(known_columns.last().map(String::as_str), Some("S"), "to 23:10");
    assert_eq!(style(&known, "H"), style(&known, "K"), "what happened until 22:30");
    assert_ne!(style(&known, "K"), style(&known, "M"), "what is expected from then on");
    assert_eq!(style(&known, "M"), style(&known, "S"));
}

#[test]
fn times_at_the_ends_of_the_calendar_make_no_panic() {
    let step = Step::new("CO00000001", "CO").and_then(|step| step.in_dry_runs(["FDR1"]));
    let odd = |start: &str| {
        let step = step.clone().expect("codes").lasting(TimeDelta::MAX);
        step.starting(Moment::Instant(start.parse().expect("an instant")))
    };
    for step in [step.clone().expect("codes"), odd("0001-01-01T00:00:00Z")] {
        let Ok(plan) = Plan::from_steps([step]) else { continue };
        let run = Run::new(plan.schedule("FDR1").expect("of the plan"), []);
        written(&run, ten(), &Language::french());
    }
}
