//! Transition plans as a pure domain: steps, schedules, states, runs and what follows from them.
//!
//! A plan is a graph of steps that many teams carry out over weeks, rehearsed in dry runs and
//! then executed for real. This crate says what such a plan is, where each of its steps stands
//! at any instant, who may do what, and who is owed a mail. It reads no clock, opens no file,
//! sends nothing and keeps nothing: time comes in as an argument, and what happened goes out
//! as events for the caller to store. The same inputs give the same bytes on every machine.
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use ptr_core::wording::Language;
//! use ptr_core::{Command, Email, Moment, NoticeKind, Plan, Run, State, Step};
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
//! run.notice_sent(&owed[0], evening);
//! assert!(run.view(evening).notices(None).is_empty());
//!
//! // Why does the second one not move?
//! let second = run.schedule().step("CO00000002").ok_or("not in FDR1")?;
//! let why = run.view(evening).explain(second).sentences(plan.timezone(), Language::French);
//! assert_eq!(why[0], "Le 28/03/2026 à 22:00, l'étape CO00000002 est en retard.");
//! assert_eq!(why[1], "Elle attend encore un prérequis\u{a0}: CO00000001 (prête).");
//!
//! // Commands are decided: refused with every reason, or recorded as events.
//! run.execute(&Command::Start { step: "CO00000001".parse()? }, &anne, evening)?;
//! run.execute(&Command::Close { step: "CO00000001".parse()? }, &anne, evening)?;
//! assert_eq!(run.view(evening).states(), [State::Terminated, State::Ready]);
//!
//! // The events alone tell the whole run again.
//! assert_eq!(Run::replay(run.schedule().clone(), [], run.events().to_vec())?, run);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What comes when
//!
//! A [`Draft`] becomes a [`Plan`] if it fits together, and otherwise a list of [`Problems`]. A
//! plan projected on a dry run is a [`Schedule`]: who waits for whom, in which order, and when.
//! A [`Run`] executes a schedule: it decides on a [`Command`] and answers with [`Event`]s or
//! with a [`Refusal`]. A [`View`] is a run as it stood at an instant, the door to everything
//! derived: states, [`Recap`], [`Explanation`], [`Forecast`], [`Notice`]s, drawings.
//!
//! # In which order to read the files
//!
//! | file | subject |
//! |---|---|
//! | `id.rs`, `dense.rs` | text codes at the edge, dense numbers inside |
//! | `step.rs`, `moment.rs` | what a plan says, and how its dates become instants |
//! | `problem.rs` with `fault.rs`, `check.rs` with `check/starts.rs`, `by_id.rs`, `cycle.rs` and `similar.rs`, `plan.rs` | everything that can be wrong with it, and the one way into a plan |
//! | `schedule.rs` with `project.rs` and `groups.rs` | the plan projected on a dry run |
//! | `state.rs` | the seven states, their table and the function that computes it |
//! | `timeline.rs`, `row.rs`, `marks.rs`, `evaluate.rs` | the engine: all states in one pass, and why by the same walk |
//! | `command.rs`, `event.rs`, `refusal.rs` | what people ask for, what happened, why not |
//! | `ledger.rs`, `replay.rs`, `decide.rs`, `run.rs` | the fold of events, what it refuses, the rules, the run |
//! | `board.rs` | a run at the present, followed at the cost of what changes |
//! | `view.rs`, `recap.rs`, `explain.rs` with `roots.rs`, `forecast/`, `notice.rs`, `draw/` | what follows from a run at an instant |
//! | `wording/` | the sentences, in one place a language |
//!
//! `DESIGN.md` beside the crate's manifest says why things are as they are.
//!
//! # Promises
//!
//! - Nothing here panics on anything that comes from outside. A [`StepIx`] is an index and not
//!   from outside: like any index it belongs to the [`Schedule`] that gave it.
//! - No result depends on hash order or on the order in which steps are given, but for what
//!   says that it keeps that order ([`Plan::steps`]).
//! - Names in data (events, keys of notices, codes of problems and refusals, [`State::name`])
//!   stay what they are; sentences may get better.

mod board;
mod by_id;
mod check;
mod command;
mod cycle;
mod decide;
mod dense;
mod draw;
mod evaluate;
mod event;
mod explain;
mod fault;
mod forecast;
mod groups;
mod id;
mod ledger;
mod marks;
mod moment;
mod notice;
mod plan;
mod problem;
mod project;
mod recap;
mod refusal;
mod replay;
mod roots;
mod row;
mod run;
mod schedule;
mod similar;
pub mod state;
mod step;
mod timeline;
mod view;
pub mod wording;

pub use board::{Board, Turned};
pub use command::Command;
pub use dense::StepIx;
pub use draw::{Direction, DrawOptions};
pub use event::{Event, Fact, Role};
pub use explain::{Condition, Explanation};
pub use fault::{Expected, Fault, Named};
pub use forecast::{Ends, Forecast, InvalidSpread, Odds, Outlook, Simulation, Spread, WhatIf};
pub use id::{DryRun, Email, InvalidCode, PhaseCode, StepId};
pub use ledger::Stamp;
pub use moment::{ClockChange, FromMilestone, Moment, Offset, Resolved, When, resolve_local};
pub use notice::{Notice, NoticeKind, Occasion, Weekly};
pub use plan::{Draft, Phases, Plan, single_phase};
pub use problem::{Field, Place, Problem, Problems, Severity};
pub use recap::{Recap, Tally};
pub use refusal::{Reason, Refusal};
pub use replay::{Contradiction, ReplayError};
pub use run::Run;
pub use schedule::{Schedule, ScheduleError, ScheduleOptions};
pub use state::{Facts, LockHorizon, Progress, State, state};
pub use step::{Actor, Environment, Milestone, Phase, Start, Step, Value};
pub use view::{Change, View};
