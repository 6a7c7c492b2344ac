//! The mails of a rehearsal: written by the library, delivered to files by a simulated server with
//! typical failures.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use ptr_core::{
    Email, Notice, NoticeRules, Occasion, PhaseCode, Run, Schedule, StepId, View, Weekly,
};
use ptr_excel::{WriteOptions, status_workbook};
use ptr_mail::{
    Attachment, Attempt, Composer, Delivery, Failure, Fault, Files, Letter, MailConfig, Outbox,
    Pages, Platform, RecipientDelivery, Round, Transport,
};

use crate::chance::Chance;
use crate::crew::{COORDINATOR, Crew};
use crate::play::Post;
use crate::screen;

/// Sends the mails that are owed.
#[derive(Debug)]
pub struct Mails {
    config: MailConfig,
    composer: Composer,
    server: Server,
    desk: Desk,
    rules: NoticeRules,
    outbox: Outbox,
    attempts: Vec<Attempt>,
}

impl Mails {
    /// Mails of a dry run, written into a directory. Coordinators and heads of department get the
    /// weekly report on Mondays at eight.
    ///
    /// # Errors
    /// Never: the settings are valid.
    pub fn new(
        schedule: &Schedule,
        seed: u64,
        directory: &Path,
        options: WriteOptions,
    ) -> screen::Outcome<Self> {
        let config: MailConfig = serde_json::from_value(serde_json::json!({
            "from": format!("Équipe de transition <{COORDINATOR}>"),
            "language": options.language,
        }))?;
        let crew = Crew::new(schedule, seed)?;
        let unreachable = crew.unreachable().and_then(|id| {
            let contacts = schedule.contacts(schedule.find(id.as_str())?);
            Some((id.clone(), contacts.first()?.clone()))
        });
        let heads = schedule.plan().actors().iter().filter_map(|it| it.head_of_department.clone());
        let recipients: BTreeSet<Email> = heads.chain([crew.coordinator().clone()]).collect();
        let first = schedule.steps().filter_map(|step| schedule.start(step)).min();
        Ok(Self {
            composer: Composer::new(&config)?,
            config,
            server: Server {
                seed,
                unreachable,
                files: Files::new(directory),
                met: Mutex::default(),
            },
            desk: Desk {
                pages: Pages::at("https://ptr.reseau.example"),
                options,
                workbook: Mutex::default(),
            },
            rules: NoticeRules {
                weekly: Some(Weekly {
                    weekday: Weekday::Mon,
                    time: NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(),
                    from: first.unwrap_or(DateTime::UNIX_EPOCH),
                    recipients: recipients.into_iter().collect(),
                }),
                ..NoticeRules::default()
            },
            outbox: Outbox::default(),
            attempts: Vec::new(),
        })
    }

    /// Removes and returns the attempts since the last call.
    pub fn attempts(&mut self) -> Vec<Attempt> {
        std::mem::take(&mut self.attempts)
    }
}

impl Post for Mails {
    fn deliver(&mut self, run: &mut Run, at: DateTime<Utc>) -> Vec<Notice> {
        let round = Round {
            composer: &self.composer,
            transport: &self.server,
            platform: &self.desk,
            retry: self.config.retry(),
            rules: Some(&self.rules),
        };
        let attempts = round.deliver(run, &mut self.outbox, at);
        let arrived = attempts.iter().filter(|attempt| attempt.delivery.is_sent());
        let arrived = arrived.map(|attempt| attempt.notice.clone()).collect();
        self.attempts.extend(attempts);
        arrived
    }

    fn next(&self, after: DateTime<Utc>, schedule: &Schedule) -> Option<DateTime<Utc>> {
        let weekly = self.rules.weekly.as_ref();
        let report = weekly.and_then(|it| it.next_due(schedule.plan().timezone(), after));
        self.outbox.next_attempt().into_iter().chain(report).min()
    }

    fn is_waiting(&self) -> bool {
        self.outbox.next_attempt().is_some()
    }
}

/// A mail server that writes files, refuses one address at first, and sometimes defers a mail.
#[derive(Debug)]
struct Server {
    seed: u64,
    /// The step whose first start mail is refused, and its recipient.
    unreachable: Option<(StepId, Email)>,
    files: Files,
    /// The mails that have been deferred once.
    met: Mutex<BTreeSet<String>>,
}

impl Transport for Server {
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery> {
        let refusal = |code, text: &str| Failure {
            fault: Fault::Recipient,
            code: Some(code),
            text: text.to_owned(),
        };
        let delivery = if self.refuses(letter) {
            Delivery::Permanent(refusal(550, "5.1.1 User unknown"))
        } else if self.puts_off(letter) {
            Delivery::Transient(refusal(451, "4.7.1 Greylisted, try again later"))
        } else {
            return self.files.send(letter);
        };
        let outcome = |it: &ptr_mail::Address| RecipientDelivery {
            recipient: it.clone(),
            delivery: delivery.clone(),
        };
        letter.recipients().iter().map(outcome).collect()
    }
}

impl Server {
    fn refuses(&self, letter: &Letter) -> bool {
        self.unreachable.as_ref().is_some_and(|(step, mail)| {
            letter.key().contains(&format!("/{step}/start/"))
                && letter.recipients().iter().any(|it| it.to_string() == mail.as_str())
        })
    }

    /// Defers one mail in forty, once.
    fn puts_off(&self, letter: &Letter) -> bool {
        let key = letter.key();
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        Chance::of(self.seed, key).one_in(40) && met.insert(key.to_owned())
    }
}

/// Adds links to the platform, and the status workbook to the weekly report.
#[derive(Debug)]
struct Desk {
    pages: Pages,
    options: WriteOptions,
    /// The last workbook and its instant: all recipients of a report get the same one.
    workbook: Mutex<Option<(DateTime<Utc>, Vec<u8>)>>,
}

impl Platform for Desk {
    fn step(&self, notice: &Notice, step: &StepId) -> Option<String> {
        self.pages.step(notice, step)
    }

    fn recap(&self, notice: &Notice, phase: Option<&PhaseCode>) -> Option<String> {
        self.pages.recap(notice, phase)
    }

    fn attachments(&self, notice: &Notice, view: &View<'_>) -> Vec<Attachment> {
        let Occasion::WeeklyReport { since, .. } = notice.occasion else { return Vec::new() };
        let mut last = self.workbook.lock().unwrap_or_else(PoisonError::into_inner);
        let content = match last.take() {
            Some((at, content)) if at == view.at() => Some(content),
            // A report without its workbook is still complete.
            _ => {
                let options = WriteOptions { since: Some(since), ..self.options.clone() };
                status_workbook(view, &options).ok()
            }
        };
        *last = content.clone().map(|content| (view.at(), content));
        let name = format!("{}.xlsx", view.schedule().dry_run());
        let content_type =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
        content.map(|content| Attachment { name, content_type, content }).into_iter().collect()
    }
}
