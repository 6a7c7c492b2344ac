//! Which headings are dry runs.
//!
//! A sheet may give each dry run a column of its own: its date, its environment, an `x`. Such a
//! column is known by a name that another sheet has given already, or by looking like the name
//! of a rehearsal.

use ptr_core::DryRun;

use crate::layout::headings::Heading;
use crate::layout::{Known, StepColumns};
use crate::value::{normal, trim};

/// The dry runs that the sheets name, each in the spelling that came first.
#[derive(Debug, Clone, Default)]
pub(super) struct DryRunNames {
    names: Vec<DryRun>,
    /// Of each name what counts when names are compared.
    normals: Vec<String>,
}

impl DryRunNames {
    /// Adds a name, unless it is known in some spelling; gives the spelling that counts.
    pub(super) fn add(&mut self, name: DryRun) -> DryRun {
        if let Some(known) = self.find(name.as_str()) {
            return known.clone();
        }
        let normal = normal(name.as_str());
        let name = if normal == "live" { DryRun::live() } else { name };
        self.names.push(name.clone());
        self.normals.push(normal);
        name
    }

    pub(super) fn find(&self, name: &str) -> Option<&DryRun> {
        let exact = self.names.iter().find(|known| known.as_str() == name);
        exact.or_else(|| {
            let same = normal(name);
            let at = self.normals.iter().position(|known| *known == same && !same.is_empty())?;
            self.names.get(at)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn as_slice(&self) -> &[DryRun] {
        &self.names
    }

    /// The dry run that a heading is the column of, if it is one of those known or looks like
    /// one.
    pub(super) fn of_heading(&self, heading: &Heading) -> Option<DryRun> {
        [heading.text.as_str(), heading.own.as_str()].into_iter().find_map(|text| self.named(text))
    }

    /// The dry run whose start stands under a heading such as `Date FDR1`, or under `FDR1` below
    /// the title `Date d'exécution`.
    pub(super) fn of_date_heading(&self, heading: &Heading) -> Option<DryRun> {
        let titled = heading.title.as_deref().filter(|title| is_a_date(title));
        if let Some(dry_run) = titled.and_then(|_| self.named(&heading.own)) {
            return Some(dry_run);
        }
        self.of_date_text(&heading.text).or_else(|| self.of_date_text(&heading.own))
    }

    fn of_date_text(&self, text: &str) -> Option<DryRun> {
        let text = trim(text);
        // The name is the last word or words, or the first: try the longest first.
        let is_cut = |(_, c): &(usize, char)| !c.is_alphanumeric();
        let cuts = text.char_indices().filter(is_cut);
        let mut cuts = cuts.map(|(at, c)| (&text[..at], &text[at + c.len_utf8()..]));
        cuts.find_map(|(before, after)| {
            let name = |text: &str| self.named(text.trim_matches(|c: char| !c.is_alphanumeric()));
            let in_front = || if is_a_date(before) { name(after) } else { None };
            let behind = || if is_a_date(after) { name(before) } else { None };
            in_front().or_else(behind)
        })
    }

    fn named(&self, text: &str) -> Option<DryRun> {
        let text = trim(text);
        if let Some(known) = self.find(text) {
            return Some(known.clone());
        }
        match looks_like_one(text) {
            true if normal(text) == "live" => Some(DryRun::live()),
            true => DryRun::new(text).ok(),
            false => None,
        }
    }
}

/// Whether the words before a dry run's name say that its column holds the start.
fn is_a_date(words: &str) -> bool {
    let words = normal(words).replace("dates", "date");
    match StepColumns::START {
        Known::Words(groups) => groups.iter().any(|group| group.contains(&words.as_str())),
        Known::Like(test) => test(&words),
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
