//! What a timeline shows, independent of how it is written: bars as instants, rows, groups, markers.
//!
//! Every step belongs to one group and is either in one of its rows, or folded, or outside the axis.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::axis::Axis;
use super::options::{InvalidWindow, TimelineGroups, TimelineOptions};
use super::rows::{Candidate, choose};
use crate::dense::{Dense, DenseMap, StepIx};
use crate::draw::lettering::one_line;
use crate::draw::sketch::{link_to, phase_title};
use crate::draw::words::{DrawWords, TimelineText};
use crate::forecast::Forecast;
use crate::state::State;
use crate::view::View;

/// The most ids in the list of steps without a date.
const MOST_LISTED: usize = 24;

/// How many times farther what is over counts.
const PAST: i32 = 4;

/// From one instant to another, which is not earlier.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

/// The content of a timeline.
pub(super) struct Chart {
    pub(super) title: String,
    /// The expected end of what is drawn.
    pub(super) subtitle: String,
    pub(super) language: String,
    /// The alternative text, for screen readers.
    pub(super) description: String,
    pub(super) axis: Axis,
    /// The instant of the view, if it is on the axis.
    pub(super) now: Option<DateTime<Utc>>,
    pub(super) milestones: Vec<Milestone>,
    pub(super) groups: Vec<Group>,
    /// Pairs of steps with rows, one the driving prerequisite of the other.
    pub(super) critical: Vec<(StepIx, StepIx)>,
    /// The sentence with the steps that have no planned start.
    pub(super) undated: Option<String>,
}

/// A date of the plan that the axis has, in the order of time.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Milestone {
    pub(super) at: DateTime<Utc>,
    pub(super) name: String,
    /// Whether the run, or a phase of it, must be over by then.
    pub(super) is_required: bool,
}

/// The steps of a phase, a team or a person.
pub(super) struct Group {
    pub(super) title: String,
    /// How many of the steps are terminated, folded, outside: a text.
    pub(super) counts: String,
    pub(super) steps: usize,
    pub(super) outside: usize,
    /// From the first beginning to the last end: planned, and expected or recorded.
    pub(super) planned: Option<Span>,
    pub(super) expected: Option<Span>,
    pub(super) delay: Option<String>,
    /// The bars of the steps without a row.
    pub(super) folded: Vec<Bar>,
    pub(super) rows: Vec<Row>,
}

/// A step with a row of its own.
pub(super) struct Row {
    pub(super) step: StepIx,
    pub(super) id: String,
    pub(super) label: String,
    /// Id, label, state and what else the bar shows, as one text.
    pub(super) full: String,
    pub(super) word: String,
    pub(super) state: State,
    pub(super) is_critical: bool,
    /// By how much the step ends later than planned.
    pub(super) delay: Option<String>,
    pub(super) link: Option<String>,
    pub(super) bar: Bar,
}

/// The times of a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bar {
    pub(super) planned: Option<Span>,
    /// What happened: up to the end or the instant of the view.
    pub(super) actual: Option<Span>,
    /// What is expected of a step that is not terminated.
    pub(super) expected: Option<Span>,
    /// The latest end that does not move the end of the run.
    pub(super) latest_end: Option<DateTime<Utc>>,
}

impl Bar {
    /// From the first to the last instant of the step; the slack is not counted.
    pub(super) fn span(&self) -> Option<Span> {
        let spans = [self.actual, self.expected, self.planned].into_iter().flatten();
        spans.reduce(union)
    }

    /// From the beginning to the end as it is known now.
    fn known(&self) -> Option<Span> {
        [self.actual, self.expected].into_iter().flatten().reduce(union)
    }
}

fn union(a: Span, b: Span) -> Span {
    (a.0.min(b.0), a.1.max(b.1))
}

/// A view with what a timeline asks of it again and again.
struct Source<'v> {
    view: &'v View<'v>,
    forecast: Forecast,
    options: &'v TimelineOptions,
    words: &'v dyn DrawWords,
    states: Vec<State>,
    bars: DenseMap<StepIx, Bar>,
    is_critical: DenseMap<StepIx, bool>,
    drawn: Vec<StepIx>,
}

impl Chart {
    pub(super) fn of(
        view: &View<'_>,
        options: &TimelineOptions,
        words: &dyn DrawWords,
        room: (i64, i64),
    ) -> Result<Self, InvalidWindow> {
        let schedule = view.schedule();
        let forecast = view.forecast();
        let is_drawn = |step: &StepIx| {
            options.phase.as_ref().is_none_or(|phase| schedule.phase(*step).code == *phase)
        };
        let source = Source {
            view,
            options,
            words,
            states: view.states(),
            bars: DenseMap::from_vec(
                schedule.steps().map(|step| bar(view, &forecast, step)).collect(),
            ),
            is_critical: critical(view, &forecast),
            drawn: schedule.steps().filter(is_drawn).collect(),
            forecast,
        };
        source.chart(room)
    }
}

impl Source<'_> {
    fn chart(&self, room: (i64, i64)) -> Result<Chart, InvalidWindow> {
        let (words, schedule) = (self.words, self.view.schedule());
        let axis = self.axis(room)?;
        let groups = self.groups(&axis);
        let count = |of: fn(&Group) -> usize| groups.iter().map(of).sum();
        let description = TimelineText::Description {
            rows: count(|group| group.rows.len()),
            folded: count(|group| group.folded.len()),
            outside: count(|group| group.outside),
        };
        let description = words.timeline(description);
        let required: BTreeSet<&str> = schedule.required_ends().map(|it| it.milestone).collect();
        let milestones = schedule.milestones().filter(|(_, at)| axis.contains(*at));
        let milestones = milestones.map(|(name, at)| Milestone {
            at,
            name: one_line(name),
            is_required: required.contains(name),
        });
        let mut milestones: Vec<_> = milestones.collect();
        milestones.sort();
        let subtitle = self.subtitle();
        let description = format!("{subtitle}. {description}");
        Ok(Chart {
            title: self.title(),
            subtitle,
            language: words.code().to_owned(),
            description,
            axis,
            now: Some(self.view.at()).filter(|at| axis.contains(*at)),
            milestones,
            critical: self.critical_pairs(&groups),
            groups,
            undated: self.undated(),
        })
    }

    /// The axis: as asked for, else from the first beginning to the last end.
    fn axis(&self, (left, right): (i64, i64)) -> Result<Axis, InvalidWindow> {
        let spans = self.drawn.iter().filter_map(|step| self.bars[*step].span());
        let at = self.view.at();
        let day = TimeDelta::days(1);
        let (first, last) = spans.reduce(union).unwrap_or((at, at));
        // A little room on both sides, so that no bar begins or ends on the frame.
        let margin = ((last - first) / 50).max(TimeDelta::minutes(5));
        let before = first.checked_sub_signed(margin).unwrap_or(first);
        let after = last.checked_add_signed(margin).unwrap_or(last);
        let since = self.options.since;
        let until = self.options.until;
        let (since, until) = match (since, until) {
            (None, None) => (before, after),
            (Some(since), None) if since < after => (since, after),
            (Some(since), None) => (since, since.checked_add_signed(day).unwrap_or(since)),
            (None, Some(until)) if before < until => (before, until),
            (None, Some(until)) => (until.checked_sub_signed(day).unwrap_or(until), until),
            (Some(since), Some(until)) if since < until => (since, until),
            (Some(since), Some(until)) => return Err(InvalidWindow { since, until }),
        };
        let zone = self.view.schedule().plan().timezone();
        Ok(Axis { since, until, left: 10 * left, right: 10 * right, zone })
    }

    fn groups(&self, axis: &Axis) -> Vec<Group> {
        let members = self.members();
        let candidates = members.iter().enumerate().flat_map(|(nth, (_, steps))| {
            steps.iter().map(move |&step| self.candidate(axis, nth, step))
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let chosen = choose(&candidates, members.len(), self.options.rows);
        let mut groups: Vec<Group> = Vec::new();
        let mut others = Vec::new();
        for (nth, (title, steps)) in members.into_iter().enumerate() {
            if chosen.groups[nth] {
                groups.push(self.group(title, &steps, axis, &chosen.rows));
            } else {
                others.push(steps);
            }
        }
        if !others.is_empty() {
            let title = self.words.timeline(TimelineText::Others(others.len()));
            groups.push(self.group(title, &others.concat(), axis, &chosen.rows));
        }
        groups
    }

    /// The steps of each group, with its title. What is not expected comes last, in a group of its
    /// own.
    fn members(&self) -> Vec<(String, Vec<StepIx>)> {
        let (schedule, words) = (self.view.schedule(), self.words);
        let is_expected = |step: &StepIx| self.bars[*step].known().is_some();
        let (expected, rest): (Vec<StepIx>, Vec<StepIx>) =
            self.drawn.iter().copied().partition(is_expected);
        let mut groups: BTreeMap<(bool, usize, String), Vec<StepIx>> = BTreeMap::new();
        for step in expected {
            let record = schedule.step(step);
            let key = match self.options.group_by {
                TimelineGroups::Phase => {
                    let phase = schedule.phase_place(step) as usize;
                    (false, phase, phase_title(schedule.phase(step)))
                }
                TimelineGroups::Team => match &record.team {
                    Some(team) => (false, 0, one_line(team)),
                    None => (true, 0, words.timeline(TimelineText::NoTeam)),
                },
                TimelineGroups::Person => match self.view.assignees(step).first() {
                    Some(person) => (false, 0, person.to_string().to_lowercase()),
                    None => (true, 0, words.timeline(TimelineText::Nobody)),
                },
            };
            groups.entry(key).or_default().push(step);
        }
        let mut members: Vec<_> =
            groups.into_iter().map(|((_, _, title), steps)| (title, steps)).collect();
        if !rest.is_empty() {
            members.push((words.timeline(TimelineText::Unexpected), rest));
        }
        members
    }

    fn candidate(&self, axis: &Axis, group: usize, step: StepIx) -> Candidate {
        let span = self.bars[step].span();
        let at = self.view.at();
        let urgent = matches!(self.state(step), State::Open | State::Ready | State::Overdue);
        let is_expected = self.bars[step].known().is_some();
        // What is over is less of interest than what is as far ahead.
        let distance = span.map_or(TimeDelta::MAX, |(begins, ends)| {
            let ago = (at - ends).checked_mul(PAST).unwrap_or(TimeDelta::MAX);
            (begins - at).max(ago).max(TimeDelta::zero())
        });
        Candidate {
            step,
            group,
            is_visible: span.is_none_or(|span| is_on(axis, span)),
            rank: (!is_expected, !urgent, !self.is_critical[step], distance),
        }
    }

    fn group(
        &self,
        title: String,
        steps: &[StepIx],
        axis: &Axis,
        has_row: &DenseMap<StepIx, bool>,
    ) -> Group {
        let bars = || steps.iter().map(|step| &self.bars[*step]);
        let planned = bars().filter_map(|bar| bar.planned).reduce(union);
        let expected = bars().filter_map(Bar::known).reduce(union);
        let mut in_rows: Vec<StepIx> = steps.iter().copied().filter(|it| has_row[*it]).collect();
        in_rows.sort_by_key(|step| (self.bars[*step].span().map(|span| span.0), *step));
        let is_visible =
            |step: &StepIx| self.bars[*step].span().is_none_or(|span| is_on(axis, span));
        let (folded, outside): (Vec<StepIx>, Vec<StepIx>) =
            steps.iter().copied().filter(|step| !has_row[*step]).partition(is_visible);
        let terminated =
            steps.iter().filter(|step| self.state(**step) == State::Terminated).count();
        let mut counts =
            vec![self.words.timeline(TimelineText::Terminated { terminated, steps: steps.len() })];
        if !folded.is_empty() {
            counts.push(self.words.timeline(TimelineText::Folded(folded.len())));
        }
        if !outside.is_empty() {
            counts.push(self.words.timeline(TimelineText::Outside(outside.len())));
        }
        Group {
            title,
            counts: counts.join(" · "),
            steps: steps.len(),
            outside: outside.len(),
            delay: self.delay(expected, planned),
            planned,
            expected,
            folded: folded.into_iter().map(|step| self.bars[step]).collect(),
            rows: in_rows.into_iter().map(|step| self.row(step)).collect(),
        }
    }

    fn row(&self, step: StepIx) -> Row {
        let record = self.view.schedule().step(step);
        let bar = self.bars[step];
        let state = self.state(step);
        let word = self.words.state(state, self.view.skipped(step).is_some());
        let delay = self.delay(bar.known(), bar.planned);
        let label = one_line(&record.label);
        let zone = self.view.schedule().plan().timezone();
        let when = bar.known().or(bar.planned).map(|(begins, ends)| {
            let instant = |at| self.words.instant(at, zone);
            format!("{} – {}", instant(begins), instant(ends))
        });
        let is_critical = self.is_critical[step];
        let critical = is_critical.then(|| self.words.timeline(TimelineText::Critical));
        let parts = [Some(record.id.to_string()), Some(label.trim().to_owned())];
        let parts = parts.into_iter().chain([Some(word.clone()), when, delay.clone(), critical]);
        let parts: Vec<String> = parts.flatten().filter(|part| !part.is_empty()).collect();
        Row {
            step,
            id: record.id.to_string(),
            full: parts.join(" · "),
            label,
            word,
            state,
            is_critical,
            delay,
            link: self.options.links.as_ref().map(|pages| link_to(pages, &record.id)),
            bar,
        }
    }

    /// By how much an end is later than planned, from a minute on.
    fn delay(&self, known: Option<Span>, planned: Option<Span>) -> Option<String> {
        let late = known?.1 - planned?.1;
        let minutes = TimeDelta::minutes(late.num_minutes());
        (minutes > TimeDelta::zero()).then(|| format!("+{}", self.words.duration(minutes)))
    }

    fn state(&self, step: StepIx) -> State {
        self.states.get(step.index()).copied().unwrap_or(State::Planned)
    }

    /// Pairs of steps with rows that follow each other on a critical path.
    fn critical_pairs(&self, groups: &[Group]) -> Vec<(StepIx, StepIx)> {
        let mut has_row = DenseMap::filled(false, self.view.schedule().len());
        for row in groups.iter().flat_map(|group| &group.rows) {
            has_row[row.step] = true;
        }
        let pair = |step: &StepIx| Some((self.forecast.waits_for(*step)?, *step));
        let ends = self.drawn.iter().filter(|step| self.is_critical[**step]);
        ends.filter_map(pair).filter(|(from, to)| has_row[*from] && has_row[*to]).collect()
    }

    fn title(&self) -> String {
        let schedule = self.view.schedule();
        let mut title = schedule.dry_run().to_string();
        if let Some(phase) = &self.options.phase {
            title.push_str(" · ");
            title.push_str(phase.as_str());
        }
        let at = self.words.instant(self.view.at(), schedule.plan().timezone());
        format!("{title} · {}, {at}", self.words.timeline(TimelineText::Title))
    }

    fn subtitle(&self) -> String {
        let bars = || self.drawn.iter().map(|step| &self.bars[*step]);
        let open = bars().filter_map(|bar| bar.expected).reduce(union);
        let known = bars().filter_map(Bar::known).reduce(union);
        let planned = bars().filter(|bar| bar.known().is_some()).filter_map(|bar| bar.planned);
        match (open, known) {
            (Some(_), Some((_, end))) => {
                let zone = self.view.schedule().plan().timezone();
                let planned = planned.reduce(union).map_or(end, |(_, planned)| planned);
                let said = self.words.instant(end, zone);
                self.words.timeline(TimelineText::End { end: &said, delay: end - planned })
            }
            _ => self.words.timeline(TimelineText::NoEnd),
        }
    }

    /// The steps that are not terminated and have no planned start, by name.
    fn undated(&self) -> Option<String> {
        let schedule = self.view.schedule();
        let undated = self.drawn.iter().filter(|step| {
            schedule.start(**step).is_none() && self.state(**step) != State::Terminated
        });
        let ids: Vec<&str> = undated.map(|step| schedule.id(*step).as_str()).collect();
        if ids.is_empty() {
            return None;
        }
        let mut listed = ids.get(..MOST_LISTED).unwrap_or(&ids).join(", ");
        if ids.len() > MOST_LISTED {
            listed.push_str(", …");
        }
        Some(self.words.timeline(TimelineText::Undated { steps: ids.len(), ids: &listed }))
    }
}

/// Whether a part of a span is on the axis.
fn is_on(axis: &Axis, (begins, ends): Span) -> bool {
    begins <= axis.until && axis.since <= ends
}

/// The steps on the critical path of any phase that is drawn, and so of the whole.
fn critical(view: &View<'_>, forecast: &Forecast) -> DenseMap<StepIx, bool> {
    let schedule = view.schedule();
    let mut is_critical = DenseMap::filled(false, schedule.len());
    for phase in schedule.plan().phases() {
        for step in forecast.critical_path_of_phase(&phase.code) {
            is_critical[step] = true;
        }
    }
    is_critical
}

fn bar(view: &View<'_>, forecast: &Forecast, step: StepIx) -> Bar {
    let schedule = view.schedule();
    let planned = schedule.start(step).map(|start| (start, schedule.end(step).unwrap_or(start)));
    let Some(outlook) = forecast.outlook(step) else { return Bar { planned, ..Bar::default() } };
    let known = (outlook.begins, outlook.ends.max(outlook.begins));
    if view.terminated(step).is_some() && outlook.slack.is_none() {
        return Bar { planned, actual: Some(known), ..Bar::default() };
    }
    let latest_end = outlook.slack.and_then(|slack| outlook.ends.checked_add_signed(slack));
    if view.state(step) == State::Open {
        let at = view.at().max(known.0);
        let expected = (at, known.1.max(at));
        return Bar { planned, actual: Some((known.0, at)), expected: Some(expected), latest_end };
    }
    Bar { planned, actual: None, expected: Some(known), latest_end }
}
