//! Text as people mean it: blanks, dashes and spelling that do not count.

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

/// Text without the spaces around it, of whatever kind.
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
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
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
