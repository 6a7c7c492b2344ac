//! What can be wrong with the mail settings, collected while they are read.

use std::fmt;

use lettre::message::Mailbox;

use crate::problems::{Problem, Problems};

/// All that is wrong with the mail settings.
pub type MailConfigError = Problems<SettingProblem>;

/// One thing that is wrong with the mail settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingProblem {
    /// A setting that is needed is not there.
    #[error("{setting}: missing; expected {expected}")]
    Missing {
        /// Its name.
        setting: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// A setting has a value that it cannot have.
    #[error("{setting}: found {found:?}; expected {expected}")]
    Wrong {
        /// Its name.
        setting: &'static str,
        /// What was found.
        found: String,
        /// What is expected.
        expected: String,
    },
    /// A password would travel where anybody can read it.
    #[error(
        "tls: none would send the password to {host} where anybody on the way can read it; \
         expected starttls or implicit, or a server on this machine"
    )]
    PasswordInTheClear {
        /// The server.
        host: String,
    },
}

impl Problem for SettingProblem {
    const TITLE: &'static str = "the mail settings cannot be used";
}

/// The problems met so far while the settings are read.
#[derive(Default)]
pub(super) struct Found(pub(super) Vec<SettingProblem>);

impl Found {
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
        expected: impl Into<String>,
    ) -> Option<T> {
        let (found, expected) = (found.to_string(), expected.into());
        self.0.push(SettingProblem::Wrong { setting, found, expected });
        None
    }

    /// A mailbox that the message will take as well.
    pub(super) fn mailbox(&mut self, setting: &'static str, found: &str) -> Option<Mailbox> {
        const EXPECTED: &str =
            "an address such as transition@example.org, or a name with one in angle brackets";
        match found.parse::<Mailbox>() {
            Ok(mailbox)
                if found.contains(char::is_control) || !mailbox.email.domain().is_ascii() =>
            {
                self.wrong(setting, found, "one line of text, the domain in its xn-- form")
            }
            Ok(mailbox) => Some(mailbox),
            Err(_) => self.wrong(setting, found, EXPECTED),
        }
    }
}
