//! The steps of a person or a team as an iCalendar (RFC 5545), for the calendars that they keep
//! anyway.
//!
//! A calendar of a later instant replaces an earlier one: each step keeps its `UID`, `SEQUENCE` is
//! the number of events known, `DTSTAMP` the instant of the view. A step that is no longer theirs,
//! that was skipped, that sleeps again, or that a revision has removed is cancelled, not left out:
//! what is left out stays in the calendars of those who took it in before.
//!
//! Times are those expected now, in UTC: they are the same instant in every program, also in the
//! hour that a night in October has twice, which a local time cannot tell. The calendar names the
//! plan's zone, and the description says plan and forecast by its clock.
//!
//! It stands here and not in the core because it is a message to people, with their words; and
//! because the library that spells it knows a clock and random numbers, which nothing here asks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use ptr_core::language::{Language, arguments, instant};
use ptr_core::{
    Email, Fact, InvalidSupposition, KnownNames, Schedule, State, StepId, StepIx, View,
};
use serde::{Deserialize, Serialize};

use crate::message::Identity;
use crate::platform::Pages;
use crate::texts::text;

/// Whose steps a calendar holds, and what it says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarOptions {
    /// The steps that are or were assigned to this person; of everybody if `None`.
    pub mail: Option<Email>,
    /// The steps of this team; of all teams if `None`.
    pub team: Option<String>,
    /// The address of the platform, whose pages of steps are linked.
    pub base_url: Option<String>,
}

/// No step of the dry run is carried out by the team whose calendar was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTeam {
    /// The name that was given.
    pub found: String,
    /// The teams that there are.
    pub known: KnownNames,
}

impl UnknownTeam {
    /// What is wrong, with the teams there are, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let (found, known) = (self.found.clone(), self.known.clone());
        InvalidSupposition::UnknownTeam { found, known }.message(language)
    }
}

impl fmt::Display for UnknownTeam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl std::error::Error for UnknownTeam {}

/// The steps of a person or a team as a calendar, as they look at the view's instant.
///
/// A step that is expected is an event from its expected beginning to its expected end, or from the
/// recorded ones. Without an expectation, behind steps that sleep, it is `TENTATIVE` at its planned
/// time; without any time it is left out, as are steps that sleep and never were awake.
/// `STATUS:CANCELLED` have those that were transferred to somebody else, skipped or abandoned, those
/// of a rollback that was withdrawn, and those that were of an earlier plan of the run.
///
/// Time `O(events + plans * steps log steps)`, with the plans that the run has executed so far.
///
/// # Errors
/// [`UnknownTeam`] if no step of the dry run has the team, nor had it in an earlier plan.
///
/// # Examples
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use ptr_core::{Email, Moment, Plan, Run, Step};
/// use ptr_mail::{CalendarOptions, Language, calendar};
///
/// let ten: DateTime<Utc> = "2026-03-28T22:00:00Z".parse()?;
/// let step = Step::new("CO00000001", "CO")?
///     .labelled("Basculer les flux")
///     .in_dry_runs(["FDR2"])?
///     .starting(Moment::Instant(ten))
///     .lasting(TimeDelta::hours(1))
///     .carried_out_by("Réseau", ["anne@grid.example"])?;
/// let run = Run::new(Plan::from_steps([step])?.schedule("FDR2")?, []);
/// let mail = Some(Email::new("anne@grid.example")?);
/// let options = CalendarOptions { mail, ..CalendarOptions::default() };
/// let ics = calendar(&run.view(ten), &options, &Language::french())?;
/// assert!(ics.contains("DTSTART:20260328T220000Z\r\n"));
/// assert!(ics.contains("SUMMARY:CO00000001 · Basculer les flux\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn calendar(
    view: &View<'_>,
    options: &CalendarOptions,
    language: &Language,
) -> Result<String, UnknownTeam> {
    let schedule = view.schedule();
    let executed = view.run().schedules().take_while(|(from, _)| *from <= view.version());
    let mut executed: Vec<&Schedule> = executed.map(|(_, schedule)| schedule).collect();
    executed.pop();
    let teams_of = |schedule: &'_ Schedule| -> BTreeSet<String> {
        schedule.steps().filter_map(|step| schedule.step(step).team.clone()).collect()
    };
    if let Some(team) = &options.team {
        let known = teams_of(schedule);
        let is_known =
            known.contains(team) || executed.iter().any(|it| teams_of(it).contains(team));
        if !is_known {
            return Err(UnknownTeam { found: team.clone(), known: KnownNames::of(known) });
        }
    }
    let written = Written {
        view,
        options,
        language,
        earlier: executed,
        pages: options.base_url.as_deref().map(Pages::at),
        handed_over: handed_over(view, options.mail.as_ref()),
        was_awake: view.events().iter().any(|it| matches!(it.fact, Fact::RollbackDeclared { .. })),
    };
    let whose = [options.team.clone(), options.mail.as_ref().map(ToString::to_string)];
    let whose = [Some(schedule.dry_run().to_string())].into_iter().chain(whose);
    let name = whose.flatten().collect::<Vec<_>>().join(" · ");
    let mut calendar = Calendar::new();
    calendar.properties.retain(|property| property.key() != "PRODID");
    let program = concat!("-//ptr//", env!("CARGO_PKG_VERSION"), "//EN");
    calendar.append_property(Property::new("PRODID", program));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&clean(&name)).timezone(schedule.plan().timezone().name());
    let forecast = view.forecast();
    for step in schedule.steps_by_id().iter().copied() {
        let expected = forecast.outlook(step).map(|outlook| (outlook.begins, outlook.ends));
        calendar.extend(written.event(step, expected));
    }
    calendar.extend(written.removed());
    Ok(calendar.to_string())
}

/// The steps that were transferred to somebody at some time.
fn handed_over<'v>(view: &'v View<'_>, mail: Option<&Email>) -> BTreeSet<&'v str> {
    let to_them = view.events().iter().filter_map(|event| match &event.fact {
        Fact::Transferred { step, to, .. } if Some(to) == mail => Some(step.as_str()),
        _ => None,
    });
    to_them.collect()
}

/// From when until when.
type Span = (DateTime<Utc>, DateTime<Utc>);

struct Written<'v> {
    view: &'v View<'v>,
    options: &'v CalendarOptions,
    language: &'v Language,
    pages: Option<Pages>,
    /// The schedules that the run has executed before the present one.
    earlier: Vec<&'v Schedule>,
    /// The steps that were transferred to the person.
    handed_over: BTreeSet<&'v str>,
    /// Whether a rollback was declared at some time.
    was_awake: bool,
}

impl Written<'_> {
    /// The event of a step, if it is of this calendar.
    fn event(&self, step: StepIx, expected: Option<Span>) -> Option<Event> {
        let (view, schedule) = (self.view, self.view.schedule());
        let record = schedule.step(step);
        let is_assigned =
            self.options.mail.as_ref().is_none_or(|mail| view.assignees(step).contains(mail));
        let is_theirs = is_assigned && self.is_of_team(schedule, step);
        let was_in = |earlier: &Schedule| {
            let step = earlier.find(record.id.as_str());
            step.is_some_and(|step| self.was_theirs(earlier, step))
        };
        let was_theirs =
            || self.was_theirs(schedule, step) || self.earlier.iter().any(|it| was_in(it));
        if !is_theirs && !was_theirs() || self.was_never_awake(schedule, step) {
            return None;
        }
        let planned = planned(schedule, step);
        let is_cancelled = !is_theirs || view.is_asleep(step) || view.skipped(step).is_some();
        let status = match expected {
            _ if is_cancelled => EventStatus::Cancelled,
            Some(_) => EventStatus::Confirmed,
            None => EventStatus::Tentative,
        };
        // What is cancelled needs a beginning, too.
        let at = is_cancelled.then_some((view.at(), view.at()));
        let span = expected.or(planned).or(at)?;
        let description = self.description(step, planned, expected);
        Some(self.written(schedule, step, status, span, &description))
    }

    /// The events of the steps that a revision has removed, in the order of their ids: what was
    /// theirs is cancelled as the last plan that had it knew it.
    fn removed(&self) -> Vec<Event> {
        let mut removed: BTreeMap<&StepId, (&Schedule, StepIx)> = BTreeMap::new();
        for &schedule in &self.earlier {
            let gone = |id: &StepId| self.view.schedule().find(id.as_str()).is_none();
            let steps = schedule.steps().filter(|step| gone(schedule.id(*step)));
            for step in steps.filter(|step| !self.was_never_awake(schedule, *step)) {
                if self.was_theirs(schedule, step) {
                    removed.insert(schedule.id(step), (schedule, step));
                }
            }
        }
        let event = |(schedule, step): (&Schedule, StepIx)| {
            let span = planned(schedule, step).unwrap_or((self.view.at(), self.view.at()));
            self.written(schedule, step, EventStatus::Cancelled, span, "")
        };
        removed.into_values().map(event).collect()
    }

    /// Whether a step is of the team whose calendar this is.
    fn is_of_team(&self, schedule: &Schedule, step: StepIx) -> bool {
        self.options.team.is_none() || schedule.step(step).team == self.options.team
    }

    /// Whether a step of a schedule was theirs at some time, so that their calendars may have it.
    fn was_theirs(&self, schedule: &Schedule, step: StepIx) -> bool {
        let was_assigned = self.options.mail.as_ref().is_none_or(|mail| {
            schedule.contacts(step).contains(mail)
                || self.handed_over.contains(schedule.id(step).as_str())
        });
        was_assigned && self.is_of_team(schedule, step)
    }

    /// Whether a step slept all the time, so that no calendar has it.
    fn was_never_awake(&self, schedule: &Schedule, step: StepIx) -> bool {
        schedule.is_contingency(step) && !self.was_awake
    }

    fn written(
        &self,
        schedule: &Schedule,
        step: StepIx,
        status: EventStatus,
        (begins, ends): Span,
        description: &str,
    ) -> Event {
        let (view, record) = (self.view, schedule.step(step));
        let key = format!("{}/{}/calendar", schedule.dry_run(), record.id);
        let label = record.label.trim();
        let parts = [record.id.as_str(), label].into_iter().filter(|part| !part.is_empty());
        let summary = parts.collect::<Vec<_>>().join(" · ");
        let mut event = Event::new();
        event
            .uid(&Identity::of(&key).uid())
            .timestamp(view.at())
            .sequence(u32::try_from(view.version()).unwrap_or(u32::MAX))
            .status(status)
            .summary(&clean(&summary).replace('\n', " "))
            .categories([clean(record.phase.as_str())])
            .starts(begins);
        if !description.is_empty() {
            event.description(&clean(description));
        }
        // An end must be later than its beginning.
        if ends > begins {
            event.ends(ends);
        }
        if let Some(pages) = &self.pages {
            event.url(&clean(&pages.of_step(record.id.as_str())));
        }
        event.done()
    }

    /// State, planned and expected or recorded time by the plan's clock, instructions.
    fn description(&self, step: StepIx, planned: Option<Span>, expected: Option<Span>) -> String {
        let (view, schedule) = (self.view, self.view.schedule());
        let record = schedule.step(step);
        let zone = schedule.plan().timezone();
        let state = view.state(step);
        let word = ptr_core::language::state(state, view.skipped(step).is_some(), self.language);
        let mut lines = vec![text(
            self.language,
            "mail-calendar-state",
            &arguments!(state = word.into_owned()),
        )];
        let mut times = |id: &str, span: Option<Span>| {
            let Some((begins, ends)) = span else { return };
            let told = |at| instant(at, zone, self.language);
            let arguments = arguments!(from = told(begins), to = told(ends));
            lines.push(text(self.language, id, &arguments));
        };
        let of_now = match state {
            State::Terminated => "mail-calendar-actual",
            State::Locked
            | State::Overdue
            | State::Idle
            | State::Ready
            | State::Open
            | State::Planned => "mail-calendar-forecast",
        };
        times(of_now, expected);
        times("mail-calendar-plan", planned);
        if let Some(instructions) = record.instructions.as_deref().filter(|it| !it.is_empty()) {
            lines.push(String::new());
            lines.push(instructions.to_owned());
        }
        lines.join("\n")
    }
}

/// When the plan has a step.
fn planned(schedule: &Schedule, step: StepIx) -> Option<Span> {
    let start = schedule.start(step)?;
    Some((start, schedule.end(step).unwrap_or(start)))
}

/// A text without the control characters that a calendar cannot hold.
fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
