//! Workbooks drawn as tables of text, and the plan or the problems that come of them.
//!
//! In a drawn cell `@2026-03-28 22:00` is a date, `#4.5` a number, `:01:30` a duration, `!REF`
//! an error; everything else is text.

use ptr_core::{DryRun, Field, Moment, Problem, Severity, Start, StepId, When};
use ptr_excel::{Layout, Limits, Loaded, WorkbookError, load_bytes};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

const HEADINGS: &[&str] = &[
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Durée",
    "Équipe",
    "Département",
    "Description",
];

type Table<'t> = (&'t str, &'t [&'t [&'t str]]);

const ACTORS: Table<'static> = (
    "Acteurs",
    &[
        &["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
        &["Registre", "Marché", "anne@grid.example", "hugo@grid.example"],
        &["Réseau", "Technique", "bob@grid.example", "hugo@grid.example"],
    ],
);

const DATES: Table<'static> = (
    "Dates",
    &[
        &["Jalon", "FDR1", "FDR2", "Live"],
        &["J0", "@2026-03-28 22:00", "@2026-04-25 22:00", "@2026-06-06 22:00"],
    ],
);

const ENVIRONMENTS: Table<'static> = (
    "Environnements",
    &[&["Environnement", "FDR1", "FDR2", "Live"], &["Registre", "reg-fdr1", "reg-fdr2", "reg"]],
);

fn bytes(tables: &[Table<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in tables {
        let sheet = book.add_worksheet().set_name(*name).expect("a sheet name");
        for (row, cells) in (0..).zip(*rows) {
            for (col, text) in (0..).zip(*cells) {
                let date = Format::new().set_num_format("dd/mm/yyyy hh:mm");
                let time = Format::new().set_num_format("[h]:mm");
                let written = match text.chars().next() {
                    None => continue,
                    Some('@') => {
                        let date_time = ExcelDateTime::parse_from_str(&text[1..]).expect("a date");
                        sheet.write_with_format(row, col, &date_time, &date)
                    }
                    Some(':') => {
                        let date_time = ExcelDateTime::parse_from_str(&text[1..]).expect("a time");
                        sheet.write_with_format(row, col, &date_time, &time)
                    }
                    Some('#') => sheet.write(row, col, text[1..].parse::<f64>().expect("a number")),
                    Some('!') => {
                        let error = format!("#{}!", &text[1..]);
                        sheet.write(row, col, Formula::new("=1/0").set_result(error))
                    }
                    Some(_) => sheet.write(row, col, *text),
                };
                written.expect("within the sheet");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn with_steps<'t>(rows: &'t [&'t [&'t str]]) -> Vec<u8> {
    bytes(&[("Etapes-actions", rows), ACTORS, DATES, ENVIRONMENTS])
}

#[track_caller]
fn loaded(bytes: Vec<u8>, layout: &Layout) -> Loaded {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn problems(bytes: Vec<u8>, layout: &Layout) -> Vec<Problem> {
    match load_bytes(bytes, layout, &Limits::default()) {
        Ok(_) => panic!("the workbook should have been refused"),
        Err(WorkbookError::Problems(problems)) => problems.into_vec(),
        Err(error) => panic!("{error}"),
    }
}

/// Code and place of each problem: `duplicate-id Etapes-actions!A4`.
fn told(problems: &[Problem]) -> Vec<String> {
    let told = |it: &Problem| {
        let place = it.place.as_ref().map(ToString::to_string);
        format!("{} {}", it.code(), place.unwrap_or_default())
    };
    problems.iter().map(told).collect()
}

fn layout(yaml: &str) -> Layout {
    Layout::read(serde_yaml_ng::Deserializer::from_str(yaml)).expect("a layout")
}

fn dry_run(name: &str) -> DryRun {
    DryRun::new(name).expect("a name")
}

#[test]
fn a_workbook_of_the_default_layout_is_a_plan() {
    let loaded = loaded(
        with_steps(&[
            &["Plan de transition"],
            &[],
            HEADINGS,
            &[
                "CO00000001",
                "Arrêter",
                "CO",
                "FDR1; FDR2",
                "",
                "@2026-03-28 22:00",
                "1 h 30",
                "Registre",
                "Marché",
                "Lire.\nFaire.",
            ],
            &[
                "CO00000002",
                "Démarrer",
                "CO",
                "FDR1,Live",
                "CO00000001",
                "J0 + 2 h",
                "#45",
                "Réseau",
                "Technique",
                "",
            ],
        ]),
        &Layout::default(),
    );
    assert_eq!(told(&loaded.warnings), Vec::<String>::new());
    let plan = &loaded.plan;
    assert_eq!(plan.dry_runs(), ["FDR1", "FDR2", "Live"]);
    let first = plan.step("CO00000001").expect("read");
    assert_eq!(first.label, "Arrêter");
    assert_eq!(first.instructions.as_deref(), Some("Lire.\nFaire."));
    assert_eq!(first.duration, Some(chrono::TimeDelta::minutes(90)));
    let contacts: Vec<&str> = first.contacts.iter().map(ptr_core::Email::as_str).collect();
    assert_eq!(contacts, ["anne@grid.example", "hugo@grid.example"]);
    let second = plan.step("CO00000002").expect("read");
    assert_eq!(second.duration, Some(chrono::TimeDelta::minutes(45)));
    let start = plan.start("CO00000002", &dry_run("FDR1")).expect("dated");
    assert_eq!(start.to_rfc3339(), "2026-03-28T23:00:00+00:00");
    assert_eq!(loaded.actors().len(), 2);
    assert_eq!(loaded.environments()[0].by_dry_run[&dry_run("FDR2")], "reg-fdr2");
}

#[test]
fn every_fault_comes_at_once_with_its_cell() {
    let found = problems(
        with_steps(&[
            HEADINGS,
            &["CO00000001", "a", "CO", "FDR1", "", "@2026-03-28 22:00", "", "Registre"],
            &["CO00000001", "b", "CO", "FDR1", "", "@2026-03-28 22:00", "", "Registre"],
            &["CO1", "c", "CO", "FDR1", "", "@2026-03-28 22:00", "", "Registre"],
            &["CO00000004", "d", "XX", "FDR1", "CO00000099", "@2026-03-28 22:00", "", "Registre"],
            &["CO00000005", "e", "CO", "FDR9", "CO00000005", "@2026-03-28 22:00", "", "Registre"],
            &["CO00000006", "f", "CO", "FDR1", "CO00000007", "28/03/2026", "bientôt", "Personne"],
            &["CO00000007", "g", "CO", "FDR1", "CO00000006", "#46000", "", "Registre"],
            &["", "h", "CO", "FDR1", "", "!REF", "", "Registre"],
            &["CO00000009", "i", "CO", "FDR1", "!REF", "!REF", "", "Registre"],
        ]),
        &Layout::default(),
    );
    assert_eq!(
        told(&found),
        [
            "duplicate-id Etapes-actions!A3",
            "malformed-id Etapes-actions!A4",
            "unknown-phase Etapes-actions!C5",
            "unknown-prerequisite Etapes-actions!E5",
            "unknown-dry-run Etapes-actions!D6",
            "own-prerequisite Etapes-actions!E6",
            "cycle Etapes-actions!E7",
            "unreadable-date Etapes-actions!F7",
            "unreadable-duration Etapes-actions!G7",
            "unknown-team Etapes-actions!H7",
            "unreadable-date Etapes-actions!F8",
            "missing-id Etapes-actions!A9",
            "error-cell Etapes-actions!F9",
            "error-cell Etapes-actions!E10",
            "error-cell Etapes-actions!F10",
        ]
    );
}

#[test]
fn missing_sheets_and_headings_are_told_together() {
    let found = problems(
        bytes(&[(
            "Etapes-actions",
            &[&["Identifiant", "Libellé", "Phase"], &["CO00000001", "a", "CO"]],
        )]),
        &Layout::default(),
    );
    let others = found.iter().filter(|it| !it.code().starts_with("missing-")).count();
    assert_eq!(others, 0, "what only follows from it is not told: {found:#?}");
    let missing = found.iter().filter(|it| it.code() == "missing-sheet").count();
    assert_eq!(missing, 3);
    let fields: Vec<Option<Field>> =
        found.iter().filter(|it| it.code() == "missing-heading").map(|it| it.field).collect();
    assert_eq!(fields, [Some(Field::DryRuns), Some(Field::Prerequisites), Some(Field::Start)]);
}

#[test]
fn bad_addresses_and_unreadable_milestones_are_located_in_their_own_sheets() {
    let found = problems(
        bytes(&[
            (
                "Etapes-actions",
                &[HEADINGS, &["CO00000001", "a", "CO", "FDR1", "", "J0", "", "Registre"]],
            ),
            (
                "Acteurs",
                &[
                    &["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
                    &["Registre", "Marché", "anne at grid", "hugo@grid.example"],
                ],
            ),
            ("Dates", &[&["Jalon", "FDR1"], &["J0", "samedi"]]),
            ENVIRONMENTS,
        ]),
        &Layout::default(),
    );
    let errors: Vec<Problem> =
        found.into_iter().filter(|it| it.severity() == Severity::Error).collect();
    assert_eq!(told(&errors), ["unreadable-date Dates!B2", "bad-address Acteurs!C2"]);
}

#[test]
fn warnings_come_with_the_plan_and_their_cells() {
    let loaded = loaded(
        with_steps(&[
            HEADINGS,
            &["CO00000001", "a", "CO", "FDR1", "", "@2026-03-28 22:00", "", "Registre"],
            &["CO00000002", "b", "CO", "FDR1", "CO00000001", "@2026-03-28 21:00", "", "Registre"],
            &["CO00000003", "c", "CO", "", "", "@2026-03-28 21:00", "", "Registre"],
            &["CO00000004", "d", "CO", "FDR1", "", "", "", "Registre"],
            &["CO00000005", "e", "CO", "FDR1", "", "@2026-03-29 02:30", "", "Registre"],
        ]),
        &Layout::default(),
    );
    assert_eq!(
        told(&loaded.warnings),
        [
            "starts-before-prerequisite Etapes-actions!F3",
            "in-no-dry-run Etapes-actions!D4",
            "no-start Etapes-actions!F5",
            "clock-change Etapes-actions!F6",
        ]
    );
}

#[test]
fn dry_runs_may_be_one_column_each_and_so_may_dates() {
    let loaded = loaded(
        with_steps(&[
            &[
                "ID",
                "LABEL",
                "phase",
                "FDR1",
                "fdr2",
                "Prerequisites",
                "Date FDR1",
                "Date FDR2",
                "Team",
                "Criticité",
            ],
            &["CO00000001", "a", "CO", "x", "", "", "@2026-03-28 22:00", "-", "Registre", "#3"],
            &[
                "CO00000002",
                "b",
                "CO",
                "X",
                "x",
                "CO00000001",
                "J0 + 1 h",
                "J0 - 5 j",
                "Réseau",
                "haute",
            ],
        ]),
        &Layout::default(),
    );
    let plan = &loaded.plan;
    let of = |id: &str| plan.step(id).expect("read").clone();
    assert_eq!(of("CO00000001").dry_runs.into_iter().collect::<Vec<_>>(), ["FDR1"]);
    assert_eq!(of("CO00000002").dry_runs.into_iter().collect::<Vec<_>>(), ["FDR1", "FDR2"]);
    assert_eq!(of("CO00000001").extra["Criticité"], ptr_core::Value::Int(3));
    let start = plan.start("CO00000002", &dry_run("FDR2")).expect("dated");
    assert_eq!(start.to_rfc3339(), "2026-04-20T20:00:00+00:00");
}

#[test]
fn any_teams_task_list_can_be_read() {
    let layout = layout(
        "steps: {sheet: Tasks, columns: {id: A, label: Task name, phase: null, dry_runs: null, \
         start: null, duration: null, team: Owner, department: null, instructions: null, \
         contacts: Mail}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null",
    );
    let loaded = loaded(
        bytes(&[(
            "Tasks",
            &[
                &["N°", "Task name", "Predecessors", "Owner", "Mail"],
                &["#4", "Dig", "", "Ops", "ann@corp.example"],
                &["#5", "Lay", "#4", "Ops", "ann@corp.example; Bob <bob@corp.example>"],
                &["#6", "Fill", "#4.5", "Ops", ""],
            ],
        )]),
        &layout,
    );
    let plan = &loaded.plan;
    assert_eq!((plan.dry_runs(), plan.phases().len()), (&[dry_run("Live")][..], 1));
    let id = |text: &str| StepId::new(text).expect("an id");
    assert_eq!(plan.step("6").expect("read").prerequisites, [id("4"), id("5")]);
    assert_eq!(plan.step("5").expect("read").contacts.len(), 2);
}

#[test]
fn dates_stored_as_text_are_read_where_the_layout_gives_their_format() {
    let rows: &[&[&str]] =
        &[HEADINGS, &["CO00000001", "a", "CO", "FDR1", "", "28.03.2026 22:00", "", "Registre"]];
    let found = problems(with_steps(rows), &Layout::default());
    assert_eq!(told(&found), ["unreadable-date Etapes-actions!F2"]);
    let read = loaded(with_steps(rows), &layout("text_dates: '%d.%m.%Y %H:%M'"));
    let expected = "2026-03-28T22:00:00".parse().expect("a local time");
    let step = read.plan.step("CO00000001").expect("read");
    assert_eq!(step.start, Start::At(When::Moment(Moment::Local(expected))));
}

#[test]
fn milestones_may_come_in_the_long_form() {
    let loaded = loaded(
        bytes(&[
            (
                "Etapes-actions",
                &[HEADINGS, &["CO00000001", "a", "CO", "FDR1; FDR2", "", "J0", "", "Registre"]],
            ),
            ACTORS,
            (
                "Dates",
                &[
                    &["Jalon", "Dry run", "Date"],
                    &["J0", "FDR1", "@2026-03-28 22:00"],
                    &["J0", "FDR2", "@2026-04-25 22:00"],
                ],
            ),
            ENVIRONMENTS,
        ]),
        &Layout::default(),
    );
    assert_eq!(loaded.plan.milestones().len(), 1);
    assert!(loaded.plan.start("CO00000001", &dry_run("FDR2")).is_some());
}

#[test]
fn a_milestone_named_twice_is_told_at_its_second_row() {
    let found = problems(
        bytes(&[
            (
                "Etapes-actions",
                &[HEADINGS, &["CO00000001", "a", "CO", "FDR1", "", "J0", "", "Registre"]],
            ),
            ACTORS,
            (
                "Dates",
                &[&["Jalon", "FDR1"], &["J0", "@2026-03-28 22:00"], &["J0", "@2026-03-29 22:00"]],
            ),
            ENVIRONMENTS,
        ]),
        &Layout::default(),
    );
    assert_eq!(told(&found), ["duplicate-name Dates!A3"]);
}

#[test]
fn a_phase_is_recognised_by_code_or_name_in_any_case() {
    let rows: Vec<Vec<&str>> = ["CO", "co", "Cut over", "CO - Cut over", "cut-over"]
        .into_iter()
        .zip(["CO00000001", "CO00000002", "CO00000003", "CO00000004", "CO00000005"])
        .map(|(phase, id)| vec![id, "a", phase, "FDR1", "", "J0", "", "Registre"])
        .collect();
    let mut table: Vec<&[&str]> = vec![HEADINGS];
    table.extend(rows.iter().map(Vec::as_slice));
    let loaded = loaded(with_steps(&table), &Layout::default());
    assert!(loaded.plan.steps().iter().all(|step| step.phase == "CO"));
}

#[test]
fn a_prerequisite_that_is_misspelt_is_guessed() {
    let found = problems(
        with_steps(&[
            HEADINGS,
            &["CO00000001", "a", "CO", "FDR1", "", "J0", "", "Registre"],
            &["CO00000002", "b", "CO", "FDR1", "C000000001", "J0", "", "Registre"],
        ]),
        &Layout::default(),
    );
    let [problem] = &found[..] else { panic!("one problem: {found:?}") };
    assert_eq!(problem.step.as_ref().map(StepId::as_str), Some("CO00000002"));
    let ptr_core::Fault::UnknownPrerequisite { similar, .. } = &problem.fault else {
        panic!("an unknown prerequisite")
    };
    assert_eq!(similar.as_ref().map(StepId::as_str), Some("CO00000001"));
}
