//! Which row holds the headings and which column is which, where a wrong guess would read another
//! plan in silence.

mod support;

use std::time::{Duration, Instant};

use ptr_core::{ProblemKind, StepId};
use support::drawn::{Table, bytes, layout, loaded, problems, told};
use support::{Xlsx, ods};

/// A layout of one sheet of steps without phases and dry runs, with these keys of the table.
fn tasks(steps: &str) -> ptr_excel::Layout {
    tasks_and(steps, "phase: null, dry_runs: null")
}

fn tasks_and(steps: &str, columns: &str) -> ptr_excel::Layout {
    let rest = "actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null";
    layout(&format!("steps: {{sheet: Tasks, {steps} columns: {{{columns}}}}}\n{rest}"))
}

fn lettered(steps: &str) -> ptr_excel::Layout {
    let columns = "phase: null, dry_runs: null, id: A, label: B, prerequisites: null, start: C";
    tasks_and(steps, columns)
}

#[track_caller]
fn ids(rows: &[&[&str]], layout: &ptr_excel::Layout) -> Vec<String> {
    let read = loaded(bytes(&[("Tasks", rows)]), layout);
    read.plan.steps().iter().map(|step| step.id.to_string()).collect()
}

#[track_caller]
fn faults(rows: &[&[&str]], layout: &ptr_excel::Layout) -> Vec<String> {
    told(&problems(bytes(&[("Tasks", rows)]), layout))
}

const DAY: &str = "@2026-03-27 08:00";

#[test]
fn a_row_of_single_letters_is_data_though_columns_are_named_by_letters() {
    let rows: &[&[&str]] =
        &[&["Activity", "Next", "When"], &["A", "B", DAY], &["B", "C", DAY], &["C", "", DAY]];
    assert_eq!(ids(rows, &lettered("first_row: 2,")), ["A", "B", "C"]);
    assert_eq!(faults(rows, &lettered("")), ["no-headings Tasks!A1"]);
    let first: &[&[&str]] = &[&["A", "B", DAY], &["B", "C", DAY]];
    assert_eq!(ids(first, &lettered("first_row: 1,")), ["A", "B"]);
}

#[test]
fn nothing_from_the_first_row_of_data_on_is_a_heading() {
    let rows: &[&[&str]] =
        &[&["Key", "Foo", "When"], &["ID", "Title", DAY], &["Start", "Team", DAY]];
    assert_eq!(ids(rows, &lettered("first_row: 2,")), ["ID", "Start"]);
}

#[test]
fn the_row_above_the_first_one_holds_the_headings_however_few_it_names() {
    let columns =
        "phase: null, dry_runs: null, id: A, label: B, prerequisites: null, start: Start Date";
    let rows: &[&[&str]] = &[
        &["Legend", "Team", "Duration", "Label"],
        &["Key", "Foo", "Start Date"],
        &["T1", "alpha", DAY],
    ];
    let read = loaded(bytes(&[("Tasks", rows)]), &tasks_and("first_row: 3,", columns));
    assert_ne!(read.plan.steps()[0].start, ptr_core::Start::Unset);
    assert_eq!(read.plan.steps()[0].team, None);
}

#[test]
fn a_sheet_without_headings_says_what_would_help() {
    let rows: &[&[&str]] = &[&["Key", "Foo", "When"], &["T1", "alpha", DAY]];
    let found = problems(bytes(&[("Tasks", rows)]), &lettered(""));
    let [problem] = &found[..] else { panic!("one problem: {found:?}") };
    assert!(problem.to_string().contains("first_row"), "{problem}");
    let ProblemKind::NoHeadings { found, .. } = &problem.kind else { panic!("{problem:?}") };
    assert_eq!(found.first(), ["Key", "Foo", "When"]);
}

#[test]
fn the_first_row_set_to_the_headings_themselves_is_told_as_such() {
    let rows: &[&[&str]] = &[&["ID", "Title", "Predecessors", "Start"], &["T1", "a", "", DAY]];
    assert_eq!(faults(rows, &tasks("first_row: 1,"))[0], "no-headings Tasks");
}

#[test]
fn headings_of_symbols_count_by_their_text() {
    let rows: &[&[&str]] =
        &[&["#", "Title", "Predecessors", "Start"], &["1", "a", "", DAY], &["2", "b", "1", DAY]];
    let named = |id: &str| tasks_and("", &format!("phase: null, dry_runs: null, id: '{id}'"));
    assert_eq!(ids(rows, &named("#")), ["1", "2"]);
    let both: &[&[&str]] = &[
        &["Task", "Task#", "Predecessors", "Start"],
        &["Dig", "1", "", DAY],
        &["Lay", "2", "1", DAY],
    ];
    assert_eq!(ids(both, &named("Task#")), ["1", "2"]);
    let hidden: &[&[&str]] = &[&["✓", "Title", "Predecessors", "Start"], &["1", "a", "", DAY]];
    assert_eq!(ids(hidden, &named("✓")), ["1"]);
    let kept = loaded(
        bytes(&[(
            "Tasks",
            &[&["ID", "Title", "Predecessors", "Start", "€"], &["1", "a", "", DAY, "#5"]],
        )]),
        &tasks(""),
    );
    assert_eq!(kept.plan.steps()[0].extra.get("€"), Some(&ptr_core::Value::Int(5)));
}

#[test]
fn of_headings_that_are_alike_the_one_spelled_as_the_layout_names_it_is_meant() {
    for (name, wanted) in [("Start+", 4), ("Start-", 5), ("START", 3), ("start", 3)] {
        let columns = format!("phase: null, dry_runs: null, start: '{name}'");
        let mut row = vec!["T1", "a", "", "", "", ""];
        row[wanted] = DAY;
        let rows: &[&[&str]] =
            &[&["ID", "Title", "Predecessors", "Start", "Start+", "Start-"], &row];
        let read = loaded(bytes(&[("Tasks", rows)]), &tasks_and("", &columns));
        assert_ne!(read.plan.steps()[0].start, ptr_core::Start::Unset, "{name}");
    }
}

#[test]
fn the_row_that_spells_the_headings_as_the_layout_does_goes_before_one_that_is_like_it() {
    let columns =
        "phase: null, dry_runs: null, id: Ref, label: What, prerequisites: Waits, start: null";
    let rows: &[&[&str]] =
        &[&["ref", "what", "waits"], &["Ref", "What", "Waits"], &["T1", "a", ""]];
    assert_eq!(ids(rows, &tasks_and("", columns)), ["T1"]);
}

#[test]
fn columns_that_the_layout_ignores_are_as_good_as_not_there() {
    let rows: &[&[&str]] = &[
        &["ID", "Title", "Predecessors", "Start", "Ping", "Pong", "Title"],
        &["T1", "a", "", DAY, "!REF", "!N/A", "other"],
        &["T2", "", "", "", "!REF", "", ""],
    ];
    let read = loaded(bytes(&[("Tasks", rows)]), &tasks("ignore: [ping, F, G],"));
    assert_eq!(told(&read.warnings), ["id-alone Tasks!A3"]);
    assert_eq!(read.plan.steps().len(), 1);
    assert!(read.plan.steps()[0].extra.is_empty());
    let written = serde_json::to_string(&tasks("ignore: [ping, F, G],")).expect("a layout");
    assert!(written.contains(r#""ignore":["ping","F","G"]"#), "{written}");
}

#[test]
fn headings_below_many_titles_are_found_and_what_stands_below_a_thousand_rows_is_told() {
    let title = &["Some title"][..];
    let headings = &["ID", "Title", "Predecessors", "Start"][..];
    let step = &["T1", "a", "", DAY][..];
    let below = |titles: usize| {
        let mut rows = vec![title; titles];
        rows.extend([headings, step]);
        rows
    };
    assert_eq!(ids(&below(60), &tasks("")), ["T1"]);
    assert_eq!(faults(&below(1_200), &tasks("")), ["no-headings Tasks!A1"]);
    assert_eq!(ids(&below(1_200), &tasks("first_row: 1202,")), ["T1"]);
}

#[test]
fn two_sheets_of_one_name_are_told_and_the_exact_name_is_taken() {
    let rows = |id: &'static str| -> [&'static [&'static str]; 2] {
        let row: &'static [&'static str] = Box::leak(Box::new([id, "a", "", DAY]));
        [&["ID", "Title", "Predecessors", "Start"], row]
    };
    let (one, other) = (rows("T1"), rows("T2"));
    let sheets: [Table<'_>; 2] = [("Tâches", &one), ("Taches", &other)];
    let named = |name: &str| {
        let rest = "actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null";
        layout(&format!(
            "steps: {{sheet: '{name}', columns: {{phase: null, dry_runs: null}}}}\n{rest}"
        ))
    };
    assert_eq!(told(&problems(bytes(&sheets), &named("taches"))), ["ambiguous-name taches"]);
    for (name, id) in [("Taches", "T2"), ("Tâches", "T1")] {
        let read = loaded(bytes(&sheets), &named(name));
        assert_eq!(read.plan.steps()[0].id, StepId::new(id).expect("an id"));
    }
    let signs: [Table<'_>; 2] = [("Plan+", &one), ("Plan-", &other)];
    assert_eq!(loaded(bytes(&signs), &named("plan-")).plan.steps()[0].id, *"T2");
    assert_eq!(told(&problems(bytes(&signs), &named("Plan"))), ["missing-sheet Plan"]);
}

/// An unoptimised build on a busy machine, and squares take minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long an unoptimised build may take for what an optimised one does in a moment.
#[track_caller]
fn is_quick(what: &str, read: impl FnOnce()) {
    let begun = Instant::now();
    read();
    assert!(begun.elapsed() < PATIENCE, "{what} takes {:?}", begun.elapsed());
}

#[test]
fn looking_for_headings_takes_no_longer_where_there_are_none() {
    let wide = |rows: usize, cols: usize| {
        let cell = r#"<c t="inlineStr"><is><t>x</t></is></c>"#.repeat(cols);
        Xlsx::rows(&format!("<row>{cell}</row>").repeat(rows)).bytes()
    };
    let sheet = |steps: &str| {
        layout(&format!(
            "steps: {{sheet: Plan{steps}}}\nactors: null\ndates: null\nenvironments: null"
        ))
    };
    is_quick("a wide sheet", || drop(problems(wide(60, 1_000), &sheet(""))));
    is_quick("a long sheet", || drop(problems(wide(10_000, 3), &sheet(""))));
    is_quick("a first row far below", || {
        drop(problems(wide(10_000, 3), &sheet(", first_row: 1000000")));
    });
    let repeated = ods(
        r#"<table:table-row table:number-rows-repeated="60"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#,
    );
    is_quick("repeated cells", || drop(problems(repeated, &sheet(""))));
}

#[test]
fn a_column_named_by_a_letter_that_the_sheet_does_not_have_is_told() {
    let rows: &[&[&str]] = &[&["Key", "Foo", "Waits"], &["T1", "alpha", ""], &["T2", "beta", "T1"]];
    let with = |columns: &str, more: &str| {
        let columns = format!("phase: null, dry_runs: null, start: null, id: A, {columns}");
        let read = loaded(bytes(&[("Tasks", rows)]), &tasks_and(more, &columns));
        let told = told(&read.warnings);
        told.into_iter().filter(|it| !it.starts_with("no-start")).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(with("label: B, prerequisites: C", "first_row: 2,"), none);
    let told = with("label: B, prerequisites: D", "first_row: 2,");
    assert_eq!(told, ["empty-column Tasks!D2"], "nothing else says that no step waits");
    let told = with("label: B, prerequisites: C, duration: Z", "first_row: 2, as_above: [Y],");
    assert_eq!(told, ["empty-column Tasks!Y2", "empty-column Tasks!Z2"]);
    let late: &[&[&str]] = &[&["Key", "Foo", ""], &["T1", "alpha", ""], &["T2", "beta", "T1"]];
    let columns = "phase: null, dry_runs: null, start: null, id: A, label: B, prerequisites: C";
    let read = loaded(bytes(&[("Tasks", late)]), &tasks_and("first_row: 2,", columns));
    assert!(read.warnings.iter().all(|it| it.code() != "empty-column"), "a later row has it");
}

#[test]
fn rows_between_the_headings_and_the_first_row_are_told() {
    let headings: &[&str] = &["ID", "Title", "Predecessors", "Start"];
    let rows: &[&[&str]] = &[
        headings,
        &["T1", "alpha", "", DAY],
        &["T2", "beta", "", DAY],
        &["", "only a note"],
        &["T4", "delta", "", DAY],
    ];
    let read = loaded(bytes(&[("Tasks", rows)]), &tasks("first_row: 5,"));
    assert_eq!(told(&read.warnings), ["rows-left-out Tasks!A2"]);
    let ProblemKind::RowsLeftOut { count, .. } = read.warnings[0].kind else { panic!("rows") };
    assert_eq!((read.plan.len(), count), (1, 2));
    let noted: &[&[&str]] = &[headings, &["", "what to do"], &["T1", "alpha", "", DAY]];
    let read = loaded(bytes(&[("Tasks", noted)]), &tasks("first_row: 3,"));
    assert_eq!(told(&read.warnings), [""; 0]);
}

#[test]
fn two_sheets_that_may_hold_the_steps_are_told() {
    let rows: &[&[&str]] = &[&["ID", "Title", "Predecessors", "Start"], &["T1", "a", "", DAY]];
    let rest = "actors: null\ndates: null\nenvironments: null\nid_pattern: null";
    let with = |sheet: &str, names: [&str; 3]| {
        let keys = format!("steps: {{{sheet} columns: {{phase: null, dry_runs: null}}}}\n{rest}");
        let read = loaded(bytes(&names.map(|name| (name, rows))), &layout(&keys));
        told(&read.warnings)
    };
    assert_eq!(with("", ["Steps", "Notes", "Étapes"]), ["several-sheets Étapes"]);
    assert_eq!(with("sheet: Steps,", ["Steps", "Notes", "Étapes"]), [""; 0]);
    assert_eq!(with("", ["Notes", "Étapes", "Dates"]), [""; 0]);
}
