//! What marks the end of a table in an `.xlsb`: its lists, each in a part of its own, and the lines
//! around cells.

use super::records::{CELLS, END_OF_SHEET, FORMULA_ERROR, RICH_TEXT, ROW, Records};
use super::{sheets, styles};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::bounds::{EachLined, Lined};
use crate::source::le::u32_at;
use crate::source::merges::{Area, check_count};
use crate::source::package;
use crate::source::parts::{beside, read_part, relationships, relationships_of};

const BLANK: u16 = 0x0001;
const LIST: u16 = 0x0157;

/// The lists of a sheet, each with its headings and without its sums.
pub(in crate::source) fn lists(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    let mut lists = Vec::new();
    let mut package = package::open(bytes)?;
    let Some(part) = sheets::part(&mut package, sheet)? else { return Ok(lists) };
    for related in relationships(&mut package, &relationships_of(&part))? {
        if !related.is_of_kind("table") {
            continue;
        }
        let Some(found) = read_part(&mut package, &beside(&part, &related.target))? else {
            continue;
        };
        let mut records = Records::new(found);
        while let Some(kind) = records.next()? {
            if kind != LIST {
                records.skip()?;
                continue;
            }
            let data = records.data()?;
            let place = |row, col| CellName { row: u32_at(data, row), col: u32_at(data, col) };
            let mut list = Area { first: place(0, 8), last: place(4, 12) };
            list.last.row = list.last.row.saturating_sub(u32_at(data, 28));
            lists.push(list);
            check_count(&lists)?;
        }
    }
    Ok(lists)
}

/// Hands out the cells of a sheet that have lines around them.
pub(in crate::source) fn borders(
    bytes: &[u8],
    sheet: &str,
    each: &mut EachLined<'_>,
) -> Result<(), LoadError> {
    let styles = styles::read(bytes)?;
    let mut package = package::open(bytes)?;
    let Some(part) = sheets::part(&mut package, sheet)? else { return Ok(()) };
    let Some(part) = read_part(&mut package, &part)? else { return Ok(()) };
    let mut records = Records::new(part);
    let mut row = 0;
    while let Some(kind) = records.next()? {
        match kind {
            ROW => row = u32_at(records.data()?, 0),
            END_OF_SHEET => break,
            BLANK | FORMULA_ERROR | RICH_TEXT => {}
            kind if CELLS.contains(&kind) => {}
            _ => {
                records.skip()?;
                continue;
            }
        }
        if kind == ROW {
            continue;
        }
        let data = records.data()?;
        let (col, style) = (u32_at(data, 0), (u32_at(data, 4) & 0x00FF_FFFF) as usize);
        let sides = styles.sides(style);
        if each(Lined { rows: (row, row), columns: (col, col), sides }).is_break() {
            break;
        }
    }
    Ok(())
}
