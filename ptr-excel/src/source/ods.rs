//! The sheets of an `.ods`, streamed from its one XML document.
//!
//! `OpenDocument` says "this row, a million times" in one element. calamine's reader lays such
//! rows out, and it waits for ever for the end of a table in a document that was cut off inside
//! one; both are beyond repair from outside, so `.ods` has this reader of its own. Repeated
//! emptiness costs a counter here, repeated content is counted before it is handed out.

use std::borrow::Cow;
use std::io::Read;
use std::ops::{ControlFlow, Range};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::merges::{Area, check_count};
use super::meter::SheetMeter;
use super::package::{self, damaged};
use super::xml::attribute;
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue};
use crate::error::LoadError;

/// An `.ods`: its document, and where in it each sheet stands.
pub(super) struct Ods {
    content: String,
    tables: Vec<Table>,
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
        let tables = Self::tables(&content)?;
        Ok(Self { content, tables })
    }

    fn tables(content: &str) -> Result<Vec<Table>, LoadError> {
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
        meter: &mut SheetMeter<'_>,
        each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
    ) -> Result<(), LoadError> {
        let Some(table) = self.tables.get(sheet) else { return Ok(()) };
        let mut xml = Reader::from_str(&self.content[table.span.clone()]);
        // The sheet's own start, so that what follows is its rows or the groups around them.
        xml.read_event().map_err(LoadError::damaged)?;
        let mut row: u64 = 0;
        let mut filled: Vec<Filled> = Vec::new();
        loop {
            match xml.read_event().map_err(LoadError::damaged)? {
                Event::Start(e) if e.local_name().as_ref() == "table-row" => {
                    let repeat = repeat(&e, "number-rows-repeated")?;
                    filled.clear();
                    read_row(&mut xml, &mut filled)?;
                    if hand_out(row, repeat, &filled, meter, each)?.is_break() {
                        return Ok(());
                    }
                    row = row.saturating_add(repeat);
                }
                Event::Empty(e) if e.local_name().as_ref() == "table-row" => {
                    row = row.saturating_add(repeat(&e, "number-rows-repeated")?);
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
}

impl Ods {
    /// The merged cells of a sheet.
    pub(super) fn merges(&self, sheet: usize) -> Result<Vec<Area>, LoadError> {
        let mut areas = Vec::new();
        let Some(table) = self.tables.get(sheet) else { return Ok(areas) };
        let content = &self.content[table.span.clone()];
        if !content.contains("-spanned") {
            return Ok(areas);
        }
        let index = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let mut xml = Reader::from_str(content);
        xml.read_event().map_err(LoadError::damaged)?;
        let (mut row, mut col): (u64, u64) = (0, 0);
        let mut rows: u64 = 1;
        loop {
            let event = xml.read_event().map_err(LoadError::damaged)?;
            let is_start = matches!(event, Event::Start(_));
            match event {
                Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "table-row" => {
                    rows = repeat(&e, "number-rows-repeated")?;
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
                    let down = repeat(&e, "number-rows-spanned")?;
                    let right = repeat(&e, "number-columns-spanned")?;
                    if down > 1 || right > 1 {
                        let last_row = row.saturating_add(down - 1);
                        let last_col = col.saturating_add(right - 1);
                        areas.push(Area {
                            first: CellName { row: index(row), col: index(col) },
                            last: CellName { row: index(last_row), col: index(last_col) },
                        });
                        check_count(&areas)?;
                    }
                    col = col.saturating_add(repeat(&e, "number-columns-repeated")?);
                    if is_start {
                        xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                    }
                }
                Event::Start(e) if matches!(e.local_name().as_ref(), "shapes" | "table") => {
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
                Event::Eof => return Ok(areas),
                _ => {}
            }
        }
    }
}

impl std::fmt::Debug for Ods {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ods").field("tables", &self.tables.len()).finish_non_exhaustive()
    }
}

/// A value that fills one or more cells side by side.
struct Filled {
    col: u64,
    repeat: u64,
    value: CellValue<'static>,
}

/// Hands out a row as often as it repeats; what is empty repeats for nothing.
fn hand_out(
    row: u64,
    repeat: u64,
    filled: &[Filled],
    meter: &mut SheetMeter<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, LoadError> {
    if filled.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    for row in row..row.saturating_add(repeat) {
        for Filled { col, repeat, value } in filled {
            for col in *col..col.saturating_add(*repeat) {
                let index = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
                let at = CellName { row: index(row), col: index(col) };
                let cell = Cell { at, value: value.as_borrowed() };
                meter.admit(&cell)?;
                if each(cell).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn read_row(xml: &mut Reader<&[u8]>, filled: &mut Vec<Filled>) -> Result<(), LoadError> {
    let mut col: u64 = 0;
    loop {
        match xml.read_event().map_err(LoadError::damaged)? {
            Event::Start(e) => {
                let repeat = repeat(&e, "number-columns-repeated")?;
                if e.local_name().as_ref() == "table-cell" {
                    let value = read_cell(xml, &e)?;
                    filled.extend(value.map(|value| Filled { col, repeat, value }));
                } else {
                    // What a merged cell covers nobody sees.
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
                col = col.saturating_add(repeat);
            }
            Event::Empty(e) => {
                let repeat = repeat(&e, "number-columns-repeated")?;
                if e.local_name().as_ref() == "table-cell" {
                    let value = Typed::of(&e)?.value(None);
                    filled.extend(value.map(|value| Filled { col, repeat, value }));
                }
                col = col.saturating_add(repeat);
            }
            Event::End(e) if e.local_name().as_ref() == "table-row" => return Ok(()),
            Event::Eof => return Err(LoadError::truncated("its content ends inside a row")),
            _ => {}
        }
    }
}

fn read_cell(
    xml: &mut Reader<&[u8]>,
    e: &BytesStart<'_>,
) -> Result<Option<CellValue<'static>>, LoadError> {
    let typed = Typed::of(e)?;
    if typed.is_text_in_content() {
        let text = read_text(xml, e)?;
        return Ok(typed.value(Some(text)));
    }
    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
    Ok(typed.value(None))
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Typed {
    kind: String,
    value: Option<String>,
    is_error: bool,
    is_formula: bool,
}

impl Typed {
    fn of(e: &BytesStart<'_>) -> Result<Self, LoadError> {
        let mut typed = Self::default();
        for attribute in e.attributes() {
            let attribute = attribute.map_err(LoadError::damaged)?;
            let text =
                || attribute.normalized_value(XmlVersion::Implicit1_0).map_err(LoadError::damaged);
            match attribute.key.as_ref() {
                "office:value-type" => typed.kind = text()?.into_owned(),
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => {
                    typed.value = Some(text()?.into_owned());
                }
                "calcext:value-type" => typed.is_error = text()? == "error",
                "table:formula" => typed.is_formula = true,
                _ => {}
            }
        }
        Ok(typed)
    }

    /// LibreOffice writes the name of an error as the cell's text, beside an empty value.
    /// A formula that gives an empty text it writes without a type.
    fn is_text_in_content(&self) -> bool {
        let is_text = self.kind == "string" || (self.kind.is_empty() && self.is_formula);
        self.is_error || (is_text && self.value.is_none())
    }

    fn value(self, content: Option<String>) -> Option<CellValue<'static>> {
        if self.is_error {
            let name = content.filter(|name| !name.is_empty()).unwrap_or_else(|| "#N/A".to_owned());
            return Some(CellValue::Fault(CellFault::Error(name.into())));
        }
        match (self.kind.as_str(), self.value) {
            ("string", value) => CellValue::text(value.or(content).unwrap_or_default()),
            ("float" | "percentage" | "currency", Some(value)) => Some(match value.parse() {
                Ok(number) => CellValue::number(number),
                Err(_) => CellValue::Fault(CellFault::Text(value)),
            }),
            ("date", Some(value)) => Some(CellValue::iso_date(&value)),
            ("time", Some(value)) => Some(CellValue::iso_duration(&value)),
            ("boolean", Some(value)) => Some(CellValue::Bool(value == "true")),
            ("", None) if content.is_some() => CellValue::text(content.unwrap_or_default()),
            _ if self.is_formula => Some(CellValue::Fault(CellFault::NotCalculated)),
            _ => None,
        }
    }
}

/// The paragraphs of a cell, joined by line breaks, without notes and drawings.
fn read_text(xml: &mut Reader<&[u8]>, cell: &BytesStart<'_>) -> Result<String, LoadError> {
    /// As many spaces as a cell may hold characters.
    const MOST_SPACES: u64 = 32_767;
    let mut text = String::new();
    let mut paragraphs = 0;
    let mut depth = 0;
    let mut spaces: u64 = 0;
    loop {
        let event = xml.read_event().map_err(LoadError::damaged)?;
        if let Event::Start(e) | Event::Empty(e) = &event {
            match e.local_name().as_ref() {
                "p" => {
                    paragraphs += 1;
                    if paragraphs > 1 {
                        text.push('\n');
                    }
                }
                "s" => {
                    let count = repeat(e, "c")?;
                    spaces = spaces.saturating_add(count);
                    if spaces > MOST_SPACES {
                        return Err(LoadError::damaged(
                            "a cell asks for more spaces than it can hold",
                        ));
                    }
                    text.extend((0..count).map(|_| ' '));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            }
        }
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "annotation" | "frame" | "g" | "custom-shape" | "object" | "table" => {
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
                _ => depth += 1,
            },
            Event::End(e) if depth == 0 => {
                debug_assert_eq!(e.name(), cell.name());
                return Ok(text);
            }
            Event::End(_) => depth -= 1,
            Event::Text(t) if depth > 0 => text.push_str(&t.xml10_content()),
            Event::CData(t) if depth > 0 => text.push_str(&t.xml10_content()),
            Event::GeneralRef(e) if depth > 0 => {
                match (e.resolve_char_ref().map_err(LoadError::damaged)?, e.as_ref()) {
                    (Some(c), _) => text.push(c),
                    (None, name) => {
                        let entity = quick_xml::escape::resolve_xml_entity(name);
                        text.push_str(entity.ok_or_else(|| {
                            LoadError::damaged(format!(
                                "its content names an unknown entity `{name}`"
                            ))
                        })?);
                    }
                }
            }
            Event::Eof => return Err(LoadError::truncated("its content ends inside a cell")),
            _ => {}
        }
    }
}

/// How often an element repeats; at least once.
fn repeat(e: &BytesStart<'_>, name: &str) -> Result<u64, LoadError> {
    match attribute(e, name)? {
        None => Ok(1),
        Some(count) => match count.parse::<u64>() {
            Ok(count) => Ok(count.max(1)),
            Err(_) => Err(LoadError::damaged(format!("`{count}` is no number of repetitions"))),
        },
    }
}

fn position(xml: &Reader<&[u8]>) -> usize {
    usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX)
}
