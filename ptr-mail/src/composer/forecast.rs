//! The part of the weekly report about where the run is heading.
//!
//! Kept true: nothing is computed here; everything is of
//! [`View::prospects`](ptr_core::View::prospects).

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::language::Language;
use ptr_core::{
    LastSafe, Light, Outcome, PhaseCode, Prospect, RequiredEnd, RequiredProspect, Simulation,
};

use super::date::clock;
use super::report::Reporter;
use crate::templates::{
    DecisionToCome, ExpectedEnd, ForecastContext, LightContext, RequiredEndContext, TakenDecision,
};

impl<'a> Reporter<'a> {
    /// Where the run is heading; `None` if it has more phases than a simulation can tell apart.
    pub(super) fn forecast(&self, since: DateTime<Utc>) -> Option<ForecastContext<'a>> {
        let told = self.now.prospects(Some(since), &Simulation::default()).ok()?;
        let step = |id: &str| self.now.schedule().find(id).map(|step| self.line(step));
        let decided = told.decided.iter().map(|event| TakenDecision {
            at: clock(self.now, event.at),
            step: event.fact.step().and_then(|id| step(id.as_str())),
            what: event.sentence(self.language),
        });
        let to_decide = told.to_decide.iter().filter_map(|decision| {
            Some(DecisionToCome {
                step: step(decision.step.as_str())?,
                outcomes: decision.outcomes.iter().map(Outcome::to_string).collect(),
                expected: clock(self.now, decision.expected),
            })
        });
        Some(ForecastContext {
            whole: self.end(&told.whole),
            phases: told.phases.iter().map(|it| self.end(it)).collect(),
            required_ends: told.required_ends.iter().map(|it| self.required(it)).collect(),
            moved: told.moved.num_seconds(),
            causes: told.causes.iter().map(|it| it.sentence(self.language)).collect(),
            decided: decided.collect(),
            to_decide: to_decide.collect(),
        })
    }

    fn end(&self, prospect: &Prospect) -> ExpectedEnd<'a> {
        let plan = self.now.schedule().plan();
        let phase = prospect.phase.as_ref().and_then(|code| plan.phase(code.as_str()));
        ExpectedEnd {
            code: phase.map(|phase| phase.code.as_str()),
            label: phase.and_then(|phase| phase.label.as_deref()),
            planned: self.instant(prospect.planned),
            expected: self.instant(prospect.expected),
            delay: seconds(prospect.delay()),
            likely: self.instant(prospect.likely),
            light: light(prospect.light, self.language),
        }
    }

    fn required(&self, required: &RequiredProspect) -> RequiredEndContext<'a> {
        let (plan, outlook) = (self.now.schedule().plan(), &required.outlook);
        let of = match &outlook.of {
            RequiredEnd::Whole => None,
            RequiredEnd::Phase(code) => plan.phase(code.as_str()).map(|phase| &phase.code),
        };
        let milestone = plan.milestones().iter().find(|it| it.name == outlook.milestone);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let percent = |chance: f64| (100.0 * chance) as u8;
        RequiredEndContext {
            milestone: milestone.map_or("", |it| it.name.as_str()),
            phase: of.map(PhaseCode::as_str),
            by: clock(self.now, outlook.by),
            expected: self.instant(outlook.ends),
            margin: seconds(required.margin),
            chance: required.chance.map(percent),
            light: light(required.light, self.language),
            decide_by: self.instant(required.decide_by.at()),
            decide_by_likely: self.instant(required.decide_by_likely),
            is_too_late: required.decide_by == LastSafe::TooLate,
        }
    }

    fn instant(&self, at: Option<DateTime<Utc>>) -> Option<String> {
        at.map(|at| clock(self.now, at))
    }
}

fn seconds(length: Option<TimeDelta>) -> Option<i64> {
    length.map(|length| length.num_seconds())
}

fn light(light: Option<Light>, language: &Language) -> Option<LightContext<'_>> {
    light.map(|light| LightContext {
        name: light.name(),
        label: light.label(language),
        color: light.color(),
    })
}
