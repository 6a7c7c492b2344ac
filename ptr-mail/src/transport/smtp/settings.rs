//! What an SMTP connection needs to know, and nothing about mails.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
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

impl Login {
    pub(super) fn credentials(&self) -> Credentials {
        Credentials::new(self.user.clone(), self.password.0.clone())
    }
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
pub struct Secret(String);

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

/// Why a connection cannot even be prepared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SmtpError {
    /// The file with certification authorities cannot be read.
    #[error("ca_file {}: {error}; expected a readable PEM file", path.display())]
    CaUnreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// The file with certification authorities holds none.
    #[error(
        "ca_file {}: no usable certificate in it ({found}); expected PEM blocks that begin with -----BEGIN CERTIFICATE-----",
        path.display()
    )]
    NoCertificate {
        /// The file.
        path: PathBuf,
        /// What was found.
        found: String,
    },
    /// The TLS library could not be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
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

    /// The trusted authorities: the system's and those of `ca_file`.
    pub(super) fn tls(&self) -> Result<Option<TlsParameters>, SmtpError> {
        if self.encryption == Encryption::None {
            return Ok(None);
        }
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(path) = &self.ca_file {
            let unreadable = |error| SmtpError::CaUnreadable { path: path.clone(), error };
            let unusable = |found| SmtpError::NoCertificate { path: path.clone(), found };
            let pem = std::fs::read(path).map_err(unreadable)?;
            let marker = b"-----BEGIN CERTIFICATE-----";
            if !pem.windows(marker.len()).any(|window| window == marker) {
                return Err(unusable(format!("{} bytes without one", pem.len())));
            }
            let authorities =
                Certificate::from_pem(&pem).map_err(|error| unusable(error.to_string()))?;
            tls = tls.add_root_certificate(authorities);
        }
        tls.build().map(Some).map_err(|error| match &self.ca_file {
            Some(path) => SmtpError::NoCertificate { path: path.clone(), found: error.to_string() },
            None => SmtpError::Tls(error.to_string()),
        })
    }

    pub(super) fn hello(&self) -> ClientId {
        match (&self.hello, self.hello.as_deref().map(str::parse)) {
            (_, Some(Ok(IpAddr::V4(address)))) => ClientId::Ipv4(address),
            (_, Some(Ok(IpAddr::V6(address)))) => ClientId::Ipv6(address),
            (Some(name), _) => ClientId::Domain(name.clone()),
            (None, _) => ClientId::default(),
        }
    }
}
