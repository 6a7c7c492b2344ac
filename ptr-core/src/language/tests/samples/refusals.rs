//! Every reason against a command, every condition, and explanations of every state.

use chrono::TimeDelta;

use super::{dry_runs, id, ids, known, mail, outcome, outcomes};
use crate::language::tests::evening;
use crate::run::Stamp;
use crate::{
    BlockingDefect, Condition, Decision, Digest, Explanation, PhaseCode, Reason, ScheduleError,
    State, StepId, Vote,
};

pub(in crate::language::tests) fn conditions() -> Vec<Condition> {
    let open =
        |state, outcome| Condition::OpenPrerequisite { step: id("CO00000001"), state, outcome };
    let abandoned =
        |taken| Condition::Abandoned { decision: id("CO00000083"), asked: outcome("GO"), taken };
    every! { Condition:
        Asleep => [Condition::Asleep { phase: PhaseCode::new("FB-RB").expect("a code") }],
        Abandoned => [abandoned(Some(outcome("NO-GO"))), abandoned(None)],
        OpenPrerequisite => [
            open(State::Open, None), open(State::Overdue, None),
            open(State::Open, Some(outcome("GO"))),
        ],
        StartNotReached => [Condition::StartNotReached { start: evening() }],
        NoStart => [Condition::NoStart],
        BeyondHorizon => [
            Condition::BeyondHorizon { locked_from: evening() - TimeDelta::days(5) },
        ],
    }
}

pub(in crate::language::tests) fn reasons() -> Vec<Reason> {
    let by = mail("bob@grid.example");
    let not_assigned = |names: &[&str]| Reason::NotAssigned {
        by: mail("bob@grid.example"),
        assignees: names.iter().copied().map(mail).collect(),
    };
    let terminated = |by, skipped| Reason::AlreadyTerminated { since: evening(), by, skipped };
    every! { Reason:
        UnknownStep => [
            Reason::UnknownStep {
                found: "CO00000009".to_owned(),
                dry_run: dry_runs(&["FDR2"]).pop(),
            },
            Reason::UnknownStep { found: "CO 9".to_owned(), dry_run: None },
        ],
        NotAnAddress => [Reason::NotAnAddress { found: "bob".to_owned() }],
        NotAssigned => [
            not_assigned(&[]),
            not_assigned(&["anne@grid.example"]),
            not_assigned(&["anne@grid.example", "carl@grid.example"]),
        ],
        NotCoordinator => [Reason::NotCoordinator { by: by.clone() }],
        NotReady => [
            Reason::NotReady { state: State::Planned, unmet: conditions() },
            Reason::NotReady {
                state: State::Idle,
                unmet: vec![Condition::StartNotReached { start: evening() }],
            },
        ],
        AlreadyOpen => [
            Reason::AlreadyOpen { since: evening(), by: Some(by.clone()) },
            Reason::AlreadyOpen { since: evening(), by: None },
        ],
        AlreadyTerminated => [terminated(Some(by.clone()), false), terminated(None, true)],
        NotOpen => [
            Reason::NotOpen { state: State::Ready }, Reason::NotOpen { state: State::Locked },
        ],
        MissingOutcome => [Reason::MissingOutcome { outcomes: outcomes() }],
        UnknownOutcome => [
            Reason::UnknownOutcome { found: "go".to_owned(), outcomes: outcomes() },
            Reason::UnknownOutcome { found: "GO".to_owned(), outcomes: Vec::new() },
        ],
        DecisionNotSkipped => [Reason::DecisionNotSkipped { outcomes: outcomes() }],
        Abandoned => [Reason::Abandoned { unmet: conditions()[1..2].to_vec() }],
        Asleep => [Reason::Asleep { phase: PhaseCode::new("FB-RB").expect("a code") }],
        NotStarted => [Reason::NotStarted { state: State::Ready }],
        SuccessorsStarted => [
            Reason::SuccessorsStarted { steps: vec![id("CO00000002")] },
            Reason::SuccessorsStarted { steps: vec![id("CO00000002"), id("CO00000003")] },
        ],
        NotTerminated => [Reason::NotTerminated { state: State::Open }],
        TransferToSelf => [Reason::TransferToSelf { by: by.clone() }],
        MissingReason => [Reason::MissingReason],
        MissingDefects => [Reason::MissingDefects],
        EstimateWithoutBlock => [Reason::EstimateWithoutBlock { until: evening() }],
        EstimateNotAhead => [
            Reason::EstimateNotAhead { until: evening(), at: evening() + TimeDelta::hours(1) },
        ],
        RollbackAlreadyDeclared => [Reason::RollbackAlreadyDeclared { since: evening() }],
        NoRollbackDeclared => [Reason::NoRollbackDeclared],
        ContingencyUnderWay => [
            Reason::ContingencyUnderWay { steps: vec![id("FB00000001")] },
            Reason::ContingencyUnderWay { steps: vec![id("FB00000001"), id("FB00000002")] },
        ],
        NoContingency => [Reason::NoContingency],
        RecordedStepsRemoved => [
            Reason::RecordedStepsRemoved { steps: vec![id("CO00000001")] },
            Reason::RecordedStepsRemoved { steps: vec![id("CO00000001"), id("CO00000002")] },
        ],
        OpenStepsAsleep => [
            Reason::OpenStepsAsleep { steps: vec![id("FB00000001")] },
            Reason::OpenStepsAsleep { steps: vec![id("FB00000001"), id("FB00000002")] },
        ],
        RollbackWithoutContingency => [
            Reason::RollbackWithoutContingency { since: evening() },
        ],
        UnknownPlan => [Reason::UnknownPlan { plan: Digest::of([]) }],
        UnschedulablePlan => [
            Reason::UnschedulablePlan {
                error: ScheduleError::UnknownDryRun {
                    found: "FDR9".to_owned(), known: known(&["FDR1", "Live"]),
                },
            },
        ],
        ForeignPlan => [Reason::ForeignPlan { dry_run: dry_runs(&["FDR1"])[0].clone() }],
        OpenPrerequisitesAdded => [
            Reason::OpenPrerequisitesAdded { added: vec![(id("CO00000002"), id("CO00000001"))] },
            Reason::OpenPrerequisitesAdded {
                added: vec![
                    (id("CO00000002"), id("CO00000001")), (id("CO00000003"), id("CO00000001")),
                ],
            },
        ],
        ClockAhead => [Reason::ClockAhead {
            at: evening() + TimeDelta::days(365),
            clock: evening(),
            tolerance: TimeDelta::days(1),
        }],
    }
}

pub(in crate::language::tests) fn explanations() -> Vec<Explanation> {
    let stamp = |minutes| {
        let by = Some(mail("anne@grid.example"));
        Some(Stamp { at: evening() - TimeDelta::minutes(minutes), by })
    };
    let plain = |state, unmet, roots| Explanation {
        step: id("CO00000099"),
        at: evening(),
        state,
        unmet,
        blockers: roots,
        started: None,
        terminated: None,
        skipped: None,
        decision: None,
        blocking_defect: None,
    };
    let waits_for = |steps: Vec<StepId>| -> Vec<Condition> {
        let open = |step| Condition::OpenPrerequisite { step, state: State::Locked, outcome: None };
        steps.into_iter().map(open).collect()
    };
    let open = plain(State::Open, vec![], vec![]);
    let closed = Explanation { started: stamp(90), terminated: stamp(30), ..open.clone() };
    let closed = Explanation { state: State::Terminated, ..closed };
    State::ALL
        .into_iter()
        .flat_map(|state| match state {
            State::Planned => vec![
                plain(state, conditions(), vec![(id("CO00000001"), State::Open)]),
                plain(state, vec![Condition::NoStart], vec![]),
            ],
            State::Locked => vec![plain(
                state,
                waits_for(ids(1..=42)),
                ids(101..=115).into_iter().map(|root| (root, State::Ready)).collect(),
            )],
            // Its one prerequisite is what holds the chain: told once.
            State::Overdue => vec![
                plain(state, waits_for(ids(1..=1)), vec![(id("CO00000001"), State::Locked)]),
                plain(state, waits_for(ids(1..=1)), vec![(id("CO00000007"), State::Open)]),
            ],
            State::Idle => {
                vec![plain(state, vec![Condition::StartNotReached { start: evening() }], vec![])]
            }
            State::Ready => vec![plain(state, vec![], vec![])],
            State::Open => {
                let open = Explanation { started: stamp(90), ..open.clone() };
                let decided = |it| Explanation { decision: Some(it), ..open.clone() };
                let all = decisions().into_iter().filter(|it| it.outcome.is_none()).map(decided);
                let blocked = |hours: Option<i64>| Explanation {
                    blocking_defect: stamp(60).map(|since| BlockingDefect {
                        since,
                        until: hours.map(|hours| evening() + TimeDelta::hours(hours)),
                    }),
                    ..open.clone()
                };
                let blocked = [blocked(None), blocked(Some(1)), blocked(Some(0))];
                [open.clone()].into_iter().chain(blocked).chain(all).collect()
            }
            State::Terminated => vec![
                closed.clone(),
                Explanation { skipped: Some("déjà fait\nen FDR1".to_owned()), ..closed.clone() },
                Explanation { decision: decisions().pop(), ..closed.clone() },
            ],
        })
        .collect()
}

/// Decisions on which one person or two must agree; with votes missing, split, and decided.
fn decisions() -> Vec<Decision> {
    let vote = |by: &str, outcome_: &str, reason: Option<&str>| Vote {
        by: mail(by),
        at: evening(),
        outcome: outcome(outcome_),
        reason: reason.map(str::to_owned),
    };
    let (anne, carl) = ("anne@grid.example", "carl@grid.example");
    let alone = Decision {
        outcomes: outcomes(),
        quorum: 1,
        outcome: None,
        votes: Vec::new(),
        missing: vec![mail(anne)],
    };
    let quorum = Decision {
        quorum: 2,
        votes: vec![vote(anne, "GO", None)],
        missing: vec![mail("bob@grid.example"), mail(carl)],
        ..alone.clone()
    };
    let votes = vec![vote(anne, "GO", None), vote(carl, "NO-GO", Some("trop de vent"))];
    let split = Decision { votes, missing: Vec::new(), ..quorum.clone() };
    let votes = vec![vote(anne, "GO", Some("vent tombé")), vote(carl, "GO", None)];
    let decided = Decision { votes, outcome: Some(outcome("GO")), ..split.clone() };
    vec![alone, quorum, split, decided]
}
