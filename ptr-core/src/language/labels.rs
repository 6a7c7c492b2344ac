//! Labels: one or two words for a cell, a button or a heading. Message ids are made of the names in
//! data.

use std::borrow::Cow;

use super::value::Language;
use crate::forecast::Light;
use crate::plan::{Field, Severity};
use crate::run::{Command, NoticeKind, Role};
use crate::schedule::clinic::Rule;
use crate::state::State;

impl State {
    /// The name of the state: `en retard`, `overdue`. French names agree with *une étape*.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("state-{}", self.name()))
    }
}

impl Light {
    /// What it says of an end: `à temps`, `menacée`, `trop tard`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("light-{}", self.name()))
    }
}

impl Command {
    /// The label of the button for this command: `Démarrer l'étape-action`.
    pub fn label<'l>(&self, language: &'l Language) -> Cow<'l, str> {
        language.word(&format!("command-{}", self.name()))
    }
}

impl NoticeKind {
    /// The name of such a mail: `mail de démarrage`, `start mail`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("notice-{}", self.name()))
    }
}

impl Role {
    /// The name of the role: `équipe de transition`.
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

impl Rule {
    /// The name of the rule: `Étape sans durée`, `Step without duration`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        language.word(&format!("rule-{}", self.code()))
    }
}

/// The name of the state; says so if the step is put `aside`, skipped or abandoned: `terminée,
/// ignorée`, `planifiée, abandonnée`.
pub fn state(state: State, aside: bool, language: &Language) -> Cow<'_, str> {
    if aside && state == State::Terminated {
        return language.word("state-skipped");
    }
    if aside && state == State::Planned {
        return language.word("state-abandoned");
    }
    state.label(language)
}
