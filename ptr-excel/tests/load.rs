//! What comes of drawn workbooks: plans, problems, warnings.

mod support;

use ptr_core::{Field, Moment, Problem, Severity, Start, StepId, When};
use ptr_excel::Layout;
use support::drawn::{
    ACTORS, ENVIRONMENTS, HEADINGS, bytes, dry_run, layout, loaded, problems, told, with_steps,
};

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
    let contacts: Vec<&str> = plan.contacts(0).iter().map(ptr_core::Email::as_str).collect();
    assert_eq!(contacts, ["anne@grid.example", "hugo@grid.example"]);
    let second = plan.step("CO00000002").expect("read");
    assert_eq!(second.duration, Some(chrono::TimeDelta::minutes(45)));
    let start = plan.start("CO00000002", &dry_run("FDR1")).expect("dated");
    assert_eq!(start.to_rfc3339(), "2026-03-28T23:00:00+00:00");
    assert_eq!(loaded.actors.len(), 2);
    assert_eq!(loaded.environments[0].by_dry_run[&dry_run("FDR2")], "reg-fdr2");
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
    assert_eq!(of("CO00000001").dry_runs.iter().cloned().collect::<Vec<_>>(), ["FDR1"]);
    assert_eq!(of("CO00000002").dry_runs.iter().cloned().collect::<Vec<_>>(), ["FDR1", "FDR2"]);
    assert_eq!(of("CO00000001").extra.get("Criticité"), Some(&ptr_core::Value::Int(3)));
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
    let ptr_core::ProblemKind::UnknownPrerequisite { similar, .. } = &problem.kind else {
        panic!("an unknown prerequisite")
    };
    assert_eq!(similar.as_ref().map(StepId::as_str), Some("CO00000001"));
}

#[test]
fn a_name_that_stands_three_times_is_told_at_its_second_and_third_row() {
    let found = loaded(
        bytes(&[
            ("Etapes-actions", &[HEADINGS]),
            ACTORS,
            support::drawn::DATES,
            ("Environnements", &[&["Nom", "FDR1"], &["ERP", "a"], &["ERP", "b"], &["ERP", "c"]]),
        ]),
        &Layout::default(),
    );
    let named: Vec<_> = told(&found.warnings);
    assert_eq!(
        named,
        [
            "duplicate-name Environnements!A3",
            "duplicate-name Environnements!A4",
            "no-steps Etapes-actions",
        ]
    );
}
