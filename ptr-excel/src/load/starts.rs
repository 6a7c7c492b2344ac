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
            let expected = "a cell formatted as a date";
            return Err(unreadable(&value.display(), expected));
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
            Err(unreadable(&text, "after the milestone an offset such as + 2 h or - 5 j"))
        }
        Err(_) if looks_like_a_date(&text) => Err(unreadable(
            &text,
            match &layout.text_dates {
                None => "a cell that holds a date, not text that looks like one",
                Some(_) => "a cell that holds a date, or text in the layout's format text_dates",
            },
        )),
        Err(_) => {
            let known: Vec<&str> = dates.milestones.iter().map(|it| it.name.as_str()).collect();
            let milestones = match &known[..] {
                [] => "a cell that holds a date".to_owned(),
                few @ ([_] | [_, _] | [_, _, _] | [_, _, _, _]) => {
                    format!("a date, or a milestone ({}) with an offset", few.join(", "))
                }
                [first, second, third, ..] => {
                    format!("a date, or a milestone ({first}, {second}, {third}, …) with an offset")
                }
            };
            Err(unreadable(&text, &milestones))
        }
    }
}

fn unreadable(found: &str, expected: &str) -> Fault {
    Fault::UnreadableDate { found: found.to_owned(), expected: expected.to_owned() }
}
