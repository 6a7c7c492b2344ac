//! Sheets drawn as texts: what a cell holds shows in how it begins.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// How a row looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowLook {
    bold: bool,
    level: u8,
}

/// A row that looks like any other.
pub(super) const PLAIN: RowLook = RowLook { bold: false, level: 0 };
/// A row of headings.
pub(super) const BOLD: RowLook = RowLook { bold: true, level: 0 };

impl RowLook {
    /// The same so deep in the outline of the sheet.
    pub(super) const fn at(self, level: u8) -> Self {
        Self { level, ..self }
    }
}

/// A row: how it looks, and its cells. `@2027-03-27 08:00` is a date, `:22:30` a time of day, `#4.5`
/// a number, anything else a text.
pub(super) type Drawn = (RowLook, &'static [&'static str]);

/// A sheet and the widths of its columns.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) widths: &'static [f64],
    pub(super) rows: &'static [Drawn],
}

/// The workbook of these sheets.
pub(super) fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2027, 1, 4)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for drawn in sheets {
        let sheet = book.add_worksheet().set_name(drawn.name)?;
        for (col, width) in (0..).zip(drawn.widths) {
            sheet.set_column_width(col, *width)?;
        }
        for (row, (look, cells)) in (0..).zip(drawn.rows) {
            for (col, text) in (0..).zip(*cells) {
                write(sheet, (row, col), text, *look)?;
            }
        }
        // From the deepest level on, so that groups lie within each other.
        for level in (1..=7).rev() {
            let is_in = |(look, _): &&Drawn| look.level >= level;
            let rows = drawn.rows;
            let mut from = 0;
            while from < rows.len() {
                let length = rows[from..].iter().take_while(is_in).count();
                if length > 0 {
                    let (first, last) = (from, from + length - 1);
                    let row = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                    sheet.group_symbols_above(true).group_rows(row(first), row(last))?;
                }
                from += length + 1;
            }
        }
    }
    book.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    text: &str,
    look: RowLook,
) -> Result<(), XlsxError> {
    let format = if look.bold { Format::new().set_bold() } else { Format::new() };
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    match first {
        "" => {}
        "@" if !rest.contains(' ') => {
            let format = format.set_num_format("dd/mm/yyyy");
            sheet.write_with_format(row, col, &ExcelDateTime::parse_from_str(rest)?, &format)?;
        }
        "@" => {
            let format = format.set_num_format("dd/mm/yyyy hh:mm");
            sheet.write_with_format(row, col, &ExcelDateTime::parse_from_str(rest)?, &format)?;
        }
        ":" => {
            let format = format.set_num_format("hh:mm");
            sheet.write_with_format(row, col, &ExcelDateTime::parse_from_str(rest)?, &format)?;
        }
        "#" if let Ok(number) = rest.parse::<f64>() => {
            sheet.write_with_format(row, col, number, &format)?;
        }
        _ => {
            sheet.write_with_format(row, col, text, &format)?;
        }
    }
    Ok(())
}
