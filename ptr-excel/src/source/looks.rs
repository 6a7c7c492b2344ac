//! How the cells of an `.xls` or `.xlsb` look, where that tells more than calamine does: numbers
//! whose format shows more than their digits, what is struck through, what is hidden.
//!
//! Both formats have the same tables of fonts, formats and styles; only their records differ. They
//! are gone through beside calamine, and the cells only where some style is worth it.

use std::collections::BTreeMap;

use super::number_format::{Meaning, NumberFormat, built_in};
use super::usage::SheetUsage;
use crate::a1::CellName;
use crate::cells::CellValue;

/// The styles that cells refer to, in order.
#[derive(Debug, Default)]
pub(super) struct Styles {
    struck_fonts: Vec<bool>,
    codes: BTreeMap<u16, NumberFormat>,
    all: Vec<Style>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    format: Option<NumberFormat>,
    is_struck: bool,
}

impl Styles {
    pub(super) fn add_font(&mut self, is_struck: bool) {
        self.struck_fonts.push(is_struck);
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
        let is_struck = self.struck_fonts.get(font).copied().unwrap_or_default();
        self.all.push(Style { format, is_struck });
    }

    /// Whether any cell can look other than plain.
    pub(super) fn are_plain(&self) -> bool {
        self.all.iter().all(|style| style.format.is_none() && !style.is_struck)
    }
}

/// The numbers of a sheet whose format shows more than their digits.
#[derive(Debug, Default)]
pub(super) struct Looks<'s> {
    shown: BTreeMap<CellName, &'s NumberFormat>,
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
        if style.is_struck {
            usage.strike(at);
        }
    }

    /// A value as its cell shows it.
    pub(super) fn value<'v>(&self, at: CellName, value: CellValue<'v>) -> CellValue<'v> {
        match (&value, self.shown.get(&at)) {
            (CellValue::Number(number), Some(format)) => format.value(*number),
            _ => value,
        }
    }
}
