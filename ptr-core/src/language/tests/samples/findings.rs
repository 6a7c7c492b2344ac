//! Everything that the clinic finds, and rules that cannot be.

use chrono::TimeDelta;

use super::{id, ids, known, mail};
use crate::{FindingKind, InvalidRules, Wanted};

pub(in crate::language::tests) fn findings() -> Vec<FindingKind> {
    let redundant =
        |prerequisites, path| FindingKind::RedundantPrerequisite { prerequisites, path };
    let minutes = TimeDelta::minutes;
    every! { FindingKind:
        NoSchedule => [FindingKind::NoSchedule { step: id("CO00000001"), most: 10_000_000 }],
        UnknownRequiredEnd => [
            FindingKind::UnknownRequiredEnd {
                found: "Fni".to_owned(), known: known(&["J0", "Fin"]),
            },
            FindingKind::UnknownRequiredEnd { found: "Fni".to_owned(), known: known(&[]) },
        ],
        UnusedMilestone => [FindingKind::UnusedMilestone { milestone: "J+9".to_owned() }],
        NoDuration => [FindingKind::NoDuration],
        NoOwner => [FindingKind::NoOwner],
        NoStart => [FindingKind::NoStart],
        NoSuccessor => [FindingKind::NoSuccessor],
        RedundantPrerequisite => [redundant(ids(1..=1), ids(1..=3)), redundant(ids(1..=2), ids(30..=41))],
        StartsBeforePrerequisiteEnds => [
            FindingKind::StartsBeforePrerequisiteEnds {
                prerequisite: id("CO00000001"), by: minutes(30),
            },
        ],
        LongStep => [
            FindingKind::LongStep { duration: minutes(3 * 24 * 60), longest: minutes(2_880) },
        ],
        LongWait => [
            FindingKind::LongWait {
                prerequisite: id("CO00000001"), wait: minutes(20 * 24 * 60),
                longest: minutes(14 * 24 * 60),
            },
        ],
        DoubleBooked => [
            FindingKind::DoubleBooked { person: mail("anne@grid.example"), others: ids(1..=1) },
            FindingKind::DoubleBooked { person: mail("anne@grid.example"), others: ids(1..=3) },
        ],
        NoCriteria => [FindingKind::NoCriteria { word: "go/no-go".to_owned() }],
        MissingHandover => [
            FindingKind::MissingHandover {
                after: id("CO00000001"), from: "Registre".to_owned(), to: "Réseau".to_owned(),
            },
        ],
        RollbackTooLate => [
            FindingKind::RollbackTooLate {
                milestone: "Ouverture".to_owned(), late: minutes(45), length: minutes(390),
            },
        ],
    }
}

pub(in crate::language::tests) fn invalid_rules() -> Vec<InvalidRules> {
    let all = every! { Wanted:
        Key => [Wanted::Key],
        Severity => [Wanted::Severity],
        Length => [Wanted::Length],
        Truth => [Wanted::Truth],
        Texts => [Wanted::Texts],
        Milestone => [Wanted::Milestone],
    };
    let found = "a\nb".to_owned();
    let of = |wanted| InvalidRules { key: "longest_step".to_owned(), found: found.clone(), wanted };
    all.into_iter().map(of).collect()
}
