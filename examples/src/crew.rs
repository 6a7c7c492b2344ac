//! The simulated people of a rehearsal: slow ones, transfers, defects.
//!
//! They react to the mails that they get, and to nothing else. The course of a step depends only on
//! the seed and its id, so a further step in the plan does not change the others.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Command, Email, Event, Fact, InvalidCode, Notice, Occasion, Schedule, StepId};

use crate::chance::Chance;

/// The coordinator's address.
pub const COORDINATOR: &str = "cellule.transition@reseau.example";

const MESSAGES: [&str; 4] = [
    "Je suis en congé cette nuit, peux-tu t'en charger ?",
    "Tu connais mieux cette interface que moi.",
    "Je suis déjà sur une autre étape.\nMerci de prendre le relais.",
    "Accès refusé chez moi, le tien fonctionne.",
];

const DEFECTS: [&str; 5] = [
    "Trois points de mesure rejetés, ticket ouvert auprès du fournisseur.",
    "Temps de réponse de l'interface trois fois plus long que prévu.",
    "Compte technique verrouillé, déverrouillé par l'exploitation.",
    "Écart de 12 messages entre l'émetteur et le récepteur.\nRejoués à la main, à analyser.",
    "La procédure cite un écran qui n'existe plus.",
];

/// A planned command.
#[derive(Debug, Clone)]
pub struct Act {
    /// The author.
    pub by: Email,
    /// The command.
    pub command: Command,
}

/// The simulated course of a step.
#[derive(Debug, Clone, Copy)]
struct Fate {
    /// The time from the mail to the start.
    delay: TimeDelta,
    /// The actual duration, in percent of the planned one.
    pace: i64,
    handed_on: Option<&'static str>,
    defects: Option<&'static str>,
}

/// The simulated people of a dry run.
#[derive(Debug, Clone)]
pub struct Crew {
    seed: u64,
    coordinator: Email,
    /// The steps for which somebody has planned an act.
    taken: BTreeSet<StepId>,
    /// The step that the coordinator skips.
    left_out: Option<StepId>,
    /// The step that is closed too early and reopened.
    closed_too_early: Option<StepId>,
    /// The step that somebody tries to start too early.
    rushed: Option<StepId>,
    /// The step whose first start mail cannot be delivered.
    unreachable: Option<StepId>,
    plans: BTreeMap<DateTime<Utc>, Vec<Act>>,
}

impl Crew {
    /// The people for a seed.
    ///
    /// # Errors
    /// Never: the coordinator's address is valid.
    pub fn new(schedule: &Schedule, seed: u64) -> Result<Self, InvalidCode> {
        // The special cases happen to steps that have a start and contacts.
        let mut candidates: Vec<&StepId> = schedule
            .steps()
            .filter(|&step| !schedule.is_contingency(step) && schedule.start(step).is_some())
            .filter(|&step| !schedule.contacts(step).is_empty())
            .filter(|&step| !schedule.step(step).is_decision())
            .map(|step| schedule.id(step))
            .collect();
        let mut draw = |what| {
            let chosen = Chance::of(seed, what).pick(&candidates).copied().cloned();
            candidates.retain(|candidate| Some(*candidate) != chosen.as_ref());
            chosen
        };
        let (left_out, closed_too_early) = (draw("left out"), draw("closed too early"));
        let (rushed, unreachable) = (draw("rushed"), draw("unreachable"));
        let mut crew = Self {
            seed,
            coordinator: Email::new(COORDINATOR)?,
            taken: BTreeSet::new(),
            left_out,
            closed_too_early,
            rushed,
            unreachable,
            plans: BTreeMap::new(),
        };
        crew.rush(schedule);
        Ok(crew)
    }

    /// The coordinator's address.
    pub fn coordinator(&self) -> &Email {
        &self.coordinator
    }

    /// The step whose start mail cannot be delivered to the first of its contacts.
    pub fn unreachable(&self) -> Option<&StepId> {
        self.unreachable.as_ref()
    }

    /// The instant of the next planned command.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        self.plans.keys().next().copied()
    }

    /// Removes and returns the commands that are due, in the order in which they were planned.
    pub fn acts(&mut self, at: DateTime<Utc>) -> Vec<Act> {
        let later = self.plans.split_off(&(at + TimeDelta::nanoseconds(1)));
        std::mem::replace(&mut self.plans, later).into_values().flatten().collect()
    }

    fn plan(&mut self, at: DateTime<Utc>, by: &Email, command: Command) {
        self.plans.entry(at).or_default().push(Act { by: by.clone(), command });
    }

    /// Plans a start half an hour too early, which will be refused.
    fn rush(&mut self, schedule: &Schedule) {
        let rushed = self.rushed.clone();
        let Some(step) = rushed.as_ref().and_then(|id| schedule.find(id.as_str())) else { return };
        let contacts = schedule.contacts(step);
        if let (Some(id), Some(start), Some(by)) = (rushed, schedule.start(step), contacts.first())
        {
            let early = start - TimeDelta::minutes(30);
            self.plan(early, by, Command::Start { step: id });
        }
    }

    /// Plans the reaction to a mail.
    pub fn read(&mut self, mail: &Notice, at: DateTime<Utc>) {
        let Some(id) = &mail.step else { return };
        let (fate, reader, step) = (self.fate(id), &mail.recipient, id.clone());
        match &mail.occasion {
            Occasion::Start | Occasion::Failure { .. } => {
                if !self.taken.insert(step.clone()) {
                    return;
                }
                if self.left_out.as_ref() == Some(id) {
                    let by = self.coordinator.clone();
                    let reason = "Sans objet dans cette répétition.".to_owned();
                    self.plan(at + TimeDelta::minutes(20), &by, Command::Skip { step, reason });
                } else if let Some((to, message)) =
                    fate.handed_on.and_then(|message| Some((colleague(reader)?, message)))
                {
                    let message = Some(message.to_owned());
                    let command = Command::Transfer { step, to, message };
                    self.plan(at + TimeDelta::minutes(10), reader, command);
                } else {
                    self.plan(at + fate.delay, reader, Command::Start { step });
                }
            }
            Occasion::Transfer { .. } => {
                self.plan(at + fate.delay, reader, Command::Start { step });
            }
            _ => {}
        }
    }

    /// Plans what follows an event.
    pub fn follow_up(&mut self, event: &Event, schedule: &Schedule) {
        let (Some(by), at) = (&event.by, event.at) else { return };
        match &event.fact {
            Fact::Started { step } if self.closed_too_early.as_ref() == Some(step) => {
                self.closed_too_early = None;
                let reason = "Clôturée par erreur, le contrôle n'était pas terminé.".to_owned();
                let reopen = Command::Reopen { step: step.clone(), reason };
                self.plan(at + TimeDelta::minutes(3), by, Command::close(step.clone()));
                self.plan(at + TimeDelta::minutes(25), by, reopen);
            }
            // A closed step that is reopened is Open again.
            Fact::Started { step } | Fact::Reopened { step, .. } => {
                self.work(step, by, at, schedule);
            }
            _ => {}
        }
    }

    /// Plans the work on a step: perhaps defects, then the close.
    fn work(&mut self, step: &StepId, by: &Email, at: DateTime<Utc>, schedule: &Schedule) {
        let fate = self.fate(step);
        let record = schedule.find(step.as_str()).map(|step| schedule.step(step));
        let planned = record.and_then(|record| record.duration).unwrap_or(TimeDelta::minutes(30));
        // Durations are limited to a month.
        let planned = planned.min(TimeDelta::days(30));
        let lasts = TimeDelta::minutes(planned.num_minutes() * fate.pace / 100);
        if let Some(text) = fate.defects {
            let command = Command::record_defects(step.clone(), text);
            self.plan(at + lasts / 2, by, command);
        }
        let Some(outcome) = record.and_then(|record| record.outcomes.first()) else {
            self.plan(at + lasts, by, Command::close(step.clone()));
            return;
        };
        // A decision: as many as it asks for vote, one after the other, for its first outcome.
        let people = schedule.find(step.as_str()).map(|step| schedule.contacts(step));
        let mut voters = vec![by];
        voters.extend(people.into_iter().flatten().filter(|mail| *mail != by));
        let quorum = record.and_then(|record| record.quorum).unwrap_or(1);
        for (minutes, mail) in (0..quorum).zip(voters) {
            let vote = Command::decide(step.clone(), outcome.clone());
            self.plan(at + lasts + TimeDelta::minutes(minutes.into()), mail, vote);
        }
    }

    fn fate(&self, step: &StepId) -> Fate {
        let mut chance = Chance::of(self.seed, step.as_str());
        let mut minutes =
            |from: u32, to| TimeDelta::minutes((from + chance.below(to - from)).into());
        let (prompt, slow) = (minutes(2, 30), minutes(120, 360));
        let is_slow = chance.one_in(9);
        Fate {
            delay: if is_slow { slow } else { prompt },
            pace: i64::from(70 + chance.below(60)) * if is_slow { 2 } else { 1 },
            handed_on: chance.one_in(14).then(|| chance.pick(&MESSAGES).copied()).flatten(),
            defects: chance.one_in(11).then(|| chance.pick(&DEFECTS).copied()).flatten(),
        }
    }
}

/// The colleague to whom somebody transfers a step.
fn colleague(of: &Email) -> Option<Email> {
    Email::new(format!("renfort.{of}")).ok()
}
