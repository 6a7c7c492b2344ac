//! Teams and departments in the spelling of the sheet of actors, whatever case, accents and
//! blanks a step gives them.

use std::collections::BTreeMap;

use ptr_core::Actor;

use crate::value::normal;

/// How names are spelled among the actors.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    teams: Names,
    departments: Names,
}

impl Spellings {
    pub(super) fn of(actors: &[Actor]) -> Self {
        let teams = actors.iter().map(|actor| actor.team.as_str());
        let departments = actors.iter().filter_map(|actor| actor.department.as_deref());
        Self { teams: Names::of(teams), departments: Names::of(departments) }
    }

    pub(super) fn team(&self, found: String) -> String {
        self.teams.spelled(found)
    }

    pub(super) fn department(&self, found: String) -> String {
        self.departments.spelled(found)
    }
}

#[derive(Debug, Default)]
struct Names {
    /// Every name by itself, and by what counts when names are compared; of several that are
    /// the same then, the first.
    known: BTreeMap<String, String>,
    exact: std::collections::BTreeSet<String>,
}

impl Names {
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all = Self::default();
        for name in names {
            all.exact.insert(name.to_owned());
            all.known.entry(normal(name)).or_insert_with(|| name.to_owned());
        }
        all
    }

    fn spelled(&self, found: String) -> String {
        if self.known.is_empty() || self.exact.contains(&found) {
            return found;
        }
        self.known.get(&normal(&found)).cloned().unwrap_or(found)
    }
}
