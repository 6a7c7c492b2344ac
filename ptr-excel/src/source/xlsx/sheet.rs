//! The cells of one sheet, as they come out of its part.
//!
//! A cell says where it stands, which style it has and of what type it is; what it holds stands
//! in a `v`, or in an `is` where it is a text of its own. What a cell of ours may be is decided
//! in [`crate::cells`]; here is only what each type of `.xlsx` writes for it.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::markup::{Markup, cut_off};
use super::styles::{Format, Formats};
use super::texts::{SharedTexts, read_text, unescape_from};
use super::token::{Tag, Token};
use super::window::Source;
use crate::a1::CellName;
use crate::cells::{Cell, CellFault, CellValue, Epoch, Look};
use crate::error::LoadError;
use crate::source::usage::SheetUsage;

/// What all sheets of a workbook refer to.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) texts: SharedTexts,
    pub(super) formats: Formats,
    pub(super) epoch: Epoch,
}

/// What the attributes of a cell say.
struct Head {
    at: CellName,
    format: Format,
    kind: Kind,
    /// Whether its style strikes it through.
    is_struck: bool,
    is_bold: bool,
}

/// The types of cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, which is what a cell is that does not say.
    Number,
    Unsaid,
    /// The place of a text among those that all sheets share.
    Shared,
    /// A text in an element of its own.
    Inline,
    /// A text that a formula gives.
    Calculated,
    Bool,
    Error,
    /// A date in ISO 8601.
    Date,
}

/// What a cell holds, as it is written.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
struct Content {
    /// Kept from cell to cell for its room.
    text: String,
    has_value: bool,
    has_formula: bool,
    /// Whether the text is one of the cell's own and no value of its type.
    is_inline: bool,
    /// Whether a part of that text is struck through.
    is_struck: bool,
}

/// Hands out the cells that hold something.
pub(super) fn cells(
    mut markup: Markup<impl Source>,
    shared: &Shared,
    usage: &mut SheetUsage<'_>,
    each: &mut impl FnMut(Cell<'_>) -> ControlFlow<()>,
) -> Result<(), LoadError> {
    if !go_to_cells(&mut markup, usage)? {
        return Ok(());
    }
    let mut content = Content::default();
    // Where a cell stands that does not say.
    let mut next = CellName { row: 0, col: 0 };
    let mut level = 0;
    loop {
        match markup.next()? {
            Token::Start(tag) if tag.name == b"c" => {
                let is_empty = tag.is_empty;
                let head = Head::read(tag, next, &shared.formats, usage)?;
                next.col = head.at.col + 1;
                content.clear();
                if !is_empty {
                    content.read(&mut markup)?;
                }
                let is_struck = content.is_struck(&head, shared);
                let value = content.value(&head, shared);
                let value = value.map_err(|found| usage.unreadable(head.at, &found))?;
                let Some(value) = value else { continue };
                let rounding = shared.formats.rounding(head.format, &value);
                let look = Look { is_bold: head.is_bold, level };
                let cell = Cell { at: head.at, value, look };
                usage.admit(&cell)?;
                if head.is_struck || is_struck {
                    usage.strike(head.at);
                }
                if let Some(is_far) = rounding {
                    usage.round(head.at, is_far);
                }
                if each(cell).is_break() {
                    return Ok(());
                }
            }
            Token::Start(tag) if tag.name == b"row" => {
                let mut is_hidden = false;
                level = 0;
                for attribute in tag.attributes() {
                    match attribute? {
                        (b"r", number) => {
                            next.row = row(number).ok_or_else(|| not_a_place(number, usage))?;
                        }
                        (b"hidden", value) => is_hidden = is_true(value),
                        (b"outlineLevel", value) => level = depth(value),
                        _ => {}
                    }
                }
                if is_hidden {
                    usage.hide_row(next.row);
                }
                if tag.is_empty {
                    next = behind(next);
                }
            }
            Token::End(b"row") => next = behind(next),
            Token::End(b"sheetData") => return Ok(()),
            Token::Over => return Err(cut_off()),
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
}

/// Goes to where the rows begin; `false` where there are none.
fn go_to_cells<S: Source>(
    markup: &mut Markup<S>,
    usage: &mut SheetUsage<'_>,
) -> Result<bool, LoadError> {
    loop {
        match markup.next()? {
            Token::Start(tag) if tag.name == b"sheetData" => return Ok(!tag.is_empty),
            Token::Start(tag) if tag.name == b"col" => {
                if tag.attribute(b"hidden")?.is_some_and(is_true) {
                    let column = |number: Option<&[u8]>| number.and_then(row);
                    let (first, last) = (tag.attribute(b"min")?, tag.attribute(b"max")?);
                    if let (Some(first), Some(last)) = (column(first), column(last)) {
                        usage.hide_columns(first, last);
                    }
                }
            }
            Token::Over => {
                let sheet = usage.sheet();
                return Err(LoadError::damaged(format!("sheet `{sheet}` is no sheet of cells")));
            }
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
}

/// The beginning of the next row.
const fn behind(place: CellName) -> CellName {
    CellName { row: place.row.saturating_add(1), col: 0 }
}

/// Whether the value of an attribute says yes.
fn is_true(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true")
}

/// How deep a row lies in the outline.
fn depth(value: &[u8]) -> u8 {
    number(value).and_then(|level| u8::try_from(level).ok()).unwrap_or_default()
}

/// The row or column of this number, counted from zero.
pub(super) fn row(number: &[u8]) -> Option<u32> {
    std::str::from_utf8(number).ok()?.trim().parse::<u32>().ok()?.checked_sub(1)
}

#[cold]
fn not_a_place(found: &[u8], usage: &SheetUsage<'_>) -> LoadError {
    let (found, sheet) = (String::from_utf8_lossy(found), usage.sheet());
    LoadError::damaged(format!("sheet `{sheet}` places something at `{found}`"))
}

impl Head {
    #[inline]
    fn read(
        tag: Tag<'_>,
        next: CellName,
        formats: &Formats,
        usage: &SheetUsage<'_>,
    ) -> Result<Self, LoadError> {
        let (format, kind) = (Format::Number, Kind::Unsaid);
        let mut head = Self { at: next, format, kind, is_struck: false, is_bold: false };
        for attribute in tag.attributes() {
            let (name, value) = attribute?;
            match name {
                b"r" => {
                    let at = CellName::anywhere(value);
                    head.at = at.ok_or_else(|| not_a_place(value, usage))?;
                }
                b"s" => {
                    let style = number(value);
                    let of_style = style.and_then(|style| formats.of_styles.get(style));
                    head.format = of_style.copied().unwrap_or_default();
                    head.is_bold = style.is_some_and(|it| formats.bold.get(it) == Some(&true));
                    if !formats.struck.is_empty() {
                        head.is_struck = style.is_some_and(|it| formats.struck.contains(&it));
                    }
                }
                b"t" => {
                    let unknown = || {
                        let found = String::from_utf8_lossy(value);
                        usage.unreadable(head.at, &format!("something of type `{found}`"))
                    };
                    head.kind = Kind::of(value).ok_or_else(unknown)?;
                }
                _ => {}
            }
        }
        usage.check_place(head.at)?;
        Ok(head)
    }
}

impl Kind {
    const fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"n" => Self::Number,
            b"s" => Self::Shared,
            b"inlineStr" | b"is" => Self::Inline,
            b"str" => Self::Calculated,
            b"b" => Self::Bool,
            b"e" => Self::Error,
            b"d" => Self::Date,
            _ => return None,
        })
    }
}

impl Content {
    fn clear(&mut self) {
        self.text.clear();
        (self.has_value, self.has_formula) = (false, false);
        (self.is_inline, self.is_struck) = (false, false);
    }

    /// Reads up to the end of the cell.
    fn read<S: Source>(&mut self, markup: &mut Markup<S>) -> Result<(), LoadError> {
        loop {
            match markup.next()? {
                Token::Start(tag) => {
                    let is_empty = tag.is_empty;
                    match tag.name {
                        // Beside a text of the cell's own, a value says the same or nothing.
                        b"v" if !self.is_inline => {
                            self.has_value = true;
                            self.text.clear();
                            if !is_empty {
                                self.read_value(markup)?;
                            }
                            continue;
                        }
                        b"is" => {
                            (self.has_value, self.is_inline) = (true, true);
                            self.text.clear();
                            if !is_empty {
                                self.is_struck = read_text(markup, b"is", &mut self.text)?;
                            }
                            continue;
                        }
                        b"f" => self.has_formula = true,
                        _ => {}
                    }
                    if !is_empty {
                        markup.skip()?;
                    }
                }
                Token::End(b"c") => return Ok(()),
                Token::Over => return Err(cut_off()),
                Token::End(_) | Token::Text(_) => {}
            }
        }
    }

    fn read_value<S: Source>(&mut self, markup: &mut Markup<S>) -> Result<(), LoadError> {
        loop {
            match markup.next()? {
                Token::Text(text) => self.text.push_str(&text.decoded()?),
                Token::End(b"v") => return Ok(()),
                Token::Over => return Err(cut_off()),
                Token::Start(_) | Token::End(_) => {}
            }
        }
    }

    /// Whether a part of its text is struck through.
    #[inline]
    fn is_struck(&self, head: &Head, shared: &Shared) -> bool {
        self.is_struck
            || head.kind == Kind::Shared
                && shared.texts.are_some_struck()
                && number(self.text.trim_ascii().as_bytes())
                    .is_some_and(|n| shared.texts.is_struck(n))
    }

    /// What it is in our terms, `None` for nothing; or what was found that is no such value.
    #[inline]
    fn value<'c>(
        &'c mut self,
        head: &Head,
        shared: &'c Shared,
    ) -> Result<Option<CellValue<'c>>, String> {
        if self.is_inline {
            return Ok(CellValue::text(self.text.as_str()));
        }
        if self.has_value && head.kind == Kind::Calculated {
            unescape_from(&mut self.text, 0);
            return Ok(CellValue::text(self.text.as_str()));
        }
        let text = self.text.trim_ascii();
        if text.is_empty() || head.kind == Kind::Inline {
            // A formula may well give an empty text; one that gives nothing was never asked
            // for its value.
            return Ok(self.has_formula.then_some(CellValue::Unusable(CellFault::NotCalculated)));
        }
        let found = |what: &str| format!("`{text}` for {what}");
        Ok(match head.kind {
            Kind::Number | Kind::Unsaid => match text.parse::<f64>() {
                Ok(number) => Some(match head.format {
                    Format::Number => CellValue::number(number),
                    Format::Date => CellValue::date(number, shared.epoch),
                    Format::Duration => CellValue::duration(number),
                    Format::Shown(format) => match shared.formats.shown.get(usize::from(format)) {
                        Some(format) => format.value(number),
                        None => CellValue::number(number),
                    },
                }),
                Err(_) if head.kind == Kind::Unsaid => CellValue::text(self.text.as_str()),
                Err(_) => return Err(found("a number")),
            },
            Kind::Shared => {
                let of_all = number(text.as_bytes()).and_then(|n| shared.texts.get(n));
                CellValue::text(of_all.ok_or_else(|| found("the place of a shared text"))?)
            }
            Kind::Bool => match text {
                "1" => Some(CellValue::Bool(true)),
                "0" => Some(CellValue::Bool(false)),
                _ if text.eq_ignore_ascii_case("true") => Some(CellValue::Bool(true)),
                _ if text.eq_ignore_ascii_case("false") => Some(CellValue::Bool(false)),
                _ => return Err(found("true or false")),
            },
            Kind::Error => Some(CellValue::Unusable(CellFault::Error(Cow::Owned(text.to_owned())))),
            Kind::Date => Some(CellValue::iso_date(text)),
            Kind::Calculated | Kind::Inline => None,
        })
    }
}

/// A whole number in decimal digits.
#[inline]
pub(super) fn number(digits: &[u8]) -> Option<usize> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| 10 * sum + usize::from(digit - b'0'))
    })
}
