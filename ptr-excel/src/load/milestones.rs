//! The milestones of a plan, found by any of their names.

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{DryRun, Milestone, Moment};

use crate::value::milestone_name;

/// The milestones in the order of the sheet.
#[derive(Debug, Default)]
pub(super) struct Milestones {
    all: Vec<Milestone>,
    /// The place of each milestone by its name, and by its further names where these are no
    /// other's, in the form in which names are compared.
    by_name: BTreeMap<String, usize>,
    /// Dates that count in every dry run that has none of its own.
    common: Vec<(usize, Moment)>,
}

impl Milestones {
    pub(super) fn push(
        &mut self,
        milestone: Milestone,
        aliases: &[String],
        common: Option<Moment>,
    ) {
        let place = self.all.len();
        self.by_name.insert(milestone_name(&milestone.name), place);
        for alias in aliases {
            self.by_name.entry(milestone_name(alias)).or_insert(place);
        }
        self.common.extend(common.map(|date| (place, date)));
        self.all.push(milestone);
    }

    /// Adds dates to a milestone that is known and has none of them yet; gives whether it did.
    pub(super) fn add_dates(&mut self, name: &str, dates: &mut BTreeMap<DryRun, Moment>) -> bool {
        let known = self.all.iter_mut().find(|known| known.name == name);
        match known.filter(|it| dates.keys().all(|dry_run| !it.dates.contains_key(dry_run))) {
            Some(known) => {
                known.dates.append(dates);
                true
            }
            None => false,
        }
    }

    /// The name of the milestone that is called so, as the sheet spells it.
    pub(super) fn spelled(&self, name: &str) -> Option<&str> {
        let place = self.by_name.get(&milestone_name(name))?;
        self.all.get(*place).map(|milestone| milestone.name.as_str())
    }

    pub(super) fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.all.iter().map(|milestone| milestone.name.as_str())
    }

    /// All of them, those with one date for all dry runs dated in each of these.
    pub(super) fn dated(&self, dry_runs: &BTreeSet<&DryRun>) -> Vec<Milestone> {
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
