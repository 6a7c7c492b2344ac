//! Several values in one cell, no value, and marks.

use super::exact::exact;
use super::text::{is_nothing, normal, trim, without_marks};
use super::words::{is_one_of, words};
use crate::cells::plain_number;

/// The items of a list in a cell, separated by `;`, `,` or line breaks, without the empty ones
/// and those that stand for nothing.
///
/// # Examples
///
/// ```
/// let items: Vec<_> = ptr_excel::value::items("FDR1; FDR2,\nLive;").collect();
/// assert_eq!(items, ["FDR1", "FDR2", "Live"]);
/// ```
pub fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(parts_a_list).map(trim).filter(|item| !is_nothing(item))
}

/// Hands on the [`items`] of a list, or those of one that is written exactly.
pub(crate) fn each_item(text: &str, mut each: impl FnMut(&str)) {
    match exact::<Vec<String>>(text) {
        Some(items) => items.iter().for_each(|item| each(item)),
        None => items(text).for_each(each),
    }
}

/// Whether a character parts the items of a list: `;`, `,` and whatever breaks a line.
pub(crate) const fn parts_a_list(c: char) -> bool {
    matches!(c, ';' | ',' | '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The mail addresses in a cell: its items, and those parted by spaces, each taken out of
/// `Name <address>` and `mailto:`. A comma in a name, as address books write it, parts nothing:
/// `Dupont, Anne <a@x.be>`. Whether they are addresses is not asked here.
pub fn mail_addresses(text: &str) -> impl Iterator<Item = &str> {
    mailboxes(text)
        .into_iter()
        .map(trim)
        .filter(|item| !is_nothing(item))
        .flat_map(|item| {
            let (bracketed, rest) = bracketed(item);
            // Spaces part addresses only where each word is one: a name is not three bad addresses.
            let words = rest.split_whitespace().count();
            let are_all = words > 1 && rest.split_whitespace().all(|word| word.contains('@'));
            let is_whole = !are_all && (bracketed.is_empty() || rest.contains('@'));
            let parts = rest.split_whitespace().filter(move |_| are_all);
            bracketed.into_iter().chain(is_whole.then_some(rest)).chain(parts)
        })
        .map(|address| {
            let scheme = address.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
            scheme.map_or(address, |_| &address[7..])
        })
}

/// The addresses in brackets, and what stands behind the last of them; all of an item that has none.
fn bracketed(item: &str) -> (Vec<&str>, &str) {
    let (mut all, mut rest) = (Vec::new(), item);
    while let Some((_, after)) = rest.split_once('<')
        && let Some((address, behind)) = after.split_once('>')
    {
        all.push(trim(address));
        rest = trim(behind);
    }
    (all, rest)
}

/// The parts of a list of mailboxes. Time `O(length)`.
fn mailboxes(text: &str) -> Vec<&str> {
    let (mut all, mut from, mut is_quoted, mut has_address) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if c == '"' {
            // A quotation mark that is never closed is one of the name.
            is_quoted = !is_quoted && rest.contains('"');
        } else if !is_quoted && parts_a_list(c) {
            let before = &text[from..at];
            if c == ',' && !has_address && !is_nothing(before) && is_in_name(rest) {
                continue;
            }
            all.push(before);
            (from, has_address) = (at + c.len_utf8(), false);
        } else {
            has_address |= c == '@';
        }
    }
    all.push(&text[from..]);
    all
}

/// Whether a comma parts a surname from a first name that an address follows.
fn is_in_name(after: &str) -> bool {
    after.split(parts_a_list).next().is_some_and(|next| next.contains('<'))
}

/// Whether a mark in a column of marks says yes: `x`, `✓`, `oui`, `1`; or no: nothing, `non`,
/// `0`. `None` for anything else.
pub fn is_marked(text: &str) -> Option<bool> {
    let text = &*without_marks(text);
    match trim(text) {
        "x" | "X" | "×" | "✓" | "✔" | "✅" | "☑" | "☒" | "1" => return Some(true),
        "☐" | "0" => return Some(false),
        _ if is_nothing(text) => return Some(false),
        _ => {}
    }
    let word = normal(text);
    let says = |words| is_one_of(&word, words);
    match (says(words!("workbook-words-yes")), says(words!("workbook-words-no"))) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// A number where ids are expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberAsIds {
    /// A whole number: the id itself.
    One(String),
    /// A number with decimals. Either it is an id such as `4.5`, or somebody typed the two ids
    /// `4,5` and the spreadsheet took them for a number (a second id ending in zeros has then
    /// lost them). Which it is depends on the ids that exist.
    OneOrTwo {
        /// The number as an id, with a point.
        one: String,
        /// The two ids it may have been.
        two: [String; 2],
    },
}

/// A number where ids are expected; see [`NumberAsIds`].
///
/// # Examples
///
/// ```
/// use ptr_excel::value::{NumberAsIds, number_as_ids};
///
/// assert_eq!(number_as_ids(12.0), NumberAsIds::One("12".into()));
/// let two = ["4".to_owned(), "5".to_owned()];
/// assert_eq!(number_as_ids(4.5), NumberAsIds::OneOrTwo { one: "4.5".into(), two });
/// ```
pub fn number_as_ids(number: f64) -> NumberAsIds {
    let one = plain_number(number);
    let two = one.split_once('.').map(|(whole, rest)| [whole.to_owned(), rest.to_owned()]);
    match two {
        Some(two) => NumberAsIds::OneOrTwo { one, two },
        None => NumberAsIds::One(one),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_are_separated_by_semicolons_commas_and_line_breaks() {
        let read = |text| items(text).collect::<Vec<_>>();
        assert_eq!(read("A;B,C\nD\r\nE"), ["A", "B", "C", "D", "E"]);
        assert_eq!(read("A\u{2028}B\u{2029}C\u{b}D"), ["A", "B", "C", "D"]);
        assert_eq!(read("\u{200e}A;B\u{200f}"), ["A", "B"]);
        assert_eq!(read(" A ;\u{a0}B ;; "), ["A", "B"]);
        assert_eq!(read("A; -; B"), ["A", "B"]);
        assert!(read(" ; ,\n").is_empty());
        assert!(read("-").is_empty());
        assert_eq!(read("A B"), ["A B"]);
    }

    #[test]
    fn mail_addresses_are_taken_out_of_what_address_books_write() {
        let read = |text| mail_addresses(text).collect::<Vec<_>>();
        assert_eq!(read("a@x.be; b@x.be"), ["a@x.be", "b@x.be"]);
        assert_eq!(read("a@x.be b@x.be"), ["a@x.be", "b@x.be"]);
        assert_eq!(read("Anne Dupont <a@x.be>"), ["a@x.be"]);
        assert_eq!(read("mailto:a@x.be"), ["a@x.be"]);
        assert_eq!(read("Dupont, Anne <a@x.be>; \"Martin, Bob\" <b@x.be>"), ["a@x.be", "b@x.be"]);
        assert_eq!(read("Dupont, Anne <a@x.be>, Martin, Bob <b@x.be>"), ["a@x.be", "b@x.be"]);
        assert_eq!(read("\"Dupont; Anne\" <a@x.be>, b@x.be"), ["a@x.be", "b@x.be"]);
        assert_eq!(read("a@x.be, Bob <b@x.be>, c@x.be"), ["a@x.be", "b@x.be", "c@x.be"]);
        assert_eq!(read("12\" a@x.be; b@x.be"), ["12\" a@x.be", "b@x.be"]);
        assert_eq!(read("Dupont, a@x.be"), ["Dupont", "a@x.be"], "one of them is no address");
        assert_eq!(read("MAILTO:a@x.be"), ["a@x.be"]);
        assert_eq!(read("Anne Dupont"), ["Anne Dupont"], "one bad address, not two");
        assert!(read("-").is_empty());
    }

    #[test]
    fn marks_say_yes_no_or_cannot_be_read() {
        for yes in [
            "\u{2714}\u{fe0f}",
            "\u{2611}\u{fe0f}",
            "\u{200e}x",
            "x",
            "X",
            " x ",
            "✓",
            "oui",
            "Yes",
            "1",
            "VRAI",
        ] {
            assert_eq!(is_marked(yes), Some(true), "{yes}");
        }
        for no in ["", " ", "-", "non", "No", "0", "FAUX", "n/a"] {
            assert_eq!(is_marked(no), Some(false), "{no}");
        }
        for unclear in ["?", "xx", "FDR1", "2"] {
            assert_eq!(is_marked(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn two_ids_that_a_spreadsheet_took_for_a_number_are_offered_as_such() {
        assert_eq!(number_as_ids(470_001.0), NumberAsIds::One("470001".into()));
        assert_eq!(number_as_ids(-0.0), NumberAsIds::One("0".into()));
        let NumberAsIds::OneOrTwo { one, two } = number_as_ids(12.103) else {
            panic!("a number with decimals may be two ids");
        };
        assert_eq!((one.as_str(), two), ("12.103", ["12".to_owned(), "103".to_owned()]));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,24}|[ab@<>:; ,-]{0,24}") {
            let _ = (items(&text).count(), mail_addresses(&text).count(), is_marked(&text));
        }

        #[test]
        fn a_list_joined_again_is_the_same_list(text in "[A-D;, \n-]{0,24}") {
            let once: Vec<_> = items(&text).collect();
            let joined = once.join(";");
            prop_assert_eq!(items(&joined).collect::<Vec<_>>(), once);
        }
    }
}
