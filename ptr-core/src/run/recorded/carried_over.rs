//! The recorded facts of a run on the schedule of another plan, for a revision.

use chrono::{DateTime, Utc};

use super::{Recorded, Removed};
use crate::schedule::Schedule;
use crate::state::Progress;

impl Recorded {
    /// The same facts on the schedule of another plan, which takes the place of `before` at an
    /// instant. Steps are matched by id; of those that the other plan lacks, the facts are kept
    /// until they come back. Time `O((steps + prerequisites) log steps)`.
    pub(crate) fn carried_over(
        &self,
        before: &Schedule,
        after: &Schedule,
        at: DateTime<Utc>,
    ) -> Self {
        let before = self.schedule(before);
        let declared = self.rollback.as_ref().map(|stamp| after.declared(stamp.at));
        let after = declared.as_ref().unwrap_or(after);
        let mut carried = Self {
            declared: declared.clone(),
            rollback: self.rollback.clone(),
            handovers: self.handovers.clone(),
            undelivered: self.undelivered.clone(),
            acts: self.acts.clone(),
            settled: self.settled.clone(),
            failed: self.failed.clone(),
            removed: self.removed.clone(),
            ..Self::new(after)
        };
        carried.progress.set_rollback(after, self.rollback.is_some());
        for step in before.steps() {
            let progress = self.progress.progress(step);
            let record = self.steps[step].clone();
            if progress != Progress::None || record.is_some() {
                let outcome = self.progress.outcome(step).cloned();
                let blocking_defect = self.blocking_defects.get(&step).cloned();
                let facts = Removed { progress, outcome, record, blocking_defect };
                carried.removed.insert(before.id(step).clone(), facts);
            }
        }
        for step in after.steps() {
            let Some(facts) = carried.removed.remove(after.id(step)) else { continue };
            carried.steps[step] = facts.record;
            carried.blocking_defects.extend(facts.blocking_defect.map(|defect| (step, defect)));
            carried.progress.set(after, step, facts.progress);
            carried.progress.set_outcome(step, facts.outcome);
        }
        carried.progress.judge(after);
        for step in after.steps() {
            let earlier = before.find(after.id(step).as_str());
            let was_dead = earlier.is_some_and(|step| self.progress.is_dead(step));
            if carried.progress.is_dead(step) != was_dead {
                carried.step_mut(step).judged = Some(at);
            }
        }
        for step in after.steps() {
            if !carried.could_begin(after, step, at) {
                continue;
            }
            let earlier = before.find(after.id(step).as_str());
            let earlier = earlier.filter(|step| self.could_begin(before, *step, at));
            let found = earlier.and_then(|step| self.could_begin_since(before, step));
            let found = Some((found.unwrap_or(at), at));
            if carried.since_by_plan(after, step) != found.map(|(since, _)| since)
                || carried.step(step).is_some_and(|record| record.found.is_some())
            {
                carried.step_mut(step).found = found;
            }
        }
        carried.revised = self.people_of_revision(before, &carried, after);
        carried
    }
}
