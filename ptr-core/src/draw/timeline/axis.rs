//! The axis of time: from instants to pixels, and its ticks on the wall clock.
//!
//! The axis is linear in elapsed time, and its ticks stand at round local times. So on the night in
//! October that has an hour twice both hours have their ticks, an hour apart, each with its offset
//! from UTC; on the night in March the ticks around the missing hour stand an hour apart.

use std::fmt;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, LocalResult, Months, NaiveDate, NaiveDateTime,
    NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::draw::words::TickForm;
use crate::plan::{resolve_local, wall_clock};

/// Tenths of a pixel: the unit of all coordinates along the axis.
pub(super) type Tenths = i64;

/// Tenths of a pixel as a number of pixels.
pub(super) struct Px(pub(super) Tenths);

impl fmt::Display for Px {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(to, "{whole}"),
            (whole, tenths) => write!(to, "{whole}.{tenths}"),
        }
    }
}

/// The visible part of time, and where it lies in the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    pub(super) since: DateTime<Utc>,
    pub(super) until: DateTime<Utc>,
    pub(super) left: Tenths,
    pub(super) right: Tenths,
    pub(super) zone: Tz,
}

/// A line across the axis, with its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) at: DateTime<Utc>,
    pub(super) local: NaiveDateTime,
    /// The offset from UTC, where the local time occurs twice.
    pub(super) offset: Option<FixedOffset>,
}

/// The distance of ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minutes(u32),
    Day,
    Week,
    Months(u32),
    Years(i32),
}

/// A row of ticks with the form of their texts.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    pub(super) ticks: Vec<Tick>,
    pub(super) form: TickForm,
}

/// The finer and the coarser row of ticks.
#[derive(Debug, Clone)]
pub(super) struct Scales {
    pub(super) fine: Scale,
    pub(super) coarse: Option<Scale>,
}

/// A unit with the form of its texts, the width that such a text needs, and the row above.
type Choice = (Unit, TickForm, i64, Option<(Unit, TickForm)>);

/// The units from fine to coarse, each with the width in pixels that a text of its form needs, and
/// the unit of the row above.
const UNITS: [Choice; 21] = {
    const DAY: Option<(Unit, TickForm)> = Some((Unit::Day, TickForm::FullDay));
    const MONTH: Option<(Unit, TickForm)> = Some((Unit::Months(1), TickForm::MonthOfYear));
    const YEAR: Option<(Unit, TickForm)> = Some((Unit::Years(1), TickForm::Year));
    [
        (Unit::Minutes(1), TickForm::Time, 44, DAY),
        (Unit::Minutes(5), TickForm::Time, 44, DAY),
        (Unit::Minutes(15), TickForm::Time, 44, DAY),
        (Unit::Minutes(30), TickForm::Time, 44, DAY),
        (Unit::Minutes(60), TickForm::Time, 44, DAY),
        (Unit::Minutes(120), TickForm::Time, 44, DAY),
        (Unit::Minutes(180), TickForm::Time, 44, DAY),
        (Unit::Minutes(360), TickForm::Time, 44, DAY),
        (Unit::Day, TickForm::Weekday, 50, MONTH),
        (Unit::Day, TickForm::DayOfMonth, 24, MONTH),
        (Unit::Week, TickForm::Date, 44, MONTH),
        (Unit::Months(1), TickForm::Month, 66, YEAR),
        (Unit::Months(3), TickForm::Month, 66, YEAR),
        (Unit::Years(1), TickForm::Year, 44, None),
        (Unit::Years(2), TickForm::Year, 44, None),
        (Unit::Years(5), TickForm::Year, 44, None),
        (Unit::Years(10), TickForm::Year, 44, None),
        (Unit::Years(50), TickForm::Year, 44, None),
        (Unit::Years(100), TickForm::Year, 44, None),
        (Unit::Years(500), TickForm::Year, 44, None),
        (Unit::Years(1000), TickForm::Year, 44, None),
    ]
};

impl Axis {
    /// The coordinate of an instant, clipped to the axis. Exact: rounded down to a tenth of a pixel.
    pub(super) fn x(&self, at: DateTime<Utc>) -> Tenths {
        let at = at.clamp(self.since, self.until);
        let micros = |length: TimeDelta| {
            i128::from(length.num_seconds()) * 1_000_000 + i128::from(length.subsec_micros())
        };
        let (part, whole) = (micros(at - self.since), micros(self.until - self.since).max(1));
        let along = i128::from(self.right - self.left) * part / whole;
        self.left + i64::try_from(along).unwrap_or(0)
    }

    /// Whether an instant lies on the axis, its ends included.
    pub(super) fn contains(&self, at: DateTime<Utc>) -> bool {
        self.since <= at && at <= self.until
    }

    /// The finest ticks whose texts do not touch, and the coarser ones above them.
    pub(super) fn scales(&self) -> Scales {
        let span = (self.until - self.since).num_seconds().max(1);
        let pixels = (self.right - self.left) / 10;
        let fits = |(unit, _, needed, _): &&Choice| {
            let apart = i128::from(unit.seconds()) * i128::from(pixels) / i128::from(span);
            apart >= i128::from(*needed)
        };
        let last = UNITS[UNITS.len() - 1];
        let (unit, form, _, above) = *UNITS.iter().find(fits).unwrap_or(&last);
        let scale = |(unit, form)| Scale { ticks: self.ticks(unit), form };
        Scales { fine: scale((unit, form)), coarse: above.map(scale) }
    }

    /// The weekends on the axis, unless it is so long that they would be stripes, or so short that
    /// they would be its background.
    pub(super) fn weekends(&self) -> Vec<(Tenths, Tenths)> {
        const SHORTEST: TimeDelta = TimeDelta::days(4);
        const LONGEST: TimeDelta = TimeDelta::days(120);
        if !(SHORTEST..=LONGEST).contains(&(self.until - self.since)) {
            return Vec::new();
        }
        let monday = |tick: &Tick| {
            let saturday = tick.local.checked_sub_days(Days::new(2));
            let saturday = saturday.and_then(|local| resolve_local(self.zone, local));
            saturday.map(|saturday| (self.x(saturday.instant), self.x(tick.at)))
        };
        let after = TimeDelta::days(7);
        let wider =
            Self { until: self.until.checked_add_signed(after).unwrap_or(self.until), ..*self };
        let shades = wider.ticks(Unit::Week).iter().filter_map(monday).collect::<Vec<_>>();
        shades.into_iter().filter(|(from, to)| from < to).collect()
    }

    /// The changes of the clocks on the axis: when, and the offset from UTC from then on. At most
    /// those of four years, since more would be stripes.
    pub(super) fn clock_changes(&self) -> Vec<(DateTime<Utc>, FixedOffset)> {
        const LONGEST: TimeDelta = TimeDelta::days(4 * 366);
        let offset = |at: DateTime<Utc>| self.zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        let mut changes = Vec::new();
        if self.until - self.since > LONGEST {
            return changes;
        }
        let mut day = self.since;
        while day < self.until {
            let next = (day + TimeDelta::days(1)).min(self.until);
            if offset(day) != offset(next) {
                let (mut before, mut after) = (day, next);
                while after - before > TimeDelta::seconds(1) {
                    let middle = before + (after - before) / 2;
                    if offset(middle) == offset(before) { before = middle } else { after = middle }
                }
                let whole = DateTime::from_timestamp(after.timestamp(), 0).unwrap_or(after);
                changes.push((whole, offset(next)));
            }
            day = next;
        }
        changes
    }

    /// The instants on the axis at which a unit begins on the wall clock.
    fn ticks(&self, unit: Unit) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let Some(first) = wall_clock(self.zone, self.since).and_then(|local| unit.floor(local))
        else {
            return ticks;
        };
        let Some(last) = wall_clock(self.zone, self.until) else { return ticks };
        // Where the clocks go back, the end of the axis may show an earlier time than one before.
        let last = last.checked_add_signed(TimeDelta::hours(3)).unwrap_or(last);
        let locals = std::iter::successors(Some(first), |local| unit.after(*local));
        for local in locals.take_while(|local| *local <= last) {
            match (self.zone.from_local_datetime(&local), unit) {
                (LocalResult::Ambiguous(a, b), Unit::Minutes(_)) => {
                    for at in [a.min(b), a.max(b)] {
                        let offset = Some(at.offset().fix());
                        ticks.push(Tick { at: at.with_timezone(&Utc), local, offset });
                    }
                }
                // No clock shows a time in the gap.
                (LocalResult::None, Unit::Minutes(_)) => {}
                _ => ticks.extend(resolve_local(self.zone, local).map(|it| Tick {
                    at: it.instant,
                    local,
                    offset: None,
                })),
            }
        }
        ticks.retain(|tick| self.contains(tick.at));
        ticks.sort_by_key(|tick| tick.at);
        ticks
    }
}

impl Unit {
    /// Its usual length.
    const fn seconds(self) -> i64 {
        const DAY: i64 = 86_400;
        match self {
            Self::Minutes(count) => count as i64 * 60,
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::Months(count) => count as i64 * 28 * DAY,
            Self::Years(count) => count as i64 * 365 * DAY,
        }
    }

    /// The last beginning of a unit that is not after a local time.
    fn floor(self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        let midnight = local.date().and_time(NaiveTime::MIN);
        let day = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
        let floor = match self {
            Self::Minutes(count) => {
                let since = (local - midnight).num_minutes();
                return midnight.checked_add_signed(TimeDelta::minutes(
                    since - since.rem_euclid(i64::from(count)),
                ));
            }
            Self::Day => Some(local.date()),
            Self::Week => local
                .date()
                .checked_sub_days(Days::new(local.weekday().num_days_from_monday().into())),
            Self::Months(count) => day(local.year(), local.month0() / count * count + 1),
            Self::Years(count) => day(local.year().div_euclid(count) * count, 1),
        };
        floor.map(|day| day.and_time(NaiveTime::MIN))
    }

    /// The next beginning.
    fn after(self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Minutes(count) => local.checked_add_signed(TimeDelta::minutes(count.into())),
            Self::Day => local.checked_add_days(Days::new(1)),
            Self::Week => local.checked_add_days(Days::new(7)),
            Self::Months(count) => local.checked_add_months(Months::new(count)),
            Self::Years(count) => {
                let months = u32::try_from(count).ok()?.checked_mul(12)?;
                local.checked_add_months(Months::new(months))
            }
        }
    }
}
