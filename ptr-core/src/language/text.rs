//! Prepares texts from outside for use in a sentence.

pub(super) use crate::draw::one_line;

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
