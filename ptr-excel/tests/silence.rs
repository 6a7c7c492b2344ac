//! What used to become something else without a word: dates, durations, links, addresses. Each is read
//! as its owner means it, or told with its cell.

mod support;

use chrono::TimeDelta;
use ptr_core::{Moment, Start, When};
use ptr_excel::{Limits, WorkbookError, load_bytes};
use support::tasks::{
    STYLES, d, dated, drawn, e, ids, lasting, layout, load, n, plain, read, start, t, task, tasks,
    waits_for,
};
use support::{Xlsx, ods};

#[test]
fn a_number_where_a_date_should_be_is_told_with_the_date_it_would_be() {
    let rows = [dated("A", n("46108", 0)), dated("B", t("46108.5"))];
    let loaded = load_bytes(tasks(&rows).bytes(), &layout(""), &Limits::default());
    let told = loaded.expect_err("two numbers").to_string();
    assert_eq!(told.matches("2026-03-27").count(), 2, "{told}");
    let plan = plain(&rows, r#""number_dates": true"#);
    let starts: Vec<String> = plan.steps().iter().map(start).collect();
    assert_eq!(starts, ["2026-03-27T00:00:00", "2026-03-27T12:00:00"]);
}

#[test]
fn a_year_far_from_all_others_is_told() {
    let at = |id: &str, year: u32| dated(id, d(&format!("{year}-03-27T08:00:00")));
    let near = ["A", "B", "C"].map(|id| at(id, 2026));
    for year in [1926, 2016, 2029, 2062] {
        let rows = [near.to_vec(), vec![at("Z", year)]].concat();
        assert_eq!(read(&rows, "").1, ["distant-date D5"], "{year}");
    }
    plain(&[near.to_vec(), vec![at("Z", 2027)]].concat(), "");
}

#[test]
fn real_dates_among_text_dates_that_may_be_swapped_are_told_once() {
    let text = |id: &str, text: &str| dated(id, t(text));
    let keys = r#""text_dates": "%d/%m/%Y""#;
    let rows = [
        text("A", "25/10/2026"),
        dated("B", d("2026-01-11T00:00:00")),
        dated("C", d("2026-02-11T00:00:00")),
        text("D", "14/11/2026"),
    ];
    assert_eq!(read(&rows, keys).1, ["swapped-dates D3"]);
    let after = [text("A", "25/10/2026"), dated("B", d("2026-10-26T00:00:00"))];
    plain(&after, keys);
}

#[test]
fn a_time_of_day_beside_a_date_that_has_none_is_told() {
    let heading = ["ID", "Title", "Predecessors", "Start", "Heure"].map(t).concat();
    let with = |start: String, time: String| {
        let row = [t("A"), t("a"), e(), start, time].concat();
        let rows = format!("<row>{heading}</row><row>{row}</row>");
        load(&Xlsx { styles: STYLES.to_owned(), ..Xlsx::rows(&rows) }.bytes(), "").1
    };
    let midnight = || d("2026-03-27T00:00:00");
    assert_eq!(with(midnight(), n("0.375", 8)), ["unused-times E2"]);
    assert_eq!(with(midnight(), t("9h30")), ["unused-times E2"]);
    assert_eq!(with(d("2026-03-27T09:00:00"), n("0.375", 8)), [""; 0]);
    assert_eq!(with(midnight(), t("le matin")), [""; 0]);
}

#[test]
fn a_date_of_seven_decimals_of_a_second_is_kept_as_python_can_hold_it() {
    let cell = r#"<c s="1" t="d"><v>2026-03-27T08:30:00.1234567</v></c>"#.to_owned();
    let plan = plain(&[dated("A", cell)], "");
    assert_eq!(start(&plan.steps()[0]), "2026-03-27T08:30:00.123456");
    let schedule = plan.schedule("Live").expect("Live");
    let run = ptr_core::Run::new(schedule, []);
    let long_ago = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let mut at = run.view(long_ago).next_change();
    let mut changes = 0;
    while let Some(change) = at {
        changes += 1;
        assert_eq!(change.timestamp_subsec_nanos() % 1_000, 0);
        at = run.view(change).next_change();
    }
    assert!((1..=3).contains(&changes), "{changes}");
}

#[test]
fn a_time_alone_in_a_cell_of_dates_is_a_time_of_day() {
    let cell = r#"<c t="d"><v>08:30:00</v></c>"#.to_owned();
    let plan = plain(&lasting(cell), "");
    assert_eq!(plan.steps()[0].duration, Some(TimeDelta::minutes(510)));
    let plan = plain(&lasting(n("1.5", 7)), "");
    assert_eq!(plan.steps()[0].duration, Some(TimeDelta::hours(36)), "HH[M] runs on");
}

#[test]
fn a_percent_or_a_grouped_number_is_no_duration() {
    for cell in [n("0.5", 4), t("1,000 min"), t("50 %")] {
        assert_eq!(read(&lasting(cell), "").1, ["unreadable-duration E2"]);
    }
    assert_eq!(
        plain(&lasting(n("1000", 5)), "").steps()[0].duration,
        Some(TimeDelta::minutes(1000))
    );
}

#[test]
fn what_is_struck_through_or_hidden_counts_and_is_told_once() {
    let part =
        r#"<c t="inlineStr"><is><r><t>A;</t></r><r><rPr><strike/></rPr><t>B</t></r></is></c>"#;
    let rows = [
        task(t("A"), e()),
        task(t("B").replace("<c ", r#"<c s="9" "#), e()),
        task(t("C"), part.to_owned()),
    ];
    let (plan, told) = read(&rows, "");
    assert_eq!(waits_for(&plan.expect("a plan"), "C"), ["A", "B"]);
    assert_eq!(told, ["struck-through A3"]);

    let mut hidden = tasks(&[task(t("A"), e()), task(t("B"), t("A")), task(t("C"), t("A"))]);
    let sheet = hidden.sheet.take().unwrap_or_default();
    let cols = "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols>";
    let sheet = sheet.replacen("<worksheet>", cols, 1);
    let last = sheet.rfind("<row>").expect("a row");
    hidden.sheet = Some(format!("{}<row hidden=\"1\">{}", &sheet[..last], &sheet[last + 5..]));
    let (plan, told) = load(&hidden.bytes(), "");
    assert_eq!(ids(&plan.expect("a plan")), ["A", "B", "C"]);
    assert_eq!(told, ["hidden-cells A4"]);
}

#[test]
fn how_a_text_of_an_opendocument_is_pronounced_is_no_text() {
    let ruby = "<text:ruby><text:ruby-base>課長</text:ruby-base><text:ruby-text>カチョウ</text:ruby-text></text:ruby>";
    let cell = format!(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>{ruby}</text:p></table:table-cell></table:table-row>"#
    );
    assert_eq!(support::read(&ods(&cell)).expect("one cell"), ["Plan!A1: 課長"]);
}

#[test]
fn a_sheet_that_no_relationship_leads_to_does_not_hide_the_others() {
    let mut book = tasks(&[task(t("A"), e())]);
    book.workbook = book.workbook.replace(
        "<sheets>",
        r#"<sheets><sheet name="Lost" sheetId="9" r:id="r9"/><sheet name="None" sheetId="8"/>"#,
    );
    assert_eq!(ids(&load(&book.bytes(), "").0.expect("a plan")), ["A"]);
    assert_eq!(support::refusal(&book.bytes()), "damaged", "where it is asked for");
}

#[test]
fn an_instant_in_the_second_showing_of_an_hour_is_read_from_an_offset() {
    let keys = r#""text_dates": "%d/%m/%Y %H:%M %z""#;
    let plan = plain(&[dated("A", t("25/10/2026 02:30 +0100"))], keys);
    let second = "2026-10-25T01:30:00Z".parse().expect("an instant");
    assert_eq!(plan.steps()[0].start, Start::At(When::Moment(Moment::Instant(second))));
}

#[test]
fn a_duration_has_the_unit_that_its_format_shows() {
    let row = |style| [t("a"), t("A"), e(), n("46108", 1), n("1.5", style)];
    let duration = |style| {
        let plan = plain(&[row(style)], "");
        plan.step("a").and_then(|step| step.duration)
    };
    assert_eq!(duration(0), Some(TimeDelta::seconds(90)), "minutes, which nothing says otherwise");
    assert_eq!(duration(10), Some(TimeDelta::minutes(90)));
    assert_eq!(duration(11), Some(TimeDelta::hours(36)));
    for (number, style) in [("30", 12), ("5", 13)] {
        let row = [t("a"), t("A"), e(), n("46108", 1), n(number, style)];
        assert_eq!(read(&[row], ""), (None, vec!["unreadable-duration E2".to_owned()]));
    }
}

#[test]
fn a_duration_whose_heading_names_another_unit_than_the_layout_is_told() {
    let rows: &[&[&str]] =
        &[&["ID", "Title", "Predecessors", "Start", "Effort [h]"], &["a", "A", "", "", "#2"]];
    let load = |unit: &str| {
        let keys = support::drawn::layout(&format!(
            "duration_unit: {unit}\nid_pattern: null\nactors: null\ndates: null\nenvironments: null\n\
             steps: {{sheet: Plan, columns: {{phase: null, dry_runs: null, duration: 'Effort [h]'}}}}"
        ));
        load_bytes(support::drawn::bytes(&[("Plan", rows)]), &keys, &Limits::default())
    };
    let Err(WorkbookError::Problems(problems)) = load("minutes") else { panic!("two minutes") };
    assert_eq!(support::drawn::told(&problems.as_slice()[..1]), ["unreadable-duration Plan!E2"]);
    let read = load("hours").expect("a plan").plan;
    assert_eq!(read.steps()[0].duration, Some(TimeDelta::hours(2)));
}

#[test]
fn a_column_that_sounds_like_one_that_is_missing_is_told() {
    let headings = ["ID", "Title", "Predecessors", "Start", "Durée (h)", "Équipe support"];
    let rows: &[&[&str]] = &[&headings, &["a", "A", "", "", "#2", "Réseau"]];
    let (plan, told) = drawn(rows, "");
    assert_eq!(told, ["unread-column E1", "unread-column F1"]);
    assert_eq!(plan.map(|plan| plan.steps()[0].duration), Some(None));
    let (_, told) = drawn(
        &[
            &["ID", "Title", "Predecessors", "Start", "Duration", "Actual duration"],
            &["a", "A", "", "", "#2", "#3"],
        ],
        "",
    );
    assert_eq!(told, [""; 0], "the sheet has one");
}

#[test]
fn times_of_day_beside_dates_are_told_however_they_are_kept() {
    for time in ["#0.375", "9:30 AM", "9:30 p.m.", ":09:00", "09:00"] {
        let rows: &[&[&str]] = &[
            &["ID", "Title", "Predecessors", "Start", "Heure"],
            &["a", "A", "", "@2026-03-27", time],
        ];
        let (plan, told) = drawn(rows, "");
        assert_eq!(told, ["unused-times E2"], "{time}");
        let plan = plan.expect("a plan");
        assert_eq!(start(&plan.steps()[0]), "2026-03-27T00:00:00");
    }
}

#[test]
fn times_of_day_beside_the_dates_of_milestones_are_told() {
    let steps: &[&[&str]] = &[&["ID", "Title", "Predecessors", "Start"], &["a", "A", "", "J0"]];
    let dates: &[&[&str]] = &[&["Jalon", "Live", "Heure"], &["J0", "@2026-03-27", ":09:00"]];
    let bytes = support::drawn::bytes(&[("Plan", steps), ("Dates", dates)]);
    let keys = support::drawn::layout(
        "steps: {sheet: Plan, columns: {phase: null, dry_runs: null}}\nactors: null\n\
         environments: null\nid_pattern: null",
    );
    let warnings = support::drawn::loaded(bytes, &keys).warnings;
    assert_eq!(support::drawn::told(&warnings), ["unused-times Dates!C2"]);
    let message = warnings[0].message(&ptr_core::language::Language::english());
    assert!(!message.contains("steps.columns.time"), "{message}");
}

#[test]
fn hours_after_a_milestone_and_a_time_of_day_contradict_each_other() {
    let headings = ["ID", "Title", "Predecessors", "Start", "Heure"];
    let steps: &[&[&str]] =
        &[&headings, &["a", "A", "", "J0 + 1 h", ":09:00"], &["b", "B", "", "J0 + 1 j", ":09:00"]];
    let dates: &[&[&str]] = &[&["Jalon", "Live"], &["J0", "@2026-03-27"]];
    let bytes = support::drawn::bytes(&[("Plan", steps), ("Dates", dates)]);
    let keys = support::drawn::layout(
        "steps: {sheet: Plan, columns: {phase: null, dry_runs: null, time: Heure}}\nactors: null\n\
         environments: null\nid_pattern: null",
    );
    let problems = support::drawn::problems(bytes, &keys);
    assert_eq!(support::drawn::told(&problems), ["unreadable-date Plan!E2"]);
}

#[test]
fn no_address_of_several_in_brackets_is_lost() {
    let contacts = |cell: &str| {
        let rows: &[&[&str]] =
            &[&["ID", "Title", "Predecessors", "Start", "Contacts"], &["a", "A", "", "", cell]];
        let (plan, told) = drawn(rows, "");
        let plan = plan.unwrap_or_else(|| panic!("{cell}: {told:?}"));
        plan.steps()[0].contacts.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for cell in [
        "<a@x.be><b@x.be>",
        "Anne <a@x.be> Bob <b@x.be>",
        "Anne <a@x.be> b@x.be",
        "\"a@x.be\" <a@x.be>; 'Bob' <b@x.be> (away)",
    ] {
        assert_eq!(contacts(cell), ["a@x.be", "b@x.be"], "{cell}");
    }
}

#[test]
fn minutes_that_are_more_than_an_hour_are_no_rest_of_one() {
    for (text, minutes) in
        [("1 h 59", Some(119)), ("1 h 60", None), ("2 j 23", Some(4260)), ("2 j 24", None)]
    {
        let rows: &[&[&str]] =
            &[&["ID", "Title", "Predecessors", "Start", "Duration"], &["a", "A", "", "", text]];
        let read = drawn(rows, "").0.and_then(|plan| plan.steps()[0].duration);
        assert_eq!(read.map(|it| it.num_minutes()), minutes, "{text}");
    }
}

#[test]
fn a_team_of_two_departments_is_told_where_the_step_names_neither() {
    let headings = ["ID", "Title", "Predecessors", "Start", "Team", "Department"];
    let steps: &[&[&str]] = &[
        &headings,
        &["a", "A", "", "@2026-03-27", "Ops", ""],
        &["b", "B", "", "@2026-03-27", "Ops", "Technique"],
    ];
    let actors: &[&[&str]] = &[
        &["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"],
        &["Ops", "Marché", "anne@grid.example", ""],
        &["Ops", "Technique", "bob@grid.example", ""],
    ];
    let bytes = support::drawn::bytes(&[("Plan", steps), ("Acteurs", actors)]);
    let keys = support::drawn::layout(
        "steps: {sheet: Plan, columns: {phase: null, dry_runs: null}}\ndates: null\n\
         environments: null\nid_pattern: null",
    );
    let warnings = support::drawn::loaded(bytes, &keys).warnings;
    assert_eq!(support::drawn::told(&warnings), ["ambiguous-team Plan!E2"]);
}

#[test]
fn a_duration_shown_without_its_decimals_is_told() {
    let none: &[&str] = &[];
    for (number, style, expected, seconds) in [
        ("2.4", 14, &["rounded-cells E2"][..], 144),
        ("1000.4", 5, none, 60_024),
        ("2.404", 3, none, 144),
        ("2.4", 0, none, 144),
        ("2", 14, none, 120),
    ] {
        let (plan, told) = read(&lasting(n(number, style)), "");
        assert_eq!(told, expected, "{number} in style {style}");
        let duration = plan.and_then(|plan| plan.steps()[0].duration);
        assert_eq!(duration.map(|it| it.num_seconds()), Some(seconds), "the number counts");
    }
}
