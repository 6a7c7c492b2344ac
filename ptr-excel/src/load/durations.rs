//! How long a step takes, as its row says.

use chrono::TimeDelta;
use ptr_core::{Expected, Field, ProblemKind};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use super::row::{Row, text_of};
use super::sheet::of_duration_cell;
use crate::cells::{CellValue, iso_duration, plain_number, serial_duration};
use crate::value::{DurationUnit, Unreadable, duration, duration_of_number, exact, trim};

impl FieldReader<'_> {
    pub(super) fn duration(&mut self, places: &StepPlaces, row: &Row) -> Option<TimeDelta> {
        let (col, value) = row.at(places.at(Field::Duration))?;
        let layout = self.context.layout;
        let unit = layout.duration_unit;
        // The unit may stand in a column of its own.
        let own = row.at(&places.duration_unit).map(|(_, value)| text_of(&value).into_owned());
        let of_number = |number: f64| match &own {
            Some(own) => times(number, own),
            None => duration_of_number(number, unit),
        };
        let read = match &value {
            CellValue::Duration(time) => Ok(Some(*time)),
            // A part of a whole is no time.
            CellValue::Shown { text, .. } if text.contains('%') => {
                Err(Unreadable { found: text.clone(), expected: Expected::Duration })
            }
            CellValue::Number(number) | CellValue::Shown { number, .. } => {
                of_number(*number).map(Some)
            }
            CellValue::Text(text) => match exact::<String>(text).map(|it| iso_duration(&it)) {
                Some(Some(time)) => Ok(Some(time)),
                _ if self.holds_a_place(Field::Duration, row, col, text) => Ok(None),
                _ => match trim(text).parse::<f64>() {
                    Ok(number) if own.is_some() => of_number(number).map(Some),
                    _ => duration(text, unit),
                },
            },
            CellValue::Unusable(kind) => {
                self.problem(Field::Duration, row, col, of_duration_cell(kind));
                return None;
            }
            CellValue::Bool(_) | CellValue::Date(_) => {
                let found = value.display().into_owned();
                Err(Unreadable { found, expected: Expected::Duration })
            }
        };
        match read {
            Ok(time) => time,
            Err(Unreadable { found, expected }) => {
                let kind = ProblemKind::UnreadableDuration { found, expected };
                self.problem(Field::Duration, row, col, kind);
                None
            }
        }
    }
}

/// So many times the unit that a cell names.
fn times(number: f64, unit: &str) -> Result<TimeDelta, Unreadable> {
    let unreadable = || Unreadable {
        found: format!("{} {unit}", plain_number(number)),
        expected: Expected::Duration,
    };
    let one = duration(&format!("1 {unit}"), DurationUnit::Minutes).ok().flatten();
    let seconds =
        one.and_then(|one| i32::try_from(one.num_seconds()).ok()).ok_or_else(unreadable)?;
    serial_duration(number * f64::from(seconds) / 86_400.0).ok_or_else(unreadable)
}
