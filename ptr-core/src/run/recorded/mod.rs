//! The fold of a run's events: the recorded facts after each event.
//!
//! | progress before | fact | progress after |
//! |---|---|---|
//! | none | started | open |
//! | open | start undone | none |
//! | open | closed | terminated |
//! | none | skipped | terminated |
//! | terminated by closing | reopened | open |
//! | terminated by skipping | reopened | none |
//! | open | voted | open |
//!
//! Any other pair is [`Impossible`], as are defects that block a terminated step, a second
//! declaration of a rollback and a withdrawal without a declaration. Commands never lead there;
//! stored events may, if somebody has edited them.

mod acts;
mod carried_over;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::dense::{DenseMap, StepIx};
use crate::id::{Email, Outcome, StepId};
use crate::run::act::{Act, People, ToldAct};
use crate::run::defect::BlockingDefect;
use crate::run::event::{Effect, Event, Fact};
use crate::run::replay::Contradiction;
use crate::run::stamp::Stamp;
use crate::run::vote::Vote;
use crate::schedule::Schedule;
use crate::state::{Progress, ProgressMap, State};

/// A person to whom a step is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignee {
    pub(crate) mail: Email,
    /// Whether a transfer mail has asked them to act, so that no start mail is needed.
    pub(crate) told_by_transfer: bool,
}

/// The recorded facts of one step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct StepRecord {
    /// The assignees after the first transfer; `None` before, when they are the contacts.
    pub(crate) assignees: Option<Vec<Assignee>>,
    pub(crate) defects: String,
    pub(crate) started: Option<Stamp>,
    pub(crate) terminated: Option<Stamp>,
    /// Why it was skipped, if it is.
    pub(crate) skipped: Option<String>,
    /// The votes for the outcomes of a decision, in the order in which they were given, the one by
    /// which it was closed included.
    pub(crate) votes: Vec<Vote>,
    /// When it was abandoned, or ceased to be, for the last time.
    pub(crate) judged: Option<DateTime<Utc>>,
    /// How often it was reopened; each reopening begins a new episode of mails.
    pub(crate) reopened: u32,
    /// When it last began anew.
    begun_anew: Option<DateTime<Utc>>,
    /// When it was last transferred or reopened, its start taken back or its defects recorded:
    /// silence begins anew.
    pub(crate) silence_broken: Option<DateTime<Utc>>,
    /// Who has reminded of it and what they had to say, with the number of that event, while nothing
    /// was heard since.
    pub(crate) reminded: Option<(u64, Email, Option<String>)>,
    /// The last act on it of which others are told, until something further happens to it.
    pub(crate) act: Option<Box<ToldAct>>,
    /// Since when it could begin as the last revision found it, if that would not follow from the
    /// new plan, and the instant of that revision.
    found: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// The data of a transfer for the mails about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Handover {
    pub(crate) seq: u64,
    pub(crate) step: StepId,
    pub(crate) from: Email,
    /// The person on whose behalf it was transferred.
    pub(crate) on_behalf_of: Option<Email>,
    pub(crate) to: Email,
    pub(crate) message: Option<String>,
    /// The others to whom the step is assigned afterwards.
    pub(crate) others: Vec<Email>,
}

/// The data of a failed mail for the mail about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Undelivered {
    pub(crate) seq: u64,
    pub(crate) step: StepId,
    pub(crate) recipient: Email,
    pub(crate) error: String,
}

/// The recorded facts of a run after some of its events.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recorded {
    pub(crate) progress: ProgressMap,
    /// The record of each step; `None` for steps without a recorded fact.
    steps: DenseMap<StepIx, Option<Box<StepRecord>>>,
    /// The same of steps that a revision has removed, with their progress: they may come back.
    removed: BTreeMap<StepId, Removed>,
    /// The steps that their defects block. None of them is terminated.
    pub(crate) blocking_defects: BTreeMap<StepIx, BlockingDefect>,
    pub(crate) rollback: Option<Stamp>,
    /// The schedule whose starts follow the declared rollback, if one is declared.
    declared: Option<Schedule>,
    pub(crate) handovers: Vec<Handover>,
    pub(crate) undelivered: Vec<Undelivered>,
    /// The revisions, and the last declaration or withdrawal of a rollback.
    pub(crate) acts: Vec<ToldAct>,
    /// Whom the revision concerns whose event is folded next.
    revised: People,
    /// The keys of the notices that were sent or have failed permanently.
    pub(crate) settled: BTreeSet<String>,
    /// Those of them that have failed permanently, by mail or by another way, and when.
    pub(crate) failed: BTreeMap<String, DateTime<Utc>>,
}

/// The recorded facts of a step that a revision has removed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Removed {
    progress: Progress,
    outcome: Option<Outcome>,
    record: Option<Box<StepRecord>>,
    blocking_defect: Option<BlockingDefect>,
}

/// Why an event cannot follow those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Impossible {
    UnknownStep(StepId),
    Contradiction(Contradiction),
}

impl From<Contradiction> for Impossible {
    fn from(contradiction: Contradiction) -> Self {
        Impossible::Contradiction(contradiction)
    }
}

impl Recorded {
    pub(crate) fn new(schedule: &Schedule) -> Self {
        Self {
            progress: ProgressMap::new(schedule),
            steps: DenseMap::filled(None, schedule.len()),
            removed: BTreeMap::new(),
            blocking_defects: BTreeMap::new(),
            rollback: None,
            declared: None,
            handovers: Vec::new(),
            undelivered: Vec::new(),
            acts: Vec::new(),
            revised: People::new(),
            settled: BTreeSet::new(),
            failed: BTreeMap::new(),
        }
    }

    /// The schedule as it stands: that of the run, or the same with the starts that follow the
    /// declared rollback.
    pub(crate) fn schedule<'s>(&'s self, of_the_run: &'s Schedule) -> &'s Schedule {
        self.declared.as_ref().unwrap_or(of_the_run)
    }

    pub(crate) fn step(&self, step: StepIx) -> Option<&StepRecord> {
        self.steps[step].as_deref()
    }

    /// The votes for the outcomes of a decision.
    pub(crate) fn votes(&self, step: StepIx) -> &[Vote] {
        self.step(step).map_or(&[], |record| &record.votes)
    }

    /// Why a step was skipped; `None` if it was not.
    pub(crate) fn skipped(&self, step: StepIx) -> Option<&str> {
        self.step(step)?.skipped.as_deref()
    }

    /// The defects recorded on a step; empty if there are none.
    pub(crate) fn defects(&self, step: StepIx) -> &str {
        self.step(step).map_or("", |record| &record.defects)
    }

    /// Since when the defects of a step block it, and until when; `None` if they do not.
    pub(crate) fn blocking_defect(&self, step: StepIx) -> Option<&BlockingDefect> {
        self.blocking_defects.get(&step)
    }

    fn step_mut(&mut self, step: StepIx) -> &mut StepRecord {
        self.steps[step].get_or_insert_default()
    }

    /// The people to whom a step is assigned: its contacts, changed by transfers.
    pub(crate) fn assignees(&self, schedule: &Schedule, step: StepIx) -> Vec<Assignee> {
        match self.step(step).and_then(|record| record.assignees.as_ref()) {
            Some(assignees) => assignees.clone(),
            None => {
                let mut assignees: Vec<Assignee> = Vec::new();
                for mail in schedule.contacts(step) {
                    if assignees.iter().all(|known| known.mail != *mail) {
                        assignees.push(Assignee { mail: mail.clone(), told_by_transfer: false });
                    }
                }
                assignees
            }
        }
    }

    /// Folds an event into the facts. On `Err` nothing is changed.
    #[expect(clippy::too_many_lines, reason = "one arm a fact, the table above")]
    pub(crate) fn apply(&mut self, schedule: &Schedule, event: &Event) -> Result<(), Impossible> {
        let find = |id: &StepId| {
            schedule.find(id.as_str()).ok_or_else(|| Impossible::UnknownStep(id.clone()))
        };
        let stamp = || Stamp { at: event.at, by: event.by.clone() };
        match &event.fact {
            Fact::Started { step: id } => {
                let step = find(id)?;
                self.expect(step, id, Progress::None)?;
                self.progress.set(schedule, step, Progress::Open);
                let record = self.step_mut(step);
                record.started = Some(stamp());
                record.reminded = None;
                record.act = None;
            }
            Fact::Closed { step: id, outcome, reason } => {
                let step = find(id)?;
                self.expect(step, id, Progress::Open)?;
                self.progress.set(schedule, step, Progress::Terminated);
                let record = self.step_mut(step);
                record.terminated = Some(stamp());
                record.reminded = None;
                record.act = None;
                self.blocking_defects.remove(&step);
                if let Some(outcome) = outcome {
                    self.progress.set_outcome(step, Some(outcome.clone()));
                    if let Some(by) = event.person() {
                        self.vote(step, by, event.at, outcome, reason.as_ref());
                    }
                }
                self.judge(schedule, step, event.at);
            }
            Fact::Voted { step: id, outcome, reason } => {
                let step = find(id)?;
                let by = event.person().ok_or(Contradiction::NoAuthor)?;
                self.expect(step, id, Progress::Open)?;
                self.vote(step, by, event.at, outcome, reason.as_ref());
            }
            Fact::StartUndone { step: id, reason } => {
                let step = find(id)?;
                self.expect(step, id, Progress::Open)?;
                self.progress.set(schedule, step, Progress::None);
                let record = self.step_mut(step);
                record.started = None;
                record.votes.clear();
                self.act_on(schedule, step, event, (Act::StartUndone, reason), &[]);
            }
            Fact::Skipped { step: id, reason } => {
                let step = find(id)?;
                self.expect(step, id, Progress::None)?;
                self.progress.set(schedule, step, Progress::Terminated);
                let record = self.step_mut(step);
                record.terminated = Some(stamp());
                record.skipped = Some(reason.clone());
                record.reminded = None;
                self.blocking_defects.remove(&step);
                self.judge(schedule, step, event.at);
                self.act_on(schedule, step, event, (Act::Skipped, reason), &[]);
            }
            Fact::Reopened { step: id, reason, .. } => {
                let step = find(id)?;
                self.expect(step, id, Progress::Terminated)?;
                let waiting = self.freed_by(schedule, step);
                let record = self.step_mut(step);
                record.terminated = None;
                record.votes.clear();
                record.reopened += 1;
                let was_skipped = record.skipped.take().is_some();
                let progress = if was_skipped { Progress::None } else { Progress::Open };
                if was_skipped {
                    // Reopening a skipped step begins a new episode, so transfer mails do not count
                    // any more.
                    for assignee in record.assignees.iter_mut().flatten() {
                        assignee.told_by_transfer = false;
                    }
                }
                self.progress.set(schedule, step, progress);
                self.progress.set_outcome(step, None);
                self.judge(schedule, step, event.at);
                self.act_on(schedule, step, event, (Act::Reopened, reason), &waiting);
            }
            Fact::Transferred { step: id, to, message } => {
                let step = find(id)?;
                let from = event.by.clone().ok_or(Contradiction::NoAuthor)?;
                let on_behalf_of = event.on_behalf_of.clone();
                let person = on_behalf_of.as_ref().unwrap_or(&from);
                self.hand_over(schedule, step, person, to, event.at);
                let others = self.assignees(schedule, step).into_iter().map(|it| it.mail);
                let others = others.filter(|it| it != to).collect();
                let (step, to, message) = (id.clone(), to.clone(), message.clone());
                let seq = event.seq;
                let handover = Handover { seq, step, from, on_behalf_of, to, message, others };
                self.handovers.push(handover);
            }
            Fact::DefectsRecorded { step: id, text, blocks, until } => {
                let step = find(id)?;
                if *blocks && self.progress.progress(step) == Progress::Terminated {
                    let (step, found) = (id.clone(), Progress::Terminated);
                    return Err(Contradiction::Progress { step, found }.into());
                }
                let before = self.blocking_defects.remove(&step);
                if *blocks {
                    let since = before.map_or_else(stamp, |defect| defect.since);
                    self.blocking_defects.insert(step, BlockingDefect { since, until: *until });
                }
                self.step_mut(step).defects.clone_from(text);
            }
            Fact::Reminded { step: id, message } => {
                let step = find(id)?;
                let by = event.by.clone().ok_or(Contradiction::NoAuthor)?;
                self.step_mut(step).reminded = Some((event.seq, by, message.clone()));
            }
            Fact::RollbackDeclared { reason } => {
                self.expect_rollback(false)?;
                self.rollback = Some(stamp());
                self.declared = Some(schedule.declared(event.at));
                self.progress.set_rollback(schedule, true);
                self.turn_of_rollback(schedule, event, (Act::RollbackDeclared, reason));
            }
            Fact::RollbackWithdrawn { reason } => {
                self.expect_rollback(true)?;
                self.rollback = None;
                self.declared = None;
                self.progress.set_rollback(schedule, false);
                self.turn_of_rollback(schedule, event, (Act::RollbackWithdrawn, reason));
            }
            // The run carries its facts over to the schedule of the other plan.
            Fact::PlanRevised { reason, .. } => {
                let people = std::mem::take(&mut self.revised);
                self.acts.extend(ToldAct::new(event, Act::PlanRevised, reason.as_ref(), people));
            }
            Fact::NoticeSent { key, step: id, .. } => {
                id.as_ref().map(find).transpose()?;
                self.settled.insert(key.clone());
            }
            Fact::NoticeFailed { key, step: id, notice, recipient, way, error } => {
                id.as_ref().map(find).transpose()?;
                let is_new = self.settled.insert(key.clone());
                self.failed.entry(key.clone()).or_insert(event.at);
                // After another way has failed, the mail is owed instead.
                let is_told = way.is_none() && notice.asks_somebody_to_act();
                if let Some(step) = id.clone().filter(|_| is_new && is_told) {
                    let (recipient, error) = (recipient.clone(), error.clone());
                    self.undelivered.push(Undelivered { seq: event.seq, step, recipient, error });
                }
            }
        }
        if let Some(id) = event.fact.step().filter(|_| event.fact.breaks_silence()) {
            let step = find(id)?;
            let record = self.step_mut(step);
            record.silence_broken = Some(event.at);
            record.reminded = None;
            if event.fact.effect() == Effect::Reopens {
                record.begun_anew = Some(event.at);
            }
        }
        Ok(())
    }

    /// Writes down a vote, in place of what its author had voted before.
    fn vote(
        &mut self,
        step: StepIx,
        by: &Email,
        at: DateTime<Utc>,
        outcome: &Outcome,
        reason: Option<&String>,
    ) {
        let votes = &mut self.step_mut(step).votes;
        votes.retain(|vote| vote.by != *by);
        let (by, outcome, reason) = (by.clone(), outcome.clone(), reason.cloned());
        votes.push(Vote { by, at, outcome, reason });
    }

    /// Finds out anew which steps are abandoned, if that may depend on this one.
    fn judge(&mut self, schedule: &Schedule, step: StepIx, at: DateTime<Utc>) {
        if schedule.branches().is_some_and(|branches| branches.is_asked(step)) {
            for judged in self.progress.judge(schedule) {
                self.step_mut(judged).judged = Some(at);
            }
        }
    }

    /// Replaces `from` by `to` in the assignees of a step. If `from` is no assignee (a
    /// coordinator), `to` is added. An assignee gives their vote away too.
    fn hand_over(
        &mut self,
        schedule: &Schedule,
        step: StepIx,
        from: &Email,
        to: &Email,
        at: DateTime<Utc>,
    ) {
        let told_by_transfer = matches!(
            self.progress.state(self.schedule(schedule), step, at),
            State::Ready | State::Open
        );
        let mut assignees = self.assignees(schedule, step);
        if assignees.iter().any(|assignee| assignee.mail == *from) {
            self.step_mut(step).votes.retain(|vote| vote.by != *from);
        }
        assignees.retain(|assignee| assignee.mail != *from && assignee.mail != *to);
        assignees.push(Assignee { mail: to.clone(), told_by_transfer });
        self.step_mut(step).assignees = Some(assignees);
    }

    /// Since when a step could begin: the latest of its start, the end of its last prerequisite,
    /// its last reopening, the declaration of the rollback that its phase waited for, and the
    /// decision by which it, or one of its prerequisites, was abandoned or came back; for one that a
    /// revision has found able to begin, as it was before or since the revision.
    pub(crate) fn could_begin_since(
        &self,
        schedule: &Schedule,
        step: StepIx,
    ) -> Option<DateTime<Utc>> {
        let record = self.step(step);
        let since = self.since_by_plan(schedule, step);
        match record.and_then(|record| record.found) {
            Some((found, revised)) if since.is_none_or(|since| since <= revised) => Some(found),
            Some(_) | None => since,
        }
    }

    fn since_by_plan(&self, schedule: &Schedule, step: StepIx) -> Option<DateTime<Utc>> {
        let prerequisites = schedule.prerequisites(step).iter();
        let ends = prerequisites.clone();
        let ends = ends.filter_map(|it| Some(self.step(*it)?.terminated.as_ref()?.at));
        let judged = prerequisites.clone().chain([&step]);
        let judged = judged.filter_map(|it| self.step(*it)?.judged);
        let begun_anew = self.step(step).and_then(|record| record.begun_anew);
        let rollback = self.rollback.as_ref().filter(|_| schedule.is_contingency(step));
        let rollback = rollback.map(|stamp| stamp.at);
        let since = schedule.start(step).into_iter().chain(ends).chain(judged);
        since.chain(begun_anew).chain(rollback).max()
    }

    /// Whether a step could begin at an instant, or has begun.
    fn could_begin(&self, schedule: &Schedule, step: StepIx, at: DateTime<Utc>) -> bool {
        let facts = self.progress.facts(schedule, step);
        let reached = facts.start.is_some_and(|start| start <= at);
        reached && facts.prerequisites_terminated && !facts.asleep
    }

    fn expect(&self, step: StepIx, id: &StepId, expected: Progress) -> Result<(), Impossible> {
        let found = self.progress.progress(step);
        if found == expected {
            Ok(())
        } else {
            Err(Contradiction::Progress { step: id.clone(), found }.into())
        }
    }

    fn expect_rollback(&self, expected: bool) -> Result<(), Impossible> {
        let declared = self.rollback.is_some();
        if declared == expected { Ok(()) } else { Err(Contradiction::Rollback { declared }.into()) }
    }
}
