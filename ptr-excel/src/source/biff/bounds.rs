//! What marks the end of a table in an `.xls`: the records of lists, and the lines around cells.

use super::records::{FORMULA, LABEL_SHARED, NUMBERS, SINGLE_CELLS, sheet};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::bounds::{EachLined, Lined};
use crate::source::le::{u16_at, u32_at};
use crate::source::looks::Styles;
use crate::source::merges::{Area, check_count};

const LIST: u16 = 0x0872;
const YOUNGER_LIST: u16 = 0x0878;
const BLANK: u16 = 0x0201;
const BLANKS: u16 = 0x00BE;

/// The lists of the sheet with this name, each with its headings and without its sums.
pub(in crate::source) fn lists(stream: &[u8], name: &str) -> Result<Vec<Area>, LoadError> {
    let mut lists = Vec::new();
    let Some(mut records) = sheet(stream, name)? else { return Ok(lists) };
    while let Some((kind, data)) = records.next()? {
        // Other features of a sheet have records of the same kind.
        if !matches!(kind, LIST | YOUNGER_LIST) || u16_at(data, 12) != 5 || u16_at(data, 19) == 0 {
            continue;
        }
        let areas = 27;
        let place = |row, col| CellName {
            row: u16_at(data, areas + row).into(),
            col: u16_at(data, areas + col).into(),
        };
        let sums = u32_at(data, areas + 8 * usize::from(u16_at(data, 19)) + 12);
        let mut list = Area { first: place(0, 4), last: place(2, 6) };
        list.last.row = list.last.row.saturating_sub(sums);
        lists.push(list);
        check_count(&lists)?;
    }
    Ok(lists)
}

/// Hands out the cells of a sheet that have lines around them.
pub(in crate::source) fn borders(
    stream: &[u8],
    name: &str,
    styles: &Styles,
    each: &mut EachLined<'_>,
) -> Result<(), LoadError> {
    let Some(mut records) = sheet(stream, name)? else { return Ok(()) };
    while let Some((kind, data)) = records.next()? {
        // Several cells side by side have a style every so many bytes.
        let step = match kind {
            BLANKS => 2,
            NUMBERS => 6,
            BLANK | FORMULA | LABEL_SHARED => data.len(),
            kind if SINGLE_CELLS.contains(&kind) => data.len(),
            _ => continue,
        };
        let (row, first) = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
        let cells = data.get(4..).unwrap_or_default().chunks(step.max(2));
        let cells = cells.filter(|cell| cell.len() == step || step == data.len());
        for (col, cell) in (first..).zip(cells) {
            let lined = lined(styles, row, col, u16_at(cell, 0));
            if each(lined).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn lined(styles: &Styles, row: u32, col: u32, style: u16) -> Lined {
    Lined { rows: (row, row), columns: (col, col), sides: styles.sides(style.into()) }
}
