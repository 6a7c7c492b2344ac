//! Transition plans as a pure domain: steps, schedules, states, runs and what is derived from them.
//!
//! A plan is a graph of steps that many teams carry out over weeks, rehearsed in dry runs and then
//! executed for real. This crate models the plan and computes the state of each step at any
//! instant, who may do what, and which mails are owed. It does no input or output and reads no
//! clock: time is an argument, and events are returned for the caller to store. The same inputs
//! give the same bytes on every machine.
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use ptr_core::language::Language;
//! use ptr_core::{Command, Settlement, Email, Moment, NoticeKind, Plan, Run, State, Step};
//!
//! // Two steps, the second after the first, both due on the same evening.
//! let evening: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
//! let anne = Email::new("anne@grid.example")?;
//! let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1", "Live"])?
//!     .carried_out_by("Registre", [&anne]);
//! let plan = Plan::from_steps([
//!     step("CO00000001")?.labelled("Arrêter l'ancien registre").starting(Moment::Instant(evening)),
//!     step("CO00000002")?.after(["CO00000001"])?.starting(Moment::Instant(evening)),
//! ])?;
//!
//! // One dry run of it, executed from its first event on.
//! let mut run = Run::new(plan.schedule("FDR1")?, []);
//! assert_eq!(run.view(evening).states(), [State::Ready, State::Overdue]);
//!
//! // Who is to be told? Mails are owed until somebody says that they were sent.
//! let owed = run.view(evening).notices(None);
//! assert_eq!((owed[0].kind(), &owed[0].recipient), (NoticeKind::Start, &anne));
//! run.settle(&owed[0], &Settlement::Sent, evening);
//! assert!(run.view(evening).notices(None).is_empty());
//!
//! // Why does the second one not move?
//! let second = run.schedule().find("CO00000002").ok_or("not in FDR1")?;
//! let why = run.view(evening).explain(second).sentences(plan.timezone(), &Language::french());
//! assert_eq!(why[0], "Le 28/03/2026 à 22:00, l'étape CO00000002 est en retard.");
//! assert_eq!(why[1], "Elle attend encore un prérequis\u{a0}: CO00000001 (prête).");
//!
//! // Commands are decided: refused with every reason, or recorded as events.
//! run.execute(&Command::Start { step: "CO00000001".parse()? }, &anne, evening)?;
//! run.execute(&Command::close("CO00000001".parse()?), &anne, evening)?;
//! assert_eq!(run.view(evening).states(), [State::Terminated, State::Ready]);
//!
//! // The events alone tell the whole run again.
//! assert_eq!(Run::replay(run.schedule().clone(), [], run.events().to_vec())?, run);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What comes when
//!
//! A consistent [`Draft`] becomes a [`Plan`]; an inconsistent one gives a list of [`Problems`]. The
//! projection of a plan on a dry run is a [`Schedule`]: its steps, their order and their starts. A
//! [`Run`] executes a schedule: it answers a [`Command`] with an [`Event`], with `None` if nothing
//! would change, or with a [`Refusal`]. A [`View`] is a run at an instant, from which everything
//! else is derived: states, [`Recap`], [`Explanation`], [`Forecast`], [`Notice`]s, drawings.
//!
//! # Rooms
//!
//! The folders of `src/`, in the order of processing. Each imports only from those above it;
//! `tests/order.rs` checks this. A method that leads from a type to a later room is written in the
//! later room: `impl Plan { pub fn schedule }` is in `schedule/`.
//!
//! | room | subject |
//! |---|---|
//! | `id`, `dense` | text codes at the edge, dense indices and maps inside |
//! | `plan/` | what the workbook says, and everything that can be wrong with it |
//! | `schedule/` | the plan in one dry run: effective prerequisites, order, starts, groups; `clinic/` |
//! | `state/` | the table of states, recorded progress, all states in one pass |
//! | `run/` | commands, rules, events, what is recorded, refusals, explanations, replay |
//! | `view/` | a run as it stood at an instant: recap, changes, notices owed |
//! | `forecast/` | critical path, what-if, drift, review, comparison, `monte_carlo/` |
//! | `draw/` | pictures |
//! | `language/` | sentences, in one file of texts a language |
//!
//! `DESIGN.md` beside the crate's manifest gives the reasons for this design.
//!
//! # Promises
//!
//! - No input makes this crate panic. A [`StepIx`] is an index and no input: it may be used only
//!   with the [`Schedule`] that returned it.
//! - No result depends on hash order. No result depends on the order in which steps are given,
//!   except those that preserve it ([`Plan::steps`]).
//! - Names in data (events, keys of notices, codes of problems and refusals, [`State::name`]) never
//!   change; sentences may be improved.

mod dense;
mod draw;
mod forecast;
mod id;
pub mod language;
mod plan;
mod run;
mod schedule;
pub mod state;
mod view;

pub use dense::StepIx;
pub use draw::{
    Direction, DrawOptions, DrawWords, InvalidWindow, TickForm, TimelineGroups, TimelineOptions,
    TimelineText,
};
pub use forecast::{
    Cause, CauseKind, ComparedRun, ComparedStep, Comparison, Consequences, DecideBy, DecisionAhead,
    Ends, Forecast, GroupReview, InvalidSimulation, InvalidSpread, InvalidSupposition, LastSafe,
    Lesson, Light, Odds, Outlook, Period, Prospect, Prospects, RequiredOutlook, RequiredProspect,
    Review, RevisedEnd, Seen, Simulation, Spread, StepReview, Supposition, WhatIf,
};
pub use id::{
    Code, Digest, DryRun, Email, InvalidCode, Outcome, PhaseCode, StepId, compared, is_invisible,
};
pub use plan::{
    Actor, ClockChange, Conflict, Difference, Draft, DryRuns, Environment, Expected, Field,
    FieldChange, FieldValue, ForeignBase, FromMilestone, KnownNames, LeftOut, Link, Merge,
    Milestone, Moment, Named, NamedValues, Offset, PartDifference, PartKind, Phase, Phases, Place,
    Plan, Prerequisite, Problem, ProblemKind, Problems, RequiredEnd, Resolved, Severity, Side,
    Start, Step, TableMark, Told, Value, When, merge, resolve_local, single_phase,
};
pub use run::{
    Act, Author, BlockingDefect, Command, Condition, Contradiction, Decision, Event, Explanation,
    Fact, NoticeKind, Reason, Refusal, ReplayError, Revision, RevisionOptions, Role, Run, Stamp,
    Vote,
};
#[cfg(feature = "serde")]
pub use run::{BrokenChain, Checkpoint};
pub use schedule::clinic::{Finding, FindingKind, InvalidRules, Rule, Rules, Wanted};
pub use schedule::{LockHorizon, Required, Schedule, ScheduleError, ScheduleOptions};
pub use state::{Facts, Progress, State, state};
pub use view::{
    ActRule, AtRisk, Change, Notice, NoticeRules, Occasion, OtherSchedule, Recap, Settlement,
    Silence, SilenceRule, Tally, TransferRule, View, Ways, Weekly,
};

/// The program of the README, compiled and run with the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
