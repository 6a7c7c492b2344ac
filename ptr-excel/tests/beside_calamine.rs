//! An `.xlsx` as calamine reads it, which has a reader of its own: both see the same cells.
//!
//! Where the two differ by intent, that has tests of its own: errors younger than the seven that
//! calamine knows, and formulas that were never calculated.

mod support;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{DataRef, Reader, SheetVisible, Xlsx as Calamine};
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use ptr_excel::cells::{CellFault, CellValue};
use ptr_excel::{Limits, Workbook};
use support::Xlsx;

/// Sheets and cells as calamine reads them.
fn by_calamine(bytes: &[u8]) -> Result<Vec<String>, calamine::XlsxError> {
    let mut book = Calamine::new(Cursor::new(bytes))?;
    let mut told = Vec::new();
    let from_1904 = if book.has_1904_epoch() { 1462.0 } else { 0.0 };
    for sheet in book.sheets_metadata().to_vec() {
        told.push(format!("{} {}", sheet.name, sheet.visible != SheetVisible::Visible));
        let mut cells = book.worksheet_cells_reader(&sheet.name)?;
        while let Some(cell) = cells.next_cell()? {
            let value = match cell.get_value() {
                DataRef::Empty | DataRef::SharedString("") => continue,
                DataRef::String(text) if text.is_empty() => continue,
                DataRef::String(text) => format!("{text:?}"),
                DataRef::SharedString(text) => format!("{text:?}"),
                DataRef::Int(number) => number.to_string(),
                DataRef::Float(number) => number.to_string(),
                DataRef::Bool(truth) => truth.to_string(),
                DataRef::DateTime(it) if it.is_duration() => days(it.as_f64()),
                DataRef::DateTime(it) => days(it.as_f64() + from_1904),
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
                DataRef::Error(error) => error.to_string(),
            };
            let (row, col) = cell.get_position();
            told.push(format!("{row} {col} {value}"));
        }
    }
    Ok(told)
}

/// Sheets and cells as this crate reads them.
fn by_us(bytes: &[u8]) -> Result<Vec<String>, ptr_excel::LoadError> {
    let mut book = Workbook::from_bytes(bytes, &Limits::default())?;
    let mut told = Vec::new();
    for (number, sheet) in book.sheets().to_vec().iter().enumerate() {
        told.push(format!("{} {}", sheet.name, sheet.hidden));
        book.cells(number, |cell| {
            let value = match &cell.value {
                CellValue::Unusable(CellFault::NotCalculated) => {
                    return ControlFlow::Continue(());
                }
                CellValue::Text(text) => format!("{text:?}"),
                CellValue::Number(number) | CellValue::Shown { number, .. } => number.to_string(),
                CellValue::Bool(truth) => truth.to_string(),
                CellValue::Date(date) => {
                    let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
                    days_of(*date - NaiveDateTime::from(first))
                }
                CellValue::Duration(time) => days_of(*time),
                CellValue::Unusable(kind) => kind.to_string(),
            };
            told.push(format!("{} {} {value}", cell.at.row, cell.at.col));
            ControlFlow::Continue(())
        })?;
    }
    Ok(told)
}

fn days(days: f64) -> String {
    format!("{days:.5} days")
}

fn days_of(time: chrono::TimeDelta) -> String {
    #[expect(clippy::cast_precision_loss, reason = "dates are less than 2^52 milliseconds")]
    let milliseconds = time.num_milliseconds() as f64;
    days(milliseconds / 86_400_000.0)
}

#[test]
fn workbooks_of_other_programs_hold_the_same_cells() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in ["tests/files", "../examples/data"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a committed folder") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "xlsx") {
                let bytes = std::fs::read(&path).expect("a committed file");
                let theirs = by_calamine(&bytes).expect("calamine reads it");
                assert_eq!(by_us(&bytes).expect("we read it"), theirs, "{}", path.display());
                assert!(theirs.len() > 10, "{} has cells", path.display());
                count += 1;
            }
        }
    }
    assert!(count >= 6, "{count} workbooks");
}

/// A cell without its place; `S` stands for its style.
const CELLS: &[&str] = &[
    r"S/>",
    r"S></c>",
    r"S><v>46109.5</v></c>",
    r"S><v>70</v></c>",
    r#"t="n"><v>-0.25e1</v></c>"#,
    r#"S t="n"><v/></c>"#,
    r"S><v></v></c>",
    r#"t="s"S><v>0</v></c>"#,
    r"t='s'S><v>1</v></c>",
    r#"S t="s"><v>2</v></c>"#,
    r#"S t="s"><v>3</v></c>"#,
    r#"S t="b"><v>1</v></c>"#,
    r#"S t="b"><f>FALSE()</f><v>0</v></c>"#,
    r#"S t="e"><f>1/0</f><v>#DIV/0!</v></c>"#,
    r#"S t="e"><v>#N/A</v></c>"#,
    r#"S t="str"><f>A1&amp;"&lt;"</f><v>a &amp; b&#10;_x000D_c</v></c>"#,
    r#"S t="str"><f>A1</f><v></v></c>"#,
    r#"S t="str"><f t="shared" si="0"/><v> kept </v></c>"#,
    r#"S t="inlineStr"><is><t> trimmed </t></is></c>"#,
    r#"S t="inlineStr"><is><r><t xml:space="preserve">in </t></r><r><rPr/><t>two</t></r></is></c>"#,
    r#"S t="inlineStr"><is><t>漢<!-- c --><![CDATA[<]]></t><rPh><t>カン</t></rPh></is></c>"#,
    r#"S t="inlineStr"><is/></c>"#,
    r"S><f>A1</f></c>",
    r"S><v>text</v></c>",
];

const SHARED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<x:sst xmlns:x="m" count="9"><x:si><x:t>premier</x:t></x:si><x:si/>
<x:si><x:r><x:t>l'</x:t></x:r><x:r><x:t xml:space="preserve">été </x:t></x:r></x:si>
<x:si><x:t>a
b&#13;&quot;_x0041_</x:t></x:si></x:sst>"#;

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy&quot; à &quot;hh:mm"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0&quot;d&quot;;[Red]-0"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf>
<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/><xf/></cellXfs>
<dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>"#;

/// Rows of cells that may say where they stand, with blanks and comments between them.
fn sheet() -> impl Strategy<Value = String> {
    let cell = (1..3_u32, any::<bool>(), 0..7_usize, proptest::sample::select(CELLS));
    let row = (1..3_u32, any::<bool>(), proptest::collection::vec(cell, 0..5), 0..4_usize);
    proptest::collection::vec(row, 0..5).prop_map(|rows| {
        let mut sheet = String::new();
        let mut last = 0;
        for (step, says_row, cells, between) in rows {
            let number = if says_row { last + step } else { last + 1 };
            last = number;
            let name = if says_row { format!(" spans='1:9' r='{number}'") } else { String::new() };
            sheet.extend(["<row", &name, ">"]);
            let mut col = 0;
            for (step, says, style, cell) in cells {
                let name = if says {
                    col += step;
                    format!(" r=\"{}{number}\" ", ptr_excel::a1::column_letters(col - 1))
                } else {
                    col += 1;
                    " ".to_owned()
                };
                let style = if style < 6 { format!(" s=\"{style}\"") } else { String::new() };
                sheet.extend(["<c", &name, &cell.replacen('S', &style, 1)]);
            }
            sheet.push_str("</row>");
            sheet.push_str(["", "\n", "<!-- <row> -->", " <?pi?>\r\n"][between]);
        }
        sheet
    })
}

proptest! {
    #[test]
    fn any_sheet_holds_the_same_cells(rows in sheet(), is_1904 in any::<bool>()) {
        let mut book = Xlsx::rows(&rows);
        (book.shared, book.styles) = (Some(SHARED.to_owned()), STYLES.to_owned());
        if is_1904 {
            let epoch = r#"<workbookPr date1904="1"/><sheets>"#;
            book.workbook = book.workbook.replace("<sheets>", epoch);
        }
        let bytes = book.bytes();
        let theirs = by_calamine(&bytes);
        prop_assert!(theirs.is_ok(), "{rows}: {theirs:?}");
        let ours = by_us(&bytes);
        prop_assert!(ours.is_ok(), "{rows}: {ours:?}");
        prop_assert_eq!(ours.ok(), theirs.ok(), "{}", rows);
    }
}
