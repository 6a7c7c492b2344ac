//! A table that ends where the file marks it: by the list that Excel made of it, or by its lines.

mod support;

use ptr_core::language::Language;
use ptr_excel::{Layout, Limits, WorkbookError, load_bytes};
use rust_xlsxwriter::{
    Format, FormatBorder, Table, TableColumn, TableFunction, Workbook, Worksheet,
};
use support::drawn::{layout, loaded, told};
use support::legacy::{compound, dimensions, record, stream};

fn tasks(last_row: &str) -> Layout {
    layout(&format!(
        "steps: {{sheet: Tasks, last_row: {last_row}, columns: {{phase: null, dry_runs: null, start: null}}}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null"
    ))
}

const ROWS: [[&str; 3]; 3] = [["ID", "Title", "Predecessors"], ["a", "A", ""], ["b", "B", "a"]];

/// Tasks from B3 on, and a row of something else right below.
fn sheet(form: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tasks").expect("a name");
    sheet.write(0, 1, "The plan of the weekend").expect("a cell");
    for (row, cells) in (2..).zip(ROWS) {
        for (col, text) in (1..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, col, text).expect("a cell");
        }
    }
    form(sheet);
    book.save_to_buffer().expect("a workbook")
}

/// The lines of a table around each of its cells, empty ones too.
fn lines(sheet: &mut Worksheet, line: &Format) {
    for (row, cells) in (2..).zip(ROWS) {
        for (col, text) in (1..).zip(cells) {
            if text.is_empty() {
                sheet.write_blank(row, col, line).expect("a cell");
            } else {
                sheet.write_with_format(row, col, text, line).expect("a cell");
            }
        }
    }
}

fn notes(sheet: &mut Worksheet, row: u32) {
    sheet.write_row(row, 1, ["On call", "Ines", "Tom"]).expect("cells");
    sheet.write_row(row + 1, 1, ["Bridge", "Ada", "Bob"]).expect("cells");
}

fn ids(bytes: Vec<u8>, last_row: &str) -> (Vec<String>, Vec<String>) {
    let read = loaded(bytes, &tasks(last_row));
    let mut told = told(&read.warnings);
    told.retain(|it| !it.starts_with("no-start"));
    (read.plan.steps().iter().map(|it| it.id.to_string()).collect(), told)
}

#[test]
fn a_list_ends_with_its_last_row_and_its_sums_are_none() {
    let with_sums = sheet(|sheet| {
        let columns = ROWS[0].map(|name| TableColumn::new().set_header(name));
        let mut columns = columns.to_vec();
        columns[2] =
            TableColumn::new().set_header(ROWS[0][2]).set_total_function(TableFunction::Count);
        let table = Table::new().set_columns(&columns).set_total_row(true);
        sheet.add_table(2, 1, 5, 3, &table).expect("a table");
        sheet.write(5, 1, "Count").expect("a cell");
        notes(sheet, 6);
    });
    let expected = ["a", "b"].map(str::to_owned).to_vec();
    assert_eq!(
        ids(with_sums, "list"),
        (expected.clone(), vec!["rows-left-out Tasks!B6".to_owned()])
    );
    let plain = sheet(|sheet| {
        sheet.add_table(2, 1, 4, 3, &Table::new()).expect("a table");
        for (row, cells) in (2..).zip(ROWS) {
            sheet.write_row(row, 1, cells).expect("cells");
        }
        notes(sheet, 5);
        sheet.add_table(7, 1, 9, 3, &Table::new()).expect("a table");
    });
    let (found, warnings) = ids(plain, "list");
    assert_eq!((found, warnings), (expected, vec!["rows-left-out Tasks!B6".to_owned()]));
}

#[test]
fn a_table_ends_with_its_lines_however_they_are_drawn() {
    let thin = FormatBorder::Thin;
    for line in [
        Format::new().set_border(thin),
        Format::new().set_border_bottom(thin),
        Format::new().set_border_top(thin),
        Format::new().set_border_left(thin).set_border_right(thin),
    ] {
        let bytes = sheet(|sheet| {
            lines(sheet, &line);
            notes(sheet, 5);
        });
        let expected = ["a", "b"].map(str::to_owned).to_vec();
        assert_eq!(ids(bytes, "border"), (expected, vec!["rows-left-out Tasks!B6".to_owned()]));
    }
    // A frame around the table: what is within has no lines.
    let framed = sheet(|sheet| {
        let side = |side: fn(Format, FormatBorder) -> Format| side(Format::new(), thin);
        for (row, cells) in (2..5).zip(ROWS) {
            let left = side(Format::set_border_left);
            let left = if row == 4 { left.set_border_bottom(thin) } else { left };
            sheet.write_with_format(row, 1, cells[0], &left).expect("a cell");
            let right = side(Format::set_border_right);
            if cells[2].is_empty() {
                sheet.write_blank(row, 3, &right).expect("a cell");
            } else {
                sheet.write_with_format(row, 3, cells[2], &right).expect("a cell");
            }
        }
        notes(sheet, 5);
    });
    assert_eq!(ids(framed, "border").0, ["a", "b"]);
}

#[test]
fn a_table_of_which_nothing_marks_the_end_is_told() {
    for (mark, expected) in [("list", "list, blank"), ("border", "lines")] {
        let bytes = sheet(|sheet| notes(sheet, 5));
        let found = load_bytes(bytes, &tasks(mark), &Limits::default());
        let Err(WorkbookError::Problems(problems)) = found else { panic!("{mark}: {found:?}") };
        let first = &problems.as_slice()[0];
        assert_eq!(told(std::slice::from_ref(first)), ["no-table-end Tasks!B4"], "{mark}");
        let message = first.message(&Language::english());
        assert!(message.contains("last_row") || message.contains(expected), "{message}");
    }
}

/// Rows below each other, from the first one on, and a row of something else right below.
const WITH_NOTES: [[&str; 3]; 4] = [ROWS[0], ROWS[1], ROWS[2], ["On call", "Ines", "Tom"]];

/// The ids of a table in the sheet that is named.
fn ids_in(sheet: &str, bytes: Vec<u8>, last_row: &str) -> Vec<String> {
    let mut layout = tasks(last_row);
    layout.steps.sheet = Some(sheet.to_owned());
    let steps = loaded(bytes, &layout).plan;
    steps.steps().iter().map(|it| it.id.to_string()).collect()
}

#[test]
fn an_ods_ends_a_table_by_a_named_area_or_by_lines() {
    let cell = |text: &str, style: &str| match text {
        "" => format!(r#"<table:table-cell table:style-name="{style}"/>"#),
        text => format!(
            r#"<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        ),
    };
    let rows = |lined: usize| -> String {
        let row = |(nth, cells): (usize, &[&str; 3])| {
            let style = if nth < lined { "lined" } else { "plain" };
            let cells: String = cells.iter().map(|text| cell(text, style)).collect();
            format!("<table:table-row>{cells}</table:table-row>")
        };
        WITH_NOTES.iter().enumerate().map(row).collect()
    };
    let document = |rows: &str, areas: &str| {
        let styles = r#"<office:automatic-styles><style:style style:name="lined" style:family="table-cell"><style:table-cell-properties fo:border="0.06pt solid #000000"/></style:style><style:style style:name="plain" style:family="table-cell"/></office:automatic-styles>"#;
        let content = format!(
            r#"<office:document-content>{styles}<office:body><office:spreadsheet><table:table table:name="My tasks">{rows}</table:table>{areas}</office:spreadsheet></office:body></office:document-content>"#
        );
        support::ods_content(content.as_bytes())
    };
    let area = r#"<table:database-ranges><table:database-range table:name="Plan" table:target-range-address="'My tasks'.A1:'My tasks'.C3"/></table:database-ranges>"#;
    assert_eq!(ids_in("My tasks", document(&rows(0), area), "list"), ["a", "b"]);
    assert_eq!(ids_in("My tasks", document(&rows(3), ""), "border"), ["a", "b"]);
}

#[test]
fn an_xls_ends_a_table_by_a_list_without_its_sums_or_by_lines() {
    let label = |row: usize, col: usize, style: u16, text: &str| {
        let place = [row, col, style.into(), text.len()];
        let place = place.map(|it| u16::try_from(it).expect("a small number").to_le_bytes());
        record(0x0204, &[&place.concat()[..], &[0], text.as_bytes()].concat())
    };
    let style = |bottom: u8| {
        let mut style = [0; 20];
        style[11] = bottom << 4;
        record(0x00E0, &style)
    };
    let cells = |lined: usize| -> Vec<u8> {
        let row = |(row, cells): (usize, &[&str; 3])| -> Vec<u8> {
            let cell = |(col, text): (usize, &&str)| match *text {
                "" => Vec::new(),
                text => label(row, col, u16::from(row < lined), text),
            };
            cells.iter().enumerate().flat_map(cell).collect()
        };
        let all = WITH_NOTES.iter().enumerate().flat_map(row);
        [dimensions((0, 4), (0, 3)), all.collect()].concat()
    };
    let globals = [style(0), style(1)].concat();
    let file = |sheet: &[u8]| compound(&[("Workbook", &stream(&globals, &[sheet]))]);
    assert_eq!(ids_in("AA", file(&cells(3)), "border"), ["a", "b"]);
    // A feature of the sheet of the kind of lists, over one area, that ends with a row of sums.
    let mut list = vec![0; 27 + 8 + 16];
    (list[12], list[19]) = (5, 1);
    for (at, number) in [(27, 0), (29, 3), (31, 0), (33, 2), (43, 1), (47, 1)] {
        list[at] = number;
    }
    let with_list = [cells(0), record(0x0872, &list)].concat();
    assert_eq!(ids_in("AA", file(&with_list), "list"), ["a", "b"]);
}

#[test]
fn a_table_as_text_has_neither_lists_nor_lines() {
    let layout = tasks("border");
    let found = load_bytes(b"ID,Title,Predecessors\na,A,\n".to_vec(), &layout, &Limits::default());
    let Err(WorkbookError::Problems(problems)) = found else { panic!("{found:?}") };
    assert_eq!(problems.as_slice()[0].code(), "no-table-end");
}
