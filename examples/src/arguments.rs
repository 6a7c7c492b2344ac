//! What the programs can be told on the command line: which workbook, which dry run, in which
//! language, at which instant.

use std::fs;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use clap::Args;
use ptr_core::wording::Language;
use ptr_core::{Plan, Schedule, resolve_local};
use ptr_excel::{Layout, Loaded, WorkbookError};

use crate::screen::Outcome;

/// A workbook and how to read it.
#[derive(Debug, Clone, Args)]
pub struct Source {
    /// The workbook of the plan: .xlsx, .xlsm, .xlsb, .xls or .ods
    pub workbook: PathBuf,
    /// Where things stand in it, as a YAML file; the default layout if left out
    #[arg(long, value_name = "FILE")]
    pub layout: Option<PathBuf>,
    /// The language: fr or en
    #[arg(long, default_value_t)]
    pub lang: Language,
}

impl Source {
    /// Reads the layout, if one was named.
    ///
    /// # Errors
    /// A file that cannot be read or holds no layout.
    pub fn layout(&self) -> Outcome<Layout> {
        let Some(path) = &self.layout else { return Ok(Layout::default()) };
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Layout::read(serde_yaml_ng::Deserializer::from_str(&text))?)
    }

    /// Reads the plan.
    ///
    /// # Errors
    /// A layout that is none, and all that is wrong with the workbook.
    pub fn load(&self) -> Outcome<Loaded> {
        ptr_excel::load(&self.workbook, &self.layout()?).map_err(|error| match error {
            WorkbookError::Problems(problems) => {
                let told = problems.as_slice().iter().map(|it| it.message(self.lang));
                told.collect::<Vec<_>>().join("\n").into()
            }
            error => error.into(),
        })
    }

    /// Projects the plan on a dry run: the one named, else the first.
    ///
    /// # Errors
    /// A dry run that the plan does not have.
    pub fn schedule(&self, plan: &Plan, name: Option<&str>) -> Outcome<Schedule> {
        let name = name.or_else(|| plan.dry_runs().first().map(AsRef::as_ref)).unwrap_or_default();
        Ok(plan.schedule(name).map_err(|error| error.message(self.lang))?)
    }
}

/// An instant as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// `now`: the only way to make an example read the clock.
    Now,
    /// `+36h`: so long after the first step's start.
    After(TimeDelta),
    /// `2027-03-27T22:00`: on the wall clock of the plan.
    Local(NaiveDateTime),
    /// `2027-03-27T22:00:00+01:00`: anywhere.
    Instant(DateTime<Utc>),
}

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const LOCAL: [&str; 4] =
            ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
        let after =
            || TimeDelta::try_hours(text.strip_prefix('+')?.strip_suffix('h')?.parse().ok()?);
        let instant = || DateTime::parse_from_rfc3339(text).ok().map(|it| it.with_timezone(&Utc));
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
    /// The instant that is meant, in a dry run.
    ///
    /// # Errors
    /// An instant that the calendar does not have, or one counted from the start of a dry run
    /// without any date.
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

/// From the first start to the last end of a dry run, contingency phases aside; `None` if no
/// step of it has a date.
pub fn span(schedule: &Schedule) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let steps = || schedule.steps().filter(|&step| !schedule.is_contingency(step));
    let first = steps().filter_map(|step| schedule.start(step)).min()?;
    let last =
        steps().filter_map(|step| schedule.end(step).or_else(|| schedule.start(step))).max()?;
    Some((first, last))
}
