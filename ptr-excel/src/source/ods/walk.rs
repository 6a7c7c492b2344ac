//! The places of a sheet's cells in an `.ods`, where one element may stand for many rows or columns.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cells::repeat;
use crate::error::LoadError;

/// What an element of a sheet stands for; all counted from zero.
pub(super) enum Part {
    /// So many columns, before any row.
    Columns(u64),
    /// A row, before its cells.
    Row,
    /// Cells.
    Cells {
        /// The first row, and how many.
        rows: (u64, u64),
        /// The first column, and the first one behind.
        columns: (u64, u64),
    },
}

/// Hands out columns, rows and cells of a sheet, each with its element; what is within a cell is
/// left out.
pub(super) fn walk(
    sheet: &str,
    mut each: impl FnMut(&BytesStart<'_>, &Part) -> Result<ControlFlow<()>, LoadError>,
) -> Result<(), LoadError> {
    let mut xml = Reader::from_str(sheet);
    xml.read_event().map_err(LoadError::damaged)?;
    let (mut row, mut rows, mut col) = (0_u64, 1_u64, 0_u64);
    loop {
        let event = xml.read_event().map_err(LoadError::damaged)?;
        let is_start = matches!(event, Event::Start(_));
        let (element, part) = match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-column" => {
                let part = Part::Columns(repeat(&e, "number-columns-repeated")?);
                (e, part)
            }
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-row" => {
                rows = repeat(&e, "number-rows-repeated")?;
                col = 0;
                if !is_start {
                    row = row.saturating_add(rows);
                }
                (e, Part::Row)
            }
            Event::End(e) if e.local_name().as_ref() == "table-row" => {
                row = row.saturating_add(rows);
                continue;
            }
            Event::Start(e) | Event::Empty(e)
                if matches!(e.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
            {
                let end = col.saturating_add(repeat(&e, "number-columns-repeated")?);
                let part = Part::Cells { rows: (row, rows), columns: (col, end) };
                col = end;
                (e, part)
            }
            // Drawings over the sheet may hold tables of their own.
            Event::Start(e) if matches!(e.local_name().as_ref(), "shapes" | "table") => {
                xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                continue;
            }
            Event::Eof => return Ok(()),
            _ => continue,
        };
        if each(&element, &part)?.is_break() {
            return Ok(());
        }
        if is_start && matches!(part, Part::Cells { .. }) {
            xml.read_to_end(element.name()).map_err(LoadError::damaged)?;
        }
    }
}

/// A place as it is counted elsewhere.
pub(super) fn index(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
