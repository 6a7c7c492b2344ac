//! What the example programs share, kept small: options of the command line, a table for the
//! terminal, and people who play a dry run.
//!
//! - [`arguments`], [`history`]: the workbook and its layout, the instant, what has happened;
//! - [`screen`], [`table`], [`paint`], [`words`]: where a program writes, plain when nobody looks
//!   at it in colours; aligned columns, states in their colours, progress bars;
//! - [`play`], [`crew`], [`mails`], [`chance`], [`journal`]: a dry run under a simulated clock, its
//!   people, their mails, and what is told of it;
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
