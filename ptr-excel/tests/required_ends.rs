//! Required ends and milestones that a declaration sets, in the sheet of dates: read, written and
//! read again, what is wrong with them, and what the clinic finds of a rollback that comes too late.

mod support;

use std::io::{Cursor, Read as _};
use std::path::Path;

use chrono::TimeDelta;
use ptr_core::language::Language;
use ptr_core::{FindingKind, RequiredEnd};
use ptr_excel::{Layout, Loaded, WriteOptions, plan_workbook};
use regex::Regex;
use support::drawn::{ACTORS, ENVIRONMENTS, HEADINGS, bytes, layout, loaded, problems, told};

/// A plan of a step in each of CO, DC and FB-RB; the cells of the sheet of dates beside its dates.
fn drawn(required: [&str; 4], set_by: [&str; 4]) -> Vec<u8> {
    let step = |id, phase, start| {
        [id, id, phase, "FDR1; Live", "", start, "60", "Registre", "Marché", "Faire."]
    };
    let steps = [
        step("CO00000001", "CO", "J0"),
        step("DC00000001", "DC", "Ouverture"),
        step("FB00000001", "FB-RB", "Repli + 1 h"),
    ];
    let date = |name, day, nth: usize| [name, day, day, required[nth], set_by[nth]];
    let dates = [
        ["Jalon", "FDR1", "Live", "Fin exigée", "Fixé par"],
        date("J0", "@2026-03-28 22:00", 0),
        date("Repli", "", 1),
        date("Ouverture", "@2026-03-30 06:00", 2),
        date("Passation", "@2026-03-31 09:00", 3),
    ];
    let steps: Vec<&[&str]> =
        [HEADINGS].into_iter().chain(steps.iter().map(|it| &it[..])).collect();
    let dates: Vec<&[&str]> = dates.iter().map(|it| &it[..]).collect();
    bytes(&[("Etapes-actions", &steps), ACTORS, ("Dates", &dates), ENVIRONMENTS])
}

const REQUIRED: [&str; 4] = ["", "", "x", "DC"];
const SET_BY: [&str; 4] = ["", "FB-RB", "", ""];

#[test]
fn required_ends_and_what_a_declaration_sets_are_read_and_written_in_every_language() {
    let plan = loaded(drawn(REQUIRED, SET_BY), &Layout::default()).plan;
    let ends: Vec<_> = plan.milestones().iter().map(|it| it.required_end.clone()).collect();
    let phase = RequiredEnd::Phase("DC".parse().expect("a code"));
    assert_eq!(ends, [None, None, Some(RequiredEnd::Whole), Some(phase)]);
    let sets: Vec<_> = plan.phases().iter().filter_map(|it| it.sets.as_deref()).collect();
    assert_eq!(sets, ["Repli"]);

    let long = layout("dates: {columns: {dry_run: Répétition, date: Quand}}");
    for (layout, language) in [Layout::default(), long]
        .into_iter()
        .flat_map(|layout| Language::built_in().map(move |language| (layout.clone(), language)))
    {
        let options = WriteOptions { layout, language, ..WriteOptions::default() };
        let written = plan_workbook(&plan, &options).expect("a workbook");
        assert_eq!(loaded(written, &options.layout).plan, plan, "{}", options.language);
    }
}

#[test]
fn the_mark_of_the_whole_plan_is_read_in_every_spelling_and_a_no_is_none() {
    for (cell, expected) in [
        ("oui", Some(RequiredEnd::Whole)),
        ("X", Some(RequiredEnd::Whole)),
        ("non", None),
        ("-", None),
        ("", None),
    ] {
        let plan = loaded(drawn(["", "", cell, ""], SET_BY), &Layout::default()).plan;
        assert_eq!(plan.milestones()[2].required_end, expected, "{cell}");
    }
}

#[test]
fn what_is_wrong_in_these_columns_is_told_with_its_cell() {
    for (required, set_by, expected) in [
        ("XX", SET_BY, "unknown-phase Dates!D4"),
        ("#7", SET_BY, "unknown-phase Dates!D4"),
        ("!REF", SET_BY, "error-cell Dates!D4"),
        ("@2026-03-28 22:00", SET_BY, "unknown-phase Dates!D4"),
        ("", ["", "FB-RB; XX", "", ""], "unknown-phase Dates!E3"),
        ("", ["", "FB-RB", "", "!REF"], "error-cell Dates!E5"),
        ("", ["", "FB-RB", "", "CO"], "sets-without-contingency Dates!E5"),
    ] {
        let workbook = drawn(["", "", required, ""], set_by);
        assert_eq!(
            told(&problems(workbook, &Layout::default())),
            [expected],
            "{required} {set_by:?}"
        );
    }
    let early = drawn(["DC", "", "", ""], SET_BY);
    let told = told(&problems(early, &Layout::default()));
    assert_eq!(told, ["required-end-too-early Dates!A2"; 2], "in each of two dry runs");
}

const STEPS: &str = "xl/worksheets/sheet2.xml";
const DATES: &str = "xl/worksheets/sheet4.xml";

/// The sample plan with other cells: the part of the sheet, the cell, its number or text.
fn sample(edits: &[(&str, &str, &str)]) -> Loaded {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/plan-de-transition.xlsx");
    let whole = std::fs::read(path).expect("the sample");
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).expect("a zip file");
    let mut parts = Vec::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).expect("text");
        for (_, cell, value) in edits.iter().filter(|(part, ..)| *part == name) {
            let old = format!(r#"<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)"#);
            let new = match value.parse::<f64>() {
                Ok(_) => format!(r#"<c r="{cell}"$1><v>{value}</v></c>"#),
                Err(_) => format!(r#"<c r="{cell}"$1 t="inlineStr"><is><t>{value}</t></is></c>"#),
            };
            let old = Regex::new(&old).expect("a pattern");
            assert!(old.is_match(&content), "{name} has {cell}");
            content = old.replace(&content, new).into_owned();
        }
        parts.push((name, content));
    }
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    loaded(support::zip(&parts), &Layout::default())
}

/// What the clinic finds of the way back: the milestone, by how much it is missed, and where.
fn too_late(edits: &[(&str, &str, &str)]) -> Vec<(String, TimeDelta, Vec<String>, Option<String>)> {
    let loaded = sample(edits);
    let findings = loaded.check(&Layout::default().checks);
    let told = findings.into_iter().filter_map(|it| {
        let FindingKind::RollbackTooLate { milestone, late, .. } = it.kind else { return None };
        let dry_runs = it.dry_runs.iter().map(ToString::to_string).collect();
        Some((milestone, late, dry_runs, it.place.map(|place| place.to_string())))
    });
    told.collect()
}

#[test]
fn a_rollback_of_the_sample_that_misses_its_required_end_is_found_in_a_changed_workbook() {
    let minutes = TimeDelta::minutes;
    let one = |milestone: &str, late, dry_runs: &[&str]| {
        let dry_runs = dry_runs.iter().map(|it| (*it).to_owned()).collect();
        // The last step of the way back; its date is what can be changed.
        (milestone.to_owned(), late, dry_runs, Some("Etapes-actions!F400".to_owned()))
    };
    assert_eq!(too_late(&[]), [], "the sample is in time");

    // The opening at 6:00 is required: the way back of 14 h 15 begins at 20:00 the day before.
    let opening = (DATES, "G9", "x");
    let both = ["FDR3", "Live"];
    assert_eq!(too_late(&[opening]), [one("Ouverture", minutes(255), &both)]);

    // Without a date in the plan it begins with the last decision, which is taken at 18:00.
    let undated = (DATES, "D8", "-");
    let found = too_late(&[opening, undated]);
    let expected =
        [one("Ouverture", minutes(135), &["FDR3"]), one("Ouverture", minutes(255), &["Live"])];
    assert_eq!(found, expected);

    // The last step takes three days instead of an hour; only FDR3 hands over that soon.
    let longer = (STEPS, "K400", "4320");
    assert_eq!(too_late(&[longer]), [one("Passation", minutes(24 * 60 + 15), &["FDR3"])]);
}

#[test]
fn a_rollback_is_in_time_until_the_required_end_itself_and_without_one_nothing_is_told() {
    // 19 April at 10:15 is when the way back of FDR3 is over, in days as the sheet counts them.
    let hand_over = |minute: u32| 46_496.0 + (10.0 * 60.0 + f64::from(minute)) / 1440.0;
    assert_eq!(too_late(&[(DATES, "D10", &hand_over(15).to_string())]), []);
    let (_, late, ..) = too_late(&[(DATES, "D10", &hand_over(14).to_string())]).remove(0);
    assert_eq!(late, TimeDelta::minutes(1));
    let long = (STEPS, "K400", "4320");
    assert_eq!(too_late(&[long, (DATES, "G10", "-")]), []);
}
