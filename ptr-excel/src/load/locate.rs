//! From a problem of the plan to the cell it comes from.
//!
//! What only follows from something that a cell could not say, and that has been reported, is left
//! out here.

use std::collections::BTreeMap;
use std::iter::Skip;
use std::vec::IntoIter;

use ptr_core::{DryRun, Field, Named, Place, Problem, ProblemKind};

use super::actors::Actors;
use super::dates::Dates;
use super::environments::Environments;
use super::sheet::place;
use super::steps::Steps;
use crate::a1::CellName;

/// For each name the cells that hold it, but for the first.
type Repeated = BTreeMap<(Named, String), Skip<IntoIter<(u32, u32)>>>;

/// Where everything stands that the plan was made of.
pub(super) struct Locate {
    pub(super) steps: Steps,
    pub(super) actors: Actors,
    pub(super) dates: Dates,
    pub(super) environments: Environments,
    /// For each name the cells that repeat it and have not been told yet; empty until the first
    /// is asked for.
    pub(super) repeated: Repeated,
}

impl Locate {
    /// The same problem with its place; `None` where all of it has been reported.
    pub(super) fn problem(&mut self, problem: &Problem) -> Option<Problem> {
        if self.steps.is_cut && matches!(problem.kind, ProblemKind::UnknownPrerequisite { .. }) {
            // The step may stand in a row that was not read.
            return None;
        }
        let mut problem = problem.clone();
        if let ProblemKind::DuplicateId { first_row, first_place, .. } = &mut problem.kind {
            *first_place = self.steps.place(*first_row, Field::Id, None);
        }
        if let Some(reported) = problem.row.and_then(|row| self.steps.reported.get(&row)) {
            if reported.is_unnamed {
                problem.step = None;
            }
            match &mut problem.kind {
                ProblemKind::InNoDryRun if reported.dry_runs => return None,
                ProblemKind::NoStart { .. } if reported.starts.contains(&None) => return None,
                ProblemKind::NoStart { dry_runs } if !reported.starts.is_empty() => {
                    let is_reported =
                        |dry_run: &DryRun| reported.starts.contains(&Some(dry_run.clone()));
                    if dry_runs.is_empty() || dry_runs.iter().all(is_reported) {
                        return None;
                    }
                    dry_runs.retain(|dry_run| !is_reported(dry_run));
                }
                _ => {}
            }
        }
        let place = match (problem.row, problem.field) {
            (Some(row), Some(field)) => {
                let dry_run = match &problem.kind {
                    ProblemKind::NoStart { dry_runs }
                    | ProblemKind::ClockChange { dry_runs, .. }
                    | ProblemKind::StartsBeforePrerequisite { dry_runs, .. } => dry_runs.first(),
                    _ => None,
                };
                self.steps.place(row, field, dry_run)
            }
            _ => self.of_name(&problem.kind),
        };
        Some(match place {
            Some(place) => problem.at(place),
            None => problem,
        })
    }

    /// The second of two rows with the same name; of three the second, then the third. The row of
    /// a milestone; the cell that says that a phase sets one.
    fn of_name(&mut self, kind: &ProblemKind) -> Option<Place> {
        if let ProblemKind::RequiredEndTooEarly { milestone, .. } = kind {
            let nth = self.dates.milestones.place(milestone)?;
            let (row, col) = *self.dates.cells.get(nth)?;
            return Some(place(&self.dates.sheet, CellName { row, col }));
        }
        if let ProblemKind::SetsWithoutContingency { phase, milestone } = kind {
            let (row, col) = self.dates.cell_of(phase, milestone)?;
            return Some(place(&self.dates.sheet, CellName { row, col }));
        }
        let ProblemKind::DuplicateName { what, name } = kind else { return None };
        let sheet = match what {
            Named::Milestone => &self.dates.sheet,
            Named::Environment => &self.environments.sheet,
            Named::Team => &self.actors.sheet,
            _ => return None,
        };
        if self.repeated.is_empty() {
            self.repeated = self.cells_of_names();
        }
        let (row, col) = self.repeated.get_mut(&(*what, name.clone()))?.next()?;
        Some(place(sheet, CellName { row, col }))
    }

    /// For each name the cells after the first that hold it.
    fn cells_of_names(&self) -> Repeated {
        let mut cells: BTreeMap<(Named, String), Vec<(u32, u32)>> = BTreeMap::new();
        let mut add = |what, name: String, cell: &(u32, u32)| {
            cells.entry((what, name)).or_default().push(*cell);
        };
        for (name, cell) in self.dates.milestones.names().zip(&self.dates.cells) {
            add(Named::Milestone, name.to_owned(), cell);
        }
        for (it, cell) in self.environments.all.iter().zip(&self.environments.cells) {
            add(Named::Environment, it.name.clone(), cell);
        }
        for (actor, cell) in self.actors.all.iter().zip(&self.actors.cells) {
            let name = match &actor.department {
                Some(department) => format!("{} ({department})", actor.team),
                None => actor.team.clone(),
            };
            add(Named::Team, name, cell);
        }
        cells.into_iter().map(|(name, cells)| (name, cells.into_iter().skip(1))).collect()
    }
}
