//! Merged cells, from every program and in every format that can hold them.

mod support;

use std::path::Path;

use ptr_excel::{Layout, Limits, Loaded, Workbook, load};
use support::{Xlsx, ods};

fn areas(bytes: &[u8]) -> Result<Vec<String>, String> {
    let workbook =
        Workbook::from_bytes(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let merges = workbook.merges(0).ok_or("no sheet")?;
    let areas = merges.areas().map_err(|error| error.to_string())?;
    Ok(areas.iter().map(|area| format!("{}:{}", area.first, area.last)).collect())
}

fn file(name: &str) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    load(path, &Layout::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_plan_with_merged_cells_is_the_same_plan_in_every_format() {
    let expected = file("merged-openpyxl.xlsx");
    assert_eq!(expected.warnings, []);
    let said: Vec<_> = expected
        .plan
        .steps()
        .iter()
        .map(|step| (step.phase.as_str(), step.team.as_deref(), step.prerequisites.len()))
        .collect();
    assert_eq!(
        said,
        [
            ("AC", Some("Réseau"), 0),
            ("AC", Some("Réseau"), 0),
            ("CO", Some("Registre"), 1),
            ("CO", Some("Registre"), 1),
        ]
    );
    let milestone = &expected.plan.milestones()[0].dates;
    assert_eq!(milestone.len(), 3, "one date counts in the two dry runs it is merged over");
    for name in ["merged-libreoffice.xlsx", "merged-libreoffice.ods", "merged-libreoffice.xls"] {
        assert_eq!(file(name), expected, "{name}");
    }
}

fn with_tail(tail: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>mergeCells mergeCell</t></is></c></row></sheetData>{tail}</worksheet>"#
    );
    Xlsx { sheet: Some(sheet), ..Xlsx::default() }.bytes()
}

#[test]
fn merged_cells_are_found_behind_the_rows_whatever_stands_between() {
    for (tail, expected) in [
        ("", &[][..]),
        ("<mergeCells/>", &[]),
        (r#"<mergeCells count="0"></mergeCells>"#, &[]),
        (r#"<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>"#, &["A1:B2"]),
        (r#"<mergeCells><mergeCell ref="A1:B2"></mergeCell></mergeCells>"#, &["A1:B2"]),
        (r#"<x:mergeCells><x:mergeCell ref="$C$3:$C$9"/></x:mergeCells>"#, &["C3:C9"]),
        (
            r#"<sheetProtection sheet="1"/><autoFilter ref="A1:B9"/><mergeCells count="2"><mergeCell ref="C3:C4"/><mergeCell ref="A1:A2"/></mergeCells><pageMargins/>"#,
            &["A1:A2", "C3:C4"],
        ),
        // What is none: a single cell, upside down, outside any sheet, no place at all.
        (
            r#"<mergeCells><mergeCell ref="A1"/><mergeCell ref="A1:A1"/><mergeCell ref="B2:A1"/><mergeCell ref="A1:XFE1"/><mergeCell ref="?:!"/><mergeCell/></mergeCells>"#,
            &[],
        ),
        ("<mergeCellsX><mergeCell ref=\"A1:B2\"/></mergeCellsX>", &[]),
    ] {
        assert_eq!(areas(&with_tail(tail)).expect(tail), expected, "{tail}");
    }
}

#[test]
fn more_merged_cells_than_any_sheet_has_are_refused() {
    let many = r#"<mergeCell ref="A1:A2"/>"#.repeat(1_000_001);
    let refused = areas(&with_tail(&format!("<mergeCells>{many}</mergeCells>")));
    assert!(refused.expect_err("too many").contains("the merged cells"));
}

#[test]
fn an_opendocument_says_at_a_cell_how_far_it_reaches() {
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let cell = |attributes: &str| {
        format!("<table:table-cell {attributes}><text:p>x</text:p></table:table-cell>")
    };
    let table = [
        row(&cell(r#"table:number-columns-spanned="3" table:number-rows-spanned="1""#)),
        r#"<table:table-row table:number-rows-repeated="4"/>"#.to_owned(),
        row(&format!(
            r#"<table:table-cell table:number-columns-repeated="2"/>{}<table:covered-table-cell/>"#,
            cell(r#"table:number-rows-spanned="2""#)
        )),
    ]
    .concat();
    assert_eq!(areas(&ods(&table)).expect("two"), ["A1:C1", "C6:C7"]);
    let huge = row(&cell(r#"table:number-rows-spanned="99999999999""#));
    assert_eq!(areas(&ods(&huge)).expect("none that a sheet has"), Vec::<String>::new());
}
