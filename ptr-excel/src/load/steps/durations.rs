//! How long a step takes, as its row says.

use chrono::TimeDelta;
use ptr_core::{Expected, Field, KnownNames, ProblemKind};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use crate::cells::{CellValue, iso_duration, plain_number, serial_duration};
use crate::load::sheet::of_duration_cell;
use crate::load::sheet::row::{Row, text_of};
use crate::value::{
    DurationUnit, LONGEST_DAYS, Unreadable, duration, duration_of_number, exact, trim,
};

impl FieldReader<'_> {
    pub(crate) fn duration(&mut self, places: &StepPlaces, row: &Row) -> Option<TimeDelta> {
        let (col, value) = row.at(places.at(Field::Duration))?;
        let layout = self.context.layout;
        let unit = layout.duration_unit;
        // The unit may stand in a column of its own.
        let own = row.at(&places.duration_unit).map(|(_, value)| text_of(&value).into_owned());
        let of_number = |number: f64| match (&own, places.unit_of_heading) {
            (Some(own), _) => times(number, own),
            (None, Some(other)) if other != unit => {
                // The heading and the layout contradict each other.
                let reading = |unit: DurationUnit| format!("{number} {}", unit.letters());
                let readings = KnownNames::of([other, unit].map(reading));
                Err(Unreadable {
                    found: plain_number(number),
                    expected: Expected::OneDuration { readings },
                })
            }
            (None, _) => duration_of_number(number, unit),
        };
        let read = match &value {
            CellValue::Duration(time) if time.num_days() > LONGEST_DAYS => {
                let found = value.display().into_owned();
                Err(Unreadable { found, expected: Expected::Duration })
            }
            CellValue::Duration(time) => Ok(Some(*time)),
            CellValue::Number(number) => of_number(*number).map(Some),
            CellValue::Shown { number, text } => match sign_in(text) {
                "" => of_number(*number).map(Some),
                // Its format shows the unit: `5 h`.
                unit => times(*number, unit)
                    .map(Some)
                    .map_err(|it| Unreadable { found: text.clone(), ..it }),
            },
            CellValue::Text(text) => match exact::<String>(text).map(|it| iso_duration(&it)) {
                Some(Some(time)) => Ok(Some(time)),
                _ if self.holds_a_place(Field::Duration, row, col, text) => Ok(None),
                _ => match trim(text).parse::<f64>() {
                    Ok(number) if own.is_some() || places.unit_of_heading.is_some() => {
                        of_number(number).map(Some)
                    }
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

/// What a number is shown with, be it a unit or something that makes it no time: `%`, `€`.
fn sign_in(shown: &str) -> &str {
    shown.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.'))
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
