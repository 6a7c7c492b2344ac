//! What happened, in English: the lines of a history.

use super::words::{list, quote_whole};
use crate::language::Language;
use crate::run::{Event, Fact, Role};

pub(in crate::language) fn event(event: &Event) -> String {
    let by = by(event);
    match &event.fact {
        Fact::Started { .. } => format!("started{by}"),
        Fact::Closed { .. } => format!("closed{by}"),
        Fact::Transferred { to, message, .. } => {
            let message = message.as_deref().map_or_else(String::new, said);
            format!("transferred to {to}{by}{message}")
        }
        Fact::DefectsRecorded { text, .. } if text.trim().is_empty() => {
            format!("defects cleared{by}")
        }
        Fact::DefectsRecorded { text, .. } => format!("defects recorded{by}{}", said(text)),
        Fact::Reopened { reason, started_successors, .. } => {
            let reason = said(reason);
            match started_successors.as_slice() {
                [] => format!("reopened{by}{reason}"),
                many => format!("reopened{by}{reason}, when {} had been started", list(many)),
            }
        }
        Fact::Skipped { reason, .. } => format!("skipped{by}{}", said(reason)),
        Fact::RollbackDeclared { reason } => format!("rollback declared{by}{}", said(reason)),
        Fact::RollbackWithdrawn { reason } => format!("rollback withdrawn{by}{}", said(reason)),
        Fact::NoticeSent { key } => format!("mail sent: {}", quote_whole(key)),
        Fact::NoticeFailed { notice: kind, recipient, error, .. } => {
            format!(
                "{} not delivered to {recipient}{}",
                kind.label(&Language::english()),
                said(error)
            )
        }
    }
}

fn said(text: &str) -> String {
    format!(": {}", quote_whole(text))
}

/// ` by anne@grid.example`, with its blank; the team is named where somebody acted for it.
fn by(event: &Event) -> String {
    match (&event.by, event.role) {
        (Some(by), Role::Coordinator) => {
            format!(" by {by} ({})", event.role.label(&Language::english()))
        }
        (Some(by), Role::Assignee | Role::System) => format!(" by {by}"),
        (None, Role::Assignee | Role::Coordinator | Role::System) => String::new(),
    }
}
