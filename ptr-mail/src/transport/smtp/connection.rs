//! What a connection to the server needs before the first command: trust, login, own name.

use std::net::IpAddr;
use std::path::PathBuf;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use crate::settings::{Encryption, Login, SmtpSettings};

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
