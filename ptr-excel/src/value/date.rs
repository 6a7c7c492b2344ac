//! Texts that look like dates and are none: the classic fault of such workbooks.

use super::text::{normal, trim, without_marks};
use super::words::words;

/// Whether a text looks like a date somebody typed: `24.11.2026`, `24/11/26 08:00`,
/// `2026-11-24`, `24 novembre 2026`. It need not be a date that exists.
///
/// # Examples
///
/// ```
/// assert!(ptr_excel::value::looks_like_a_date("le 24/11/2026 à 8h"));
/// assert!(!ptr_excel::value::looks_like_a_date("J0 + 2 h"));
/// ```
pub fn looks_like_a_date(text: &str) -> bool {
    let text = &*without_marks(text);
    let text = trim(text);
    text.split_whitespace().any(is_numeric_date) || has_month(text)
}

/// Three groups of digits between two equal separators, one of them long enough for a year.
fn is_numeric_date(word: &str) -> bool {
    let word = word.split(['T', ',', ';']).next().unwrap_or_default();
    ['/', '.', '-'].into_iter().any(|separator| {
        let groups: Vec<_> = word.split(separator).collect();
        groups.len() == 3
            && groups.iter().all(|g| matches!(g.len(), 1 | 2 | 4))
            && groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_digit()))
            && groups.iter().filter(|g| g.len() == 4).count() <= 1
    })
}

/// A month by its name or the beginning of it, beside a number.
fn has_month(text: &str) -> bool {
    let words: Vec<_> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',')).collect();
    let is_month = |word: &str| {
        let word = normal(word);
        word.len() >= 3 && words!("workbook-words-months").iter().any(|it| it.starts_with(&word))
    };
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    words.windows(2).any(|pair| {
        (is_day(pair[0]) && is_month(pair[1])) || (is_month(pair[0]) && is_day(pair[1]))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_that_somebody_typed_are_recognised() {
        for text in [
            "24.11.2026",
            "24/11/2026",
            "24-11-26",
            "2026-11-24",
            "2026-11-24T08:00:00",
            "1/2/26",
            "24/11/2026 08:00",
            "le 24/11/2026",
            "31.02.2026",
            "24 novembre 2026",
            "24 nov. 2026",
            "1er février",
            "Nov 24, 2026",
            "24-Nov-2026",
            " 24.11.2026\u{a0}",
        ] {
            assert!(looks_like_a_date(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_taken_for_dates() {
        for text in [
            "",
            "J0",
            "J0 + 2 h",
            "CO00000001",
            "1.2.3.4",
            "10.0",
            "12-34",
            "mars",
            "a/b/c",
            "5 j",
            "192.168.1.1",
            "2 semaines",
            "123/456/789",
            "avril et mai",
            "2026-2026-2026",
        ] {
            assert!(!looks_like_a_date(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_test_panic(text in "\\PC{0,24}") {
            let _ = looks_like_a_date(&text);
        }
    }
}
