//! A layout proposed for a workbook that nobody has described.

mod support;

use std::path::Path;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use ptr_core::language::Language;
use ptr_excel::layout::{Column, IdPattern, TextDates};
use ptr_excel::propose::{Because, Holds, Reason};
use ptr_excel::{
    Layout, Limits, Proposal, WriteOptions, load, plan_workbook, propose_layout,
    propose_layout_bytes,
};
use support::drawn::{self, bytes, loaded};

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)
}

fn proposed(bytes: &[u8]) -> Proposal {
    propose_layout_bytes(bytes.to_vec(), &Limits::default()).expect("a workbook")
}

/// Codes of the reasons for a key.
fn codes(proposal: &Proposal, key: &str) -> Vec<String> {
    proposal.reasons.iter().filter(|it| it.key == key).map(Reason::code).collect()
}

#[test]
fn a_workbook_of_the_default_layout_is_proposed_the_default_layout() {
    for name in ["plan-de-transition.xlsx", "plan-libreoffice.xlsx", "plan-libreoffice.ods"] {
        let proposal = propose_layout(sample(name)).expect("a workbook");
        assert_eq!(proposal.layout, Layout::default(), "{name}");
        let questions: Vec<_> = proposal.questions().map(Reason::code).collect();
        // Some of its durations are plain numbers.
        assert_eq!(questions, ["unit-unknown", "zone"], "{name}");
        let default = load(sample(name), &Layout::default()).expect("a plan");
        assert_eq!(load(sample(name), &proposal.layout).expect("a plan"), default);
    }
}

#[test]
fn a_template_is_proposed_the_default_layout() {
    let proposal = propose_layout(sample("modele-de-plan.xlsx")).expect("a workbook");
    assert_eq!(proposal.layout, Layout::default());
}

#[test]
fn a_faulty_workbook_gets_a_layout_under_which_its_faults_are_told() {
    let proposal = propose_layout(sample("plan-fautif.xlsx")).expect("a workbook");
    let mut expected = Layout { environments: None, ..Layout::default() };
    expected.steps.columns.label = Column::Named("Quoi faire".into());
    assert_eq!(proposal.layout, expected);
    let mut odd: Vec<&str> = Vec::new();
    for reason in &proposal.reasons {
        if let Because::OddOnes { found } = &reason.because {
            odd.extend(found.first().iter().map(String::as_str));
        }
    }
    assert_eq!(odd, ["CO-12", "XX", "12/06/2027", "14.06.2027 06:00"]);
    assert!(load(sample("plan-fautif.xlsx"), &proposal.layout).is_err());
}

#[test]
fn columns_are_found_by_what_they_hold_under_headings_that_say_nothing() {
    let book = bytes(&[(
        "Blatt",
        &[
            &["Zug um Zug"],
            &["q1", "q2", "q3", "q4", "q5", "q6"],
            &[
                "T-001",
                "Announce the stop of the exchanges",
                "",
                "@2026-11-24 08:00",
                "30 min",
                "a@x.be",
            ],
            &[
                "T-002",
                "Stop the exchanges at the gateway",
                "T-001",
                "@2026-11-24 09:00",
                "1 h",
                "b@x.be",
            ],
            &[
                "T-003",
                "Load all of the new register",
                "T-001; T-002",
                "@2026-11-24 10:00",
                "2 h",
                "a@x.be",
            ],
        ],
    )]);
    let proposal = proposed(&book);
    let columns = &proposal.layout.steps.columns;
    let names = [&columns.id, &columns.label, &columns.prerequisites, &columns.start]
        .map(|column| serde_json::to_value(column).expect("JSON"));
    assert_eq!(names, ["q1", "q2", "q3", "q4"]);
    let pattern = proposal.layout.id_pattern.as_ref().map(IdPattern::as_str);
    assert_eq!(pattern, Some("[A-Z]-[0-9]{3}"));
    let plan = loaded(book, &proposal.layout).plan;
    let last = plan.step("T-003").expect("a step");
    assert_eq!(last.prerequisites.len(), 2);
    assert_eq!(last.contacts.len(), 1);
    assert!(last.start != ptr_core::Start::default() && last.duration.is_some());
    assert!(plan.warnings().is_empty(), "{:?}", plan.warnings());
}

#[test]
fn a_task_list_in_english_says_what_was_found_and_what_is_missing() {
    let book = bytes(&[(
        "Tasks",
        &[
            &["Task ID", "Task name", "Planned start date", "Duration (h)", "Executing team"],
            &["#1", "Announce", "24/11/2026 08:00", "#2", "Network"],
            &["#2", "Stop", "25/11/2026 08:00", "#1.5", "Network"],
        ],
    )]);
    let proposal = proposed(&book);
    assert_eq!(codes(&proposal, "steps.columns.id"), ["known-heading"]);
    assert_eq!(codes(&proposal, "steps.columns.start"), ["content"]);
    assert_eq!(codes(&proposal, "steps.columns.team"), ["likely-heading"]);
    assert_eq!(codes(&proposal, "steps.columns.phase"), ["no-column"]);
    assert_eq!(codes(&proposal, "duration_unit"), ["unit-in-heading"]);
    assert_eq!(codes(&proposal, "text_dates"), ["text-dates"], "no day 24 is a month");
    let plan = loaded(book, &proposal.layout).plan;
    let step = plan.step("2").expect("a step");
    assert_eq!(step.duration.map(|it| it.num_minutes()), Some(90));
}

#[test]
fn a_date_whose_day_may_be_its_month_is_a_question() {
    let rows: &[&[&str]] =
        &[&["Identifiant", "Date de début"], &["A1", "03/04/2026"], &["A2", "05/06/2026"]];
    let proposal = proposed(&bytes(&[("Etapes", rows)]));
    let told = proposal.questions().find_map(|reason| match &reason.because {
        Because::DayOrMonth { example, other } => Some((example.as_str(), other.as_str())),
        _ => None,
    });
    assert_eq!(told, Some(("03/04/2026", "%m/%d/%Y")));
    let format = proposal.layout.text_dates.as_ref().map(TextDates::as_str);
    assert_eq!(format, Some("%d/%m/%Y"));
}

#[test]
fn what_comes_after_is_not_what_comes_before() {
    let rows: &[&[&str]] =
        &[&["a", "b", "c"], &["T1", "T2", ""], &["T2", "T3", "T1"], &["T3", "", "T2"]];
    let layout = proposed(&bytes(&[("Feuille", rows)])).layout;
    let name = serde_json::to_value(&layout.steps.columns.prerequisites).expect("JSON");
    assert_eq!(name, "c");
}

#[test]
fn ids_that_differ_from_most_are_told() {
    let mut rows: Vec<[String; 2]> = vec![["Identifiant".into(), "Libellé".into()]];
    rows.extend((1..=20).map(|it| [format!("N-{it:03}"), format!("step {it}")]));
    rows.push(["N 21".into(), "step 21".into()]);
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let proposal = proposed(&bytes(&[("Etapes", &rows)]));
    assert_eq!(proposal.layout.id_pattern, None);
    let told = proposal.questions().find(|reason| reason.key == "id_pattern").expect("told");
    let french = told.message(&Language::french());
    assert!(french.contains("N 21") && french.contains("Etapes!A1"), "{french}");
}

#[test]
fn phases_of_ones_own_are_listed_and_a_rollback_among_them_asked_about() {
    let rows: &[&[&str]] = &[
        &["Identifiant", "Phase"],
        &["A1", "Prepare"],
        &["A2", "Switch"],
        &["A3", "Rollback plan"],
    ];
    let proposal = proposed(&bytes(&[("Etapes", rows)]));
    let phases = proposal.layout.phases.clone().expect("phases");
    let phases: Vec<_> = phases.iter().map(|it| (it.code.as_str(), it.contingency)).collect();
    assert_eq!(phases, [("Prepare", false), ("Switch", false), ("Rollback plan", true)]);
    assert_eq!(codes(&proposal, "phases"), ["phases-as-they-come", "contingency"]);
}

#[test]
fn a_column_of_blocks_is_one_of_phases() {
    for heading in ["Bloc", "Block", "Lot n°"] {
        let rows: &[&[&str]] = &[
            &["Identifiant", "Libellé", heading, "Équipe"],
            &["A1", "Warn all", "Before", "Ops"],
            &["A2", "Stop all", "Night", "Ops"],
            &["A3", "Load all", "Night", "Net"],
            &["A4", "Check all", "After", "Ops"],
        ];
        let proposal = proposed(&bytes(&[("Etapes", rows)]));
        assert_eq!(proposal.layout.steps.columns.phase, Column::Named(heading.into()));
        assert_eq!(codes(&proposal, "steps.columns.phase"), ["content"], "{heading}");
        let phases = proposal.layout.phases.clone().expect("phases");
        let phases: Vec<_> = phases.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(phases, ["Before", "Night", "After"]);
        assert!(proposal.questions().any(|it| it.key == "steps.columns.phase"), "it is a guess");
    }
    let rows: &[&[&str]] = &[
        &["Identifiant", "Libellé", "Pilote", "Lot"],
        &["A1", "Warn all", "Ana", "L1"],
        &["A2", "Stop all", "Ana", "L2"],
    ];
    let columns = proposed(&bytes(&[("Etapes", rows)])).layout.steps.columns;
    assert_eq!(columns.phase, Column::Absent, "another one in each row");
}

#[test]
fn the_outcomes_that_prerequisites_ask_for_are_found_in_the_rows_of_their_decisions() {
    let with = |heading: &str, outcomes: &str| {
        let rows: &[&[&str]] = &[
            &["Identifiant", "Libellé", "Prérequis", heading],
            &["T10", "Load the register", "", ""],
            &["T20", "Decide", "T10", outcomes],
            &["T30", "Open the gates", "T20 = GO", ""],
            &["T40", "Go back", "T20=NO-GO", ""],
        ];
        let book = bytes(&[("Etapes", rows)]);
        (proposed(&book), book)
    };
    let (proposal, book) = with("Choices", "GO; NO-GO");
    assert_eq!(proposal.layout.steps.columns.outcomes, Column::Named("Choices".into()));
    let plan = loaded(book, &proposal.layout).plan;
    assert_eq!(plan.step("T20").map(|step| step.outcomes.len()), Some(2));
    let (known, _) = with("Décision", "GO; NO-GO");
    assert_eq!(known.layout.steps.columns.outcomes, Column::Default, "loading finds it");
    let (missing, _) = with("Remark", "see the minutes");
    assert_eq!(codes(&missing, "steps.columns.outcomes"), ["no-outcomes"]);
    let told = missing.questions().find(|it| it.key == "steps.columns.outcomes").expect("told");
    assert!(told.message(&Language::english()).contains("T20 = GO"));
}

#[test]
fn other_sheets_are_found_by_what_the_steps_say_of_them() {
    let book = bytes(&[
        ("Quand", &[&["zz", "FDR1", "Live"], &["Start", "@2026-10-03 00:00", "@2026-11-24 00:00"]]),
        (
            "Qui",
            &[
                &["aa", "bb", "cc"],
                &["Réseau", "Technique", "chef@x.be"],
                &["Marché", "Technique", "autre@x.be"],
            ],
        ),
        (
            "Quoi",
            &[
                &["k1", "k2", "k3", "k4", "k5", "k6"],
                &["A1", "Annoncer les arrêts", "FDR1; Live", "Start - 5 j", "Réseau", "PP"],
                &["A2", "Arrêter les échanges", "FDR1; Live", "Start + 2 h", "Marché", "AC"],
                &["A3", "Couper les anciens flux", "Live", "Start + 3 h", "Marché", "AC"],
            ],
        ),
    ]);
    let proposal = proposed(&book);
    let loaded = drawn::loaded(book, &proposal.layout);
    assert_eq!(loaded.actors.len(), 2);
    assert_eq!(loaded.plan.milestones().len(), 1);
    assert_eq!(loaded.plan.phases().len(), 6, "{:?}", proposal.layout.phases);
    let step = loaded.plan.step("A2").expect("a step");
    assert_eq!(step.team.as_deref(), Some("Marché"));
    assert_eq!(step.dry_runs.len(), 2);
    let holds = proposal.reasons.iter().filter_map(|reason| match reason.because {
        Because::SheetContent { holds } => Some((reason.key.as_str(), holds)),
        _ => None,
    });
    let expected = [("steps", Holds::Ids), ("dates", Holds::Dates), ("actors", Holds::Teams)];
    assert_eq!(holds.collect::<Vec<_>>(), expected);
}

#[test]
fn empty_cells_below_values_that_change_are_asked_about() {
    let rows: &[&[&str]] = &[
        &["Identifiant", "Libellé", "Phase", "Équipe", "Jour", "Heure"],
        &["A1", "Annoncer", "PP", "Réseau", "@2026-10-03", ":08:00"],
        &["A2", "Préparer", "", "", "", ":09:30"],
        &["A3", "Arrêter", "AC", "Marché", "", ":10:00"],
        &["A4", "Charger", "", "", "@2026-10-04", ":07:00"],
        &["A5", "Vérifier", "", "", "", ":09:00"],
    ];
    let book = bytes(&[("Etapes", rows)]);
    let proposal = proposed(&book);
    assert_eq!(proposal.layout.steps.as_above, ["Phase", "Jour", "Équipe"]);
    assert_eq!(codes(&proposal, "steps.as_above"), ["as-above"; 3]);
    let told: Vec<_> = proposal.questions().filter(|it| it.key == "steps.as_above").collect();
    let cells: Vec<_> = told.iter().map(|it| it.cell.as_deref().unwrap_or_default()).collect();
    assert_eq!(cells, ["C3", "E3", "D3"]);
    let plan = loaded(book, &proposal.layout).plan;
    let last = plan.step("A5").expect("a step");
    assert_eq!((last.phase.as_str(), last.team.as_deref()), ("AC", Some("Marché")));
    let start = ptr_core::When::Moment(ptr_core::Moment::Local(
        chrono::NaiveDate::from_ymd_opt(2026, 10, 4)
            .and_then(|day| day.and_hms_opt(9, 0, 0))
            .expect("a date"),
    ));
    assert_eq!(last.start, ptr_core::Start::At(start));
}

#[test]
fn a_step_without_owner_or_date_is_no_repetition_of_the_one_above() {
    let rows: &[&[&str]] = &[
        &["Identifiant", "Phase", "Équipe", "Date"],
        &["A1", "PP", "Réseau", "@2026-10-03 08:00"],
        &["A2", "PP", "", ""],
        &["A3", "PP", "Réseau", "@2026-10-03 10:00"],
        &["A4", "", "", ""],
        &["A5", "CO", "", ""],
        &["A6", "CO", "", ""],
    ];
    let layout = proposed(&bytes(&[("Etapes", rows)])).layout;
    assert_eq!(layout.steps.as_above, [""; 0]);
}

#[test]
fn merged_cells_are_read_without_a_key() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Identifiant", "Phase", "Libellé"]).expect("headings");
    for (row, id) in (1..).zip(["A1", "A2", "A3", "A4"]) {
        sheet.write(row, 0, id).expect("an id");
        sheet.write(row, 2, format!("step {id}")).expect("a label");
    }
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(1, 1, 2, 1, "PP", &plain).expect("a merged cell");
    sheet.merge_range(3, 1, 4, 1, "AC", &plain).expect("a merged cell");
    let proposal = proposed(&book.save_to_buffer().expect("a workbook"));
    assert_eq!(proposal.layout.steps.as_above, [""; 0]);
}

#[test]
fn texts_that_hold_the_place_of_values_are_listed_beside_the_usual_ones() {
    let rows: &[&[&str]] = &[
        &["Identifiant", "Prérequis", "Date", "Durée"],
        &["A1", "", "@2026-10-03 08:00", "30 min"],
        &["A2", "A1", "voir chef de projet", "1 h"],
        &["A3", "A1; A2", "@2026-10-03 10:00", "à estimer"],
        &["A4", "A3", "voir chef de projet", "à estimer"],
        &["A5", "A4", "TBD", "2 h"],
        &["A6", "A5", "@2026-10-04 10:00", "une fois seul"],
        &["A7", "A6", "@2026-10-04 11:00", "20 min"],
    ];
    let book = bytes(&[("Etapes", rows)]);
    let proposal = proposed(&book);
    let listed = serde_json::to_value(&proposal.layout.placeholders).expect("JSON");
    assert_eq!(listed, serde_json::json!(["TBD", "à estimer", "voir chef de projet"]));
    let told = proposal.questions().find(|it| it.key == "placeholders").expect("told");
    let english = told.message(&Language::english());
    assert!(english.contains("à estimer, voir chef de projet"), "{english}");
    let Err(ptr_excel::WorkbookError::Problems(problems)) =
        ptr_excel::load_bytes(book, &proposal.layout, &Limits::default())
    else {
        panic!("a duration in words is no placeholder")
    };
    let errors = problems.as_slice().iter().filter(|it| it.code() == "unreadable-duration");
    assert_eq!(errors.count(), 1, "{problems}");
    let to_come = problems.as_slice().iter().filter(|it| it.code() == "yet-to-be-said");
    assert_eq!(to_come.count(), 5, "{problems}");
}

#[test]
fn contacts_may_be_named_as_the_sheet_of_actors_names_them() {
    let book = bytes(&[
        (
            "Acteurs",
            &[
                &["Équipe", "Chef d'équipe", "Mail chef d'équipe"],
                &["Réseau", "Anne Dupont", "anne@x.be"],
                &["Marché", "Bob Martin", "bob@x.be"],
            ],
        ),
        (
            "Etapes",
            &[
                &["Identifiant", "Libellé", "Équipe", "q"],
                &["A1", "Annoncer", "Réseau", "Anne Dupont"],
                &["A2", "Arrêter", "Marché", "Bob Martin; anne dupont"],
                &["A3", "Couper", "Marché", "garde@x.be"],
            ],
        ),
    ]);
    let proposal = proposed(&book);
    let told = proposal.reasons.iter().find(|it| it.key == "steps.columns.contacts");
    let because = told.map(|it| it.because.clone());
    let heading = "q".to_owned();
    let expected = Because::Content { heading, holds: Holds::People, count: 3, of: 3 };
    assert_eq!(because, Some(expected));
    let plan = loaded(book, &proposal.layout).plan;
    let contacts = |id| {
        let step = plan.step(id).expect("a step");
        step.contacts.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(contacts("A2"), ["bob@x.be", "anne@x.be"]);
    assert_eq!(contacts("A3"), ["garde@x.be"]);
}

#[test]
fn a_workbook_without_a_plan_is_told_and_no_panic() {
    let none = proposed(&bytes(&[("Notes", &[])]));
    assert_eq!(codes(&none, "steps"), ["no-sheet"]);
    for rows in [
        &[&["a"] as &[&str]] as &[&[&str]],
        &[&["a", "b"], &["a", "b"]],
        &[&["#1", "#2"], &["#3", "#4"], &["#5", "#6"]],
        &[&["Identifiant"], &["Identifiant"]],
        &[&["⟪1⟫", "⟪\"x\"⟫"], &["⟪null⟫", "⟪"]],
    ] {
        let proposal = proposed(&bytes(&[("Notes", rows), ("Dates", rows), ("Acteurs", rows)]));
        for language in Language::built_in() {
            for reason in &proposal.reasons {
                assert!(!reason.message(&language).is_empty());
            }
        }
    }
}

#[test]
fn every_reason_is_a_sentence_in_each_language() {
    let proposal = propose_layout(sample("plan-de-transition.xlsx")).expect("a workbook");
    for reason in &proposal.reasons {
        for language in Language::built_in() {
            let told = reason.message(&language);
            assert!(told.contains(&reason.key) && !told.contains("workbook-"), "{told}");
            assert!(!told.contains("{$"), "{told}");
        }
    }
}

/// Words that are no heading in any language.
fn nonsense() -> impl Strategy<Value = String> {
    "[bcdfgkpqvwxz]{4,9}( [bcdfgkpqvwxz]{3,6})?"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_is_found_under_any_headings_and_sheet_names(
        names in vec(nonsense(), 22),
        renamed in vec(any::<bool>(), 22),
        language in select(Language::built_in().collect::<Vec<_>>()),
        first_row in option::of(2..9_u32),
    ) {
        let plan = load(sample("plan-de-transition.xlsx"), &Layout::default()).expect("a plan").plan;
        // Each name once: it is the column's.
        let mut names = names.iter().enumerate().map(|(at, name)| format!("{name}{at}"));
        let mut renamed = renamed.iter();
        let mut next = || {
            let name = names.next().unwrap_or_default();
            renamed.next().filter(|it| **it).map(|_| name)
        };
        let mut column = || next().map_or(Column::Default, Column::Named);
        let mut layout = Layout::default();
        let steps = &mut layout.steps.columns;
        for one in [
            &mut steps.id, &mut steps.label, &mut steps.phase, &mut steps.prerequisites,
            &mut steps.dry_runs, &mut steps.duration, &mut steps.team, &mut steps.department,
            &mut steps.instructions, &mut steps.start,
        ] {
            *one = column();
        }
        let (mut actors, mut dates) = (layout.actors.unwrap_or_default(), layout.dates.unwrap_or_default());
        for one in [
            &mut actors.columns.team, &mut actors.columns.department,
            &mut actors.columns.team_leader_mail, &mut actors.columns.department_head_mail,
            &mut dates.columns.milestone,
        ] {
            *one = column();
        }
        layout.steps.sheet = next();
        layout.steps.first_row = first_row;
        (actors.sheet, dates.sheet) = (next(), next());
        (layout.actors, layout.dates) = (Some(actors), Some(dates));
        let options = WriteOptions { layout, language, ..WriteOptions::default() };
        let book = plan_workbook(&plan, &options).expect("a workbook");
        prop_assert_eq!(loaded(book.clone(), &options.layout).plan.to_draft(), plan.to_draft());
        let proposal = proposed(&book);
        let found = loaded(book, &proposal.layout).plan;
        for (found, written) in found.steps().iter().zip(plan.steps()) {
            prop_assert_eq!(found, written, "{:#?}", proposal.reasons);
        }
        prop_assert_eq!(found.to_draft(), plan.to_draft());
    }
}
