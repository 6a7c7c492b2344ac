//! The mails that are owed, those about required ends at risk included.
//!
//! A risk is an episode: it begins when the forecast passes the required end and ends with an event
//! by which the forecast meets it again. The clock alone begins one and never ends it, because an
//! expected end never becomes earlier while nothing happens. So the number of the last event at
//! whose instant the end was met names the episode, for whoever asks when.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::{RequiredOutlook, Simulation};
use crate::run::{Event, Fact};
use crate::view::{AtRisk, Notice, NoticeRules, Occasion, View};

impl View<'_> {
    /// The mails that are owed and not settled yet: first those about required ends at risk and
    /// reports, then transfers and failures in the order of their events, rollbacks and revisions
    /// told, then start mails and those about silence and acts on a step in topological order.
    /// Without rules, those that every plan owes.
    ///
    /// A required end is at risk if the forecast passes it, which is told once each time it comes
    /// to that; or if the chance of meeting it, by the default [`Simulation`], is below the share of
    /// the rule, which is told once for each date of the milestone.
    ///
    /// Time `O((steps + events) log events)`. While a forecast passes a required end, that of a
    /// forecast for each event besides; with a share, that of a simulation.
    ///
    /// ```
    /// use chrono::{DateTime, TimeDelta, Utc};
    /// use ptr_core::{AtRisk, Draft, Milestone, Moment, NoticeKind, NoticeRules, Occasion};
    /// use ptr_core::{Plan, RequiredEnd, Run, Step};
    ///
    /// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
    /// let opening = Milestone {
    ///     dates: [("FDR1".parse()?, Moment::Instant(ten + TimeDelta::hours(2)))].into(),
    ///     required_end: Some(RequiredEnd::Whole),
    ///     ..Milestone::new("Ouverture")
    /// };
    /// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?
    ///     .starting(Moment::Instant(ten))
    ///     .lasting(TimeDelta::minutes(90))
    ///     .carried_out_by("Registre", ["anne@grid.example"])?;
    /// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
    /// let run = Run::new(Plan::new(draft)?.schedule("FDR1")?, ["paul@grid.example".parse()?]);
    ///
    /// let rules = NoticeRules { at_risk: Some(AtRisk::default()), ..NoticeRules::default() };
    /// let kinds = |minutes| {
    ///     let owed = run.view(ten + TimeDelta::minutes(minutes)).notices(Some(&rules));
    ///     owed.iter().map(|notice| notice.kind()).collect::<Vec<_>>()
    /// };
    /// // It can begin half an hour late and no later.
    /// assert_eq!(kinds(30), [NoticeKind::Start]);
    /// assert_eq!(kinds(31), [NoticeKind::AtRisk, NoticeKind::Start]);
    /// let next = run.view(ten).next_notice(&rules).ok_or("nothing")?;
    /// assert_eq!(next - ten, TimeDelta::minutes(30) + TimeDelta::microseconds(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn notices(&self, rules: Option<&NoticeRules>) -> Vec<Notice> {
        let mut notices = Vec::new();
        if let Some(rule) = rules.and_then(|rules| rules.at_risk.as_ref()) {
            at_risk(self, rule, &mut notices);
        }
        notices.extend(self.notices_by_state(rules));
        let mut notices = self.by_chosen_ways(notices, rules);
        notices.retain(|notice| !self.recorded().settled.contains(&notice.key));
        notices
    }

    /// The next instant after the view's at which the clock alone makes a mail owed or changes a
    /// state; `None` if there is none. Until then, or until the next event, nothing more is owed,
    /// so a scheduler may sleep. A chance that falls below a share is foreseen to the second. Time
    /// `O(steps + prerequisites)`; if required ends at risk are told, that of some 60 forecasts, and
    /// with a share that of some 25 simulations besides.
    ///
    /// See [`NoticeRules`] for an example.
    pub fn next_notice(&self, rules: &NoticeRules) -> Option<DateTime<Utc>> {
        let risk = rules.at_risk.as_ref().and_then(|rule| next_risk(self, rule));
        risk.into_iter().chain(self.next_notice_by_state(rules)).min()
    }
}

fn at_risk(view: &View<'_>, rule: &AtRisk, notices: &mut Vec<Notice>) {
    if view.schedule().required_ends().next().is_none() {
        return;
    }
    let forecast = view.forecast();
    let mut add = |episode: String, occasion: &Occasion| {
        for recipient in view.run().coordinators() {
            let dry_run = view.schedule().dry_run();
            let (episode, occasion) = ((episode.as_str(), None), occasion.clone());
            notices.push(Notice::of_episode(dry_run, None, episode, recipient, occasion));
        }
    };
    let (mut passed, mut met) = (Vec::new(), Vec::new());
    for end in forecast.required_ends() {
        if end.passed_by.is_some() { passed.push(end) } else { met.push(end) }
    }
    for end in passed {
        let (episode, since, ends) = beginning(view, &end.milestone);
        let RequiredOutlook { milestone, by, .. } = end;
        let episode = format!("{episode}#{milestone}");
        add(episode, &Occasion::AtRisk { milestone, by, since, ends, below: None });
    }
    let Some(below) = rule.below.filter(|_| !met.is_empty()) else { return };
    let Ok(odds) = forecast.simulate(&Simulation::default()) else { return };
    let since = last_act(view).map_or(view.at(), |event| event.at.min(view.at()));
    for (milestone, chance) in odds.required_ends() {
        let Some(end) = met.iter().find(|end| end.milestone == milestone) else { continue };
        if chance.is_none_or(|chance| chance >= below) {
            continue;
        }
        let (milestone, by) = (milestone.to_owned(), end.by);
        let date = by.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let below = Some((below * 100.0).round() as u8);
        let episode = format!("{date}#{milestone}");
        add(episode, &Occasion::AtRisk { milestone, by, since, ends: None, below });
    }
}

/// The last event that is more than the outcome of a mail, which moves no forecast.
fn last_act<'r>(view: &View<'r>) -> Option<&'r Event> {
    view.events().iter().map(AsRef::as_ref).rfind(|event| is_act(event))
}

fn is_act(event: &Event) -> bool {
    !matches!(event.fact, Fact::NoticeSent { .. } | Fact::NoticeFailed { .. })
}

/// How far the forecast of a view passes a required end; `None` if it does not.
fn passes(view: &View<'_>, milestone: &str) -> Option<RequiredOutlook> {
    let ends = view.forecast().required_ends();
    ends.into_iter().find(|end| end.milestone == milestone && end.passed_by.is_some())
}

/// Of a required end that the forecast passes: the number of the last event at whose instant it was
/// met, 0 if it never was; since when it is passed, and the end that was expected then.
fn beginning(view: &View<'_>, milestone: &str) -> (u64, DateTime<Utc>, Option<DateTime<Utc>>) {
    let run = view.run();
    let in_force =
        |version: u64| run.in_force_from(version).map_or(view.at(), |at| at.min(view.at()));
    // Before the first start of the plan, the clock moves no forecast.
    let first = view.schedule().timing().first.min(in_force(1));
    let mut now = run.view_at_version(0, first);
    let (mut met, mut passed) = ((0, first), None);
    while now.version() < view.version() {
        let Some(event) = now.fold_next() else { break };
        if !is_act(event) {
            continue;
        }
        now.set_clock(in_force(now.version()));
        if passes(&now, milestone).is_none() {
            (met, passed) = ((now.version(), now.at()), None);
        } else if passed.is_none() {
            passed = Some((now.version(), now.at()));
        }
    }
    let (episode, from) = met;
    let (version, until) = passed.unwrap_or((view.version(), view.at()));
    let ends = |version, at| passes(&run.view_at_version(version, at), milestone)?.ends;
    let before = run.view_at_version(episode, from);
    // By the clock alone, or else by the event.
    let since = first_passed(before, milestone, until).filter(|since| *since < until);
    since.map_or((episode, until, ends(version, until)), |since| {
        (episode, since, ends(episode, since))
    })
}

/// The first instant from that of a view on, to the microsecond, at which the forecast passes a
/// required end if nothing happens until `last`; `None` if it does not pass it by then.
fn first_passed(mut view: View<'_>, milestone: &str, last: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let first = view.at();
    let mut is_passed = |after: i64| {
        view.set_clock(first + TimeDelta::microseconds(after));
        passes(&view, milestone).is_some()
    };
    let length = last.signed_duration_since(first).num_microseconds()?;
    if length < 0 || !is_passed(length) {
        return None;
    }
    // An expected end never becomes earlier.
    Some(first + TimeDelta::microseconds(first_of(-1, length, is_passed)))
}

/// The first number after `low` at which a condition holds that holds at `high` and, once it holds,
/// goes on to; found by halving.
fn first_of(mut low: i64, mut high: i64, mut holds: impl FnMut(i64) -> bool) -> i64 {
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle }
    }
    high
}

/// The next instant at which the clock alone puts a required end at risk.
fn next_risk(view: &View<'_>, rule: &AtRisk) -> Option<DateTime<Utc>> {
    view.run().coordinators().next()?;
    let mut ends = view.forecast().required_ends();
    ends.retain(|end| end.passed_by.is_none());
    let passed = |end: &RequiredOutlook| {
        let last = end.by.checked_add_signed(TimeDelta::microseconds(1))?;
        first_passed(view.clone(), &end.milestone, last)
    };
    let passed = ends.iter().filter_map(passed).min();
    let unlikely = rule.below.and_then(|below| {
        let last = passed.or_else(|| ends.iter().map(|end| end.by).max())?;
        first_unlikely(view.clone(), below, last)
    });
    passed.into_iter().chain(unlikely).min()
}

/// The first whole second after the instant of a view, up to `last`, at which the chance of a
/// required end has fallen below a share that it reaches now, if nothing happens; `None` if none
/// falls by then.
///
/// A chance never rises with the clock alone: with the same random numbers, no step ends earlier in a
/// draw because it is later.
fn first_unlikely(mut view: View<'_>, below: f64, last: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let first = view.at();
    let mut unlikely = |after: i64| -> Option<BTreeSet<String>> {
        view.set_clock(first.checked_add_signed(TimeDelta::seconds(after))?);
        let odds = view.forecast().simulate(&Simulation::default()).ok()?;
        let chances = odds.required_ends();
        let unlikely = chances.filter(|(_, chance)| chance.is_some_and(|chance| chance < below));
        Some(unlikely.map(|(milestone, _)| milestone.to_owned()).collect())
    };
    let known = unlikely(0)?;
    let mut falls = |after| unlikely(after).is_some_and(|now| !now.is_subset(&known));
    let length = last.signed_duration_since(first).num_seconds();
    if length <= 0 || !falls(length) {
        return None;
    }
    first.checked_add_signed(TimeDelta::seconds(first_of(0, length, falls)))
}
