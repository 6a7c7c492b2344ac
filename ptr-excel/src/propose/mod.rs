//! A workbook that nobody has described: a layout for it, and the reasons for each of its keys.
//!
//! A proposal is a draft to be corrected. Loading never asks for one: what a plan says is decided by
//! the layout that somebody has given, and not by what its cells look like today.
//!
//! Kept true: a table and a column that loading finds by itself is left out of the layout, so that
//! what is proposed for a workbook of the default layout is the default layout; what the content
//! leaves open is told, with what was assumed.
//!
//! It looks at headings first, in all languages there are, and at content second: ids are what is
//! different in each row, prerequisites what is drawn from the ids, milestones what the starts name.

mod column;
mod end;
mod gaps;
mod others;
mod outcomes;
mod reason;
mod rows;
mod sample;
mod steps;
mod table;
mod values;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use ptr_core::{KnownNames, Severity};
use serde::Serialize;

use self::column::{Column, is_most};
use self::others::Others;
use self::reason::Holds as What;
use self::sample::SheetSample;
use self::steps::{Names, Steps};
use self::table::Looked;
use crate::error::LoadError;
use crate::layout::{
    Columns, DateColumns, IdPattern, Layout, PhaseLayout, SheetFound, StepColumns, Table,
};
use crate::limits::Limits;
use crate::source::Workbook;

pub use self::reason::{Because, Holds, Reason};

/// A layout for a workbook, and why it is as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// The layout, ready to load with or to be corrected.
    pub layout: Layout,
    /// Why, key by key; also for keys that are left out.
    pub reasons: Vec<Reason>,
}

impl Proposal {
    /// The reasons that the content leaves open: what somebody has to look at.
    pub fn questions(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.is_open())
    }
}

/// Looks at the workbook in a file and proposes a layout for it, within the default [`Limits`].
///
/// It looks at the first 10,000 rows of each sheet and 400,000 cells in all: time linear in these.
///
/// # Examples
///
/// ```no_run
/// use ptr_core::language::Language;
/// use ptr_excel::{load, propose_layout};
///
/// let proposal = propose_layout("tasks.xlsx")?;
/// for question in proposal.questions() {
///     println!("{}", question.message(&Language::english()));
/// }
/// let loaded = load("tasks.xlsx", &proposal.layout);
/// # Ok::<(), ptr_excel::LoadError>(())
/// ```
///
/// # Errors
///
/// When the file cannot be read or is no workbook.
pub fn propose_layout(path: impl AsRef<Path>) -> Result<Proposal, LoadError> {
    propose(Workbook::open(path, &Limits::default())?)
}

/// The same for the bytes of a workbook, within the given [`Limits`].
///
/// # Errors
///
/// As [`propose_layout`].
pub fn propose_layout_bytes(
    bytes: impl Into<Arc<[u8]>>,
    limits: &Limits,
) -> Result<Proposal, LoadError> {
    propose(Workbook::from_bytes(bytes, limits)?)
}

fn propose(mut workbook: Workbook) -> Result<Proposal, LoadError> {
    let sheets = sample::sample(&mut workbook)?;
    let all: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let mut layout = Layout::default();
    let mut others = Others { sheets: sheets.iter().collect(), all, reasons: Vec::new() };
    let steps = steps_sheet(&sheets, &others.all);
    let (mut steps, steps_reason) = steps.map_or((None, None), |(looked, because)| {
        let reason = looked.reason(StepColumns::TABLE, None, because);
        others.sheets.retain(|sheet| sheet.name != looked.sheet);
        (Some(looked), Some(reason))
    });
    let mut names = Names::default();
    layout.dates = others.dates(steps.as_ref(), &mut names);
    layout.environments = others.environments(&mut names);
    layout.actors = others.actors(steps.as_ref(), &mut names);

    let mut reasons: Vec<Reason> = steps_reason.into_iter().collect();
    match &mut steps {
        Some(looked) => {
            let has_actors = layout.actors.is_some();
            let mut table = looked.table(&others.all);
            let sheet = others.all.iter().position(|name| *name == looked.sheet);
            if let Some(bounds) = sheet.and_then(|sheet| workbook.bounds(sheet))
                && let Some((mark, last)) = end::find(looked, &names, &bounds)?
            {
                looked.end_with(last);
                table.last_row = Some(mark);
                let below = Because::TableEnd { below: last + 2 };
                reasons.push(looked.reason("steps.last_row", None, below));
            }
            let mut found = Steps::of(looked, &names, has_actors, &mut table);
            found.sections(&mut table);
            if let Some(merges) = sheet.and_then(|sheet| workbook.merges(sheet)) {
                found.as_above(&mut table, &merges)?;
            }
            layout.placeholders = found.placeholders();
            layout.steps = table;
            let mut values = values(looked, &found, &names, &mut layout);
            reasons.extend(found.reasons);
            reasons.append(&mut values);
        }
        None => reasons.push(about("steps", Because::NoSheet)),
    }
    // Dates of milestones are read in the same form as those of steps.
    if layout.text_dates.is_none()
        && let Some(table) = &layout.dates
        && let SheetFound::One(place) = table.find_sheet(&others.all)
        && let Some(looked) = Looked::at::<DateColumns>(&sheets[place])
    {
        let columns: Vec<&Column<'_>> = Others::dated(&looked).collect();
        let (format, because) = values::text_dates(&columns);
        layout.text_dates = format;
        reasons.extend(because.into_iter().map(|it| looked.reason("text_dates", None, it)));
    }
    reasons.append(&mut others.reasons);
    let zone = layout.timezone.name().to_owned();
    reasons.push(about("timezone", Because::Zone { zone }));
    Ok(Proposal { layout, reasons })
}

fn about(key: &str, because: Because) -> Reason {
    Reason { key: key.to_owned(), sheet: None, cell: None, because }
}

/// The sheet of steps: the one of this name, else the one whose headings name most of the columns,
/// else the one with ids that other cells refer to, else the longest.
fn steps_sheet<'s>(sheets: &'s [SheetSample], names: &[&str]) -> Option<(Looked<'s>, Because)> {
    if let SheetFound::One(place) = Table::<StepColumns>::default().find_sheet(names)
        && let Some(looked) = Looked::at::<StepColumns>(&sheets[place])
    {
        return Some((looked, Because::SheetName));
    }
    let looked: Vec<Looked<'s>> = sheets.iter().filter_map(Looked::at::<StepColumns>).collect();
    let refers = |looked: &Looked<'_>| {
        looked.columns.iter().filter(|ids| is_most(ids.ids(), 95)).any(|ids| {
            let rows = steps::rows_of(ids);
            let others = looked.columns.iter().filter(|other| other.col != ids.col);
            let mut references = others.map(|other| other.references(&rows));
            references.any(|(share, above)| is_most(share, 80) && above * 2 >= share.0)
        })
    };
    // Of two that are alike the one further to the front.
    let best = |found: Vec<(usize, Looked<'s>)>| {
        found.into_iter().rev().max_by_key(|(score, _)| *score).map(|(_, looked)| looked)
    };
    let (headed, others): (Vec<_>, Vec<_>) =
        looked.into_iter().partition(|it| it.is_found && it.named > 1 && it.rows > 0);
    if let Some(found) = best(headed.into_iter().map(|it| (it.named, it)).collect()) {
        let because = Because::SheetHeadings { found: found.known_headings::<StepColumns>() };
        return Some((found, because));
    }
    let score = |it: Looked<'s>| (it.rows + usize::from(refers(&it)) * 100_000, it);
    let found = best(others.into_iter().filter(|it| it.rows > 0).map(score).collect())?;
    let holds = if refers(&found) { What::References } else { What::Ids };
    Some((found, Because::SheetContent { holds }))
}

/// How the cells of the steps are to be read.
fn values(
    looked: &Looked<'_>,
    steps: &Steps<'_, '_>,
    names: &Names,
    layout: &mut Layout,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut tell = |key: &str, column: &Column<'_>, because: Vec<Because>| {
        reasons.extend(because.into_iter().map(|it| looked.reason(key, Some(column.col), it)));
    };
    if let Some(column) = steps.column(StepColumns::ID) {
        let (pattern, because): (Option<IdPattern>, _) = values::id_pattern(column);
        layout.id_pattern = pattern;
        tell("id_pattern", column, because);
    }
    if let Some(column) = steps.column(StepColumns::PHASE) {
        let (phases, because): (Option<Vec<PhaseLayout>>, _) = values::phases(column);
        layout.phases = phases;
        tell("phases", column, because);
    }
    let starts: Vec<&Column<'_>> = steps.column(StepColumns::START).into_iter().collect();
    if let Some(column) = starts.first() {
        let (format, because) = values::text_dates(&starts);
        layout.text_dates = format;
        tell("text_dates", column, because);
        let (are_dates, because) = values::number_dates(&starts);
        layout.number_dates = are_dates;
        tell("number_dates", column, because);
    }
    let is_counted = |column: &&Column<'_>| is_most(column.day_numbers().0, 90);
    let is_dated = |column: &Column<'_>| is_most(column.dates(&HashSet::new()), 10);
    if let (Some(milestone), Some(column)) =
        (&names.milestone, starts.first().filter(|it| is_counted(it)))
        && !is_dated(column)
    {
        layout.day_numbers = Some(milestone.clone());
        tell("day_numbers", column, vec![Because::DayNumbers { milestone: milestone.clone() }]);
    }
    if let Some(column) = steps.column(StepColumns::PREREQUISITES) {
        let links = column.links(&steps.rows);
        if !links.is_empty() {
            layout.links = Severity::Warning;
            tell("links", column, vec![Because::Links { found: KnownNames::of(links) }]);
        }
    }
    if let Some(column) = steps.column(StepColumns::DURATION)
        && layout.steps.columns.duration_unit.name().is_none()
    {
        let (unit, because) = values::duration_unit(column);
        layout.duration_unit = unit;
        tell("duration_unit", column, because);
    }
    reasons
}
