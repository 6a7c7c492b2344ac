//! Plans written as workbooks.
//!
//! Three workbooks for three readers: the *status workbook* shows a run at an instant to whoever
//! wants to be informed, the *plan workbook* is the plan alone, the *template* is where a new
//! plan begins. All three read back: [`plan_workbook`] and [`status_workbook`] as the very plan
//! they were made from, under the same [`Layout`].
//!
//! Kept true here: the same inputs give the same bytes; nothing of the plan is cut or left out
//! silently; no text of a user becomes a formula, a link or markup.

mod cell;
mod checks;
mod column;
mod comparison;
mod dates;
mod error;
mod file;
mod forecast;
mod grid;
mod links;
mod paper;
mod plan;
mod review;
mod source;
mod status;
mod steps;
mod style;
mod summary;
mod table;
mod template;
mod text;
mod timeline;
mod validation;
mod words;

use std::path::Path;

use chrono::{DateTime, Utc};
use ptr_core::language::Language;
use ptr_core::{Comparison, Plan, Simulation, View};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub use self::error::{LONGEST_TEXT, Unfit, Unwritable, WriteError};
pub use self::file::write_atomically;
use self::links::Links;
use self::source::Source;
use self::status::Status;
use self::table::Table;
use self::words::Words;
use crate::layout::Layout;
use crate::source::PLAN_PROPERTY;

/// How a workbook is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WriteOptions {
    /// Where things stand: the layout the plan was read with, so that it can be read with it
    /// again. Sheets and columns that it names get these names.
    pub layout: Layout,
    /// The language of headings and texts.
    pub language: Language,
    /// The day of creation in the document's properties. Left out, a status workbook was
    /// created at the instant it shows, any other at the beginning of the year 2000.
    pub created: Option<DateTime<Utc>>,
    /// The instant since which a status workbook tells why the end has moved and what was decided:
    /// that of the report before. Left out, since the beginning.
    pub since: Option<DateTime<Utc>>,
}

/// The plan alone, without a run: what the loader reads as this very plan.
///
/// Dates are written in the plan's time zone, which the layout must name as well where it is not
/// the default one.
///
/// # Errors
/// [`WriteError::unwritable`]: everything of the plan that a workbook cannot hold.
///
/// # Examples
///
/// ```
/// use ptr_core::{Plan, Step};
/// use ptr_excel::{WriteOptions, plan_workbook};
///
/// let plan = Plan::from_steps([Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let bytes = plan_workbook(&plan, &WriteOptions::default())?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_workbook(plan: &Plan, options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new(options, None)?;
    let tables = plan::tables(book.source(plan), None, &mut book.unwritable);
    book.write(&tables)?;
    book.finish()
}

/// A run at an instant: a summary, where it is heading ([`View::prospects`]), then the plan as it
/// was read with the state of every step beside it, what the clinic finds in the dry run by the layout's rules ([`Layout::checks`]), a
/// timeline of phases and teams, and once a step was begun how the run goes
/// ([`View::review`]). The loader reads it as the run's plan, with the plan's digest
/// ([`Loaded::written_from`](crate::Loaded::written_from)), by which an edited copy is merged with
/// what has changed since.
///
/// Columns that were computed carry [`COMPUTED_MARK`](crate::COMPUTED_MARK) in their headings.
///
/// # Errors
/// As [`plan_workbook`].
///
/// # Examples
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use ptr_core::{Plan, Run, Step};
/// use ptr_excel::{WriteOptions, status_workbook};
///
/// let plan = Plan::from_steps([Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let at = Utc.with_ymd_and_hms(2027, 3, 27, 8, 0, 0).single().ok_or("no such date")?;
/// let bytes = status_workbook(&run.view(at), &WriteOptions::default())?;
/// assert_eq!(bytes, status_workbook(&run.view(at), &WriteOptions::default())?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn status_workbook(view: &View<'_>, options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    let plan = view.schedule().plan();
    let mut book = Book::new(options, Some((view.at(), plan)))?;
    let status = Status::new(view, book.words);
    let tables = plan::tables(book.source(plan), Some(&status), &mut book.unwritable);
    let Some(links) = tables.first().map(Links::new) else { return book.finish() };
    let name = |sheet: &str| {
        let name = status.words.word(&format!("workbook-sheet-{sheet}"));
        free_name(&name, &tables)
    };
    summary::write(&mut book.workbook, &name("summary"), &status, &links, &mut book.unwritable)?;
    // Nobody can draw the ends of a hundred thousand phases, nor read them.
    if let Ok(prospects) = view.prospects(options.since, &Simulation::default()) {
        let (sheet, unwritable) = (name("forecast"), &mut book.unwritable);
        forecast::write(&mut book.workbook, &sheet, &prospects, &status, &links, unwritable)?;
    }
    book.write(&tables)?;
    let findings = checks::findings(&status, &options.layout.checks);
    book.write(&[checks::table(name("checks"), &findings, &status, &links)])?;
    timeline::write(&mut book.workbook, &name("timeline"), &status, &mut book.unwritable)?;
    let review = view.review();
    if review.begun.is_some() {
        book.write(&[review::table(name("review"), &review, &status, &links)])?;
    }
    book.finish()
}

/// An empty workbook to begin a plan in: the sheets and headings of the layout, a few example
/// rows to be overwritten, cells formatted for dates and durations, drop-down lists of phases,
/// teams and dry runs, and a hint for each column.
///
/// It loads as it stands, under the same layout, without a problem or a warning. Where the
/// layout's ids or phases admit no example, it has none.
///
/// # Errors
/// [`WriteError::unwritable`]: a layout that no workbook can have, such as one whose first row
/// leaves no room for headings.
///
/// # Examples
///
/// ```
/// use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, template_workbook};
///
/// let bytes = template_workbook(&WriteOptions::default())?;
/// let loaded = load_bytes(bytes, &Layout::default(), &Limits::default())?;
/// assert_eq!((loaded.plan.len(), loaded.warnings.len()), (3, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn template_workbook(options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new(options, None)?;
    let plan = template::example(book.layout, &options.language);
    let mut tables = plan::tables(book.source(&plan), None, &mut book.unwritable);
    template::prepare(&mut tables, book.layout, book.words);
    book.write(&tables)?;
    book.finish()
}

/// Several runs side by side, a row a step: how long it was left waiting and took in each of them,
/// what that cost the end, and the durations that they teach. Times are in minutes.
///
/// # Errors
/// [`WriteError::unwritable`]: a text that no cell can hold.
///
/// # Examples
///
/// ```
/// use ptr_core::{Comparison, Plan, Run, Step};
/// use ptr_excel::{WriteOptions, comparison_workbook};
///
/// let plan = Plan::from_steps([Step::new("CO00000001", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let review = run.view("2027-03-27T08:00:00Z".parse()?).review();
/// let bytes = comparison_workbook(&Comparison::of(&[review]), &WriteOptions::default())?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn comparison_workbook(
    comparison: &Comparison,
    options: &WriteOptions,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new(options, None)?;
    book.write(&[comparison::table(comparison, book.words)])?;
    book.finish()
}

/// Writes [`template_workbook`] to a file, whole or not at all.
///
/// # Errors
/// As [`template_workbook`], and [`WriteError::is_io`].
pub fn template_workbook_to(
    path: impl AsRef<Path>,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    write_atomically(path, &template_workbook(options)?)
}

/// Writes [`plan_workbook`] to a file, whole or not at all.
///
/// # Errors
/// As [`plan_workbook`], and [`WriteError::is_io`].
pub fn plan_workbook_to(
    path: impl AsRef<Path>,
    plan: &Plan,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    write_atomically(path, &plan_workbook(plan, options)?)
}

/// Writes [`status_workbook`] to a file, whole or not at all.
///
/// # Errors
/// As [`status_workbook`], and [`WriteError::is_io`].
pub fn status_workbook_to(
    path: impl AsRef<Path>,
    view: &View<'_>,
    options: &WriteOptions,
) -> Result<(), WriteError> {
    write_atomically(path, &status_workbook(view, options)?)
}

/// A workbook in the making.
struct Book<'o> {
    workbook: Workbook,
    layout: &'o Layout,
    words: Words<'o>,
    unwritable: Vec<Unwritable>,
}

impl<'o> Book<'o> {
    /// A workbook of nothing yet; `shown` is the instant and the plan of a run that it shows.
    fn new(
        options: &'o WriteOptions,
        shown: Option<(DateTime<Utc>, &Plan)>,
    ) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let words = Words(&options.language);
        let created = options.created.or(shown.map(|(at, _)| at));
        let created = created.map_or(YEAR_2000, |created| created.timestamp());
        // An instant before 1900 is none to a spreadsheet.
        let creation = ExcelDateTime::from_timestamp(created)
            .or_else(|_| ExcelDateTime::from_timestamp(YEAR_2000))?;
        let mut properties = DocProperties::new()
            .set_title(words.word("workbook-summary-title"))
            .set_author("ptr")
            .set_creation_datetime(&creation);
        if let Some((_, plan)) = shown {
            let digest = plan.digest().to_string();
            properties = properties.set_custom_property(PLAN_PROPERTY, digest);
        }
        workbook.set_properties(&properties);
        Ok(Self { workbook, layout: &options.layout, words, unwritable: Vec::new() })
    }

    fn source<'a>(&self, plan: &'a Plan) -> Source<'a>
    where
        'o: 'a,
    {
        Source { plan, layout: self.layout, words: self.words }
    }

    fn write(&mut self, tables: &[Table<'_>]) -> Result<(), WriteError> {
        for table in tables {
            table.write(&mut self.workbook, self.words, &mut self.unwritable)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        if self.unwritable.is_empty() {
            Ok(self.workbook.save_to_buffer()?)
        } else {
            Err(self.unwritable.into())
        }
    }
}

/// The day of creation of workbooks that show no instant, in seconds since 1970.
const YEAR_2000: i64 = 946_684_800;

/// A name for a sheet that none of the tables has.
fn free_name(name: &str, tables: &[Table<'_>]) -> String {
    let is_free = |name: &String| {
        tables.iter().all(|table| table.sheet.to_lowercase() != name.to_lowercase())
    };
    let numbered = (2..=tables.len() + 1).map(|number| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
