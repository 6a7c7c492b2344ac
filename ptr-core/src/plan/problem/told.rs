//! Problems as people can read them: what comes by the hundred is told once.
//!
//! An undated plan has one problem a step, and the one circle in it must not stand between them.
//! Kept true here: no problem is left out but those that are counted with one of their kind.

use std::collections::BTreeMap;

use super::place::Field;
use super::{Problem, Problems};

/// From how many problems on a kind is told once.
const HUNDRED: usize = 100;

/// How many problems of a kind are told by themselves as data.
const THOUSAND: usize = 1_000;

/// How many places of a kind are told beside the first.
const MOST_PLACES: usize = 10;

/// A problem, and where else its kind was found if it was told for a hundred of them and more.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Told {
    /// The problem, the first of its kind.
    pub problem: Problem,
    /// How many more there are of its kind that are not told by themselves; mostly none.
    pub further: usize,
    /// The first of these, at most ten.
    pub places: Vec<Problem>,
}

/// What problems of one kind have in common.
type Kind<'p> = (&'static str, Option<Field>, Option<&'p str>);

impl Told {
    /// Each problem in the order given; of a kind (one code, field and sheet) that comes a hundred
    /// times and more the first alone, with their number and first places. Time `O(problems)`.
    ///
    /// ```
    /// use ptr_core::{Plan, Step, Told};
    ///
    /// let step = |number: u32| Step::new(format!("CO{number}"), "CO")?.in_dry_runs(["FDR1"]);
    /// let plan = Plan::from_steps((0..400).map(step).collect::<Result<Vec<_>, _>>()?)?;
    /// assert_eq!(plan.warnings().len(), 400, "no step has a date");
    /// let told = Told::of(plan.warnings());
    /// assert_eq!((told.len(), told[0].further, told[0].places.len()), (1, 399, 10));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(problems: &[Problem]) -> Vec<Self> {
        gather(problems.iter().map(|problem| (problem, 0)), once)
    }

    /// The same as data: the first thousand of a kind, the last of them with the number and first
    /// places of the rest. Time `O(problems)`.
    pub fn listed(problems: &[Problem]) -> Vec<Self> {
        gather(problems.iter().map(|problem| (problem, 0)), |_| THOUSAND)
    }

    /// What was [`listed`](Self::listed), as [`of`](Self::of) tells it. Time `O(problems)`.
    pub fn once(listed: &[Self]) -> Vec<Self> {
        gather(listed.iter().map(|told| (&told.problem, told.further)), once)
    }
}

/// How many of a kind that comes so often are told by themselves in a text.
fn once(count: usize) -> usize {
    if count >= HUNDRED { 1 } else { count }
}

/// Tells problems, each with the number of those that were counted with it. Of a kind `alone` says
/// how many are told by themselves; the last of them stands for the rest.
fn gather<'p>(
    problems: impl Iterator<Item = (&'p Problem, usize)> + Clone,
    alone: impl Fn(usize) -> usize,
) -> Vec<Told> {
    let mut counts: BTreeMap<Kind<'_>, usize> = BTreeMap::new();
    for (problem, further) in problems.clone() {
        *counts.entry(kind(problem)).or_default() += 1 + further;
    }
    // Of each kind, how many have been told, and where the last one of them stands.
    let mut last: BTreeMap<Kind<'_>, (usize, usize)> = BTreeMap::new();
    let mut all: Vec<Told> = Vec::new();
    for (problem, further) in problems {
        let kind = kind(problem);
        let count = counts.get(&kind).copied().unwrap_or_default();
        let (told, place) = last.entry(kind).or_default();
        if *told < alone(count) {
            (*told, *place) = (*told + 1, all.len());
            all.push(Told { problem: problem.clone(), further, places: Vec::new() });
        } else if let Some(last) = all.get_mut(*place) {
            last.further += 1 + further;
            if last.places.len() < MOST_PLACES {
                last.places.push(problem.clone());
            }
        }
    }
    all
}

fn kind(problem: &Problem) -> Kind<'_> {
    let sheet = problem.place.as_ref().map(|place| place.sheet.as_str());
    (problem.code(), problem.field, sheet)
}

impl Problems {
    /// The problems as people can read them: [`Told::of`] all of them.
    pub fn told(&self) -> Vec<Told> {
        Told::of(self.as_slice())
    }
}
