//! Suppositions, checked: by step, in nanoseconds.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Forecast;
use super::abandoned::Abandoned;
use super::supposition::{InvalidSupposition, Supposition};
use crate::dense::StepIx;
use crate::id::{Outcome, StepId};
use crate::plan::KnownNames;
use crate::schedule::{Nanoseconds, nanoseconds};
use crate::state::Progress;

/// The suppositions by step and team.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    of_steps: BTreeMap<StepIx, Change>,
    /// How much later each step begins because its team is late; empty if no team is.
    late: Vec<Nanoseconds>,
    outcomes: BTreeMap<StepIx, Outcome>,
    /// The steps that are abandoned with these outcomes; `None` if no outcome is supposed.
    abandoned: Option<Abandoned>,
}

/// What is supposed of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Ends(Nanoseconds),
    Lasts(Nanoseconds),
    Skipped,
}

impl Changes {
    /// The changes that are supposed.
    pub(super) fn new(
        forecast: &Forecast,
        suppositions: &[Supposition],
    ) -> Result<Self, InvalidSupposition> {
        let mut changes = Self::of_outcomes(forecast, suppositions)?;
        // By the index of the team.
        let mut of_teams: BTreeMap<usize, Nanoseconds> = BTreeMap::new();
        for supposition in suppositions {
            let is_first = match supposition {
                Supposition::Ends { step: id, at } => {
                    let ends = Change::Ends(nanoseconds(*at - forecast.at));
                    changes.of_steps.insert(changes.changeable(forecast, id)?, ends).is_none()
                }
                Supposition::Lasts { step: id, time } => {
                    let step = changes.changeable(forecast, id)?;
                    if *time < TimeDelta::zero() {
                        let (step, found) = (id.clone(), *time);
                        return Err(InvalidSupposition::NegativeDuration { step, found });
                    }
                    changes.of_steps.insert(step, Change::Lasts(nanoseconds(*time))).is_none()
                }
                Supposition::Outcome { step: id, .. } => {
                    changes.changeable(forecast, id)?;
                    true
                }
                Supposition::Skipped { step: id } => {
                    let step = changes.changeable(forecast, id)?;
                    if forecast.progress[step] == Progress::Open {
                        return Err(InvalidSupposition::UnderWay { step: id.clone() });
                    }
                    if forecast.schedule.step(step).is_decision() {
                        return Err(InvalidSupposition::Decision { step: id.clone() });
                    }
                    changes.of_steps.insert(step, Change::Skipped).is_none()
                }
                Supposition::Late { team, by } => {
                    let teams = &forecast.schedule.groups().teams;
                    let place = teams.iter().position(|known| known.as_ref() == Some(team));
                    let place = place.ok_or_else(|| InvalidSupposition::UnknownTeam {
                        found: team.clone(),
                        known: KnownNames::of(teams.iter().flatten().collect::<Vec<_>>()),
                    })?;
                    of_teams.insert(place, nanoseconds(*by)).is_none()
                }
            };
            if !is_first {
                return Err(named_twice(supposition));
            }
        }
        if !of_teams.is_empty() {
            let schedule = &forecast.schedule;
            let of_team = |step| of_teams.get(&schedule.groups().of(step)[1]).copied();
            changes.late = schedule.steps().map(|step| of_team(step).unwrap_or(0)).collect();
        }
        Ok(changes)
    }

    /// The outcomes that are supposed, and what they abandon.
    fn of_outcomes(
        forecast: &Forecast,
        suppositions: &[Supposition],
    ) -> Result<Self, InvalidSupposition> {
        let mut changes = Self::default();
        for supposition in suppositions {
            let Supposition::Outcome { step: id, outcome } = supposition else { continue };
            let step = changes.changeable(forecast, id)?;
            let offered = &forecast.schedule.step(step).outcomes;
            if !offered.contains(outcome) {
                let (step, found, outcomes) = (id.clone(), outcome.to_string(), offered.clone());
                return Err(InvalidSupposition::UnknownOutcome { step, found, outcomes });
            }
            if changes.outcomes.insert(step, outcome.clone()).is_some() {
                return Err(named_twice(supposition));
            }
        }
        if !changes.outcomes.is_empty() {
            changes.abandoned = Some(forecast.abandoned_with(&changes.outcomes));
        }
        Ok(changes)
    }

    /// The outcome that is supposed of a decision.
    pub(super) fn outcome(&self, step: StepIx) -> Option<&Outcome> {
        self.outcomes.get(&step)
    }

    /// The decisions of which an outcome is supposed, in topological order.
    pub(super) fn decisions(&self) -> impl Iterator<Item = StepIx> {
        self.outcomes.keys().copied()
    }

    /// The steps that are abandoned with the outcomes that are supposed.
    pub(super) fn abandoned<'f>(&'f self, forecast: &'f Forecast) -> &'f Abandoned {
        self.abandoned.as_ref().unwrap_or(&forecast.abandoned)
    }

    /// What is supposed of a step. Time `O(log changes)`.
    pub(super) fn of(&self, step: StepIx) -> Option<Change> {
        if self.of_steps.is_empty() { None } else { self.of_steps.get(&step).copied() }
    }

    /// The steps of which something is supposed, in topological order.
    pub(super) fn steps(&self) -> impl Iterator<Item = (StepIx, Change)> {
        self.of_steps.iter().map(|(step, change)| (*step, *change))
    }

    /// Whether teams are supposed to be late.
    pub(super) fn are_of_teams(&self) -> bool {
        !self.late.is_empty()
    }

    /// How much later a step begins because its team is late.
    pub(super) fn late(&self, step: StepIx) -> Nanoseconds {
        self.late.get(step.position()).copied().unwrap_or(0)
    }

    /// The step, of which something else can still be supposed.
    fn changeable(&self, forecast: &Forecast, id: &StepId) -> Result<StepIx, InvalidSupposition> {
        let schedule = &forecast.schedule;
        let step = schedule.find(id.as_str()).ok_or_else(|| InvalidSupposition::UnknownStep {
            step: id.clone(),
            dry_run: schedule.dry_run().clone(),
        })?;
        if forecast.progress[step] == Progress::Terminated {
            Err(InvalidSupposition::Terminated { step: id.clone() })
        } else if self.abandoned(forecast).has(step) {
            Err(InvalidSupposition::Abandoned { step: id.clone() })
        } else if forecast.sleeps(step) {
            Err(InvalidSupposition::Asleep { step: id.clone() })
        } else {
            Ok(step)
        }
    }
}

fn named_twice(supposition: &Supposition) -> InvalidSupposition {
    let name = match supposition {
        Supposition::Ends { step, .. }
        | Supposition::Lasts { step, .. }
        | Supposition::Outcome { step, .. }
        | Supposition::Skipped { step } => step.to_string(),
        Supposition::Late { team, .. } => team.clone(),
    };
    InvalidSupposition::NamedTwice { name }
}
