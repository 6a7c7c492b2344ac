//! Text as people mean it: blanks, dashes and spelling that do not count.

use std::borrow::Cow;

use ptr_core::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A heading or a word reduced to what counts when headings are compared: letters, digits and signs
/// that mean something, lower case, without accents. Blanks and punctuation are left out, but for
/// what belongs to a number: `Lot 1.1` is not `Lot 11`, nor `J-1` `J1`.
///
/// Names of what a plan lists are compared more strictly: [`folded`](super::folded).
///
/// # Examples
///
/// ```
/// use ptr_excel::value::normal;
///
/// assert_eq!(normal("Date d’exécution"), normal("DATE\nD'EXECUTION"));
/// assert_eq!(normal("Pré-requis "), "prerequis");
/// assert_eq!(normal("Task #"), "task#");
/// ```
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        reduce(text.chars(), &mut out);
    } else {
        reduce(without_accents(text).chars(), &mut out);
    }
    out
}

/// Letters without their accents. Decomposing takes its time, and leaves ASCII as it is.
fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let (plain, after) = rest.split_at(ascii);
        out.push_str(plain);
        let other = after.bytes().take_while(|byte| !byte.is_ascii()).count();
        let (composed, next) = after.split_at(other);
        out.extend(composed.nfkd().filter(|c| !is_combining_mark(*c)));
        rest = next;
    }
    out
}

fn reduce(text: impl Iterator<Item = char>, out: &mut String) {
    let mut before = ' ';
    let mut text = text.peekable();
    while let Some(c) = text.next() {
        let mut is_before_digit = || text.peek().is_some_and(char::is_ascii_digit);
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            '#' | '%' | '&' | '+' | '<' | '=' | '>' | '@' | '$' | '€' | '£' => out.push(c),
            c if is_dash(c) && is_before_digit() => out.push('-'),
            '.' | ',' | '/' if before.is_ascii_digit() && is_before_digit() => out.push(c),
            _ => {}
        }
        before = c;
    }
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

/// Text without characters that nobody sees: marks of no width or of direction wherever they are,
/// and what only chooses between two ways to draw a sign.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_unseen, ""))
}

/// Whether a character is a mark of no width, of direction, or a choice between two drawings.
pub(super) fn is_unseen(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')
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
            ("Libellé *", "libelle"),
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

    #[test]
    fn headings_are_told_apart_by_signs_that_mean_something() {
        for (one, other) in
            [("Task", "Task#"), ("Lot 1.1", "Lot 11"), ("J-1", "J1"), ("J-1", "J+1"), ("%", "#")]
        {
            assert_ne!(normal(one), normal(other), "{one}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_decomposed_as_a_whole_whatever_ascii_stands_between(
            text in "(\\PC|[aA1 é\u{301}\u{316}œÆﬁ가Σ]){0,20}",
        ) {
            let whole: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            prop_assert_eq!(without_accents(&text), whole);
        }

        #[test]
        fn a_normal_heading_is_its_own_normal_form(text in "\\PC{0,20}") {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once.clone());
        }
    }
}
