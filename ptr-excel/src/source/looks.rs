//! How the cells of an `.xls` or `.xlsb` look, where that tells more than calamine does: numbers
//! whose format shows more than their digits, what is struck through, hidden, bold or folded.
//!
//! Both formats have the same tables of fonts, formats and styles; only their records differ. They
//! are gone through beside calamine, and the cells only where some style is worth it.

use std::collections::{BTreeMap, BTreeSet};

use super::number_format::{Meaning, NumberFormat, built_in};
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{CellValue, Look};

/// The styles that cells refer to, in order.
#[derive(Debug, Default)]
pub(super) struct Styles {
    fonts: Vec<Font>,
    codes: BTreeMap<u16, NumberFormat>,
    all: Vec<Style>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    pub(super) is_struck: bool,
    pub(super) is_bold: bool,
}

impl Font {
    /// From the record's flags and the weight of its letters.
    pub(super) const fn of(flags: u16, weight: u16) -> Self {
        Self { is_struck: flags & 0x0008 != 0, is_bold: weight >= 600 }
    }
}

#[derive(Debug, Clone, Default)]
struct Style {
    format: Option<NumberFormat>,
    font: Font,
}

impl Styles {
    pub(super) fn add_font(&mut self, font: Font) {
        self.fonts.push(font);
    }

    pub(super) fn add_format(&mut self, id: u16, code: &str) {
        if let Meaning::Shown(format) = Meaning::of_code(code) {
            self.codes.insert(id, format);
        }
    }

    /// Adds a style of this format, and of a font by its place among all.
    pub(super) fn add_style(&mut self, format: u16, font: usize) {
        let of_program = || match built_in(format.into()) {
            Meaning::Shown(format) => Some(format),
            Meaning::Number | Meaning::Date | Meaning::Duration => None,
        };
        let format = self.codes.get(&format).cloned().or_else(of_program);
        let font = self.fonts.get(font).copied().unwrap_or_default();
        self.all.push(Style { format, font });
    }

    /// Whether no cell can look other than plain, as far as somebody asks.
    pub(super) fn are_plain(&self, usage: &SheetUsage<'_>) -> bool {
        let is_seen = |font: Font| font.is_struck || font.is_bold && usage.wants_bold();
        self.all.iter().all(|style| style.format.is_none() && !is_seen(style.font))
    }
}

/// The numbers of a sheet whose format shows more than their digits, and what else is not plain.
#[derive(Debug, Default)]
pub(super) struct Looks<'s> {
    shown: BTreeMap<CellName, &'s NumberFormat>,
    bold: BTreeSet<CellName>,
    /// How deep rows lie in the outline, where that is not at all.
    levels: BTreeMap<u32, u8>,
}

impl<'s> Looks<'s> {
    /// Takes note of a cell by the number of its style.
    pub(super) fn add(
        &mut self,
        styles: &'s Styles,
        at: CellName,
        style: usize,
        usage: &mut SheetUsage<'_>,
    ) {
        let Some(style) = styles.all.get(style) else { return };
        if let Some(format) = &style.format {
            self.shown.insert(at, format);
        }
        if style.font.is_struck {
            usage.strike(at);
        }
        if style.font.is_bold && usage.wants_bold() {
            self.bold.insert(at);
        }
    }

    /// Takes note of how deep a row lies in the outline.
    pub(super) fn add_level(&mut self, row: u32, level: u8) {
        if level > 0 {
            self.levels.insert(row, level);
        }
    }

    /// How a cell looks.
    pub(super) fn look(&self, at: CellName) -> Look {
        let level = self.levels.get(&at.row).copied().unwrap_or_default();
        Look { is_bold: self.bold.contains(&at), level }
    }

    /// A value as its cell shows it.
    pub(super) fn value<'v>(&self, at: CellName, value: CellValue<'v>) -> CellValue<'v> {
        match (&value, self.shown.get(&at)) {
            (CellValue::Number(number), Some(format)) => format.value(*number),
            _ => value,
        }
    }
}
