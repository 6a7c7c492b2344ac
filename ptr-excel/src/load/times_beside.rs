//! Times of day in a column of their own, beside dates that have none.
//!
//! `Date | Heure` is how many people write a start. Nothing joins the two here, and a start at
//! midnight instead of nine in the morning is told.

use ptr_core::{Moment, Problem, ProblemKind, When};

use super::columns::StepPlaces;
use super::row::Row;
use super::sheet::place;
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::layout::headings::Headings;
use crate::value::{DurationUnit, duration, holds_one_of, normal, words};

/// The columns that may hold such times.
#[derive(Debug, Default)]
pub(super) struct TimesBeside {
    columns: Vec<TimesColumn>,
    /// Whether a date has a time of day of its own.
    is_timed: bool,
}

#[derive(Debug)]
struct TimesColumn {
    col: u32,
    heading: String,
    /// The first time of day in it that stands beside a date.
    first: Option<CellName>,
    /// Whether it holds something else as well.
    is_mixed: bool,
}

impl TimesBeside {
    /// Of the further columns those headed as times, and those next to one of dates but headed as
    /// durations.
    pub(super) fn of(places: &StepPlaces, headings: &Headings) -> Self {
        let heading = |col| headings.iter().find(|it| it.col == col).map(|it| normal(&it.text));
        let starts = places.starts();
        let may_be = |col: u32| {
            let Some(heading) = heading(col) else { return false };
            let is_next = starts.iter().any(|start| start.abs_diff(col) == 1);
            let is_duration = holds_one_of(&heading, words!("workbook-column-steps-duration"));
            !is_duration && (is_next || holds_one_of(&heading, words!("workbook-words-time")))
        };
        let columns = places.extra.iter().filter(|(col, _)| !starts.is_empty() && may_be(*col));
        let columns = columns.map(|(col, heading)| {
            let heading = heading.to_owned();
            TimesColumn { col, heading, first: None, is_mixed: false }
        });
        Self { columns: columns.collect(), is_timed: false }
    }

    /// Looks at a row whose starts have been read.
    pub(super) fn look<'w>(&mut self, row: &Row, starts: impl Iterator<Item = &'w When>) {
        if self.columns.is_empty() {
            return;
        }
        let mut is_dated = false;
        for when in starts {
            let When::Moment(Moment::Local(local)) = when else { continue };
            is_dated = true;
            self.is_timed |= local.time() != chrono::NaiveTime::MIN;
        }
        for column in &mut self.columns {
            let Some(value) = row.own(column.col) else { continue };
            let is_within_a_day = |time: chrono::TimeDelta| time.num_days() == 0;
            let is_time = match &value {
                CellValue::Duration(time) => is_within_a_day(*time),
                CellValue::Text(text) => {
                    let is_clock = text.contains([':', 'h', 'H', 'u', 'U']);
                    let read = duration(text, DurationUnit::Hours).ok().flatten();
                    is_clock && read.is_some_and(is_within_a_day)
                }
                _ => false,
            };
            column.is_mixed |= !is_time;
            if is_time && is_dated && column.first.is_none() {
                column.first = Some(CellName { row: row.number, col: column.col });
            }
        }
    }

    /// The columns whose times do not count.
    pub(super) fn problems(self, sheet: &str) -> impl Iterator<Item = Problem> {
        let unused = self.columns.into_iter().filter(move |it| !self.is_timed && !it.is_mixed);
        unused.filter_map(move |TimesColumn { heading, first, .. }| {
            let problem = Problem::of_plan(ProblemKind::UnusedTimes { heading });
            Some(problem.at(place(sheet, first?)))
        })
    }
}
