//! From a problem of the plan to the cell it comes from.
//!
//! What only follows from something that a cell could not say, and that has been reported, is left
//! out here.

use std::collections::BTreeMap;

use ptr_core::{DryRun, Fault, Field, Named, Place, Problem};

use super::actors::Actors;
use super::dates::Dates;
use super::environments::Environments;
use super::sheet::place;
use super::steps::Steps;
use crate::a1::CellName;

/// Where everything stands that the plan was made of.
pub(super) struct Locate {
    pub(super) steps: Steps,
    pub(super) actors: Actors,
    pub(super) dates: Dates,
    pub(super) environments: Environments,
    /// How often each name has been reported to stand once too often.
    pub(super) names_reported: BTreeMap<(Named, String), usize>,
}

impl Locate {
    /// The same problem with its place; `None` where all of it has been reported.
    pub(super) fn problem(&mut self, problem: &Problem) -> Option<Problem> {
        let mut problem = problem.clone();
        if let Fault::DuplicateId { first_row, first_place, .. } = &mut problem.fault {
            *first_place = self.steps.place(*first_row, Field::Id, None);
        }
        if let Some(reported) = problem.row.and_then(|row| self.steps.reported.get(&row)) {
            if reported.is_unnamed {
                problem.step = None;
            }
            match &mut problem.fault {
                Fault::InNoDryRun if reported.dry_runs => return None,
                Fault::NoStart { .. } if reported.starts.contains(&None) => return None,
                Fault::NoStart { dry_runs } if !reported.starts.is_empty() => {
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
                let dry_run = match &problem.fault {
                    Fault::NoStart { dry_runs }
                    | Fault::ClockChange { dry_runs, .. }
                    | Fault::StartsBeforePrerequisite { dry_runs, .. } => dry_runs.first(),
                    _ => None,
                };
                self.steps.place(row, field, dry_run)
            }
            _ => self.of_name(&problem.fault),
        };
        Some(match place {
            Some(place) => problem.at(place),
            None => problem,
        })
    }

    /// The second of two rows with the same name; of three the second, then the third.
    fn of_name(&mut self, fault: &Fault) -> Option<Place> {
        let Fault::DuplicateName { what, name } = fault else { return None };
        let nth = self.names_reported.entry((*what, name.clone())).or_default();
        *nth += 1;
        let nth = *nth;
        let again = |names: Vec<&str>, sheet: &str, cells: &[(u32, u32)]| {
            let mut same = names.iter().zip(cells).filter(|(other, _)| **other == *name);
            let (_, (row, col)) = same.nth(nth)?;
            Some(place(sheet, CellName { row: *row, col: *col }))
        };
        match what {
            Named::Phase => None,
            Named::Milestone => {
                let names = self.dates.milestones.names().collect();
                again(names, &self.dates.sheet, &self.dates.cells)
            }
            Named::Environment => {
                let environments = &self.environments;
                let names = environments.all.iter().map(|it| it.name.as_str()).collect();
                again(names, &environments.sheet, &environments.cells)
            }
            Named::Team => {
                let name = |actor: &ptr_core::Actor| match &actor.department {
                    Some(department) => format!("{} ({department})", actor.team),
                    None => actor.team.clone(),
                };
                let names: Vec<String> = self.actors.all.iter().map(name).collect();
                let names = names.iter().map(String::as_str).collect();
                again(names, &self.actors.sheet, &self.actors.cells)
            }
        }
    }
}
