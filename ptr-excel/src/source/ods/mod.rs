//! The sheets of an `.ods`, streamed from its one XML document.
//!
//! `OpenDocument` says "this row, a million times" in one element. calamine's reader lays such
//! rows out, and it waits for ever for the end of a table in a document that was cut off inside
//! one; both are beyond repair from outside, so `.ods` has this reader of its own. Repeated
//! emptiness costs a counter here, repeated content is counted before it is handed out.

mod bounds;
mod cells;
mod walk;

use std::borrow::Cow;
use std::io::Read;
use std::ops::{ControlFlow, Range};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::cells::{Filled, Styles, read_row, repeat};
use self::walk::{Part, index, walk};
use super::bounds::{EachLined, Sides};
use super::merges::{Area, check_count};
use super::package::{self, damaged};
use super::usage::SheetUsage;
use super::xml::attribute;
use crate::a1::CellName;
use crate::cells::{Cell, Look};
use crate::error::LoadError;

/// An `.ods`: its document, and where in it each sheet stands.
pub(super) struct Ods {
    content: String,
    tables: Vec<Table>,
    styles: Styles,
}

struct Table {
    name: String,
    hidden: bool,
    span: Range<usize>,
}

impl Ods {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, LoadError> {
        let mut package = package::open(bytes)?;
        let Some(i) = package.index_for_name("content.xml") else {
            return Err(LoadError::damaged("its content is missing"));
        };
        let mut content = String::new();
        let mut part = package.by_index(i).map_err(damaged)?;
        part.read_to_string(&mut content).map_err(LoadError::damaged)?;
        let mut styles = Styles::default();
        let tables = Self::tables(&content, &mut styles)?;
        Ok(Self { content, tables, styles })
    }

    fn tables(content: &str, styles: &mut Styles) -> Result<Vec<Table>, LoadError> {
        let mut tables = Vec::new();
        let mut hidden_styles = Vec::new();
        let mut style = None;
        let mut xml = Reader::from_str(content);
        loop {
            let start = position(&xml);
            match xml.read_event().map_err(LoadError::damaged)? {
                Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "style" => {
                    style = attribute(&e, "name")?.map(Cow::into_owned);
                }
                Event::Start(e) | Event::Empty(e)
                    if e.local_name().as_ref() == "table-properties"
                        && attribute(&e, "display")?.as_deref() == Some("false") =>
                {
                    hidden_styles.extend(style.take());
                }
                Event::Start(e) | Event::Empty(e)
                    if e.local_name().as_ref() == "table-cell-properties" =>
                {
                    if let (sides, Some(style)) = (bounds::sides(&e)?, &style)
                        && sides != Sides::NONE
                    {
                        styles.sides.insert(style.clone(), sides);
                    }
                }
                Event::Start(e) | Event::Empty(e)
                    if e.local_name().as_ref() == "text-properties" =>
                {
                    if attribute(&e, "text-line-through-style")?.is_some_and(|it| it != "none") {
                        styles.struck.extend(style.clone());
                    }
                    if attribute(&e, "font-weight")?.is_some_and(|it| it == "bold") {
                        styles.bold.extend(style.clone());
                    }
                }
                Event::Start(e) if e.local_name().as_ref() == "table" => {
                    let name = attribute(&e, "name")?.unwrap_or_default().into_owned();
                    let hidden = attribute(&e, "style-name")?
                        .is_some_and(|style| hidden_styles.iter().any(|hidden| *hidden == style));
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                    tables.push(Table { name, hidden, span: start..position(&xml) });
                }
                Event::Eof => return Ok(tables),
                _ => {}
            }
        }
    }

    pub(super) fn sheets(&self) -> impl Iterator<Item = (&str, bool)> {
        self.tables.iter().map(|table| (table.name.as_str(), table.hidden))
    }

    /// Hands out the cells of a sheet.
    pub(super) fn cells(
        &self,
        sheet: usize,
        usage: &mut SheetUsage<'_>,
        each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let Some(table) = self.tables.get(sheet) else { return Ok(()) };
        let mut xml = Reader::from_str(&self.content[table.span.clone()]);
        // The sheet's own start, so that what follows is its rows or the groups around them.
        xml.read_event().map_err(LoadError::damaged)?;
        let mut row: u64 = 0;
        let mut col: u64 = 0;
        // How many groups of rows are open around the next one.
        let mut level: u8 = 0;
        let mut filled: Vec<Filled> = Vec::new();
        loop {
            match xml.read_event().map_err(LoadError::damaged)? {
                Event::Start(e) if e.local_name().as_ref() == "table-row" => {
                    let repeat = repeat(&e, "number-rows-repeated")?;
                    let is_hidden = is_hidden(&e)?;
                    filled.clear();
                    read_row(&mut xml, &self.styles, &mut filled)?;
                    if is_hidden && !filled.is_empty() {
                        usage.hide_row(index(row));
                    }
                    if hand_out((row, repeat, level), &filled, usage, each)?.is_break() {
                        return Ok(());
                    }
                    row = row.saturating_add(repeat);
                }
                Event::Empty(e) if e.local_name().as_ref() == "table-row" => {
                    row = row.saturating_add(repeat(&e, "number-rows-repeated")?);
                }
                Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-column" => {
                    let next = col.saturating_add(repeat(&e, "number-columns-repeated")?);
                    if is_hidden(&e)? {
                        usage.hide_columns(index(col), index(next - 1));
                    }
                    col = next;
                }
                Event::Start(e) if e.local_name().as_ref() == "table-row-group" => {
                    level = level.saturating_add(1);
                }
                Event::End(e) if e.local_name().as_ref() == "table-row-group" => {
                    level = level.saturating_sub(1);
                }
                // Drawings over the sheet may hold tables of their own.
                Event::Start(e) if matches!(e.local_name().as_ref(), "shapes" | "table") => {
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The merged cells of a sheet.
    pub(super) fn merges(&self, sheet: usize) -> Result<Vec<Area>, LoadError> {
        let mut areas = Vec::new();
        let Some(table) = self.tables.get(sheet) else { return Ok(areas) };
        let content = &self.content[table.span.clone()];
        if !content.contains("-spanned") {
            return Ok(areas);
        }
        walk(content, |e, part| {
            let Part::Cells { rows: (row, _), columns: (col, _) } = *part else {
                return Ok(ControlFlow::Continue(()));
            };
            let down = repeat(e, "number-rows-spanned")?;
            let right = repeat(e, "number-columns-spanned")?;
            if down > 1 || right > 1 {
                let last_row = row.saturating_add(down - 1);
                let last_col = col.saturating_add(right - 1);
                areas.push(Area {
                    first: CellName { row: index(row), col: index(col) },
                    last: CellName { row: index(last_row), col: index(last_col) },
                });
                check_count(&areas)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(areas)
    }

    /// The areas of a sheet that the document has names for: they stand behind the last sheet.
    pub(super) fn lists(&self, sheet: usize) -> Result<Vec<Area>, LoadError> {
        let Some(table) = self.tables.get(sheet) else { return Ok(Vec::new()) };
        let end = self.tables.iter().map(|table| table.span.end).max().unwrap_or_default();
        bounds::lists(self.content.get(end..).unwrap_or_default(), &table.name)
    }

    /// Hands out the cells of a sheet that have lines around them.
    pub(super) fn borders(&self, sheet: usize, each: &mut EachLined<'_>) -> Result<(), LoadError> {
        match self.tables.get(sheet).filter(|_| !self.styles.sides.is_empty()) {
            Some(table) => bounds::borders(&self.content[table.span.clone()], &self.styles, each),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Ods {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ods").field("tables", &self.tables.len()).finish_non_exhaustive()
    }
}

/// Hands out a row as often as it repeats; what is empty repeats for nothing.
fn hand_out(
    (row, repeat, level): (u64, u64, u8),
    filled: &[Filled],
    usage: &mut SheetUsage<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, LoadError> {
    if filled.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    for row in row..row.saturating_add(repeat) {
        for Filled { col, repeat, value, style } in filled {
            for col in *col..col.saturating_add(*repeat) {
                let at = CellName { row: index(row), col: index(col) };
                let look = Look { is_bold: style.is_bold, level };
                let cell = Cell { at, value: value.as_borrowed(), look };
                usage.admit(&cell)?;
                if style.is_struck {
                    usage.strike(at);
                }
                if let Some(is_far) = style.rounding {
                    usage.round(at, is_far);
                }
                if each(cell).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(e: &BytesStart<'_>) -> Result<bool, LoadError> {
    Ok(attribute(e, "visibility")?.is_some_and(|it| it != "visible"))
}

fn position(xml: &Reader<&[u8]>) -> usize {
    usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX)
}
