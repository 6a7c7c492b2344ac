//! A cell that says when a step starts.

use chrono::NaiveDateTime;
use ptr_core::{Fault, FromMilestone, KnownNames, Moment, Offset, When};

use super::dates::Dates;
use super::further::of_cell;
use super::row::text_of;
use crate::cells::CellValue;
use crate::layout::Layout;
use crate::value::{Expected, Unreadable, is_nothing, looks_like_a_date, milestone_date};

/// What a cell says of the start.
#[derive(Debug, Clone)]
pub(super) enum Said {
    /// That there is none.
    Nothing,
    /// Perhaps a milestone, but the sheet of dates cannot be read.
    Lost,
    /// When it is.
    When(When),
}

/// The start in a cell.
pub(super) fn start(value: &CellValue<'_>, layout: &Layout, dates: &Dates) -> Result<Said, Fault> {
    let local = |date: NaiveDateTime| Ok(Said::When(When::Moment(Moment::Local(date))));
    let text = match value {
        CellValue::Date(date) => return local(*date),
        CellValue::Fault(fault) => return Err(of_cell(fault)),
        CellValue::Number(_) | CellValue::Bool(_) | CellValue::Duration(_) => {
            return Err(unreadable(&value.display(), ptr_core::Expected::Date));
        }
        CellValue::Text(_) => text_of(value),
    };
    if is_nothing(&text) {
        return Ok(Said::Nothing);
    }
    if let Some(date) = layout.text_dates.as_ref().and_then(|format| format.parse(&text)) {
        return local(date);
    }
    let milestones = &dates.milestones;
    match milestone_date(&text, |name| milestones.spelled(name).is_some()) {
        Ok(said) => {
            let milestone = milestones.spelled(said.name).unwrap_or(said.name).to_owned();
            let days = i32::try_from(said.offset.days);
            let days = days.map_err(|_| Fault::DateOutOfRange { found: text.to_string() })?;
            let offset = Offset { days, seconds: said.offset.time.num_seconds() };
            Ok(Said::When(When::FromMilestone(FromMilestone { milestone, offset })))
        }
        Err(Unreadable { expected: Expected::Offset, .. }) => {
            Err(unreadable(&text, ptr_core::Expected::Offset))
        }
        Err(_) if looks_like_a_date(&text) => Err(unreadable(
            &text,
            match &layout.text_dates {
                None => ptr_core::Expected::Date,
                Some(format) => ptr_core::Expected::DateFormat(format.as_str().to_owned()),
            },
        )),
        // Of the sheet of dates something else has been told: this may well be a milestone.
        Err(_) if dates.are_lost => Ok(Said::Lost),
        Err(_) => {
            let known = KnownNames::of(milestones.names());
            Err(unreadable(&text, ptr_core::Expected::DateOrMilestone { known }))
        }
    }
}

fn unreadable(found: &str, expected: ptr_core::Expected) -> Fault {
    Fault::UnreadableDate { found: found.to_owned(), expected }
}
