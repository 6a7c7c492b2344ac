//! The content of the weekly report: the run at one instant, compared with the report before.
//!
//! Kept true: no list depends on hash order; each is in topological order, by start, or by how
//! much hangs on it.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use ptr_core::language::Language;
use ptr_core::{Email, Notice, State, StepIx, Tally, TimelineOptions, View};

use super::date::clock;
use crate::message::Attachment;
use crate::platform::Platform;
use crate::templates::{
    Blocker, ChangedStep, Completion, DueDay, DueStep, PhaseCompletion, ReportContext, Rollback,
    StateChanges, StateContext, StateCount, StepDefects, StepLine, UrgentStep,
};

/// How many days the report looks ahead, its own included.
const DAYS_AHEAD: u64 = 5;

/// The timeline of the whole run, on one sheet.
pub(super) fn timeline(view: &View<'_>, language: &Language) -> Option<Attachment> {
    let (schedule, options) = (view.schedule(), TimelineOptions::default());
    // Without a window of one's own it can always be drawn.
    let svg = view.to_timeline_svg(&options, language).ok()?;
    let day = view.at().with_timezone(&schedule.plan().timezone()).format("%Y-%m-%d");
    Some(Attachment {
        name: format!("{}-{day}.svg", schedule.dry_run()),
        content_type: "image/svg+xml".to_owned(),
        content: svg.into_bytes(),
    })
}

/// Everything that a report is made of.
pub(super) struct Reporter<'a> {
    pub(super) notice: &'a Notice,
    pub(super) platform: &'a dyn Platform,
    pub(super) language: &'a Language,
    pub(super) signature: &'a str,
    /// The run at the instant of the report before.
    pub(super) before: &'a View<'a>,
    /// The run at the instant of this report.
    pub(super) now: &'a View<'a>,
}

impl<'a> Reporter<'a> {
    /// Time `O(steps log steps)` and what there is to tell: a step that is held up by several
    /// others stands under each of them.
    pub(super) fn report(
        &self,
        since: DateTime<Utc>,
        attachments: &'a [Attachment],
        timeline: Option<&'a Attachment>,
    ) -> ReportContext<'a> {
        let (now, schedule) = (self.now, self.now.schedule());
        let recap = now.recap(None);
        let rollback = now.rollback().map(|stamp| Rollback {
            at: clock(now, stamp.at),
            by: stamp.by.as_ref().map(Email::to_string),
        });
        ReportContext {
            language: self.language.code(),
            dry_run: schedule.dry_run().as_str(),
            signature: self.signature,
            link: self.platform.recap(self.notice, None),
            since: clock(now, since),
            until: clock(now, now.at()),
            timezone: schedule.plan().timezone().name(),
            rollback,
            whole: self.progress(&recap.whole),
            phases: self.phases(&recap.by_phase),
            asleep: recap.asleep,
            forecast: self.forecast(since),
            changes: self.changes(),
            act_now: self.act_now(),
            blocked: self.blocked(),
            days: self.days(),
            defects: self.defects(),
            attachments: attachments.iter().map(|file| file.name.as_str()).collect(),
            timeline: timeline.map(|file| file.name.as_str()),
        }
    }

    fn progress(&self, tally: &Tally) -> Completion<'a> {
        let states = State::BY_URGENCY.into_iter().filter(|state| tally.in_state(*state) > 0);
        Completion {
            total: tally.total(),
            terminated: tally.terminated(),
            percent: (100 * tally.terminated()).checked_div(tally.total()).unwrap_or(0),
            skipped: tally.skipped(),
            late: tally.late(),
            states: states
                .map(|state| StateCount { state: self.state(state), count: tally.in_state(state) })
                .collect(),
        }
    }

    fn phases(&self, by_phase: &[(ptr_core::PhaseCode, Tally)]) -> Vec<PhaseCompletion<'a>> {
        let plan = self.now.schedule().plan();
        let tally_of = |code| by_phase.iter().find(|(known, _)| known == code).map(|(_, it)| it);
        plan.phases()
            .iter()
            .filter_map(|phase| {
                let tally = tally_of(&phase.code).filter(|tally| tally.total() > 0)?;
                Some(PhaseCompletion {
                    code: phase.code.as_str(),
                    label: phase.label.as_deref(),
                    link: self.platform.recap(self.notice, Some(&phase.code)),
                    progress: self.progress(tally),
                })
            })
            .collect()
    }

    fn changes(&self) -> Vec<StateChanges<'a>> {
        let mut changed: BTreeMap<State, Vec<ChangedStep<'a>>> = BTreeMap::new();
        // Both are views of one run.
        for change in self.now.changes_since(self.before).unwrap_or_default() {
            let Some(step) = self.now.schedule().find(change.step.as_str()) else { continue };
            changed.entry(change.after).or_default().push(ChangedStep {
                step: self.line(step),
                before: self.state(change.before),
                skipped: self.now.skipped(step),
            });
        }
        // What was achieved comes first.
        let order = [State::Terminated].into_iter().chain(State::BY_URGENCY);
        order
            .filter_map(|state| {
                Some(StateChanges { state: self.state(state), steps: changed.remove(&state)? })
            })
            .collect()
    }

    fn act_now(&self) -> Vec<UrgentStep<'a>> {
        let mut found: Vec<(usize, TimeDelta, StepIx)> = Vec::new();
        for step in self.now.schedule().steps() {
            let late = self.now.behind(step);
            let place = match self.now.state(step) {
                State::Ready => 0,
                State::Open if late.is_some() => 1,
                State::Overdue => 2,
                State::Open | State::Locked | State::Idle | State::Terminated | State::Planned => {
                    continue;
                }
            };
            found.push((place, late.unwrap_or_default(), step));
        }
        // The longest wait first; then as the plan goes, which a stable sort keeps.
        found.sort_by_key(|(place, late, _)| (*place, std::cmp::Reverse(*late)));
        let act = |(_, _, step): (usize, TimeDelta, StepIx)| UrgentStep {
            step: self.line(step),
            state: self.state(self.now.state(step)),
            who: self.who(step),
            late: self.now.behind(step).map(|late| late.num_seconds()).filter(|late| *late >= 60),
        };
        found.into_iter().map(act).collect()
    }

    /// The steps that hold up those that should have started, or are to start soon.
    fn blocked(&self) -> Vec<Blocker<'a>> {
        let mut held: BTreeMap<StepIx, Vec<StepIx>> = BTreeMap::new();
        for (step, blockers) in self.now.blockers() {
            if matches!(self.now.state(step), State::Overdue | State::Locked) {
                for &blocker in &*blockers {
                    held.entry(blocker).or_default().push(step);
                }
            }
        }
        let mut blockers: Vec<(StepIx, Vec<StepIx>)> = held.into_iter().collect();
        blockers.sort_by_key(|(_, held)| std::cmp::Reverse(held.len()));
        let blocker = |(blocker, held): (StepIx, Vec<StepIx>)| Blocker {
            step: self.line(blocker),
            state: self.state(self.now.state(blocker)),
            who: self.who(blocker),
            holds: held.into_iter().map(|step| self.line(step)).collect(),
        };
        blockers.into_iter().map(blocker).collect()
    }

    fn days(&self) -> Vec<DueDay<'a>> {
        let (schedule, zone) = (self.now.schedule(), self.now.schedule().plan().timezone());
        let day_of = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let Some(end) = day_of(self.now.at()).checked_add_days(Days::new(DAYS_AHEAD)) else {
            return Vec::new();
        };
        let mut due: Vec<(DateTime<Utc>, StepIx)> = schedule
            .steps()
            .filter(|step| !self.now.is_asleep(*step))
            .filter(|step| !matches!(self.now.state(*step), State::Open | State::Terminated))
            .filter_map(|step| Some((schedule.start(step)?, step)))
            .filter(|(start, _)| *start > self.now.at() && day_of(*start) < end)
            .collect();
        due.sort_unstable();
        let mut days: BTreeMap<NaiveDate, DueDay<'a>> = BTreeMap::new();
        for (start, step) in due {
            let due = DueStep {
                step: self.line(step),
                start: clock(self.now, start),
                state: self.state(self.now.state(step)),
            };
            let first = || DueDay { day: due.start.clone(), steps: Vec::new() };
            days.entry(day_of(start)).or_insert_with(first).steps.push(due);
        }
        days.into_values().collect()
    }

    fn defects(&self) -> Vec<StepDefects<'a>> {
        let steps = self.now.schedule().steps();
        let recorded = steps.filter(|step| !self.now.defects(*step).is_empty());
        recorded
            .map(|step| StepDefects {
                step: self.line(step),
                text: self.now.defects(step).to_owned(),
                is_new: self.now.defects(step) != self.before.defects(step),
                blocks: self.now.blocking_defect(step).is_some(),
                blocks_until: self.estimate(step).map(|until| clock(self.now, until)),
            })
            .collect()
    }

    /// Until when its defects block a step, if somebody has estimated it.
    fn estimate(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.now.blocking_defect(step)?.until
    }

    pub(super) fn line(&self, step: StepIx) -> StepLine<'a> {
        let record = self.now.schedule().step(step);
        StepLine {
            id: record.id.as_str(),
            label: &record.label,
            team: record.team.as_deref(),
            link: self.platform.step(self.notice, &record.id),
        }
    }

    fn state(&self, state: State) -> StateContext<'a> {
        StateContext::new(state, self.language)
    }

    /// To whom a step is assigned; empty if to nobody, which makes it the transition team's.
    fn who(&self, step: StepIx) -> Vec<String> {
        self.now.assignees(step).iter().map(Email::to_string).collect()
    }
}
