//! From the mails that are owed to what became of them: rounds, attempts, what is tried again.

mod attempt;
mod outbox;
mod round;

pub use self::attempt::Attempt;
pub use self::outbox::{Outbox, Verdict, Waiting};
pub use self::round::Round;
