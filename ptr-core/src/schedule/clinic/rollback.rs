//! Whether a rollback would be over before the required end.

use chrono::{DateTime, TimeDelta, Utc};

use super::decision::Decisions;
use super::exam::Exam;
use super::finding::FindingKind;
use super::report::Report;
use super::rule::Rule;
use super::rules::Rules;
use crate::dense::{DenseMap, StepIx};
use crate::plan::Plan;

/// In each dry run that dates a required end: whether the contingency phases are over by then. The
/// required ends are that of the rules or, without one, those of the plan.
///
/// Their steps begin when the plan dates them, and not before all that they wait for is over. The
/// rollback is declared when the last decision before the required end has been taken: then begin
/// those that have neither date nor dated prerequisite, and from then count the dates that follow
/// the declaration. Without a decision nothing is known of either, and nothing told. Time
/// `O(required ends * dry runs * (steps + prerequisites))`.
pub(super) fn check(plan: &Plan, exams: &[Exam], rules: &Rules, report: &mut Report<'_>) {
    if !report.wants(Rule::RollbackTooLate) {
        return;
    }
    let of_the_plan = plan.milestones().iter().filter(|it| it.required_end.is_some());
    let names: Vec<&str> = match rules.required_end.as_deref() {
        Some(name) => vec![name],
        None => of_the_plan.map(|milestone| milestone.name.as_str()).collect(),
    };
    let decisions = Decisions::of(&rules.decisions);
    for (name, exam) in names.iter().flat_map(|name| exams.iter().map(move |exam| (*name, exam))) {
        let Some(required) = exam.schedule.date_of(name) else { continue };
        let Some(rollback) = Rollback::of(exam, last_decision(exam, required, &decisions)) else {
            continue;
        };
        if rollback.ends > required {
            let kind = FindingKind::RollbackTooLate {
                milestone: name.to_owned(),
                late: rollback.ends - required,
                length: rollback.length,
            };
            report.tell(Some(exam.schedule.id(rollback.last)), kind, [exam.dry_run()]);
        }
    }
}

/// When the last decision before an instant has been taken.
fn last_decision(
    exam: &Exam,
    before: DateTime<Utc>,
    decisions: &Decisions<'_>,
) -> Option<DateTime<Utc>> {
    let schedule = &exam.schedule;
    let awake = schedule.steps().filter(|step| !schedule.is_contingency(*step));
    let taken = awake.filter(|step| decisions.in_label(&schedule.step(*step).label).is_some());
    taken.filter_map(|step| exam.ends[step]).filter(|ends| *ends <= before).max()
}

/// The contingency phases of a dry run.
struct Rollback {
    ends: DateTime<Utc>,
    /// The step that is over last; of several the first by its id.
    last: StepIx,
    /// How long the longest path takes.
    length: TimeDelta,
}

impl Rollback {
    fn of(exam: &Exam, declared: Option<DateTime<Utc>>) -> Option<Self> {
        let schedule = &exam.schedule;
        let mut ends: DenseMap<StepIx, Option<DateTime<Utc>>> =
            DenseMap::filled(None, schedule.len());
        let mut lengths = DenseMap::filled(TimeDelta::zero(), schedule.len());
        for step in schedule.steps().filter(|step| schedule.is_contingency(*step)) {
            let before = schedule.prerequisites(step).iter().copied();
            let over = before.clone().filter_map(|it| {
                if schedule.is_contingency(it) { ends[it] } else { exam.ends[it] }
            });
            let follows = || {
                let (_, offset) = schedule.followers().iter().find(|(it, _)| *it == step)?;
                schedule.following(*offset, declared?)
            };
            let start = schedule.start(step).or_else(follows);
            let begins = over.chain(start).max().or(declared);
            let longest = before.map(|it| lengths[it]).max().unwrap_or_default();
            let lasts = schedule.step(step).duration.unwrap_or_default();
            ends[step] = begins.and_then(|begins| begins.checked_add_signed(lasts));
            lengths[step] = longest.checked_add(&lasts).unwrap_or(TimeDelta::MAX);
        }
        let over = schedule.steps().filter_map(|step| Some((ends[step]?, step)));
        let (ends, last) = over.max_by(|(one, a), (other, b)| {
            one.cmp(other).then_with(|| schedule.id(*b).cmp(schedule.id(*a)))
        })?;
        let length = lengths.as_slice().iter().max().copied()?;
        Some(Self { ends, last, length })
    }
}
