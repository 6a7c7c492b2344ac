//! Mails through an SMTP server.
//!
//! Why not lettre's own `SmtpTransport`? It ends the whole transaction at the first recipient
//! that the server refuses: one head of department who has left, and the team leader gets no
//! start mail either. Sending once per recipient would cure that, but a mail to three people
//! would travel three times. So the commands are given here, one by one, over lettre's
//! `SmtpConnection`: each recipient gets the server's own answer, and the message goes out
//! once to those that were taken.
//!
//! Kept true: one outcome for each recipient whatever the server does; a connection that was
//! kept open and turns out dead costs a new one, not a failed mail; the answer to the last dot
//! alone decides that a mail was sent. If the connection breaks just before that answer, the
//! mail may arrive twice, under the same Message-ID: twice is better than never.

mod classify;
mod connection;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;

use self::classify::{Stage, delivery, failure};
pub use self::connection::SmtpError;
use super::outcome::{Delivery, Failure, Fault, RecipientDelivery, Transport};
use crate::message::Letter;
use crate::settings::{Encryption, SmtpSettings};

/// Sends through an SMTP server, keeping one connection open between mails.
///
/// Threads may share it. A second thread that sends at the same time opens a connection of its
/// own; one of the two is kept.
pub struct Smtp {
    settings: SmtpSettings,
    /// What the handshake needs; `None` for a plain connection.
    tls: Option<TlsParameters>,
    hello: ClientId,
    kept: Mutex<Option<SmtpConnection>>,
}

impl Smtp {
    /// Prepares the transport; connects with the first mail.
    ///
    /// # Errors
    ///
    /// When the certificate file cannot be read or holds no certificate.
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpError> {
        let tls = settings.tls()?;
        let hello = settings.client();
        Ok(Self { settings, tls, hello, kept: Mutex::new(None) })
    }

    /// Connects, encrypts and logs in, without sending anything: is the configuration right?
    ///
    /// # Errors
    ///
    /// What the first mail would have met.
    pub fn check(&self) -> Result<(), Failure> {
        let connection = self.connect()?;
        self.keep(connection);
        Ok(())
    }

    fn connect(&self) -> Result<SmtpConnection, Failure> {
        let encryption = self.settings.encryption;
        let wrapped = match encryption {
            Encryption::Implicit => self.tls.as_ref(),
            Encryption::Starttls | Encryption::None => None,
        };
        let mut connection = SmtpConnection::connect(
            (self.settings.host.as_str(), self.settings.port),
            Some(self.settings.timeout),
            &self.hello,
            wrapped,
            None,
        )
        .map_err(|error| failure(Stage::Connecting, &error))?;
        if let (Encryption::Starttls, Some(tls)) = (encryption, &self.tls) {
            // Required, never tried: whoever sits on the line could hide the offer.
            connection
                .starttls(tls, &self.hello)
                .map_err(|error| failure(Stage::Encrypting, &error))?;
        }
        if let Some(login) = &self.settings.login {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &login.credentials())
                .map_err(|error| failure(Stage::LoggingIn, &error))?;
        }
        Ok(connection)
    }

    fn take_kept(&self) -> Option<SmtpConnection> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, connection: SmtpConnection) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let surplus = kept.replace(connection);
        // Closed outside the lock: a slow server must not hold up other threads.
        drop(kept);
        surplus.into_iter().for_each(leave);
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.take_kept().into_iter().for_each(leave);
    }
}

/// Ends a connection without waiting long for the answer.
fn leave(mut connection: SmtpConnection) {
    if connection.set_timeout(Some(Duration::from_secs(1))).is_ok() {
        let _ = connection.quit();
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Transport for Smtp {
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery> {
        let bytes = letter.bytes();
        if let Some(mut connection) = self.take_kept()
            && let Ok(outcomes) = Transaction::begin(&mut connection, letter, &bytes)
                .map(|transaction| transaction.finish(letter, &bytes))
        {
            if outcomes.usable {
                self.keep(connection);
            }
            return outcomes.of(letter);
        }
        // No connection was kept, or the server has closed it since: nothing was sent yet.
        let mut connection = match self.connect() {
            Ok(connection) => connection,
            Err(failure) => {
                return RecipientDelivery::for_all(letter, &Delivery::Transient(failure));
            }
        };
        match Transaction::begin(&mut connection, letter, &bytes) {
            Ok(transaction) => {
                let outcomes = transaction.finish(letter, &bytes);
                if outcomes.usable {
                    self.keep(connection);
                }
                outcomes.of(letter)
            }
            Err(failure) => RecipientDelivery::for_all(letter, &Delivery::Transient(failure)),
        }
    }
}

/// One mail on its way through an open connection.
struct Transaction<'a> {
    connection: &'a mut SmtpConnection,
    /// What stands for every recipient because the server refused the mail as a whole.
    refused: Option<Delivery>,
}

/// The result for each recipient, and whether the connection may be used again.
struct Outcomes {
    deliveries: Vec<Delivery>,
    usable: bool,
}

impl Outcomes {
    fn of(self, letter: &Letter) -> Vec<RecipientDelivery> {
        let pair = |(recipient, delivery): (&Address, Delivery)| RecipientDelivery {
            recipient: recipient.clone(),
            delivery,
        };
        letter.recipients().iter().zip(self.deliveries).map(pair).collect()
    }
}

impl<'a> Transaction<'a> {
    /// Says who writes.
    ///
    /// # Errors
    ///
    /// When the connection is of no use; nothing has been sent then, so a new one may be tried.
    fn begin(
        connection: &'a mut SmtpConnection,
        letter: &Letter,
        bytes: &[u8],
    ) -> Result<Self, Failure> {
        let mut parameters = Vec::new();
        // Bodies and ordinary headers are ASCII by construction: only addresses can be else.
        if !bytes.is_ascii() || !letter.recipients().iter().all(is_ascii) {
            let server = connection.server_info();
            if !server.supports_feature(Extension::SmtpUtfEight) {
                let refused = Some(Delivery::Permanent(Failure {
                    fault: Fault::Recipient,
                    code: None,
                    text: "the server takes no address outside ASCII (it lacks SMTPUTF8)"
                        .to_owned(),
                }));
                return Ok(Self { connection, refused });
            }
            parameters.push(MailParameter::SmtpUtfEight);
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        match connection.command(Mail::new(Some(letter.sender().clone()), parameters)) {
            Ok(_) => Ok(Self { connection, refused: None }),
            Err(error) if classify::ends_connection(&error) => Err(failure(Stage::Sender, &error)),
            Err(error) => {
                let refused = Some(delivery(Stage::Sender, &error));
                Ok(Self { connection, refused })
            }
        }
    }

    /// Names the recipients and hands the mail over to those that the server takes.
    fn finish(self, letter: &Letter, bytes: &[u8]) -> Outcomes {
        let count = letter.recipients().len();
        if let Some(refused) = self.refused {
            return Outcomes { deliveries: vec![refused; count], usable: true };
        }
        // `None`: accepted by the server; the result depends on the message.
        let mut deliveries: Vec<Option<Delivery>> = Vec::with_capacity(count);
        let settle = |deliveries: Vec<Option<Delivery>>, rest: &Delivery, usable| Outcomes {
            deliveries: deliveries
                .into_iter()
                .chain(std::iter::repeat(None))
                .take(count)
                .map(|delivery| delivery.unwrap_or_else(|| rest.clone()))
                .collect(),
            usable,
        };
        for recipient in letter.recipients() {
            match self.connection.command(Rcpt::new(recipient.clone(), Vec::new())) {
                Ok(_) => deliveries.push(None),
                Err(error) if classify::ends_connection(&error) => {
                    let lost = Delivery::Transient(failure(Stage::Recipient, &error));
                    return settle(deliveries, &lost, false);
                }
                Err(error) => deliveries.push(Some(delivery(Stage::Recipient, &error))),
            }
        }
        if deliveries.iter().all(Option::is_some) {
            let usable = self.connection.command(Rset).is_ok();
            return Outcomes { deliveries: deliveries.into_iter().flatten().collect(), usable };
        }
        let handed_over =
            self.connection.command(Data).and_then(|_| self.connection.message(bytes));
        match handed_over {
            Ok(response) => settle(deliveries, &Delivery::Sent { answer: words(&response) }, true),
            Err(error) => {
                let usable = !classify::ends_connection(&error);
                settle(deliveries, &delivery(Stage::Message, &error), usable)
            }
        }
    }
}

fn is_ascii(address: &Address) -> bool {
    AsRef::<str>::as_ref(address).is_ascii()
}

/// A server's answer in one line, its code first.
fn words(response: &Response) -> String {
    let text: Vec<_> = response.message().collect();
    format!("{} {}", response.code(), text.join(" "))
}
