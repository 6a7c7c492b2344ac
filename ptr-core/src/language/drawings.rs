//! The words of drawings.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::value::Language;
use super::{labels, times};
use crate::arguments;
use crate::draw::{DrawWords, TickForm, TimelineText};
use crate::state::State;

impl DrawWords for Language {
    fn code(&self) -> &str {
        self.code()
    }

    fn state(&self, state: State, aside: bool) -> String {
        labels::state(state, aside, self).into_owned()
    }

    fn instant(&self, at: DateTime<Utc>, timezone: Tz) -> String {
        times::instant(at, timezone, self)
    }

    fn duration(&self, length: TimeDelta) -> String {
        times::duration(length, self)
    }

    fn legend(&self) -> String {
        self.word("drawing-legend").into_owned()
    }

    fn continued(&self, title: &str) -> String {
        self.text("drawing-continued", &arguments!(title = title))
    }

    fn description(&self, steps: usize, lines: usize, states: bool) -> String {
        let id = if states { "drawing-description-states" } else { "drawing-description" };
        self.text(id, &arguments!(steps = steps, lines = lines))
    }

    fn timeline(&self, text: TimelineText<'_>) -> String {
        let word = |id: &str| self.word(id).into_owned();
        match text {
            TimelineText::Title => word("timeline"),
            TimelineText::Now => word("timeline-now"),
            TimelineText::End { end, delay } => {
                let minutes = delay.num_minutes();
                let id = match minutes {
                    0 => "timeline-end-as-planned",
                    1.. => "timeline-end-late",
                    _ => "timeline-end-early",
                };
                let by = times::duration(TimeDelta::minutes(minutes.abs()), self);
                self.text(id, &arguments!(end = end, by = by))
            }
            TimelineText::NoEnd => word("timeline-no-end"),
            TimelineText::Description { rows, folded, outside } => self.text(
                "timeline-description",
                &arguments!(rows = rows, folded = folded, outside = outside),
            ),
            TimelineText::Terminated { terminated, steps } => self
                .text("timeline-terminated", &arguments!(terminated = terminated, steps = steps)),
            TimelineText::Folded(steps) => self.text("timeline-folded", &arguments!(steps = steps)),
            TimelineText::Outside(steps) => {
                self.text("timeline-outside", &arguments!(steps = steps))
            }
            TimelineText::NoTeam => word("timeline-no-team"),
            TimelineText::Nobody => word("timeline-nobody"),
            TimelineText::Others(groups) => {
                self.text("timeline-others", &arguments!(groups = groups))
            }
            TimelineText::Unexpected => word("timeline-unexpected"),
            TimelineText::Undated { steps, ids } => {
                self.text("timeline-undated", &arguments!(steps = steps, ids = ids))
            }
            TimelineText::ClockChange(offset) => {
                self.text("timeline-clock-change", &arguments!(offset = offset.to_string()))
            }
            TimelineText::Plan => word("timeline-plan"),
            TimelineText::Actual => word("timeline-actual"),
            TimelineText::Forecast => word("timeline-forecast"),
            TimelineText::Slack => word("timeline-slack"),
            TimelineText::Critical => word("timeline-critical"),
            TimelineText::Milestone => word("timeline-milestone"),
            TimelineText::RequiredEnd => word("timeline-required-end"),
            TimelineText::Together => word("timeline-together"),
        }
    }

    fn tick(&self, local: NaiveDateTime, form: TickForm) -> String {
        let nth = |id: &str, nth: u32| {
            let words = self.word(id);
            let mut words = words.split_whitespace();
            words.nth(nth as usize).unwrap_or_default().to_owned()
        };
        let weekday = || nth("timeline-weekdays", local.weekday().num_days_from_monday());
        let month = || nth("timeline-months", local.month0());
        let written = |id: &str| times::written(|form| local.format(form), &self.word(id));
        match form {
            TickForm::Time => written("tick-time"),
            TickForm::Weekday => self.text(
                "tick-weekday",
                &arguments!(weekday = weekday(), day = local.day().to_string()),
            ),
            TickForm::DayOfMonth => local.day().to_string(),
            TickForm::Date => written("tick-date"),
            TickForm::FullDay => self.text(
                "tick-full-day",
                &arguments!(weekday = weekday(), date = written("tick-full-date")),
            ),
            TickForm::Month => month(),
            TickForm::MonthOfYear => self.text(
                "tick-month-of-year",
                &arguments!(month = month(), year = local.year().to_string()),
            ),
            TickForm::Year => local.year().to_string(),
        }
    }
}
