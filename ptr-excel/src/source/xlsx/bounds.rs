//! The lists of a sheet, each in a part of its own, and the lines around its cells.

use quick_xml::events::Event;

use super::markup::Markup;
use super::merges::area;
use super::sheet::{number, row};
use super::token::Token;
use super::window::Source;
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::bounds::{EachLined, Lined, Sides};
use crate::source::merges::{Area, check_count};
use crate::source::package::Package;
use crate::source::parts::{beside, read_xml, relationships, relationships_of};
use crate::source::xml::attribute;

/// The lists of the sheet in a part, each with its headings and without its sums.
pub(super) fn lists(package: &mut Package<'_>, part: &str) -> Result<Vec<Area>, LoadError> {
    let mut lists = Vec::new();
    for related in relationships(package, &relationships_of(part))? {
        if related.is_of_kind("table") {
            lists.extend(list(package, &beside(part, &related.target))?);
            check_count(&lists)?;
        }
    }
    Ok(lists)
}

fn list(package: &mut Package<'_>, part: &str) -> Result<Option<Area>, LoadError> {
    let Some(mut xml) = read_xml(package, part)? else { return Ok(None) };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table" => {
                let Some(mut list) = attribute(&e, "ref")?.and_then(|it| area(it.as_bytes()))
                else {
                    return Ok(None);
                };
                let sums = attribute(&e, "totalsRowCount")?;
                let sums: u32 = sums.and_then(|count| count.parse().ok()).unwrap_or_default();
                list.last.row = list.last.row.saturating_sub(sums);
                return Ok(Some(list));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// Hands out the cells that have lines; `sides` are those of each style.
pub(super) fn borders(
    mut markup: Markup<impl Source>,
    sides: &[Sides],
    each: &mut EachLined<'_>,
) -> Result<(), LoadError> {
    // Where a cell stands that does not say.
    let mut next = CellName { row: 0, col: 0 };
    loop {
        match markup.next()? {
            Token::Start(tag) if tag.name == b"c" => {
                let place = tag.attribute(b"r")?.and_then(CellName::anywhere);
                let at = place.unwrap_or(next);
                next = CellName { row: at.row, col: at.col.saturating_add(1) };
                let style = tag.attribute(b"s")?.and_then(number).unwrap_or_default();
                let sides = sides.get(style).copied().unwrap_or_default();
                let cells = Lined { rows: (at.row, at.row), columns: (at.col, at.col), sides };
                if each(cells).is_break() {
                    return Ok(());
                }
            }
            Token::Start(tag) if tag.name == b"row" => {
                let found = tag.attribute(b"r")?.and_then(row).unwrap_or(next.row);
                let behind = u32::from(tag.is_empty);
                next = CellName { row: found.saturating_add(behind), col: 0 };
            }
            Token::End(b"row") => next = CellName { row: next.row.saturating_add(1), col: 0 },
            Token::End(b"sheetData") | Token::Over => return Ok(()),
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
}
