//! Dates that say something else than prerequisites and durations do, and long waits.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::exam::Exam;
use super::finding::FindingKind;
use super::report::Report;
use super::rules::Rules;
use crate::dense::StepIx;
use crate::id::DryRun;
use crate::plan::Plan;

/// A step and one of its prerequisites, by their places in the plan: the longest time between
/// them, and where it was found.
type Pairs<'e> = BTreeMap<(usize, usize), (TimeDelta, Vec<&'e DryRun>)>;

/// Steps dated before a prerequisite is over, and steps dated long after the last one is. What is
/// the same in several dry runs is told once, with the longest time. Time `O(dry runs * (steps +
/// prerequisites) log steps)`.
pub(super) fn check(plan: &Plan, exams: &[Exam], rules: &Rules, report: &mut Report<'_>) {
    let (mut early, mut waits) = (Pairs::new(), Pairs::new());
    for exam in exams {
        let schedule = &exam.schedule;
        for step in schedule.steps() {
            let Some(start) = schedule.start(step) else { continue };
            let over = |it| Some((exam.ends[it]?, it));
            for (ends, it) in exam.comparable(step).filter_map(over) {
                if start < ends {
                    note(&mut early, exam, (step, it), ends - start);
                }
            }
            // Of several that are over last, the first by its id: they come in that order.
            let last = exam.comparable(step).filter_map(over).min_by_key(|it| Reverse(it.0));
            if let Some((ends, it)) = last.filter(|(ends, _)| start - *ends > rules.longest_wait) {
                note(&mut waits, exam, (step, it), start - ends);
            }
        }
    }
    let id = |place: usize| &plan.steps()[place].id;
    for ((step, prerequisite), (by, dry_runs)) in early {
        let prerequisite = id(prerequisite).clone();
        let kind = FindingKind::StartsBeforePrerequisiteEnds { prerequisite, by };
        report.tell(Some(id(step)), kind, dry_runs);
    }
    for ((step, prerequisite), (wait, dry_runs)) in waits {
        let (prerequisite, longest) = (id(prerequisite).clone(), rules.longest_wait);
        let kind = FindingKind::LongWait { prerequisite, wait, longest };
        report.tell(Some(id(step)), kind, dry_runs);
    }
}

fn note<'e>(
    pairs: &mut Pairs<'e>,
    exam: &'e Exam,
    (step, prerequisite): (StepIx, StepIx),
    length: TimeDelta,
) {
    let place = |step| exam.schedule.place_in_plan(step);
    let (longest, dry_runs) = pairs.entry((place(step), place(prerequisite))).or_default();
    *longest = (*longest).max(length);
    dry_runs.push(exam.dry_run());
}
