//! Review: how a run went, beside how it was planned and how it was expected to go, and what each
//! delay cost.
//!
//! Reaction and work are apart: from ready to started nobody worked, from started to closed
//! somebody did. Costs are told by the as-built network: the run is played again with a step, or
//! all steps of a group, on time. Costs of several steps do not add up, since two delays at once
//! may cost no more than one.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::Forecast;
use super::as_built::{AsBuilt, Work, works};
use crate::dense::{DenseMap, StepIx};
use crate::id::{DryRun, PhaseCode, StepId};
use crate::run::{Effect, Fact};
use crate::schedule::Nanoseconds;
use crate::state::State;
use crate::view::View;

/// How a run went. See [`View::review`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Review {
    /// The dry run.
    pub dry_run: DryRun,
    /// The instant of the review.
    pub at: DateTime<Utc>,
    /// The instant at which the first step was started or skipped; `None` if none was.
    pub begun: Option<DateTime<Utc>>,
    /// The planned end of the run.
    pub planned_end: Option<DateTime<Utc>>,
    /// The forecast end when the run was begun.
    pub expected_end: Option<DateTime<Utc>>,
    /// The end: recorded if every step is over, else the forecast end at the instant of the review.
    pub end: Option<DateTime<Utc>>,
    /// The chain that made the end (the as-built critical path): each step could not begin before
    /// the end of the one before.
    pub path: Vec<StepId>,
    /// The steps, in topological order.
    pub steps: Vec<StepReview>,
    /// The phases with a step in the dry run, in the order of the plan.
    pub phases: Vec<GroupReview>,
    /// The teams, in the order of their names.
    pub teams: Vec<GroupReview>,
}

/// A beginning and an end, each if it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Period {
    /// The beginning.
    pub begins: Option<DateTime<Utc>>,
    /// The end.
    pub ends: Option<DateTime<Utc>>,
}

/// How one step went.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct StepReview {
    /// The step.
    pub step: StepId,
    /// Its phase.
    pub phase: PhaseCode,
    /// Its team.
    pub team: Option<String>,
    /// As planned.
    pub planned: Period,
    /// As expected when the run was begun.
    pub expected: Period,
    /// As recorded.
    pub actual: Period,
    /// Whether it was skipped.
    pub skipped: bool,
    /// Since when it could begin, as it was known when it was begun; if it was not, since when it
    /// is Ready.
    pub ready: Option<DateTime<Utc>>,
    /// From ready to started, never negative; `None` if it was not started.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub reaction: Option<TimeDelta>,
    /// The planned duration.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub planned_work: Option<TimeDelta>,
    /// From started to closed, without the time between closing and reopening; `None` if it was
    /// not started or is not closed.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub work: Option<TimeDelta>,
    /// By how much the run would end earlier, had the step been on time: begun as soon as it was
    /// ready, and done in its planned duration. Negative if later, since it was quicker than
    /// planned. `None` if it was skipped or has no expected end.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub cost: Option<TimeDelta>,
}

/// How a phase or a team did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct GroupReview {
    /// The code of the phase or the name of the team; `None` for steps without a team.
    pub name: Option<String>,
    /// The number of its steps.
    pub steps: usize,
    /// From the first planned beginning to the last planned end.
    pub planned: Period,
    /// The same as expected when the run was begun.
    pub expected: Period,
    /// From the first recorded beginning to the last recorded end; no end while a step that does
    /// not sleep is not over.
    pub actual: Period,
    /// The sum of the reactions.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub reaction: TimeDelta,
    /// The sum of the planned durations of the steps that were started and closed.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub planned_work: TimeDelta,
    /// The sum of their work.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub work: TimeDelta,
    /// By how much the run would end earlier, had all its steps been on time; negative if later.
    /// Not the sum of the costs of the steps.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub cost: TimeDelta,
}

impl View<'_> {
    /// How the run went until the view's instant: planned, expected and recorded times of each
    /// step, phase and team, reaction and work apart, the chain that made the end, and what each
    /// delay cost. Time that of a replay and two forecasts, and
    /// `O(steps * moved * log moved)` for the costs, where the steps that a step moves count.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = |id: &str| Ok::<_, ptr_core::InvalidCode>(Step::new(id, "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .carried_out_by("Registre", [&anne])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(30)));
    /// let plan = Plan::from_steps([step("CO1")?, step("CO2")?.after(["CO1"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// // The first is begun ten minutes late and takes a quarter of an hour longer.
    /// let after = |minutes| ten + TimeDelta::minutes(minutes);
    /// for (id, started, closed) in [("CO1", 10, 55), ("CO2", 60, 90)] {
    ///     run.execute(&Command::Start { step: id.parse()? }, &anne, after(started))?;
    ///     run.execute(&Command::close(id.parse()?), &anne, after(closed))?;
    /// }
    ///
    /// let review = run.view(after(90)).review();
    /// assert_eq!((review.planned_end, review.end), (Some(after(30)), Some(after(90))));
    /// assert_eq!(review.path, ["CO1", "CO2"]);
    /// let first = &review.steps[0];
    /// assert_eq!((first.reaction, first.work), (
    ///     Some(TimeDelta::minutes(10)),
    ///     Some(TimeDelta::minutes(45)),
    /// ));
    /// // On time it would have saved all of that; the second one only its own five minutes.
    /// let costs: Vec<_> = review.steps.iter().map(|step| step.cost).collect();
    /// assert_eq!(costs, [Some(TimeDelta::minutes(25)), Some(TimeDelta::minutes(5))]);
    /// assert_eq!(review.teams[0].cost, TimeDelta::minutes(30));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn review(&self) -> Review {
        let (schedule, forecast, works) = (self.schedule(), self.forecast(), works(self));
        let begun = self.begun();
        let expected = match begun {
            Some((version, at)) => self.run().view_at_version(version, at).forecast(),
            None => forecast.clone(),
        };
        let built = AsBuilt::of(self, &forecast, &works);
        let exam = Exam { view: self, expected, works, built };
        let steps = DenseMap::from_vec(schedule.steps().map(|step| exam.step(step)).collect());
        let groups = schedule.groups();
        let of = |kind: usize, names: Vec<Option<String>>| {
            let mut of_each = vec![Vec::new(); names.len()];
            schedule.steps().for_each(|step| of_each[groups.of(step)[kind]].push(step));
            let named = names.into_iter().zip(of_each).filter(|(_, members)| !members.is_empty());
            named.map(|(name, members)| exam.group(name, &members, &steps)).collect()
        };
        let phases = groups.phases.iter().map(|code| Some(code.to_string())).collect();
        Review {
            dry_run: schedule.dry_run().clone(),
            at: self.at(),
            begun: begun.map(|(_, at)| at),
            planned_end: forecast.planned_end(),
            expected_end: exam.expected.end(),
            end: forecast.end(),
            path: exam.built.path().into_iter().map(|step| schedule.id(step).clone()).collect(),
            phases: of(0, phases),
            teams: of(1, groups.teams.clone()),
            steps: steps.into_iter().map(|(_, step)| step).collect(),
        }
    }

    /// The version before the first step was started or skipped, and when that was.
    fn begun(&self) -> Option<(u64, DateTime<Utc>)> {
        let begins = |fact: &Fact| matches!(fact.effect(), Effect::Begins | Effect::Skips);
        let first = self.events().iter().find(|event| begins(&event.fact))?;
        Some((first.seq - 1, self.run().in_force_from(first.seq)?))
    }
}

/// All that a review is taken from.
struct Exam<'e> {
    view: &'e View<'e>,
    /// The forecast when the run was begun.
    expected: Forecast,
    works: DenseMap<StepIx, Work>,
    built: AsBuilt<'e>,
}

impl Exam<'_> {
    fn step(&self, step: StepIx) -> StepReview {
        let (view, schedule, work) = (self.view, self.view.schedule(), self.works[step]);
        // A revision of the plan gives steps other indices.
        let expected = self.expected.schedule().find(view.schedule().id(step).as_str());
        let outlook = expected.and_then(|step| self.expected.outlook(step));
        let state = view.state(step);
        let started = view.started(step).map(|stamp| stamp.at);
        let waits = || (state == State::Ready).then(|| view.ready_since(step)).flatten();
        let ready = work.ready.or_else(waits);
        let reaction = started.zip(ready).map(|(started, ready)| started - ready);
        let is_done = started.is_some() && state == State::Terminated;
        let cost = || time(self.built.cost(&BTreeSet::from([step])));
        StepReview {
            step: schedule.id(step).clone(),
            phase: schedule.phase(step).code.clone(),
            team: schedule.step(step).team.clone(),
            planned: Period { begins: schedule.start(step), ends: schedule.end(step) },
            expected: Period {
                begins: outlook.map(|it| it.begins),
                ends: outlook.map(|it| it.ends),
            },
            actual: Period { begins: started, ends: view.terminated(step).map(|stamp| stamp.at) },
            skipped: view.skipped(step).is_some(),
            ready,
            // A clock that lags may say that somebody began before the prerequisites were over.
            reaction: reaction.map(|reaction| reaction.max(TimeDelta::zero())),
            planned_work: schedule.step(step).duration,
            work: is_done.then(|| time(work.took)),
            cost: (!self.built.is_fixed(step)).then(cost),
        }
    }

    fn group(
        &self,
        name: Option<String>,
        members: &[StepIx],
        steps: &DenseMap<StepIx, StepReview>,
    ) -> GroupReview {
        let told = || members.iter().map(|step| &steps[*step]);
        let period = |of: fn(&StepReview) -> Period| Period {
            begins: told().filter_map(|it| of(it).begins).min(),
            ends: told().filter_map(|it| of(it).ends).max(),
        };
        let is_over = |step: &StepIx| steps[*step].actual.ends.is_some();
        let mut awake = members.iter().filter(|step| !self.view.is_asleep(**step));
        let mut actual = period(|it| it.actual);
        actual.ends = actual.ends.filter(|_| awake.all(is_over));
        let planned = |it: &StepReview| it.work.and(it.planned_work);
        let on_time = members.iter().copied().filter(|step| !self.built.is_fixed(*step));
        GroupReview {
            name,
            steps: members.len(),
            planned: period(|it| it.planned),
            expected: period(|it| it.expected),
            actual,
            reaction: told().filter_map(|it| it.reaction).sum(),
            planned_work: told().filter_map(planned).sum(),
            work: told().filter_map(|it| it.work).sum(),
            cost: time(self.built.cost(&on_time.collect())),
        }
    }
}

fn time(nanoseconds: Nanoseconds) -> TimeDelta {
    TimeDelta::nanoseconds(nanoseconds)
}
