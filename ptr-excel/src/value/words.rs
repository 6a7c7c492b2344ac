//! Words that mean something in a cell or a heading, in every language there is.

use crate::language::spellings;

use super::text::normal;

/// The [`normal`] spellings of a message, in groups; each spelling once, where it comes first.
pub(crate) fn normal_spellings(id: &str) -> Vec<Vec<String>> {
    let mut seen = std::collections::HashSet::new();
    let mut all = spellings(id);
    for group in &mut all {
        for spelling in &mut *group {
            *spelling = normal(spelling);
        }
        group.retain(|spelling| seen.insert(spelling.clone()));
    }
    all.retain(|group| !group.is_empty());
    all
}

/// The [`normal`] words that a message lists, prepared when they are first asked for.
macro_rules! words {
    ($id:literal) => {{
        static WORDS: std::sync::LazyLock<Vec<String>> =
            std::sync::LazyLock::new(|| $crate::value::words::normal_spellings($id).concat());
        WORDS.as_slice()
    }};
}
pub(crate) use words;

/// Whether one of the words is this one.
pub(crate) fn is_one_of(word: &str, words: &[String]) -> bool {
    words.iter().any(|known| known == word)
}

/// Whether a label is that of a sum: it begins with a word for one.
pub(crate) fn is_total(label: &str) -> bool {
    let first = label.split([' ', '\u{a0}', ':']).next().unwrap_or_default();
    let totals = words!("workbook-words-total");
    [first, label].into_iter().any(|text| is_one_of(&normal(text), totals))
}

/// Whether one of the words stands in this text.
pub(crate) fn holds_one_of(text: &str, words: &[String]) -> bool {
    words.iter().any(|known| text.contains(known.as_str()))
}
