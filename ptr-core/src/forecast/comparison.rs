//! Comparison: several runs of a plan side by side, and what they teach for the next one.
//!
//! A step's proposed duration is the median of the times that it took, in whole minutes. Between
//! which times it may lie is what was seen, if it was seen three times or more. Else it is widened
//! by what was seen of all steps: one rehearsal shows how long a step took, and not how much that
//! varies.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::monte_carlo::Spread;
use super::review::{Review, StepReview};
use crate::dense::StepIx;
use crate::id::{DryRun, PhaseCode, StepId};
use crate::plan::{Plan, Problems};
use crate::schedule::Schedule;

/// Several runs side by side. See [`Comparison::of`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Comparison {
    /// The runs, in the given order.
    pub runs: Vec<ComparedRun>,
    /// Every step of any run, in the order in which the runs first name them.
    pub steps: Vec<ComparedStep>,
}

/// One of the runs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ComparedRun {
    /// The dry run.
    pub dry_run: DryRun,
    /// The instant at which the first step was started or skipped.
    pub begun: Option<DateTime<Utc>>,
    /// The planned end.
    pub planned_end: Option<DateTime<Utc>>,
    /// The forecast end when the run was begun.
    pub expected_end: Option<DateTime<Utc>>,
    /// The recorded end if every step is over, else the forecast one.
    pub end: Option<DateTime<Utc>>,
}

/// One step in all runs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ComparedStep {
    /// The step.
    pub step: StepId,
    /// Its phase, as the last run says.
    pub phase: PhaseCode,
    /// Its team, as the last run says.
    pub team: Option<String>,
    /// Its planned duration, as the last run says.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub planned_work: Option<TimeDelta>,
    /// For each run how it went; `None` if the run does not have the step.
    pub seen: Vec<Option<Seen>>,
    /// What the runs teach; `None` if none of them has started and closed it.
    pub lesson: Option<Lesson>,
}

/// How a step went in one run. The values are those of [`StepReview`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Seen {
    /// From ready to started.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub reaction: Option<TimeDelta>,
    /// From started to closed.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub work: Option<TimeDelta>,
    /// By how much the run would have ended earlier, had the step been on time.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub cost: Option<TimeDelta>,
}

/// What the runs teach about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Lesson {
    /// The duration to plan: the median, rounded up to a minute.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub duration: TimeDelta,
    /// The shortest time to expect.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub shortest: TimeDelta,
    /// The median of the times seen.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub likeliest: TimeDelta,
    /// The longest time to expect.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub longest: TimeDelta,
    /// The median of the reactions.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
    pub reaction: TimeDelta,
}

impl Comparison {
    /// Lays reviews of several runs side by side, such as those of FDR1, FDR2 and Live. The runs
    /// may be of different versions of the plan; steps are the same if their ids are. Time
    /// `O(steps * log steps)` for each run.
    ///
    /// A rehearsal in fast motion teaches nothing about real durations.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Comparison, Email, Moment, Plan, Run, Simulation, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = Step::new("CO1", "CO")?
    ///     .in_dry_runs(["FDR1", "FDR2"])?
    ///     .carried_out_by("Registre", [&anne])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(30));
    /// let plan = Plan::from_steps([step])?;
    /// // In the rehearsal it took three quarters of an hour.
    /// let mut rehearsal = Run::new(plan.schedule("FDR1")?, []);
    /// let done = ten + TimeDelta::minutes(45);
    /// rehearsal.execute(&Command::Start { step: "CO1".parse()? }, &anne, ten)?;
    /// rehearsal.execute(&Command::close("CO1".parse()?), &anne, done)?;
    ///
    /// let comparison = Comparison::of(&[rehearsal.view(done).review()]);
    /// let next = comparison.next_plan(&plan)?;
    /// assert_eq!(plan.diff(&next).changed[0].1[0].field, "duration");
    /// assert_eq!(next.steps()[0].duration, Some(TimeDelta::minutes(45)));
    /// // The odds of the next run use what was seen.
    /// let run = Run::new(next.schedule("FDR2")?, []);
    /// let mut simulation = Simulation::default();
    /// for (step, spread) in comparison.spreads(run.schedule()) {
    ///     simulation = simulation.spread_of(step, spread);
    /// }
    /// let odds = run.view(ten).forecast().simulate(&simulation)?;
    /// assert!(odds.end().probability(done - TimeDelta::minutes(6)) == Some(0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(reviews: &[Review]) -> Self {
        let spread = of_all(reviews);
        let mut rows: Vec<Vec<Option<&StepReview>>> = Vec::new();
        let mut places: BTreeMap<&StepId, usize> = BTreeMap::new();
        for (nth, review) in reviews.iter().enumerate() {
            for step in &review.steps {
                let place = *places.entry(&step.step).or_insert_with(|| {
                    rows.push(vec![None; reviews.len()]);
                    rows.len() - 1
                });
                rows[place][nth] = Some(step);
            }
        }
        let run = |review: &Review| ComparedRun {
            dry_run: review.dry_run.clone(),
            begun: review.begun,
            planned_end: review.planned_end,
            expected_end: review.expected_end,
            end: review.end,
        };
        Self {
            runs: reviews.iter().map(run).collect(),
            steps: rows.iter().filter_map(|row| compared(row, spread)).collect(),
        }
    }

    /// The plan with the durations that the runs teach; all else is as in the plan. Steps without a
    /// lesson keep their duration, and lessons of steps that the plan does not have are left out.
    /// Time that of the check of a plan.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn next_plan(&self, plan: &Plan) -> Result<Plan, Problems> {
        let mut draft = plan.to_draft();
        for (step, lesson) in self.lessons() {
            if let Some(place) = plan.position(step.as_str()) {
                draft.steps[place].duration = Some(lesson.duration);
            }
        }
        Plan::new(draft)
    }

    /// For each step of a schedule with a lesson and a planned duration the spread that the runs
    /// teach, in shares of that planned duration, for a simulation. Time `O(steps * log steps)`.
    pub fn spreads(&self, schedule: &Schedule) -> BTreeMap<StepIx, Spread> {
        let spread = |(step, lesson): (&StepId, &Lesson)| {
            let step = schedule.find(step.as_str())?;
            let planned = schedule.step(step).duration.filter(|it| *it > TimeDelta::zero())?;
            let share = |time: TimeDelta| {
                (time.as_seconds_f64() / planned.as_seconds_f64()).min(Spread::LONGEST)
            };
            let Lesson { shortest, likeliest, longest, .. } = *lesson;
            let spread = Spread::new(share(shortest), share(likeliest), share(longest)).ok()?;
            Some((step, spread))
        };
        self.lessons().filter_map(spread).collect()
    }

    fn lessons(&self) -> impl Iterator<Item = (&StepId, &Lesson)> {
        self.steps.iter().filter_map(|step| Some((&step.step, step.lesson.as_ref()?)))
    }
}

/// A step in all runs; `None` if no run has it.
fn compared(row: &[Option<&StepReview>], spread: Spread) -> Option<ComparedStep> {
    let last = row.iter().rev().find_map(|step| *step)?;
    let seen =
        |step: &StepReview| Seen { reaction: step.reaction, work: step.work, cost: step.cost };
    Some(ComparedStep {
        step: last.step.clone(),
        phase: last.phase.clone(),
        team: last.team.clone(),
        planned_work: last.planned_work,
        seen: row.iter().map(|step| step.map(seen)).collect(),
        lesson: lesson(row.iter().flatten().copied(), spread),
    })
}

/// How often a step must have been seen for its own times to tell how much they vary.
const ENOUGH: usize = 3;

fn lesson<'r>(
    steps: impl Iterator<Item = &'r StepReview> + Clone,
    spread: Spread,
) -> Option<Lesson> {
    let sorted = |times: Vec<TimeDelta>| {
        let mut times = times;
        times.sort_unstable();
        times
    };
    let works = sorted(steps.clone().filter_map(|step| step.work).collect());
    let done = steps.filter(|step| step.work.is_some());
    let reactions = sorted(done.filter_map(|step| step.reaction).collect());
    let (first, last, likeliest) = (*works.first()?, *works.last()?, median(&works)?);
    let whole = TimeDelta::minutes(likeliest.num_minutes());
    let rest = if likeliest > whole { TimeDelta::minutes(1) } else { TimeDelta::zero() };
    let widened = |share: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "to the second, as an estimate is")]
        let seconds = (likeliest.as_seconds_f64() * share / spread.likeliest()).round() as i64;
        TimeDelta::try_seconds(seconds).unwrap_or(likeliest)
    };
    let (shortest, longest) = if works.len() < ENOUGH && spread.likeliest() > 0.0 {
        (first.min(widened(spread.shortest())), last.max(widened(spread.longest())))
    } else {
        (first, last)
    };
    Some(Lesson {
        duration: whole + rest,
        shortest: shortest.min(likeliest),
        likeliest,
        longest: longest.max(likeliest),
        reaction: median(&reactions).unwrap_or_default(),
    })
}

/// The middle of sorted times, or the mean of the two in the middle.
fn median(sorted: &[TimeDelta]) -> Option<TimeDelta> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some(lower + (upper - lower) / 2)
}

/// The spread seen over all steps of all runs; the default one if too few of them tell.
fn of_all(reviews: &[Review]) -> Spread {
    let share = |step: &StepReview| {
        let (work, planned) = (step.work?.as_seconds_f64(), step.planned_work?.as_seconds_f64());
        (planned > 0.0).then(|| work / planned)
    };
    let shares = reviews.iter().flat_map(|review| &review.steps).filter_map(share);
    Spread::of_shares(shares.collect()).unwrap_or_default()
}
