//! The summary sheet: where a dry run stands, at a glance and then by phase, team and
//! department; what to act on now; what is behind.
//!
//! The loader does not know this sheet and leaves it alone.

use std::borrow::Cow;

use ptr_core::language::arguments;
use ptr_core::{State, StepIx, Tally};
use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatType, Format, Workbook, Worksheet, XlsxError,
};

use super::cell::{CellWriter, Content, Target, column};
use super::error::Unwritable;
use super::links::Links;
use super::paper::Paper;
use super::status::Status;
use super::style;
use super::table::{self, LETTERS};
use super::text::lines;
use super::words::Words;
use crate::a1::CellName;
use crate::layout::{ColumnKey, StepColumns};

/// Steps that one list shows; the table of steps has them all.
const LONGEST_LIST: usize = 300;

/// In characters: id, label, state, phase, team, start, lateness, then what follows.
const WIDTHS: [f64; 12] = [15.0, 48.0, 13.0, 11.0, 24.0, 18.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0];

/// The sheet being filled from top to bottom.
struct Page<'p> {
    cells: CellWriter<'p>,
    row: u32,
    words: Words<'p>,
    /// The cells that hold progress, and get a bar.
    bars: Vec<CellName>,
}

/// What stands over a column of the summary.
enum Heading<'h> {
    Nothing,
    /// A message.
    Word(&'h str),
    /// The heading of a column of the layout.
    Of(ColumnKey),
}

/// Writes the summary of a run at an instant; `links` is where ids lead to.
pub(super) fn write(
    workbook: &mut Workbook,
    name: &str,
    status: &Status<'_>,
    links: &Links<'_>,
    unwritable: &mut Vec<Unwritable>,
) -> Result<(), XlsxError> {
    let words = status.words;
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let cells = CellWriter { sheet, name, words, unwritable, cuts: true };
    let mut page = Page { cells, row: 0, words, bars: Vec::new() };
    page.head(status)?;
    page.overall(status)?;
    page.tallies(status)?;
    page.lists(status, links)?;
    page.set_up_page()
}

impl Page<'_> {
    fn put(&mut self, col: u32, content: &Content<'_>) -> Result<(), XlsxError> {
        self.cells.put(Target::plain(self.row, col), content)
    }

    fn text(&mut self, col: u32, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.cells.text(Target::plain(self.row, col), text, format)
    }

    /// The title of a part, by its message, and how many entries the part has.
    fn section(&mut self, title: &str, count: Option<usize>) -> Result<(), XlsxError> {
        let title = self.words.word(title);
        let title = count.map_or(title.to_string(), |count| format!("{title} ({count})"));
        self.row += 1;
        self.text(0, &title, &style::section())?;
        self.row += 1;
        Ok(())
    }

    /// Headings by their messages; an empty one stays empty.
    fn headings(&mut self, headings: &[Heading<'_>]) -> Result<(), XlsxError> {
        for (col, heading) in (0..).zip(headings) {
            let text = match heading {
                Heading::Nothing => Cow::Borrowed(""),
                Heading::Word(id) => self.words.word(id),
                Heading::Of(key) => self.words.heading(*key).into(),
            };
            self.text(col, &text, &style::heading(false))?;
        }
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, status: &Status<'_>) -> Result<(), XlsxError> {
        let view = status.view;
        let words = self.words;
        self.text(0, &status.title("workbook-summary-head"), &style::title())?;
        self.cells.sheet.set_row_height(0, 28)?;
        self.row = 1;
        self.text(0, &status.as_of(), &style::remark())?;
        if let Some(rollback) = view.rollback() {
            self.row += 1;
            let at = arguments!(at = status.instant(rollback.at));
            self.text(0, &words.text("workbook-summary-rollback", &at), &style::section())?;
        }
        self.row += 1;
        Ok(())
    }

    /// The whole dry run: figures, and a table of states in their colours.
    fn overall(&mut self, status: &Status<'_>) -> Result<(), XlsxError> {
        let recap = status.view.recap(None);
        self.section("workbook-summary-overall", None)?;
        let figures = [
            ("workbook-summary-total", recap.whole.total()),
            ("workbook-summary-terminated", recap.whole.terminated()),
            ("workbook-summary-skipped", recap.whole.skipped()),
            ("workbook-summary-late", recap.whole.late()),
            ("workbook-summary-asleep", recap.asleep),
            ("workbook-summary-abandoned", recap.abandoned),
        ];
        self.headings(&[
            Heading::Word("workbook-summary-progress"),
            Heading::Nothing,
            Heading::Word("workbook-summary-by-state"),
            Heading::Word("workbook-summary-count"),
            Heading::Word("workbook-summary-share"),
        ])?;
        let top = self.row;
        let words = self.words;
        self.put(0, &Content::Prose(words.word("workbook-summary-progress")))?;
        self.progress(1, &recap.whole)?;
        for (label, count) in figures {
            self.row += 1;
            self.put(0, &Content::Prose(words.word(label)))?;
            self.put(1, &Content::count(count))?;
        }
        let total = recap.whole.total();
        self.row = top;
        for state in State::BY_URGENCY {
            let count = recap.whole.in_state(state);
            self.put(2, &Content::State(state))?;
            self.put(3, &Content::count(count))?;
            self.share(4, count, total)?;
            self.row += 1;
        }
        Ok(())
    }

    fn tallies(&mut self, status: &Status<'_>) -> Result<(), XlsxError> {
        let recap = status.view.recap(None);
        let plan = status.view.schedule().plan();
        let words = self.words;
        let some = |tally: &Tally| tally.total() > 0;
        let phases = recap.by_phase.iter().filter(|(_, tally)| some(tally)).map(|(code, tally)| {
            let label = plan.phase(code.as_str()).and_then(|phase| phase.label.as_deref());
            (code.as_str(), label.unwrap_or_default(), tally)
        });
        self.tally("workbook-summary-by-phase", phases.collect())?;
        let name_of = |name: &Option<String>| {
            let nobody = || words.word("workbook-summary-nobody").into_owned();
            name.clone().unwrap_or_else(nobody)
        };
        for (title, groups) in [
            ("workbook-summary-by-department", &recap.by_department),
            ("workbook-summary-by-team", &recap.by_team),
        ] {
            let names: Vec<String> = groups.keys().map(name_of).collect();
            let rows = names.iter().zip(groups.values());
            self.tally(title, rows.map(|(name, tally)| ("", name.as_str(), tally)).collect())?;
        }
        Ok(())
    }

    /// One line a group: total, terminated, progress, then the states in their colours.
    fn tally(&mut self, title: &str, groups: Vec<(&str, &str, &Tally)>) -> Result<(), XlsxError> {
        self.section(title, None)?;
        let top = self.row;
        self.headings(&[
            Heading::Nothing,
            Heading::Nothing,
            Heading::Word("workbook-summary-total"),
            Heading::Word("workbook-summary-terminated"),
            Heading::Word("workbook-summary-progress"),
        ])?;
        let open = State::BY_URGENCY.iter().filter(|state| **state != State::Terminated);
        for (col, state) in (5..).zip(open.clone()) {
            self.cells.put(Target::plain(top, col), &Content::State(*state))?;
        }
        let late = self.words.word("workbook-summary-late");
        self.cells.text(Target::plain(top, 11), &late, &style::heading(false))?;
        for (code, name, tally) in groups {
            self.put(0, &Content::Prose(code.into()))?;
            self.put(1, &Content::Prose(name.into()))?;
            self.put(2, &Content::count(tally.total()))?;
            self.put(3, &Content::count(tally.terminated()))?;
            self.progress(4, tally)?;
            for (col, state) in (5..).zip(open.clone()) {
                self.some_count(col, tally.in_state(*state))?;
            }
            self.some_count(11, tally.late())?;
            self.row += 1;
        }
        Ok(())
    }

    /// A count; zero leaves the cell empty, so that the others are seen at a glance.
    fn some_count(&mut self, col: u32, count: usize) -> Result<(), XlsxError> {
        self.put(col, &if count == 0 { Content::Nothing } else { Content::count(count) })
    }

    fn progress(&mut self, col: u32, tally: &Tally) -> Result<(), XlsxError> {
        self.bars.push(CellName { row: self.row, col });
        self.put(col, &Content::Share(tally.percent() / 100.0))
    }

    fn share(&mut self, col: u32, count: usize, total: usize) -> Result<(), XlsxError> {
        #[expect(clippy::cast_precision_loss, reason = "plans have fewer than 2^52 steps")]
        let share = if total == 0 { 0.0 } else { count as f64 / total as f64 };
        self.put(col, &Content::Share(share))
    }

    fn lists(&mut self, status: &Status<'_>, links: &Links<'_>) -> Result<(), XlsxError> {
        let (view, schedule) = (status.view, status.view.schedule());
        let by_start = |step: &StepIx| (schedule.start(*step), schedule.id(*step).clone());
        let sorted = |wanted: &dyn Fn(StepIx) -> bool| {
            let mut found: Vec<StepIx> = schedule.steps().filter(|step| wanted(*step)).collect();
            found.sort_by_key(by_start);
            found
        };
        let to_do = sorted(&|step| matches!(view.state(step), State::Ready | State::Open));
        let behind = sorted(&|step| view.behind(step).is_some());
        let defective = sorted(&|step| !view.defects(step).is_empty());
        let joined = |text: &str, by| text.lines().map(str::trim).collect::<Vec<_>>().join(by);

        self.list(
            "workbook-summary-act-now",
            "workbook-summary-nothing-to-do",
            "workbook-computed-assignees",
            &to_do,
            status,
            links,
            &|step| joined(&status.assignees(step), ", "),
        )?;
        self.list(
            "workbook-summary-behind",
            "workbook-summary-nothing-behind",
            "workbook-computed-open-prerequisites",
            &behind,
            status,
            links,
            &|step| joined(&status.open_prerequisites(step), ", "),
        )?;
        self.list(
            "workbook-summary-defects",
            "workbook-summary-no-defects",
            "workbook-computed-defects",
            &defective,
            status,
            links,
            // Sentences, which bring their own full stops.
            &|step| joined(view.defects(step), " "),
        )
    }

    #[expect(clippy::too_many_arguments, reason = "a list has as many parts")]
    fn list(
        &mut self,
        title: &str,
        none: &str,
        last: &str,
        found: &[StepIx],
        status: &Status<'_>,
        links: &Links<'_>,
        what: &dyn Fn(StepIx) -> String,
    ) -> Result<(), XlsxError> {
        let words = self.words;
        let (view, schedule) = (status.view, status.view.schedule());
        self.section(title, Some(found.len()).filter(|count| *count > 0))?;
        if found.is_empty() {
            self.text(0, &words.word(none), &style::remark())?;
            self.row += 1;
            return Ok(());
        }
        self.headings(&[
            Heading::Of(StepColumns::ID),
            Heading::Of(StepColumns::LABEL),
            Heading::Word("workbook-computed-state"),
            Heading::Of(StepColumns::PHASE),
            Heading::Of(StepColumns::TEAM),
            Heading::Word("workbook-computed-start"),
            Heading::Word("workbook-computed-lateness"),
            Heading::Word(last),
        ])?;
        for &step in found.iter().take(LONGEST_LIST) {
            let record = schedule.step(step);
            self.put(0, &links.to(&record.id))?;
            self.put(1, &Content::Prose((&*record.label).into()))?;
            self.put(2, &Content::State(view.state(step)))?;
            self.put(3, &Content::Code(record.phase.as_str().into()))?;
            self.put(4, &Content::prose(record.team.as_deref()))?;
            let start = schedule.start(step).map(|start| status.local(start));
            self.put(5, &start.map_or(Content::Nothing, Content::Date))?;
            self.put(6, &view.behind(step).map_or(Content::Nothing, Content::Duration))?;
            self.text(7, &what(step), &style::line())?;
            table::set_height(
                self.cells.sheet,
                self.row,
                lines(&record.label, WIDTHS[1] * LETTERS),
            )?;
            self.row += 1;
        }
        if found.len() > LONGEST_LIST {
            let rest = found.len() - LONGEST_LIST;
            self.text(
                0,
                &words.text(
                    "workbook-summary-more",
                    &arguments!(rest = rest.to_string(), sheet = links.sheet()),
                ),
                &style::remark(),
            )?;
            self.row += 1;
        }
        Ok(())
    }

    fn set_up_page(self) -> Result<(), XlsxError> {
        let sheet: &mut Worksheet = self.cells.sheet;
        for (col, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(col, width)?;
        }
        let bar = ConditionalFormatDataBar::new()
            .set_fill_color(style::BAR)
            .set_solid_fill(true)
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 1);
        for cell in self.bars {
            let col = column(cell.col)?;
            sheet.add_conditional_format(cell.row, col, cell.row, col, &bar)?;
        }
        sheet.set_screen_gridlines(false);
        sheet.set_active(true);
        Paper::A4.set_up(sheet, self.words);
        Ok(())
    }
}
