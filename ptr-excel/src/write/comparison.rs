//! The workbook of several runs side by side: how each step went in each of them, and what they
//! teach.
//!
//! Times are numbers of minutes, since spreadsheets show no negative durations, and a cost may be
//! one.

use chrono::TimeDelta;
use ptr_core::language::arguments;
use ptr_core::{ComparedStep, Comparison, Lesson, Seen};

use super::cell::Content;
use super::column::{Column, Role};
use super::table::{Row, Table};
use super::words::Words;
use crate::layout::StepColumns;

/// The table, a row a step.
pub(super) fn table<'a>(comparison: &'a Comparison, words: Words<'_>) -> Table<'a> {
    let column = |heading: String, width| Column::new(heading, Role::Extra, width);
    let mut columns = vec![
        column(words.heading(StepColumns::ID), 15.0),
        column(words.heading(StepColumns::PHASE), 10.0),
        column(words.heading(StepColumns::TEAM), 26.0),
        column(words.word("workbook-comparison-planned").into_owned(), 12.0),
    ];
    for run in &comparison.runs {
        let ids = ["reaction", "work", "cost"];
        columns.extend(ids.map(|id| {
            let arguments = arguments!(dry_run = run.dry_run.as_str());
            let id = format!("workbook-comparison-{id}");
            column(words.text(&id, &arguments), 14.0)
        }));
    }
    let lessons = ["duration", "shortest", "longest"];
    columns.extend(lessons.map(|id| {
        let id = format!("workbook-comparison-{id}");
        column(words.word(&id).into_owned(), 14.0)
    }));
    Table {
        sheet: words.word("workbook-sheet-comparison").into_owned(),
        heading_row: 0,
        columns,
        rows: comparison.steps.iter().map(row).collect(),
        frozen: 1,
        examples: false,
        validations: Vec::new(),
    }
}

fn row(step: &ComparedStep) -> Row<'_> {
    let mut cells = vec![
        Content::Code(step.step.as_str().into()),
        Content::Code(step.phase.as_str().into()),
        Content::prose(step.team.as_deref()),
        minutes(step.planned_work),
    ];
    for seen in &step.seen {
        let of = |of: fn(&Seen) -> Option<TimeDelta>| minutes(seen.as_ref().and_then(of));
        cells.extend([of(|it| it.reaction), of(|it| it.work), of(|it| it.cost)]);
    }
    let lesson = |of: fn(&Lesson) -> TimeDelta| minutes(step.lesson.as_ref().map(of));
    cells.extend([lesson(|it| it.duration), lesson(|it| it.shortest), lesson(|it| it.longest)]);
    Row { step: Some(&step.step), muted: step.lesson.is_none(), cells }
}

/// A length of time as a number of minutes, to a tenth.
pub(super) fn minutes(time: Option<TimeDelta>) -> Content<'static> {
    let minutes = |time: TimeDelta| (time.as_seconds_f64() / 6.0).round() / 10.0;
    time.map_or(Content::Nothing, |time| Content::Number(minutes(time)))
}
