//! Which formats make a number a date, a duration or a text.
//!
//! A cell of a sheet is a number and the place of its format in a list; nothing else says that
//! 46109.5 is a Saturday at noon.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::cells::CellValue;
use crate::error::LoadError;
use crate::source::bounds::Sides;
use crate::source::number_format::{Meaning, NumberFormat, built_in};
use crate::source::parts::Part;
use crate::source::rounding;
use crate::source::xml::attribute;

/// What a number is by its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Number,
    Date,
    Duration,
    /// As one of the formats does that show more than digits, by its place among them.
    Shown(u16),
}

/// The format of each style that cells refer to.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// In the order of the styles.
    pub(super) of_styles: Vec<Format>,
    pub(super) shown: Vec<NumberFormat>,
    /// The styles whose text is struck through.
    pub(super) struck: BTreeSet<usize>,
    /// Which styles are bold, in their order.
    pub(super) bold: Vec<bool>,
    /// On which sides they have lines, in their order.
    pub(super) sides: Vec<Sides>,
}

impl Formats {
    /// Whether a number's format hides decimals of it; then, whether by more than a hundredth.
    pub(super) fn rounding(&self, format: Format, value: &CellValue<'_>) -> Option<bool> {
        let (Format::Shown(format), CellValue::Number(number)) = (format, value) else {
            return None;
        };
        rounding::of_format(self.shown.get(usize::from(format))?, *number)
    }

    fn of(&mut self, meaning: Meaning) -> Format {
        match meaning {
            Meaning::Number => Format::Number,
            Meaning::Date => Format::Date,
            Meaning::Duration => Format::Duration,
            Meaning::Shown(format) => {
                let known = self.shown.iter().position(|known| *known == format);
                let place = known.unwrap_or(self.shown.len());
                // A workbook has a few hundred formats at most.
                let Ok(place) = u16::try_from(place) else { return Format::Number };
                if known.is_none() {
                    self.shown.push(format);
                }
                Format::Shown(place)
            }
        }
    }
}

/// Reads the format of each style.
pub(super) fn read(mut xml: Reader<Part<'_, '_>>) -> Result<Formats, LoadError> {
    let mut own = BTreeMap::new();
    let mut formats = Formats::default();
    // The fonts that strike through and those that are bold, among all fonts.
    let (mut fonts, mut struck_fonts, mut bold_fonts) = (0_usize, BTreeSet::new(), BTreeSet::new());
    let mut is_of_fonts = false;
    // The lines of each border.
    let (mut borders, mut is_of_borders) = (Vec::<Sides>::new(), false);
    let mut is_of_cells = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                // Those of differential styles have the same name, and come after the cells'.
                "numFmt" if formats.of_styles.is_empty() => {
                    if let (Some(id), Some(code)) = (id(&e)?, attribute(&e, "formatCode")?) {
                        own.insert(id, formats.of(Meaning::of_code(&code)));
                    }
                }
                "fonts" => is_of_fonts = true,
                "font" if is_of_fonts => fonts += 1,
                "strike" if is_of_fonts && is_on(&e)? => {
                    struck_fonts.insert(fonts);
                }
                "b" if is_of_fonts && is_on(&e)? => {
                    bold_fonts.insert(fonts);
                }
                "borders" => is_of_borders = true,
                "border" if is_of_borders => borders.push(Sides::NONE),
                name @ ("top" | "bottom" | "left" | "right" | "start" | "end") if is_of_borders => {
                    let is_there = attribute(&e, "style")?.is_some_and(|style| style != "none");
                    let side = match name {
                        "top" => Sides::TOP,
                        "bottom" => Sides::BOTTOM,
                        "left" | "start" => Sides::LEFT,
                        _ => Sides::RIGHT,
                    };
                    if let (true, Some(border)) = (is_there, borders.last_mut()) {
                        *border = [*border, side].into_iter().collect();
                    }
                }
                "cellXfs" => is_of_cells = true,
                "xf" if is_of_cells => {
                    let format = match id(&e)? {
                        None => Format::Number,
                        Some(id) => match own.get(&id) {
                            Some(own) => *own,
                            None => formats.of(built_in(id)),
                        },
                    };
                    let font = attribute(&e, "fontId")?.and_then(|id| id.parse::<usize>().ok());
                    let is_in = |fonts: &BTreeSet<usize>| {
                        font.is_some_and(|font| fonts.contains(&(font + 1)))
                    };
                    if is_in(&struck_fonts) {
                        formats.struck.insert(formats.of_styles.len());
                    }
                    formats.bold.push(is_in(&bold_fonts));
                    let border = attribute(&e, "borderId")?.and_then(|id| id.parse::<usize>().ok());
                    let sides = border.and_then(|border| borders.get(border)).copied();
                    formats.sides.push(sides.unwrap_or_default());
                    formats.of_styles.push(format);
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "fonts" => is_of_fonts = false,
            Event::End(e) if e.local_name().as_ref() == "borders" => is_of_borders = false,
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

/// Whether a property such as `<strike/>` is not switched off by its value.
pub(super) fn is_on(e: &BytesStart<'_>) -> Result<bool, LoadError> {
    let value = attribute(e, "val")?;
    Ok(value.is_none_or(|value| !matches!(&*value, "0" | "false" | "off")))
}

/// The number by which a format is known.
fn id(e: &BytesStart<'_>) -> Result<Option<u32>, LoadError> {
    Ok(attribute(e, "numFmtId")?.and_then(|id| id.parse().ok()))
}
