//! Times of day in a column of their own, beside dates that have none.
//!
//! `Date | Heure` is how many people write a start. Nothing joins the two here, and a start at
//! midnight instead of nine in the morning is told.

use chrono::Datelike;
use ptr_core::{Moment, Problem, ProblemKind};

use crate::a1::CellName;
use crate::cells::CellValue;
use crate::layout::headings::Headings;
use crate::load::sheet::extra::ExtraColumns;
use crate::load::sheet::place;
use crate::load::sheet::row::Row;
use crate::value::{DurationUnit, duration, holds_one_of, normal, trim, words};

/// The columns that may hold such times.
#[derive(Debug, Default)]
pub(crate) struct TimesBeside {
    columns: Vec<TimesColumn>,
    /// Whether a date has a time of day of its own.
    is_timed: bool,
}

#[derive(Debug)]
struct TimesColumn {
    col: u32,
    heading: String,
    /// Whether its heading has a word for times.
    is_headed: bool,
    /// The first time of day in it that stands beside a date.
    first: Option<CellName>,
    /// Whether it holds something else as well.
    is_mixed: bool,
}

impl TimesBeside {
    /// Of the further columns those headed as times, and those next to one of dates but headed as
    /// durations.
    pub(crate) fn of(extra: &ExtraColumns, starts: &[u32], headings: &Headings) -> Self {
        /// No sheet that people keep has more, and each row looks at all of them.
        const MOST: usize = 50;
        if starts.is_empty() {
            return Self::default();
        }
        let columns = extra.iter().filter_map(|(col, heading)| {
            let words = headings.at(col).map(|it| normal(&it.text))?;
            let is_headed = holds_one_of(&words, words!("workbook-words-time"));
            let is_next = starts.iter().any(|start| start.abs_diff(col) == 1);
            let is_duration = holds_one_of(&words, words!("workbook-column-steps-duration"));
            let heading = heading.to_owned();
            (!is_duration && (is_next || is_headed)).then_some(TimesColumn {
                col,
                heading,
                is_headed,
                first: None,
                is_mixed: false,
            })
        });
        Self { columns: columns.take(MOST).collect(), is_timed: false }
    }

    /// Looks at a row whose dates have been read.
    pub(crate) fn look(&mut self, row: &Row, dates: impl Iterator<Item = Moment>) {
        if self.columns.is_empty() {
            return;
        }
        let mut is_dated = false;
        for date in dates {
            let Moment::Local(local) = date else { continue };
            is_dated = true;
            self.is_timed |= local.time() != chrono::NaiveTime::MIN;
        }
        for column in &mut self.columns {
            let Some(value) = row.own(column.col) else { continue };
            let is_time = is_time(&value, column.is_headed);
            column.is_mixed |= !is_time;
            if is_time && is_dated && column.first.is_none() {
                column.first = Some(CellName { row: row.number, col: column.col });
            }
        }
    }

    /// The columns whose times do not count.
    pub(crate) fn problems(self, sheet: &str, can_be_named: bool) -> impl Iterator<Item = Problem> {
        let unused = self.columns.into_iter().filter(move |it| !self.is_timed && !it.is_mixed);
        unused.filter_map(move |TimesColumn { heading, first, .. }| {
            let problem = Problem::of_plan(ProblemKind::UnusedTimes { heading, can_be_named });
            Some(problem.at(place(sheet, first?)))
        })
    }
}

/// Whether a cell holds a time of day; under a heading of times, what a spreadsheet makes of one in
/// a cell that is not formatted for it, too.
fn is_time(value: &CellValue<'_>, is_headed: bool) -> bool {
    let is_within_a_day = |time: chrono::TimeDelta| time.num_days() == 0;
    match value {
        CellValue::Duration(time) => is_within_a_day(*time),
        CellValue::Date(date) => is_headed && date.year() <= 1900,
        CellValue::Number(number) => is_headed && (0.0..1.0).contains(number),
        CellValue::Text(text) => {
            let text = text.to_lowercase().replace('.', "");
            let half = ["am", "pm"].into_iter().find_map(|half| trim(&text).strip_suffix(half));
            let text = half.unwrap_or(&text);
            let is_clock = text.contains([':', 'h', 'u']);
            let read = duration(text, DurationUnit::Hours).ok().flatten();
            is_clock && read.is_some_and(is_within_a_day)
        }
        _ => false,
    }
}
