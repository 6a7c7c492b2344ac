//! Tables that were never meant for this library: which rows are steps, what they are called, what
//! their cells mean. The samples of `examples/data/tables/` are whole plans of these kinds.

mod support;

use ptr_core::{FromMilestone, Offset, ProblemKind, Severity, Start, Step, Value, When};
use ptr_excel::{Layout, Loaded};
use support::drawn::{DATES, Table, bytes, layout, loaded, problems, told};

const DAY: &str = "@2026-03-27 08:00";
const HEADINGS: &[&str] = &["Title", "Predecessors", "Start", "Duration", "Team"];

fn tasks(more: &str) -> Layout {
    tables("phase: null, dry_runs: null", more)
}

fn tables(columns: &str, more: &str) -> Layout {
    layout(&format!(
        "steps: {{sheet: Tasks, columns: {{{columns}}}, {more}}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null"
    ))
}

fn sheet<'t>(rows: &'t [&'t [&'t str]]) -> Vec<u8> {
    let tables: [Table<'t>; 1] = [("Tasks", rows)];
    bytes(&tables)
}

fn waits(loaded: &Loaded) -> Vec<String> {
    let line = |step: &Step| {
        let waits: Vec<&str> = step.prerequisites.iter().map(|it| it.step.as_str()).collect();
        format!("{}<{}", step.id, waits.join(","))
    };
    loaded.plan.steps().iter().map(line).collect()
}

#[test]
fn rows_without_ids_are_named_by_row_or_by_position() {
    let rows: &[&[&str]] = &[
        &["Plan of the weekend"],
        &[],
        HEADINGS,
        &["a", "", DAY],
        &[],
        HEADINGS,
        &["b", "#4", DAY],
        &["c", "4; 7", DAY],
    ];
    assert_eq!(waits(&loaded(sheet(rows), &tasks("ids: row"))), ["4<", "7<4", "8<4,7"]);
    let rows: &[&[&str]] = &[HEADINGS, &["a", "", DAY], &[], &["b", "#1", DAY], &["c", "1,2", DAY]];
    let read = loaded(sheet(rows), &tasks("ids: position"));
    assert_eq!(waits(&read), ["1<", "2<1", "3<1,2"]);
}

#[test]
fn what_is_wrong_with_a_row_without_an_id_is_told_with_its_made_id_and_cell() {
    let rows: &[&[&str]] = &[HEADINGS, &["a", "#9", "tomorrow", "?h", "x"]];
    let found = problems(sheet(rows), &tasks("ids: row"));
    assert_eq!(
        told(&found),
        [
            "unknown-prerequisite Tasks!B2",
            "unreadable-date Tasks!C2",
            "unreadable-duration Tasks!D2"
        ]
    );
    assert!(found.iter().all(|it| it.step.as_ref().is_some_and(|id| *id == *"2")), "{found:?}");
}

#[test]
fn headings_by_other_rules_than_looks() {
    let rows: &[&[&str]] = &[
        HEADINGS,
        &["Preparation"],
        &["a", "", DAY, "", "Ops"],
        &["Cut-over", "", DAY],
        &["b", "#3", DAY, "", "Ops"],
        &["Total", "", "", "3 h"],
    ];
    for (rule, ids) in [
        ("alone", vec!["3", "4", "5", "6"]),
        ("no-owner", vec!["3", "5"]),
        ("total", vec!["2", "3", "4", "5"]),
        ("{column: Duration, is: [3 H]}", vec!["2", "3", "4", "5"]),
        ("{column: Team}", vec!["3", "5"]),
    ] {
        let read = loaded(sheet(rows), &tasks(&format!("ids: row, sections: [{rule}]")));
        let found: Vec<&str> = read.plan.steps().iter().map(|step| step.id.as_str()).collect();
        assert_eq!(found, ids, "{rule}");
        assert!(read.warnings.iter().any(|it| it.code() == "heading-rows"), "{rule}");
    }
    let read = loaded(sheet(rows), &tasks("ids: row, sections: [no-owner]"));
    let section = |nth: usize| read.plan.steps()[nth].extra.get("Section").cloned();
    assert_eq!(section(0), Some(Value::Text("Preparation".to_owned())));
    assert_eq!(section(1), Some(Value::Text("Cut-over".to_owned())));
}

#[test]
fn a_rule_about_a_column_that_there_is_not_is_told() {
    let rows: &[&[&str]] = &[HEADINGS, &["a", "", DAY]];
    for more in ["sections: [{column: Summary}]", "as_above: [Summary]"] {
        let found = problems(sheet(rows), &tasks(&format!("ids: row, {more}")));
        assert_eq!(told(&found)[0], "missing-heading Tasks!A1", "{more}");
    }
    for columns in ["time: Summary", "duration_unit: Summary"] {
        let layout = tables(&format!("phase: null, dry_runs: null, {columns}"), "ids: row");
        assert_eq!(told(&problems(sheet(rows), &layout))[0], "missing-heading Tasks!A1");
    }
}

#[test]
fn what_a_section_waits_for_its_first_steps_do() {
    let headings = &["ID", "Title", "Predecessors", "Outline level", "Start"];
    let rows: &[&[&str]] = &[
        headings,
        &["s", "Before", "", "#1"],
        &["a", "a", "", "#2", DAY],
        &["b", "b", "a", "#2", DAY],
        &["t", "After", "s", "#1"],
        &["u", "Inner", "", "#2"],
        &["c", "c", "", "#3", DAY],
        &["d", "d", "c", "#3", DAY],
        &["e", "e", "", "#2", DAY],
        &["f", "f", "t", "#1", DAY],
    ];
    let read = loaded(sheet(rows), &tasks("sections: [outline]"));
    assert_eq!(waits(&read), ["a<", "b<a", "c<b", "d<c", "e<b", "f<d,e"]);
    let section = |nth: usize| read.plan.steps()[nth].extra.get("Section").cloned();
    assert_eq!(section(2), Some(Value::Text("After / Inner".to_owned())));
    assert_eq!(section(4), Some(Value::Text("After".to_owned())));
    assert_eq!(section(5), None);
}

#[test]
fn a_section_that_waits_for_itself_is_a_circle_and_no_panic() {
    let headings = &["ID", "Title", "Predecessors", "Outline level", "Start"];
    let rows: &[&[&str]] = &[
        headings,
        &["s", "S", "s", "#1"],
        &["a", "a", "s", "#2", DAY],
        &["b", "b", "", "#2", DAY],
    ];
    let found = problems(sheet(rows), &tasks("sections: [outline]"));
    assert!(found.iter().any(|it| it.severity() == Severity::Error), "{found:?}");
}

#[test]
fn a_last_row_by_its_number_leaves_out_what_stands_below_and_tells_it() {
    let rows: &[&[&str]] = &[HEADINGS, &["a", "", DAY], &["b", "", DAY], &["Notes"], &["more"]];
    let read = loaded(sheet(rows), &tasks("ids: row, last_row: 3"));
    assert_eq!(waits(&read), ["2<", "3<"]);
    assert_eq!(told(&read.warnings), ["rows-left-out Tasks!A4"]);
}

#[test]
fn rows_below_too_many_errors_are_told() {
    let bad = vec!["nobody"; 100].join("; ");
    let row: &[&str] = &["#1", "a", "", DAY, &bad];
    let mut rows: Vec<&[&str]> = vec![&["ID", "Title", "Predecessors", "Start", "Contacts"]];
    rows.extend(std::iter::repeat_n(row, 510));
    let found = problems(sheet(&rows), &tasks("ids: null"));
    let unread = found.iter().find(|it| it.code() == "rows-left-out").expect("told");
    let ProblemKind::RowsLeftOut { count, .. } = unread.kind else { panic!("{unread:?}") };
    assert_eq!(
        (count, told(std::slice::from_ref(unread))[0].as_str()),
        (10, "rows-left-out Tasks!A502")
    );
}

#[test]
fn day_numbers_count_from_their_milestone_on_the_calendar() {
    let rows: &[&[&str]] = &[
        &["ID", "Title", "Predecessors", "Start", "Dry run"],
        &["A", "a", "", "#-2", "FDR1"],
        &["B", "b", "", "J+1", "FDR1"],
        &["C", "c", "", "#0.5", "FDR1"],
        &["D", "d", "", "J0 + 2 h", "FDR1"],
    ];
    let layout = layout(
        "steps: {sheet: Tasks, columns: {phase: null}}\nday_numbers: J0\n\
         actors: null\nenvironments: null\nid_pattern: null\nphases: null",
    );
    let read = loaded(bytes(&[("Tasks", rows), DATES]), &layout);
    let starts: Vec<&Start> = read.plan.steps().iter().map(|step| &step.start).collect();
    let from = |days, seconds| {
        let offset = Offset { days, seconds };
        Start::At(When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset }))
    };
    assert_eq!(starts, [&from(-2, 0), &from(1, 0), &from(0, 43_200), &from(0, 7_200)]);
    let unknown = Layout { day_numbers: Some("T0".to_owned()), ..layout };
    let found = problems(bytes(&[("Tasks", rows), DATES]), &unknown);
    assert_eq!(told(&found)[0], "unknown-milestone Tasks!D2");
}

#[test]
fn a_time_beside_a_date_that_has_one_of_its_own_is_told() {
    let rows: &[&[&str]] = &[
        &["ID", "Title", "Predecessors", "Start", "At"],
        &["A", "a", "", "@2026-03-27 08:00", ":08:00"],
        &["B", "b", "", "@2026-03-27 08:00", ":09:00"],
        &["C", "c", "", "@2026-03-27", "25:00"],
    ];
    let layout = tables("phase: null, dry_runs: null, time: At", "ids: null");
    let found = problems(sheet(rows), &layout);
    assert_eq!(told(&found), ["unreadable-date Tasks!E3", "unreadable-date Tasks!E4"]);
    assert!(found[0].to_string().contains("2026-03-27 08:00"), "{}", found[0]);
}

#[test]
fn links_of_all_languages_are_told_by_name_as_the_layout_says() {
    let headings = &["ID", "Title", "Predecessors", "Start"];
    for (link, is_plain) in [
        ("1FS", true),
        ("1 EA", true),
        ("1ОН", true),
        ("1ZR", true),
        ("1SS", false),
        ("1НН", false),
        ("1FF+1 d", false),
        ("1+2 j", false),
    ] {
        let rows: &[&[&str]] = &[headings, &["#1", "a", "", DAY], &["#2", "b", link, DAY]];
        if is_plain {
            assert_eq!(waits(&loaded(sheet(rows), &tasks("ids: null"))), ["1<", "2<1"], "{link}");
            continue;
        }
        let found = problems(sheet(rows), &tasks("ids: null"));
        assert_eq!(told(&found), ["unsupported-link Tasks!C3"], "{link}");
        let lenient = Layout { links: Severity::Warning, ..tasks("ids: null") };
        let read = loaded(sheet(rows), &lenient);
        assert_eq!(told(&read.warnings), ["unsupported-link Tasks!C3"], "{link}");
        let kept = read.plan.steps()[1].extra.get("Liens / Links").cloned();
        assert_eq!(kept, Some(Value::Text(link.to_owned())));
    }
}

#[test]
fn a_value_that_is_a_placeholder_reads_back_where_a_plan_has_one() {
    let layout = tasks("ids: null");
    let mut step = Step::new("TBD", "Plan").expect("a step");
    step.phase = ptr_core::single_phase().expect("a phase").code;
    step.label = "TBD".to_owned();
    (step.team, step.department) = (Some("TBD".to_owned()), Some("N/A".to_owned()));
    let step = step.in_dry_runs(["Live"]).expect("a dry run");
    let draft = ptr_core::Draft {
        steps: vec![step],
        phases: ptr_core::Phases::Listed(ptr_core::single_phase().into_iter().collect()),
        ..ptr_core::Draft::default()
    };
    let plan = ptr_core::Plan::new(draft).expect("a plan");
    let options = ptr_excel::WriteOptions { layout: layout.clone(), ..Default::default() };
    let written = ptr_excel::plan_workbook(&plan, &options).expect("a workbook");
    assert_eq!(loaded(written, &layout).plan.steps(), plan.steps());
}

#[test]
fn a_further_name_that_two_milestones_have_names_neither_of_them() {
    let dates: Table<'_> = (
        "Dates",
        &[
            &["Jalon", "Code", "FDR1"],
            &["Bascule", "J0", "@2026-03-28 22:00"],
            &["Ouverture", "J0", "@2026-03-30 06:00"],
        ],
    );
    let rows: &[&[&str]] = &[
        &["ID", "Title", "Predecessors", "Start", "Dry run"],
        &["A", "a", "", "J0 + 2 h", "FDR1"],
    ];
    let layout = layout(
        "steps: {sheet: Tasks, columns: {phase: null}}\n\
         actors: null\nenvironments: null\nid_pattern: null\nphases: null",
    );
    let found = problems(bytes(&[("Tasks", rows), dates]), &layout);
    assert_eq!(told(&found)[0], "ambiguous-name Tasks!D2");
}
