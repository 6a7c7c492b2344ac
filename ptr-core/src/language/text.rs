//! Texts from outside, made fit to stand in a sentence.

pub(super) use crate::draw::one_line;

/// How many characters of a value found are told.
const MOST_CHARACTERS: usize = 80;

/// The text on one line, cut where it grows too long to read.
pub(super) fn short(text: &str) -> String {
    let mut line = one_line(text);
    if let Some((cut, _)) = line.char_indices().nth(MOST_CHARACTERS) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// The same text with a capital at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
