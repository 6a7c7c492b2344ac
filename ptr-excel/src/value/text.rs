//! Text as people mean it: blanks, dashes and spelling that do not count.

use std::borrow::Cow;

use ptr_core::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name reduced to what counts when names are compared: letters and digits, lower case, without
/// accents.
///
/// # Examples
///
/// ```
/// use ptr_excel::value::normal;
///
/// assert_eq!(normal("Date d’exécution"), normal("DATE\nD'EXECUTION"));
/// assert_eq!(normal("Pré-requis "), "prerequis");
/// ```
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // Decomposing takes its time, and leaves these as they are.
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let (plain, after) = rest.split_at(ascii);
        let counts = plain.chars().filter(char::is_ascii_alphanumeric);
        out.extend(counts.map(|c| c.to_ascii_lowercase()));
        let other = after.bytes().take_while(|byte| !byte.is_ascii()).count();
        let (composed, next) = after.split_at(other);
        for c in composed.nfkd().filter(|c| !is_combining_mark(*c)) {
            match c {
                'œ' | 'Œ' => out.push_str("oe"),
                'æ' | 'Æ' => out.push_str("ae"),
                c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
                _ => {}
            }
        }
        rest = next;
    }
    out
}

/// Whether a character is one of the dashes that stand for a minus.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// Whether a text stands for nothing: empty, spaces, or only dashes.
pub fn is_nothing(text: &str) -> bool {
    trim(text).chars().all(is_dash)
}

/// Text without the spaces around it, of whatever kind, and without marks of no width or of
/// direction.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    // Nearly every text begins and ends with a letter or a sign.
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last()) {
        return text;
    }
    trim_blanks(text)
}

fn trim_blanks(text: &str) -> &str {
    // `char::is_whitespace` knows the unbreakable spaces; the zero-width ones are no white space.
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// What counts when names of milestones are compared: all but case, accents, blanks and what nobody
/// sees. Signs count, since `J-5` is not `J+5`.
pub(crate) fn milestone_name(name: &str) -> String {
    let is_seen = |c: &char| !(is_combining_mark(*c) || c.is_whitespace() || is_invisible(*c));
    name.nfkd().filter(is_seen).flat_map(char::to_lowercase).collect()
}

/// Text without characters that nobody sees: marks of no width or of direction wherever they are,
/// and what only chooses between two ways to draw a sign.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    let is_mark = |c| is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}');
    if text.is_ascii() || !text.contains(is_mark) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_mark, ""))
}

/// Text with the line breaks of every system as one and the same.
pub(crate) fn lines_broken(text: Cow<'_, str>) -> Cow<'_, str> {
    // The first byte of the separators of Unicode is that of many other signs, too.
    let may_be = memchr::memchr2(b'\r', 0xE2, text.as_bytes()).is_some();
    if !may_be || !text.contains(['\r', '\u{2028}', '\u{2029}']) {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headings_match_whatever_their_case_accents_spaces_and_punctuation() {
        for (one, other) in [
            ("Date d’exécution", "date d'execution"),
            ("PRÉREQUIS", "pré-requis"),
            ("Équipe :", "equipe"),
            ("Libellé de l'étape\u{a0}", "Libelle de l etape"),
            ("E-mail", "email"),
            ("Œuvre", "oeuvre"),
            ("e\u{301}tape", "étape"),
        ] {
            assert_eq!(normal(one), normal(other), "{one}");
        }
    }

    #[test]
    fn marks_that_nobody_sees_are_no_part_of_a_text() {
        for text in
            ["\u{200e}CO1", "CO1\u{200f} ", "\u{feff}CO1\u{2060}\u{202c}", "\u{a0}CO1\u{ad}"]
        {
            assert_eq!(trim(text), "CO1", "{text:?}");
        }
        assert_eq!(without_marks("\u{200e}27/\u{200e}03/\u{200e}2026"), "27/03/2026");
        assert_eq!(without_marks("\u{2714}\u{fe0f}"), "\u{2714}");
        assert_eq!(lines_broken("a\r\nb\u{2028}c\u{2029}d\re’f".into()), "a\nb\nc\nd\ne’f");
    }

    proptest! {
        #[test]
        fn a_text_is_decomposed_as_a_whole_whatever_ascii_stands_between(
            text in "(\\PC|[aA1 é\u{301}\u{316}œÆﬁ가Σ]){0,20}",
        ) {
            let whole: String = text
                .nfkd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(|c| match c {
                    'œ' | 'Œ' => vec!['o', 'e'],
                    'æ' | 'Æ' => vec!['a', 'e'],
                    c if c.is_alphanumeric() => c.to_lowercase().collect(),
                    _ => Vec::new(),
                })
                .collect();
            prop_assert_eq!(normal(&text), whole);
        }

        #[test]
        fn a_normal_heading_is_its_own_normal_form(text in "\\PC{0,20}") {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once.clone());
        }
    }
}
