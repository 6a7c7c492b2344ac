//! Times of day in a column of their own, where the layout names it: they belong to the dates beside
//! them.
//!
//! A time of day is one on the wall clock. Hours after a milestone are not, on the night in which the
//! clocks change; so a day counted from a milestone becomes, with its time, a date in each dry run.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use ptr_core::{DryRun, Expected, Field, FromMilestone, Moment, ProblemKind, When};

use super::columns::StepPlaces;
use super::fields::FieldReader;
use super::starts::Starts;
use crate::cells::{CellValue, serial_duration};
use crate::load::sheet::of_date_cell;
use crate::load::sheet::row::{Row, text_of};
use crate::value::{DurationUnit, duration, is_nothing};

impl FieldReader<'_> {
    /// Joins the time of day of a row to its starts.
    pub(crate) fn add_times(&mut self, places: &StepPlaces, row: &Row, starts: &mut Starts) {
        let Some((col, value)) = row.at(&places.time) else { return };
        let text = text_of(&value);
        if is_nothing(&text) || self.holds_a_place(Field::Start, row, col, &text) {
            return;
        }
        let found = || text.clone().into_owned();
        let wrong = |found| ProblemKind::UnreadableDate { found, expected: Expected::TimeOfDay };
        let time = match &value {
            CellValue::Unusable(fault) => Err(of_date_cell(fault)),
            value => time_of_day(value).ok_or_else(|| wrong(found())),
        };
        let whole = starts.whole.take();
        let joined = time.and_then(|time| {
            let join = |date: NaiveDateTime| match date.time() {
                NaiveTime::MIN => Ok(Moment::Local(date + time)),
                own if own.signed_duration_since(NaiveTime::MIN) == time => Ok(Moment::Local(date)),
                _ => Err(wrong(format!("{} {text}", date.format("%Y-%m-%d %H:%M")))),
            };
            match &whole {
                Some(When::Moment(Moment::Local(date))) => {
                    starts.whole = Some(When::Moment(join(*date)?));
                }
                // Hours after a milestone leave no room for a time of day.
                Some(When::FromMilestone(from)) if from.offset.seconds != 0 => {
                    let start = row
                        .at(places.at(Field::Start))
                        .map(|(_, value)| text_of(&value).into_owned());
                    return Err(wrong(format!("{} {text}", start.unwrap_or_default())));
                }
                Some(When::FromMilestone(from)) => self.join_to_days(from, time, starts),
                Some(When::Moment(Moment::Instant(_))) | None => starts.whole.clone_from(&whole),
            }
            for when in starts.single.values_mut() {
                if let When::Moment(Moment::Local(date)) = when {
                    *when = When::Moment(join(*date)?);
                }
            }
            Ok(())
        });
        if let Err(kind) = joined {
            starts.unreadable.insert(None);
            self.problem(Field::Start, row, col, kind);
        }
    }

    /// A time of day so many days from a milestone, in each dry run that has a date for it.
    fn join_to_days(&self, from: &FromMilestone, time: TimeDelta, starts: &mut Starts) {
        let zone = self.context.layout.timezone;
        let at = |milestone: &Moment| {
            let local = match milestone {
                Moment::Local(local) => *local,
                Moment::Instant(instant) => instant.with_timezone(&zone).naive_local(),
            };
            let day = local.date().checked_add_signed(TimeDelta::days(from.offset.days.into()))?;
            day.and_time(NaiveTime::MIN).checked_add_signed(time).map(Moment::Local)
        };
        let milestones = &self.context.dates.milestones;
        let Some((dates, of_all)) = milestones.dates(&from.milestone) else {
            // There is no such milestone, which the plan tells.
            starts.whole = Some(When::FromMilestone(from.clone()));
            return;
        };
        starts.whole = of_all.and_then(at).map(When::Moment);
        let own: BTreeMap<DryRun, When> = dates
            .iter()
            .filter_map(|(dry_run, date)| Some((dry_run.clone(), When::Moment(at(date)?))))
            .collect();
        for (dry_run, when) in own {
            starts.single.entry(dry_run).or_insert(when);
        }
    }
}

/// The time since midnight that a cell says.
fn time_of_day(value: &CellValue<'_>) -> Option<TimeDelta> {
    let time = match value {
        CellValue::Duration(time) => Some(*time),
        // Some programs write a date that nobody sees.
        CellValue::Date(date) => Some(date.time().signed_duration_since(NaiveTime::MIN)),
        CellValue::Number(number) => serial_duration(*number),
        CellValue::Text(text) => duration(text, DurationUnit::Hours).ok().flatten(),
        CellValue::Shown { .. } | CellValue::Bool(_) | CellValue::Unusable(_) => None,
    };
    time.filter(|time| time.num_days() == 0)
}
