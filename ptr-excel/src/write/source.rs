//! What the tables of a workbook are made of: a plan, its layout and the language of headings.

use chrono::NaiveDateTime;
use ptr_core::{Moment, Plan};

use super::error::{Unfit, Unwritable};
use super::words::Words;
use crate::layout::Layout;

/// What the tables are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) plan: &'a Plan,
    pub(super) layout: &'a Layout,
    pub(super) words: &'static Words,
}

/// That the layout has no table for something of the plan.
pub(super) fn no_place(sheet: &str, key: &'static str) -> Unwritable {
    Unwritable { sheet: sheet.to_owned(), cell: None, step: None, why: Unfit::NoPlace { key } }
}

/// The wall clock of the plan's zone at a moment. An instant in the second showing of a repeated
/// hour shows the same time as one in the first.
pub(super) fn local(plan: &Plan, moment: Moment) -> NaiveDateTime {
    match moment {
        Moment::Local(local) => local,
        Moment::Instant(instant) => instant.with_timezone(&plan.timezone()).naive_local(),
    }
}
