//! Names that a workbook lists (phases, dry runs, teams, milestones, sheets), found by what
//! somebody wrote for one of them.
//!
//! Kept true here: a name is found word for word first, then whatever its case, accents and blanks;
//! nothing else is ever left out. Signs tell names apart: `J-1` is not `J+1`, nor `Mock 1.1`
//! `Mock 11`. What fits several names fits none.

use std::collections::HashMap;

use ptr_core::KnownNames;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text::{is_dash, is_unseen};

/// A name reduced to what counts when names are compared: all but case, accents and blanks. A blank
/// between two numbers counts, as it parts them. Dashes of all lengths are one sign, and so are
/// apostrophes.
///
/// # Examples
///
/// ```
/// use ptr_excel::value::folded;
///
/// assert_eq!(folded("Équipe  Réseau"), folded("equipe reseau"));
/// assert_eq!(folded("J \u{2212} 1"), folded("j-1"));
/// assert_ne!(folded("J-1"), folded("J+1"));
/// assert_ne!(folded("FDR1 2"), folded("FDR12"));
/// ```
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let (mut last, mut is_parted) = (None::<char>, false);
    let mut push = |c: char| {
        if c.is_whitespace() {
            is_parted = true;
            return;
        }
        // An accent belongs to a letter; `≠` is no `=`.
        if is_unseen(c) || is_combining_mark(c) && last.is_none_or(char::is_alphabetic) {
            return;
        }
        if is_parted && c.is_numeric() && last.is_some_and(char::is_numeric) {
            out.push(' ');
        }
        (last, is_parted) = (Some(c), false);
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => out.push('\''),
            c if is_dash(c) => out.push('-'),
            c => out.extend(c.to_lowercase()),
        }
    };
    if name.is_ascii() {
        name.chars().for_each(&mut push);
    } else {
        name.nfd().for_each(push);
    }
    out
}

/// Names, each with the place of what it names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// How long a text may be that names one of them, blanks and marks included.
    longest: usize,
    exact: HashMap<String, usize>,
    /// By their folded form, the places that come into question, each once.
    folded: HashMap<String, Vec<usize>>,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found<'n> {
    /// Nothing that is listed.
    None,
    /// What is listed at this place.
    One(usize),
    /// One of these, but which cannot be told.
    Several(&'n [usize]),
}

impl Names {
    /// Of a list, each with its place in it.
    pub(crate) fn of<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let mut all = Self::default();
        for (place, name) in names.into_iter().enumerate() {
            all.add(name.as_ref(), place);
        }
        all
    }

    /// Adds a name of what is listed at a place. A name that is there already keeps its own place.
    pub(crate) fn add(&mut self, name: &str, place: usize) {
        self.longest = self.longest.max(16 * (name.len() + 4));
        self.exact.entry(name.to_owned()).or_insert(place);
        let places = self.folded.entry(folded(name)).or_default();
        if places.len() < KnownNames::MOST && !places.contains(&place) {
            places.push(place);
        }
    }

    /// Whether a name is there word for word.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.exact.contains_key(name)
    }

    /// What a text names: word for word, else case, accents and blanks aside.
    pub(crate) fn find(&self, text: &str) -> Found<'_> {
        if let Some(place) = self.exact.get(text) {
            return Found::One(*place);
        }
        // Long texts are notes, and not looked at letter by letter.
        if text.len() > self.longest {
            return Found::None;
        }
        match self.folded.get(&folded(text)).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([one]) => Found::One(*one),
            Some(several) => Found::Several(several),
        }
    }
}

/// Of names that differ in nothing but case, accents and blanks, each after the first with the
/// first: their places in the list.
pub(crate) fn similar_names<N: AsRef<str>>(
    names: impl IntoIterator<Item = N>,
) -> Vec<(usize, usize)> {
    let mut first: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    let mut pairs = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let name = name.as_ref();
        let alike = first.entry(folded(name)).or_default();
        if alike.len() == KnownNames::MOST || alike.iter().any(|(known, _)| known == name) {
            continue;
        }
        if let Some((_, first)) = alike.first() {
            pairs.push((*first, place));
        }
        alike.push((name.to_owned(), place));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_blanks_do_not_tell_names_apart() {
        for (one, other) in [
            ("Équipe Réseau", "EQUIPE  reseau\u{a0}"),
            ("Mock 1.1", "mock1.1"),
            ("J-1", "j \u{2011} 1"),
            ("Chef d’équipe", "chef d'equipe"),
            ("Cœur", "coeur"),
            ("e\u{301}tape", "étape"),
            ("FDR1\u{200b}", "FDR1"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn signs_and_parted_numbers_tell_names_apart() {
        for (one, other) in [
            ("J-1", "J+1"),
            ("J-1", "J1"),
            ("Mock 1.1", "Mock 11"),
            ("IT+", "IT-"),
            ("IT+", "IT"),
            ("FDR1+2", "FDR12"),
            ("FDR1 2", "FDR12"),
            ("FDR1/2", "FDR1-2"),
            ("A=B", "A≠B"),
            ("C", "C#"),
        ] {
            assert_ne!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn a_name_is_found_word_for_word_first_and_what_fits_several_fits_none() {
        let names = Names::of(["IT", "it", "Réseau"]);
        assert_eq!(names.find("it"), Found::One(1));
        assert_eq!(names.find("reseau"), Found::One(2));
        assert_eq!(names.find("I T"), Found::Several(&[0, 1]));
        assert_eq!(names.find("IT+"), Found::None);
        assert_eq!(similar_names(["IT", "it", "IT", "Réseau", "i t"]), [(0, 1), (0, 4)]);
    }

    proptest! {
        #[test]
        fn a_folded_name_is_its_own_folded_form(name in "(\\PC|[aA1 é\u{301}œ=+-]){0,20}") {
            let once = folded(&name);
            prop_assert_eq!(folded(&once), once.clone());
        }

        #[test]
        fn every_listed_name_is_found_by_itself(names in proptest::collection::vec("\\PC{1,4}", 0..8)) {
            let listed = Names::of(&names);
            for name in &names {
                let place = names.iter().position(|other| other == name);
                prop_assert_eq!(Some(listed.find(name)), place.map(Found::One));
            }
        }
    }
}
