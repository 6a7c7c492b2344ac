//! The mails that are owed by a run at an instant.
//!
//! The keys of sent mails are events of the run. So a mail is owed once, whoever computes the
//! notices and how often; and after a crash between sending and recording, the same mail is owed
//! again, with the same key.
//!
//! | kind | owed | episode |
//! |---|---|---|
//! | start | while the step is Ready, to each assignee; to the coordinators if it has none | times the step was reopened |
//! | transfer | once per transfer, to the new assignee | number of the event |
//! | transfer receipt | once per transfer, to its author | number of the event |
//! | failure | once per start or transfer mail that failed permanently, to each coordinator | number of the event |
//! | weekly report | from each due instant until the next, to each recipient; on that day again an hour after it has failed permanently | date of that instant, and how often it has failed |
//! | reminder | from each due instant until the next, while the step is silent, to each assignee; to the coordinators if it has none | beginning of the silence, and which reminder |
//! | escalation | from the due instant on, while the step is silent, to the head of department or each coordinator | beginning of the silence |
//! | transfer told | once per transfer, until the next one or the end of the step, to the coordinators or the other assignees | number of the event |
//! | reminded | while nothing is heard of the step since, and it is Ready or Open, to each assignee; to the coordinators if it has none | number of the event |
//! | at risk | while a required end is at risk, to each coordinator | see [`View::notices`] |
//! | act told | once per act on the work of others, for a day; of one on a step until something further happens to the step, of a rollback until the next turn of it; to the coordinators or the people whose steps it concerns, not to its author | number of the event |
//! | estimate passed | from the estimate on, while its defects block the step, to each coordinator | the estimate |
//!
//! Reminders, escalations, transfers and acts told, required ends at risk, estimates passed and reports
//! are owed if [`NoticeRules`] say so.
//!
//! A step that becomes Ready a second time, because one of its predecessors was reopened and closed
//! again, is not announced again: its assignees have been asked to begin.
//!
//! A step that sleeps owes no mail. What was transferred meanwhile is told when it wakes.

use chrono::{DateTime, TimeDelta, Utc};

use super::View;
use super::acts::{acts_on_a_step, acts_on_the_whole};
use super::defects::passed_estimates;
use super::notice::{Notice, Occasion};
use super::notice_rules::{ActRule, NoticeRules, TransferRule};
use super::silence::about_silence;
use super::weekly::Weekly;
use crate::dense::StepIx;
use crate::id::{Email, StepId};
use crate::run::{Event, Handover};
use crate::state::State;

impl View<'_> {
    /// The mails that follow from states, events and the clock, settled ones included: all but
    /// those about required ends at risk. Time `O((steps + events) log events)`.
    pub(crate) fn notices_by_state(&self, rules: Option<&NoticeRules>) -> Vec<Notice> {
        let mut notices = Vec::new();
        weekly_reports(self, rules.and_then(|rules| rules.weekly.as_ref()), &mut notices);
        handovers(self, rules.map(|rules| &rules.transfers), &mut notices);
        failures(self, &mut notices);
        if rules.is_some_and(|rules| rules.passed_estimates) {
            passed_estimates(self, &mut notices);
        }
        let acts = rules.map(|rules| &rules.acts).filter(|rule| **rule != ActRule::default());
        if let Some(rule) = acts {
            acts_on_the_whole(self, rule, &mut notices);
        }
        let silence = rules.filter(|rules| rules.tells_silence());
        for (step, state) in self.schedule().steps().zip(self.states()) {
            if state == State::Ready {
                starts(self, step, &mut notices);
            }
            reminded(self, step, &mut notices);
            if let Some(rule) = acts {
                acts_on_a_step(self, step, rule, &mut notices);
            }
            if let Some(rules) = silence {
                about_silence(self, rules, step, &mut notices);
            }
        }
        notices
    }

    /// The next instant after the view's at which the clock alone makes a mail owed, apart from
    /// those about required ends at risk. Time `O(steps + prerequisites)`.
    pub(crate) fn next_notice_by_state(&self, rules: &NoticeRules) -> Option<DateTime<Utc>> {
        let report = rules.weekly.as_ref().and_then(|weekly| next_report(self, weekly));
        let estimate = self.next_estimate().filter(|_| rules.passed_estimates);
        let changes = [self.next_change(), report, self.next_about_silence(rules), estimate];
        changes.into_iter().flatten().min()
    }

    /// From when on a mail has been owed: the same for whoever asks later, so that a mail that is
    /// written again says the same. `None` for a notice that the view knows nothing of.
    ///
    /// | kind | owed since |
    /// |---|---|
    /// | start | the step is [Ready](View::ready_since) |
    /// | transfer and its receipt | the transfer |
    /// | failure | the giving up |
    /// | weekly report | the instant that it is about |
    /// | reminder, escalation | the instant at which the silence had lasted so long |
    /// | transfer told | the transfer |
    /// | reminded | the reminder |
    /// | act told | the act |
    /// | at risk | the instant from which the forecast passes the required end |
    /// | estimate passed | the estimate |
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{Email, Moment, Plan, Run, Step};
    ///
    /// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
    /// let plan = Plan::from_steps([step.carried_out_by("Registre", ["anne@grid.example"])?])?;
    /// let run = Run::new(plan.schedule("FDR1")?, []);
    /// let view = run.view(start + TimeDelta::hours(3));
    /// let owed = view.notices(None);
    /// assert_eq!(owed.first().and_then(|notice| view.owed_since(notice)), Some(start));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn owed_since(&self, notice: &Notice) -> Option<DateTime<Utc>> {
        match &notice.occasion {
            Occasion::Start => {
                self.ready_since(self.schedule().find(notice.step.as_ref()?.as_str())?)
            }
            Occasion::Transfer { .. }
            | Occasion::TransferReceipt { .. }
            | Occasion::TransferTold { .. }
            | Occasion::Reminded { .. }
            | Occasion::ActTold { .. }
            | Occasion::Failure { .. } => self.cause(notice).map(|event| event.at),
            Occasion::WeeklyReport { until, .. }
            | Occasion::Reminder { until, .. }
            | Occasion::Escalation { until, .. }
            | Occasion::EstimatePassed { until, .. } => Some(*until),
            Occasion::AtRisk { since, .. } => Some(*since),
        }
    }

    /// The event that a notice stems from; `None` for what the clock brings about, and if the view
    /// does not know it. [`owed_since`](View::owed_since) is its instant.
    pub fn cause(&self, notice: &Notice) -> Option<&Event> {
        let place = usize::try_from(notice.event?.checked_sub(1)?).ok()?;
        self.events().get(place).map(AsRef::as_ref)
    }

    /// The state of a notice's step at the event that the notice stems from, now if there is none:
    /// what the mail asks for. `None` if that plan did not have the step.
    pub fn state_told(&self, notice: &Notice) -> Option<State> {
        let event = self.cause(notice);
        let then = event.map(|event| self.run().view_at_version(event.seq, event.at));
        let then = then.as_ref().unwrap_or(self);
        Some(then.state(then.schedule().find(notice.step.as_ref()?.as_str())?))
    }
}

fn starts(view: &View<'_>, step: StepIx, notices: &mut Vec<Notice>) {
    let assignees = view.recorded().assignees(view.schedule(), step);
    let episode = view.recorded().step(step).map_or(0, |record| record.reopened);
    let mut add = |recipient: &Email| {
        let episode = u64::from(episode);
        notices.push(about_step(view, step, (episode, None), recipient, Occasion::Start));
    };
    if assignees.is_empty() {
        view.run().coordinators().for_each(add);
    } else {
        let not_told = assignees.iter().filter(|assignee| !assignee.told_by_transfer);
        not_told.for_each(|assignee| add(&assignee.mail));
    }
}

fn reminded(view: &View<'_>, step: StepIx, notices: &mut Vec<Notice>) {
    let record = view.recorded().step(step);
    let Some((seq, from, message)) = record.and_then(|record| record.reminded.as_ref()) else {
        return;
    };
    if matches!(view.state(step), State::Ready | State::Open) {
        for recipient in view.asked_to_act(step) {
            let occasion = Occasion::Reminded { from: from.clone(), message: message.clone() };
            notices.push(about_step(view, step, (*seq, Some(*seq)), &recipient, occasion));
        }
    }
}

/// The step, if the schedule of the view has it and it does not sleep. A Ready step never does.
fn awake(view: &View<'_>, step: &StepId) -> Option<StepIx> {
    view.schedule().find(step.as_str()).filter(|step| !view.is_asleep(*step))
}

fn handovers(view: &View<'_>, told: Option<&TransferRule>, notices: &mut Vec<Notice>) {
    for handover in &view.recorded().handovers {
        let Some(step) = awake(view, &handover.step) else { continue };
        let episode = (handover.seq, Some(handover.seq));
        let (from, to) = (handover.from.clone(), handover.to.clone());
        let message = handover.message.clone();
        let arrived = Occasion::Transfer { from: from.clone(), message: message.clone() };
        notices.push(about_step(view, step, episode, &to, arrived));
        let left = Occasion::TransferReceipt { to: to.clone(), message };
        notices.push(about_step(view, step, episode, &from, left));
        // Whoever had it has not asked for it, and is told.
        if let Some(person) = handover.on_behalf_of.as_ref().filter(|it| **it != from) {
            let (to, message) = (to.clone(), handover.message.clone());
            let gone = Occasion::TransferTold { from: from.clone(), to, message };
            notices.push(about_step(view, step, episode, person, gone));
        }
        if let Some(rule) = told {
            tell_others(view, step, handover, rule, notices);
        }
    }
}

/// Tells a transfer to those whom it concerns less, while it is the last one of a step that is not
/// over: an earlier one is no news.
fn tell_others(
    view: &View<'_>,
    step: StepIx,
    handover: &Handover,
    rule: &TransferRule,
    notices: &mut Vec<Notice>,
) {
    let is_later = |it: &&Handover| it.seq > handover.seq;
    let mut later = view.recorded().handovers.iter().rev().take_while(is_later);
    if view.state(step) == State::Terminated || later.any(|it| it.step == handover.step) {
        return;
    }
    let coordinators = view.run().coordinators().filter(|_| rule.coordinators);
    let assignees = handover.others.iter().filter(|_| rule.assignees);
    let mut told = vec![&handover.from, &handover.to];
    told.extend(&handover.on_behalf_of);
    for recipient in coordinators.chain(assignees) {
        if told.contains(&recipient) {
            continue;
        }
        told.push(recipient);
        let (from, to) = (handover.from.clone(), handover.to.clone());
        let occasion = Occasion::TransferTold { from, to, message: handover.message.clone() };
        let episode = (handover.seq, Some(handover.seq));
        notices.push(about_step(view, step, episode, recipient, occasion));
    }
}

fn failures(view: &View<'_>, notices: &mut Vec<Notice>) {
    for failed in &view.recorded().undelivered {
        let Some(step) = awake(view, &failed.step) else { continue };
        for coordinator in view.run().coordinators() {
            let undelivered_to = failed.recipient.clone();
            let occasion = Occasion::Failure { undelivered_to, error: failed.error.clone() };
            let episode = (failed.seq, Some(failed.seq));
            notices.push(about_step(view, step, episode, coordinator, occasion));
        }
    }
}

fn about_step(
    view: &View<'_>,
    step: StepIx,
    (episode, event): (u64, Option<u64>),
    recipient: &Email,
    occasion: Occasion,
) -> Notice {
    let (schedule, episode) = (view.schedule(), episode.to_string());
    let (dry_run, id) = (schedule.dry_run(), Some(schedule.id(step)));
    Notice::of_episode(dry_run, id, (&episode, event), recipient, occasion)
}

/// How long after a report has failed permanently it is owed again: time for somebody to mend what
/// stood against it.
const REPORT_AGAIN: TimeDelta = TimeDelta::hours(1);

/// The report that is due, to each recipient, with the instant from which it is owed: that of the
/// report, or, on its day, that of the last failure and [`REPORT_AGAIN`].
fn reports(view: &View<'_>, weekly: &Weekly) -> Vec<(DateTime<Utc>, Notice)> {
    let (schedule, zone) = (view.schedule(), view.schedule().plan().timezone());
    let last_two = weekly.last_two(zone, view.at()).filter(|(_, until)| *until > weekly.from);
    let Some((since, until)) = last_two else { return Vec::new() };
    let day_of = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d").to_string();
    let day = day_of(until);
    let report = |recipient, episode: &str| {
        let occasion = Occasion::WeeklyReport { since, until };
        Notice::of_episode(schedule.dry_run(), None, (episode, None), recipient, occasion)
    };
    let of_recipient = |recipient| {
        let (mut owed, mut failures) = ((until, report(recipient, &day)), 0);
        while let Some(failed) = view.recorded().failed.get(&owed.1.key) {
            failures += 1;
            let again = failed.checked_add_signed(REPORT_AGAIN)?;
            owed = (again, report(recipient, &format!("{day}#{failures}")));
        }
        Some(owed).filter(|(from, _)| failures == 0 || day_of(*from) == day)
    };
    weekly.recipients.iter().filter_map(of_recipient).collect()
}

fn weekly_reports(view: &View<'_>, weekly: Option<&Weekly>, notices: &mut Vec<Notice>) {
    let reports = weekly.map(|weekly| reports(view, weekly)).into_iter().flatten();
    let owed = reports.filter(|(from, _)| *from <= view.at());
    notices.extend(owed.map(|(_, report)| report));
}

/// The next instant after the view's at which a report becomes owed, for the first time or again.
fn next_report(view: &View<'_>, weekly: &Weekly) -> Option<DateTime<Utc>> {
    let again = reports(view, weekly).into_iter().map(|(from, _)| from);
    let again = again.filter(|from| *from > view.at());
    again.chain(weekly.next_due(view.schedule().plan().timezone(), view.at())).min()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, Weekday};

    use super::*;
    use crate::{Author, Command, Moment, NoticeKind, Plan, Run, Settlement, Step};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn mail(text: &str) -> Email {
        Email::new(text).expect("an address")
    }

    /// A run of one step that is Ready on the evening of 28 March 2026.
    fn run() -> Result<Run, Box<dyn std::error::Error>> {
        let step = Step::new("CO00000001", "CO")?
            .in_dry_runs(["FDR1"])?
            .starting(Moment::Instant(at("2026-03-28T21:00:00Z")))
            .carried_out_by("Registre", ["anne@grid.example"])?;
        let plan = Plan::from_steps([step])?;
        Ok(Run::new(plan.schedule("FDR1")?, [mail("paul@grid.example")]))
    }

    #[test]
    fn asking_for_reports_at_the_ends_of_time_does_not_panic()
    -> Result<(), Box<dyn std::error::Error>> {
        let run = run()?;
        let weekly = Weekly {
            weekday: Weekday::Mon,
            time: NaiveTime::MIN,
            from: at("2026-03-01T00:00:00Z"),
            recipients: vec![mail("anne@grid.example")],
        };
        let rules = NoticeRules { weekly: Some(weekly), ..NoticeRules::default() };
        for end in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let owed = run.view(end).notices(Some(&rules));
            assert!(owed.iter().all(|notice| notice.kind() != NoticeKind::WeeklyReport));
        }
        Ok(())
    }

    #[test]
    fn whoever_is_reminded_gets_one_mail_a_reminder_until_something_is_heard()
    -> Result<(), Box<dyn std::error::Error>> {
        let (mut run, ready) = (run()?, at("2026-03-28T21:00:00Z"));
        let (anne, paul) = (mail("anne@grid.example"), mail("paul@grid.example"));
        let step = StepId::new("CO00000001")?;
        let remind = Command::Remind { step: step.clone(), message: Some(" ".to_owned()) };
        let early = run.execute(&remind, &paul, ready - TimeDelta::minutes(1)).map(|_| ());
        assert_eq!(early.err().map(|it| it.reasons[0].code()), Some("not-ready"));
        let by_anne = run.execute(&remind, &anne, ready).map(|_| ());
        assert_eq!(by_anne.err().map(|it| it.reasons[0].code()), Some("not-coordinator"));

        let keys = |run: &Run| -> Vec<String> {
            let owed = run.view(ready).notices(None).into_iter();
            owed.filter(|it| it.kind() == NoticeKind::Reminded).map(|it| it.key).collect()
        };
        run.execute(&remind, &paul, ready)?;
        assert_eq!(keys(&run), ["FDR1/CO00000001/reminded/1/anne@grid.example"]);
        run.execute(&remind, &paul, ready)?;
        assert_eq!(keys(&run), ["FDR1/CO00000001/reminded/2/anne@grid.example"]);
        run.execute(&Command::Start { step: step.clone() }, &anne, ready)?;
        assert_eq!(keys(&run), [""; 0]);
        run.execute(&remind, &paul, ready)?;
        assert_eq!(keys(&run).len(), 1);
        run.execute(&Command::close(step), &anne, ready)?;
        assert_eq!(keys(&run), [""; 0]);
        let over = run.execute(&remind, &paul, ready).map(|_| ());
        assert_eq!(over.err().map(|it| it.reasons[0].code()), Some("already-terminated"));
        Ok(())
    }

    #[test]
    fn a_step_that_a_coordinator_hands_on_for_somebody_leaves_that_person_who_is_told()
    -> Result<(), Box<dyn std::error::Error>> {
        let (mut run, ready) = (run()?, at("2026-03-28T21:00:00Z"));
        let (anne, bob) = (mail("anne@grid.example"), mail("bob@grid.example"));
        let paul = mail("paul@grid.example");
        let step = StepId::new("CO00000001")?;
        let transfer = Command::Transfer { step, to: bob.clone(), message: None };
        let codes = |run: &mut Run, by: &Email, on_behalf_of: &Email| {
            let author = Author { by, on_behalf_of: Some(on_behalf_of) };
            let refused = run.execute(&transfer, author, ready).map(|_| ()).err();
            let reasons = refused.map(|it| it.reasons).unwrap_or_default();
            reasons.iter().map(crate::Reason::code).collect::<Vec<_>>()
        };
        let carla = mail("carla@grid.example");
        assert_eq!(codes(&mut run, &paul, &carla), ["not-assigned"]);
        assert_eq!(codes(&mut run, &anne, &anne), ["not-coordinator"]);
        assert_eq!(codes(&mut run, &paul, &anne), [""; 0]);

        let step = run.schedule().find("CO00000001").ok_or("no such step")?;
        assert_eq!(run.assignees(step), std::slice::from_ref(&bob));
        let owed = run.view(ready).notices(None);
        let told: Vec<_> = owed.into_iter().map(|it| (it.kind(), it.recipient)).collect();
        let receipt = (NoticeKind::TransferReceipt, paul);
        let gone = (NoticeKind::TransferTold, anne.clone());
        assert_eq!(told, [(NoticeKind::Transfer, bob), receipt, gone]);
        // What was written down is read again, and its chain holds.
        let again = Run::new(run.schedule().clone(), run.coordinators().cloned());
        let again = again.replayed(run.events().to_vec())?;
        assert_eq!(again, run);
        assert_eq!(run.verify(&[]), Ok(()));
        assert_eq!(run.events()[0].on_behalf_of, Some(anne));
        Ok(())
    }

    #[test]
    fn the_new_assignee_of_a_step_is_mailed_again_after_its_skip_is_undone()
    -> Result<(), Box<dyn std::error::Error>> {
        let mut run = run()?;
        let ready = at("2026-03-28T21:00:00Z");
        let (anne, bob) = (mail("anne@grid.example"), mail("bob@grid.example"));
        let paul = mail("paul@grid.example");
        let (step, reason) = (StepId::new("CO00000001")?, "hors sujet".to_owned());
        let transfer = Command::Transfer { step: step.clone(), to: bob.clone(), message: None };
        run.execute(&transfer, &anne, ready)?;
        for notice in run.view(ready).notices(None) {
            run.settle(&notice, &Settlement::Sent, ready);
        }
        run.execute(&Command::Skip { step: step.clone(), reason: reason.clone() }, &paul, ready)?;
        run.execute(&Command::Reopen { step, reason }, &paul, ready)?;

        let owed = run.view(ready + TimeDelta::minutes(1)).notices(None);
        let owed: Vec<_> = owed.iter().map(|it| (it.kind(), it.recipient.clone())).collect();
        assert_eq!(owed, [(NoticeKind::Start, bob)]);
        Ok(())
    }
}
