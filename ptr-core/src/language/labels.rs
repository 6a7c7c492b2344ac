//! What things are called: one or two words for a cell, a button, a heading. The message of each is
//! named after what data call it.

use std::borrow::Cow;

use super::value::Language;
use crate::plan::{Field, Severity};
use crate::run::{Command, NoticeKind, Role};
use crate::state::State;

impl State {
    /// Its name for people: `en retard`, `overdue`. French names agree with *une étape*.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("state-{}", self.name()))
    }
}

impl Command {
    /// What the button says that gives it: `Démarrer l'étape-action`.
    pub fn label<'l>(&self, language: &'l Language) -> Cow<'l, str> {
        language.word(&format!("command-{}", self.name()))
    }
}

impl NoticeKind {
    /// What people call such a mail: `mail de démarrage`, `start mail`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("notice-{}", self.name()))
    }
}

impl Role {
    /// What people call somebody in this role: `équipe de transition`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("role-{}", self.name()))
    }
}

impl Field {
    /// The heading of its column in the default layout: `Date d'exécution`, `Start`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("field-{}", self.name()))
    }
}

impl Severity {
    /// `erreur` or `avertissement`, `error` or `warning`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("severity-{}", self.name()))
    }
}

/// The state of a step, and where it was skipped, that: `terminée, ignorée`.
pub fn state(state: State, skipped: bool, language: &Language) -> Cow<'_, str> {
    if skipped && state == State::Terminated {
        return language.word("state-skipped");
    }
    state.label(language)
}
