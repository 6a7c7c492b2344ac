//! Between the values of Python and those of the core: arguments read, answers made.

pub(crate) mod address;
pub(crate) mod document;
pub(crate) mod named;
pub(crate) mod settings;
pub(crate) mod state;
pub(crate) mod text;
pub(crate) mod time;
pub(crate) mod value;
pub(crate) mod values;
