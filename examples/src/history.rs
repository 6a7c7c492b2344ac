//! The history of a dry run: read from a file of events, simulated, or empty.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;
use ptr_core::language::Language;
use ptr_core::{Event, Run, Schedule};

use crate::play::{ByHand, Play};
use crate::screen::Outcome;

/// Where the history of a run comes from; without either option nothing has happened yet.
#[derive(Debug, Clone, Args)]
pub struct History {
    /// The events of the run, one JSON object a line, as `play_dry_run` writes them
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Let simulated people play the dry run up to the instant; each seed has its own
    #[arg(long, value_name = "SEED", conflicts_with = "events")]
    played: Option<u64>,
}

impl History {
    /// The run with its history until an instant.
    ///
    /// # Errors
    /// If the file cannot be read, or its events are no valid history of this schedule.
    pub fn run(&self, schedule: Schedule, until: DateTime<Utc>, lang: &Language) -> Outcome<Run> {
        if let Some(seed) = self.played {
            let mut play = Play::new(schedule, seed, ByHand)?;
            while let Some(at) = play.next().filter(|at| *at <= until) {
                play.happen(at);
            }
            return Ok(play.into_run());
        }
        let Some(path) = &self.events else { return Ok(Run::new(schedule, [])) };
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let events: Result<Vec<Event>, _> = text.lines().map(serde_json::from_str).collect();
        let events = events.map_err(|error| format!("{}: {error}", path.display()))?;
        let run = Run::replay(schedule, [], events);
        Ok(run.map_err(|error| error.message(lang))?)
    }
}
