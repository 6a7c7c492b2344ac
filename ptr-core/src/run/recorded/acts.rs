//! The fold of acts on the work of others: whom they concern.
//!
//! Whom an act concerns is found out when it happens: a later transfer or revision of the plan
//! changes who has a step, and not who had it.

use super::Recorded;
use crate::dense::StepIx;
use crate::run::act::{Act, People, ToldAct};
use crate::run::event::Event;
use crate::schedule::Schedule;
use crate::state::Progress;

impl Recorded {
    /// Writes down an act on a step, in place of the one before. The steps wait for it again.
    pub(super) fn act_on(
        &mut self,
        schedule: &Schedule,
        step: StepIx,
        event: &Event,
        (act, reason): (Act, &String),
        waiting: &[StepIx],
    ) {
        let people = self.people_of(schedule, step, waiting);
        let told = ToldAct::new(event, act, Some(reason), people);
        self.step_mut(step).act = told.map(Box::new);
    }

    /// Writes down a declaration or withdrawal of a rollback, in place of the one before.
    pub(super) fn turn_of_rollback(
        &mut self,
        schedule: &Schedule,
        event: &Event,
        (act, reason): (Act, &String),
    ) {
        let people = self.people_of_rollback(schedule);
        self.acts.retain(|act| act.act == Act::PlanRevised);
        self.acts.extend(ToldAct::new(event, act, Some(reason), people));
    }

    /// Those to whom a step is assigned, on which somebody acts, and those whose steps wait for it
    /// again.
    fn people_of(&self, schedule: &Schedule, step: StepIx, waiting: &[StepIx]) -> People {
        let assignees = self.assignees(schedule, step).into_iter();
        let mut people: People = assignees.map(|it| (it.mail, Vec::new())).collect();
        self.add_people(schedule, waiting.iter().copied(), &mut people);
        people
    }

    /// Those whose steps a rollback wakes or puts to sleep, and those who are at work.
    fn people_of_rollback(&self, schedule: &Schedule) -> People {
        let is_concerned = |step: &StepIx| {
            schedule.is_contingency(*step) || self.progress.progress(*step) == Progress::Open
        };
        let mut people = People::new();
        self.add_people(schedule, schedule.steps().filter(is_concerned), &mut people);
        people
    }

    /// Those who have steps that a revision adds, removes or changes, before it or after.
    pub(super) fn people_of_revision(
        &self,
        before: &Schedule,
        later: &Recorded,
        after: &Schedule,
    ) -> People {
        let difference = before.diff(after);
        let changed = difference.changed.iter().map(|(id, _)| id);
        let ids = changed.chain(&difference.added).chain(&difference.removed);
        let mut people = People::new();
        for id in ids {
            self.add_people(before, before.find(id.as_str()).into_iter(), &mut people);
            later.add_people(after, after.find(id.as_str()).into_iter(), &mut people);
        }
        people
    }

    fn add_people(
        &self,
        schedule: &Schedule,
        steps: impl Iterator<Item = StepIx>,
        people: &mut People,
    ) {
        for step in steps {
            let id = schedule.id(step);
            for assignee in self.assignees(schedule, step) {
                let steps = people.entry(assignee.mail).or_default();
                if steps.last() != Some(id) {
                    steps.push(id.clone());
                }
            }
        }
    }

    /// The steps after one that could begin as far as prerequisites go: if it is reopened, they
    /// wait for it again.
    pub(super) fn freed_by(&self, schedule: &Schedule, step: StepIx) -> Vec<StepIx> {
        let is_free = |step: &StepIx| {
            let facts = self.progress.facts(schedule, *step);
            facts.progress == Progress::None && facts.prerequisites_terminated && !facts.asleep
        };
        schedule.successors(step).iter().copied().filter(is_free).collect()
    }
}
