//! Times between Python and Rust.
//!
//! An instant comes in with whatever time zone it has, folds included, and goes out on the wall clock
//! of the plan. What a plan itself says (records, steps, milestones, differences) has the zone, so
//! that a week later is the same hour; Python's own database of time zones does that conversion, so
//! that the instant stays the same even where the two databases differ. Everything else is
//! [`Shown`] with the offset that the zone has then: Python compares and subtracts two instants of
//! one zone by the wall clock, which is an hour wrong in the nights of the clock changes.

use std::fmt::{self, Display, Formatter};
use std::sync::{Mutex, PoisonError};

use chrono::{
    DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};
use chrono_tz::{OffsetName, Tz};
use ptr_core::{Moment, ProblemKind};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDateAccess, PyDateTime, PyTimeAccess, PyTzInfo, PyTzInfoAccess};

use crate::errors::{fault, invalid, unexpected};

/// A `datetime` as it was given.
pub(crate) enum Given {
    /// With a time zone.
    Aware(DateTime<Utc>),
    /// Without one.
    Naive(NaiveDateTime),
}

/// How dates without a time zone are meant.
#[derive(Clone, Copy)]
pub(crate) enum Naive {
    /// By the wall clock of the plan.
    Plan,
    /// As UTC: what databases hand out.
    Utc,
}

impl<'py> FromPyObject<'_, 'py> for Naive {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match value.extract() {
            Ok("plan") => Ok(Self::Plan),
            Ok("utc") => Ok(Self::Utc),
            _ => Err(unexpected!("naive", value, "argument-naive")),
        }
    }
}

/// Reads a `datetime`; `None` for one that is no time at all (pandas' `NaT`).
pub(crate) fn read(value: &Bound<'_, PyDateTime>) -> PyResult<Option<Given>> {
    let py = value.py();
    let is_plain = value.is_exact_instance_of::<PyDateTime>();
    // NaT is an instance of datetime that does not equal itself.
    if !is_plain && value.ne(value)? {
        return Ok(None);
    }
    // What lies between two instants takes one question, the fields of a date one each.
    if is_plain && let Some(instant) = since_epoch(value) {
        return Ok(Some(Given::Aware(instant)));
    }
    let date = NaiveDate::from_ymd_opt(
        value.get_year(),
        u32::from(value.get_month()),
        u32::from(value.get_day()),
    );
    let local = date.and_then(|date| {
        date.and_hms_micro_opt(
            u32::from(value.get_hour()),
            u32::from(value.get_minute()),
            u32::from(value.get_second()),
            value.get_microsecond(),
        )
    });
    let Some(local) = local else { return Ok(None) };
    if value.get_tzinfo().is_none() {
        return Ok(Some(Given::Naive(local)));
    }
    let offset: Option<TimeDelta> = value.call_method0(intern!(py, "utcoffset"))?.extract()?;
    Ok(match offset {
        None => Some(Given::Naive(local)),
        Some(offset) => local.checked_sub_signed(offset).map(|utc| Given::Aware(utc.and_utc())),
    })
}

/// The instant of a `datetime` whose time zone says its offset; `None` for any other.
fn since_epoch(value: &Bound<'_, PyDateTime>) -> Option<DateTime<Utc>> {
    static EPOCH: PyOnceLock<Py<PyDateTime>> = PyOnceLock::new();

    let py = value.py();
    if value.getattr(intern!(py, "tzinfo")).ok()?.is_none() {
        return None;
    }
    let epoch = EPOCH
        .get_or_try_init(py, || DateTime::UNIX_EPOCH.into_pyobject(py).map(Bound::unbind))
        .ok()?;
    let since = value.sub(epoch).ok()?;
    // An attribute is looked up faster by its name than its descriptor is called.
    let part = |name| since.getattr(name).ok()?.extract::<i64>().ok();
    let (days, seconds) = (part(intern!(py, "days"))?, part(intern!(py, "seconds"))?);
    let micros = u32::try_from(part(intern!(py, "microseconds"))?).ok()?;
    DateTime::from_timestamp(days.checked_mul(86_400)?.checked_add(seconds)?, micros * 1_000)
}

/// The moment of a naive `datetime`, read as `local`; the problem that nobody has said how it is
/// meant. Where the wall clock of `zone` shows it twice,
/// `fold=1` means the second time; without a fold the rule is the core's.
pub(crate) fn moment(
    value: &Bound<'_, PyDateTime>,
    local: NaiveDateTime,
    naive: Option<Naive>,
    zone: Tz,
) -> Result<Moment, ProblemKind> {
    let Some(naive) = naive else {
        let (found, zone) = (value.to_string(), zone.name().to_owned());
        return Err(ProblemKind::NaiveInstant { found, zone });
    };
    if matches!(naive, Naive::Utc) {
        return Ok(Moment::Instant(local.and_utc()));
    }
    Ok(match zone.from_local_datetime(&local) {
        LocalResult::Ambiguous(one, other) if value.get_fold() => {
            Moment::Instant(one.max(other).to_utc())
        }
        _ => Moment::Local(local),
    })
}

/// An argument that is an instant: an aware `datetime`.
pub(crate) fn instant(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<DateTime<Utc>> {
    let Ok(datetime) = value.cast::<PyDateTime>() else {
        let found = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "{argument} must be a datetime with a time zone, not {found}"
        )));
    };
    match read(datetime)? {
        Some(Given::Aware(instant)) => Ok(in_calendar(instant)),
        Some(Given::Naive(_)) => {
            let found = value.to_string();
            Err(invalid!("argument-naive-instant", place = argument, found = found))
        }
        None => Err(invalid!("argument-no-time", place = argument, found = value.to_string())),
    }
}

/// An instant that can go out again: where its time zone moves it past the first or the last day
/// that Python has in UTC, the nearest one.
fn in_calendar(instant: DateTime<Utc>) -> DateTime<Utc> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let first = day(1, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
    let last = day(9999, 12, 31).and_then(|day| day.and_hms_micro_opt(23, 59, 59, 999_999));
    match (first, last) {
        (Some(first), Some(last)) => instant.clamp(first.and_utc(), last.and_utc()),
        _ => instant,
    }
}

/// An instant that goes out, by the wall clock of a zone; in UTC if the day there is none of
/// Python's calendar, which ends with the year 9999.
#[derive(Clone, Copy)]
pub(crate) struct Shown(pub(crate) DateTime<Utc>, pub(crate) Tz);

impl Display for Shown {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.with_timezone(&self.1).to_rfc3339().fmt(f)
    }
}

impl<'py> IntoPyObject<'py> for Shown {
    type Target = PyDateTime;
    type Output = Bound<'py, PyDateTime>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let Self(instant, zone) = self;
        let offset = zone.offset_from_utc_datetime(&instant.naive_utc());
        let local = instant.naive_utc().checked_add_offset(offset.fix());
        let Some(local) = local.filter(|local| (1..=9999).contains(&local.year())) else {
            return instant.into_pyobject(py);
        };
        let year = local.year();
        let [month, day, hour, minute, second] =
            [local.month(), local.day(), local.hour(), local.minute(), local.second()]
                // None is greater than 59.
                .map(|field| u8::try_from(field).unwrap_or_default());
        let micros = local.and_utc().timestamp_subsec_micros();
        let offset = (offset.fix().local_minus_utc(), offset.abbreviation().unwrap_or_default());
        let offset = fixed(py, offset)?;
        PyDateTime::new(py, year, month, day, hour, minute, second, micros, Some(&offset))
    }
}

/// `datetime.timezone` of an offset in seconds, by the name that people give it: `CET`.
fn fixed<'py>(py: Python<'py>, (seconds, name): (i32, &str)) -> PyResult<Bound<'py, PyTzInfo>> {
    type Known = Vec<((i32, String), Py<PyTzInfo>)>;
    static KNOWN: Mutex<Known> = Mutex::new(Vec::new());

    // A plan has two of them, and nothing of Python is made while others wait.
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let is_it = |((its, called), _): &&((i32, String), _)| *its == seconds && called == name;
    if let Some((_, offset)) = known().iter().find(is_it) {
        return Ok(offset.bind(py).clone());
    }
    let class = py.import(intern!(py, "datetime"))?.getattr(intern!(py, "timezone"))?;
    let offset = class.call1((TimeDelta::seconds(seconds.into()), name))?;
    let offset = offset.cast_into::<PyTzInfo>()?;
    known().push(((seconds, name.to_owned()), offset.clone().unbind()));
    Ok(offset)
}

/// Shows the instants that the core has written down, by the wall clock of a zone.
#[pyclass(frozen, module = "ptr_py._native")]
pub(crate) struct Clock(pub(crate) Tz);

#[pymethods]
impl Clock {
    fn __call__(&self, text: &str) -> PyResult<Shown> {
        let instant: DateTime<Utc> = text.parse().map_err(|it| fault(&it))?;
        Ok(Shown(instant, self.0))
    }
}

/// The zone of a name.
pub(crate) fn named(argument: &str, zone: &str) -> PyResult<Tz> {
    zone.parse()
        .map_err(|_| invalid!("argument-no-zone", place = argument, found = format!("{zone:?}")))
}

/// `zoneinfo.ZoneInfo` of a plan's time zone.
pub(crate) fn zone(py: Python<'_>, zone: Tz) -> PyResult<Bound<'_, PyAny>> {
    py.import(intern!(py, "zoneinfo"))?.getattr(intern!(py, "ZoneInfo"))?.call1((zone.name(),))
}

/// An instant on the wall clock of a [`zone`]; in UTC if the day there is none of Python's
/// calendar, which ends with the year 9999.
pub(crate) fn in_zone<'py>(
    instant: DateTime<Utc>,
    zone: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = zone.py();
    let instant = instant.into_pyobject(py)?;
    match instant.call_method1(intern!(py, "astimezone"), (zone,)) {
        Err(error) if error.is_instance_of::<PyOverflowError>(py) => Ok(instant.into_any()),
        local => local,
    }
}
