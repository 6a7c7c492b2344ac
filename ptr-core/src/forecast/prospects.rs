//! Prospects: what a report says of where a run is heading, in one value.
//!
//! The status workbook and the weekly report answer the same questions of the same run: when does
//! it end, are the required ends met, until when can a rollback be declared, why has the end moved,
//! what was decided and what is to be. What they say is put together here, once; they only write it.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::Serialize;

use super::drift::causes;
use super::light::LIKELY;
use super::{
    Cause, Forecast, InvalidSimulation, LastSafe, Light, Odds, RequiredOutlook, Simulation,
};
use crate::id::{Outcome, PhaseCode, StepId};
use crate::plan::RequiredEnd;
use crate::run::Event;
use crate::state::Progress;
use crate::view::View;

/// What a report says of where a run is heading. See [`View::prospects`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct Prospects {
    /// The instant since which the end has moved and decisions were taken, as far as they are told.
    pub since: DateTime<Utc>,
    /// The whole run.
    pub whole: Prospect,
    /// The phases with an expected end, in the order of the plan.
    pub phases: Vec<Prospect>,
    /// The required ends that have a date in the dry run, in the order of the milestones.
    pub required_ends: Vec<RequiredProspect>,
    /// By how much the expected end has moved: the sum of the causes.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub moved: TimeDelta,
    /// Why, as [`Run::drift`](crate::Run::drift), the largest move first.
    pub causes: Vec<Cause>,
    /// The decisions that were taken, the last one first: outcomes, steps that were skipped,
    /// reopened or whose start was undone, rollbacks, revisions of the plan.
    pub decided: Vec<Event>,
    /// The decisions to come, the next one first.
    pub to_decide: Vec<DecisionAhead>,
}

/// When the run or one of its phases ends.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct Prospect {
    /// The phase; `None` for the whole run.
    pub phase: Option<PhaseCode>,
    /// The planned end.
    pub planned: Option<DateTime<Utc>>,
    /// The expected end; the actual one once all is terminated.
    pub expected: Option<DateTime<Utc>>,
    /// The instant by which it ends in four draws of five; `None` once it has ended.
    pub likely: Option<DateTime<Utc>>,
    /// The first of its required ends.
    pub required: Option<DateTime<Utc>>,
    /// Its light, against the required end; against the planned one if there is none.
    pub light: Option<Light>,
    /// The chance of ending by then.
    pub chance: Option<f64>,
}

impl Prospect {
    /// By how much the expected end is later than the planned one; negative if earlier.
    pub fn delay(&self) -> Option<TimeDelta> {
        Some(self.expected?.signed_duration_since(self.planned?))
    }
}

/// Whether a required end will be met, and until when a rollback can be declared that meets it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct RequiredProspect {
    /// What is expected of it.
    pub outlook: RequiredOutlook,
    /// How long before the required end the expected one is; negative if it passes it.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub margin: Option<TimeDelta>,
    /// Its light.
    pub light: Option<Light>,
    /// The chance of meeting it.
    pub chance: Option<f64>,
    /// Until when a rollback can be declared that meets it.
    pub decide_by: LastSafe,
    /// The last instant at which it meets it in four draws of five
    /// ([`DecideBy::latest_within`](crate::DecideBy::latest_within)).
    pub decide_by_likely: Option<DateTime<Utc>>,
}

/// A decision that is still to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct DecisionAhead {
    /// The step.
    pub step: StepId,
    /// What can be decided, in the order of the plan.
    pub outcomes: Vec<Outcome>,
    /// When it is expected to be taken.
    pub expected: DateTime<Utc>,
}

impl View<'_> {
    /// What a report says of where the run is heading: when the whole and each phase end, whether
    /// the required ends are met, until when a rollback can be declared, why the end has moved
    /// since an instant and what was decided since then, and the decisions to come. `since` is that
    /// of the report before; `None` stands for the first start of the plan or the first event, so
    /// that all is told.
    ///
    /// Time: that of [`Run::drift`](crate::Run::drift) and of a simulation, and of another
    /// simulation for each required end if there is a rollback to declare.
    ///
    /// # Errors
    /// [`InvalidSimulation`] as for [`Forecast::simulate`].
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Draft, Light, Milestone, Moment, Plan, RequiredEnd, Run, Simulation, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let opening = Milestone {
    ///     dates: [("FDR1".parse()?, Moment::Instant(ten + TimeDelta::hours(4)))].into(),
    ///     required_end: Some(RequiredEnd::Whole),
    ///     ..Milestone::new("Ouverture")
    /// };
    /// let step = |id: &str, phase: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, phase)?
    ///     .in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::hours(1)));
    /// let draft = Draft {
    ///     milestones: vec![opening],
    ///     steps: vec![step("CO1", "CO")?, step("FB1", "FB-RB")?],
    ///     ..Draft::operator()
    /// };
    /// let run = Run::new(Plan::new(draft)?.schedule("FDR1")?, []);
    ///
    /// // Half an hour later nobody has begun the step.
    /// let at = ten + TimeDelta::minutes(30);
    /// let told = run.view(at).prospects(None, &Simulation::default())?;
    /// assert_eq!(told.whole.delay(), Some(TimeDelta::minutes(30)));
    /// assert_eq!((told.moved, told.causes.len()), (TimeDelta::minutes(30), 1));
    /// let opening = &told.required_ends[0];
    /// assert_eq!(opening.margin, Some(TimeDelta::minutes(150)));
    /// assert_eq!(opening.light, Some(Light::Green));
    /// assert_eq!(opening.decide_by.at(), Some(ten + TimeDelta::hours(3)));
    /// assert!(opening.decide_by_likely < opening.decide_by.at());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn prospects(
        &self,
        since: Option<DateTime<Utc>>,
        simulation: &Simulation,
    ) -> Result<Prospects, InvalidSimulation> {
        let forecast = self.forecast();
        let odds = forecast.simulate(simulation)?;
        let (since, known) = match since {
            Some(since) => (since.min(self.at()), self.run().view(since).version()),
            // The first event may stand at this very instant, and is told.
            None => (self.beginning().min(self.at()), 0),
        };
        let before = self.run().view_at_version(known.min(self.version()), since);
        let decided = self.events().iter().skip(before.events().len());
        let decided = decided.filter(|event| event.fact.is_decision()).rev();
        let decided = decided.map(|event| Event::clone(event)).collect();
        let mut causes = causes(before, self.events().len(), self.at());
        let moved = causes.iter().map(|cause| cause.amount).sum();
        // Causes that moved it as much stay in the order of time.
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.amount.abs()));
        Ok(Prospects {
            since,
            whole: prospect(&forecast, &odds, None),
            phases: phases(&forecast, &odds),
            required_ends: required_ends(&forecast, &odds, simulation)?,
            moved,
            causes,
            decided,
            to_decide: self.to_decide(&forecast),
        })
    }

    /// An instant before which neither the clock nor an event moves the forecast end.
    fn beginning(&self) -> DateTime<Utc> {
        let schedule = self.run().view_at_version(0, self.at()).schedule().clone();
        let start = schedule.steps().filter_map(|step| schedule.start(step)).min();
        start.into_iter().chain(self.run().in_force_from(1)).min().unwrap_or(self.at())
    }

    /// The decisions that are expected to be taken, the next one first.
    fn to_decide(&self, forecast: &Forecast) -> Vec<DecisionAhead> {
        let schedule = self.schedule();
        let mut ahead: Vec<_> = schedule
            .steps()
            .filter(|step| schedule.step(*step).is_decision())
            .filter(|step| self.recorded().progress.progress(*step) != Progress::Terminated)
            .filter_map(|step| {
                let outlook = forecast.outlook(step)?;
                let planned = schedule.step(step);
                Some(DecisionAhead {
                    step: planned.id.clone(),
                    outcomes: planned.outcomes.clone(),
                    expected: outlook.ends,
                })
            })
            .collect();
        ahead.sort_by_key(|it| it.expected);
        ahead
    }
}

fn phases(forecast: &Forecast, odds: &Odds) -> Vec<Prospect> {
    let phases = forecast.schedule.plan().phases().iter();
    let prospects = phases.map(|phase| prospect(forecast, odds, Some(&phase.code)));
    prospects.filter(|it| it.expected.is_some()).collect()
}

fn prospect(forecast: &Forecast, odds: &Odds, phase: Option<&PhaseCode>) -> Prospect {
    let is_of = |of: &RequiredEnd| match of {
        RequiredEnd::Whole => phase.is_none(),
        RequiredEnd::Phase(code) => phase == Some(code),
    };
    let required = forecast.schedule.required_ends().filter(|it| is_of(it.of));
    let required = required.map(|it| it.by).min();
    let (planned, expected, draws) = match phase {
        Some(code) => (
            forecast.planned_end_of_phase(code),
            forecast.end_of_phase(code),
            odds.end_of_phase(code),
        ),
        None => (forecast.planned_end(), forecast.end(), Some(odds.end())),
    };
    let draws = draws.filter(|_| expected.is_some());
    let is_ahead = expected.is_some_and(|end| end > forecast.at);
    Prospect {
        phase: phase.cloned(),
        planned,
        expected,
        likely: draws.filter(|_| is_ahead).and_then(|draws| draws.quantile(LIKELY)),
        required,
        light: forecast.light(odds, phase, required),
        chance: draws.zip(required.or(planned)).and_then(|(draws, by)| draws.probability(by)),
    }
}

fn required_ends(
    forecast: &Forecast,
    odds: &Odds,
    simulation: &Simulation,
) -> Result<Vec<RequiredProspect>, InvalidSimulation> {
    let prospect = |(outlook, (_, chance)): (RequiredOutlook, (&str, Option<f64>))| {
        let phase = match &outlook.of {
            RequiredEnd::Whole => None,
            RequiredEnd::Phase(code) => Some(code),
        };
        let decide_by = forecast.last_safe(outlook.by);
        Ok(RequiredProspect {
            margin: outlook.ends.map(|ends| outlook.by.signed_duration_since(ends)),
            light: forecast.light(odds, phase, Some(outlook.by)),
            chance,
            decide_by,
            decide_by_likely: match decide_by {
                LastSafe::At(_) => {
                    forecast.decide_by(outlook.by).latest_within(LIKELY, simulation)?
                }
                LastSafe::TooLate | LastSafe::NoRollback => None,
            },
            outlook,
        })
    };
    forecast.required_ends().into_iter().zip(odds.required_ends()).map(prospect).collect()
}
