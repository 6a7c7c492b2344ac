//! The people of a rehearsal, simulated: who is slow, who hands a step on, who finds defects.
//!
//! They do what people do with the mails they get, and know nothing else. Kept true: how a step
//! fares depends on the seed and its own id alone, so that another step more in the plan
//! changes nothing for the others.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{Command, Email, Event, Fact, InvalidCode, Notice, Occasion, Schedule, StepId};

use crate::chance::Chance;

/// Who acts for the transition team.
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

/// Something that somebody is going to do.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who.
    pub by: Email,
    /// What.
    pub command: Command,
}

/// What is to become of a step.
#[derive(Debug, Clone, Copy)]
struct Fate {
    /// From the mail to the start.
    delay: TimeDelta,
    /// How long it takes, in percent of what the plan says.
    pace: i64,
    handed_on: Option<&'static str>,
    defects: Option<&'static str>,
}

/// Everybody who has a part in a dry run.
#[derive(Debug, Clone)]
pub struct Crew {
    seed: u64,
    coordinator: Email,
    /// The steps that somebody has taken on, and need no second one.
    taken: BTreeSet<StepId>,
    /// The step that the transition team decides to leave out.
    left_out: Option<StepId>,
    /// The step that somebody closes too early.
    closed_too_early: Option<StepId>,
    /// The step that somebody cannot wait for.
    rushed: Option<StepId>,
    /// The step whose first start mail reaches nobody.
    unreachable: Option<StepId>,
    plans: BTreeMap<DateTime<Utc>, Vec<Act>>,
}

impl Crew {
    /// The people of a seed.
    ///
    /// # Errors
    /// None in fact: the address of the transition team is one.
    pub fn new(schedule: &Schedule, seed: u64) -> Result<Self, InvalidCode> {
        // What happens once in a rehearsal happens to steps that are dated and belong to people.
        let mut candidates: Vec<&StepId> = schedule
            .steps()
            .filter(|&step| !schedule.is_contingency(step) && schedule.start(step).is_some())
            .filter(|&step| !schedule.contacts(step).is_empty())
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

    /// Who acts for the transition team.
    pub fn coordinator(&self) -> &Email {
        &self.coordinator
    }

    /// The step whose start mail cannot be delivered to the first of its contacts.
    pub fn unreachable(&self) -> Option<&StepId> {
        self.unreachable.as_ref()
    }

    /// When somebody is going to do something next.
    pub fn next(&self) -> Option<DateTime<Utc>> {
        self.plans.keys().next().copied()
    }

    /// What people do by now, in the order in which they planned it.
    pub fn acts(&mut self, at: DateTime<Utc>) -> Vec<Act> {
        let later = self.plans.split_off(&(at + TimeDelta::nanoseconds(1)));
        std::mem::replace(&mut self.plans, later).into_values().flatten().collect()
    }

    fn plan(&mut self, at: DateTime<Utc>, by: &Email, command: Command) {
        self.plans.entry(at).or_default().push(Act { by: by.clone(), command });
    }

    /// Somebody cannot wait and tries half an hour early.
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

    /// What somebody makes of a mail that has just arrived.
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

    /// What somebody who has just done something is going to do about it later.
    pub fn follow_up(&mut self, event: &Event, schedule: &Schedule) {
        let (Some(by), at) = (&event.by, event.at) else { return };
        match &event.fact {
            Fact::Started { step } if self.closed_too_early.as_ref() == Some(step) => {
                self.closed_too_early = None;
                let reason = "Clôturée par erreur, le contrôle n'était pas terminé.".to_owned();
                let reopen = Command::Reopen { step: step.clone(), reason };
                self.plan(at + TimeDelta::minutes(3), by, Command::Close { step: step.clone() });
                self.plan(at + TimeDelta::minutes(25), by, reopen);
            }
            // A closed step that is reopened is under way again.
            Fact::Started { step } | Fact::Reopened { step, .. } => {
                self.work(step, by, at, schedule);
            }
            _ => {}
        }
    }

    /// Somebody works on a step: finds defects perhaps, and closes it in the end.
    fn work(&mut self, step: &StepId, by: &Email, at: DateTime<Utc>, schedule: &Schedule) {
        let fate = self.fate(step);
        let record = schedule.find(step.as_str()).map(|step| schedule.step(step));
        let planned = record.and_then(|record| record.duration).unwrap_or(TimeDelta::minutes(30));
        // Nobody sits a month over a step, whatever the plan says.
        let planned = planned.min(TimeDelta::days(30));
        let lasts = TimeDelta::minutes(planned.num_minutes() * fate.pace / 100);
        if let Some(text) = fate.defects {
            let command = Command::RecordDefects { step: step.clone(), text: text.to_owned() };
            self.plan(at + lasts / 2, by, command);
        }
        self.plan(at + lasts, by, Command::Close { step: step.clone() });
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

/// Whom somebody hands a step on to.
fn colleague(of: &Email) -> Option<Email> {
    Email::new(format!("renfort.{of}")).ok()
}
