//! Command-line arguments: workbook, dry run, language, instant.

use std::fs;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use clap::Args;
use ptr_core::language::Language;
use ptr_core::{Moment, Schedule, resolve_local};
use ptr_excel::{Layout, WorkbookError};

use crate::screen::Outcome;

/// The workbook that comes with the examples.
pub const SAMPLE: &str = "examples/data/plan-de-transition.xlsx";

/// How to read a workbook, and in which language to answer.
#[derive(Debug, Clone, Args)]
pub struct Reading {
    /// Where things stand in the workbook, as a YAML file; the default layout if left out
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,
    /// The language: fr or en
    #[arg(long, default_value_t)]
    pub lang: Language,
}

impl Reading {
    /// The layout.
    ///
    /// # Errors
    /// If the file cannot be read or is not a layout.
    pub fn layout(&self) -> Outcome<Layout> {
        let Some(path) = &self.layout else { return Ok(Layout::default()) };
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Layout::read(serde_yaml_ng::Deserializer::from_str(&text))?)
    }
}

/// A dry run of a plan in a workbook.
#[derive(Debug, Clone, Args)]
pub struct Source {
    /// The workbook of the plan: .xlsx, .xlsm, .xlsb, .xls or .ods
    #[arg(long, value_name = "FILE", default_value = SAMPLE)]
    workbook: PathBuf,
    /// The dry run; the first of the plan if left out
    #[arg(long, value_name = "NAME")]
    dry_run: Option<String>,
    /// How to read it.
    #[command(flatten)]
    pub reading: Reading,
}

impl Source {
    /// Reads the plan and projects it on the dry run.
    ///
    /// # Errors
    /// If the layout or the workbook is not valid, or the plan does not have the dry run.
    pub fn schedule(&self) -> Outcome<Schedule> {
        let lang = &self.reading.lang;
        let layout = self.reading.layout()?;
        let plan = match ptr_excel::load(&self.workbook, &layout) {
            Ok(loaded) => loaded.plan,
            Err(WorkbookError::Problems(problems)) => {
                let told = problems.told().into_iter().map(|it| it.message(lang));
                return Err(told.collect::<Vec<_>>().join("\n").into());
            }
            Err(error) => return Err(error.into()),
        };
        let first = || plan.dry_runs().first().map(AsRef::as_ref);
        let name = self.dry_run.as_deref().or_else(first).unwrap_or_default();
        Ok(plan.schedule(name).map_err(|error| error.message(lang))?)
    }
}

/// An instant as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// `now`: the only argument that makes an example read the clock.
    Now,
    /// `+36h`: a duration after the first step's start.
    After(TimeDelta),
    /// `2027-03-27T22:00`: a local time of the plan.
    Local(NaiveDateTime),
    /// `2027-03-27T22:00:00+01:00`: an instant.
    Instant(DateTime<Utc>),
}

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const LOCAL: [&str; 4] =
            ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
        let after =
            || TimeDelta::try_hours(text.strip_prefix('+')?.strip_suffix('h')?.parse().ok()?);
        let instant = || match Moment::try_from(text.to_owned()) {
            Ok(Moment::Instant(instant)) => Some(instant),
            Ok(Moment::Local(_)) | Err(_) => None,
        };
        let local = || LOCAL.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        match text {
            "now" => Some(At::Now),
            _ => after().map(At::After).or_else(|| instant().map(At::Instant)).or_else(|| local().map(At::Local)),
        }
        .ok_or_else(|| {
            "expected 2027-03-27T22:00, 2027-03-27T22:00:00+01:00, +36h (after the first start) or now"
                .to_owned()
        })
    }
}

impl At {
    /// The instant of the argument, in a dry run.
    ///
    /// # Errors
    /// If the calendar does not have the instant, or if it is relative to the start of a dry run
    /// without dates.
    pub fn resolve(self, schedule: &Schedule) -> Outcome<DateTime<Utc>> {
        let instant = match self {
            At::Now => Some(SystemTime::now().into()),
            At::Instant(instant) => Some(instant),
            At::Local(local) => {
                resolve_local(schedule.plan().timezone(), local).map(|resolved| resolved.instant)
            }
            At::After(time) => span(schedule).and_then(|(first, _)| first.checked_add_signed(time)),
        };
        instant.ok_or_else(|| format!("{self:?}: no such instant").into())
    }
}

/// From the first start to the last end of a dry run, without contingency phases; `None` if no step
/// has a date.
pub fn span(schedule: &Schedule) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let steps = || schedule.steps().filter(|&step| !schedule.is_contingency(step));
    let first = steps().filter_map(|step| schedule.start(step)).min()?;
    let last =
        steps().filter_map(|step| schedule.end(step).or_else(|| schedule.start(step))).max()?;
    Some((first, last))
}

/// The instant halfway through a dry run.
pub fn middle(schedule: &Schedule) -> DateTime<Utc> {
    span(schedule).map_or(DateTime::UNIX_EPOCH, |(begin, end)| {
        begin + TimeDelta::minutes((end - begin).num_minutes() / 2)
    })
}
