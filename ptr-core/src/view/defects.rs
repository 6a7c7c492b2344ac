//! The defects of a run that block steps, and the mails about estimates that have passed.

use chrono::{DateTime, SecondsFormat, Utc};

use super::View;
use super::notice::{Notice, Occasion};
use crate::dense::StepIx;
use crate::run::BlockingDefect;

impl View<'_> {
    /// The defects recorded on a step; empty if there are none.
    pub fn defects(&self, step: StepIx) -> &str {
        self.recorded().defects(step)
    }

    /// Since when the defects of a step block it, and until when by estimate; `None` if they do not,
    /// or if it sleeps. Time `O(log blocked steps)`.
    pub fn blocking_defect(&self, step: StepIx) -> Option<&BlockingDefect> {
        self.recorded().blocking_defect(step).filter(|_| !self.is_asleep(step))
    }

    /// The steps that their defects block, in topological order. Time `O(blocked steps)`.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Command, Email, Moment, Plan, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let anne = Email::new("anne@grid.example")?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(ten));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, []);
    /// run.execute(&Command::Start { step: "CO1".parse()? }, &anne, ten)?;
    ///
    /// let midnight = ten + TimeDelta::hours(2);
    /// let (step, text) = ("CO1".parse()?, "Serveur en panne".to_owned());
    /// let (blocks, until) = (Some(true), Some(midnight));
    /// run.execute(&Command::RecordDefects { step, text, blocks, until }, &anne, ten)?;
    /// let view = run.view(midnight);
    /// let (step, defect) = view.blocking_defects().next().ok_or("one")?;
    /// assert_eq!((view.defects(step), defect.since.at), ("Serveur en panne", ten));
    /// assert!(defect.is_overdue(midnight) && view.explain(step).blocking_defect.is_some());
    /// // The forecast takes the estimate for the step's end.
    /// assert_eq!(run.view(ten).forecast().end(), Some(midnight));
    ///
    /// let (step, text) = ("CO1".parse()?, "Serveur réparé".to_owned());
    /// let repaired = Command::RecordDefects { step, text, blocks: Some(false), until: None };
    /// run.execute(&repaired, &anne, midnight)?;
    /// assert_eq!(run.view(midnight).blocking_defects().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn blocking_defects(&self) -> impl Iterator<Item = (StepIx, &BlockingDefect)> {
        let defects = self.recorded().blocking_defects.iter().map(|(step, defect)| (*step, defect));
        defects.filter(|(step, _)| !self.is_asleep(*step))
    }

    /// Until when each of them is blocked by estimate, for those that have one.
    pub(crate) fn blocked_until(&self) -> impl Iterator<Item = (StepIx, DateTime<Utc>)> {
        let blocking = self.recorded().blocking_defects.iter();
        blocking.filter_map(|(step, defect)| Some((*step, defect.until?)))
    }

    /// The first instant after the view's at which an estimate passes.
    pub(super) fn next_estimate(&self) -> Option<DateTime<Utc>> {
        let estimates = self.blocking_defects().filter_map(|(_, defect)| defect.until);
        estimates.filter(|until| *until > self.at()).min()
    }
}

/// The mails about steps that are blocked for longer than was estimated. An estimate is an episode:
/// a later one is news again once it has passed.
pub(super) fn passed_estimates(view: &View<'_>, notices: &mut Vec<Notice>) {
    let (schedule, at) = (view.schedule(), view.at());
    for (step, defect) in view.blocking_defects().filter(|(_, defect)| defect.is_overdue(at)) {
        let Some(until) = defect.until else { continue };
        let episode = until.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        for coordinator in view.run().coordinators() {
            let (dry_run, id) = (schedule.dry_run(), Some(schedule.id(step)));
            let occasion = Occasion::EstimatePassed { since: defect.since.at, until };
            notices.push(Notice::of_episode(dry_run, id, (&episode, None), coordinator, occasion));
        }
    }
}
