//! Revisions: a run whose plan is replaced by another plan while it goes on.
//!
//! A revision is an event that names the other plan by its digest. Invariant: what happened before
//! it stays on the plan of then. What is recorded is carried over by the ids of the steps, and
//! nothing of it is lost: what was recorded of a step that the other plan lacks is there again when
//! the step is.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::recorded::Recorded;
use super::rules::contingency_steps;
use super::{Author, Event, Fact, Reason, Refusal, ReplayError, Role, Run};
use crate::id::{Digest, StepId};
use crate::plan::{Difference, Plan, duration_text};
use crate::schedule::{Schedule, ScheduleError, ScheduleOptions};
use crate::state::Progress;

/// How a plan takes the place of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
pub struct RevisionOptions {
    /// By how much its starts are moved; as those of the plan before if `None`.
    #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text::option"))]
    pub shift: Option<TimeDelta>,
    /// Whether it may contradict what has been done: leave out steps on which something is
    /// recorded, and let steps that were started wait for others.
    pub rewriting: bool,
}

/// The effect of another plan on a run. See [`Run::preview_revision`].
#[derive(Debug, Clone)]
pub struct Revision {
    before: Run,
    schedule: Schedule,
    after: Result<Run, Refusal>,
    at: DateTime<Utc>,
}

impl Run {
    /// Makes a plan known, so that a revision may name it: before [`Command::Revise`], and before a
    /// stored revision is applied. Returns its digest. Time that of [`Plan::digest`].
    ///
    /// [`Command::Revise`]: crate::Command::Revise
    ///
    /// ```
    /// use ptr_core::{Plan, Run, Step};
    ///
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// assert_eq!(run.know(&plan), plan.digest());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "serde")]
    pub fn know(&mut self, plan: &Plan) -> Digest {
        let digest = plan.digest();
        Arc::make_mut(&mut self.plans).entry(digest).or_insert_with(|| plan.clone());
        digest
    }

    /// Compares this run with the run that would result from another plan, at an instant. All
    /// events so far are taken into account. This run is not changed. The lock horizon stays. Time:
    /// that of [`Plan::schedule_with`] and `O(events)`.
    ///
    /// [`refusal`](Revision::refusal) says whether the plan can replace the plan of this run. It
    /// cannot if it contradicts what has happened. Who may revise is asked when somebody does.
    ///
    /// # Errors
    /// [`ScheduleError`] if the plan cannot be projected on the run's dry run.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Change, Command, Email, Moment, Plan, Run, State, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let (anne, paul) = (Email::new("anne@grid.example")?, Email::new("paul@grid.example")?);
    /// let step = |id: &str, start| Step::new(id, "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(start)).carried_out_by("Registre", [&anne]);
    /// let plan = Plan::from_steps([step("CO1", start)?, step("CO2", start)?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, start)?;
    ///
    /// // The new plan postpones the other step by an hour.
    /// let later = start + TimeDelta::hours(1);
    /// let plan = Plan::from_steps([step("CO1", start)?, step("CO2", later)?])?;
    /// let revision = run.preview_revision(&plan, Default::default(), later)?;
    /// assert_eq!(revision.difference().changed[0].1[0].field, "start");
    /// assert_eq!(revision.states(), []);
    /// let revision = run.preview_revision(&plan, Default::default(), start)?;
    /// let change =
    ///     Change { step: "CO2".parse()?, before: State::Ready, after: State::Idle };
    /// assert_eq!(revision.states(), [change]);
    ///
    /// // Once it is revised, earlier instants still show the plan of then.
    /// let plan = run.know(&plan);
    /// let reason = Some("Le registre est en retard".to_owned());
    /// let revise = Command::Revise { plan, shift: None, rewriting: false, reason };
    /// run.execute(&revise, &paul, start + TimeDelta::minutes(10))?;
    /// let states = |minutes| run.view(start + TimeDelta::minutes(minutes)).states();
    /// assert_eq!(states(9), [State::Open, State::Ready]);
    /// assert_eq!(states(10), [State::Open, State::Idle]);
    ///
    /// // A plan without the step that Anne has started is refused.
    /// let plan = Plan::from_steps([step("CO2", start)?])?;
    /// let revision = run.preview_revision(&plan, Default::default(), later)?;
    /// let refusal = revision.refusal().ok_or("something is recorded on CO1")?;
    /// assert_eq!(refusal.reasons[0].code(), "recorded-steps-removed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview_revision(
        &self,
        plan: &Plan,
        options: RevisionOptions,
        at: DateTime<Utc>,
    ) -> Result<Revision, ScheduleError> {
        let schedule = self.projected(plan, options.shift)?;
        let after = if schedule == self.schedule {
            Ok(self.clone())
        } else {
            self.check_revision(&schedule, options.rewriting).map(|()| self.on(&schedule, at))
        };
        Ok(Revision { before: self.clone(), schedule, after, at })
    }

    /// Decides on a revision with a plan that the run knows.
    pub(super) fn decide_revision(
        &self,
        digest: &Digest,
        (shift, rewriting): (Option<TimeDelta>, bool),
        reason: Option<&str>,
        author: Author<'_>,
        at: DateTime<Utc>,
    ) -> Result<Option<Event>, Refusal> {
        let mut reasons = Vec::new();
        let role = self.case(author, at).must_coordinate(&mut reasons);
        let mut revised = false;
        match self.known_plan(digest).map(|plan| self.projected(&plan, shift)) {
            None => reasons.push(Reason::UnknownPlan { plan: *digest }),
            Some(Err(error)) => reasons.push(Reason::UnschedulablePlan { error }),
            Some(Ok(schedule)) if schedule == self.schedule => {}
            Some(Ok(schedule)) => {
                revised = true;
                reasons.extend(self.against(&schedule, rewriting));
            }
        }
        let Some(role) = role.filter(|_| reasons.is_empty()) else {
            return Err(self.refused_revision(reasons));
        };
        let shift = shift.map(duration_text::to_the_microsecond);
        let fact = Fact::PlanRevised {
            plan: *digest,
            shift: shift.filter(|shift| *shift != self.schedule.options().shift),
            rewriting,
            reason: reason.map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned),
        };
        Ok(revised.then(|| self.next_event(at, Some(author), role, fact)))
    }

    /// The schedule to which a stored revision leads.
    pub(super) fn later_schedule(
        &self,
        seq: u64,
        plan: &Digest,
        shift: Option<TimeDelta>,
    ) -> Result<Schedule, ReplayError> {
        let known = self.known_plan(plan);
        let known = known.ok_or(ReplayError::MissingPlan { seq, plan: *plan })?;
        self.projected(&known, shift).map_err(|error| ReplayError::Unschedulable { seq, error })
    }

    /// The plan with this digest, if it is known or was executed before.
    fn known_plan(&self, digest: &Digest) -> Option<Plan> {
        let known = self.plans.get(digest).cloned();
        #[cfg(feature = "serde")]
        let known = known.or_else(|| {
            let mut executed = self.schedules().map(|(_, schedule)| schedule.plan());
            executed.find(|plan| plan.digest() == *digest).cloned()
        });
        known
    }

    /// A plan on the dry run of this run; the very schedule if it has been executed before.
    fn projected(&self, plan: &Plan, shift: Option<TimeDelta>) -> Result<Schedule, ScheduleError> {
        let before = self.schedule.options();
        let shift = shift.map_or(before.shift, duration_text::to_the_microsecond);
        let options = ScheduleOptions { shift, ..before };
        let mut executed = self.schedules().map(|(_, schedule)| schedule);
        match executed.find(|it| it.options() == options && it.plan() == plan) {
            Some(schedule) => Ok(schedule.clone()),
            None => plan.schedule_with(self.schedule.dry_run().as_str(), options),
        }
    }

    fn check_revision(&self, schedule: &Schedule, rewriting: bool) -> Result<(), Refusal> {
        match self.against(schedule, rewriting) {
            reasons if reasons.is_empty() => Ok(()),
            reasons => Err(self.refused_revision(reasons)),
        }
    }

    fn refused_revision(&self, reasons: Vec<Reason>) -> Refusal {
        let timezone = self.schedule.plan().timezone();
        Refusal { command: "revise".to_owned(), step: None, reasons, timezone }
    }

    /// This run as it would go on with another schedule.
    fn on(&self, schedule: &Schedule, at: DateTime<Utc>) -> Self {
        let mut after = self.clone();
        let past = Arc::make_mut(&mut after.past);
        past.recorded = past.recorded.carried_over(&self.schedule, schedule, at);
        past.earlier.push((self.schedule.clone(), past.events.len()));
        let fact = Fact::PlanRevised {
            #[cfg(feature = "serde")]
            plan: schedule.plan().digest(),
            #[cfg(not(feature = "serde"))]
            plan: Digest::of([]),
            shift: Some(schedule.options().shift),
            rewriting: false,
            reason: None,
        };
        past.events.push(Arc::new(self.next_event(at, None, Role::Coordinator, fact)));
        past.push_in_force(at);
        after.schedule = schedule.clone();
        after
    }

    /// What stands against another schedule.
    fn against(&self, schedule: &Schedule, rewriting: bool) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let is_in = |id: &StepId, schedule: &Schedule| schedule.find(id.as_str()).is_some();
        if !self.schedule.is_empty() && !self.schedule.ids().any(|id| is_in(id, schedule)) {
            reasons.push(Reason::ForeignPlan { dry_run: schedule.dry_run().clone() });
        }
        let last = self.past.in_force.last().copied().unwrap_or_default();
        let after = self.recorded().carried_over(&self.schedule, schedule, last);
        if !rewriting {
            // A mail that was sent says nothing of what was done.
            let facts = self.events().iter().map(|event| &event.fact);
            let recorded = facts.filter(|it| !matches!(it, Fact::NoticeSent { .. }));
            let recorded = recorded.filter_map(Fact::step);
            let removed: BTreeSet<&StepId> =
                recorded.filter(|id| is_in(id, &self.schedule) && !is_in(id, schedule)).collect();
            if !removed.is_empty() {
                let steps = removed.into_iter().cloned().collect();
                reasons.push(Reason::RecordedStepsRemoved { steps });
            }
            let added = self.prerequisites_added(schedule, &after);
            if !added.is_empty() {
                reasons.push(Reason::OpenPrerequisitesAdded { added });
            }
        }
        reasons.extend(self.contradicting_contingency(schedule, &after));
        reasons
    }

    /// The steps that were started and wait for something open that they did not wait for, each
    /// with one such prerequisite.
    fn prerequisites_added(&self, schedule: &Schedule, after: &Recorded) -> Vec<(StepId, StepId)> {
        let is_open = |step| after.progress.progress(step) != Progress::Terminated;
        let has_begun = |step| after.step(step).is_some_and(|record| record.started.is_some());
        let added = |step| {
            let before = self.schedule.find(schedule.id(step).as_str());
            let before = before.map_or(&[][..], |it| self.schedule.prerequisites(it));
            let prerequisites = schedule.prerequisites(step).iter();
            prerequisites
                .copied()
                .filter(|it| is_open(*it))
                .map(|it| schedule.id(it))
                .find(|id| before.iter().all(|before| self.schedule.id(*before) != *id))
        };
        let begun = schedule.steps().filter(|step| has_begun(*step));
        begun.filter_map(|step| Some((schedule.id(step).clone(), added(step)?.clone()))).collect()
    }

    /// The reason against the new contingency phases, if there is one.
    fn contradicting_contingency(&self, schedule: &Schedule, after: &Recorded) -> Option<Reason> {
        let has_contingency = |of: &Schedule| of.steps().any(|step| of.is_contingency(step));
        if let Some(declared) = &after.rollback {
            (has_contingency(&self.schedule) && !has_contingency(schedule))
                .then_some(Reason::RollbackWithoutContingency { since: declared.at })
        } else {
            let open = [Progress::Open];
            let before = contingency_steps(&self.schedule, self.recorded(), &open);
            let mut steps = contingency_steps(schedule, after, &open);
            steps.retain(|step| !before.contains(step));
            (!steps.is_empty()).then_some(Reason::OpenStepsAsleep { steps })
        }
    }
}

impl Revision {
    /// The difference between the schedule of the run and the schedule of the other plan.
    pub fn difference(&self) -> Difference {
        self.before.schedule().diff(&self.schedule)
    }

    /// The reasons why the other plan cannot replace the plan of the run; `None` if it can.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.after.as_ref().err()
    }

    /// The resulting run, as if it was revised at the instant of the comparison.
    ///
    /// # Errors
    /// The [`refusal`](Revision::refusal).
    pub fn run(&self) -> Result<&Run, &Refusal> {
        self.after.as_ref()
    }

    /// The run before the revision.
    pub fn before(&self) -> &Run {
        &self.before
    }

    /// The schedule of the other plan.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The instant of the comparison.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }
}
