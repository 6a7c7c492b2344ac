//! The check of decisions: their outcomes, their quorums, and the prerequisites that ask for an
//! outcome.

use std::collections::{BTreeMap, BTreeSet};

use super::found::Found;
use super::index::{Index, Key};
use crate::dense::{Dense, RowIx};
use crate::id::{Email, Outcome};
use crate::plan::{Field, KnownNames, Prerequisite, Problem, ProblemKind, Step};

/// A prerequisite that asks for an outcome.
#[derive(Debug)]
pub(crate) struct Ask {
    /// The step that asks.
    pub(crate) row: RowIx,
    pub(crate) decision: RowIx,
    pub(crate) outcome: Outcome,
}

/// Parts each prerequisite that is no step's id into an id and an outcome, where it is written so.
/// Time `O(prerequisites)`, and a search for each that has a `=` in it.
pub(super) fn part(steps: &mut [Step], index: &Index) {
    for row in 0..steps.len() {
        for nth in 0..steps[row].prerequisites.len() {
            let Prerequisite { step: written, outcome: None } = &steps[row].prerequisites[nth]
            else {
                continue;
            };
            if written.as_str().contains('=')
                && index.first(steps, Key::of(written)).is_none()
                && let Some(parted) = Prerequisite::part(written.as_str())
            {
                steps[row].prerequisites[nth] = parted;
            }
        }
    }
}

/// Checks outcomes and quorums; `contacts` are those of a step's team. Time `O(steps + outcomes)`.
pub(super) fn check<'c>(
    steps: &[Step],
    contacts: impl Fn(RowIx) -> &'c [Email],
    problems: &mut Found,
) {
    for (row, step) in steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        let mut report = |field, kind| problems.push(Problem::of_step(steps, row, field, kind));
        let mut before = BTreeSet::new();
        for outcome in &step.outcomes {
            if !before.insert(outcome.as_str().to_lowercase()) {
                let found = outcome.to_string();
                report(Field::Outcomes, ProblemKind::RepeatedOutcome { found });
            }
        }
        if let [only] = &step.outcomes[..] {
            report(Field::Outcomes, ProblemKind::SingleOutcome { found: only.to_string() });
        }
        let Some(quorum) = step.quorum else { continue };
        if !step.is_decision() {
            report(Field::Quorum, ProblemKind::QuorumWithoutOutcomes { quorum });
            continue;
        }
        let people = number_of_people(step, contacts(row));
        // One person is always there: somebody of the transition team.
        if quorum == 0 || quorum as usize > people.max(1) {
            report(Field::Quorum, ProblemKind::QuorumOutOfReach { quorum, people });
        }
    }
}

/// The number of people to whom a step is assigned; nobody counts twice.
fn number_of_people(step: &Step, of_team: &[Email]) -> usize {
    let own = if step.contacts.is_empty() { of_team } else { &step.contacts };
    let mut people: Vec<&Email> = own.iter().collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}

/// The prerequisites that ask for an outcome, in the order of the steps. Time `O(prerequisites)`,
/// and a search for each that asks.
pub(super) fn asks(steps: &[Step], index: &Index, problems: &mut Found) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    let mut offered: BTreeMap<RowIx, BTreeSet<&Outcome>> = BTreeMap::new();
    for (row, step) in steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        let mut asked: BTreeMap<RowIx, &Outcome> = BTreeMap::new();
        for prerequisite in &step.prerequisites {
            let Some(outcome) = &prerequisite.outcome else { continue };
            // That it does not exist, or is the step itself, is reported elsewhere.
            let found = index.first(steps, Key::of(&prerequisite.step));
            let Some(decision) = found.filter(|it| *it != row) else { continue };
            let mut report = |kind| {
                problems.push(Problem::of_step(steps, row, Field::Prerequisites, kind));
            };
            let offers = &steps[decision.index()];
            let of_it = || offers.outcomes.iter().collect();
            if !offered.entry(decision).or_insert_with(of_it).contains(outcome) {
                let (decision, found) = (offers.id.clone(), outcome.to_string());
                let known = KnownNames::of(&offers.outcomes);
                report(ProblemKind::UnknownOutcome { decision, found, known });
                continue;
            }
            if let Some(other) = asked.get(&decision).copied() {
                if other != outcome {
                    let outcomes = [other.clone(), outcome.clone()];
                    let decision = offers.id.clone();
                    report(ProblemKind::ContradictoryOutcomes { decision, outcomes });
                }
                continue;
            }
            let left_out = step.dry_runs.iter().filter(|it| !offers.dry_runs.contains(it));
            let dry_runs: Vec<_> = left_out.cloned().collect();
            if !dry_runs.is_empty() {
                let (decision, outcome) = (offers.id.clone(), outcome.clone());
                report(ProblemKind::OutcomeLeftOut { decision, outcome, dry_runs });
            }
            asked.insert(decision, outcome);
            asks.push(Ask { row, decision, outcome: outcome.clone() });
        }
    }
    asks
}
