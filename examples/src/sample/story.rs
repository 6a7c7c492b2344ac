//! The steps of the sample plan, phase by phase.
//!
//! Each function adds the steps of one part, with their prerequisites. Starts are computed
//! afterwards (`calendar`), so no step starts before one of its prerequisites.

#![expect(clippy::too_many_lines, reason = "a phase is one list of steps")]

mod hand_over;
mod open;
mod prepare;
mod roll_back;
mod stop;
mod switch;

use std::collections::BTreeMap;

use super::teams::Team;

/// The dry runs in order.
pub(super) const DRY_RUNS: [&str; 4] = ["FDR1", "FDR2", "FDR3", "Live"];

/// The dry runs that execute a step.
pub(super) type In = [bool; 4];

pub(super) const ALWAYS: In = [true; 4];
pub(super) const FROM_SECOND: In = [false, true, true, true];
pub(super) const FROM_THIRD: In = [false, false, true, true];
pub(super) const REHEARSALS: In = [true, true, true, false];
pub(super) const LIVE: In = [false, false, false, true];

/// The duration of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasting {
    Minutes(u32),
    Days(u32),
}

/// The earliest start of a step, prerequisites disregarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// Working days after the beginning of the phase, in hundredths.
    WorkingDay(u32),
    /// Minutes after the milestone at which the phase begins.
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

/// A step of the plan.
#[derive(Debug, Clone)]
pub(super) struct PlannedStep {
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
    /// How many people have to agree, if the step is a go/no-go.
    pub(super) decided_by: Option<u32>,
}

/// The description of a step to add.
pub(super) struct NewStep<'t> {
    pub(super) label: String,
    pub(super) team: Team,
    pub(super) after: Vec<&'t String>,
    pub(super) lasting: Lasting,
    pub(super) from: From,
    pub(super) instructions: Vec<String>,
}

/// The steps so far.
pub(super) struct Story {
    steps: Vec<PlannedStep>,
    phase: (&'static str, &'static str),
    /// The number of steps for each prefix of ids.
    counts: BTreeMap<String, u32>,
    stream: Option<u32>,
}

impl Story {
    fn new() -> Self {
        Self { steps: Vec::new(), phase: ("PP", "PP"), counts: BTreeMap::new(), stream: None }
    }

    /// Begins the next phase; the ids of its steps begin with `letters`.
    pub(super) fn phase(&mut self, code: &'static str, letters: &'static str) {
        (self.phase, self.stream) = ((code, letters), None);
    }

    /// Begins a stream of work in the phase: the number is the next four digits of ids.
    pub(super) fn stream(&mut self, number: u32) {
        self.stream = Some(number);
    }

    /// Adds a step that every dry run executes.
    pub(super) fn add(&mut self, step: NewStep<'_>) -> String {
        self.add_in(ALWAYS, Weight::Medium, step)
    }

    /// Adds a step that no dry run may leave out.
    pub(super) fn gate(&mut self, step: NewStep<'_>) -> String {
        self.add_in(ALWAYS, Weight::High, step)
    }

    pub(super) fn add_in(&mut self, executed: In, weight: Weight, step: NewStep<'_>) -> String {
        let prefix = match self.stream {
            Some(stream) => format!("{}{stream:04}", self.phase.1),
            None => self.phase.1.to_owned(),
        };
        let count = self.counts.entry(prefix.clone()).or_insert(0);
        *count += 1;
        let id = format!("{prefix}{count:0digits$}", digits = 10 - prefix.len());
        let NewStep { label, team, after, lasting, from, instructions } = step;
        self.steps.push(PlannedStep {
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
            decided_by: None,
        });
        id
    }

    /// Adds a go/no-go on which so many people have to agree; the steps after it ask for GO.
    pub(super) fn decision(&mut self, people: u32, step: NewStep<'_>) -> String {
        let id = self.gate(step);
        if let Some(added) = self.steps.last_mut() {
            added.decided_by = Some(people);
        }
        id
    }
}

/// All steps of the transition.
pub(super) fn whole() -> Vec<PlannedStep> {
    let mut story = Story::new();
    let decided = prepare::add(&mut story);
    let stopped = stop::add(&mut story, &decided);
    let cut_over = switch::add(&mut story, &stopped);
    let opened = open::add(&mut story, &cut_over);
    hand_over::add(&mut story, &opened);
    roll_back::add(&mut story);
    story.steps
}

/// The sentences as lines of instructions.
pub(super) fn lines<const N: usize>(sentences: [&str; N]) -> Vec<String> {
    sentences.map(str::to_owned).into()
}
