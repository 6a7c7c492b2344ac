//! Ids, and lists of them, that used to become others without a word: numbers, marks that nobody sees,
//! links, commas. Each is read as its owner means it, or told with its cell.

mod support;

use ptr_core::Plan;
use ptr_excel::{Limits, WriteOptions, load_bytes, plan_workbook};
use support::ods;
use support::tasks::{
    dated, drawn, e, ids, layout, load, n, plain, read, t, task, tasks, waits_for,
};

#[test]
fn a_computed_id_has_the_fifteen_digits_that_a_spreadsheet_shows() {
    let rows = [
        task(n("1.1", 0), e()),
        task(n("1.2000000000000002", 0), e()),
        task(n("1.3000000000000003", 0), t("1.2")),
        task(n("100000000000000.1", 0), e()),
    ];
    let plan = plain(&rows, "");
    assert_eq!(ids(&plan), ["1.1", "1.2", "1.3", "100000000000000"]);
}

#[test]
fn two_ids_that_became_a_number_are_told_and_never_halved() {
    let numbered = (1..=10).map(|id| task(n(&id.to_string(), 0), e()));
    let with = |cell: String| [numbered.clone().collect(), vec![task(t("Z"), cell)]].concat();

    let (plan, told) = read(&with(n("4.5", 0)), "");
    assert_eq!(told, ["number-as-ids C12"]);
    assert_eq!(waits_for(&plan.expect("a plan"), "Z"), ["4", "5"]);

    let (plan, told) = read(&with(n("2.1", 0)), "");
    assert!(plan.is_none(), "2,1 and 2,10 are both possible");
    assert_eq!(told, ["ambiguous-number C12"]);

    let (plan, _) = read(&with(n("2.1", 3)), "");
    assert_eq!(waits_for(&plan.expect("the format shows the zero"), "Z"), ["2", "10"]);
    assert_eq!(waits_for(&plain(&with(n("2", 3)), ""), "Z"), ["2"]);
}

#[test]
fn a_number_that_lost_its_zero_beside_the_id_that_has_it_is_told() {
    let rows = [task(t("2.1"), e()), task(t("2.10"), e()), task(t("Z"), n("2.1", 0))];
    let (plan, told) = read(&rows, "");
    assert_eq!(waits_for(&plan.expect("a plan"), "Z"), ["2.1"]);
    assert_eq!(told, ["number-as-ids C4"]);
    let shown = [task(t("2.1"), e()), task(t("2.10"), e()), task(t("Z"), n("2.1", 3))];
    assert_eq!(waits_for(&plain(&shown, ""), "Z"), ["2.10"]);
}

#[test]
fn thousands_that_may_be_two_ids_are_told() {
    let rows = [task(t("1"), e()), task(t("234"), e()), task(t("Z"), n("1234", 5))];
    let (plan, told) = read(&rows, "");
    assert_eq!(waits_for(&plan.expect("a plan"), "Z"), ["1", "234"]);
    assert_eq!(told, ["number-as-ids C4"]);
    let whole = [task(n("1234", 5), e()), task(t("Z"), n("1234", 5))];
    assert_eq!(waits_for(&plain(&whole, ""), "Z"), ["1234"]);
}

#[test]
fn an_id_that_its_format_shows_is_read_as_shown() {
    let rows = [task(n("1", 6), e()), task(n("2", 6), n("1", 6)), task(t("Z"), t("CO00000002"))];
    let plan = plain(&rows, r#""duration_unit": "minutes""#);
    assert_eq!(ids(&plan), ["CO00000001", "CO00000002", "Z"]);
    assert_eq!(waits_for(&plan, "CO00000002"), ["CO00000001"]);
    let cell = |kind: &str, text: &str| {
        format!(
            r#"<table:table-cell office:value-type="{kind}" office:value="1"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let text = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let headings = ["ID", "Title", "Predecessors", "Start"].map(text).concat();
    let row = cell("float", "CO00000001") + &text("a");
    let bytes = ods(&format!(
        "<table:table-row>{headings}</table:table-row><table:table-row>{row}</table:table-row>"
    ));
    assert_eq!(ids(&load(&bytes, "").0.expect("a plan")), ["CO00000001"]);
}

#[test]
fn what_a_scheduling_program_writes_is_the_link_that_a_plan_has_or_told_by_name() {
    let known = ["2", "7", "103"].map(|id| task(t(id), e()));
    let with = |cell: &str| [known.to_vec(), vec![task(t("Z"), t(cell))]].concat();
    for (cell, expected) in [
        ("2FS", &["2"][..]),
        ("2FS;7FD", &["2", "7"]),
        ("103 ea", &["103"]),
        ("7FS+0 days", &["7"]),
    ] {
        assert_eq!(waits_for(&plain(&with(cell), ""), "Z"), expected, "{cell}");
    }
    for cell in ["7SS", "103FS+2 hrs", "7DD-50%", "2;7FF", "7+2 d"] {
        assert_eq!(read(&with(cell), "").1, ["unsupported-link C5"], "{cell}");
    }
    let own = [task(t("2FS"), e()), task(t("2"), e()), task(t("Z"), t("2FS"))];
    assert_eq!(waits_for(&plain(&own, ""), "Z"), ["2FS"], "an id that there is goes first");
}

#[test]
fn marks_that_nobody_sees_part_no_ids() {
    let rows = [
        task(t("CO1\u{200f}"), e()),
        task(t("E\u{301}1"), t("\u{200e}CO1\u{2060}")),
        task(t("Z"), t("\u{c9}1\u{2028}C\u{200b}O1")),
    ];
    let plan = plain(&rows, "");
    assert_eq!(ids(&plan), ["CO1", "\u{c9}1", "Z"]);
    assert_eq!(waits_for(&plan, "Z"), ["\u{c9}1", "CO1"]);
}

#[test]
fn what_nobody_sees_is_told_by_its_code() {
    let layout = layout(r#""text_dates": "%d/%m/%Y""#);
    let rows = [dated("A", t("27\u{200e}/13/2026"))];
    let told = load_bytes(tasks(&rows).bytes(), &layout, &Limits::default());
    let told = told.expect_err("no thirteenth month").to_string();
    assert!(told.contains("27<U+200E>/13/2026"), "{told}");
}

#[test]
fn a_step_that_is_called_like_the_heading_of_ids_is_one() {
    let headings = ["ID", "Title", "Predecessors", "Start", "Duration"];
    let rows: &[&[&str]] =
        &[&headings, &["a", "A", "", "", ""], &headings, &["ID", "Give it an id", "a", "", ""]];
    let (plan, told) = drawn(rows, "");
    assert_eq!(told, [""; 0]);
    let ids: Vec<String> =
        plan.iter().flat_map(Plan::steps).map(|step| step.id.to_string()).collect();
    assert_eq!(ids, ["a", "ID"]);
}

#[test]
fn two_ids_that_print_the_same_are_told_apart_by_the_codes_of_their_blanks() {
    let rows = [task(t("CO 00001"), e()), task(t("Z"), t("CO\u{a0}00001"))];
    let told = load_bytes(tasks(&rows).bytes(), &layout(""), &Limits::default());
    let told = told.expect_err("another id").to_string();
    assert!(told.contains("CO<U+00A0>00001"), "{told}");
    assert!(told.contains("Did you mean \"CO 00001\"?"), "{told}");
}

#[test]
fn a_prerequisite_that_is_an_id_and_a_list_of_ids_is_told() {
    let known = ["1", "2", "3", "1,2", "7,8"].map(|id| task(t(id), e()));
    let with = |cell: &str| [known.to_vec(), vec![task(t("Z"), t(cell))]].concat();
    for cell in ["1,2", "3; 1,2", "1,2\n3"] {
        let (plan, told) = read(&with(cell), "");
        assert!(plan.is_none(), "{cell}");
        assert_eq!(told, ["ambiguous-list C7"], "{cell}");
    }
    for (cell, expected) in [
        ("1; 2", &["1", "2"][..]),
        ("1, 2", &["1", "2"]),
        ("2,1", &["2", "1"]),
        ("7,8", &["7,8"]),
        ("3;7,8 ;1", &["3", "7,8", "1"]),
    ] {
        assert_eq!(waits_for(&plain(&with(cell), ""), "Z"), expected, "{cell}");
    }
}

#[test]
fn an_id_that_is_a_list_of_others_is_written_as_what_it_is() {
    let known = ["1", "2", "1; 2", "1,2"].map(|id| task(t(id), e()));
    for cell in ["⟪[\"1\",\"2\"]⟫", "⟪[\"1; 2\"]⟫", "⟪[\"1,2\",\"2\"]⟫"] {
        let plan = plain(&[known.to_vec(), vec![task(t("Z"), t(cell))]].concat(), "");
        let options = WriteOptions { layout: layout(""), ..WriteOptions::default() };
        let written = plan_workbook(&plan, &options).expect("a workbook");
        let (again, told) = load(&written, "");
        assert_eq!(told, [""; 0], "{cell}");
        assert_eq!(again, Some(plan), "{cell}");
    }
}

#[test]
fn an_id_shown_without_its_decimals_is_told() {
    let rows = [
        task(n("2.4", 14), e()),
        task(n("3", 14), e()),
        task(n("100.4", 5), e()),
        task(t("Z"), n("2.4", 14)),
    ];
    let (plan, told) = read(&rows, "");
    assert_eq!(told, ["rounded-cells A2"]);
    let plan = plan.expect("a plan");
    assert_eq!(ids(&plan), ["2.4", "3", "100.4", "Z"]);
    assert_eq!(waits_for(&plan, "Z"), ["2.4"]);
    let cell = |shown: &str| {
        let row = format!(
            r#"<table:table-cell office:value-type="float" office:value="2.4"><text:p>{shown}</text:p></table:table-cell>"#
        );
        let texts = ["ID", "Title", "Predecessors", "Start"].map(|text| {
            format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
        });
        let rows = [texts.concat(), format!("{row}{}", texts[1])];
        ods(&rows.map(|row| format!("<table:table-row>{row}</table:table-row>")).concat())
    };
    assert_eq!(load(&cell("2"), "").1, ["rounded-cells A2"]);
    assert_eq!(load(&cell("2,4"), "").1, [""; 0]);
}
