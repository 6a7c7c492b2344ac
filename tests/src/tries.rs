//! Random commands on a run, most of them refused: the input of property tests of runs.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{Command, Email, Event, Plan, Run, Schedule, StepId};

use crate::plans::{email, origin, outcome};

/// A command that somebody tries, some time after the previous try.
#[derive(Debug, Clone)]
pub struct Try {
    command: u8,
    step: prop::sample::Index,
    who: usize,
    hours: i64,
}

/// A sequence of tries.
pub fn tries() -> impl Strategy<Value = Vec<Try>> {
    // Start and close are more frequent than the others, so that runs progress.
    let command = prop_oneof![4 => Just(0_u8), 4 => Just(1), 3 => 2_u8..10];
    let one = (command, any::<prop::sample::Index>(), 0_usize..4, -2_i64..12)
        .prop_map(|(command, step, who, hours)| Try { command, step, who, hours });
    vec(one, 0..40)
}

/// The people; the last one is the coordinator.
pub fn who(place: usize) -> Email {
    email(["anne", "bob", "chloe", "paul"][place])
}

fn command(attempt: &Try, schedule: &Schedule, ids: &[StepId]) -> Command {
    let step = attempt.step.get(ids).clone();
    let is_decision =
        schedule.find(step.as_str()).is_some_and(|it| schedule.step(it).is_decision());
    let reason = "parce que".to_owned();
    match attempt.command {
        0 => Command::Start { step },
        1 if is_decision => Command::decide(step, outcome(attempt.who + attempt.step.index(2))),
        1 => Command::close(step),
        2 => Command::Transfer { step, to: who(attempt.step.index(4)), message: None },
        3 => {
            let (text, nth) = (format!("défaut {}", attempt.hours), attempt.step.index(90));
            let until = beginning() + TimeDelta::hours(5 * i64::try_from(nth).expect("small"));
            let blocks = [None, Some(false), Some(true)].get(nth % 5).copied();
            let blocks = blocks.unwrap_or(Some(true));
            let until = Some(until).filter(|_| blocks == Some(true) && nth % 4 != 0);
            Command::RecordDefects { step, text, blocks, until }
        }
        4 => Command::Reopen { step, reason },
        5 => Command::Skip { step, reason },
        6 => Command::DeclareRollback { reason },
        7 => Command::WithdrawRollback { reason },
        8 => Command::Remind { step, message: None },
        _ => Command::UndoStart { step, reason },
    }
}

impl Try {
    /// The time since the previous try.
    pub fn later(&self) -> TimeDelta {
        TimeDelta::hours(self.hours)
    }

    /// The command for a schedule; `None` if the schedule has no suitable step.
    pub fn command(&self, schedule: &Schedule) -> Option<Command> {
        let ids: Vec<StepId> = schedule.ids().cloned().collect();
        (!ids.is_empty()).then(|| command(self, schedule, &ids))
    }

    /// Who tries it.
    pub fn by(&self) -> Email {
        who(self.who)
    }
}

/// The instant of the first try: before the lock horizon of the first step.
pub fn beginning() -> DateTime<Utc> {
    origin() - TimeDelta::days(6)
}

/// A run of dry run `FDR1` after these tries, with a coordinator.
pub fn played(plan: &Plan, tries: &[Try]) -> Run {
    let schedule = plan.schedule("FDR1").expect("of the plan");
    play(Run::new(schedule, [who(3)]), tries).0
}

/// Carries out tries on a run; returns the run and its events.
pub fn play(mut run: Run, tries: &[Try]) -> (Run, Vec<Event>) {
    let mut said = Vec::new();
    let mut at = beginning();
    for attempt in tries {
        at += attempt.later();
        let Some(command) = attempt.command(run.schedule()) else { break };
        if let Ok(event) = run.execute(&command, &attempt.by(), at) {
            said.extend(event.cloned());
        }
    }
    (run, said)
}
