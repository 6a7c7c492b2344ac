//! Silence: a Ready step that nobody begins, an Open one past its end.
//!
//! A silence begins at an instant that follows from plan and events, so it has the same instants of
//! reminders and escalations for whoever asks. The instant of its beginning is the episode of their
//! keys, with the number of the reminder.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::View;
use super::notice::{Notice, Occasion, Silence};
use super::notice_rules::{NoticeRules, SilenceRule};
use crate::dense::StepIx;
use crate::id::Email;
use crate::state::State;

impl View<'_> {
    /// The silence of a step: its kind, and when it begins, which may be ahead: nothing is heard of
    /// a step before its end, nor before its defects should block it no longer. `None` for a step
    /// of another state, and an Open one without a duration. Time `O(prerequisites)`.
    fn silence(&self, step: StepIx) -> Option<(Silence, DateTime<Utc>)> {
        let (silence, since) = match self.state(step) {
            State::Ready => (Silence::NotBegun, self.ready_since(step)?),
            State::Open => (Silence::PastEnd, self.should_end(step)?),
            State::Locked | State::Overdue | State::Idle | State::Terminated | State::Planned => {
                return None;
            }
        };
        let broken = self.recorded().step(step).and_then(|record| record.silence_broken);
        let estimate = self.blocking_defect(step).and_then(|defect| defect.until);
        Some((silence, broken.into_iter().chain(estimate).fold(since, Ord::max)))
    }

    /// When a step that was started should end: as long after as the plan says.
    fn should_end(&self, step: StepIx) -> Option<DateTime<Utc>> {
        let duration = self.schedule().step(step).duration?;
        self.started(step)?.at.checked_add_signed(duration)
    }

    /// The people to whom a mail that asks to act on a step is sent: its assignees, or the
    /// coordinators if it has none.
    pub(super) fn asked_to_act(&self, step: StepIx) -> Vec<Email> {
        let assignees = self.assignees(step);
        if assignees.is_empty() { self.run().coordinators().cloned().collect() } else { assignees }
    }

    /// The head of the department of a step's team.
    fn head_of_department(&self, step: StepIx) -> Option<&Email> {
        let team = self.schedule().step(step).team.as_ref()?;
        let actor = self.schedule().plan().actors().iter().find(|actor| actor.team == *team)?;
        actor.head_of_department.as_ref()
    }

    /// The first instant after the view's at which a reminder or an escalation becomes owed, if
    /// nothing happens by then. Time `O(steps + prerequisites)`.
    pub(super) fn next_about_silence(&self, rules: &NoticeRules) -> Option<DateTime<Utc>> {
        let next = |step| {
            let (silence, since) = self.silence(step)?;
            rules.of(silence).next(since, self.at())
        };
        if !rules.tells_silence() {
            return None;
        }
        self.schedule().steps().filter_map(next).min()
    }
}

/// The reminders and escalations of a step.
pub(super) fn about_silence(
    view: &View<'_>,
    rules: &NoticeRules,
    step: StepIx,
    notices: &mut Vec<Notice>,
) {
    let Some((silence, since)) = view.silence(step) else { return };
    let (schedule, rule) = (view.schedule(), rules.of(silence));
    let begun = since.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let own = notices.len();
    let mut add = |episode: &str, recipient: &Email, occasion| {
        let (dry_run, id) = (schedule.dry_run(), Some(schedule.id(step)));
        let notice = Notice::of_episode(dry_run, id, (episode, None), recipient, occasion);
        // The head of department may be a coordinator as well.
        if notices[own..].iter().all(|known| known.key != notice.key) {
            notices.push(notice);
        }
    };
    if let Some((nth, until)) = rule.last_reminder(since, view.at()) {
        for recipient in view.asked_to_act(step) {
            let occasion = Occasion::Reminder { silence, since, until };
            add(&format!("{begun}#{nth}"), &recipient, occasion);
        }
    }
    let due = |after: Option<TimeDelta>| {
        let until = since.checked_add_signed(after?)?;
        (until <= view.at()).then_some(Occasion::Escalation { silence, since, until })
    };
    if let (Some(occasion), Some(head)) =
        (due(rule.head_of_department), view.head_of_department(step))
    {
        add(&begun, head, occasion);
    }
    if let Some(occasion) = due(rule.coordinators) {
        view.run().coordinators().for_each(|mail| add(&begun, mail, occasion.clone()));
    }
}

impl NoticeRules {
    fn of(&self, silence: Silence) -> &SilenceRule {
        match silence {
            Silence::NotBegun => &self.not_begun,
            Silence::PastEnd => &self.past_end,
        }
    }

    /// Whether anything is owed about a silence at all.
    pub(super) fn tells_silence(&self) -> bool {
        let tells = |rule: &SilenceRule| {
            rule.after.or(rule.head_of_department).or(rule.coordinators).is_some()
        };
        tells(&self.not_begun) || tells(&self.past_end)
    }
}

impl SilenceRule {
    /// The number and the instant of the last reminder by `at` about a silence, counted from 1;
    /// `None` before the first. After a long pause only the last one is owed, not every missed one.
    fn last_reminder(
        &self,
        since: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Option<(u32, DateTime<Utc>)> {
        let passed = at.signed_duration_since(since.checked_add_signed(self.after?)?);
        if passed < TimeDelta::zero() {
            return None;
        }
        let pause = self.pause()?;
        let further = nanoseconds(passed) / nanoseconds(pause).max(1);
        let most = self.times.unwrap_or(1).checked_sub(1)?;
        let further = u32::try_from(further).unwrap_or(u32::MAX).min(most);
        Some((further.saturating_add(1), self.reminder(since, further)?))
    }

    /// The time from one reminder to the next.
    fn pause(&self) -> Option<TimeDelta> {
        self.every.filter(|every| *every > TimeDelta::zero()).or(self.after)
    }

    /// The instant of the reminder that follows after `further` others.
    fn reminder(&self, since: DateTime<Utc>, further: u32) -> Option<DateTime<Utc>> {
        let pause = nanoseconds(self.pause()?).checked_mul(further.into())?;
        let pause = TimeDelta::nanoseconds(i64::try_from(pause).ok()?);
        since.checked_add_signed(self.after?)?.checked_add_signed(pause)
    }

    /// The first instant after `at` at which something becomes owed about a silence.
    fn next(&self, since: DateTime<Utc>, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let sent = self.last_reminder(since, at).map_or(0, |(nth, _)| nth);
        let is_left = sent < self.times.unwrap_or(1);
        let reminder = is_left.then(|| self.reminder(since, sent)).flatten();
        let escalations = [self.head_of_department, self.coordinators].into_iter().flatten();
        let escalations = escalations.filter_map(|after| since.checked_add_signed(after));
        escalations.chain(reminder).filter(|due| *due > at).min()
    }
}

/// A length of time as a number; in 128 bits, since 64 hold no more than 292 years.
fn nanoseconds(length: TimeDelta) -> i128 {
    i128::from(length.num_seconds()) * 1_000_000_000 + i128::from(length.subsec_nanos())
}
