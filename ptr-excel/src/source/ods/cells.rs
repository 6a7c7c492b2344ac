//! The cells of one row of an `.ods`: their values, and the texts in them.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::cells::{CellFault, CellValue, plain_number};
use crate::error::LoadError;
use crate::source::bounds::Sides;
use crate::source::number_format::shown_as;
use crate::source::rounding;
use crate::source::xml::attribute;

/// A value that fills one or more cells side by side.
pub(super) struct Filled {
    pub(super) col: u64,
    pub(super) repeat: u64,
    pub(super) value: CellValue<'static>,
    pub(super) style: Style,
}

/// How a cell looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Whether all of it or a part is struck through.
    pub(super) is_struck: bool,
    pub(super) is_bold: bool,
    /// Whether it shows fewer decimals than it holds; then, whether by more than a hundredth.
    pub(super) rounding: Option<bool>,
}

/// The styles of a document that are not plain, by their names.
#[derive(Default)]
pub(super) struct Styles {
    pub(super) struck: BTreeSet<String>,
    pub(super) bold: BTreeSet<String>,
    /// The lines around their cells.
    pub(super) sides: BTreeMap<String, Sides>,
}

impl Styles {
    /// The style of a cell, or of a part of its text.
    fn of(&self, e: &BytesStart<'_>) -> Result<Style, LoadError> {
        if self.struck.is_empty() && self.bold.is_empty() {
            return Ok(Style::default());
        }
        Ok(attribute(e, "style-name")?.map_or_else(Style::default, |name| Style {
            is_struck: self.struck.contains(&*name),
            is_bold: self.bold.contains(&*name),
            rounding: None,
        }))
    }
}

/// Reads the cells of a row that hold something, up to its end.
pub(super) fn read_row(
    xml: &mut Reader<&[u8]>,
    styles: &Styles,
    filled: &mut Vec<Filled>,
) -> Result<(), LoadError> {
    let mut col: u64 = 0;
    loop {
        match xml.read_event().map_err(LoadError::damaged)? {
            Event::Start(e) => {
                let repeat = repeat(&e, "number-columns-repeated")?;
                if e.local_name().as_ref() == "table-cell" {
                    let (value, style) = read_cell(xml, &e, styles)?;
                    filled.extend(value.map(|value| Filled { col, repeat, value, style }));
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
                    let style = styles.of(&e)?;
                    filled.extend(value.map(|value| Filled { col, repeat, value, style }));
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
    styles: &Styles,
) -> Result<(Option<CellValue<'static>>, Style), LoadError> {
    let typed = Typed::of(e)?;
    let mut style = styles.of(e)?;
    if typed.is_text_in_content() {
        let (text, is_partly_struck) = read_text(xml, e, styles)?;
        style.is_struck |= is_partly_struck;
        style.rounding = typed.rounding(&text);
        return Ok((typed.value(Some(text)), style));
    }
    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
    Ok((typed.value(None), style))
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Typed {
    kind: String,
    value: Option<String>,
    is_error: bool,
    is_formula: bool,
    /// What a formula of nothing but a truth says: LibreOffice writes `TRUE()` and the number 1 for
    /// the truth of an `.xlsx`.
    truth: Option<bool>,
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
                "table:formula" => {
                    typed.is_formula = true;
                    typed.truth = match &*text()? {
                        "of:=TRUE()" => Some(true),
                        "of:=FALSE()" => Some(false),
                        _ => None,
                    };
                }
                _ => {}
            }
        }
        Ok(typed)
    }

    /// LibreOffice writes the name of an error as the cell's text, beside an empty value.
    /// A formula that gives an empty text it writes without a type. Beside a number stands how its
    /// format shows it.
    fn is_text_in_content(&self) -> bool {
        let is_text = self.kind == "string" || (self.kind.is_empty() && self.is_formula);
        let is_shown = matches!(&*self.kind, "float" | "percentage" | "currency");
        self.is_error || is_shown || (is_text && self.value.is_none())
    }

    /// Whether the text beside a number says less than the number; then, whether by more than a
    /// hundredth.
    fn rounding(&self, text: &str) -> Option<bool> {
        let is_number = matches!(&*self.kind, "float" | "percentage" | "currency");
        let number = self.value.as_deref().filter(|_| is_number)?.parse::<f64>().ok()?;
        rounding::of_text(number, text).filter(|_| number.is_finite())
    }

    fn value(self, content: Option<String>) -> Option<CellValue<'static>> {
        if self.is_error {
            let name = content.filter(|name| !name.is_empty()).unwrap_or_else(|| "#N/A".to_owned());
            return Some(CellValue::Unusable(CellFault::Error(name.into())));
        }
        if let (Some(truth), Some(_)) = (self.truth, &self.value) {
            return Some(CellValue::Bool(truth));
        }
        match (self.kind.as_str(), self.value) {
            ("string", value) => CellValue::text(value.or(content).unwrap_or_default()),
            (kind @ ("float" | "percentage" | "currency"), Some(value)) => {
                Some(match value.parse::<f64>() {
                    Ok(number) if kind == "percentage" => {
                        let usual = || format!("{}%", plain_number(number * 100.0));
                        let shown = content.filter(|text| text.contains('%'));
                        shown_as(number, &shown.unwrap_or_else(usual))
                    }
                    Ok(number) => shown_as(number, &content.unwrap_or_default()),
                    Err(_) => CellValue::Unusable(CellFault::Text(value)),
                })
            }
            ("date", Some(value)) => Some(CellValue::iso_date(&value)),
            ("time", Some(value)) => Some(CellValue::iso_duration(&value)),
            ("boolean", Some(value)) => Some(CellValue::Bool(value == "true")),
            ("", None) if content.is_some() => CellValue::text(content.unwrap_or_default()),
            _ if self.is_formula => Some(CellValue::Unusable(CellFault::NotCalculated)),
            _ => None,
        }
    }
}

/// The paragraphs of a cell, joined by line breaks, without notes, drawings and readings; and
/// whether a part of them is struck through.
fn read_text(
    xml: &mut Reader<&[u8]>,
    cell: &BytesStart<'_>,
    styles: &Styles,
) -> Result<(String, bool), LoadError> {
    /// As many spaces as a cell may hold characters.
    const MOST_SPACES: u64 = 32_767;
    let (mut text, mut has_struck) = (String::new(), false);
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
                "span" => has_struck |= styles.of(e)?.is_struck,
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            }
        }
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                // Notes, drawings, and how a text is pronounced.
                "annotation" | "frame" | "g" | "custom-shape" | "object" | "table"
                | "ruby-text" => {
                    xml.read_to_end(e.name()).map_err(LoadError::damaged)?;
                }
                _ => depth += 1,
            },
            Event::End(e) if depth == 0 => {
                debug_assert_eq!(e.name(), cell.name());
                return Ok((text, has_struck));
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
pub(super) fn repeat(e: &BytesStart<'_>, name: &str) -> Result<u64, LoadError> {
    match attribute(e, name)? {
        None => Ok(1),
        Some(count) => match count.parse::<u64>() {
            Ok(count) => Ok(count.max(1)),
            Err(_) => Err(LoadError::damaged(format!("`{count}` is no number of repetitions"))),
        },
    }
}
