//! The outcomes of decisions, where prerequisites ask for some: `T20 = GO`.
//!
//! Nothing else tells a column of outcomes from any other one of short texts: it is the one that
//! lists, in the row of each decision, what is asked of it elsewhere.

use std::collections::HashMap;

use ptr_core::KnownNames;

use super::column::is_most;
use super::reason::{Because, Holds};
use super::sample::text_of;
use super::steps::Steps;
use crate::layout::{Column as Named, StepColumns};
use crate::value::{folded, items};

/// An outcome that a prerequisite asks for.
struct Asked {
    /// The row of the decision.
    row: u32,
    outcome: String,
    /// The prerequisite as it stands there.
    text: String,
}

impl Steps<'_, '_> {
    /// The column of outcomes, unless loading finds it by its heading or nobody asks for any.
    pub(super) fn outcomes(&mut self) -> Named {
        let asked = self.asked_outcomes();
        if asked.is_empty() || !self.looked.known(StepColumns::OUTCOMES).is_empty() {
            return Named::Default;
        }
        let share = |cells: &HashMap<u32, Vec<String>>| {
            let is_there = |it: &&Asked| {
                cells.get(&it.row).is_some_and(|outcomes| outcomes.contains(&it.outcome))
            };
            (asked.iter().filter(is_there).count(), asked.len())
        };
        let lists = self.free().map(|column| {
            let list = |text: &str| items(text).map(folded).collect::<Vec<_>>();
            let cells = column.cells.iter().map(|(row, value)| (*row, list(&text_of(value))));
            (column, share(&cells.collect()))
        });
        // Of equals the one further left.
        let best = lists
            .filter(|(_, share)| is_most(*share, 80))
            .max_by_key(|(column, share)| (share.0, std::cmp::Reverse(column.col)));
        match best {
            Some((column, (count, of))) => {
                let (heading, holds) = (column.heading.clone(), Holds::Outcomes);
                let because = Because::Content { heading, holds, count, of };
                self.take(StepColumns::OUTCOMES, column, because)
            }
            None => {
                let mut found: Vec<String> = asked.into_iter().map(|it| it.text).collect();
                found.sort_unstable();
                found.dedup();
                let found = KnownNames::of(found);
                self.reason_about(StepColumns::OUTCOMES.key, Because::NoOutcomes { found });
                Named::Default
            }
        }
    }

    fn asked_outcomes(&self) -> Vec<Asked> {
        let Some(column) = self.column(StepColumns::PREREQUISITES) else { return Vec::new() };
        let mut asked = Vec::new();
        for text in column.texts() {
            for item in items(&text).filter(|item| !self.rows.contains_key(&folded(item))) {
                let parted = item.split_once('=');
                let decision = parted.and_then(|(id, outcome)| {
                    Some((*self.rows.get(&folded(id))?, folded(outcome)))
                });
                asked.extend(decision.map(|(row, outcome)| Asked {
                    row,
                    outcome,
                    text: item.to_owned(),
                }));
            }
        }
        asked
    }
}
