//! The story of a transition: its steps, told phase by phase.
//!
//! A step is told where it happens, with the steps it follows. When it starts is worked out
//! afterwards (`calendar`), so that no step is dated before one it waits for.

#![expect(clippy::too_many_lines, reason = "a phase is told in one go")]

mod hand_over;
mod open;
mod prepare;
mod roll_back;
mod stop;
mod switch;

use std::collections::BTreeMap;

use super::teams::Team;

/// The dry runs, in their order.
pub(super) const DRY_RUNS: [&str; 4] = ["FDR1", "FDR2", "FDR3", "Live"];

/// In which dry runs a step is executed.
pub(super) type In = [bool; 4];

pub(super) const ALWAYS: In = [true; 4];
pub(super) const FROM_SECOND: In = [false, true, true, true];
pub(super) const FROM_THIRD: In = [false, false, true, true];
pub(super) const REHEARSALS: In = [true, true, true, false];
pub(super) const LIVE: In = [false, false, false, true];

/// How long a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasting {
    Minutes(u32),
    Days(u32),
}

/// From when on a step may start, its prerequisites apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// So many days of work into the phase, in hundredths.
    WorkingDay(u32),
    /// So many minutes after the milestone that opens the phase.
    Minute(u32),
    /// Exactly at a milestone.
    Milestone(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    High,
    Medium,
    Low,
}

impl Weight {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::High => "Haute",
            Self::Medium => "Moyenne",
            Self::Low => "Basse",
        }
    }
}

/// A step of the story.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) id: String,
    pub(super) phase: &'static str,
    pub(super) label: String,
    pub(super) team: Team,
    pub(super) executed: In,
    pub(super) after: Vec<String>,
    pub(super) lasting: Lasting,
    pub(super) from: From,
    pub(super) weight: Weight,
    pub(super) instructions: Vec<String>,
}

/// A step about to be told.
pub(super) struct Tell<'t> {
    pub(super) label: String,
    pub(super) team: Team,
    pub(super) after: Vec<&'t String>,
    pub(super) lasting: Lasting,
    pub(super) from: From,
    pub(super) instructions: Vec<String>,
}

/// The steps told so far.
pub(super) struct Story {
    steps: Vec<Told>,
    phase: (&'static str, &'static str),
    /// How many steps each prefix of an id has.
    counts: BTreeMap<String, u32>,
    stream: Option<u32>,
}

impl Story {
    fn new() -> Self {
        Self { steps: Vec::new(), phase: ("PP", "PP"), counts: BTreeMap::new(), stream: None }
    }

    /// Goes on to the next phase; ids of its steps begin with `letters`.
    pub(super) fn phase(&mut self, code: &'static str, letters: &'static str) {
        (self.phase, self.stream) = ((code, letters), None);
    }

    /// Goes on to a stream of work of the phase: four digits of the ids of its steps.
    pub(super) fn stream(&mut self, number: u32) {
        self.stream = Some(number);
    }

    /// Tells a step that every dry run executes.
    pub(super) fn tell(&mut self, step: Tell<'_>) -> String {
        self.tell_of(ALWAYS, Weight::Medium, step)
    }

    /// Tells a step that cannot be done without.
    pub(super) fn gate(&mut self, step: Tell<'_>) -> String {
        self.tell_of(ALWAYS, Weight::High, step)
    }

    pub(super) fn tell_of(&mut self, executed: In, weight: Weight, step: Tell<'_>) -> String {
        let prefix = match self.stream {
            Some(stream) => format!("{}{stream:04}", self.phase.1),
            None => self.phase.1.to_owned(),
        };
        let count = self.counts.entry(prefix.clone()).or_insert(0);
        *count += 1;
        let id = format!("{prefix}{count:0digits$}", digits = 10 - prefix.len());
        let Tell { label, team, after, lasting, from, instructions } = step;
        self.steps.push(Told {
            id: id.clone(),
            phase: self.phase.0,
            label,
            team,
            executed,
            after: after.into_iter().cloned().collect(),
            lasting,
            from,
            weight,
            instructions,
        });
        id
    }
}

/// Tells the whole transition.
pub(super) fn whole() -> Vec<Told> {
    let mut story = Story::new();
    let decided = prepare::tell(&mut story);
    let stopped = stop::tell(&mut story, &decided);
    let cut_over = switch::tell(&mut story, &stopped);
    let opened = open::tell(&mut story, &cut_over);
    hand_over::tell(&mut story, &opened);
    roll_back::tell(&mut story);
    story.steps
}

/// Lines of instructions from sentences.
pub(super) fn lines<const N: usize>(sentences: [&str; N]) -> Vec<String> {
    sentences.map(str::to_owned).into()
}
