//! Which rows are steps, and how what is wrong with them is told.

mod support;

use ptr_core::{Severity, StepId, Told};
use ptr_excel::Layout;
use support::drawn::{self, Table, bytes, layout, loaded, problems, told};
use support::ods;

const DAY: &str = "@2026-03-27 08:00";

fn tasks() -> Layout {
    layout(
        "steps: {sheet: Tasks, columns: {phase: null, dry_runs: null}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null",
    )
}

const HEADINGS: &[&str] = &["ID", "Title", "Predecessors", "Start", "Duration", "Note"];

fn sheet<'t>(rows: &'t [&'t [&'t str]]) -> [Table<'t>; 1] {
    [("Tasks", rows)]
}

#[test]
fn numbers_given_in_advance_make_no_steps() {
    let read = loaded(
        bytes(&sheet(&[HEADINGS, &["#1", "a", "", DAY], &["#2"], &["#3", "", "#1", DAY], &["#4"]])),
        &tasks(),
    );
    let ids: Vec<&str> = read.plan.steps().iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(told(&read.warnings), ["id-alone Tasks!A3", "id-alone Tasks!A5"]);
}

#[test]
fn an_id_alone_that_others_wait_for_is_a_step() {
    let network: &[&[&str]] =
        &[&["ID", "Predecessors"], &["A"], &["B", "A"], &["C", "A, B"], &["D"]];
    let read = loaded(bytes(&sheet(network)), &tasks_of_a_network());
    let ids: Vec<&str> = read.plan.steps().iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["A", "B", "C"]);
    let only: &[&[&str]] = &[&["ID"], &["A"], &["B"]];
    let every = "label: null, prerequisites: null, start: null, duration: null, team: null, \
                 department: null, instructions: null, contacts: null, outcomes: null, quorum: null";
    let layout = layout(&format!(
        "steps: {{sheet: Tasks, columns: {{phase: null, dry_runs: null, {every}}}}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null"
    ));
    assert_eq!(loaded(bytes(&sheet(only)), &layout).plan.len(), 2, "a sheet of ids alone");
}

fn tasks_of_a_network() -> Layout {
    layout(
        "steps: {sheet: Tasks, columns: {phase: null, dry_runs: null, label: null, start: null}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null",
    )
}

#[test]
fn problems_below_an_id_alone_keep_their_steps_and_cells() {
    let rows: &[&[&str]] =
        &[HEADINGS, &["1"], &["2", "a", "9x9x", DAY], &["3"], &["2", "b", "", DAY]];
    let found = problems(bytes(&sheet(rows)), &tasks());
    let told: Vec<String> = found
        .iter()
        .map(|it| format!("{} {:?}", told(std::slice::from_ref(it))[0], it.step))
        .collect();
    assert_eq!(
        told,
        [
            "unknown-prerequisite Tasks!C3 Some(\"2\")",
            "duplicate-id Tasks!A5 Some(\"2\")",
            "id-alone Tasks!A2 None",
            "id-alone Tasks!A4 None",
        ]
    );
}

#[test]
fn a_row_filled_only_in_further_columns_is_told() {
    let rows: &[&[&str]] = &[
        HEADINGS,
        &["1", "a", "", DAY],
        &["", "", "", "", "", "to be decided"],
        &["", "", "", "", "", "", "beside the table"],
    ];
    let read = loaded(bytes(&sheet(rows)), &tasks());
    assert_eq!(told(&read.warnings), ["stray-text Tasks!F3"]);
}

#[test]
fn a_step_of_nothing_but_an_id_is_written_so_that_it_reads_back() {
    let draft = ptr_core::Draft {
        steps: ["A", "B"]
            .map(|id| {
                let code = ptr_core::single_phase().expect("a phase").code;
                let step = ptr_core::Step::new(id, code.as_str()).expect("a step");
                step.in_dry_runs(["Live"]).expect("a dry run")
            })
            .to_vec(),
        phases: ptr_core::Phases::Listed(ptr_core::single_phase().into_iter().collect()),
        ..ptr_core::Draft::default()
    };
    let plan = ptr_core::Plan::new(draft).expect("a plan");
    let layout = tasks();
    let options = ptr_excel::WriteOptions { layout: layout.clone(), ..Default::default() };
    let written = ptr_excel::plan_workbook(&plan, &options).expect("a workbook");
    assert_eq!(loaded(written, &layout).plan.steps(), plan.steps());
}

#[test]
fn helper_columns_that_nobody_named_give_warnings_in_the_order_of_rows_each_with_its_step() {
    let ids: Vec<String> = (1..=12).map(|number| format!("T{number}")).collect();
    let rows: Vec<[&str; 6]> = ids.iter().map(|id| [id, "a", "", DAY, "", "!REF"]).collect();
    let mut table = vec![HEADINGS];
    table.extend(rows.iter().map(|row| &row[..]));
    let read = loaded(bytes(&sheet(&table)), &tasks());
    let cells: Vec<String> = (2..14).map(|row| format!("error-cell Tasks!F{row}")).collect();
    assert_eq!(told(&read.warnings), cells);
    let steps: Vec<Option<&str>> =
        read.warnings.iter().map(|it| it.step.as_ref().map(StepId::as_str)).collect();
    assert_eq!(steps, ids.iter().map(|id| Some(id.as_str())).collect::<Vec<_>>());
    let told = read.warnings[0].to_string();
    assert!(told.contains("Note") && told.contains("ignore"), "{told}");
}

#[test]
fn a_bad_duration_is_not_called_a_bad_date_nor_the_other_way_round() {
    const EMPTY: &str = "<table:table-cell/>";
    let text = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |start: &str, duration: &str| {
        let headings: String = HEADINGS[..5].iter().map(|heading| text(heading)).collect();
        let cells = [&text("T1"), &text("a"), EMPTY, start, duration].concat();
        ods(&format!(
            "<table:table-row>{headings}</table:table-row><table:table-row>{cells}</table:table-row>"
        ))
    };
    let bad = |kind: &str, value: &str| {
        format!(
            r#"<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"><text:p>?</text:p></table:table-cell>"#
        )
    };
    let layout = layout(
        "steps: {sheet: Plan, columns: {phase: null, dry_runs: null}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null",
    );
    for (kind, value) in [("time", "-PT1H"), ("time", "soon"), ("date", "2026-02-31")] {
        let duration = problems(row(EMPTY, &bad(kind, value)), &layout);
        assert_eq!(told(&duration)[0], "unreadable-duration Plan!E2", "{kind} {value}");
        let start = problems(row(&bad(kind, value), EMPTY), &layout);
        assert_eq!(told(&start)[0], "unreadable-date Plan!D2", "{kind} {value}");
    }
}

#[test]
fn ids_that_nothing_parts_are_hinted_at_together_or_not_at_all() {
    for cell in ["F G", "F&G", "F/G", "F+G", "F et G", "FG"] {
        let rows: &[&[&str]] =
            &[HEADINGS, &["F", "a", "", DAY], &["G", "b", "", DAY], &["K", "c", cell, DAY]];
        let found = problems(bytes(&sheet(rows)), &tasks());
        assert!(found[0].to_string().contains("\"F; G\""), "{cell}: {}", found[0]);
    }
    let rows: &[&[&str]] =
        &[HEADINGS, &["TASK1", "a", "TASK 1", DAY], &["TASK-1", "b", "TASK1X Y", DAY]];
    for problem in problems(bytes(&sheet(rows)), &tasks()) {
        let told = problem.to_string();
        assert!(!told.contains("mean \"TASK1\"?"), "neither the step itself nor a half: {told}");
    }
}

#[test]
fn one_circle_is_told_before_four_hundred_warnings_and_these_in_one_line() {
    let ids: Vec<String> = (1..=400).map(|number| format!("T{number}")).collect();
    let rows: Vec<[&str; 3]> = ids.iter().map(|id| [id.as_str(), "a", ""]).collect();
    let mut table = vec![HEADINGS];
    table.extend(rows.iter().map(|row| &row[..]));
    table.extend([&["X", "x", "Y", DAY][..], &["Y", "y", "X", DAY][..]]);
    let found = problems(bytes(&sheet(&table)), &tasks());
    assert_eq!(found.len(), 401);
    assert_eq!((found[0].code(), found[0].severity()), ("cycle", Severity::Error));
    let text = ptr_core::Problems::new(found.clone()).to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[1].contains("399 more") && lines[1].contains("D3, D4"), "{}", lines[1]);
    let told = Told::of(&found);
    assert_eq!((told[1].further, told[1].places.len()), (399, 10));
}

#[test]
fn a_row_filled_only_in_further_columns_is_told_in_every_sheet() {
    let actors: Table<'_> = (
        "Acteurs",
        &[
            &["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département", "Note"],
            &["Registre", "Marché", "anne@grid.example", "hugo@grid.example"],
            &["", "", "", "", "Rappeler Anne"],
            &["", "", "bob@grid.example"],
            &["-"],
        ],
    );
    let dates: Table<'_> = (
        "Dates",
        &[
            &["Jalon", "FDR1", "Live", "Note"],
            &["J0", "@2026-03-28 22:00", "@2026-06-06 22:00"],
            &["", "", "", "à revoir"],
        ],
    );
    let environments: Table<'_> = (
        "Environnements",
        &[&["Environnement", "FDR1", "Live", "Note"], &["Registre", "a", "b"], &["", "", "", "?"]],
    );
    let steps: Table<'_> = (
        "Etapes-actions",
        &[
            drawn::HEADINGS,
            &["CO00000001", "a", "CO", "FDR1", "", "J0", "1 h", "Registre", "Marché"],
        ],
    );
    let read = loaded(bytes(&[actors, dates, environments, steps]), &Layout::default());
    assert_eq!(
        told(&read.warnings),
        [
            "stray-text Acteurs!E3",
            "stray-text Acteurs!C4",
            "stray-text Dates!D3",
            "stray-text Environnements!D3"
        ]
    );
}

#[test]
fn a_phase_that_two_milestones_name_as_theirs_is_told_and_not_given_to_the_first() {
    let dates: Table<'_> = (
        "Dates",
        &[
            &["Jalon", "FDR1", "Fixé par"],
            &["J0", "@2026-03-28 22:00", ""],
            &["R0", "", "FB-RB"],
            &["R1", "", "fb-rb"],
            &["R0", "", "FB-RB"],
        ],
    );
    let steps: Table<'_> =
        ("Etapes-actions", &[drawn::HEADINGS, &["CO00000001", "a", "CO", "FDR1", "", "J0"]]);
    let plain = layout("actors: null\nenvironments: null");
    let found = problems(bytes(&[dates, steps]), &plain);
    assert!(told(&found).contains(&"sets-two-milestones Dates!C4".to_owned()), "{found:?}");
    let with = layout(
        "actors: null\nenvironments: null\n\
         phases: [CO, {code: FB-RB, contingency: true, sets: r1}]",
    );
    let dates: Table<'_> = (
        "Dates",
        &[
            &["Jalon", "FDR1", "Fixé par"],
            &["J0", "@2026-03-28 22:00", ""],
            &["R1", "", ""],
            &["R0", "", "FB-RB"],
        ],
    );
    let found = problems(bytes(&[dates, steps]), &with);
    assert_eq!(told(&found), ["sets-two-milestones Dates!C4"]);
    let free = Layout { phases: None, ..with };
    let found = problems(bytes(&[dates, steps]), &free);
    assert_eq!(told(&found), ["sets-without-contingency Dates!C4"]);
}

#[test]
fn an_id_that_a_spreadsheet_made_a_date_of_is_told() {
    let rows: &[&[&str]] = &[
        HEADINGS,
        &["@2026-02-01", "a", "", DAY],
        &[":03:04", "b", "", DAY],
        &["#7", "c", "", DAY],
    ];
    let found = problems(bytes(&[("Tasks", rows)]), &tasks());
    assert_eq!(told(&found), ["malformed-id Tasks!A2", "malformed-id Tasks!A3"]);
}
