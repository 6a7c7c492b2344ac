//! What single steps and milestones lack, whatever stands before and after them.

use std::collections::BTreeSet;

use super::decision::Decisions;
use super::exam::Exam;
use super::finding::FindingKind;
use super::report::Report;
use super::rules::Rules;
use crate::dense::StepIx;
use crate::plan::{KnownNames, Plan, Start, Step, When};

/// Duration, owner, criteria, length. Steps that no dry run executes are told by the plan itself
/// ([`Plan::warnings`]) and are not looked at. Time `O(characters of the labels)`.
pub(super) fn check(plan: &Plan, rules: &Rules, report: &mut Report<'_>) {
    let decisions = Decisions::of(&rules.decisions);
    for (place, step) in plan.steps().iter().enumerate() {
        if step.dry_runs.is_empty() {
            continue;
        }
        let mut tell = |kind| report.tell(Some(&step.id), kind, []);
        match step.duration {
            None => tell(FindingKind::NoDuration),
            Some(duration) if duration > rules.longest_step => {
                tell(FindingKind::LongStep { duration, longest: rules.longest_step });
            }
            Some(_) => {}
        }
        if step.team.is_none() && plan.contacts(place).is_empty() {
            tell(FindingKind::NoOwner);
        }
        if step.instructions.is_none()
            && let Some(word) = decisions.in_label(&step.label)
        {
            tell(FindingKind::NoCriteria { word: word.to_owned() });
        }
    }
}

/// Steps without a date in a dry run that executes them.
pub(super) fn check_starts(exams: &[Exam], report: &mut Report<'_>) {
    for exam in exams {
        let schedule = &exam.schedule;
        let follows = |step| schedule.followers().iter().any(|(follower, _)| *follower == step);
        let is_undated = |step: &StepIx| schedule.start(*step).is_none() && !follows(*step);
        for step in schedule.steps().filter(is_undated) {
            report.tell(Some(schedule.id(step)), FindingKind::NoStart, [exam.dry_run()]);
        }
    }
}

/// Milestones that no step is dated by. Where no step is dated by any, they are there to be read
/// and all is well. Time `O(steps * dry runs)`.
pub(super) fn check_milestones(plan: &Plan, rules: &Rules, report: &mut Report<'_>) {
    let milestones = plan.milestones();
    if let Some(end) = &rules.required_end
        && milestones.iter().all(|milestone| milestone.name != *end)
    {
        let known = KnownNames::of(milestones.iter().map(|milestone| &milestone.name));
        let kind = FindingKind::UnknownRequiredEnd { found: end.clone(), known };
        report.tell(None, kind, []);
    }
    let mut used: BTreeSet<&str> = plan.steps().iter().flat_map(milestones_of).collect();
    if used.is_empty() {
        return;
    }
    used.extend(rules.required_end.as_deref());
    used.extend(milestones.iter().filter(|it| it.required_end.is_some()).map(|it| &*it.name));
    used.extend(plan.phases().iter().filter_map(|phase| phase.sets.as_deref()));
    for milestone in milestones.iter().filter(|it| !used.contains(it.name.as_str())) {
        let milestone = milestone.name.clone();
        report.tell(None, FindingKind::UnusedMilestone { milestone }, []);
    }
}

/// The milestones that a step is dated by.
fn milestones_of(step: &Step) -> impl Iterator<Item = &str> {
    let (one, by_dry_run) = match &step.start {
        Start::Unset => (None, None),
        Start::At(when) => (Some(when), None),
        Start::ByDryRun(dates) => (None, Some(dates.values())),
    };
    let all = one.into_iter().chain(by_dry_run.into_iter().flatten());
    all.filter_map(|when| match when {
        When::FromMilestone(from) => Some(from.milestone.as_str()),
        When::Moment(_) => None,
    })
}
