//! The problems that a check finds, bounded: a plan of nothing but problems must not take more
//! memory to refuse than to hold.

use std::collections::BTreeMap;

use crate::plan::Problem;

/// How many problems of a kind are kept at least.
const MOST_OF_A_KIND: usize = 20_000;

/// From how many problems in all on those of a kind of which there are enough are left out.
const MOST_PROBLEMS: usize = 300_000;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    problems: Vec<Problem>,
    /// How many there are of each kind, by its code.
    of_a_kind: BTreeMap<&'static str, usize>,
}

impl Found {
    /// Adds a problem, unless there are very many in all and enough of its kind. Time
    /// `O(log kinds)`.
    pub(super) fn push(&mut self, problem: Problem) {
        let of_its_kind = self.of_a_kind.entry(problem.code()).or_default();
        if self.problems.len() < MOST_PROBLEMS || *of_its_kind < MOST_OF_A_KIND {
            *of_its_kind += 1;
            self.problems.push(problem);
        }
    }

    /// The problems, in the order in which they were found.
    pub(super) fn into_vec(self) -> Vec<Problem> {
        self.problems
    }
}

impl Extend<Problem> for Found {
    fn extend<T: IntoIterator<Item = Problem>>(&mut self, problems: T) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}
