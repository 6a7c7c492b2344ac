//! Plain numbers where dates are expected: dates whose cells have lost their format.

use chrono::NaiveDateTime;
use ptr_core::{Expected, Moment};

use crate::cells::Epoch;
use crate::layout::Layout;

/// The date that a number would be were its cell formatted as one, if the layout takes it for that;
/// else what is expected instead.
pub(crate) fn date_of_number(
    number: f64,
    layout: &Layout,
    epoch: Epoch,
) -> Result<NaiveDateTime, Expected> {
    match epoch.date(number).filter(|_| number >= 1.0) {
        Some(date) if layout.number_dates => Ok(date),
        Some(date) => Err(Expected::DateOfNumber { date: String::from(Moment::Local(date)) }),
        None => Err(Expected::Date),
    }
}
