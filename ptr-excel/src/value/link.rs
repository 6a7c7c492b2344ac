//! Prerequisites as scheduling programs write them: `12FS`, `7SS`, `103FD+2 jours`.
//!
//! Microsoft Project names the kinds of links in the language of its user, two letters for "from
//! where to where": `FS` is finish to start in English, `FD` in French, `EA` in German.

use ptr_core::Link;

use super::text::{is_dash, trim};

/// The kinds in the languages of the program: English, French, German, Dutch, Spanish, Italian,
/// Portuguese, Polish, Czech, Swedish and Danish, Finnish, Hungarian, Russian. Letters that mean
/// two kinds in two languages stand for the one of the language named first.
const KINDS: [(Link, &[&str]); 4] = [
    (
        Link::FinishToStart,
        &["FS", "FD", "EA", "EB", "FC", "FI", "TI", "ZR", "DZ", "AS", "LA", "BK", "ОН"],
    ),
    (Link::StartToStart, &["SS", "DD", "AA", "BB", "CC", "II", "RR", "KK", "НН"]),
    (Link::FinishToFinish, &["FF", "EE", "TT", "ZZ", "LL", "ОО"]),
    (
        Link::StartToFinish,
        &["SF", "DF", "AE", "BE", "CF", "IF", "IT", "RZ", "ZD", "SA", "AL", "KB", "НО"],
    ),
];

/// A prerequisite taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Linked<'t> {
    pub(crate) id: &'t str,
    pub(crate) link: Link,
    /// What is added to it, with its sign: `+2 hrs`. A lag of nothing is none.
    pub(crate) lag: Option<&'t str>,
}

/// In which ways a text may be an id and how it is linked; which of them it is only the ids that
/// exist can tell.
///
/// Bounded: a long text is a note, and is in none.
pub(crate) fn linked(text: &str) -> impl Iterator<Item = Linked<'_>> {
    /// In bytes.
    const LONGEST: usize = 200;
    let text = Some(trim(text)).filter(|text| text.len() <= LONGEST).unwrap_or_default();
    let signs = text.char_indices().filter(|(_, c)| *c == '+' || is_dash(*c)).map(|(at, _)| at);
    signs.chain([text.len()]).filter_map(|at| {
        let (head, lag) = (trim(&text[..at]), trim(&text[at..]));
        let is_amount = lag.contains(|c: char| c.is_ascii_digit());
        let lag = Some(lag).filter(|lag| lag.contains(|c| matches!(c, '1'..='9')));
        if at < text.len() && !is_amount {
            return None;
        }
        match kind(head) {
            Some((id, link)) => Some(Linked { id, link, lag }),
            // A lag alone is one of the usual kind.
            None => lag.map(|_| Linked { id: head, link: Link::FinishToStart, lag }),
        }
    })
}

/// The kind at the end of a text, and what stands before it.
fn kind(text: &str) -> Option<(&str, Link)> {
    let (at, _) = text.char_indices().rev().nth(1)?;
    let (id, code) = text.split_at(at);
    let code = code.to_uppercase();
    let (link, _) = KINDS.into_iter().find(|(_, codes)| codes.contains(&&*code))?;
    Some((trim(id), link)).filter(|(id, _)| !id.is_empty())
}

/// Whether a text may be more than an id: nearly all ids end in a digit and hold no sign.
pub(crate) fn may_be_linked(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.last().is_some_and(|last| !last.is_ascii_digit())
        || bytes.iter().any(|byte| *byte == b'+' || *byte == b'-' || !byte.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(&str, Link, Option<&str>)> {
        assert!(may_be_linked(text), "{text}");
        linked(text).map(|it| (it.id, it.link, it.lag)).collect()
    }

    #[test]
    fn links_are_taken_apart_in_every_language_of_the_program() {
        assert_eq!(read("2FS"), [("2", Link::FinishToStart, None)]);
        assert_eq!(read("12 fd"), [("12", Link::FinishToStart, None)]);
        assert_eq!(read("12EA"), [("12", Link::FinishToStart, None)]);
        assert_eq!(read("12FS+0 days"), [("12", Link::FinishToStart, None)]);
        assert_eq!(read("7SS"), [("7", Link::StartToStart, None)]);
        assert_eq!(read("7DD-50%"), [("7", Link::StartToStart, Some("-50%"))]);
        assert_eq!(read("103FS+2 hrs"), [("103", Link::FinishToStart, Some("+2 hrs"))]);
        assert_eq!(read("103FS + 2 hrs"), [("103", Link::FinishToStart, Some("+ 2 hrs"))]);
        assert_eq!(read("7+2 j"), [("7", Link::FinishToStart, Some("+2 j"))]);
    }

    #[test]
    fn an_id_with_signs_may_be_linked_as_well() {
        let expected = [
            ("A", Link::FinishToStart, Some("-1FS+2 d")),
            ("A-1", Link::FinishToStart, Some("+2 d")),
        ];
        assert_eq!(read("A-1FS+2 d"), expected);
        assert_eq!(read("FS"), []);
        assert_eq!(read("voir Paul"), []);
        assert!(!may_be_linked("CO00000001"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}|[0-9FSD+ -]{0,12}") {
            let _ = linked(&text).count();
        }
    }
}
