//! Which headings are dry runs.
//!
//! A sheet may give each dry run a column of its own: its date, its environment, an `x`. Such a
//! column is known by a name that another sheet has given already, or by looking like the name
//! of a rehearsal.

use ptr_core::{DryRun, KnownNames, Named, ProblemKind};

use crate::layout::StepColumns;
use crate::layout::headings::Heading;
use crate::value::{Found, Names, folded, is_one_of, normal, trim, words};

/// The dry runs that the sheets name, each in the spelling that came first.
#[derive(Debug, Clone, Default)]
pub(super) struct DryRunNames {
    all: Vec<DryRun>,
    names: Names,
}

/// A dry run, or the problem that which it is cannot be told.
pub(super) type Told = Result<DryRun, ProblemKind>;

impl DryRunNames {
    /// Adds a name, unless it is known in some spelling; gives the spelling that counts.
    pub(super) fn add(&mut self, name: DryRun) -> DryRun {
        match self.names.find(name.as_str()) {
            Found::One(place) => self.all.get(place).cloned().unwrap_or(name),
            Found::None | Found::Several(_) => self.list(name),
        }
    }

    /// Adds a name that stands in a list, unless it is known word for word: then there are two of
    /// one spelling, for somebody to tell.
    pub(super) fn list(&mut self, name: DryRun) -> DryRun {
        let name = if is_live(name.as_str()) { DryRun::live() } else { name };
        if !self.names.contains(name.as_str()) {
            self.names.add(name.as_str(), self.all.len());
            self.all.push(name.clone());
        }
        name
    }

    /// The dry run that is called so, if one is.
    pub(super) fn find(&self, name: &str) -> Option<Told> {
        match self.names.find(name) {
            Found::None => None,
            Found::One(place) => self.all.get(place).cloned().map(Ok),
            Found::Several(places) => {
                let names: Vec<&DryRun> =
                    places.iter().filter_map(|place| self.all.get(*place)).collect();
                Some(Err(ProblemKind::AmbiguousName {
                    what: Named::DryRun,
                    found: name.to_owned(),
                    names: KnownNames::of(names),
                }))
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn as_slice(&self) -> &[DryRun] {
        &self.all
    }

    /// The dry run that a heading is the column of, if it is one of those known or looks like
    /// one.
    pub(super) fn of_heading(&self, heading: &Heading) -> Option<Told> {
        [heading.text.as_str(), heading.own.as_str()].into_iter().find_map(|text| self.named(text))
    }

    /// The dry run whose start stands under a heading such as `Date FDR1`, or under `FDR1` below
    /// the title `Date d'exécution`.
    pub(super) fn of_date_heading(&self, heading: &Heading) -> Option<Told> {
        let titled = heading.title.as_deref().filter(|title| is_a_date(title));
        if let Some(dry_run) = titled.and_then(|_| self.named(&heading.own)) {
            return Some(dry_run);
        }
        self.of_date_text(&heading.text).or_else(|| self.of_date_text(&heading.own))
    }

    fn of_date_text(&self, text: &str) -> Option<Told> {
        /// Longer ones are no headings of dates.
        const LONGEST: usize = 200;
        let text = trim(text);
        if text.len() > LONGEST {
            return None;
        }
        // The name is the last word or words, or the first: try the longest first. Signs may
        // belong to it; brackets, colons and the like do not.
        let name = |text: &str| {
            let bare = |c: char| c.is_whitespace() || "()[]{}:;,\"«»".contains(c);
            self.named(text).or_else(|| self.named(text.trim_matches(bare)))
        };
        let is_cut = |(_, c): &(usize, char)| !c.is_alphanumeric();
        let cuts: Vec<_> = text.char_indices().filter(is_cut).collect();
        let in_front = |(at, c): &(usize, char)| {
            let after = &text[at + c.len_utf8()..];
            if is_a_date(&text[..*at]) { name(after) } else { None }
        };
        let behind = |(at, c): &(usize, char)| {
            let after = &text[at + c.len_utf8()..];
            if is_a_date(after) { name(&text[..*at]) } else { None }
        };
        cuts.iter().find_map(in_front).or_else(|| cuts.iter().rev().find_map(behind))
    }

    fn named(&self, text: &str) -> Option<Told> {
        let text = trim(text);
        self.find(text).or_else(|| match looks_like_one(text) {
            true if is_live(text) => Some(Ok(DryRun::live())),
            true => DryRun::new(text).ok().map(Ok),
            false => None,
        })
    }
}

/// Whether a name is that of the real execution.
pub(super) fn is_live(name: &str) -> bool {
    folded(name) == "live"
}

/// Whether the words before a dry run's name say that its column holds the start.
fn is_a_date(words: &str) -> bool {
    let words = normal(words).replace("dates", "date");
    StepColumns::START.known().is(&words)
}

/// `FDR1`, `DR 2`, `Dry run 3`, `Répétition 1`, `Live`; not `FDR1+2`, which are two.
pub(crate) fn looks_like_one(text: &str) -> bool {
    let name = folded(text);
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem {
        "live" => stem == name,
        stem => {
            let word = normal(stem.trim_end_matches(['+', '#']));
            let begins = stem.starts_with(char::is_alphabetic) && stem != name;
            begins && is_one_of(&word, words!("workbook-words-dry-run"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rehearsals_are_recognised() {
        for name in ["FDR1", "fdr 12", "DR-3", "FDR+1", "Dry run 2", "Répétition 1", "Live", "LIVE"]
        {
            assert!(looks_like_one(name), "{name}");
        }
        for name in
            ["FDR", "Commentaire", "Durée", "Live 2", "T1", "", "FDR1+2", "FDR1/2", "FDR 1 2"]
        {
            assert!(!looks_like_one(name), "{name}");
        }
    }
}
