//! Support for the tests of the whole workspace: random [`plans`] and [`workbooks`], a literal
//! [`oracle`], random commands ([`tries`]) and the vocabulary of [`scenario`]s.

pub mod oracle;
pub mod plans;
pub mod scenario;
pub mod tries;
pub mod workbooks;
