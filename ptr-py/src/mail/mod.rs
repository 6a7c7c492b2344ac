//! Mails: written for the notices that a run owes, sent, and what came of them recorded.
//!
//! No lock of a run or an outbox is held while a mail is written or sent: a run is looked at as a
//! copy, an outbox is told afterwards. So what Python gives to the letters (links, files) may
//! itself ask the run, and other threads never wait for a mail server.

mod attempt;
mod calendar;
mod letter;
mod mailer;
mod outbox;
mod platform;

pub(crate) use attempt::PyAttempt;
pub(crate) use letter::PyLetter;
pub(crate) use mailer::PyMailer;
pub(crate) use outbox::PyOutbox;
