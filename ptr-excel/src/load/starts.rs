//! A cell that says when a step starts.

use chrono::NaiveDateTime;
use ptr_core::{Fault, FromMilestone, Moment, Offset, When};

use super::dates::Dates;
use super::table::text_of;
use crate::cells::CellValue;
use crate::layout::Layout;
use crate::value::{Expected, Unreadable, is_nothing, looks_like_a_date, milestone_date};

/// The start in a cell; `None` where it says that there is none.
pub(super) fn start(
    value: &CellValue<'static>,
    layout: &Layout,
    dates: &Dates,
) -> Result<Option<When>, Fault> {
    let local = |date: NaiveDateTime| Ok(Some(When::Moment(Moment::Local(date))));
    let text = match value {
        CellValue::Date(date) => return local(*date),
        CellValue::Fault(fault) => return Err(Fault::ErrorCell { found: fault.to_string() }),
        CellValue::Number(_) | CellValue::Bool(_) | CellValue::Duration(_) => {
            return Err(unreadable(&value.display(), ptr_core::Expected::Date));
        }
        CellValue::Text(_) => text_of(value),
    };
    if is_nothing(&text) {
        return Ok(None);
    }
    if let Some(date) = layout.text_dates.as_ref().and_then(|format| format.parse(&text)) {
        return local(date);
    }
    match milestone_date(&text, |name| dates.spelled(name).is_some()) {
        Ok(said) => {
            let milestone = dates.spelled(said.name).unwrap_or(said.name).to_owned();
            let days = i32::try_from(said.offset.days);
            let days = days.map_err(|_| Fault::DateOutOfRange { found: text.to_string() })?;
            let offset = Offset { days, seconds: said.offset.time.num_seconds() };
            Ok(Some(When::FromMilestone(FromMilestone { milestone, offset })))
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
        Err(_) => {
            let known = dates.milestones.iter().map(|it| it.name.clone()).collect();
            Err(unreadable(&text, ptr_core::Expected::DateOrMilestone { known }))
        }
    }
}

fn unreadable(found: &str, expected: ptr_core::Expected) -> Fault {
    Fault::UnreadableDate { found: found.to_owned(), expected }
}
