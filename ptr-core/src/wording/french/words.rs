//! The words of French: names of things, lists, numbers, quotations, times.

use std::fmt::Display;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::plan::{Field, KnownNames, Severity};
use crate::run::Command;
use crate::run::NoticeKind;
use crate::run::Role;
use crate::state::State;
use crate::wording::parts;

/// What stands between a place and what is wrong there: a colon, with its unbreakable blank.
pub(in crate::wording) const COLON: &str = "\u{a0}: ";

pub(in crate::wording) const fn state(state: State) -> &'static str {
    match state {
        State::Locked => "verrouillée",
        State::Overdue => "en retard",
        State::Idle => "en attente",
        State::Ready => "prête",
        State::Open => "en cours",
        State::Terminated => "terminée",
        State::Planned => "planifiée",
    }
}

pub(in crate::wording) const fn command(command: &Command) -> &'static str {
    match command {
        Command::Start { .. } => "Démarrer l'étape-action",
        Command::Close { .. } => "Clôturer l'étape-action",
        Command::Transfer { .. } => "Transférer l'étape-action",
        Command::RecordDefects { .. } => "Enregistrer les defects",
        Command::Reopen { .. } => "Rouvrir l'étape-action",
        Command::Skip { .. } => "Ignorer l'étape-action",
        Command::DeclareRollback { .. } => "Déclarer le retour arrière",
        Command::WithdrawRollback { .. } => "Annuler le retour arrière",
    }
}

pub(in crate::wording) const fn notice(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Start => "mail de démarrage",
        NoticeKind::Transfer => "mail de transfert",
        NoticeKind::TransferReceipt => "accusé de transfert",
        NoticeKind::Failure => "alerte d'échec d'envoi",
        NoticeKind::WeeklyReport => "rapport hebdomadaire",
    }
}

pub(in crate::wording) const fn role(role: Role) -> &'static str {
    match role {
        Role::Assignee => "responsable",
        Role::Coordinator => "équipe de transition",
        Role::System => "système",
    }
}

pub(in crate::wording) const fn field(field: Field) -> &'static str {
    match field {
        Field::Id => "Identifiant",
        Field::Label => "Libellé",
        Field::Phase => "Phase",
        Field::DryRuns => "Dry run",
        Field::Prerequisites => "Prérequis",
        Field::Start => "Date d'exécution",
        Field::Duration => "Durée",
        Field::Team => "Équipe",
        Field::Department => "Département",
        Field::Contacts => "Contacts",
        Field::Instructions => "Description",
        Field::Progress => "Avancement",
    }
}

pub(in crate::wording) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "erreur",
        Severity::Warning => "avertissement",
    }
}

pub(in crate::wording) fn instant(at: DateTime<Utc>, timezone: Tz) -> String {
    parts::shown(at, timezone, "%d/%m/%Y à %H:%M", "%d/%m/%Y à %H:%M:%S")
}

/// A local time written down in data, as people write it; as it stands if it is none.
pub(super) fn local(text: &str) -> String {
    let form = |local: chrono::NaiveDateTime| {
        let seconds = parts::has_seconds(&local);
        local.format(if seconds { "%d/%m/%Y à %H:%M:%S" } else { "%d/%m/%Y à %H:%M" }).to_string()
    };
    match (parts::local(text), parts::with_offset(text)) {
        (Some(time), _) => form(time),
        (None, Some((time, offset))) => format!("{} (UTC{offset})", form(time)),
        (None, None) => parts::short(text),
    }
}

pub(in crate::wording) fn duration(length: TimeDelta) -> String {
    parts::duration(length, "j", true)
}

/// A length of time written down in data, as people write it; as it stands if it is none.
pub(super) fn told_duration(text: &str) -> String {
    quote(parts::length(text).map_or_else(|| text.to_owned(), duration))
}

/// Names in a row: `A, B et C`.
pub(in crate::wording) fn list<T: Display>(names: &[T]) -> String {
    parts::list(names, names.len(), " et ", others)
}

/// Names to choose from: `A, B ou C`.
pub(super) fn choice(names: &KnownNames) -> String {
    parts::known(names, " ou ", others)
}

fn others(left: usize) -> String {
    if left == 1 { "1 autre".to_owned() } else { format!("{left} autres") }
}

/// What there is instead of what was not found: `Phases du plan : A et B.`
pub(super) fn known(what: &str, none: &str, names: &KnownNames) -> String {
    let names = match names.total() {
        0 => none.to_owned(),
        _ => parts::known(names, " et ", others),
    };
    format!("{what}{COLON}{names}.")
}

/// A text from outside between guillemets, shortened.
pub(super) fn quote(text: impl AsRef<str>) -> String {
    guillemets(&parts::short(text.as_ref()))
}

/// A text from outside between guillemets, whole.
pub(super) fn quote_whole(text: &str) -> String {
    guillemets(&parts::one_line(text))
}

fn guillemets(text: &str) -> String {
    match text {
        "" => "(vide)".to_owned(),
        _ => format!("«\u{a0}{text}\u{a0}»"),
    }
}
