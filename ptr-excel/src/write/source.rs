//! What the tables of a workbook are made of: a plan, its layout and the language of headings.

use chrono::NaiveDateTime;
use ptr_core::{Moment, Plan};

use super::error::{Unfit, Unwritable};
use super::words::Words;
use crate::layout::{Columns, Layout};

/// What the tables are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) plan: &'a Plan,
    pub(super) layout: &'a Layout,
    pub(super) words: Words<'a>,
}

impl Source<'_> {
    /// Whether the reader would take a text for the place of a value that is not given.
    pub(super) fn is_placeholder(self, text: &str) -> bool {
        self.layout.placeholders.find(text).is_some()
    }
}

/// That the layout has no table for something of the plan.
pub(super) fn no_place<C: Columns>(words: Words<'_>, key: &'static str) -> Unwritable {
    let sheet = C::sheet(words.0);
    Unwritable { sheet, cell: None, step: None, why: Unfit::NoPlace { key } }
}

/// The wall clock of the plan's zone at a moment. An instant in the second showing of a repeated
/// hour shows the same time as one in the first.
pub(super) fn local(plan: &Plan, moment: Moment) -> NaiveDateTime {
    match moment {
        Moment::Local(local) => local,
        Moment::Instant(instant) => instant.with_timezone(&plan.timezone()).naive_local(),
    }
}
