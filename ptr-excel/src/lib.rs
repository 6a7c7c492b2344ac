//! Transition plans read from and written to workbooks.
//!
//! A workbook goes through these rooms, each of which uses only those above it:
//!
//! | room | subject |
//! |---|---|
//! | [`a1`], `limits`, `language`, `error` | names of cells, how much a file may ask for, texts, why a file cannot be read |
//! | [`cells`] | what a cell can hold, whatever its format |
//! | [`source`] | opens the file and hands out its cells |
//! | [`value`] | what a cell's text or number means |
//! | [`layout`] | where things stand, and which column is which |
//! | `load` | from a workbook to a plan, with every problem at once |
//! | [`propose`] | a layout for a workbook that nobody has described, with its reasons |
//!
//! [`write`](mod@write) is the way back: the plan, and the state of a run, as a workbook that reads
//! as this very plan. It shares everything but `load`. `tests/order.rs` holds this order.
//!
//! # Recipes
//!
//! - A language is one file `languages/<code>.ftl`: what workbooks say, what messages say, and the
//!   spellings by which headings, sheets, units and marks are recognised.
//! - A column of steps is named in `layout/columns.rs`, read in `load/steps/mod.rs` and written in
//!   `write/steps.rs`; `write/template/mod.rs` gives it a hint, the files of languages its words.

pub mod a1;
pub mod cells;
mod error;
mod language;
pub mod layout;
mod limits;
mod load;
pub mod propose;
pub mod source;
pub mod value;
pub mod write;

pub use crate::error::{LoadError, WorkbookError};
pub use crate::layout::computed::COMPUTED_MARK;
pub use crate::layout::{Layout, LayoutError};
pub use crate::limits::Limits;
pub use crate::load::{LOAD_PARTS, Loaded, Places, load, load_bytes, load_while};
pub use crate::propose::{Proposal, propose_layout, propose_layout_bytes};
pub use crate::source::Workbook;
pub use crate::write::{
    WriteError, WriteOptions, comparison_workbook, plan_workbook, plan_workbook_to,
    status_workbook, status_workbook_to, template_workbook, template_workbook_to,
};

/// The program of the README, compiled and run with the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
