//! The sheet of the forecast: when the whole and each phase end, whether the required ends are met
//! and until when a rollback can be declared, why the end has moved, the decisions taken and to
//! come.
//!
//! Everything on it is of [`View::prospects`](ptr_core::View::prospects). Lengths of time are
//! numbers of minutes, since spreadsheets show no negative durations. The loader does not know this
//! sheet and leaves it alone.

use chrono::{DateTime, Utc};
use ptr_core::language::arguments;
use ptr_core::{
    DecisionAhead, Event, LastSafe, Outcome, Prospect, Prospects, RequiredEnd, RequiredProspect,
};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::cell::{CellWriter, Content, Target};
use super::comparison::minutes;
use super::error::Unwritable;
use super::links::Links;
use super::paper::Paper;
use super::status::Status;
use super::style;
use super::table::set_height;
use super::text::{lines, list};
use super::words::Words;
use crate::layout::StepColumns;

/// Causes and decisions that one list shows.
const LONGEST_LIST: usize = 20;

/// In characters: a name or a date, a label or an id, the light, then dates and minutes.
const WIDTHS: [f64; 9] = [24.0, 40.0, 14.0, 18.0, 18.0, 18.0, 12.0, 20.0, 20.0];

/// The sheet being filled from top to bottom.
struct Page<'p> {
    cells: CellWriter<'p>,
    row: u32,
    words: Words<'p>,
    status: &'p Status<'p>,
    links: &'p Links<'p>,
}

/// Writes the forecast of a run; `links` is where ids lead to.
pub(super) fn write(
    workbook: &mut Workbook,
    name: &str,
    prospects: &Prospects,
    status: &Status<'_>,
    links: &Links<'_>,
    unwritable: &mut Vec<Unwritable>,
) -> Result<(), XlsxError> {
    let words = status.words;
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let cells = CellWriter { sheet, name, words, unwritable, cuts: true };
    let mut page = Page { cells, row: 0, words, status, links };
    page.head()?;
    page.ends(prospects)?;
    page.required_ends(&prospects.required_ends)?;
    page.causes(prospects)?;
    page.decisions_ahead(&prospects.to_decide)?;
    page.decided(&prospects.decided)?;
    page.set_up_page()
}

impl Page<'_> {
    fn put(&mut self, col: u32, content: &Content<'_>) -> Result<(), XlsxError> {
        self.cells.put(Target::plain(self.row, col), content)
    }

    fn line(&mut self, col: u32, text: &str) -> Result<(), XlsxError> {
        self.cells.text(Target::plain(self.row, col), text, &style::line())
    }

    fn date(&self, at: Option<DateTime<Utc>>) -> Content<'static> {
        at.map_or(Content::Nothing, |at| Content::Date(self.status.local(at)))
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let title = self.status.title("workbook-forecast-head");
        self.cells.text(Target::plain(0, 0), &title, &style::title())?;
        self.cells.sheet.set_row_height(0, 28)?;
        self.cells.text(Target::plain(1, 0), &self.status.as_of(), &style::remark())?;
        self.row = 2;
        Ok(())
    }

    /// The title of a part, and its headings; an empty heading stays empty.
    fn section(&mut self, title: &str, headings: &[&str]) -> Result<(), XlsxError> {
        self.row += 1;
        self.cells.text(Target::plain(self.row, 0), title, &style::section())?;
        self.row += 1;
        for (col, heading) in (0..).zip(headings) {
            self.cells.text(Target::plain(self.row, col), heading, &style::heading(false))?;
        }
        let high = headings.iter().zip(WIDTHS).map(|(heading, width)| lines(heading, width)).max();
        set_height(self.cells.sheet, self.row, high.unwrap_or(1))?;
        self.row += 1;
        Ok(())
    }

    /// The whole, then phase by phase.
    fn ends(&mut self, prospects: &Prospects) -> Result<(), XlsxError> {
        let words = self.words;
        let title = words.word("workbook-forecast-ends");
        self.section(
            &title,
            &[
                &words.heading(StepColumns::PHASE),
                "",
                &words.word("workbook-forecast-light"),
                &words.word("workbook-forecast-planned"),
                &words.word("workbook-forecast-expected"),
                &words.word("workbook-forecast-likely"),
                &words.word("workbook-forecast-delay"),
                &words.word("workbook-forecast-required"),
            ],
        )?;
        for prospect in std::iter::once(&prospects.whole).chain(&prospects.phases) {
            self.end(prospect)?;
        }
        Ok(())
    }

    fn end(&mut self, prospect: &Prospect) -> Result<(), XlsxError> {
        let plan = self.status.view.schedule().plan();
        let label = prospect.phase.as_ref().and_then(|code| plan.phase(code.as_str()));
        let label = label.and_then(|phase| phase.label.as_deref());
        self.put(0, &self.phase(prospect.phase.as_ref()))?;
        self.put(1, &Content::prose(label))?;
        self.put(2, &prospect.light.map_or(Content::Nothing, Content::Light))?;
        for (col, at) in (3..).zip([prospect.planned, prospect.expected, prospect.likely]) {
            self.put(col, &self.date(at))?;
        }
        self.put(6, &minutes(prospect.delay()))?;
        self.put(7, &self.date(prospect.required))?;
        self.row += 1;
        Ok(())
    }

    /// The code of a phase, or the word for the whole.
    fn phase<'a>(&self, code: Option<&'a ptr_core::PhaseCode>) -> Content<'a>
    where
        Self: 'a,
    {
        match code {
            Some(code) => Content::Code(code.as_str().into()),
            None => Content::Prose(self.words.word("workbook-review-whole").into_owned().into()),
        }
    }

    /// Nothing where the plan requires no end.
    fn required_ends(&mut self, required: &[RequiredProspect]) -> Result<(), XlsxError> {
        if required.is_empty() {
            return Ok(());
        }
        let words = self.words;
        let title = words.word("workbook-forecast-required-ends");
        self.section(
            &title,
            &[
                &words.word("workbook-forecast-milestone"),
                &words.word("workbook-forecast-of"),
                &words.word("workbook-forecast-light"),
                &words.word("workbook-forecast-required"),
                &words.word("workbook-forecast-expected"),
                &words.word("workbook-forecast-chance"),
                &words.word("workbook-forecast-margin"),
                &words.word("workbook-forecast-decide-by"),
                &words.word("workbook-forecast-decide-by-likely"),
            ],
        )?;
        for end in required {
            let outlook = &end.outlook;
            let of = match &outlook.of {
                RequiredEnd::Whole => None,
                RequiredEnd::Phase(code) => Some(code),
            };
            self.put(0, &Content::Prose((&*outlook.milestone).into()))?;
            self.put(1, &self.phase(of))?;
            self.put(2, &end.light.map_or(Content::Nothing, Content::Light))?;
            self.put(3, &self.date(Some(outlook.by)))?;
            self.put(4, &self.date(outlook.ends))?;
            self.put(5, &end.chance.map_or(Content::Nothing, Content::Share))?;
            self.put(6, &minutes(end.margin))?;
            let decide_by = match end.decide_by {
                LastSafe::At(at) => self.date(Some(at)),
                LastSafe::TooLate => Content::Prose(words.word("workbook-forecast-too-late")),
                LastSafe::NoRollback => Content::Nothing,
            };
            self.put(7, &decide_by)?;
            self.put(8, &self.date(end.decide_by_likely))?;
            self.row += 1;
        }
        Ok(())
    }

    /// By how much the end has moved, then what moved it most.
    fn causes(&mut self, prospects: &Prospects) -> Result<(), XlsxError> {
        let (words, since) = (self.words, self.status.instant(prospects.since));
        let title = words.text("workbook-forecast-causes", &arguments!(since = since));
        let (amount, cause) =
            (words.word("workbook-forecast-amount"), words.word("workbook-forecast-cause"));
        self.section(&title, &[&amount, &cause])?;
        self.put(0, &minutes(Some(prospects.moved)))?;
        self.put(1, &Content::Prose(words.word("workbook-review-whole")))?;
        self.row += 1;
        for cause in prospects.causes.iter().take(LONGEST_LIST) {
            self.put(0, &minutes(Some(cause.amount)))?;
            self.line(1, &cause.sentence(words.0))?;
            self.row += 1;
        }
        self.rest(prospects.causes.len())
    }

    fn decisions_ahead(&mut self, decisions: &[DecisionAhead]) -> Result<(), XlsxError> {
        if decisions.is_empty() {
            return Ok(());
        }
        let words = self.words;
        let title = words.word("workbook-forecast-to-decide");
        self.section(
            &title,
            &[
                &words.word("workbook-forecast-expected-at"),
                &words.heading(StepColumns::ID),
                &words.heading(StepColumns::OUTCOMES),
                &words.heading(StepColumns::LABEL),
            ],
        )?;
        for decision in decisions.iter().take(LONGEST_LIST) {
            self.put(0, &self.date(Some(decision.expected)))?;
            self.put(1, &self.links.to(&decision.step))?;
            let outcomes = list(decision.outcomes.iter().map(Outcome::as_str));
            self.put(2, &Content::Code(outcomes.into()))?;
            let step = self.status.view.schedule().plan().step(decision.step.as_str());
            self.line(3, step.map_or("", |step| step.label.as_str()))?;
            self.row += 1;
        }
        self.rest(decisions.len())
    }

    fn decided(&mut self, events: &[Event]) -> Result<(), XlsxError> {
        if events.is_empty() {
            return Ok(());
        }
        let words = self.words;
        let title = words.word("workbook-forecast-decided");
        let (at, what) =
            (words.word("workbook-forecast-at"), words.word("workbook-forecast-decision"));
        self.section(&title, &[&at, &words.heading(StepColumns::ID), &what])?;
        for event in events.iter().take(LONGEST_LIST) {
            self.put(0, &self.date(Some(event.at)))?;
            let step = event.fact.step();
            self.put(1, &step.map_or(Content::Nothing, |step| self.links.to(step)))?;
            self.line(2, &event.sentence(words.0))?;
            self.row += 1;
        }
        self.rest(events.len())
    }

    /// How many entries a list does not show.
    fn rest(&mut self, entries: usize) -> Result<(), XlsxError> {
        if let Some(rest) = entries.checked_sub(LONGEST_LIST).filter(|rest| *rest > 0) {
            let rest = arguments!(rest = rest.to_string());
            let text = self.words.text("workbook-forecast-more", &rest);
            self.cells.text(Target::plain(self.row, 0), &text, &style::remark())?;
            self.row += 1;
        }
        Ok(())
    }

    fn set_up_page(self) -> Result<(), XlsxError> {
        let sheet: &mut Worksheet = self.cells.sheet;
        for (col, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(col, width)?;
        }
        sheet.set_screen_gridlines(false);
        Paper::A4.set_up(sheet, self.words);
        Ok(())
    }
}
