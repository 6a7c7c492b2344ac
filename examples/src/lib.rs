//! Support for the example programs: command-line options, terminal output, the simulation of a dry
//! run.
//!
//! - [`arguments`], [`history`]: the workbook and its layout, the instant, the events so far;
//! - [`screen`], [`table`], [`paint`], [`words`]: output, with colours on terminals only; aligned
//!   columns, states in their colours, progress bars;
//! - [`play`], [`crew`], [`mails`], [`chance`], [`journal`]: a dry run with a simulated clock, its
//!   people, mails and journal;
//! - [`sample`]: the sample workbooks of `examples/data/`.

pub mod arguments;
pub mod chance;
pub mod crew;
pub mod history;
pub mod journal;
pub mod mails;
pub mod paint;
pub mod play;
pub mod sample;
pub mod screen;
pub mod table;
pub mod words;

/// The programs of the documentation, compiled and run with it.
#[cfg(doctest)]
#[doc = include_str!("../../docs/program.md")]
struct Program;
