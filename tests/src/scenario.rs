//! The vocabulary of scenarios: given some steps, at an instant, when somebody gives a command,
//! then steps are in a state, or the command is refused for these reasons.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Europe::Brussels;
use ptr_core::{
    Command, Email, Moment, Notice, NoticeKind, NoticeRules, Outcome, Plan, Run, Settlement, State,
    Step, StepId, resolve_local,
};

/// A run under test, with its clock.
#[derive(Debug)]
pub struct Scenario {
    run: Run,
    at: DateTime<Utc>,
    rules: NoticeRules,
}

/// A step of phase CO in dry run FDR1, carried out by Anne, that starts at a local time of
/// Brussels.
pub fn step(id: &str, start: &str) -> Step {
    step_of("CO", id, start)
}

/// The same in any phase.
pub fn step_of(phase: &str, id: &str, start: &str) -> Step {
    Step::new(id, phase)
        .and_then(|step| step.in_dry_runs(["FDR1"]))
        .and_then(|step| step.carried_out_by("Registre", [mail("anne")]))
        .expect("the texts are valid codes")
        .starting(Moment::Local(local(start)))
}

/// The same with prerequisites.
pub fn step_after(id: &str, start: &str, prerequisites: &[&str]) -> Step {
    step(id, start).after(prerequisites).expect("the texts are valid codes")
}

/// The mail address for a first name.
pub fn mail(name: &str) -> Email {
    Email::new(format!("{name}@grid.example")).expect("a mail address")
}

fn id(text: &str) -> StepId {
    StepId::new(text).expect("a step id")
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time such as 2026-03-28 22:00")
}

/// The instant of a local time in Brussels.
pub fn instant(text: &str) -> DateTime<Utc> {
    resolve_local(Brussels, local(text)).expect("a time of the calendar").instant
}

/// Start a step.
pub fn start(step: &str) -> Command {
    Command::Start { step: id(step) }
}

/// Close a step.
pub fn close(step: &str) -> Command {
    Command::close(id(step))
}

/// Close a decision with an outcome, or vote for it.
pub fn decide(step: &str, outcome: &str) -> Command {
    Command::decide(id(step), Outcome::new(outcome).expect("an outcome"))
}

/// Transfer a step to somebody.
pub fn transfer(step: &str, to: &str) -> Command {
    Command::Transfer { step: id(step), to: mail(to), message: None }
}

/// Record defects on a step; whether they block it stays as it is.
pub fn record_defects(step: &str, text: &str) -> Command {
    Command::record_defects(id(step), text)
}

/// Record defects that block a step, until an instant by estimate.
pub fn block(step: &str, text: &str, until: Option<DateTime<Utc>>) -> Command {
    Command::RecordDefects { step: id(step), text: text.to_owned(), blocks: Some(true), until }
}

/// Record that the defects of a step do not block it any more.
pub fn unblock(step: &str, text: &str) -> Command {
    let (step, text) = (id(step), text.to_owned());
    Command::RecordDefects { step, text, blocks: Some(false), until: None }
}

/// Take back the start of a step for a reason.
pub fn undo_start(step: &str, reason: &str) -> Command {
    Command::UndoStart { step: id(step), reason: reason.to_owned() }
}

/// Reopen a step for a reason.
pub fn reopen(step: &str, reason: &str) -> Command {
    Command::Reopen { step: id(step), reason: reason.to_owned() }
}

/// Skip a step for a reason.
pub fn skip(step: &str, reason: &str) -> Command {
    Command::Skip { step: id(step), reason: reason.to_owned() }
}

/// Declare a rollback for a reason.
pub fn declare_rollback(reason: &str) -> Command {
    Command::DeclareRollback { reason: reason.to_owned() }
}

/// Withdraw a rollback for a reason.
pub fn withdraw_rollback(reason: &str) -> Command {
    Command::WithdrawRollback { reason: reason.to_owned() }
}

impl Scenario {
    /// A run of dry run FDR1 with these steps and the coordinator Paul, at the beginning of March
    /// 2026.
    #[track_caller]
    pub fn given(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::of(&Plan::from_steps(steps).expect("the scenario's plan is valid"))
    }

    /// The same with a plan.
    #[track_caller]
    pub fn of(plan: &Plan) -> Self {
        let schedule = plan.schedule("FDR1").expect("its steps are in FDR1");
        let (run, at) = (Run::new(schedule, [mail("paul")]), instant("2026-03-01 08:00"));
        Self { run, at, rules: NoticeRules::default() }
    }

    /// The run has these coordinators instead; nothing has happened yet.
    #[must_use]
    pub fn coordinated_by(mut self, names: &[&str]) -> Self {
        self.run = Run::new(self.run.schedule().clone(), names.iter().map(|name| mail(name)));
        self
    }

    /// The mails that are owed follow these rules.
    #[must_use]
    pub fn asking(mut self, rules: NoticeRules) -> Self {
        self.rules = rules;
        self
    }

    /// Sets the clock to a local time of Brussels.
    #[must_use]
    pub fn at(mut self, text: &str) -> Self {
        self.at = instant(text);
        self
    }

    /// Advances the clock.
    #[must_use]
    pub fn later(mut self, time: TimeDelta) -> Self {
        self.at += time;
        self
    }

    /// Somebody gives a command, which is accepted.
    #[track_caller]
    #[must_use]
    pub fn when(mut self, who: &str, command: &Command) -> Self {
        let done = self.run.execute(command, &mail(who), self.at);
        assert!(done.is_ok(), "{who}: {}", done.expect_err("refused"));
        self
    }

    /// Somebody gives a command, which is refused for exactly these reasons.
    #[track_caller]
    #[must_use]
    pub fn refused(mut self, who: &str, command: &Command, codes: &[&str]) -> Self {
        let before = self.run.clone();
        let refusal = self.run.execute(command, &mail(who), self.at).map(Option::<&_>::cloned);
        let refusal = refusal.expect_err("the command should have been refused");
        let found: Vec<&str> = refusal.reasons.iter().map(ptr_core::Reason::code).collect();
        assert_eq!(found, codes, "{refusal}");
        assert_eq!(self.run, before, "a refusal changes nothing");
        self
    }

    /// Then a step is in this state.
    #[track_caller]
    #[must_use]
    pub fn then(self, step: &str, state: State) -> Self {
        let index = self.run.schedule().find(step).expect("a step of the scenario");
        let found = self.run.view(self.at).state(index);
        assert_eq!(found, state, "{step} at {}", self.at);
        self
    }

    /// Then exactly these mails are owed: kind, step and first name of the recipient.
    #[track_caller]
    #[must_use]
    pub fn then_owed(self, expected: &[(NoticeKind, &str, &str)]) -> Self {
        let owed = self.owed();
        let found: Vec<(NoticeKind, &str, &str)> = owed
            .iter()
            .map(|notice| {
                let step = notice.step.as_ref().map_or("", StepId::as_str);
                let (name, _) = notice.recipient.as_str().split_once('@').expect("an address");
                (notice.kind(), step, name)
            })
            .collect();
        assert_eq!(found, expected);
        self
    }

    /// Every mail that is owed is sent.
    #[must_use]
    pub fn all_sent(mut self) -> Self {
        for notice in self.owed() {
            self.run.settle(&notice, &Settlement::Sent, self.at);
        }
        self
    }

    /// Every mail that is owed fails permanently.
    #[must_use]
    pub fn all_failed(mut self, error: &str) -> Self {
        for notice in self.owed() {
            self.run.settle(&notice, &Settlement::Failed(error.to_owned()), self.at);
        }
        self
    }

    /// The mails that are owed now.
    pub fn owed(&self) -> Vec<Notice> {
        self.run.view(self.at).notices(Some(&self.rules))
    }

    /// The run.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The instant of the clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.at
    }
}
