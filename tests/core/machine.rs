//! A run driven by random commands, beside a model that knows only the domain's table, who may do
//! what, and how decisions are taken. The run must accept exactly what the model accepts, and never
//! stand where the table forbids; nor must the run that its events tell again, nor the pass over
//! stored progress.
//!
//! `PROPTEST_CASES=100000` plays more sequences than usual.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use ptr_core::{Command, DryRun, Email, Outcome, Run, State, Step, StepId};
use ptr_tests::oracle::{Question, Recorded};
use ptr_tests::plans::{OUTCOMES, answer_of, cases, email, origin, outcome, plan, schedule};

const PEOPLE: [&str; 4] = ["anne", "bob", "chloe", "paul"];
const COORDINATOR: &str = "paul";

/// What the model knows: a question for the oracle, who has each step, what was skipped.
#[derive(Debug, Clone)]
struct Model {
    question: Question,
    assigned: BTreeMap<String, BTreeSet<String>>,
    /// The vote of each person on each decision.
    votes: BTreeMap<String, BTreeMap<String, Outcome>>,
    skipped: BTreeSet<String>,
    /// Since when defects block a step, and until when by estimate.
    blocked: BTreeMap<String, (DateTime<Utc>, Option<DateTime<Utc>>)>,
    /// Whether the last command should have been accepted.
    accepts: bool,
}

/// Somebody tries something, some time after the try before.
#[derive(Debug, Clone)]
struct Attempt {
    who: &'static str,
    command: Command,
    later: TimeDelta,
}

impl Model {
    fn at(&self, later: TimeDelta) -> DateTime<Utc> {
        self.question.at + later
    }

    fn step(&self, id: &StepId) -> &Step {
        self.question.plan.step(id.as_str()).expect("attempts name steps of the plan")
    }

    /// Whether a step after this one, at whatever distance, was started or closed.
    fn is_started_after(&self, id: &str) -> bool {
        self.question.steps().any(|step| {
            let own = step.id.as_str();
            self.question.effective_prerequisites(step).contains(id)
                && ((self.question.recorded.contains_key(own) && !self.skipped.contains(own))
                    || self.is_started_after(own))
        })
    }

    /// Whether the table and the rights allow an attempt, at the model's own instant.
    fn allows(&self, who: &str, command: &Command) -> bool {
        let coordinator = who == COORDINATOR;
        let state = |id: &StepId| self.question.state(self.step(id));
        let may_act =
            |id: &StepId| coordinator || self.assigned[id.as_str()].contains(email(who).compared());
        let contingency = |id: &str| {
            let step = self.question.plan.step(id).expect("of the plan");
            step.phase == "FB-RB" && step.dry_runs.contains(&self.question.dry_run)
        };
        match command {
            Command::Start { step } => may_act(step) && state(step) == State::Ready,
            Command::Close { step, outcome, .. } => {
                let offered = &self.step(step).outcomes;
                let fits = outcome.as_ref().map_or(offered.is_empty(), |it| offered.contains(it));
                may_act(step) && state(step) == State::Open && fits
            }
            Command::Transfer { step, to, .. } => {
                let has_it = self.assigned[step.as_str()].contains(email(who).compared());
                let to_self = has_it && *to == email(who);
                may_act(step) && state(step) != State::Terminated && !to_self
            }
            Command::RecordDefects { step, blocks: Some(true), until, .. } => {
                let known = self.blocked.get(step.as_str()).and_then(|(_, until)| *until);
                let is_news = *until != known;
                let is_ahead = until.is_none_or(|until| until > self.question.at);
                may_act(step) && state(step) != State::Terminated && (is_ahead || !is_news)
            }
            Command::RecordDefects { step, until, .. } => may_act(step) && until.is_none(),
            Command::UndoStart { step, .. } => {
                may_act(step) && state(step) == State::Open && !self.is_started_after(step.as_str())
            }
            Command::Reopen { step, .. } => {
                let is_awake = self.question.rollback || !contingency(step.as_str());
                may_act(step) && is_awake && state(step) == State::Terminated
            }
            Command::Skip { step, .. } => {
                let is_no_more = self.question.is_abandoned(self.step(step));
                let is_awake = self.question.rollback || !contingency(step.as_str());
                let may_be = is_awake && !is_no_more && self.step(step).outcomes.is_empty();
                coordinator && may_be && !matches!(state(step), State::Open | State::Terminated)
            }
            Command::Remind { step, .. } => {
                coordinator && matches!(state(step), State::Ready | State::Open)
            }
            Command::DeclareRollback { .. } => {
                let any = self.question.steps().any(|step| contingency(step.id.as_str()));
                coordinator && !self.question.rollback && any
            }
            Command::WithdrawRollback { .. } => {
                let mut begun = self.question.recorded.keys();
                coordinator && self.question.rollback && !begun.any(|id| contingency(id))
            }
            other => unreachable!("the model does not know {}", other.name()),
        }
    }

    /// Whether enough people want an outcome once somebody votes for it.
    fn vote(&mut self, who: &str, step: &StepId, outcome: &Outcome) -> bool {
        let quorum = self.step(step).quorum.unwrap_or(1) as usize;
        let votes = self.votes.entry(step.to_string()).or_default();
        votes.insert(email(who).compared().to_owned(), outcome.clone());
        votes.values().filter(|it| *it == outcome).count() >= quorum
    }

    fn carry_out(&mut self, who: &str, command: &Command) {
        if let Command::Close { step, outcome: Some(outcome), .. } = command {
            if self.vote(who, step, outcome) {
                self.blocked.remove(step.as_str());
                self.question.recorded.insert(step.to_string(), Recorded::Terminated);
                self.question.outcomes.insert(step.to_string(), outcome.clone());
            }
            return;
        }
        let recorded = &mut self.question.recorded;
        match command {
            Command::Start { step } => {
                recorded.insert(step.to_string(), Recorded::Started);
            }
            Command::UndoStart { step, .. } => {
                recorded.remove(step.as_str());
                self.votes.remove(step.as_str());
            }
            Command::Close { step, .. } => {
                self.blocked.remove(step.as_str());
                recorded.insert(step.to_string(), Recorded::Terminated);
            }
            Command::Skip { step, .. } => {
                recorded.insert(step.to_string(), Recorded::Terminated);
                self.skipped.insert(step.to_string());
                self.blocked.remove(step.as_str());
            }
            Command::Reopen { step, .. } => {
                self.votes.remove(step.as_str());
                self.question.outcomes.remove(step.as_str());
                if self.skipped.remove(step.as_str()) {
                    recorded.remove(step.as_str());
                } else {
                    recorded.insert(step.to_string(), Recorded::Started);
                }
            }
            Command::Transfer { step, to, .. } => {
                let assigned = self.assigned.get_mut(step.as_str()).expect("of the dry run");
                if assigned.remove(email(who).compared())
                    && let Some(votes) = self.votes.get_mut(step.as_str())
                {
                    votes.remove(email(who).compared());
                }
                assigned.insert(to.compared().to_owned());
            }
            Command::RecordDefects { step, blocks: Some(true), until, .. } => {
                let now = (self.question.at, None);
                self.blocked.entry(step.to_string()).or_insert(now).1 = *until;
            }
            Command::RecordDefects { step, text, blocks, .. } => {
                if *blocks == Some(false) || text.is_empty() {
                    self.blocked.remove(step.as_str());
                }
            }
            Command::Remind { .. } => {}
            Command::DeclareRollback { .. } => self.question.rollback = true,
            Command::WithdrawRollback { .. } => self.question.rollback = false,
            other => unreachable!("the model does not know {}", other.name()),
        }
    }
}

impl ReferenceStateMachine for Model {
    type State = Model;
    type Transition = Attempt;

    fn init_state() -> BoxedStrategy<Model> {
        plan(7)
            .prop_filter("some step to act on", |plan| {
                plan.steps().iter().any(|step| step.dry_runs.contains("Live"))
            })
            .prop_map(|plan| {
                let question = Question {
                    plan,
                    dry_run: DryRun::live(),
                    horizon: Some(TimeDelta::days(5)),
                    recorded: BTreeMap::new(),
                    outcomes: BTreeMap::new(),
                    rollback: false,
                    at: origin() - TimeDelta::days(3),
                };
                let compared = |mail: &Email| mail.compared().to_owned();
                let contacts =
                    |step: &Step| step.contacts.iter().map(compared).collect::<BTreeSet<_>>();
                let assigned =
                    question.steps().map(|step| (step.id.to_string(), contacts(step))).collect();
                let votes = BTreeMap::new();
                let (skipped, blocked) = (BTreeSet::new(), BTreeMap::new());
                Model { question, assigned, votes, skipped, blocked, accepts: false }
            })
            .boxed()
    }

    fn transitions(model: &Model) -> BoxedStrategy<Attempt> {
        let ids: Vec<StepId> = model.question.steps().map(|step| step.id.clone()).collect();
        let step = prop::sample::select(ids);
        let person = prop::sample::select(&PEOPLE[..]);
        let reason = || "parce que".to_owned();
        let command = prop_oneof![
            5 => step.clone().prop_map(|step| Command::Start { step }),
            2 => step.clone().prop_map(Command::close),
            5 => close(model),
            1 => (step.clone(), person.clone()).prop_map(|(step, to)| {
                Command::Transfer { step, to: email(to), message: None }
            }),
            1 => (step.clone(), prop::sample::select(vec!["", "défaut"]))
                .prop_map(|(step, text)| Command::record_defects(step, text)),
            2 => (step.clone(), any::<Option<bool>>(), 0_i64..90).prop_map(|(step, blocks, hours)| {
                let until = origin() - TimeDelta::days(3) + TimeDelta::hours(hours * 2);
                let (text, until) = ("panne".to_owned(), Some(until).filter(|_| hours > 20));
                Command::RecordDefects { step, text, blocks, until }
            }),
            2 => step.clone().prop_map(move |step| Command::Reopen { step, reason: reason() }),
            1 => step.clone().prop_map(move |step| Command::UndoStart { step, reason: reason() }),
            2 => step.clone().prop_map(move |step| Command::Skip { step, reason: reason() }),
            1 => step.prop_map(|step| Command::Remind { step, message: None }),
            1 => Just(Command::DeclareRollback { reason: reason() }),
            1 => Just(Command::WithdrawRollback { reason: reason() }),
        ];
        // The coordinator more often than the others, so that runs get somewhere.
        let who = prop_oneof![person, Just(COORDINATOR)];
        (who, command, 0_i64..8)
            .prop_map(|(who, command, hours)| Attempt {
                who,
                command,
                later: TimeDelta::hours(hours),
            })
            .boxed()
    }

    fn apply(mut model: Model, attempt: &Attempt) -> Model {
        model.question.at = model.at(attempt.later);
        model.accepts = model.allows(attempt.who, &attempt.command);
        if model.accepts {
            model.carry_out(attempt.who, &attempt.command);
        }
        model
    }
}

/// Closes a step as it is to be closed: a decision with one of its outcomes.
fn close(model: &Model) -> impl Strategy<Value = Command> + use<> {
    let steps: Vec<(StepId, bool)> =
        model.question.steps().map(|step| (step.id.clone(), step.is_decision())).collect();
    let nth = 0..OUTCOMES.len();
    (prop::sample::select(steps), nth).prop_map(|((step, is_decision), nth)| {
        if is_decision { Command::decide(step, outcome(nth)) } else { Command::close(step) }
    })
}

struct RealRun;

impl StateMachineTest for RealRun {
    type SystemUnderTest = Run;
    type Reference = Model;

    fn init_test(model: &Model) -> Run {
        Run::new(schedule(&model.question), [email(COORDINATOR)])
    }

    fn apply(mut run: Run, model: &Model, attempt: Attempt) -> Run {
        let before = run.version();
        let outcome = run.execute(&attempt.command, &email(attempt.who), model.question.at);
        match outcome {
            Ok(_) => assert!(model.accepts, "{attempt:?} should have been refused"),
            Err(refusal) => {
                assert!(!model.accepts, "{attempt:?}: {refusal}");
                assert_eq!(run.version(), before);
            }
        }
        run
    }

    fn check_invariants(run: &Run, model: &Model) {
        let view = run.view(model.question.at);
        let again =
            Run::replay(run.schedule().clone(), [email(COORDINATOR)], run.events().to_vec());
        let again = again.expect("its own events");
        assert_eq!(again.view(model.question.at).states(), view.states());
        let states = answer_of(run.schedule(), &model.question);
        assert_eq!(states.into_values().collect::<Vec<_>>(), by_id(run, &view.states()));
        for step in model.question.steps() {
            let index = run.schedule().find(step.id.as_str()).expect("of the dry run");
            assert_eq!(view.state(index), model.question.state(step), "{}", step.id);
            assert_eq!(view.explain(index).state, view.state(index));
            assert_eq!(view.is_abandoned(index), model.question.is_abandoned(step), "{}", step.id);
            let decision = view.decision(index);
            assert_eq!(decision.is_some(), step.is_decision());
            assert_eq!(again.view(model.question.at).decision(index), decision);
            let (outcome, votes) = decision.map(|it| (it.outcome, it.votes)).unwrap_or_default();
            assert_eq!(outcome.as_ref(), model.question.outcomes.get(step.id.as_str()));
            let votes = votes.into_iter().map(|it| (it.by.compared().to_owned(), it.outcome));
            let expected = model.votes.get(step.id.as_str()).cloned().unwrap_or_default();
            assert_eq!(votes.collect::<BTreeMap<_, _>>(), expected, "{}", step.id);
            let assigned: BTreeSet<String> =
                run.assignees(index).iter().map(|mail| mail.compared().to_owned()).collect();
            assert_eq!(assigned, model.assigned[step.id.as_str()], "{}", step.id);
            let defect = view.blocking_defect(index).cloned();
            let again = again.view(model.question.at);
            assert_eq!(again.blocking_defect(index).cloned(), defect);
            assert_eq!(view.explain(index).blocking_defect, defect);
            let recap = view.recap(None);
            let mut counted = recap.blocking_defects.iter().filter(|(id, _)| *id == step.id);
            assert_eq!(counted.next().map(|(_, defect)| defect.clone()), defect);
            let blocked = model.blocked.get(step.id.as_str()).copied();
            let blocked = blocked.filter(|_| !view.is_asleep(index));
            assert_eq!(defect.map(|it| (it.since.at, it.until)), blocked, "{}", step.id);
            let skipped = model.skipped.contains(step.id.as_str());
            assert_eq!(view.skipped(index).is_some(), skipped, "{}", step.id);
        }
    }
}

/// States in topological order, in the order of ids.
fn by_id(run: &Run, states: &[State]) -> Vec<State> {
    run.schedule().steps_by_id().iter().map(|step| states[step.position()]).collect()
}

prop_state_machine! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_run_accepts_what_the_table_allows_and_stands_where_it_says(
        sequential 1..40 => RealRun
    );
}
