//! Names that differ by a sign, by case, by a blank: none is ever taken for another in silence.

mod support;

use ptr_core::Severity;
use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, plan_workbook};
use support::drawn::{ACTORS, ENVIRONMENTS, Table, bytes, layout, loaded, problems, told};

const HEADINGS: &[&str] =
    &["Identifiant", "Libellé", "Phase", "Dry run", "Prérequis", "Date d'exécution", "Équipe"];
const DAY: &str = "@2026-03-27 08:00";
const LATER: &str = "@2026-04-06 08:00";

/// No sheets but those of steps and, if asked for, of dates.
fn bare(more: &str) -> Layout {
    layout(&format!("actors: null\nenvironments: null\nid_pattern: null\n{more}"))
}

fn step<'t>(id: &'t str, phase: &'t str, dry_runs: &'t str, start: &'t str) -> [&'t str; 6] {
    [id, "a", phase, dry_runs, "", start]
}

#[test]
fn phases_told_apart_by_signs_are_each_their_own() {
    let phases = ["J-2", "J-1", "J0", "J+1", "J+2"];
    let rows: Vec<[&str; 6]> = phases.iter().map(|phase| step(phase, phase, "", DAY)).collect();
    let mut table = vec![HEADINGS];
    table.extend(rows.iter().map(|row| &row[..]));
    let layout =
        bare("dates: null\nsteps: {columns: {dry_runs: null}}\nphases: [J-2, J-1, J0, J+1, J+2]");
    let read = loaded(bytes(&[("Etapes-actions", &table)]), &layout);
    let found: Vec<&str> = read.plan.steps().iter().map(|step| step.phase.as_str()).collect();
    assert_eq!(found, phases);
}

#[test]
fn a_plus_makes_no_phase_a_contingency_and_two_phases_are_no_one() {
    for (text, code) in [
        ("FB+RB", "unknown-phase"),
        ("CO+", "unknown-phase"),
        ("CO/DC", "unknown-phase"),
        ("CO + DC", "unknown-phase"),
        ("CO et DC", "ambiguous-name"),
        ("CO (avant DC)", "ambiguous-name"),
    ] {
        let row = step("A", text, "FDR1", DAY);
        let found = problems(bytes(&[("Etapes-actions", &[HEADINGS, &row])]), &bare("dates: null"));
        assert_eq!(told(&found), [format!("{code} Etapes-actions!C2")], "{text}");
    }
}

#[test]
fn dry_runs_told_apart_by_signs_have_each_their_steps_and_dates() {
    for [one, other] in [["Mock 1.1", "Mock 11"], ["FDR-1", "FDR1"], ["FDR+1", "FDR-1"]] {
        let dates: Table<'_> = ("Dates", &[&["Jalon", one, other], &["J0", DAY, LATER]]);
        let rows = [step("A", "CO", one, "J0"), step("B", "CO", other, "J0")];
        let steps: Table<'_> = ("Etapes-actions", &[HEADINGS, &rows[0], &rows[1]]);
        let read = loaded(bytes(&[steps, dates]), &bare(""));
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
        for (step, name, day) in [("A", one, "03-27"), ("B", other, "04-06")] {
            let found = read.plan.step(step).expect("read");
            assert_eq!(found.dry_runs.iter().collect::<Vec<_>>(), [name]);
            let dry_run = support::drawn::dry_run(name);
            let start = read.plan.start(step, &dry_run).expect("dated").to_rfc3339();
            assert!(start.contains(day), "{name}: {start}");
        }
        let options = WriteOptions { layout: bare(""), ..WriteOptions::default() };
        let written = plan_workbook(&read.plan, &options).expect("written");
        let again = load_bytes(written, &bare(""), &Limits::default()).expect("read back");
        assert_eq!(again.plan, read.plan);
    }
}

#[test]
fn dry_runs_run_together_in_a_cell_are_none_of_the_plan() {
    let dates: Table<'_> =
        ("Dates", &[&["Jalon", "FDR1", "FDR2", "FDR12"], &["J0", DAY, DAY, DAY]]);
    for cell in ["FDR1+2", "FDR1/2", "FDR1-2", "FDR 1 & 2", "FDR1 2", "FDR1.2"] {
        let row = step("A", "CO", cell, DAY);
        let steps: Table<'_> = ("Etapes-actions", &[HEADINGS, &row]);
        let found = problems(bytes(&[steps, dates]), &bare(""));
        assert_eq!(told(&found), ["unknown-dry-run Etapes-actions!D2"], "{cell}");
    }
}

#[test]
fn columns_of_dates_are_those_of_the_dry_run_whose_sign_they_have() {
    let dates: Table<'_> =
        ("Dates", &[&["Jalon", "FDR1", "Mock+", "Mock-"], &["J0", DAY, DAY, DAY]]);
    let headings: &[&str] =
        &["Identifiant", "Libellé", "Phase", "Dry run", "Prérequis", "Date Mock+", "Date (Mock-)"];
    let row: &[&str] = &["A", "a", "CO", "Mock+; Mock-", "", DAY, LATER];
    let read = loaded(bytes(&[("Etapes-actions", &[headings, row]), dates]), &bare(""));
    let start =
        |name| read.plan.start("A", &support::drawn::dry_run(name)).expect("dated").to_rfc3339();
    assert!(start("Mock+").contains("03-27") && start("Mock-").contains("04-06"));
}

#[test]
fn a_name_that_fits_several_is_told_and_two_that_collide_are_as_well() {
    let actors: Table<'_> = (
        "Acteurs",
        &[
            &["Équipe", "Mail chef d'équipe"],
            &["IT", "a@b.be"],
            &["it", "c@d.be"],
            &["IT+", "e@f.be"],
        ],
    );
    let dates: Table<'_> = ("Dates", &[&["Jalon", "FDR1"], &["J0", DAY], &["j0", LATER]]);
    let teams = |team: &'static str| {
        let row: [&str; 7] = ["A", "a", "CO", "FDR1", "", "J0", team];
        bytes(&[("Etapes-actions", &[HEADINGS, &row]), actors, dates, ENVIRONMENTS])
    };
    let similar = ["similar-names Acteurs!A3", "similar-names Dates!A3"];
    for team in ["IT", "it", "IT+", "it +"] {
        let read = loaded(teams(team), &layout("id_pattern: null"));
        assert_eq!(told(&read.warnings)[..2], similar, "{team}");
        let found = read.plan.steps()[0].team.as_deref();
        assert_eq!(found, Some(if team == "it +" { "IT+" } else { team }));
    }
    let found = problems(teams("I T"), &layout("id_pattern: null"));
    let errors = found.iter().filter(|it| it.severity() == Severity::Error);
    assert_eq!(told(&errors.cloned().collect::<Vec<_>>()), ["ambiguous-name Etapes-actions!G2"]);
    let unknown = problems(teams("IT-"), &layout("id_pattern: null"));
    assert_eq!(unknown[0].code(), "unknown-team");
}

#[test]
fn a_milestone_is_found_word_for_word_before_one_that_is_like_it() {
    let dates: Table<'_> = ("Dates", &[&["Jalon", "FDR1"], &["j0", LATER], &["J0", DAY]]);
    let rows = [step("A", "CO", "FDR1", "J0"), step("B", "CO", "FDR1", "J 0 + 1 h")];
    let found =
        problems(bytes(&[("Etapes-actions", &[HEADINGS, &rows[0], &rows[1]]), dates]), &bare(""));
    assert_eq!(
        told(&found),
        ["ambiguous-name Etapes-actions!F3", "similar-names Dates!A3"],
        "the first one is exact"
    );
}

#[test]
fn two_columns_of_one_dry_run_that_disagree_are_told() {
    let dates: Table<'_> = ("Dates", &[&["Jalon", "FDR1", "FDR1"], &["J0", DAY, LATER]]);
    let row = step("A", "CO", "FDR1", "J0");
    let found = problems(bytes(&[("Etapes-actions", &[HEADINGS, &row]), dates]), &bare(""));
    assert_eq!(told(&found), ["ambiguous-heading Dates!C1"]);
}

#[test]
fn phases_teams_and_departments_as_they_come_are_told_where_they_are_alike() {
    let layout = bare("dates: null\nphases: null");
    let rows: Vec<[&str; 7]> = ["Planning", "planning", "PLANNING", "Planning"]
        .into_iter()
        .zip(["A", "B", "C", "D"])
        .map(|(name, id)| [id, "a", name, "FDR1", "", DAY, name])
        .collect();
    let mut table = vec![HEADINGS];
    table.extend(rows.iter().map(|row| &row[..]));
    let read = loaded(bytes(&[("Etapes-actions", &table), ACTORS]), &layout);
    assert_eq!(
        told(&read.warnings),
        [
            "similar-names Etapes-actions!C3",
            "similar-names Etapes-actions!G3",
            "similar-names Etapes-actions!C4",
            "similar-names Etapes-actions!G4",
        ]
    );
}
