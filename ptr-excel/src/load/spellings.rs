//! Teams and departments in the spelling of the sheet of actors, and phases in that of the layout,
//! whatever case, accents and blanks a step gives them.

use ptr_core::{Actor, KnownNames, Named, ProblemKind};

use crate::layout::PhaseLayout;
use crate::value::{Found, Names, folded, normal};

/// Of how many names note is taken that no sheet lists.
const MOST_NOTED: usize = 10_000;

/// How names of one kind are spelled where they are listed.
#[derive(Debug)]
pub(super) struct Spellings {
    what: Named,
    all: Vec<String>,
    names: Names,
    /// Whether there is a list of them; else they are as they come.
    is_listed: bool,
}

impl Spellings {
    /// Those of the teams.
    pub(super) fn of_teams(actors: &[Actor]) -> Self {
        Self::of(Named::Team, actors.iter().map(|actor| actor.team.as_str()))
    }

    /// Those of the departments.
    pub(super) fn of_departments(actors: &[Actor]) -> Self {
        Self::of(Named::Department, actors.iter().filter_map(|actor| actor.department.as_deref()))
    }

    /// Those of the phases that a layout lists, none where they are as they come.
    pub(super) fn of_phases<'n>(codes: impl Iterator<Item = &'n str>) -> Self {
        Self::of(Named::Phase, codes)
    }

    fn of<'n>(what: Named, listed: impl Iterator<Item = &'n str>) -> Self {
        let mut all: Vec<String> = Vec::new();
        let mut names = Names::default();
        for name in listed {
            if !names.contains(name) {
                names.add(name, all.len());
                all.push(name.to_owned());
            }
        }
        Self { what, is_listed: !all.is_empty(), all, names }
    }

    /// The name as it is listed; itself where none is like it.
    ///
    /// # Errors
    ///
    /// When several are.
    pub(super) fn spelled(&self, found: String) -> Result<String, ProblemKind> {
        if !self.is_listed {
            return Ok(found);
        }
        match self.names.find(&found) {
            Found::One(place) => Ok(self.all.get(place).cloned().unwrap_or(found)),
            Found::None => Ok(found),
            Found::Several(places) => {
                let names: Vec<&String> =
                    places.iter().filter_map(|place| self.all.get(*place)).collect();
                let names = KnownNames::of(names);
                Err(ProblemKind::AmbiguousName { what: self.what, found, names })
            }
        }
    }

    /// Takes note of a name where none are listed. Gives the problem that it differs from an
    /// earlier one in nothing but case, accents and blanks, the first time that it does.
    pub(super) fn as_it_comes(&mut self, name: &str) -> Option<ProblemKind> {
        if self.is_listed || self.names.contains(name) || self.all.len() == MOST_NOTED {
            return None;
        }
        let similar = match self.names.find(name) {
            Found::One(place) => Some(place),
            Found::Several(places) => places.first().copied(),
            Found::None => None,
        };
        let similar = similar.and_then(|place| self.all.get(place)).cloned();
        self.names.add(name, self.all.len());
        self.all.push(name.to_owned());
        let names = [similar?, name.to_owned()];
        Some(ProblemKind::SimilarNames { what: self.what, names })
    }
}

/// The forms in which a listed phase is compared.
#[derive(Debug)]
pub(super) struct PhaseForms {
    /// The code without the dashes that join words.
    pub(super) code: String,
    /// What people call it.
    pub(super) label: String,
    pub(super) normal_label: String,
}

impl PhaseForms {
    pub(super) fn of(phases: &[PhaseLayout]) -> Vec<Self> {
        let standard = ptr_core::Phase::standard();
        let forms = |phase: &PhaseLayout| {
            let known = standard.iter().find(|known| known.code == *phase.code);
            let label = phase.label.clone().or_else(|| known.and_then(|it| it.label.clone()));
            let label = label.unwrap_or_default();
            Self {
                code: unhyphenated(&phase.code),
                label: folded(&label),
                normal_label: normal(&label),
            }
        };
        phases.iter().map(forms).collect()
    }
}

/// A code without the dashes that join two words, as in `FB-RB`; those of `J-1` and `IT-` are signs.
pub(super) fn unhyphenated(code: &str) -> String {
    let code: Vec<char> = folded(code).chars().collect();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| code.get(at)).is_some_and(|c| c.is_alphabetic());
    let joins =
        |at: usize| code[at] == '-' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    (0..code.len()).filter(|at| !joins(*at)).map(|at| code[at]).collect()
}
