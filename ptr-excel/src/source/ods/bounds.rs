//! What marks the end of a table in an `.ods`: the areas that the document has names for, which is
//! what becomes of the lists of other spreadsheets, and the lines around cells.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cells::{Styles, repeat};
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::bounds::{EachLined, Lined, Sides};
use crate::source::merges::{Area, check_count};
use crate::source::xml::attribute;

/// The sides of the cells of a style that have a line, by its properties.
pub(super) fn sides(e: &BytesStart<'_>) -> Result<Sides, LoadError> {
    let is_line = |name| attribute(e, name).map(|it| it.map(|line| !line.starts_with("none")));
    let around = is_line("border")?.unwrap_or_default();
    let mut found = Vec::new();
    for (name, side) in [
        ("border-top", Sides::TOP),
        ("border-bottom", Sides::BOTTOM),
        ("border-left", Sides::LEFT),
        ("border-right", Sides::RIGHT),
    ] {
        found.push((side, is_line(name)?.unwrap_or(around)));
    }
    Ok(found.into_iter().filter(|it| it.1).map(|it| it.0).collect())
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
    let mut xml = Reader::from_str(sheet);
    xml.read_event().map_err(LoadError::damaged)?;
    let style = |e: &BytesStart<'_>, name| -> Result<Option<Sides>, LoadError> {
        let style = attribute(e, name)?;
        Ok(style.map(|it| styles.sides.get(&*it).copied().unwrap_or_default()))
    };
    let index = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    // What cells without a style of their own have from their column or row.
    let mut of_columns: Vec<(u64, Sides)> = Vec::new();
    let (mut row, mut rows, mut col, mut of_row) = (0_u64, 1_u64, 0_u64, None);
    loop {
        let event = xml.read_event().map_err(LoadError::damaged)?;
        let is_start = matches!(event, Event::Start(_));
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-column" => {
                let before = of_columns.last().map_or(0, |it| it.0);
                let end = before.saturating_add(repeat(&e, "number-columns-repeated")?);
                of_columns.push((end, style(&e, "default-cell-style-name")?.unwrap_or_default()));
            }
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-row" => {
                rows = repeat(&e, "number-rows-repeated")?;
                of_row = style(&e, "default-cell-style-name")?;
                col = 0;
                if !is_start {
                    row = row.saturating_add(rows);
                }
            }
            Event::End(e) if e.local_name().as_ref() == "table-row" => {
                row = row.saturating_add(rows);
            }
            Event::Start(e) | Event::Empty(e)
                if matches!(e.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
            {
                let end = col.saturating_add(repeat(&e, "number-columns-repeated")?);
                let own = style(&e, "style-name")?.or(of_row);
                let at = of_columns.partition_point(|(end, _)| *end <= col);
                let of_column = || of_columns.get(at).map(|it| it.1).unwrap_or_default();
                let cells = Lined {
                    rows: (index(row), index(row.saturating_add(rows - 1))),
                    columns: (index(col), index(end - 1)),
                    sides: own.unwrap_or_else(of_column),
                };
                if each(cells).is_break() {
                    return Ok(());
                }
                col = end;
                if is_start {
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
            }
            Event::Start(e) if matches!(e.local_name().as_ref(), "shapes" | "table") => {
                xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
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
