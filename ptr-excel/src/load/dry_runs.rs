//! Which headings are dry runs.
//!
//! A sheet may give each dry run a column of its own: its date, its environment, an `x`. Such a
//! column is known by a name that another sheet has given already, or by looking like the name
//! of a rehearsal.

use ptr_core::DryRun;

use crate::heading::{Heading, Headings, Place, normal};
use crate::layout::StepColumns;

/// The dry runs that the sheets name, each in the spelling that came first.
#[derive(Debug, Clone, Default)]
pub(super) struct DryRunNames(Vec<DryRun>);

impl DryRunNames {
    pub(super) fn new(names: impl IntoIterator<Item = DryRun>) -> Self {
        let mut known = Self::default();
        for name in names {
            known.add(name);
        }
        known
    }

    /// Adds a name, unless it is known in some spelling; gives the spelling that counts.
    pub(super) fn add(&mut self, name: DryRun) -> DryRun {
        if let Some(known) = self.find(name.as_str()) {
            return known.clone();
        }
        self.0.push(name.clone());
        name
    }

    pub(super) fn find(&self, name: &str) -> Option<&DryRun> {
        let exact = self.0.iter().find(|known| known.as_str() == name);
        exact.or_else(|| self.0.iter().find(|known| normal(known.as_str()) == normal(name)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn as_slice(&self) -> &[DryRun] {
        &self.0
    }

    /// The dry run that a heading is the column of, if it is one of those known or looks like
    /// one.
    pub(super) fn of_heading(&self, heading: &Heading) -> Option<DryRun> {
        [heading.text.as_str(), heading.own.as_str()].into_iter().find_map(|text| self.named(text))
    }

    /// The dry run whose start stands under a heading such as `Date FDR1`.
    pub(super) fn of_date_heading(&self, heading: &Heading) -> Option<DryRun> {
        let text = heading.text.trim();
        // The name is the last word or words: try the longest rest after the words for a date.
        let cuts = text.char_indices().filter(|(_, c)| !c.is_alphanumeric());
        let mut cuts = cuts.map(|(at, c)| (&text[..at], &text[at + c.len_utf8()..]));
        cuts.find_map(|(date, name)| {
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            is_a_date(date).then(|| self.named(name)).flatten()
        })
    }

    fn named(&self, text: &str) -> Option<DryRun> {
        let text = text.trim();
        let known = self.find(text).cloned();
        known.or_else(|| if looks_like_one(text) { DryRun::new(text).ok() } else { None })
    }
}

/// Whether the words before a dry run's name say that its column holds the start.
fn is_a_date(words: &str) -> bool {
    let words = normal(words);
    match StepColumns::START {
        crate::heading::Known::Words(groups) => {
            groups.iter().any(|group| group.contains(&words.as_str()))
        }
        crate::heading::Known::Like(test) => test(&words),
    }
}

/// `FDR1`, `DR 2`, `Dry run 3`, `Répétition 1`, `Live`.
pub(super) fn looks_like_one(text: &str) -> bool {
    let name = normal(text);
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem {
        "live" => stem == name,
        "fdr" | "dr" | "dryrun" | "repetition" | "rehearsal" => stem != name,
        _ => false,
    }
}

/// The first column that is no dry run's: where a table of few headings has its names.
pub(super) fn first_other(headings: &Headings) -> Place {
    let other = headings.iter().find(|heading| !looks_like_one(&heading.own));
    other.map_or(Place::Missing, |heading| Place::At(vec![heading.col]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rehearsals_are_recognised() {
        for name in ["FDR1", "fdr 12", "DR-3", "Dry run 2", "Répétition 1", "Live", "LIVE"] {
            assert!(looks_like_one(name), "{name}");
        }
        for name in ["FDR", "Commentaire", "Durée", "Live 2", "T1", ""] {
            assert!(!looks_like_one(name), "{name}");
        }
    }
}
