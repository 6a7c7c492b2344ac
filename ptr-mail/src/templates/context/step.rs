//! What the templates of a mail about one step may name.

use std::borrow::Cow;

use serde::Serialize;

use super::state::StateContext;

/// What the templates of a mail about a step may name: its own fields and those of what it is
/// about, side by side.
#[derive(Clone, Debug, Serialize)]
pub struct StepMail<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page, if there is one.
    pub link: Option<String>,
    /// The step.
    pub step: StepContext<'a>,
    /// What the mail is about.
    #[serde(flatten)]
    pub about: About<'a>,
}

/// What a mail about a step is about.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum About<'a> {
    /// The start mail.
    Start {
        /// Whether the plan names nobody for the step, so that the mail goes to the transition
        /// team.
        unassigned: bool,
    },
    /// The transfer mail.
    Transfer {
        /// Who had the step.
        from: &'a str,
        /// What they had to say about it.
        message: Option<&'a str>,
        /// Where the step stood when it was transferred.
        state: StateContext<'a>,
    },
    /// The receipt for a transfer.
    TransferReceipt {
        /// Who has the step now.
        to: &'a str,
        /// What the recipient had to say about it.
        message: Option<&'a str>,
    },
    /// The failure mail.
    Failure {
        /// What people call the mail that could not be sent: `mail de démarrage`.
        mail: Cow<'a, str>,
        /// To whom.
        undelivered_to: &'a str,
        /// When that was given up.
        at: String,
        /// Why: what the mail server answered.
        error: &'a str,
    },
    /// The reminder.
    Reminder {
        /// `not-begun` or `past-end`.
        silence: &'a str,
        /// Since when nothing has happened.
        since: String,
        /// Whether the step is assigned to nobody, so that the mail goes to the transition team.
        unassigned: bool,
    },
    /// The escalation.
    Escalation {
        /// `not-begun` or `past-end`.
        silence: &'a str,
        /// Since when nothing has happened.
        since: String,
        /// Those to whom the step is assigned.
        who: Vec<String>,
    },
    /// The mail about an estimate that has passed.
    EstimatePassed {
        /// Since when defects block the step.
        since: String,
        /// Until when they should have.
        until: String,
        /// The defects.
        defects: String,
        /// Those to whom the step is assigned.
        who: Vec<String>,
    },
    /// The reminder of a coordinator.
    Reminded {
        /// `not-begun` if the step was to be begun, `past-end` if it was to be closed.
        silence: &'a str,
        /// The coordinator.
        from: &'a str,
        /// What they had to say about it.
        message: Option<&'a str>,
        /// Whether the step is assigned to nobody, so that the mail goes to the transition team.
        unassigned: bool,
    },
    /// The transfer told to others.
    TransferTold {
        /// Who had the step.
        from: &'a str,
        /// Who has it now.
        to: &'a str,
        /// What they had to say about it.
        message: Option<&'a str>,
    },
}

/// What the templates of the mail about a required end at risk may name.
#[derive(Clone, Debug, Serialize)]
pub struct RiskContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The recap, if there is one.
    pub link: Option<String>,
    /// The milestone that requires the end.
    pub milestone: &'a str,
    /// The required end.
    pub by: String,
    /// Since when it is at risk.
    pub since: String,
    /// The end that was expected then, if it was later by a minute or more.
    pub ends: Option<String>,
    /// The percentage below which the chance of meeting it has fallen; `None` if the forecast
    /// passes it.
    pub below: Option<u8>,
}

/// What the templates of the mail about an act on the work of others may name.
#[derive(Clone, Debug, Serialize)]
pub struct ActContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The step's page, or the recap if it is about no step; if there is one.
    pub link: Option<String>,
    /// The step on which somebody acted; `None` for a rollback and a revision of the plan.
    pub step: Option<StepContext<'a>>,
    /// `skipped`, `reopened`, `start_undone`, `rollback_declared`, `rollback_withdrawn` or
    /// `plan_revised`.
    pub act: &'a str,
    /// Who.
    pub from: &'a str,
    /// When.
    pub at: String,
    /// Why.
    pub reason: Option<&'a str>,
    /// The ids of those of the recipient's steps that it changes, besides `step`.
    pub steps: Vec<&'a str>,
}

/// What templates may name of a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepContext<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its label; may be empty.
    pub label: &'a str,
    /// The code of its phase.
    pub phase: &'a str,
    /// The name of its phase.
    pub phase_label: Option<&'a str>,
    /// The team that carries it out.
    pub team: Option<&'a str>,
    /// The department that carries it out.
    pub department: Option<&'a str>,
    /// When it starts.
    pub start: Option<String>,
    /// How long it takes, in seconds.
    pub duration: Option<i64>,
    /// What to do, over several lines if need be.
    pub instructions: Option<&'a str>,
}
