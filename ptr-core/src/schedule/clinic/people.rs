//! People who are wanted in two places at once.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::exam::Exam;
use super::finding::FindingKind;
use super::reach::by_way_of_others;
use super::report::Report;
use super::rule::Rule;
use super::rules::Rules;
use crate::dense::StepIx;
use crate::id::{DryRun, Email, StepId};

/// How many steps under way are compared with one that starts: those that last longest.
const MOST_UNDER_WAY: usize = 8;

/// A step that wants somebody: from when, until when.
type Wanted = (DateTime<Utc>, DateTime<Utc>, StepIx);

/// Steps that want a person while another step does, where neither waits for the other: what
/// contradicts a prerequisite is told of the dates. Steps of contingency phases are compared with
/// each other alone.
///
/// A person is a contact that the step names; whoever answers for a team sends somebody, unless
/// the rules say otherwise. Time `O(contacts log contacts)` a dry run, and as [`by_way_of_others`]
/// for the pairs that overlap.
pub(super) fn check(exams: &[Exam], rules: &Rules, report: &mut Report<'_>) {
    if !report.wants(Rule::DoubleBooked) {
        return;
    }
    let mut found: BTreeMap<(&StepId, &Email, Vec<StepId>), Vec<&DryRun>> = BTreeMap::new();
    for exam in exams {
        for ((step, person), others) in overlaps(exam, rules) {
            found.entry((step, person, others)).or_default().push(exam.dry_run());
        }
    }
    for ((step, person, others), dry_runs) in found {
        let kind = FindingKind::DoubleBooked { person: person.clone(), others };
        report.tell(Some(step), kind, dry_runs);
    }
}

/// For each step and person the steps that are under way when it starts and want them too.
fn overlaps<'e>(exam: &'e Exam, rules: &Rules) -> BTreeMap<(&'e StepId, &'e Email), Vec<StepId>> {
    let schedule = &exam.schedule;
    let mut wanted: BTreeMap<(&Email, bool), Vec<Wanted>> = BTreeMap::new();
    for step in schedule.steps() {
        let Some((start, lasts)) = exam.span(step) else { continue };
        let Some(ends) = exam.ends[step] else { continue };
        if lasts <= TimeDelta::zero() || lasts > rules.longest_attended {
            continue;
        }
        let named = schedule.step(step).contacts.as_slice();
        let people = if rules.leaders { schedule.contacts(step) } else { named };
        for person in people {
            let of_person = wanted.entry((person, schedule.is_contingency(step))).or_default();
            of_person.push((start, ends, step));
        }
    }
    // Earlier in topological order, later, who, and whether the later one is told.
    let mut pairs: Vec<(StepIx, StepIx, &Email, bool)> = Vec::new();
    for ((person, _), mut steps) in wanted {
        steps.sort_unstable_by_key(|(start, _, step)| (*start, *step));
        let mut under_way: Vec<Wanted> = Vec::new();
        for (start, ends, step) in steps {
            under_way.retain(|(_, ends, _)| *ends > start);
            pairs.extend(
                under_way
                    .iter()
                    .map(|&(_, _, other)| (other.min(step), other.max(step), person, other < step)),
            );
            under_way.push((start, ends, step));
            under_way.sort_unstable_by_key(|(_, ends, step)| (*ends, *step));
            if under_way.len() > MOST_UNDER_WAY {
                under_way.remove(0);
            }
        }
    }
    pairs.sort_unstable();
    let steps: Vec<(StepIx, StepIx)> =
        pairs.iter().map(|&(first, then, ..)| (first, then)).collect();
    let paths = by_way_of_others(&steps, |step| schedule.prerequisites(step));
    let mut found: BTreeMap<(&StepId, &Email), Vec<StepId>> = BTreeMap::new();
    for ((first, then, person, later), path) in pairs.into_iter().zip(paths) {
        if path.is_some() || schedule.prerequisites(then).contains(&first) {
            continue;
        }
        let (step, other) = if later { (then, first) } else { (first, then) };
        found.entry((schedule.id(step), person)).or_default().push(schedule.id(other).clone());
    }
    for others in found.values_mut() {
        others.sort_unstable();
        others.dedup();
    }
    found
}
