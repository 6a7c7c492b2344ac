//! Values that would not survive writing and reading: every plan must be equal to what it reads
//! back.
//!
//! Texts and codes always survive. Numbers that JSON does not have, dates outside the calendar and
//! values that would be read as another type do not.

use chrono::NaiveDateTime;

use super::found::Found;
use crate::plan::value::DEEPEST;
use crate::plan::{Draft, NamedValues, Problem, ProblemKind, Value, is_leap_second};

/// Checks dates of milestones and all further columns. Time `O(content)`.
pub(super) fn check(draft: &Draft, problems: &mut Found) {
    for (row, step) in draft.steps.iter().enumerate() {
        let of_step = |kind| {
            let mut problem = Problem::of_plan(kind);
            (problem.row, problem.step) = (Some(row), Some(step.id.clone()));
            problem
        };
        problems.extend(of_columns("", &step.extra).map(of_step));
    }
    for milestone in &draft.milestones {
        let of = format!("milestones[{}].", milestone.name);
        for (dry_run, moment) in &milestone.dates {
            if !moment.is_in_calendar() {
                let path = format!("{of}dates[{dry_run}]");
                let kind = ProblemKind::NotWritable { path, found: String::from(*moment) };
                problems.push(Problem::of_plan(kind));
            }
        }
        problems.extend(of_columns(&of, &milestone.extra).map(Problem::of_plan));
    }
    for actor in &draft.actors {
        let of = format!("actors[{}].", actor.team);
        problems.extend(of_columns(&of, &actor.extra).map(Problem::of_plan));
    }
    for environment in &draft.environments {
        let of = format!("environments[{}].", environment.name);
        problems.extend(of_columns(&of, &environment.extra).map(Problem::of_plan));
    }
}

/// The further columns with a value that would not be read back.
fn of_columns(of: &str, columns: &NamedValues) -> impl Iterator<Item = ProblemKind> {
    columns.iter().filter_map(move |(name, value)| {
        let found = unwritable(value, 0)?;
        Some(ProblemKind::NotWritable { path: format!("{of}extra[{name}]"), found })
    })
}

/// The part of a value that would not be read back, if any.
fn unwritable(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Text(_) => None,
        Value::Float(number) => (!number.is_finite()).then(|| number.to_string()),
        Value::Date { date } => is_leap_second(date).then(|| date.to_string()),
        Value::List(_) | Value::Map(_) if depth == DEEPEST => Some("[[[…]]]".to_owned()),
        Value::List(values) => values.iter().find_map(|value| unwritable(value, depth + 1)),
        Value::Map(values) => match values.get("$date") {
            // A text with the form of a serialised date.
            Some(Value::Text(text)) if text.parse::<NaiveDateTime>().is_ok() => {
                Some(format!("{{\"$date\": {text:?}}}"))
            }
            _ => values.iter().find_map(|(_, value)| unwritable(value, depth + 1)),
        },
    }
}
