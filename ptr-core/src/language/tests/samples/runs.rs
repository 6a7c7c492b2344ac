//! Everything that can be asked for, can happen, and can stand in the way of a run.

use chrono::TimeDelta;

use super::{id, ids, mail, outcome};
use crate::language::tests::evening;
use crate::{Cause, CauseKind, Command, Digest, Event, Fact, NoticeKind, Role};

pub(in crate::language::tests) fn facts() -> Vec<Event> {
    let step = id("CO00000001");
    let reason = "mauvais fichier".to_owned();
    let reopened = |started_successors| Fact::Reopened {
        step: id("CO00000001"),
        reason: "mauvais fichier".to_owned(),
        started_successors,
    };
    let transferred = |message: Option<&str>| Fact::Transferred {
        step: id("CO00000001"),
        to: mail("bob@grid.example"),
        message: message.map(str::to_owned),
    };
    let defects = |text: &str, until| Fact::DefectsRecorded {
        step: id("CO00000001"),
        text: text.to_owned(),
        blocks: Option::is_some(&until),
        until,
    };
    let sent = |notice: Option<NoticeKind>, way: Option<&str>| Fact::NoticeSent {
        key: "FDR2/CO00000001/start/0/bob@grid.example".to_owned(),
        step: None,
        notice,
        recipient: notice.map(|_| mail("bob@grid.example")),
        way: way.map(str::to_owned),
    };
    let failed = |notice, way: Option<&str>| Fact::NoticeFailed {
        key: "FDR2/CO00000001/start/0/bob@grid.example".to_owned(),
        step: None,
        notice,
        recipient: mail("bob@grid.example"),
        way: way.map(str::to_owned),
        error: "550 boîte inconnue".to_owned(),
    };
    let revised = |reason: Option<String>| Fact::PlanRevised {
        plan: Digest::of([b"plan".as_slice()]),
        shift: None,
        rewriting: false,
        reason,
    };
    let facts = every! { Fact:
        Started => [Fact::Started { step: step.clone() }],
        Closed => [
            Fact::Closed { step: step.clone(), outcome: None, reason: None },
            Fact::Closed { step: step.clone(), outcome: None, reason: Some(reason.clone()) },
            Fact::Closed { step: step.clone(), outcome: Some(outcome("GO")), reason: None },
            Fact::Closed {
                step: step.clone(), outcome: Some(outcome("GO")), reason: Some(reason.clone()),
            },
        ],
        Voted => [
            Fact::Voted { step: step.clone(), outcome: outcome("NO-GO"), reason: None },
            Fact::Voted {
                step: step.clone(), outcome: outcome("NO-GO"), reason: Some(reason.clone()),
            },
        ],
        Transferred => [transferred(None), transferred(Some("À toi de jouer,\nmerci"))],
        DefectsRecorded => [
            defects("Compteur 12 absent", None),
            defects("Compteur 12 absent", Some(evening())),
            defects("", None),
        ],
        Reopened => [
            reopened(vec![]), reopened(ids(2..=2)), reopened(ids(2..=3)),
        ],
        StartUndone => [Fact::StartUndone { step: step.clone(), reason: reason.clone() }],
        Skipped => [Fact::Skipped { step: step.clone(), reason: reason.clone() }],
        Reminded => [
            Fact::Reminded { step: step.clone(), message: None },
            Fact::Reminded { step, message: Some("On vous attend".to_owned()) },
        ],
        RollbackDeclared => [Fact::RollbackDeclared { reason: reason.clone() }],
        RollbackWithdrawn => [Fact::RollbackWithdrawn { reason: reason.clone() }],
        PlanRevised => [revised(None), revised(Some(reason))],
        NoticeSent => [
            sent(None, None),
            sent(Some(NoticeKind::Start), None),
            sent(Some(NoticeKind::Start), Some("sms")),
        ],
        NoticeFailed => [
            failed(NoticeKind::Start, None),
            failed(NoticeKind::TransferReceipt, None),
            failed(NoticeKind::Start, Some("sms")),
        ],
    };
    let event = |role, fact: &Fact| {
        let by = (role != Role::System).then(|| mail("anne@grid.example"));
        let on_behalf_of = matches!(fact, Fact::Skipped { .. }).then(|| mail("bob@grid.example"));
        Event { seq: 1, at: evening(), by, role, on_behalf_of, fact: fact.clone(), digest: None }
    };
    facts.iter().map(|fact| event(role_of(fact), fact)).collect()
}

/// Who records a fact.
fn role_of(fact: &Fact) -> Role {
    match fact {
        Fact::NoticeSent { .. } | Fact::NoticeFailed { .. } => Role::System,
        Fact::PlanRevised { .. }
        | Fact::Skipped { .. }
        | Fact::Reminded { .. }
        | Fact::RollbackDeclared { .. }
        | Fact::RollbackWithdrawn { .. } => Role::Coordinator,
        Fact::Started { .. }
        | Fact::Closed { .. }
        | Fact::Voted { .. }
        | Fact::Transferred { .. }
        | Fact::DefectsRecorded { .. }
        | Fact::StartUndone { .. }
        | Fact::Reopened { .. } => Role::Assignee,
    }
}

pub(in crate::language::tests) fn causes() -> Vec<Cause> {
    let cause = |kind: CauseKind| {
        let minutes = match kind {
            CauseKind::BeganLate
            | CauseKind::NotBegun
            | CauseKind::TookLonger
            | CauseKind::Blocked
            | CauseKind::Reopened
            | CauseKind::StartUndone
            | CauseKind::RollbackDeclared => 15,
            CauseKind::PlanRevised
            | CauseKind::BeganEarly
            | CauseKind::TookLess
            | CauseKind::Decided
            | CauseKind::Unblocked
            | CauseKind::Skipped
            | CauseKind::RollbackWithdrawn => -150,
        };
        let step = match kind {
            CauseKind::PlanRevised | CauseKind::RollbackDeclared | CauseKind::RollbackWithdrawn => {
                None
            }
            CauseKind::BeganLate
            | CauseKind::BeganEarly
            | CauseKind::NotBegun
            | CauseKind::TookLonger
            | CauseKind::TookLess
            | CauseKind::Decided
            | CauseKind::Blocked
            | CauseKind::Unblocked
            | CauseKind::Skipped
            | CauseKind::Reopened
            | CauseKind::StartUndone => Some(id("CO00000001")),
        };
        let amount = TimeDelta::minutes(minutes);
        Cause { kind, step, amount, since: evening(), until: evening() }
    };
    let kinds = [
        CauseKind::BeganLate,
        CauseKind::BeganEarly,
        CauseKind::NotBegun,
        CauseKind::TookLonger,
        CauseKind::TookLess,
        CauseKind::Decided,
        CauseKind::Blocked,
        CauseKind::Unblocked,
        CauseKind::Skipped,
        CauseKind::Reopened,
        CauseKind::RollbackDeclared,
        CauseKind::RollbackWithdrawn,
        CauseKind::StartUndone,
        CauseKind::PlanRevised,
    ];
    kinds.into_iter().map(cause).collect()
}

pub(in crate::language::tests) fn commands() -> Vec<Command> {
    let (step, reason) = (id("CO00000001"), String::new());
    every! { Command:
        Start => [Command::Start { step: step.clone() }],
        Close => [Command::close(step.clone())],
        Transfer => [
            Command::Transfer {
                step: step.clone(), to: mail("bob@grid.example"), message: None,
            },
        ],
        RecordDefects => [Command::record_defects(step.clone(), "")],
        UndoStart => [Command::UndoStart { step: step.clone(), reason: reason.clone() }],
        Reopen => [Command::Reopen { step: step.clone(), reason: reason.clone() }],
        Skip => [Command::Skip { step: step.clone(), reason: reason.clone() }],
        Remind => [Command::Remind { step, message: None }],
        DeclareRollback => [Command::DeclareRollback { reason: reason.clone() }],
        WithdrawRollback => [Command::WithdrawRollback { reason }],
        Revise => [
            Command::Revise {
                plan: Digest::of([]), shift: None, rewriting: false, reason: None,
            },
        ],
    }
}
