//! The rules: who may do what, when. One function a kind of question, every reason collected.

use chrono::{DateTime, Utc};

use crate::command::Command;
use crate::dense::StepIx;
use crate::event::{Fact, Role};
use crate::explain::{explain, started_after};
use crate::id::{Email, StepId};
use crate::refusal::{Reason, Refusal};
use crate::run::Run;
use crate::state::{Progress, State};

/// The role in which `by` may do what they ask for and the fact that follows; `None` if the
/// command would change nothing.
pub(crate) fn decide(
    run: &Run,
    command: &Command,
    by: &Email,
    at: DateTime<Utc>,
) -> Result<Option<(Role, Fact)>, Refusal> {
    let case = Case { run, by, at };
    let mut reasons = Vec::new();
    let outcome = match command.step() {
        Some(id) => match run.schedule().step(id.as_str()) {
            Some(step) => case.of_step(command, id, step, &mut reasons),
            None => {
                let dry_run = Some(run.schedule().dry_run().clone());
                reasons.push(Reason::UnknownStep { found: id.to_string(), dry_run });
                None
            }
        },
        None => case.of_run(command, &mut reasons),
    };
    if reasons.is_empty() {
        Ok(outcome)
    } else {
        Err(Refusal {
            command: command.name(),
            step: command.step().cloned(),
            reasons,
            timezone: run.schedule().plan().timezone(),
        })
    }
}

/// Who asks, of which run, when.
struct Case<'a> {
    run: &'a Run,
    by: &'a Email,
    at: DateTime<Utc>,
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
            Command::Close { .. } => {
                let role = self.may_act(step, reasons);
                match self.state(step) {
                    State::Open => {}
                    State::Terminated => reasons.push(self.already_terminated(step)),
                    state => reasons.push(Reason::NotOpen { state }),
                }
                Some((role?, Fact::Closed { step: id }))
            }
            Command::Transfer { to, message, .. } => {
                let role = self.may_act(step, reasons);
                if self.run.progress(step) == Progress::Terminated {
                    reasons.push(self.already_terminated(step));
                }
                if to == self.by && role == Some(Role::Assignee) {
                    reasons.push(Reason::TransferToSelf { by: self.by.clone() });
                }
                let message = message.clone().filter(|message| !message.trim().is_empty());
                Some((role?, Fact::Transferred { step: id, to: to.clone(), message }))
            }
            Command::RecordDefects { text, .. } => {
                let role = self.may_act(step, reasons);
                let recorded = self.run.ledger().trace(step).map_or("", |trace| &trace.defects);
                let fact = Fact::DefectsRecorded { step: id, text: text.clone() };
                role.filter(|_| recorded != text).map(|role| (role, fact))
            }
            Command::Reopen { reason, .. } => {
                let role = self.may_act(step, reasons);
                let state = self.state(step);
                if state != State::Terminated {
                    reasons.push(Reason::NotTerminated { state });
                }
                let reason = given(reason, reasons);
                let started_successors =
                    started_after(self.run.schedule(), self.run.ledger(), step);
                Some((role?, Fact::Reopened { step: id, reason, started_successors }))
            }
            Command::Skip { reason, .. } => {
                let role = self.must_coordinate(reasons);
                match self.run.progress(step) {
                    Progress::None => {}
                    Progress::Open => reasons.push(self.already_open(step)),
                    Progress::Terminated => reasons.push(self.already_terminated(step)),
                }
                let reason = given(reason, reasons);
                Some((role?, Fact::Skipped { step: id, reason }))
            }
            Command::DeclareRollback { .. } | Command::WithdrawRollback { .. } => None,
        }
    }

    fn of_run(&self, command: &Command, reasons: &mut Vec<Reason>) -> Option<(Role, Fact)> {
        let declared = &self.run.ledger().rollback;
        match command {
            Command::DeclareRollback { reason } => {
                let role = self.must_coordinate(reasons);
                if let Some(declared) = declared {
                    reasons.push(Reason::RollbackAlreadyDeclared { since: declared.at });
                }
                let schedule = self.run.schedule();
                if !schedule.steps().any(|step| schedule.is_contingency(step)) {
                    reasons.push(Reason::NoContingency);
                }
                Some((role?, Fact::RollbackDeclared { reason: given(reason, reasons) }))
            }
            Command::WithdrawRollback { reason } => {
                let role = self.must_coordinate(reasons);
                if declared.is_none() {
                    reasons.push(Reason::NoRollbackDeclared);
                }
                let steps = self.contingency_under_way();
                if !steps.is_empty() {
                    reasons.push(Reason::ContingencyUnderWay { steps });
                }
                Some((role?, Fact::RollbackWithdrawn { reason: given(reason, reasons) }))
            }
            Command::Start { .. }
            | Command::Close { .. }
            | Command::Transfer { .. }
            | Command::RecordDefects { .. }
            | Command::Reopen { .. }
            | Command::Skip { .. } => None,
        }
    }

    fn may_act(&self, step: StepIx, reasons: &mut Vec<Reason>) -> Option<Role> {
        let role = self.run.role(self.by, step);
        if role.is_none() {
            let assignees = self.run.assignees(step);
            reasons.push(Reason::NotAssigned { by: self.by.clone(), assignees });
        }
        role
    }

    fn must_coordinate(&self, reasons: &mut Vec<Reason>) -> Option<Role> {
        if self.run.is_coordinator(self.by) {
            Some(Role::Coordinator)
        } else {
            reasons.push(Reason::NotCoordinator { by: self.by.clone() });
            None
        }
    }

    fn is_ready(&self, step: StepIx, reasons: &mut Vec<Reason>) {
        match self.state(step) {
            State::Ready => {}
            State::Open => reasons.push(self.already_open(step)),
            State::Terminated => reasons.push(self.already_terminated(step)),
            state @ (State::Locked | State::Overdue | State::Idle | State::Planned) => {
                let unmet = explain(self.run.schedule(), self.run.ledger(), step, self.at).unmet;
                reasons.push(Reason::NotReady { state, unmet });
            }
        }
    }

    fn already_open(&self, step: StepIx) -> Reason {
        let started = self.run.ledger().trace(step).and_then(|trace| trace.started.clone());
        Reason::AlreadyOpen {
            since: started.as_ref().map_or(self.at, |stamp| stamp.at),
            by: started.and_then(|stamp| stamp.by),
        }
    }

    fn already_terminated(&self, step: StepIx) -> Reason {
        let trace = self.run.ledger().trace(step);
        let terminated = trace.and_then(|trace| trace.terminated.clone());
        Reason::AlreadyTerminated {
            since: terminated.as_ref().map_or(self.at, |stamp| stamp.at),
            by: terminated.and_then(|stamp| stamp.by),
            skipped: trace.is_some_and(|trace| trace.skipped.is_some()),
        }
    }

    /// The contingency steps that are started and not closed, in topological order.
    fn contingency_under_way(&self) -> Vec<StepId> {
        let schedule = self.run.schedule();
        schedule
            .steps()
            .filter(|&step| schedule.is_contingency(step))
            .filter(|&step| self.run.progress(step) == Progress::Open)
            .map(|step| schedule.id(step).clone())
            .collect()
    }

    fn state(&self, step: StepIx) -> State {
        self.run.state_now(step, self.at)
    }
}

/// A reason that somebody must give; blanks around it do not count.
fn given(reason: &str, reasons: &mut Vec<Reason>) -> String {
    let reason = reason.trim();
    if reason.is_empty() {
        reasons.push(Reason::MissingReason);
    }
    reason.to_owned()
}
