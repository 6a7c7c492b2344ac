//! What can be wrong with the mail settings, collected while they are read.

use std::fmt;
use std::io;

use lettre::message::Mailbox;
use ptr_core::InvalidCode;
use ptr_core::language::{InvalidLanguage, Language, arguments, of_data};

use crate::problems::{ListedProblem, ProblemList, printed_in_english};
use crate::texts::{escaped, of_system, text, word};

/// All that is wrong with the mail settings.
pub type MailConfigError = ProblemList<SettingProblem>;

/// One thing that is wrong with the mail settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingProblem {
    /// A setting that is needed is not there.
    Missing {
        /// Its name.
        setting: &'static str,
        /// What is expected: the id of a message in the files of the languages.
        expected: &'static str,
    },
    /// A setting has a value that it cannot have.
    Wrong {
        /// Its name.
        setting: &'static str,
        /// What was found.
        found: String,
        /// What is expected: the id of a message in the files of the languages.
        expected: &'static str,
    },
    /// The language is none that is built in, and has no file of its own.
    Language(InvalidCode),
    /// The file with a language's own words, beside the templates, cannot be read.
    Unreadable {
        /// The file.
        file: String,
        /// What kind of error the system has met.
        kind: io::ErrorKind,
        /// The system's words.
        words: String,
    },
    /// The file with a language's own words, beside the templates, holds something else.
    Texts {
        /// The file.
        file: String,
        /// What is wrong with it.
        error: InvalidLanguage,
    },
    /// A setting that no section has, or a value of another type.
    Data {
        /// Its name, with those of the mappings around it.
        key: String,
        /// What is wrong, as serde words it in English.
        error: String,
    },
    /// A password would travel where anybody can read it.
    PasswordInTheClear {
        /// The server.
        host: String,
    },
}

impl ListedProblem for SettingProblem {
    fn title(language: &Language) -> String {
        word(language, "mail-settings-problems")
    }

    fn message(&self, language: &Language) -> String {
        let wrong = |setting: &str, found: &str, expected: String| {
            let found = escaped(&found);
            let arguments = arguments!(setting = setting, found = found, expected = expected);
            text(language, "mail-setting-wrong", &arguments)
        };
        let texts = |error| text(language, "mail-expected-texts", &arguments!(error = error));
        match self {
            Self::Missing { setting, expected } => {
                let arguments = arguments!(setting = *setting, expected = word(language, expected));
                text(language, "mail-setting-missing", &arguments)
            }
            Self::Wrong { setting, found, expected } => {
                wrong(setting, found, word(language, expected))
            }
            Self::Language(error) => wrong("language", &error.found, error.expected(language)),
            Self::Unreadable { file, kind, words } => {
                wrong("templates", file, texts(of_system(language, *kind, words)))
            }
            Self::Texts { file, error } => wrong("templates", file, texts(error.message(language))),
            Self::Data { key, error } => {
                let what = of_data(error, language, |_| None);
                let arguments = arguments!(setting = key.as_str(), what = what);
                text(language, "mail-setting-other", &arguments)
            }
            Self::PasswordInTheClear { host } => text(
                language,
                "mail-setting-password-in-the-clear",
                &arguments!(host = host.as_str()),
            ),
        }
    }
}

printed_in_english!(SettingProblem);

impl std::error::Error for SettingProblem {}

/// The problems met so far while the settings are read.
#[derive(Default)]
pub(super) struct Found(pub(super) Vec<SettingProblem>);

impl Found {
    /// What was read; a problem is kept.
    pub(super) fn note<T>(&mut self, read: Result<T, SettingProblem>) -> Option<T> {
        read.map_err(|problem| self.0.push(problem)).ok()
    }

    pub(super) fn missing<T>(
        &mut self,
        setting: &'static str,
        expected: &'static str,
    ) -> Option<T> {
        self.0.push(SettingProblem::Missing { setting, expected });
        None
    }

    pub(super) fn wrong<T>(
        &mut self,
        setting: &'static str,
        found: impl fmt::Display,
        expected: &'static str,
    ) -> Option<T> {
        let found = found.to_string();
        self.0.push(SettingProblem::Wrong { setting, found, expected });
        None
    }

    /// A mailbox that the message will take as well.
    pub(super) fn mailbox(&mut self, setting: &'static str, found: &str) -> Option<Mailbox> {
        match found.parse::<Mailbox>() {
            Ok(mailbox)
                if found.contains(char::is_control) || !mailbox.email.domain().is_ascii() =>
            {
                self.wrong(setting, found, "mail-expected-ascii-domain")
            }
            Ok(mailbox) => Some(mailbox),
            Err(_) => self.wrong(setting, found, "mail-expected-mailbox"),
        }
    }
}
