//! What things are called: one or two words for a cell, a button, a heading.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::{Language, TEXTS};
use super::{english, french};
use crate::plan::Expected;
use crate::plan::{Field, Severity};
use crate::run::Command;
use crate::run::NoticeKind;
use crate::run::ReplayError;
use crate::run::{Condition, Explanation};
use crate::run::{Event, Role};
use crate::schedule::ScheduleError;
use crate::state::State;

impl State {
    /// Its name for people: `en retard`, `overdue`. French names agree with *une étape*.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        TEXTS.word(language, &format!("state-{}", self.name()))
    }
}

impl Command {
    /// What the button says that gives it: `Démarrer l'étape-action`.
    pub fn label<'a>(&self, language: &'a Language) -> Cow<'a, str> {
        TEXTS.word(language, &format!("command-{}", self.name()))
    }
}

impl NoticeKind {
    /// What people call such a mail: `mail de démarrage`, `start mail`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        TEXTS.word(language, &format!("notice-{}", self.name()))
    }
}

impl Role {
    /// What people call somebody in this role: `équipe de transition`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        TEXTS.word(language, &format!("role-{}", self.name()))
    }
}

impl Field {
    /// The heading of its column in the default layout: `Date d'exécution`, `Start`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        TEXTS.word(language, &format!("field-{}", self.name()))
    }
}

impl Severity {
    /// `erreur` or `avertissement`, `error` or `warning`.
    pub fn label(self, language: &Language) -> Cow<'_, str> {
        TEXTS.word(language, &format!("severity-{}", self.name()))
    }
}

impl Expected {
    /// What was expected, in words that go on a sentence: `une durée, par exemple 1 h 30`.
    pub fn words(&self, language: &Language) -> String {
        match language.code() {
            "fr" => french::expectations::words(self),
            _ => english::expectations::words(self),
        }
    }
}

impl Event {
    /// What happened and who did it, as a line of a history beside its time: `démarrée par
    /// anne@grid.example`.
    pub fn sentence(&self, language: &Language) -> String {
        super::event(self, language)
    }
}

impl Condition {
    /// What keeps a step from being Ready, as a sentence; times are told in `timezone`.
    pub fn sentence(&self, timezone: Tz, language: &Language) -> String {
        super::condition(self, timezone, language)
    }
}

impl Explanation {
    /// The explanation in a few sentences: the state, what is missing, who holds the chain.
    /// Of very many steps the first ten are named, and how many there are besides. Times are
    /// told in `timezone`, which should be the plan's.
    pub fn sentences(&self, timezone: Tz, language: &Language) -> Vec<String> {
        super::explanation(self, timezone, language)
    }
}

impl ScheduleError {
    /// What stands against it and what to do, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        super::schedule_error(self, language)
    }
}

impl ReplayError {
    /// What is wrong with the events, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        super::replay_error(self, language)
    }
}
