//! The sheet of the timeline: for the phases and teams of a run when their steps were planned, what
//! happened, and what is expected of the rest.
//!
//! Spreadsheets show no vector graphics that this crate could give them, so the bars are cells:
//! each column is a slot of time. The loader does not know this sheet and leaves it alone.

mod axis;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use ptr_core::language::arguments;
use ptr_core::{DrawWords, Forecast, State, StepIx, TickForm, TimelineText};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use self::axis::{Axis, Span};
use super::cell::{CellWriter, Content, Target, column};
use super::error::Unwritable;
use super::paper::Paper;
use super::status::Status;
use super::style::{self, Slot};
use super::table::{self, LETTERS};
use super::text::lines;
use super::words::Words;

/// In characters: the name, the row's kind, begin, end, delay; then the slots.
const WIDTHS: [f64; 5] = [38.0, 26.0, 17.0, 17.0, 12.0];
const SLOT: f64 = 1.7;
/// The column of the first slot.
const FIRST: u32 = 5;

/// The times of a step that is over or expected.
struct Bar {
    planned: Option<Span>,
    actual: Option<Span>,
    expected: Option<Span>,
}

/// The steps of a phase or a team.
#[derive(Default)]
struct Group {
    name: String,
    bars: Vec<Bar>,
}

/// Writes the timeline of a run at an instant; nothing where no step has a time.
pub(super) fn write(
    workbook: &mut Workbook,
    name: &str,
    status: &Status<'_>,
    unwritable: &mut Vec<Unwritable>,
) -> Result<(), XlsxError> {
    let (words, schedule) = (status.words, status.view.schedule());
    let forecast = status.view.forecast();
    let spans = schedule.steps().filter_map(|step| bar(status, &forecast, step));
    let spans = spans.filter_map(|it| span(it.planned.into_iter().chain(known(&it))));
    let axis = span(spans).and_then(|span| Axis::of(span, schedule.plan().timezone()));
    let Some(axis) = axis else { return Ok(()) };
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let cells = CellWriter { sheet, name, words, unwritable, cuts: true };
    let now = axis.slot(status.view.at());
    let mut page = Page { cells, row: 0, words, axis, now };
    page.head(status)?;
    page.ticks()?;
    for (title, groups) in [
        ("workbook-summary-by-phase", phases(status, &forecast)),
        ("workbook-summary-by-team", teams(status, &forecast)),
    ] {
        page.section(title)?;
        for group in &groups {
            page.group(status, group)?;
        }
    }
    page.milestones(status)?;
    page.set_up()
}

/// What there is to draw of a step; `None` if it is not expected: asleep, or behind one that is.
fn bar(status: &Status<'_>, forecast: &Forecast, step: StepIx) -> Option<Bar> {
    let (view, schedule) = (status.view, status.view.schedule());
    let outlook = forecast.outlook(step)?;
    let (begins, ends) = (outlook.begins, outlook.ends.max(outlook.begins));
    let planned = schedule.start(step).map(|at| (at, schedule.end(step).unwrap_or(at).max(at)));
    let (actual, expected) = match view.state(step) {
        State::Terminated => (Some((begins, ends)), None),
        State::Open => {
            let now = view.at().max(begins);
            (Some((begins, now)), Some((now, ends.max(now))))
        }
        State::Locked | State::Overdue | State::Idle | State::Ready | State::Planned => {
            (None, Some((begins, ends)))
        }
    };
    Some(Bar { planned, actual, expected })
}

fn known(bar: &Bar) -> impl Iterator<Item = Span> {
    [bar.actual, bar.expected].into_iter().flatten()
}

/// From the first beginning to the last end.
fn span(spans: impl IntoIterator<Item = Span>) -> Option<Span> {
    spans.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn phases(status: &Status<'_>, forecast: &Forecast) -> Vec<Group> {
    let schedule = status.view.schedule();
    let of = |phase: &ptr_core::Phase| {
        let steps = schedule.steps().filter(|step| schedule.phase(*step).code == phase.code);
        let label = phase.label.as_deref().map(|label| format!(" · {label}"));
        Group {
            name: format!("{}{}", phase.code, label.unwrap_or_default()),
            bars: steps.filter_map(|step| bar(status, forecast, step)).collect(),
        }
    };
    schedule.plan().phases().iter().map(of).filter(|it| !it.bars.is_empty()).collect()
}

fn teams(status: &Status<'_>, forecast: &Forecast) -> Vec<Group> {
    let schedule = status.view.schedule();
    let mut teams: BTreeMap<(bool, &str), Group> = BTreeMap::new();
    let nobody = status.words.word("workbook-summary-nobody");
    for step in schedule.steps() {
        let Some(bar) = bar(status, forecast, step) else { continue };
        let team = schedule.step(step).team.as_deref();
        let name = team.unwrap_or(&nobody);
        let new = || Group { name: name.to_owned(), bars: Vec::new() };
        teams.entry((team.is_none(), name)).or_insert_with(new).bars.push(bar);
    }
    teams.into_values().collect()
}

/// The sheet being filled from top to bottom.
struct Page<'p> {
    cells: CellWriter<'p>,
    row: u32,
    words: Words<'p>,
    axis: Axis,
    /// The slot of the instant that is shown.
    now: Option<usize>,
}

impl Page<'_> {
    fn put(&mut self, col: u32, content: &Content<'_>) -> Result<(), XlsxError> {
        self.cells.put(Target::plain(self.row, col), content)
    }

    fn text(&mut self, col: u32, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.cells.text(Target::plain(self.row, col), text, format)
    }

    fn drawn(&self, text: TimelineText<'_>) -> String {
        DrawWords::timeline(self.words.0, text)
    }

    /// The title, the instant, and what the cells mean.
    fn head(&mut self, status: &Status<'_>) -> Result<(), XlsxError> {
        let words = self.words;
        self.text(0, &status.title("workbook-summary-head"), &style::title())?;
        self.cells.sheet.set_row_height(0, 28)?;
        let length = DrawWords::duration(words.0, self.axis.length());
        let slot = words.text("workbook-timeline-slot", &arguments!(length = length));
        self.row = 1;
        self.text(0, &format!("{}. {slot}", status.as_of()), &style::remark())?;
        self.row = 2;
        let legend = [
            (Slot::Planned, self.drawn(TimelineText::Plan)),
            (Slot::Actual, self.drawn(TimelineText::Actual)),
            (Slot::Expected, words.word("workbook-timeline-expected").into_owned()),
        ];
        let mut col = FIRST;
        for (slot, word) in legend {
            self.text(col, "", &style::slot(Some(slot), false))?;
            self.text(col + 1, &word, &style::line())?;
            col += 9;
        }
        self.text(col, "", &style::slot(None, true))?;
        self.text(col + 1, &self.drawn(TimelineText::Now), &style::line())?;
        self.text(col + 9, "◆", &style::slot(None, false))?;
        self.text(col + 10, &self.drawn(TimelineText::Milestone), &style::line())?;
        self.text(col + 18, "■", &style::slot(None, false))?;
        self.text(col + 19, &self.drawn(TimelineText::RequiredEnd), &style::line())?;
        self.row = 4;
        Ok(())
    }

    /// Two rows of times over the slots, and the headings of the columns before them.
    fn ticks(&mut self) -> Result<(), XlsxError> {
        for (form, ticks) in [self.axis.coarse(), self.axis.fine()] {
            let form: TickForm = form;
            for (slot, at) in ticks {
                let text = DrawWords::tick(self.words.0, at, form);
                self.text(place(slot), &text, &style::remark())?;
            }
            self.row += 1;
        }
        self.row -= 1;
        let headings = ["start", "end"].map(|it| format!("workbook-timeline-{it}"));
        let headings = headings.into_iter().chain(["workbook-timeline-delay".to_owned()]);
        for (col, id) in (2..).zip(headings) {
            let heading = self.words.word(&id);
            self.text(col, &heading, &style::heading(true))?;
        }
        self.row += 1;
        Ok(())
    }

    fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.text(0, &self.words.word(title), &style::section())?;
        self.slots(&[])?;
        self.row += 1;
        Ok(())
    }

    /// What was planned in one row, what is known in the next.
    fn group(&mut self, status: &Status<'_>, group: &Group) -> Result<(), XlsxError> {
        let planned: Vec<Span> = group.bars.iter().filter_map(|bar| bar.planned).collect();
        let plan = span(planned.iter().copied());
        let now = span(group.bars.iter().flat_map(known));
        self.put(0, &Content::Prose(group.name.as_str().into()))?;
        self.put(1, &Content::Muted(self.drawn(TimelineText::Plan).into()))?;
        self.span(status, plan)?;
        self.put(4, &Content::Nothing)?;
        self.slots(&[(Slot::Planned, planned)])?;
        table::set_height(self.cells.sheet, self.row, lines(&group.name, WIDTHS[0] * LETTERS))?;
        self.row += 1;
        self.put(0, &Content::Nothing)?;
        self.put(1, &Content::Muted(self.words.word("workbook-timeline-known")))?;
        self.span(status, now)?;
        let late = plan.zip(now).map(|(plan, now)| now.1 - plan.1);
        let late = late.filter(|late| late.num_minutes() > 0);
        self.put(4, &late.map_or(Content::Nothing, Content::Duration))?;
        let expected = group.bars.iter().filter_map(|bar| bar.expected).collect();
        let actual = group.bars.iter().filter_map(|bar| bar.actual).collect();
        self.slots(&[(Slot::Expected, expected), (Slot::Actual, actual)])?;
        self.row += 1;
        Ok(())
    }

    fn span(&mut self, status: &Status<'_>, span: Option<Span>) -> Result<(), XlsxError> {
        let date = |at: Option<DateTime<Utc>>| {
            at.map_or(Content::Nothing, |at| Content::Date(status.local(at)))
        };
        self.put(2, &date(span.map(|it| it.0)))?;
        self.put(3, &date(span.map(|it| it.1)))
    }

    /// The slots of a row; a later bar hides an earlier one.
    fn slots(&mut self, bars: &[(Slot, Vec<Span>)]) -> Result<(), XlsxError> {
        let mut slots: Vec<Option<Slot>> = (0..self.axis.len())
            .map(|slot| self.axis.is_weekend(slot).then_some(Slot::Weekend))
            .collect();
        for (kind, spans) in bars {
            for span in spans {
                if let Some(slots) = slots.get_mut(self.axis.slots(*span)) {
                    slots.fill(Some(*kind));
                }
            }
        }
        for (nth, slot) in slots.into_iter().enumerate() {
            let is_now = self.now == Some(nth);
            if slot.is_some() || is_now {
                let format = style::slot(slot, is_now);
                self.cells.sheet.write_blank(self.row, column(place(nth))?, &format)?;
            }
        }
        Ok(())
    }

    fn milestones(&mut self, status: &Status<'_>) -> Result<(), XlsxError> {
        let schedule = status.view.schedule();
        let milestones: Vec<(&str, DateTime<Utc>)> = schedule.milestones().collect();
        if milestones.is_empty() {
            return Ok(());
        }
        self.section("workbook-timeline-milestones")?;
        let required: BTreeSet<&str> = schedule.required_ends().map(|it| it.milestone).collect();
        for (name, at) in milestones {
            let is_required = required.contains(name);
            let shown = if is_required {
                format!("{name} ({})", self.drawn(TimelineText::RequiredEnd)).into()
            } else {
                name.into()
            };
            self.put(0, &Content::Prose(shown))?;
            self.put(1, &Content::Nothing)?;
            self.put(2, &Content::Date(status.local(at)))?;
            self.slots(&[])?;
            if let Some(slot) = self.axis.slot(at) {
                let sign = if is_required { "■" } else { "◆" };
                self.text(place(slot), sign, &style::slot(None, self.now == Some(slot)))?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn set_up(self) -> Result<(), XlsxError> {
        let last = place(self.axis.len().saturating_sub(1));
        let sheet = self.cells.sheet;
        for (col, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(col, width)?;
        }
        sheet.set_column_range_width(column(FIRST)?, column(last)?, SLOT)?;
        sheet.set_freeze_panes(6, 1)?;
        sheet.set_screen_gridlines(false);
        Paper::A3.set_up(sheet, self.words);
        Ok(())
    }
}

/// The column of a slot.
fn place(slot: usize) -> u32 {
    FIRST.saturating_add(u32::try_from(slot).unwrap_or(u32::MAX))
}
