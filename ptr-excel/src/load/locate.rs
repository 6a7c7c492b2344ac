//! From a problem of the plan to the cell it comes from.

use ptr_core::{Fault, Field, Named, Place, Problem};

use super::actors::Actors;
use super::dates::Dates;
use super::environments::Environments;
use super::place;
use super::steps::Steps;

/// Where everything stands that the plan was made of.
pub(super) struct Locate<'l> {
    pub(super) steps: &'l Steps,
    pub(super) actors: &'l Actors,
    pub(super) dates: &'l Dates,
    pub(super) environments: &'l Environments,
}

impl Locate<'_> {
    /// The same problem with its place.
    pub(super) fn problem(&self, problem: &Problem) -> Problem {
        let mut problem = problem.clone();
        if let Fault::DuplicateId { first_row, first_place, .. } = &mut problem.fault {
            *first_place = self.steps.place(*first_row, Field::Id, None);
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
        match place {
            Some(place) => problem.at(place),
            None => problem,
        }
    }

    /// The second of two rows with the same name.
    fn of_name(&self, fault: &Fault) -> Option<Place> {
        let Fault::DuplicateName { what, name } = fault else { return None };
        let second = |names: Vec<String>, sheet: &str, cells: &[(u32, u32)]| {
            let mut same = names.iter().zip(cells).filter(|(other, _)| *other == name);
            let (_, (row, col)) = same.nth(1)?;
            Some(place(sheet, *row, *col))
        };
        match what {
            Named::Phase => None,
            Named::Milestone => {
                let names = self.dates.milestones.iter().map(|it| it.name.clone()).collect();
                second(names, &self.dates.sheet, &self.dates.cells)
            }
            Named::Environment => {
                let environments = &self.environments;
                let names = environments.all.iter().map(|it| it.name.clone()).collect();
                second(names, &environments.sheet, &environments.cells)
            }
            Named::Team => {
                let name = |actor: &ptr_core::Actor| match &actor.department {
                    Some(department) => format!("{} ({department})", actor.team),
                    None => actor.team.clone(),
                };
                let names = self.actors.all.iter().map(name).collect();
                second(names, &self.actors.sheet, &self.actors.cells)
            }
        }
    }
}
