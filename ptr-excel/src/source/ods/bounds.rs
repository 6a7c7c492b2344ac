//! What marks the end of a table in an `.ods`: the areas that the document has names for, which is
//! what becomes of the lists of other spreadsheets, and the lines around cells.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cells::Styles;
use super::walk::{Part, index, walk};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::bounds::{EachLined, Lined, Sides};
use crate::source::merges::{Area, check_count};
use crate::source::xml::attribute;

/// The sides of the cells of a style that have a line, by its properties.
pub(super) fn sides(e: &BytesStart<'_>) -> Result<Sides, LoadError> {
    let is_line = |name| attribute(e, name).map(|it| it.map(|line| !line.starts_with("none")));
    let around = is_line("border")?.unwrap_or_default();
    Ok(Sides::of([
        (Sides::TOP, is_line("border-top")?.unwrap_or(around)),
        (Sides::BOTTOM, is_line("border-bottom")?.unwrap_or(around)),
        (Sides::LEFT, is_line("border-left")?.unwrap_or(around)),
        (Sides::RIGHT, is_line("border-right")?.unwrap_or(around)),
    ]))
}

/// The named areas of a sheet; `content` is what stands behind the last one.
pub(super) fn lists(content: &str, sheet: &str) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    let mut xml = Reader::from_str(content);
    // What follows closes elements that were opened before.
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    loop {
        match xml.read_event().map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "database-range" => {
                let address = attribute(&e, "target-range-address")?.unwrap_or_default();
                areas.extend(area(&address).filter(|(name, _)| name == sheet).map(|it| it.1));
                check_count(&areas)?;
            }
            Event::Eof => return Ok(areas),
            _ => {}
        }
    }
}

/// Hands out the cells of a sheet that have lines around them.
pub(super) fn borders(
    sheet: &str,
    styles: &Styles,
    each: &mut EachLined<'_>,
) -> Result<(), LoadError> {
    let style = |e: &BytesStart<'_>, name| -> Result<Option<Sides>, LoadError> {
        let style = attribute(e, name)?;
        Ok(style.map(|it| styles.sides.get(&*it).copied().unwrap_or_default()))
    };
    // What cells without a style of their own have from their row or column.
    let (mut of_row, mut of_columns) = (None, Vec::<(u64, Sides)>::new());
    walk(sheet, |e, part| {
        match *part {
            Part::Columns(count) => {
                let end = of_columns.last().map_or(0, |it| it.0).saturating_add(count);
                of_columns.push((end, style(e, "default-cell-style-name")?.unwrap_or_default()));
            }
            Part::Row => of_row = style(e, "default-cell-style-name")?,
            Part::Cells { rows: (row, rows), columns: (col, end) } => {
                let own = style(e, "style-name")?.or(of_row);
                let at = of_columns.partition_point(|(end, _)| *end <= col);
                let of_column = || of_columns.get(at).map(|it| it.1).unwrap_or_default();
                return Ok(each(Lined {
                    rows: (index(row), index(row.saturating_add(rows - 1))),
                    columns: (index(col), index(end - 1)),
                    sides: own.unwrap_or_else(of_column),
                }));
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// A sheet and an area of it: `Tasks.A3:Tasks.F9`, `'My plan'.A3:.F9`.
fn area(address: &str) -> Option<(String, Area)> {
    let address = address.trim_start_matches('$');
    let (sheet, first) = match address.strip_prefix('\'') {
        Some(quoted) => {
            // A quote within the name is doubled.
            let mut end = 0;
            loop {
                end += quoted.get(end..)?.find('\'')?;
                if quoted.get(end + 1..)?.starts_with('\'') {
                    end += 2;
                } else {
                    break;
                }
            }
            (quoted[..end].replace("''", "'"), quoted[end + 1..].strip_prefix('.')?)
        }
        None => {
            let (sheet, rest) = address.split_once('.')?;
            (sheet.to_owned(), rest)
        }
    };
    let (first, last) = first.split_once(':')?;
    let (_, last) = last.rsplit_once('.')?;
    let place = |name: &str| name.replace('$', "").parse::<CellName>().ok();
    Some((sheet, Area { first: place(first)?, last: place(last)? }))
}
