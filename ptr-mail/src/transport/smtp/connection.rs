//! What a connection to the server needs before the first command: trust, login, own name.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use ptr_core::language::{Language, arguments};

use crate::problems::printed_in_english;
use crate::settings::{Encryption, Login, SmtpSettings};
use crate::texts::{of_system, text};

/// Why a connection cannot even be prepared.
#[derive(Debug)]
#[non_exhaustive]
pub enum SmtpError {
    /// The file with certification authorities cannot be read.
    CaUnreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// The file with certification authorities is no PEM file.
    NotPem {
        /// The file.
        path: PathBuf,
        /// How many bytes it holds.
        bytes: usize,
    },
    /// The file with certification authorities holds none that can be used.
    NoCertificate {
        /// The file.
        path: PathBuf,
        /// What was found, in the words of the TLS library.
        found: String,
    },
    /// The TLS library could not be set up, in its own words.
    Tls(String),
}

impl SmtpError {
    /// Why, and what was expected.
    pub fn message(&self, language: &Language) -> String {
        let no_certificate = |path: &Path, found: &str| {
            let arguments = arguments!(path = path.display().to_string(), found = found);
            text(language, "mail-smtp-no-certificate", &arguments)
        };
        match self {
            Self::CaUnreadable { path, error } => {
                let error = of_system(language, error.kind(), &error.to_string());
                let arguments = arguments!(path = path.display().to_string(), error = error);
                text(language, "mail-smtp-unreadable", &arguments)
            }
            Self::NotPem { path, bytes } => {
                let arguments = arguments!(bytes = bytes.to_string());
                no_certificate(path, &text(language, "mail-smtp-not-pem", &arguments))
            }
            Self::NoCertificate { path, found } => no_certificate(path, found),
            Self::Tls(error) => {
                text(language, "mail-smtp-tls", &arguments!(error = error.as_str()))
            }
        }
    }
}

printed_in_english!(SmtpError);

impl std::error::Error for SmtpError {}

impl SmtpSettings {
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
                return Err(SmtpError::NotPem { path: path.clone(), bytes: pem.len() });
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

    /// What this machine calls itself.
    pub(super) fn client(&self) -> ClientId {
        match (&self.hello, self.hello.as_deref().map(str::parse)) {
            (_, Some(Ok(IpAddr::V4(address)))) => ClientId::Ipv4(address),
            (_, Some(Ok(IpAddr::V6(address)))) => ClientId::Ipv6(address),
            (Some(name), _) => ClientId::Domain(name.clone()),
            (None, _) => ClientId::default(),
        }
    }
}

impl Login {
    pub(super) fn credentials(&self) -> Credentials {
        Credentials::new(self.user.clone(), self.password.0.clone())
    }
}
