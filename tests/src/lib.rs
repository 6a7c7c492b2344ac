//! What the tests of the whole workspace share: [`plans`] to try things on, those that
//! [`workbooks`] bring, an [`oracle`] that says slowly and literally what the library must
//! answer, the [`tries`] of random people and the words in which
//! [`scenario`]s are told.

pub mod oracle;
pub mod plans;
pub mod scenario;
pub mod tries;
pub mod workbooks;
