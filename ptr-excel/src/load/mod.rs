//! From a workbook to a plan: every sheet in one pass, every fault with its cell, all at once.
//!
//! Actors, dates and environments are read first, because the steps name what stands there.
//! Each sheet's reader adds to one list of problems and goes on; then the plan is checked as a
//! whole, whatever the sheets said, so that a planner learns of a circle and of a misspelt team
//! in the same reading. Rules of the domain are the core's; what is decided here is only which
//! cell means what.

mod actors;
mod dates;
mod dry_runs;
mod environments;
mod left_out;
mod locate;
mod places;
mod sheet;
mod spellings;
mod steps;

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use ptr_core::{
    Actor, Digest, Draft, Environment, Finding, Plan, Problem, ProblemKind, Problems, Rules,
    Severity,
};

use self::locate::Locate;
use self::sheet::reading::Reading;
use crate::error::WorkbookError;
use crate::layout::{HeadingRule, Layout};
use crate::limits::Limits;
use crate::source::Workbook;

pub(crate) use self::dry_runs::looks_like_one as looks_like_a_dry_run;
pub use self::places::Places;
pub(crate) use self::steps::IdMaker;

/// What a workbook holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The plan: steps, phases, milestones, and the actors and environments below.
    pub plan: Plan,
    /// The teams and those who answer for them, as the plan has them.
    pub actors: Vec<Actor>,
    /// The environments, as the plan has them.
    pub environments: Vec<Environment>,
    /// What somebody should look at, though the plan can be used; each with its cell.
    pub warnings: Vec<Problem>,
    /// Where its parts stand.
    pub places: Places,
    /// The digest of the plan that the workbook was written from, if it says so: the base on which
    /// what was changed in it is merged ([`ForeignBase::check`](ptr_core::ForeignBase::check)).
    pub written_from: Option<Digest>,
}

impl Loaded {
    /// What the clinic finds in the plan ([`Plan::check`]), each with its cell. Loading tells
    /// what is wrong and what looks wrong; this, what is likely to make a night fail, and only
    /// when asked.
    ///
    /// ```
    /// use ptr_excel::{Layout, Limits, WriteOptions, load_bytes, template_workbook};
    ///
    /// let layout = Layout::default();
    /// let bytes = template_workbook(&WriteOptions::default())?;
    /// let loaded = load_bytes(bytes, &layout, &Limits::default())?;
    /// assert_eq!(loaded.check(&layout.checks), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self, rules: &Rules) -> Vec<Finding> {
        self.places.locate(&self.plan, self.plan.check(rules))
    }
}

/// Reads the plan from the workbook in a file, within the default [`Limits`].
///
/// A table as text (`.csv`, `.tsv`, `.txt`) is read as the sheet of steps, and there are no other
/// tables. Encoding and separator are found. Every cell is the text that stands there; dates of
/// ISO 8601 (`2026-11-24 08:00`) are dates, others need [`Layout::text_dates`].
///
/// Time and memory linear in the workbook.
///
/// # Examples
///
/// ```no_run
/// use ptr_excel::{Layout, WorkbookError, load};
///
/// match load("plan.xlsx", &Layout::default()) {
///     Ok(loaded) => println!("{} steps", loaded.plan.len()),
///     Err(WorkbookError::Problems(problems)) => eprintln!("{problems}"),
///     Err(error) => eprintln!("{error}"),
/// }
/// ```
///
/// # Errors
///
/// [`WorkbookError::File`] if there is no workbook to look into, else all
/// [`WorkbookError::Problems`] at once, warnings included.
pub fn load(path: impl AsRef<Path>, layout: &Layout) -> Result<Loaded, WorkbookError> {
    load_while(Workbook::open(path, &Limits::default())?, layout, |_| ControlFlow::Continue(()))
}

/// Reads the plan from the bytes of a workbook, within the given [`Limits`].
///
/// # Errors
///
/// As [`load`].
pub fn load_bytes(
    bytes: impl Into<Arc<[u8]>>,
    layout: &Layout,
    limits: &Limits,
) -> Result<Loaded, WorkbookError> {
    load_while(Workbook::from_bytes(bytes, limits)?, layout, |_| ControlFlow::Continue(()))
}

/// In how many parts [`load_while`] reads a workbook: actors, dates, environments, steps, and the
/// check of the whole.
pub const LOAD_PARTS: usize = 5;

/// [`load`], for callers that show how far it is, or end it early: `go_on` is told the number of
/// parts read so far, of [`LOAD_PARTS`], and within a long sheet again and again.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
///
/// use ptr_excel::{
///     LOAD_PARTS, Layout, Limits, Workbook, WorkbookError, WriteOptions, load_while,
///     template_workbook,
/// };
///
/// let bytes = template_workbook(&WriteOptions::default())?;
/// let mut seen = Vec::new();
/// let workbook = Workbook::from_bytes(bytes.clone(), &Limits::default())?;
/// load_while(workbook, &Layout::default(), |parts| {
///     seen.push(parts);
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(seen, [1, 2, 3, 4, LOAD_PARTS]);
///
/// let workbook = Workbook::from_bytes(bytes, &Limits::default())?;
/// let broken_off = load_while(workbook, &Layout::default(), |_| ControlFlow::Break(()));
/// assert!(matches!(broken_off, Err(WorkbookError::BrokenOff)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`load`], and [`WorkbookError::BrokenOff`].
pub fn load_while(
    workbook: Workbook,
    layout: &Layout,
    mut go_on: impl FnMut(usize) -> ControlFlow<()>,
) -> Result<Loaded, WorkbookError> {
    let mut workbook = Reading::new(workbook, &mut go_on);
    // A table as text has one sheet, whatever it is called: that of the steps.
    let alone = workbook.is_text().then(|| layout.of_text(workbook.sheets()));
    let layout = alone.as_ref().unwrap_or(layout);
    let mut problems = Vec::new();
    if layout.steps.sections.contains(&HeadingRule::Bold) {
        workbook.want_bold();
    }
    let actors = match &layout.actors {
        Some(table) => actors::read(&mut workbook, table, &mut problems)?,
        None => actors::Actors::default(),
    };
    workbook.done()?;
    let dates = match &layout.dates {
        Some(table) => dates::read(&mut workbook, table, layout, &mut problems)?,
        None => dates::Dates::default(),
    };
    workbook.done()?;
    let mut names = dates.names.clone();
    let environments = match &layout.environments {
        Some(table) => environments::read(&mut workbook, table, &names, &mut problems)?,
        None => environments::Environments::default(),
    };
    workbook.done()?;
    for name in environments.names.as_slice() {
        names.add(name.clone());
    }
    let epoch = workbook.epoch();
    let context = steps::Context { layout, names, actors: &actors, dates: &dates, epoch };
    let mut steps = steps::read(&mut workbook, &context, &mut problems)?;
    workbook.done()?;
    problems.extend(dates::distant(&[&dates.seen, &steps.seen], &steps.all));
    let written_from = workbook.written_from();
    // Its shared texts make room for what the plan needs besides its steps.
    drop(workbook);

    let listed = steps.known_dry_runs.iter().flatten();
    let dry_runs = listed.chain(steps.all.iter().flat_map(|step| step.dry_runs.iter())).collect();
    let milestones = dates.milestones.dated(&dry_runs);
    let draft = Draft {
        timezone: layout.timezone,
        phases: dates.set_by(layout.phases_of_plan(steps.one_phase)),
        dry_runs: steps.known_dry_runs.clone(),
        milestones,
        actors: actors.all.clone(),
        environments: environments.all.clone(),
        steps: std::mem::take(&mut steps.all),
    };
    let repeated = BTreeMap::new();
    let mut locate = Locate { steps, actors, dates, environments, repeated };
    let built = Plan::new(draft);
    if go_on(LOAD_PARTS).is_break() {
        return Err(WorkbookError::BrokenOff);
    }
    let found = match &built {
        Ok(plan) => plan.warnings(),
        Err(problems) => problems.as_slice(),
    };
    problems.extend(found.iter().filter_map(|problem| locate.problem(problem)));
    let failed = problems.iter().any(|problem| problem.severity() == Severity::Error);
    let problems = Problems::new(once(problems));
    match built {
        Ok(plan) if !failed => Ok(Loaded {
            actors: plan.actors().to_vec(),
            environments: plan.environments().to_vec(),
            warnings: problems.into_vec(),
            places: Places::of(locate),
            written_from,
            plan,
        }),
        _ => Err(WorkbookError::Problems(problems)),
    }
}

/// Each error of a cell once, though a merged cell is read for several rows.
fn once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut are_first = Vec::with_capacity(problems.len());
    for problem in &problems {
        let of_cell = problem.place.as_ref().filter(|place| place.cell.is_some());
        let place = of_cell.filter(|_| problem.severity() == Severity::Error);
        are_first.push(place.is_none_or(|place| {
            seen.insert(match &problem.kind {
                // What is like it depends on the step.
                ProblemKind::UnknownPrerequisite { found, .. } => (place, Err(found)),
                kind => (place, Ok(kind)),
            })
        }));
    }
    let first = problems.into_iter().zip(are_first).filter(|(_, is_first)| *is_first);
    first.map(|(problem, _)| problem).collect()
}
