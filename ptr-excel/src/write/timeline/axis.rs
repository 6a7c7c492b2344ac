//! The columns of time: a slot of one length each, and the texts above them.
//!
//! Slots shorter than a day are equally long in elapsed time, those from a day on begin at midnight
//! of the plan's zone.

use chrono::{
    DateTime, Datelike, Days, NaiveDateTime, NaiveTime, Offset as _, TimeDelta, TimeZone as _,
    Timelike, Utc,
};
use chrono_tz::Tz;
use ptr_core::{TickForm, resolve_local};

/// The most slots: a sheet of A3, and a screen without scrolling far.
const MOST: i64 = 96;

/// How long a slot may be, in minutes; beyond, several of the last.
const LENGTHS: [i64; 11] = [5, 15, 30, 60, 120, 180, 360, 720, DAY, 7 * DAY, 28 * DAY];
const DAY: i64 = 24 * 60;

/// From one instant to another, which is not earlier.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

/// The slots from the first beginning to the last end.
#[derive(Debug)]
pub(super) struct Axis {
    /// The beginning of each, and what a clock of the plan's zone says then.
    begins: Vec<(DateTime<Utc>, NaiveDateTime)>,
    minutes: i64,
}

impl Axis {
    /// `None` for a span at the end of the calendar.
    pub(super) fn of((since, until): Span, zone: Tz) -> Option<Self> {
        let span = (until - since).num_minutes() + 1;
        let fits = |minutes: &&i64| span / **minutes < MOST - 1;
        let longest = LENGTHS[LENGTHS.len() - 1];
        let several = || longest * (span / longest / (MOST - 1) + 1);
        let minutes = LENGTHS.iter().find(fits).copied().unwrap_or_else(several);
        let local = wall_clock(zone, since)?;
        let midnight = local.date().and_time(NaiveTime::MIN);
        let length = TimeDelta::try_minutes(minutes)?;
        let begins: Option<Vec<_>> = if minutes < DAY {
            let into = (local - midnight).num_minutes() % minutes;
            let into =
                TimeDelta::minutes(into) + (local - local.with_second(0)?.with_nanosecond(0)?);
            let slot = |nth| since.checked_sub_signed(into)?.checked_add_signed(length * nth);
            let at = |nth| slot(nth).and_then(|at| Some((at, wall_clock(zone, at)?)));
            (0..).map(at).take_while(|it| it.is_none_or(|(at, _)| at <= until)).collect()
        } else {
            let back = if minutes == DAY { 0 } else { local.weekday().num_days_from_monday() };
            let first = midnight.checked_sub_days(Days::new(back.into()))?;
            let slot = |nth| first.checked_add_signed(length.checked_mul(nth)?);
            let at = |nth| slot(nth).and_then(|it| Some((resolve_local(zone, it)?.instant, it)));
            (0..).map(at).take_while(|it| it.is_none_or(|(at, _)| at <= until)).collect()
        };
        Some(Self { begins: begins?, minutes })
    }

    pub(super) fn len(&self) -> usize {
        self.begins.len()
    }

    /// The length of a slot.
    pub(super) fn length(&self) -> TimeDelta {
        TimeDelta::minutes(self.minutes)
    }

    /// The slot of an instant; `None` before the first and after the last.
    pub(super) fn slot(&self, at: DateTime<Utc>) -> Option<usize> {
        let (last, _) = self.begins.last()?;
        let is_before = at < self.begins.first()?.0;
        let is_behind = last.checked_add_signed(self.length()).is_some_and(|end| end <= at);
        let nth = self.begins.partition_point(|(begins, _)| *begins <= at);
        nth.checked_sub(1).filter(|_| !is_before && !is_behind)
    }

    /// The slots in which a span has a part; what ends where a slot begins has none in it.
    pub(super) fn slots(&self, (begins, ends): Span) -> std::ops::Range<usize> {
        let first = self.begins.partition_point(|(at, _)| *at <= begins).saturating_sub(1);
        let behind = self.begins.partition_point(|(at, _)| *at < ends);
        first..behind.max(first + 1).min(self.len())
    }

    /// Whether a slot is of a weekend, unless the axis is so short that it would be the background,
    /// or its slots are too long to tell.
    pub(super) fn is_weekend(&self, slot: usize) -> bool {
        let day = self.begins.get(slot).map(|(_, local)| local.weekday().number_from_monday());
        let is_long = i64::try_from(self.len()).is_ok_and(|slots| slots * self.minutes > 4 * DAY);
        is_long && self.minutes <= DAY && day.is_some_and(|day| day >= 6)
    }

    /// The slots with a text in the upper row, from a day, month or year on.
    pub(super) fn coarse(&self) -> (TickForm, Vec<(usize, NaiveDateTime)>) {
        let (form, room) = match self.minutes {
            ..360 => (TickForm::FullDay, 9),
            360..=DAY => (TickForm::MonthOfYear, 9),
            _ => (TickForm::Year, 3),
        };
        let unit = |at: NaiveDateTime| match form {
            TickForm::FullDay => (at.year(), at.ordinal()),
            TickForm::MonthOfYear => (at.year(), at.month()),
            _ => (at.year(), 0),
        };
        let locals = || self.begins.iter().map(|(_, local)| *local);
        let begins_one = |nth: usize, at: NaiveDateTime| {
            let before = nth.checked_sub(1).and_then(|nth| self.begins.get(nth));
            before.is_none_or(|(_, before)| unit(*before) != unit(at))
        };
        let mut ticks: Vec<_> =
            locals().enumerate().filter(|(nth, at)| begins_one(*nth, *at)).collect();
        // The axis may begin shortly before the next one.
        if let [(first, _), (second, _), ..] = ticks[..]
            && second - first < room
        {
            ticks.remove(0);
        }
        (form, ticks)
    }

    /// The slots with a text in the lower row.
    pub(super) fn fine(&self) -> (TickForm, Vec<(usize, NaiveDateTime)>) {
        /// How many slots a text is wide.
        const ROOM: usize = 4;
        let minute = |at: NaiveDateTime| i64::from(at.num_seconds_from_midnight() / 60);
        // After a change of the clocks no slot may begin at midnight any more.
        let is_one = |at: NaiveDateTime| match self.minutes {
            ..360 => minute(at) % (self.minutes * 4) < self.minutes,
            360..DAY => minute(at) < self.minutes,
            DAY => at.weekday().num_days_from_monday() == 0,
            _ => true,
        };
        let form = if self.minutes < 360 { TickForm::Time } else { TickForm::Date };
        let mut ticks: Vec<(usize, NaiveDateTime)> = Vec::new();
        for (nth, (_, at)) in self.begins.iter().enumerate().filter(|(_, it)| is_one(it.1)) {
            if ticks.last().is_none_or(|(last, _)| nth - last >= ROOM) {
                ticks.push((nth, *at));
            }
        }
        (form, ticks)
    }
}

/// What a clock of the zone shows; `None` at the ends of the calendar.
fn wall_clock(zone: Tz, at: DateTime<Utc>) -> Option<NaiveDateTime> {
    let utc = at.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn axis(since: &str, until: &str) -> Axis {
        Axis::of((at(since), at(until)), chrono_tz::Europe::Brussels).expect("in the calendar")
    }

    #[test]
    fn ten_weeks_are_days_from_midnight_to_midnight_also_where_the_clocks_change() {
        let axis = axis("2027-03-01T10:20:30Z", "2027-05-09T22:00:00Z");
        assert_eq!((axis.len(), axis.length()), (71, TimeDelta::days(1)));
        assert_eq!(axis.begins[0].0, at("2027-02-28T23:00:00Z"));
        assert_eq!(axis.begins[70].0, at("2027-05-09T22:00:00Z"));
        assert!(axis.is_weekend(5) && axis.is_weekend(6) && !axis.is_weekend(7));
        let (form, ticks) = axis.coarse();
        assert_eq!((form, ticks.len()), (TickForm::MonthOfYear, 3));
        assert_eq!(axis.fine().1[1].0, 7, "Mondays");
    }

    #[test]
    fn a_night_is_quarters_of_an_hour_of_elapsed_time() {
        // In the night to 28 March 2027 the clocks go from 2 to 3.
        let axis = axis("2027-03-27T20:07:00Z", "2027-03-28T06:00:00Z");
        assert_eq!((axis.len(), axis.length()), (41, TimeDelta::minutes(15)));
        assert_eq!(axis.begins[0].0, at("2027-03-27T20:00:00Z"));
        let (form, ticks) = axis.fine();
        assert_eq!((form, ticks[4].1.hour(), ticks[5].1.hour()), (TickForm::Time, 1, 3));
    }

    #[test]
    fn a_span_has_the_slots_in_which_it_has_a_part() {
        let axis = axis("2027-03-27T20:00:00Z", "2027-03-28T06:00:00Z");
        let slots = |since, until| axis.slots((at(since), at(until)));
        assert_eq!(slots("2027-03-27T20:00:00Z", "2027-03-27T20:15:00Z"), 0..1);
        assert_eq!(slots("2027-03-27T20:14:00Z", "2027-03-27T20:16:00Z"), 0..2);
        assert_eq!(slots("2027-03-27T20:15:00Z", "2027-03-27T20:15:00Z"), 1..2);
        assert_eq!(slots("2027-03-28T06:00:00Z", "2027-03-28T06:00:00Z"), 40..41);
        assert_eq!(axis.slot(at("2027-03-27T19:59:59Z")), None);
        assert_eq!(axis.slot(at("2027-03-28T06:14:59Z")), Some(40));
        assert_eq!(axis.slot(at("2027-03-28T06:15:00Z")), None);
    }

    #[test]
    fn every_span_has_few_slots_and_the_end_of_the_calendar_is_no_panic() {
        let since = at("2027-03-27T20:07:00Z");
        for minutes in [0, 1, 60, 477, 1_000, 10_000, 100_000, 1_000_000, 100_000_000] {
            let until = since + TimeDelta::minutes(minutes);
            let axis = Axis::of((since, until), chrono_tz::Europe::Brussels).expect("an axis");
            assert!((1..=97).contains(&axis.len()), "{minutes}: {}", axis.len());
            assert!(axis.slots((since, until)).end <= axis.len());
            axis.coarse();
            axis.fine();
        }
        for span in [
            (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MIN_UTC),
            (DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MAX_UTC),
            (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC),
        ] {
            Axis::of(span, chrono_tz::Asia::Tokyo);
        }
    }
}
