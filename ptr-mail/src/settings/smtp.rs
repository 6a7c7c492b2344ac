//! What an SMTP connection needs to know, and nothing about mails.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Where the server is and how to talk to it.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The server's name, also the one that its certificate must bear.
    pub host: String,
    /// The server's port.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
    /// A PEM file with further certification authorities to trust, besides the system's: a
    /// company's own.
    pub ca_file: Option<PathBuf>,
    /// User and password, if the server wants some.
    pub login: Option<Login>,
    /// How long to wait for the connection and for each answer.
    pub timeout: Duration,
    /// What this machine calls itself; `[127.0.0.1]` if not given, which most servers take.
    pub hello: Option<String>,
}

/// How the connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// From the first byte; port 465.
    Implicit,
    /// After a greeting in the clear, and no further without it; port 587.
    #[default]
    Starttls,
    /// Not at all: for a relay on the same machine; port 25.
    None,
}

impl Encryption {
    /// The port that servers listen on for this kind of connection.
    pub fn default_port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::Starttls => 587,
            Self::None => 25,
        }
    }
}

/// User and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The user's name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// A text that is never printed.
///
/// # Examples
///
/// ```
/// assert_eq!(format!("{:?}", ptr_mail::Secret::new("hunter2")), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub(crate) String);

impl Secret {
    /// Keeps `text` from being printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether it is the empty text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl SmtpSettings {
    /// A server reached over STARTTLS on its usual port, without login, half a minute a step.
    pub fn new(host: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port: Encryption::Starttls.default_port(),
            encryption: Encryption::Starttls,
            ca_file: None,
            login: None,
            timeout: Duration::from_secs(30),
            hello: None,
        }
    }
}
