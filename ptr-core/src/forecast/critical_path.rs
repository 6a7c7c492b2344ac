//! The critical path: which step waits for which, up to the end of the run or of a phase.

use super::Forecast;
use super::passes::is_expected;
use crate::dense::StepIx;
use crate::id::PhaseCode;
use crate::schedule::Nanoseconds;
use crate::state::Progress;

impl Forecast {
    /// The driving prerequisite of a step: the one whose end is the step's expected beginning; the
    /// smallest id if there are several. `None` if the planned start, the estimate of a blocking
    /// defect or the instant of the forecast determines the beginning. Time `O(its prerequisites)`.
    pub fn waits_for(&self, step: StepIx) -> Option<StepIx> {
        let begins = self.begins[step];
        if self.progress[step] != Progress::None || !is_expected(begins) {
            return None;
        }
        let holds = |before: &StepIx| {
            self.progress[*before] != Progress::Terminated && self.ends[*before] == begins
        };
        let before = self.schedule.prerequisites(step).iter().copied().find(holds)?;
        // Of a step that is put aside, the decision by which it is.
        let decision = self.abandoned.decisions(before).find(|it| self.ends[*it] == begins);
        decision.or(Some(before))
    }

    /// The critical path: a chain of steps in which each is the driving prerequisite of the next,
    /// up to the step with the latest end. Its first step is under way, or waits for its planned
    /// start or for somebody to begin it. Empty if every step is terminated. If several chains are
    /// equally long, the one that ends with the last step in topological order. Time
    /// `O(steps + prerequisites on the path)`.
    pub fn critical_path(&self) -> Vec<StepIx> {
        self.path_to(self.end, |_| true)
    }

    /// The critical path of a phase: the same chain up to the phase's step with the latest end. It
    /// may lead through other phases, on whose steps those of the phase wait. Empty if every step
    /// of the phase is terminated or none has an expected end. Time as
    /// [`critical_path`](Self::critical_path).
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let step = |id: &str, phase: &str, start| Ok::<_, ptr_core::InvalidCode>(
    ///     Step::new(id, phase)?
    ///         .in_dry_runs(["FDR1"])?
    ///         .starting(Moment::Instant(start))
    ///         .lasting(TimeDelta::hours(1)));
    /// // The whole ends with a meeting of the following week, which waits for its date alone.
    /// let plan = Plan::from_steps([
    ///     step("CO1", "CO", ten)?,
    ///     step("CO2", "CO", ten)?.after(["CO1"])?,
    ///     step("HO1", "HO", ten + TimeDelta::days(7))?.after(["CO2"])?,
    /// ])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let forecast = run.view(ten).forecast();
    /// let ids = |path: Vec<_>| path.iter().map(|&step| run.schedule().id(step).to_string())
    ///     .collect::<Vec<_>>();
    /// assert_eq!(ids(forecast.critical_path()), ["HO1"]);
    /// assert_eq!(ids(forecast.critical_path_of_phase(&"CO".parse()?)), ["CO1", "CO2"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn critical_path_of_phase(&self, phase: &PhaseCode) -> Vec<StepIx> {
        self.path_to(self.last_of_phase(phase), |step| self.schedule.phase(step).code == *phase)
    }

    /// The chain up to the last of some steps that ends at `end` and is not terminated.
    fn path_to(&self, end: Option<Nanoseconds>, is_of: impl Fn(StepIx) -> bool) -> Vec<StepIx> {
        let is_last = |step: &StepIx| Some(self.ends[*step]) == end;
        let not_over = |step: &StepIx| self.progress[*step] != Progress::Terminated;
        let steps = self.expected().filter(|step| is_of(*step));
        let last = steps.filter(not_over).filter(is_last).last();
        let mut path: Vec<_> = std::iter::successors(last, |step| self.waits_for(*step)).collect();
        path.reverse();
        path
    }
}
