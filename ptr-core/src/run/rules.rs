//! The rules: who may do what in which state. One function per command; all reasons are collected.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::author::Author;
use super::command::Command;
use super::decision::Decision;
use super::event::{Fact, Role};
use super::explanation::{explain, started_after};
use super::recorded::Recorded;
use super::refusal::{Reason, Refusal};
use crate::dense::StepIx;
use crate::id::{Email, Outcome, StepId};
use crate::plan::{is_in_calendar, of_an_event};
use crate::schedule::Schedule;
use crate::state::{Progress, State};

/// The role of the author and the fact that follows from the command; `None` if the command would
/// change nothing.
pub(super) fn decide(case: Case<'_>, command: &Command) -> Result<Option<(Role, Fact)>, Refusal> {
    let schedule = case.schedule;
    let mut reasons = Vec::new();
    let outcome = match command.step() {
        Some(id) => match schedule.find(id.as_str()) {
            Some(step) => {
                case.may_stand_in(Some(step), &mut reasons);
                case.of_step(command, id, step, &mut reasons)
            }
            None => {
                let dry_run = Some(schedule.dry_run().clone());
                reasons.push(Reason::UnknownStep { found: id.to_string(), dry_run });
                None
            }
        },
        None => {
            case.may_stand_in(None, &mut reasons);
            case.of_run(command, &mut reasons)
        }
    };
    if reasons.is_empty() {
        Ok(outcome)
    } else {
        Err(Refusal {
            command: command.name().to_owned(),
            step: command.step().cloned(),
            reasons,
            timezone: schedule.plan().timezone(),
        })
    }
}

/// The run, author and instant of a command.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) coordinators: &'a BTreeSet<Email>,
    pub(super) recorded: &'a Recorded,
    pub(super) author: Author<'a>,
    pub(super) at: DateTime<Utc>,
}

impl Case<'_> {
    fn of_step(
        &self,
        command: &Command,
        id: &StepId,
        step: StepIx,
        reasons: &mut Vec<Reason>,
    ) -> Option<(Role, Fact)> {
        let id = id.clone();
        match command {
            Command::Start { .. } => {
                let role = self.may_act(step, reasons);
                self.is_ready(step, reasons);
                Some((role?, Fact::Started { step: id }))
            }
            Command::Close { outcome, reason, .. } => {
                let role = self.may_act(step, reasons);
                match self.state(step) {
                    State::Open => {}
                    State::Terminated => reasons.push(self.already_terminated(step)),
                    state => reasons.push(Reason::NotOpen { state }),
                }
                let reason = reason.as_ref().map(|it| it.trim().to_owned());
                let reason = reason.filter(|reason| !reason.is_empty());
                let fact = match outcome {
                    None => self.closed(id, step, reason, reasons),
                    Some(outcome) => self.decided(id, step, outcome, reason, reasons),
                };
                Some((role?, fact?))
            }
            Command::Transfer { to, message, .. } => {
                let role = self.may_act(step, reasons);
                if self.recorded.progress.progress(step) == Progress::Terminated {
                    reasons.push(self.already_terminated(step));
                }
                let from = self.author.person();
                let has_it = self.author.on_behalf_of.is_some() || role == Some(Role::Assignee);
                if to == from && has_it {
                    reasons.push(Reason::TransferToSelf { by: from.clone() });
                }
                let message = message.clone().filter(|message| !message.trim().is_empty());
                Some((role?, Fact::Transferred { step: id, to: to.clone(), message }))
            }
            Command::RecordDefects { text, blocks, until, .. } => {
                let role = self.may_act(step, reasons);
                let fact = self.defects(id, step, text, *blocks, *until, reasons);
                Some((role?, fact?))
            }
            Command::UndoStart { reason, .. } => {
                let role = self.may_act(step, reasons);
                match self.state(step) {
                    State::Open => {}
                    State::Terminated => reasons.push(self.already_terminated(step)),
                    state => reasons.push(Reason::NotStarted { state }),
                }
                let steps = started_after(self.schedule, self.recorded, step);
                if !steps.is_empty() {
                    reasons.push(Reason::SuccessorsStarted { steps });
                }
                let reason = required_reason(reason, reasons);
                Some((role?, Fact::StartUndone { step: id, reason }))
            }
            Command::Reopen { reason, .. } => {
                let role = self.may_act(step, reasons);
                self.is_awake(step, reasons);
                let state = self.state(step);
                if state != State::Terminated {
                    reasons.push(Reason::NotTerminated { state });
                }
                let reason = required_reason(reason, reasons);
                let started_successors = started_after(self.schedule, self.recorded, step);
                Some((role?, Fact::Reopened { step: id, reason, started_successors }))
            }
            Command::Skip { reason, .. } => {
                let role = self.must_coordinate(reasons);
                self.is_awake(step, reasons);
                let planned = self.schedule.step(step);
                match self.recorded.progress.progress(step) {
                    Progress::None if self.recorded.progress.is_abandoned(step) => {
                        let unmet = explain(self.schedule, self.recorded, step, self.at).unmet;
                        reasons.push(Reason::Abandoned { unmet });
                    }
                    Progress::None if planned.is_decision() => {
                        let outcomes = planned.outcomes.clone();
                        reasons.push(Reason::DecisionNotSkipped { outcomes });
                    }
                    Progress::None => {}
                    Progress::Open => reasons.push(self.already_open(step)),
                    Progress::Terminated => reasons.push(self.already_terminated(step)),
                }
                let reason = required_reason(reason, reasons);
                Some((role?, Fact::Skipped { step: id, reason }))
            }
            Command::Remind { message, .. } => {
                let role = self.must_coordinate(reasons);
                if self.state(step) != State::Open {
                    self.is_ready(step, reasons);
                }
                let message = message.clone().filter(|message| !message.trim().is_empty());
                Some((role?, Fact::Reminded { step: id, message }))
            }
            Command::DeclareRollback { .. }
            | Command::WithdrawRollback { .. }
            | Command::Revise { .. } => None,
        }
    }

    fn of_run(&self, command: &Command, reasons: &mut Vec<Reason>) -> Option<(Role, Fact)> {
        let declared = &self.recorded.rollback;
        match command {
            Command::DeclareRollback { reason } => {
                let role = self.must_coordinate(reasons);
                if let Some(declared) = declared {
                    reasons.push(Reason::RollbackAlreadyDeclared { since: declared.at });
                }
                let schedule = self.schedule;
                if !schedule.steps().any(|step| schedule.is_contingency(step)) {
                    reasons.push(Reason::NoContingency);
                }
                Some((role?, Fact::RollbackDeclared { reason: required_reason(reason, reasons) }))
            }
            Command::WithdrawRollback { reason } => {
                let role = self.must_coordinate(reasons);
                if declared.is_none() {
                    reasons.push(Reason::NoRollbackDeclared);
                }
                let begun = [Progress::Open, Progress::Terminated];
                let steps = contingency_steps(self.schedule, self.recorded, &begun);
                if !steps.is_empty() {
                    reasons.push(Reason::ContingencyUnderWay { steps });
                }
                Some((role?, Fact::RollbackWithdrawn { reason: required_reason(reason, reasons) }))
            }
            // It needs the plans that the run knows: `revision.rs` decides it.
            Command::Revise { .. }
            | Command::Start { .. }
            | Command::Close { .. }
            | Command::Transfer { .. }
            | Command::RecordDefects { .. }
            | Command::UndoStart { .. }
            | Command::Reopen { .. }
            | Command::Skip { .. }
            | Command::Remind { .. } => None,
        }
    }

    /// What follows if a step is closed without an outcome.
    fn closed(
        &self,
        id: StepId,
        step: StepIx,
        reason: Option<String>,
        reasons: &mut Vec<Reason>,
    ) -> Option<Fact> {
        let planned = self.schedule.step(step);
        if planned.is_decision() {
            reasons.push(Reason::MissingOutcome { outcomes: planned.outcomes.clone() });
            return None;
        }
        Some(Fact::Closed { step: id, outcome: None, reason })
    }

    /// What follows if somebody decides on an outcome: it is taken if the quorum agrees, else a
    /// vote; nothing if they have said the same before.
    fn decided(
        &self,
        id: StepId,
        step: StepIx,
        outcome: &Outcome,
        reason: Option<String>,
        reasons: &mut Vec<Reason>,
    ) -> Option<Fact> {
        let planned = self.schedule.step(step);
        let decision = Decision::of(self.schedule, self.recorded, step);
        let Some(decision) = decision.filter(|it| it.outcomes.contains(outcome)) else {
            let (found, outcomes) = (outcome.to_string(), planned.outcomes.clone());
            reasons.push(Reason::UnknownOutcome { found, outcomes });
            return None;
        };
        let outcome = outcome.clone();
        let by = self.author.person();
        if decision.agrees(&outcome, by) {
            return Some(Fact::Closed { step: id, outcome: Some(outcome), reason });
        }
        let says_the_same = decision.votes.iter().any(|vote| {
            let is_new = reason.is_some() && vote.reason != reason;
            vote.by == *by && vote.outcome == outcome && !is_new
        });
        (!says_the_same).then_some(Fact::Voted { step: id, outcome, reason })
    }

    fn may_act(&self, step: StepIx, reasons: &mut Vec<Reason>) -> Option<Role> {
        let by = self.author.by;
        if self.author.on_behalf_of.is_some() {
            // `may_stand_in` has looked.
            return self.coordinators.contains(by).then_some(Role::Coordinator);
        }
        let assignees = self.recorded.assignees(self.schedule, step);
        let role = role(by, assignees.iter().map(|it| &it.mail), self.coordinators);
        if role.is_none() {
            let assignees = assignees.into_iter().map(|it| it.mail).collect();
            reasons.push(Reason::NotAssigned { by: by.clone(), assignees });
        }
        role
    }

    /// Only a coordinator acts on behalf of somebody, who is one of those that a step is assigned to.
    fn may_stand_in(&self, step: Option<StepIx>, reasons: &mut Vec<Reason>) {
        let Some(person) = self.author.on_behalf_of else { return };
        self.must_coordinate(reasons);
        let assignees = step.map(|step| self.recorded.assignees(self.schedule, step));
        let assignees = assignees.into_iter().flatten().map(|it| it.mail);
        let assignees: Vec<Email> = assignees.collect();
        if !assignees.contains(person) {
            reasons.push(Reason::NotAssigned { by: person.clone(), assignees });
        }
    }

    pub(super) fn must_coordinate(&self, reasons: &mut Vec<Reason>) -> Option<Role> {
        let by = self.author.by;
        if self.coordinators.contains(by) {
            return Some(Role::Coordinator);
        }
        let reason = Reason::NotCoordinator { by: by.clone() };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
        None
    }

    fn is_ready(&self, step: StepIx, reasons: &mut Vec<Reason>) {
        match self.state(step) {
            State::Ready => {}
            State::Open => reasons.push(self.already_open(step)),
            State::Terminated => reasons.push(self.already_terminated(step)),
            state @ (State::Locked | State::Overdue | State::Idle | State::Planned) => {
                let unmet = explain(self.schedule, self.recorded, step, self.at).unmet;
                reasons.push(Reason::NotReady { state, unmet });
            }
        }
    }

    /// What follows if these defects of a step are recorded; nothing if they say nothing new. Whether
    /// they block it stays as it is if nothing is said of that. An estimate that was given before may
    /// be passed by now, which is no reason against a better text.
    fn defects(
        &self,
        id: StepId,
        step: StepIx,
        text: &str,
        blocks: Option<bool>,
        until: Option<DateTime<Utc>>,
        reasons: &mut Vec<Reason>,
    ) -> Option<Fact> {
        let was = self.recorded.blocking_defect(step).map(|defect| defect.until);
        let until = until.map(of_an_event);
        let blocking = match blocks {
            Some(true) => Some(until),
            Some(false) => None,
            None => was.filter(|_| !text.trim().is_empty()),
        };
        if let Some(until) = until.filter(|_| blocks != Some(true)) {
            reasons.push(Reason::EstimateWithoutBlock { until });
        }
        if blocking.is_some() && self.recorded.progress.progress(step) == Progress::Terminated {
            reasons.push(self.already_terminated(step));
        }
        if blocking.is_some() && text.trim().is_empty() {
            reasons.push(Reason::MissingDefects);
        }
        let at = of_an_event(self.at);
        let is_ahead = |until: &DateTime<Utc>| *until > at && is_in_calendar(until.naive_utc());
        let until = blocking.flatten();
        if let Some(until) = until.filter(|until| was != Some(Some(*until)) && !is_ahead(until)) {
            reasons.push(Reason::EstimateNotAhead { until, at });
        }
        let is_new = self.recorded.defects(step) != text || was != blocking;
        let (text, blocks) = (text.to_owned(), blocking.is_some());
        is_new.then_some(Fact::DefectsRecorded { step: id, text, blocks, until })
    }

    /// Adds [`Reason::Asleep`] if the step is of a contingency phase and no rollback is declared.
    fn is_awake(&self, step: StepIx, reasons: &mut Vec<Reason>) {
        if self.schedule.is_contingency(step) && self.recorded.rollback.is_none() {
            reasons.push(Reason::Asleep { phase: self.schedule.phase(step).code.clone() });
        }
    }

    fn already_open(&self, step: StepIx) -> Reason {
        let started = self.recorded.step(step).and_then(|record| record.started.clone());
        Reason::AlreadyOpen {
            since: started.as_ref().map_or(self.at, |stamp| stamp.at),
            by: started.and_then(|stamp| stamp.by),
        }
    }

    fn already_terminated(&self, step: StepIx) -> Reason {
        let record = self.recorded.step(step);
        let terminated = record.and_then(|record| record.terminated.clone());
        Reason::AlreadyTerminated {
            since: terminated.as_ref().map_or(self.at, |stamp| stamp.at),
            by: terminated.and_then(|stamp| stamp.by),
            skipped: record.is_some_and(|record| record.skipped.is_some()),
        }
    }

    fn state(&self, step: StepIx) -> State {
        self.recorded.progress.state(self.schedule, step, self.at)
    }
}

/// The steps of contingency phases whose progress is one of these, in topological order.
pub(super) fn contingency_steps(
    schedule: &Schedule,
    recorded: &Recorded,
    progress: &[Progress],
) -> Vec<StepId> {
    schedule
        .steps()
        .filter(|&step| schedule.is_contingency(step))
        .filter(|&step| progress.contains(&recorded.progress.progress(step)))
        .map(|step| schedule.id(step).clone())
        .collect()
}

/// The role in which somebody may act on a step with these assignees; `None` if they may not. A
/// coordinator who is also an assignee acts as assignee.
pub(super) fn role<'a>(
    somebody: &Email,
    mut assignees: impl Iterator<Item = &'a Email>,
    coordinators: &BTreeSet<Email>,
) -> Option<Role> {
    if assignees.any(|assignee| assignee == somebody) {
        Some(Role::Assignee)
    } else {
        coordinators.contains(somebody).then_some(Role::Coordinator)
    }
}

/// The trimmed text of a required reason; adds [`Reason::MissingReason`] if it is empty.
fn required_reason(reason: &str, reasons: &mut Vec<Reason>) -> String {
    let reason = reason.trim();
    if reason.is_empty() {
        reasons.push(Reason::MissingReason);
    }
    reason.to_owned()
}
