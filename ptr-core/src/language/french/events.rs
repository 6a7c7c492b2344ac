//! What happened, in French: the lines of a history.

use super::words::{COLON, list, quote_whole};
use crate::language::Language;
use crate::run::{Event, Fact, Role};

pub(in crate::language) fn event(event: &Event) -> String {
    let by = by(event);
    match &event.fact {
        Fact::Started { .. } => format!("démarrée{by}"),
        Fact::Closed { .. } => format!("clôturée{by}"),
        Fact::Transferred { to, message, .. } => {
            let message = message.as_deref().map_or_else(String::new, said);
            format!("transférée à {to}{by}{message}")
        }
        Fact::DefectsRecorded { text, .. } if text.trim().is_empty() => {
            format!("defects effacés{by}")
        }
        Fact::DefectsRecorded { text, .. } => format!("defects enregistrés{by}{}", said(text)),
        Fact::Reopened { reason, started_successors, .. } => {
            let reason = said(reason);
            match started_successors.as_slice() {
                [] => format!("rouverte{by}{reason}"),
                [one] => format!("rouverte{by}{reason}, alors que {one} avait démarré"),
                many => {
                    format!("rouverte{by}{reason}, alors que {} avaient démarré", list(many))
                }
            }
        }
        Fact::Skipped { reason, .. } => format!("ignorée{by}{}", said(reason)),
        Fact::RollbackDeclared { reason } => format!("retour arrière déclaré{by}{}", said(reason)),
        Fact::RollbackWithdrawn { reason } => format!("retour arrière annulé{by}{}", said(reason)),
        Fact::NoticeSent { key } => format!("mail envoyé{COLON}{}", quote_whole(key)),
        Fact::NoticeFailed { notice: kind, recipient, error, .. } => {
            format!("{} non remis à {recipient}{}", kind.label(&Language::french()), said(error))
        }
    }
}

fn said(text: &str) -> String {
    format!("{COLON}{}", quote_whole(text))
}

/// ` par anne@grid.example`, with its blank; the team is named where somebody acted for it.
fn by(event: &Event) -> String {
    match (&event.by, event.role) {
        (Some(by), Role::Coordinator) => {
            format!(" par {by} ({})", event.role.label(&Language::french()))
        }
        (Some(by), Role::Assignee | Role::System) => format!(" par {by}"),
        (None, Role::Assignee | Role::Coordinator | Role::System) => String::new(),
    }
}
