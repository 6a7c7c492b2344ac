//! A table that ends where the file marks it: by the list that Excel made of it, or by its lines.

mod support;

use ptr_core::language::Language;
use ptr_excel::{Layout, Limits, WorkbookError, load_bytes};
use rust_xlsxwriter::{
    Format, FormatBorder, Table, TableColumn, TableFunction, Workbook, Worksheet,
};
use support::drawn::{layout, loaded, told};

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

#[test]
fn a_table_as_text_has_neither_lists_nor_lines() {
    let layout = tasks("border");
    let found = load_bytes(b"ID,Title,Predecessors\na,A,\n".to_vec(), &layout, &Limits::default());
    let Err(WorkbookError::Problems(problems)) = found else { panic!("{found:?}") };
    assert_eq!(problems.as_slice()[0].code(), "no-table-end");
}
