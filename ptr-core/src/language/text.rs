//! Prepares texts from outside for use in a sentence.

use std::fmt::Write;

use crate::draw;
use crate::id::is_invisible;

/// The text on one line. What nobody would see, or take for another character, is told by its
/// code: `<U+200F>`.
pub(super) fn one_line(text: &str) -> String {
    let line = draw::one_line(text);
    if line.is_ascii() || !line.contains(is_told_by_code) {
        return line;
    }
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        if !is_told_by_code(c) {
            shown.push(c);
        } else if write!(shown, "<U+{:04X}>", u32::from(c)).is_err() {
            break;
        }
    }
    shown
}

/// Whether a character leaves no trace on the page, or looks like the usual blank and is another one.
fn is_told_by_code(c: char) -> bool {
    is_invisible(c) || c.is_whitespace() && c != ' '
}

/// The most characters of a value found that are quoted.
const MOST_CHARACTERS: usize = 80;

/// The text on one line, cut after `MOST_CHARACTERS`.
pub(super) fn short(text: &str) -> String {
    let mut line = one_line(text);
    if let Some((cut, _)) = line.char_indices().nth(MOST_CHARACTERS) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// The text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
