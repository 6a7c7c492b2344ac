//! The sheet of the review: how the run went, for the whole, each phase, team and step. Planned,
//! expected when it was begun, and recorded; how long who could begin waited, and what that cost.
//!
//! Times are numbers of minutes, since spreadsheets show no negative durations, and a cost may be
//! one. The loader does not know this sheet and leaves it alone.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use ptr_core::{GroupReview, Period, Review, StepId, StepReview};

use super::cell::Content;
use super::column::{Column, Role};
use super::comparison::minutes;
use super::links::Links;
use super::status::Status;
use super::table::{Row, Table};
use crate::layout::StepColumns;

/// The table; `links` is where ids lead to.
pub(super) fn table<'a>(
    name: String,
    review: &'a Review,
    status: &Status<'a>,
    links: &Links<'_>,
) -> Table<'a> {
    let words = status.words;
    let sheet = Sheet { status, links, path: review.path.iter().map(StepId::as_str).collect() };
    let column = |heading: String, width| Column::new(heading, Role::Extra, width);
    let mut columns = vec![
        column(words.word("workbook-review-level").into_owned(), 12.0),
        column(words.heading(StepColumns::PHASE), 9.0),
        column(words.heading(StepColumns::TEAM), 26.0),
        column(words.heading(StepColumns::ID), 15.0),
        column(words.heading(StepColumns::LABEL), 44.0),
    ];
    columns.extend(
        [
            ("planned-start", 18.0),
            ("planned-end", 18.0),
            ("expected-start", 18.0),
            ("expected-end", 18.0),
            ("actual-start", 18.0),
            ("actual-end", 18.0),
            ("reaction", 12.0),
            ("planned-work", 12.0),
            ("work", 12.0),
            ("cost", 14.0),
            ("path", 12.0),
        ]
        .map(|(id, width)| {
            let id = format!("workbook-review-{id}");
            column(words.word(&id).into_owned(), width)
        }),
    );
    let mut rows = vec![sheet.whole(review)];
    rows.extend(review.phases.iter().map(|it| sheet.group(it, true)));
    rows.extend(review.teams.iter().map(|it| sheet.group(it, false)));
    rows.extend(review.steps.iter().map(|it| sheet.step(it)));
    Table {
        sheet: name,
        heading_row: 0,
        columns,
        rows,
        frozen: 4,
        examples: false,
        validations: Vec::new(),
    }
}

struct Sheet<'s, 'a> {
    status: &'s Status<'a>,
    links: &'s Links<'s>,
    path: BTreeSet<&'s str>,
}

impl<'a> Sheet<'_, 'a> {
    fn word(&self, id: &str) -> Content<'a> {
        Content::Prose(self.status.words.word(id))
    }

    fn date(&self, at: Option<DateTime<Utc>>) -> Content<'a> {
        at.map_or(Content::Nothing, |at| Content::Date(self.status.local(at)))
    }

    fn times(&self, periods: [Period; 3]) -> impl Iterator<Item = Content<'a>> {
        periods.into_iter().flat_map(|it| [self.date(it.begins), self.date(it.ends)])
    }

    /// The whole run. Its end is told once it is over.
    fn whole(&self, review: &'a Review) -> Row<'a> {
        let recap = self.status.view.recap(None).whole;
        let is_over = recap.total() == recap.terminated();
        let begins = review.steps.iter().filter_map(|it| it.planned.begins).min();
        let expected = review.steps.iter().filter_map(|it| it.expected.begins).min();
        let period = |begins, ends| Period { begins, ends };
        let mut cells = vec![self.word("workbook-review-whole")];
        cells.extend([const { Content::Nothing }; 4]);
        cells.extend(self.times([
            period(begins, review.planned_end),
            period(expected, review.expected_end),
            period(review.begun, review.end.filter(|_| is_over)),
        ]));
        cells.extend([const { Content::Nothing }; 5]);
        Row { step: None, muted: false, cells }
    }

    fn group(&self, group: &'a GroupReview, is_phase: bool) -> Row<'a> {
        let name = match &group.name {
            Some(name) if is_phase => Content::Code(name.into()),
            Some(name) => Content::Prose(name.into()),
            None => self.word("workbook-summary-nobody"),
        };
        let key = if is_phase { StepColumns::PHASE } else { StepColumns::TEAM };
        let level = Content::Prose(self.status.words.heading(key).into());
        let (phase, team) =
            if is_phase { (name, Content::Nothing) } else { (Content::Nothing, name) };
        let mut cells = vec![level, phase, team, Content::Nothing, Content::Nothing];
        cells.extend(self.times([group.planned, group.expected, group.actual]));
        let times = [group.reaction, group.planned_work, group.work, group.cost];
        cells.extend(times.map(|time| minutes(Some(time))));
        cells.push(Content::Nothing);
        Row { step: None, muted: group.actual.begins.is_none(), cells }
    }

    fn step(&self, step: &'a StepReview) -> Row<'a> {
        let id = step.step.as_str();
        let label = self.status.view.schedule().plan().step(id).map(|it| it.label.as_str());
        let mut cells = vec![
            self.word("workbook-review-step"),
            Content::Code(step.phase.as_str().into()),
            Content::prose(step.team.as_deref()),
            self.links.to(&step.step),
            Content::prose(label.filter(|label| !label.is_empty())),
        ];
        cells.extend(self.times([step.planned, step.expected, step.actual]));
        let times: [Option<TimeDelta>; 4] =
            [step.reaction, step.planned_work, step.work, step.cost];
        cells.extend(times.map(minutes));
        let is_on_it = self.path.contains(id);
        cells.push(if is_on_it { Content::Prose("●".into()) } else { Content::Nothing });
        Row { step: Some(&step.step), muted: step.actual.begins.is_none(), cells }
    }
}
