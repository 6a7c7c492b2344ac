//! Ids that hold the signs which part a list.
//!
//! `1,2` is two prerequisites, unless a step is called just that. If there are steps of all three
//! ids, nobody can tell which are meant. Only the ids that exist decide, once all are known.

use std::collections::HashSet;

use ptr_core::{Field, KnownNames, Prerequisite, Problem, ProblemKind, Step, StepId, compared};

use crate::a1::CellName;
use crate::load::sheet::place;
use crate::value::{items, parts_a_list, trim};

/// The lists of prerequisites as their cells hold them.
#[derive(Debug, Default)]
pub(crate) struct Lists(Vec<List>);

#[derive(Debug)]
struct List {
    /// The step: how many stand above it.
    step: usize,
    at: CellName,
    text: String,
}

impl Lists {
    /// Takes note of a cell of the step that so many stand above.
    pub(crate) fn add(&mut self, step: usize, at: CellName, text: &str) {
        /// Longer texts hold no id that looks like a list.
        const LONGEST: usize = 200;
        if text.len() <= LONGEST && text.contains(parts_a_list) {
            self.0.push(List { step, at, text: text.to_owned() });
        }
    }

    /// Takes as one id what is one and no list of others. Gives what may be either. Time linear in
    /// ids and lists.
    pub(crate) fn decide(self, steps: &mut [Step], sheet: &str) -> Vec<Problem> {
        let has_signs = |step: &&Step| step.id.as_str().contains(parts_a_list);
        if !steps.iter().any(|step| has_signs(&step)) {
            return Vec::new();
        }
        let ids: HashSet<StepId> = steps.iter().map(|step| step.id.clone()).collect();
        let mut problems = Vec::new();
        for List { step: number, at, text } in self.0 {
            let Some(step) = steps.get_mut(number) else { continue };
            let mut told = |kind| {
                let id = Some(step.id.clone());
                let problem = Problem::of_field(number, id, Field::Prerequisites, kind);
                problems.push(problem.at(place(sheet, at)));
            };
            let mut is_changed = false;
            let mut all: Vec<StepId> = Vec::new();
            for part in parts(&text, &ids) {
                let listed: Vec<StepId> =
                    items(part).filter_map(|item| StepId::new(compared(item)).ok()).collect();
                match ids.get(&*compared(part)) {
                    Some(one) if listed.len() > 1 && !listed.iter().all(|it| ids.contains(it)) => {
                        is_changed = true;
                        all.push(one.clone());
                    }
                    Some(one) if listed.len() > 1 => {
                        let list = listed.iter().map(StepId::as_str).collect::<Vec<_>>().join("; ");
                        told(ProblemKind::AmbiguousList {
                            found: part.to_owned(),
                            readings: KnownNames::of([one.as_str(), &list]),
                        });
                    }
                    _ => all.extend(listed),
                }
            }
            if is_changed {
                step.prerequisites = all.into_iter().map(Prerequisite::from).collect();
            }
        }
        problems
    }
}

/// The whole text if it is an id; else what stands between semicolons and line breaks.
fn parts<'t>(text: &'t str, ids: &HashSet<StepId>) -> Vec<&'t str> {
    let whole = trim(text);
    if ids.contains(&*compared(whole)) {
        return vec![whole];
    }
    let is_strong = |c: char| c != ',' && parts_a_list(c);
    text.split(is_strong).map(trim).filter(|part| !part.is_empty()).collect()
}
