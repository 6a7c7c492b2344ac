//! Where mails go: over SMTP, into files, into memory.

mod files;
mod memory;
mod outcome;
mod smtp;

pub use self::files::Files;
pub use self::memory::Memory;
pub use self::outcome::{Delivery, Failure, Fault, RecipientDelivery, Transport};
pub use self::smtp::{Smtp, SmtpError};
use crate::settings::{MailConfig, Route};

impl MailConfig {
    /// Opens the transport. Connects to nothing yet.
    ///
    /// # Errors
    ///
    /// When the certificate file cannot be used.
    pub fn open(&self) -> Result<Box<dyn Transport>, SmtpError> {
        Ok(match self.route() {
            Route::Smtp(settings) => Box::new(Smtp::new(settings.clone())?),
            Route::Files(directory) => Box::new(Files::new(directory)),
            Route::Memory => Box::new(Memory::default()),
        })
    }
}
