//! How the cells of an `.xls` or `.xlsb` look, where that tells more than calamine does: numbers
//! whose format shows more than their digits or fewer, what is struck through, hidden, bold or folded.
//!
//! Both formats have the same tables of fonts, formats and styles; only their records differ. They
//! are gone through beside calamine, and the cells only where some style is worth it.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Sides;
use super::number_format::{Meaning, NumberFormat, built_in};
use super::rounding;
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::{CellValue, Epoch, Look};

/// The styles that cells refer to, in order.
#[derive(Debug, Default)]
pub(super) struct Styles {
    fonts: Vec<Font>,
    codes: BTreeMap<u16, NumberFormat>,
    /// The formats of durations that calamine takes for those of dates.
    durations: BTreeSet<u16>,
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
    is_duration: bool,
    font: Font,
    sides: Sides,
}

impl Styles {
    pub(super) fn add_font(&mut self, font: Font) {
        self.fonts.push(font);
    }

    pub(super) fn add_format(&mut self, id: u16, code: &str) {
        match Meaning::of_code(code) {
            Meaning::Shown(format) => drop(self.codes.insert(id, format)),
            // `hh[mm]`: what stands before the bracket is enough for it.
            Meaning::Duration if begins_as_a_date(code) => drop(self.durations.insert(id)),
            Meaning::Number | Meaning::Date | Meaning::Duration => {}
        }
    }

    /// Adds a style of this format and these lines, and of a font by its place among all.
    pub(super) fn add_style(&mut self, format: u16, font: usize, sides: Sides) {
        let of_program = || match built_in(format.into()) {
            Meaning::Shown(format) => Some(format),
            Meaning::Number | Meaning::Date | Meaning::Duration => None,
        };
        let is_duration = self.durations.contains(&format);
        let format = self.codes.get(&format).cloned().or_else(of_program);
        let font = self.fonts.get(font).copied().unwrap_or_default();
        self.all.push(Style { format, is_duration, font, sides });
    }

    /// The lines around the cells of a style.
    pub(super) fn sides(&self, style: usize) -> Sides {
        self.all.get(style).map_or(Sides::NONE, |style| style.sides)
    }

    /// Whether no cell can look other than plain, as far as somebody asks.
    pub(super) fn are_plain(&self, usage: &SheetUsage<'_>) -> bool {
        let is_seen = |font: Font| font.is_struck || font.is_bold && usage.wants_bold();
        let is_plain = |style: &Style| style.format.is_none() && !style.is_duration;
        self.all.iter().all(|style| is_plain(style) && !is_seen(style.font))
    }
}

/// The numbers of a sheet whose format shows more than their digits, and what else is not plain.
#[derive(Debug, Default)]
pub(super) struct Looks<'s> {
    shown: BTreeMap<CellName, &'s NumberFormat>,
    durations: BTreeSet<CellName>,
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
        if style.is_duration {
            self.durations.insert(at);
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

    /// What a number is that calamine takes for a date.
    pub(super) fn date<'v>(&self, at: CellName, number: f64, epoch: Epoch) -> CellValue<'v> {
        if self.durations.contains(&at) {
            CellValue::duration(number)
        } else {
            CellValue::date(number, epoch)
        }
    }

    /// A value as its cell shows it; takes note of one that shows less than it holds.
    pub(super) fn value<'v>(
        &self,
        at: CellName,
        value: CellValue<'v>,
        usage: &mut SheetUsage<'_>,
    ) -> CellValue<'v> {
        let (CellValue::Number(number), Some(format)) = (&value, self.shown.get(&at)) else {
            return value;
        };
        if let Some(is_far) = rounding::of_format(format, *number) {
            usage.round(at, is_far);
        }
        format.value(*number)
    }
}

/// Whether a date's letter stands before the first bracket of a duration.
fn begins_as_a_date(code: &str) -> bool {
    let of_duration = |at: &usize| {
        code[at + 1..].chars().next().is_some_and(|it| "hms".contains(it.to_ascii_lowercase()))
    };
    let bracket = code.match_indices('[').map(|(at, _)| at).find(of_duration);
    bracket.is_some_and(|at| Meaning::of_code(&code[..at]) == Meaning::Date)
}
