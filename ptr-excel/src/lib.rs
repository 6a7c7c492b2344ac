//! Transition plans read from and written to workbooks.
//!
//! A workbook goes through these rooms, each of which can be read on its own:
//! [`source`] opens the file and hands out its cells, [`cells`] says what a cell can hold
//! whatever its format, [`layout`] where things stand, [`heading`] which column is which,
//! [`value`] what a cell's text or number means. [`write`](mod@write) is the way back: the plan,
//! and where it stands, as a workbook that reads as this very plan.

pub mod a1;
pub mod cells;
pub mod computed;
mod error;
pub mod heading;
pub mod layout;
mod limits;
mod load;
pub mod source;
pub mod value;
pub mod write;

pub use crate::computed::COMPUTED_MARK;
pub use crate::error::LoadError;
pub use crate::layout::{Layout, LayoutError};
pub use crate::limits::Limits;
pub use crate::load::{Loaded, WorkbookError, load, load_bytes};
pub use crate::source::Workbook;
pub use crate::write::{
    WriteError, WriteOptions, plan_workbook, plan_workbook_to, status_workbook, status_workbook_to,
    template_workbook, template_workbook_to,
};
