//! The milestones of a plan, found by any of their names.

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{DryRun, KnownNames, Milestone, Moment, Named, ProblemKind, RequiredEnd};

use crate::value::{Found, Names, folded};

/// The milestones in the order of the sheet.
#[derive(Debug, Default)]
pub(crate) struct Milestones {
    all: Vec<Milestone>,
    /// The place of each milestone by its name.
    names: Names,
    /// And by its further names, for what is no milestone's own name.
    aliases: Names,
    /// The further names that several have, folded, each with these milestones.
    shared: BTreeMap<String, Vec<usize>>,
    /// Dates that count in every dry run that has none of its own.
    common: Vec<(usize, Moment)>,
}

impl Milestones {
    pub(crate) fn push(
        &mut self,
        milestone: Milestone,
        aliases: &[String],
        common: Option<Moment>,
    ) {
        let place = self.all.len();
        self.names.add(&milestone.name, place);
        for alias in aliases {
            match self.aliases.find(alias) {
                Found::One(first) if first != place => {
                    let of_it = self.shared.entry(folded(alias)).or_insert_with(|| vec![first]);
                    if of_it.len() < KnownNames::MOST && !of_it.contains(&place) {
                        of_it.push(place);
                    }
                }
                Found::None | Found::One(_) | Found::Several(_) => {}
            }
            self.aliases.add(alias, place);
        }
        self.common.extend(common.map(|date| (place, date)));
        self.all.push(milestone);
    }

    /// Adds dates to a milestone that is known and has none of them yet, and what must have ended
    /// by it if that is not known; gives whether it did.
    pub(crate) fn add_dates(
        &mut self,
        name: &str,
        dates: &mut BTreeMap<DryRun, Moment>,
        required_end: Option<&RequiredEnd>,
    ) -> bool {
        let known = self.place(name).and_then(|place| self.all.get_mut(place));
        let adds = |it: &&mut Milestone| {
            let is_same =
                required_end.is_none_or(|end| it.required_end.as_ref().is_none_or(|it| it == end));
            is_same && dates.keys().all(|dry_run| !it.dates.contains_key(dry_run))
        };
        match known.filter(adds) {
            Some(known) => {
                known.required_end = known.required_end.take().or_else(|| required_end.cloned());
                known.dates.extend(std::mem::take(dates));
                true
            }
            None => false,
        }
    }

    /// The name of the milestone that is called so, as the sheet spells it, if there is one; or
    /// that several are.
    pub(crate) fn spelled(&self, name: &str) -> Option<Result<&str, ProblemKind>> {
        let of = |place: &usize| self.all.get(*place).map(|milestone| milestone.name.as_str());
        let found = match self.names.find(name) {
            Found::None => match self.shared.get(&folded(name)) {
                Some(several) => Found::Several(several),
                None => self.aliases.find(name),
            },
            found => found,
        };
        match found {
            Found::None => None,
            Found::One(place) => of(&place).map(Ok),
            Found::Several(places) => {
                let names: Vec<&str> = places.iter().filter_map(of).collect();
                Some(Err(ProblemKind::AmbiguousName {
                    what: Named::Milestone,
                    found: name.to_owned(),
                    names: KnownNames::of(names),
                }))
            }
        }
    }

    /// The dates of a milestone, by its own name, in single dry runs and in all others.
    pub(crate) fn dates(&self, name: &str) -> Option<(&BTreeMap<DryRun, Moment>, Option<&Moment>)> {
        let place = self.place(name)?;
        let common = self.common.binary_search_by_key(&place, |(it, _)| *it).ok();
        let common = common.and_then(|at| self.common.get(at)).map(|(_, date)| date);
        Some((&self.all.get(place)?.dates, common))
    }

    /// The place of the first milestone of this very name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        match self.names.find(name) {
            Found::One(place) if self.names.contains(name) => Some(place),
            Found::One(_) | Found::None | Found::Several(_) => None,
        }
    }

    pub(crate) fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.all.iter().map(|milestone| milestone.name.as_str())
    }

    /// All of them, those with one date for all dry runs dated in each of these.
    pub(crate) fn dated(&self, dry_runs: &BTreeSet<&DryRun>) -> Vec<Milestone> {
        let mut all = self.all.clone();
        for (place, date) in &self.common {
            let Some(milestone) = all.get_mut(*place) else { continue };
            for &dry_run in dry_runs {
                milestone.dates.entry(dry_run.clone()).or_insert(*date);
            }
        }
        all
    }
}
