//! What is wrong, for Python: problems, findings and reasons as data and as sentences, and the
//! errors that know several of them.

pub(crate) mod finding;
pub(crate) mod problem;
pub(crate) mod reason;
pub(crate) mod refused;
