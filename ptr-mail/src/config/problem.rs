//! What can be wrong with the mail settings, collected while they are read.

use std::fmt;

use lettre::message::Mailbox;

/// All that is wrong with the mail settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailConfigError {
    problems: Vec<SettingProblem>,
}

impl MailConfigError {
    /// All that was found. Never empty.
    pub fn problems(&self) -> &[SettingProblem] {
        &self.problems
    }
}

impl std::error::Error for MailConfigError {}

impl fmt::Display for MailConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the mail settings cannot be used")?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

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
        expected: &'static str,
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

/// Collects what is wrong while the settings are read.
#[derive(Default)]
pub(super) struct Problems(Vec<SettingProblem>);

impl Problems {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_error(self) -> MailConfigError {
        MailConfigError { problems: self.0 }
    }

    pub(super) fn tell(&mut self, problem: SettingProblem) {
        self.0.push(problem);
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
