//! Random people who try commands on a run, most of them in vain: what the laws of runs are
//! tried on.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use ptr_core::{Command, Email, Event, Plan, Run, Schedule, StepId};

use crate::plans::{email, origin};

/// Something that somebody tries, so much time after the try before.
#[derive(Debug, Clone)]
pub struct Try {
    command: u8,
    step: prop::sample::Index,
    who: usize,
    hours: i64,
}

/// Some tries, one after the other.
pub fn tries() -> impl Strategy<Value = Vec<Try>> {
    // More starts and closes than the rest, so that runs get somewhere.
    let command = prop_oneof![4 => Just(0_u8), 4 => Just(1), 3 => 2_u8..8];
    let one = (command, any::<prop::sample::Index>(), 0_usize..4, -2_i64..12)
        .prop_map(|(command, step, who, hours)| Try { command, step, who, hours });
    vec(one, 0..40)
}

/// The people, the last of whom is the coordinator.
pub fn who(place: usize) -> Email {
    email(["anne", "bob", "chloe", "paul"][place])
}

fn command(attempt: &Try, ids: &[StepId]) -> Command {
    let step = attempt.step.get(ids).clone();
    let reason = "parce que".to_owned();
    match attempt.command {
        0 => Command::Start { step },
        1 => Command::Close { step },
        2 => Command::Transfer { step, to: who(attempt.step.index(4)), message: None },
        3 => Command::RecordDefects { step, text: format!("défaut {}", attempt.hours) },
        4 => Command::Reopen { step, reason },
        5 => Command::Skip { step, reason },
        6 => Command::DeclareRollback { reason },
        _ => Command::WithdrawRollback { reason },
    }
}

impl Try {
    /// How much time after the try before.
    pub fn later(&self) -> TimeDelta {
        TimeDelta::hours(self.hours)
    }

    /// What is tried on a schedule; `None` if it has no step to try it on.
    pub fn command(&self, schedule: &Schedule) -> Option<Command> {
        let ids: Vec<StepId> = schedule.ids().cloned().collect();
        (!ids.is_empty()).then(|| command(self, &ids))
    }

    /// Who tries it.
    pub fn by(&self) -> Email {
        who(self.who)
    }
}

/// When the first try is made: before the horizon of the first step.
pub fn beginning() -> DateTime<Utc> {
    origin() - TimeDelta::days(6)
}

/// A run of dry run `FDR1` on which these tries were played, with a coordinator.
pub fn played(plan: &Plan, tries: &[Try]) -> Run {
    let schedule = plan.schedule("FDR1").expect("of the plan");
    play(Run::new(schedule, [who(3)]), tries).0
}

/// Plays tries on a run; gives it with everything it said on the way.
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
