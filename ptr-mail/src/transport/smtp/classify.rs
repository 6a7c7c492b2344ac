//! What an SMTP failure means: the cause, and whether another attempt can help.
//!
//! | while | 4xx, no answer | 5xx |
//! |---|---|---|
//! | connecting | transient: connection | transient: connection |
//! | encrypting | transient: encryption | transient: encryption |
//! | logging in | transient: login | transient: login |
//! | naming the sender | transient: sender | transient: sender |
//! | naming a recipient | transient: recipient | **permanent: recipient** |
//! | handing over the message | transient: message | **permanent: message** |
//!
//! With three corrections. A 5xx that concerns the configuration, whatever it answers, is
//! transient: nobody's start mail may be lost because a password has expired, and it goes out
//! by itself once that is mended. 552 to a recipient means "too many of them", or a full
//! mailbox, and counts as 452 (RFC 5321, 4.5.3.1.10). 530, 534, 535 and 538 always mean the
//! login (530 the encryption, if it asks for STARTTLS). An answer 421 or none at all ends the
//! connection: transient, whatever it was for.

use std::error::Error as _;

use lettre::transport::smtp::Error;

use crate::transport::outcome::{Delivery, Failure, Fault};

/// What was being done when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Connecting,
    Encrypting,
    LoggingIn,
    Sender,
    Recipient,
    Message,
}

/// Transient or permanent, with its cause.
pub(super) fn delivery(stage: Stage, error: &Error) -> Delivery {
    let failure = failure(stage, error);
    let refused_for_good = match failure.fault {
        Fault::Recipient => failure.code != Some(552),
        Fault::Message => true,
        Fault::Connection
        | Fault::Encryption
        | Fault::Login
        | Fault::Sender
        | Fault::Storage
        | Fault::Letter
        | Fault::Way => false,
    };
    if error.is_permanent() && refused_for_good {
        Delivery::Permanent(failure)
    } else {
        Delivery::Transient(failure)
    }
}

/// The cause, with the server's code and words.
pub(super) fn failure(stage: Stage, error: &Error) -> Failure {
    let code = error.status().map(u16::from);
    // lettre puts "permanent error (550): " in front of the server's own words.
    let text = match (code, error.source()) {
        (Some(_), Some(words)) => words.to_string(),
        _ => error.to_string(),
    };
    // An answer to the command; 421 ends the connection, whatever the command was.
    let answered = code.is_some_and(|code| code != 421);
    let fault = match stage {
        _ if is_about_encryption(error) => Fault::Encryption,
        // RFC 3207 gives this code to "say STARTTLS first", RFC 4954 to "log in first".
        _ if code == Some(530) && text.to_ascii_uppercase().contains("STARTTLS") => {
            Fault::Encryption
        }
        _ if matches!(code, Some(530 | 534 | 535 | 538)) => Fault::Login,
        // A client error: the server does not offer what is wanted.
        Stage::Encrypting if answered || error.is_client() => Fault::Encryption,
        Stage::LoggingIn if answered || error.is_client() => Fault::Login,
        Stage::Sender if answered => Fault::Sender,
        Stage::Recipient if answered => Fault::Recipient,
        Stage::Message if answered => Fault::Message,
        _ => Fault::Connection,
    };
    Failure { fault, code, text }
}

/// Whether nothing more can be said over this connection.
pub(super) fn ends_connection(error: &Error) -> bool {
    error.status().is_none_or(|code| u16::from(code) == 421)
}

/// Whether TLS itself failed. The handshake happens with the first byte, so lettre reports a
/// certificate that is not trusted as a network error around an I/O error around the cause.
fn is_about_encryption(error: &Error) -> bool {
    error.is_tls()
        || error
            .source()
            .and_then(|source| source.downcast_ref::<std::io::Error>())
            .and_then(std::io::Error::get_ref)
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>)
}
