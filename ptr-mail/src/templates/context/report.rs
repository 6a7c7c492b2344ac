//! What the templates of the weekly report may name.

use std::borrow::Cow;

use serde::Serialize;

use super::state::StateContext;

/// What the templates of the weekly report may name.
#[derive(Clone, Debug, Serialize)]
pub struct ReportContext<'a> {
    /// The language's code.
    pub language: &'a str,
    /// The dry run.
    pub dry_run: &'a str,
    /// Who signs.
    pub signature: &'a str,
    /// The recap's page, if there is one.
    pub link: Option<String>,
    /// The instant of the report before.
    pub since: String,
    /// The instant of this report: everything is told as it stood then.
    pub until: String,
    /// The name of the plan's time zone.
    pub timezone: &'a str,
    /// The rollback, if one is declared.
    pub rollback: Option<Rollback>,
    /// All steps together.
    pub whole: Completion<'a>,
    /// Phase by phase, in the plan's order; those without steps are left out.
    pub phases: Vec<PhaseCompletion<'a>>,
    /// How many steps are in contingency phases that are not active; they are counted nowhere else.
    pub asleep: usize,
    /// Where the run is heading.
    pub forecast: Option<ForecastContext<'a>>,
    /// The steps whose state has changed since the report before, by the state they are in now.
    pub changes: Vec<StateChanges<'a>>,
    /// The steps that somebody must act on now.
    pub act_now: Vec<UrgentStep<'a>>,
    /// The steps that hold others up.
    pub blocked: Vec<Blocker<'a>>,
    /// What starts in the next five days, day by day; days without starts are left out.
    pub days: Vec<DueDay<'a>>,
    /// The defects that are recorded.
    pub defects: Vec<StepDefects<'a>>,
    /// The names of the files that go along.
    pub attachments: Vec<&'a str>,
    /// The name of the file that holds the timeline, if it goes along.
    pub timeline: Option<&'a str>,
}

/// Where the run is heading. Lengths of time are in seconds.
#[derive(Clone, Debug, Serialize)]
pub struct ForecastContext<'a> {
    /// The whole.
    pub whole: ExpectedEnd<'a>,
    /// Phase by phase, in the plan's order; those without an expected end are left out.
    pub phases: Vec<ExpectedEnd<'a>>,
    /// The required ends, in the order of the milestones.
    pub required_ends: Vec<RequiredEndContext<'a>>,
    /// By how much the expected end is later than in the report before; negative if earlier.
    pub moved: i64,
    /// What moved it, as sentences, the largest move first.
    pub causes: Vec<String>,
    /// The decisions that were taken since the report before, the last one first.
    pub decided: Vec<TakenDecision<'a>>,
    /// The decisions to come, the next one first.
    pub to_decide: Vec<DecisionToCome<'a>>,
}

/// When the whole or a phase ends.
#[derive(Clone, Debug, Serialize)]
pub struct ExpectedEnd<'a> {
    /// The phase's code; `None` for the whole.
    pub code: Option<&'a str>,
    /// The phase's name.
    pub label: Option<&'a str>,
    /// The planned end.
    pub planned: Option<String>,
    /// The expected end; the actual one once all is terminated.
    pub expected: Option<String>,
    /// By how much the expected end is later than the planned one; negative if earlier.
    pub delay: Option<i64>,
    /// The instant by which it ends in four cases of five; `None` once it has ended.
    pub likely: Option<String>,
    /// Its light, if there is anything to compare it with.
    pub light: Option<LightContext<'a>>,
}

/// A light.
#[derive(Clone, Debug, Serialize)]
pub struct LightContext<'a> {
    /// `green`, `amber` or `red`.
    pub name: &'static str,
    /// What it says, in the language of the mail.
    pub label: Cow<'a, str>,
    /// Its colour, as a name of CSS.
    pub color: &'static str,
}

/// An end that the plan requires.
#[derive(Clone, Debug, Serialize)]
pub struct RequiredEndContext<'a> {
    /// The milestone that requires it.
    pub milestone: &'a str,
    /// The phase that must have ended; `None` for the whole.
    pub phase: Option<&'a str>,
    /// By when.
    pub by: String,
    /// The expected end.
    pub expected: Option<String>,
    /// How long before the required end the expected one is; negative if it passes it.
    pub margin: Option<i64>,
    /// The chance of meeting it, in percent, cut off.
    pub chance: Option<u8>,
    /// Its light.
    pub light: Option<LightContext<'a>>,
    /// Until when a rollback can be declared that is over by then.
    pub decide_by: Option<String>,
    /// Until when, for it to be over by then in four cases of five.
    pub decide_by_likely: Option<String>,
    /// Whether a rollback could be declared, and would come too late.
    pub is_too_late: bool,
}

/// A decision that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct TakenDecision<'a> {
    /// When.
    pub at: String,
    /// The step, if it was about one.
    pub step: Option<StepLine<'a>>,
    /// What was decided and by whom, as a line of a history.
    pub what: String,
}

/// A decision to come.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionToCome<'a> {
    /// The step.
    pub step: StepLine<'a>,
    /// What can be decided.
    pub outcomes: Vec<String>,
    /// When it is expected.
    pub expected: String,
}

/// A step in a list.
#[derive(Clone, Debug, Serialize)]
pub struct StepLine<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its label; may be empty.
    pub label: &'a str,
    /// The team that carries it out.
    pub team: Option<&'a str>,
    /// Its page, if there is one.
    pub link: Option<String>,
}

/// A declared rollback.
#[derive(Clone, Debug, Serialize)]
pub struct Rollback {
    /// When it was declared.
    pub at: String,
    /// By whom.
    pub by: Option<String>,
}

/// How far some steps are.
#[derive(Clone, Debug, Serialize)]
pub struct Completion<'a> {
    /// How many steps there are.
    pub total: usize,
    /// How many are terminated.
    pub terminated: usize,
    /// Terminated in percent of all, cut off: 100 means that nothing is left.
    pub percent: usize,
    /// How many of the terminated ones were skipped.
    pub skipped: usize,
    /// How many are late: ready after their start, or open after their end.
    pub late: usize,
    /// How many stand where; states without steps are left out.
    pub states: Vec<StateCount<'a>>,
}

/// How many steps stand in a state.
#[derive(Clone, Debug, Serialize)]
pub struct StateCount<'a> {
    /// The state.
    pub state: StateContext<'a>,
    /// How many.
    pub count: usize,
}

/// How far a phase is.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseCompletion<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub label: Option<&'a str>,
    /// Its recap's page, if there is one.
    pub link: Option<String>,
    /// Its steps.
    pub progress: Completion<'a>,
}

/// The steps that have come into a state.
#[derive(Clone, Debug, Serialize)]
pub struct StateChanges<'a> {
    /// The state they are in now.
    pub state: StateContext<'a>,
    /// The steps, in topological order.
    pub steps: Vec<ChangedStep<'a>>,
}

/// A step whose state has changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedStep<'a> {
    /// The step.
    pub step: StepLine<'a>,
    /// Where it stood before.
    pub before: StateContext<'a>,
    /// Why it was skipped, if it was.
    pub skipped: Option<&'a str>,
}

/// A step that somebody must act on now.
#[derive(Clone, Debug, Serialize)]
pub struct UrgentStep<'a> {
    /// The step.
    pub step: StepLine<'a>,
    /// Ready, Open past its end, or Overdue.
    pub state: StateContext<'a>,
    /// To whom it is assigned.
    pub who: Vec<String>,
    /// How late it is, in seconds: since its start, or since its end if it is Open.
    pub late: Option<i64>,
}

/// A step that holds others up.
#[derive(Clone, Debug, Serialize)]
pub struct Blocker<'a> {
    /// The step that waits for no other.
    pub step: StepLine<'a>,
    /// Where it stands.
    pub state: StateContext<'a>,
    /// To whom it is assigned.
    pub who: Vec<String>,
    /// The steps that are Overdue or Locked behind it, at whatever distance.
    pub holds: Vec<StepLine<'a>>,
}

/// What starts on a day.
#[derive(Clone, Debug, Serialize)]
pub struct DueDay<'a> {
    /// The first start of the day.
    pub day: String,
    /// The steps, by their starts.
    pub steps: Vec<DueStep<'a>>,
}

/// A step that starts soon.
#[derive(Clone, Debug, Serialize)]
pub struct DueStep<'a> {
    /// The step.
    pub step: StepLine<'a>,
    /// When it starts.
    pub start: String,
    /// Where it stands.
    pub state: StateContext<'a>,
}

/// What is recorded as wrong with a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepDefects<'a> {
    /// The step.
    pub step: StepLine<'a>,
    /// The defects, over several lines if need be.
    pub text: String,
    /// Whether the text is another one than in the report before.
    pub is_new: bool,
    /// Whether they block the step.
    pub blocks: bool,
    /// Until when, if somebody has estimated it.
    pub blocks_until: Option<String>,
}
