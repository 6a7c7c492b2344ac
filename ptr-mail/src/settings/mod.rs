//! The `mail` section of a configuration file, checked.
//!
//! Plain data: what the settings open (a connection, a composer) is written where it is used.

mod problem;
mod retry;
mod section;
mod smtp;

pub use self::problem::{MailConfigError, SettingProblem};
pub use self::retry::{Attempts, RetrySchedule};
pub use self::section::MailConfig;
pub(crate) use self::section::Route;
pub use self::smtp::{Encryption, Login, Secret, SmtpSettings};
