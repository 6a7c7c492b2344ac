//! Everything that cannot be: codes, schedules, histories, simulations.

use chrono::{DateTime, TimeDelta};

use super::{id, known, outcomes};
use crate::language::{InvalidLanguage, Language};
use crate::state::Progress;
use crate::{
    BrokenChain, Code, Contradiction, Digest, DryRun, InvalidCode, InvalidSimulation,
    InvalidSupposition, InvalidWindow, ReplayError, ScheduleError,
};

pub(in crate::language::tests) fn invalid_codes() -> Vec<InvalidCode> {
    let all = every! { Code:
        StepId => [Code::StepId],
        DryRun => [Code::DryRun],
        PhaseCode => [Code::PhaseCode],
        Outcome => [Code::Outcome],
        Email => [Code::Email],
        Moment => [Code::Moment],
        State => [Code::State],
        Language => [Code::Language],
        Digest => [Code::Digest],
    };
    all.into_iter().map(|what| InvalidCode { what, found: "a\nb".to_owned() }).collect()
}

pub(in crate::language::tests) fn invalid_languages() -> Vec<InvalidLanguage> {
    let text = |text| Language::with_texts("fr", text).expect_err("no Fluent");
    every! { InvalidLanguage:
        Code => [InvalidLanguage::Code { found: "french".to_owned() }],
        Text => [text("a = b\nprête: oui\nstate-Open = { $a"), text("a = { \"b")],
    }
}

pub(in crate::language::tests) fn invalid_simulations() -> Vec<InvalidSimulation> {
    every! { InvalidSimulation:
        Draws => [InvalidSimulation::Draws { found: 1_000_001 }],
        Threads => [InvalidSimulation::Threads { found: 5_000 }],
        Instants => [InvalidSimulation::Instants { found: 400_000_000 }],
    }
}

pub(in crate::language::tests) fn invalid_suppositions() -> Vec<InvalidSupposition> {
    let step = || id("CO00000001");
    let unknown = |known| InvalidSupposition::UnknownTeam { found: "registre".to_owned(), known };
    every! { InvalidSupposition:
        UnknownStep => [
            InvalidSupposition::UnknownStep { step: id("CO00000009"), dry_run: DryRun::live() },
        ],
        UnknownTeam => [unknown(known(&["Marché", "Registre"])), unknown(known(&[]))],
        UnknownOutcome => [
            InvalidSupposition::UnknownOutcome {
                step: step(), found: "OK".to_owned(), outcomes: outcomes(),
            },
            InvalidSupposition::UnknownOutcome {
                step: step(), found: "GO".to_owned(), outcomes: Vec::new(),
            },
        ],
        Terminated => [InvalidSupposition::Terminated { step: step() }],
        UnderWay => [InvalidSupposition::UnderWay { step: step() }],
        Decision => [InvalidSupposition::Decision { step: step() }],
        Abandoned => [InvalidSupposition::Abandoned { step: step() }],
        Asleep => [InvalidSupposition::Asleep { step: step() }],
        NotExpected => [InvalidSupposition::NotExpected { step: step() }],
        NegativeDuration => [
            InvalidSupposition::NegativeDuration { step: step(), found: -TimeDelta::minutes(90) },
        ],
        NamedTwice => [InvalidSupposition::NamedTwice { name: "Registre".to_owned() }],
    }
}

pub(in crate::language::tests) fn schedule_errors() -> Vec<ScheduleError> {
    let unknown = |known| ScheduleError::UnknownDryRun { found: "fdr2".to_owned(), known };
    every! { ScheduleError:
        UnknownDryRun => [unknown(known(&["FDR1", "FDR2", "Live"])), unknown(known(&[]))],
        TooManyReplaced => [
            ScheduleError::TooManyReplaced {
                step: id("CO00000001"),
                dry_run: DryRun::live(),
                most: 10_000_000,
            },
        ],
        ShiftTooFar => [
            ScheduleError::ShiftTooFar { step: id("CO00000001"), shift: TimeDelta::days(3_000_000) },
        ],
    }
}

pub(in crate::language::tests) fn replay_errors() -> Vec<ReplayError> {
    let contradictions = every! { Contradiction:
        NoAuthor => [Contradiction::NoAuthor],
        Progress => [
            Contradiction::Progress { step: id("CO00000001"), found: Progress::None },
            Contradiction::Progress { step: id("CO00000001"), found: Progress::Open },
            Contradiction::Progress { step: id("CO00000001"), found: Progress::Terminated },
        ],
        Rollback => [
            Contradiction::Rollback { declared: true }, Contradiction::Rollback { declared: false },
        ],
    };
    let mut errors = every! { ReplayError:
        Gap => [
            ReplayError::Gap { expected: 1, found: 2 }, ReplayError::Gap { expected: 4, found: 9 },
        ],
        WrongOrder => [ReplayError::WrongOrder { expected: 4, found: 2 }],
        MissingPlan => [ReplayError::MissingPlan { seq: 4, plan: Digest::of([]) }],
        Unschedulable => [
            ReplayError::Unschedulable {
                seq: 4,
                error: ScheduleError::ShiftTooFar {
                    step: id("CO00000001"), shift: TimeDelta::days(3_000_000),
                },
            },
        ],
        UnknownStep => [
            ReplayError::UnknownStep {
                seq: 4, step: id("CO00000009"), dry_run: "FDR2".to_owned(),
            },
        ],
        Impossible => [
            ReplayError::Impossible { seq: 4, fact: "transferred".to_owned(), why: Contradiction::NoAuthor },
        ],
    };
    errors.extend(contradictions.into_iter().skip(1).map(|why| ReplayError::Impossible {
        seq: 4,
        fact: "closed".to_owned(),
        why,
    }));
    errors
}

pub(in crate::language::tests) fn invalid_window() -> InvalidWindow {
    let since = DateTime::UNIX_EPOCH;
    InvalidWindow { since, until: since - TimeDelta::minutes(1) }
}

pub(in crate::language::tests) fn broken_chains() -> Vec<BrokenChain> {
    every! { BrokenChain:
        Altered => [
            BrokenChain::Altered { seq: 4, right: 3 }, BrokenChain::Altered { seq: 4, right: 1 },
        ],
        Cut => [BrokenChain::Cut { version: 4, expected: 9 }],
        Other => [BrokenChain::Other { version: 4 }],
    }
}
