//! Sheets drawn as texts: what a cell holds shows in how it begins.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Table, TableColumn, Workbook, Worksheet,
    XlsxError,
};

/// How a row looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowLook {
    bold: bool,
    level: u8,
    part: Part,
}

/// What a row is part of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd)]
enum Part {
    #[default]
    Nothing,
    /// A table with lines around its cells.
    Lined,
    /// A list, which Excel calls a table.
    List,
    /// The sums at its end.
    Sums,
}

/// A row that looks like any other.
pub(super) const PLAIN: RowLook = RowLook { bold: false, level: 0, part: Part::Nothing };
/// A row of headings.
pub(super) const BOLD: RowLook = RowLook { bold: true, ..PLAIN };
/// A row with lines around its cells.
pub(super) const LINED: RowLook = RowLook { part: Part::Lined, ..PLAIN };
/// A row of a list.
pub(super) const LISTED: RowLook = RowLook { part: Part::List, ..PLAIN };
/// The sums of a list.
pub(super) const SUMS: RowLook = RowLook { part: Part::Sums, ..PLAIN };

impl RowLook {
    /// The same with lines around the cells.
    pub(super) const fn lined(self) -> Self {
        Self { part: Part::Lined, ..self }
    }

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
            // All cells have lines, also those on the right that are empty.
            for col in cells.len()..if look.part == Part::Lined { drawn.widths.len() } else { 0 } {
                write(sheet, (row, u16::try_from(col).unwrap_or(u16::MAX)), "", *look)?;
            }
        }
        add_list(sheet, drawn)?;
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

/// Makes a list of the rows that are some of one.
fn add_list(sheet: &mut Worksheet, drawn: &Sheet) -> Result<(), XlsxError> {
    let rows = || (0..).zip(drawn.rows).filter(|(_, (look, _))| look.part >= Part::List);
    let (Some((first, (_, headings))), Some((last, (look, sums)))) = (rows().next(), rows().last())
    else {
        return Ok(());
    };
    let has_sums = look.part == Part::Sums;
    let columns = (0..).zip(*headings).map(|(nth, heading)| {
        let label = sums.get(nth).filter(|_| has_sums).copied().unwrap_or_default();
        TableColumn::new().set_header(*heading).set_total_label(label)
    });
    let columns: Vec<TableColumn> = columns.collect();
    let table = Table::new().set_columns(&columns).set_total_row(has_sums);
    let right = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.add_table(first, 0, last, right, &table)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    text: &str,
    look: RowLook,
) -> Result<(), XlsxError> {
    let format = if look.bold { Format::new().set_bold() } else { Format::new() };
    let is_lined = look.part == Part::Lined;
    let format = if is_lined { format.set_border(FormatBorder::Thin) } else { format };
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    match first {
        "" if is_lined => {
            sheet.write_blank(row, col, &format)?;
        }
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
