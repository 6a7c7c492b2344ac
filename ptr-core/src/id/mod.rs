//! The text codes of a plan: step ids, dry runs, phase codes, outcomes, mail addresses.
//!
//! Text is checked once, when one of these types is made. So every value is a text that is not
//! blank, has no blanks around it and contains no control character: it fits into one cell, one
//! header field and one line of a log. Cloning is cheap: the text is shared.

mod code;
mod digest;
mod email;
mod invalid;
mod text;

pub use code::{DryRun, Outcome, PhaseCode, StepId};
pub use digest::Digest;
pub use email::Email;
pub use invalid::{Code, InvalidCode};
pub use text::{compared, is_invisible};
