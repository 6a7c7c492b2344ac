//! The projection of the plan on one dry run: its steps, their order and their starts.
//!
//! Here text ids become dense indices: the index of a step is its position in the topological
//! order. A prerequisite that the dry run leaves out is replaced by its own prerequisites,
//! recursively. So leaving a step out preserves the order of the other steps.

mod branches;
pub(crate) mod clinic;
mod declared;
mod diff;
mod groups;
mod lock_horizon;
mod milestones;
mod options;
mod projection;
mod required_ends;
mod timeline;
mod timing;

use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};

use self::projection::{MOST_REPLACED, effective_prerequisites, followers};
use crate::dense::{Adjacency, Dense, DenseMap, RowIx, StepIx};
use crate::id::{DryRun, Email, Outcome, StepId};
use crate::plan::{KnownNames, Offset, Phase, Plan, Step, duration_text, is_in_calendar};

pub(crate) use branches::{Branches, Missed, Ways};
pub(crate) use groups::Groups;
pub use lock_horizon::LockHorizon;
pub use options::{ScheduleError, ScheduleOptions};
pub(crate) use projection::topological_order;
pub use required_ends::Required;
pub(crate) use timeline::{Clock, Timeline};
pub(crate) use timing::{Nanoseconds, Timing, nanoseconds};

/// A plan projected on one dry run. Cloning is cheap: the content is shared.
///
/// ```
/// use ptr_core::{Plan, Step};
///
/// // The rehearsal leaves out the middle step; the order of the others is preserved.
/// let plan = Plan::from_steps([
///     Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1", "Live"])?,
///     Step::new("CO00000002", "CO")?.in_dry_runs(["Live"])?.after(["CO00000001"])?,
///     Step::new("CO00000003", "CO")?.in_dry_runs(["FDR1", "Live"])?.after(["CO00000002"])?,
/// ])?;
/// let schedule = plan.schedule("FDR1")?;
/// assert_eq!(schedule.ids().collect::<Vec<_>>(), ["CO00000001", "CO00000003"]);
///
/// let last = schedule.find("CO00000003").ok_or("not in FDR1")?;
/// let prerequisites = schedule.prerequisites(last).iter().map(|&step| schedule.id(step));
/// assert_eq!(prerequisites.collect::<Vec<_>>(), ["CO00000001"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Schedule(Arc<Inner>);

struct Inner {
    plan: Plan,
    /// When the rollback was declared whose milestones these starts follow; `None` for the starts
    /// of the plan.
    declared: Option<DateTime<Utc>>,
    /// The steps dated by a milestone that a rollback sets, in topological order.
    follow: Vec<(StepIx, Offset)>,
    dry_run: DryRun,
    options: ScheduleOptions,
    /// The row of each step in the plan.
    rows: DenseMap<StepIx, RowIx>,
    /// The step of each row; `None` if the dry run leaves it out.
    steps: DenseMap<RowIx, Option<StepIx>>,
    /// The steps in the order of their ids.
    by_id: Vec<StepIx>,
    starts: DenseMap<StepIx, Option<DateTime<Utc>>>,
    timeline: Timeline,
    contingency: DenseMap<StepIx, bool>,
    /// `None` if no step of the plan asks for an outcome.
    branches: Option<Branches>,
    /// Computed for the first recap.
    groups: OnceLock<Groups>,
    /// Computed for the first forecast.
    timing: OnceLock<Timing>,
    /// The effective prerequisites of each step, in the order of their ids.
    prerequisites: Adjacency<StepIx>,
    /// The successors of each step, in topological order.
    successors: Adjacency<StepIx>,
}

impl Plan {
    /// Projects the plan on a dry run, without a shift, with a lock horizon of five days. Time as
    /// [`schedule_with`](Plan::schedule_with).
    ///
    /// # Errors
    /// [`ScheduleError::UnknownDryRun`], [`ScheduleError::TooManyReplaced`].
    pub fn schedule(&self, dry_run: &str) -> Result<Schedule, ScheduleError> {
        self.schedule_with(dry_run, ScheduleOptions::default())
    }

    /// Projects the plan on a dry run.
    ///
    /// Time `O((steps + effective prerequisites) log steps)`, and for each step a search through
    /// the omitted steps before it.
    ///
    /// # Errors
    /// [`ScheduleError`] if the plan has no such dry run, if an omitted step connects millions of
    /// pairs of steps, or if the shift moves a start out of the years 1 to 9999.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, ScheduleOptions, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step])?;
    /// let a_week_later = ScheduleOptions { shift: TimeDelta::days(7), ..Default::default() };
    /// let schedule = plan.schedule_with("FDR1", a_week_later)?;
    /// assert_eq!(schedule.states(start, [], []), [State::Idle]);
    /// assert_eq!(schedule.states(start + TimeDelta::days(7), [], []), [State::Ready]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn schedule_with(
        &self,
        dry_run: &str,
        options: ScheduleOptions,
    ) -> Result<Schedule, ScheduleError> {
        Schedule::project(self, dry_run, options)
    }
}

impl Schedule {
    fn project(plan: &Plan, name: &str, options: ScheduleOptions) -> Result<Self, ScheduleError> {
        let Some((place, dry_run)) =
            plan.dry_runs().iter().enumerate().find(|(_, known)| known.as_str() == name)
        else {
            let known = KnownNames::of(plan.dry_runs());
            return Err(ScheduleError::UnknownDryRun { found: name.to_owned(), known });
        };
        let checked = plan.checked();
        let takes_part = DenseMap::from_vec(
            plan.steps().iter().map(|step| step.dry_runs.contains(dry_run)).collect(),
        );
        let effective = effective_prerequisites(plan, &takes_part).map_err(|hub| {
            let step = plan.steps()[hub.index()].id.clone();
            ScheduleError::TooManyReplaced { step, dry_run: dry_run.clone(), most: MOST_REPLACED }
        })?;
        let (rows, steps) = topological_order(plan, &takes_part, &effective);

        let shift = duration_text::to_the_microsecond(options.shift);
        let mut starts = Vec::with_capacity(rows.as_slice().len());
        for &row in rows.as_slice() {
            let start = checked.starts[place][row];
            starts.push(match start {
                None => None,
                Some(start) => {
                    let shifted = start.checked_add_signed(shift);
                    let shifted = shifted.filter(|start| is_in_calendar(start.naive_utc()));
                    Some(shifted.ok_or_else(|| ScheduleError::ShiftTooFar {
                        step: plan.steps()[row.index()].id.clone(),
                        shift: options.shift,
                    })?)
                }
            });
        }
        let contingency = rows.as_slice().iter().map(|row| {
            plan.phases().get(checked.phase[*row] as usize).is_some_and(|phase| phase.contingency)
        });
        let by_id = checked.index.rows().iter().filter_map(|row| steps[*row]).collect();
        let prerequisites =
            Adjacency::from_rows(rows.as_slice().iter().map(|row| {
                effective.row(*row).iter().filter_map(|prerequisite| steps[*prerequisite])
            }));
        let starts = DenseMap::from_vec(starts);
        let follow = followers(plan, dry_run, &rows);
        let timeline = Timeline::new(&starts);
        let contingency = DenseMap::from_vec(contingency.collect());
        let branches = Branches::of(plan, &steps);
        Ok(Self(Arc::new(Inner {
            timeline,
            branches,
            plan: plan.clone(),
            declared: None,
            follow,
            dry_run: dry_run.clone(),
            options,
            contingency,
            groups: OnceLock::new(),
            timing: OnceLock::new(),
            rows,
            steps,
            by_id,
            starts,
            successors: prerequisites.reversed(),
            prerequisites,
        })))
    }

    /// The plan that was projected.
    pub fn plan(&self) -> &Plan {
        &self.0.plan
    }

    /// The dry run on which the plan was projected.
    pub fn dry_run(&self) -> &DryRun {
        &self.0.dry_run
    }

    /// The shift and the lock horizon.
    pub fn options(&self) -> ScheduleOptions {
        self.0.options
    }

    /// The number of steps that the dry run executes.
    pub fn len(&self) -> usize {
        self.0.rows.as_slice().len()
    }

    /// Whether the dry run executes no step.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The steps in topological order: each after its effective prerequisites. Ties are broken by
    /// the smallest id.
    ///
    /// ```
    /// use ptr_core::{Plan, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let plan = Plan::from_steps([step("CO2")?, step("CO1")?.after(["CO2"])?])?;
    /// let schedule = plan.schedule("FDR1")?;
    /// // In topological order, and in the order of ids.
    /// assert_eq!(schedule.ids().collect::<Vec<_>>(), ["CO2", "CO1"]);
    /// let by_id = schedule.steps_by_id().iter().map(|&step| schedule.id(step));
    /// assert_eq!(by_id.collect::<Vec<_>>(), ["CO1", "CO2"]);
    ///
    /// let first = schedule.steps().next().ok_or("no step")?;
    /// assert_eq!(schedule.step(first).id, "CO2");
    /// assert_eq!((first.position(), schedule.place_in_plan(first)), (0, 0));
    /// assert_eq!((schedule.successors(first).len(), schedule.edges()), (1, 1));
    /// assert!(schedule.dry_run() == "FDR1" && !schedule.is_contingency(first));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn steps(
        &self,
    ) -> impl DoubleEndedIterator<Item = StepIx> + ExactSizeIterator + Clone + use<> {
        self.0.rows.keys()
    }

    /// The steps in the order of their ids.
    pub fn steps_by_id(&self) -> &[StepIx] {
        &self.0.by_id
    }

    /// The ids, in topological order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &StepId> {
        self.steps().map(|step| self.id(step))
    }

    /// The step with this id; `None` if the dry run does not execute it. Time `O(log steps)`.
    pub fn find(&self, id: &str) -> Option<StepIx> {
        self.0.steps[self.0.plan.row(id)?]
    }

    /// The id of a step.
    pub fn id(&self, step: StepIx) -> &StepId {
        &self.step(step).id
    }

    /// The step in the plan. It contains the prerequisites of the plan; the effective ones in this
    /// dry run are [`prerequisites`](Schedule::prerequisites).
    pub fn step(&self, step: StepIx) -> &Step {
        &self.0.plan.steps()[self.0.rows[step].index()]
    }

    /// The index of a step in [`Plan::steps`].
    pub fn place_in_plan(&self, step: StepIx) -> usize {
        self.0.rows[step].index()
    }

    /// The contacts of a step according to the plan: they get its mails and may change it. See
    /// [`Plan::contacts`].
    pub fn contacts(&self, step: StepIx) -> &[Email] {
        self.0.plan.contacts(self.0.rows[step].index())
    }

    /// The phase of a step.
    pub fn phase(&self, step: StepIx) -> &Phase {
        &self.0.plan.phases()[self.phase_place(step) as usize]
    }

    /// The index of a step's phase in the plan's phases.
    pub(crate) fn phase_place(&self, step: StepIx) -> u32 {
        self.0.plan.checked().phase[self.0.rows[step]]
    }

    /// Whether a step belongs to a contingency phase, which sleeps until a rollback is declared.
    pub fn is_contingency(&self, step: StepIx) -> bool {
        self.0.contingency[step]
    }

    /// Whether a step sleeps because it belongs to a contingency phase: unless a rollback is
    /// declared.
    pub(crate) fn awaits_rollback(&self, step: StepIx, is_declared: bool) -> bool {
        !is_declared && self.is_contingency(step)
    }

    /// What may be abandoned, by which decisions; `None` if the plan has no decision of which an
    /// outcome is asked.
    pub(crate) fn branches(&self) -> Option<&Branches> {
        self.0.branches.as_ref()
    }

    /// The outcome that a step asks of one of its prerequisites; `None` if any will do. Time
    /// `O(prerequisites as written)`.
    pub fn asked(&self, step: StepIx, prerequisite: StepIx) -> Option<&Outcome> {
        // Without this a step with very many prerequisites would take quadratic time.
        self.branches()?;
        let written = self.step(step).prerequisites.iter();
        let mut asked = written.filter_map(|it| Some((&it.step, it.outcome.as_ref()?)));
        asked.find_map(|(id, outcome)| {
            (self.find(id.as_str()) == Some(prerequisite)).then_some(outcome)
        })
    }

    /// The planned start of a step, shift included; `None` if the plan has none.
    pub fn start(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.0.starts[step]
    }

    /// The planned end of a step: start plus duration; `None` if the plan lacks one of them.
    pub fn end(&self, step: StepIx) -> Option<DateTime<Utc>> {
        self.start(step)?.checked_add_signed(self.step(step).duration?)
    }

    /// The effective prerequisites of a step, in the order of their ids.
    pub fn prerequisites(&self, step: StepIx) -> &[StepIx] {
        self.0.prerequisites.row(step)
    }

    /// The successors of a step: the steps of which it is an effective prerequisite, in topological
    /// order.
    pub fn successors(&self, step: StepIx) -> &[StepIx] {
        self.0.successors.row(step)
    }

    /// The number of effective prerequisites of all steps together.
    pub fn edges(&self) -> usize {
        self.0.prerequisites.entries()
    }

    /// The indices of each step's phase, team and department.
    pub(crate) fn groups(&self) -> &Groups {
        let of_steps = || self.steps().map(|step| (self.phase_place(step), self.step(step)));
        self.0.groups.get_or_init(|| Groups::new(self.plan().phases(), of_steps()))
    }

    /// Starts and durations in nanoseconds.
    pub(crate) fn timing(&self) -> &Timing {
        let records = || self.steps().map(|step| self.step(step));
        self.0.timing.get_or_init(|| Timing::new(&self.0.starts, records()))
    }

    pub(crate) fn timeline(&self) -> &Timeline {
        &self.0.timeline
    }

    /// The cuts of an instant in the order of starts.
    pub(crate) fn clock(&self, at: DateTime<Utc>) -> Clock {
        self.0.timeline.clock(at, self.0.options.lock_horizon)
    }
}

impl PartialEq for Schedule {
    /// Two schedules are equal if they project the same plan with the same options, and follow the
    /// same declaration of a rollback, if any.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.dry_run() == other.dry_run()
                && self.options() == other.options()
                && self.0.declared == other.0.declared
                && self.plan() == other.plan()
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schedule")
            .field("dry_run", self.dry_run())
            .field("steps", &self.len())
            .field("edges", &self.edges())
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
