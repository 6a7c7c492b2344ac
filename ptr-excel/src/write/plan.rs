//! The plan as it was read: one table for steps, actors, dates and environments each. Those of
//! steps and dates have files of their own.

use std::collections::BTreeSet;

use ptr_core::{DryRun, Email};

use super::cell::Content;
use super::dates;
use super::error::Unwritable;
use super::grid::Grid;
use super::source::{Source, no_place};
use super::status::Status;
use super::steps;
use super::table::{Column, Role, Table};
use crate::layout::Columns as _;

/// The tables of a plan, the one of steps first; what was computed of the steps beside them.
pub(super) fn tables<'a>(
    source: Source<'a>,
    status: Option<&'a Status<'a>>,
    faults: &mut Vec<Unwritable>,
) -> Vec<Table<'a>> {
    let mut tables = vec![steps::table(source, status, faults)];
    tables.extend(actors(source, faults));
    tables.extend(dates::table(source, faults));
    tables.extend(environments(source, faults));
    tables
}

fn actors<'a>(source: Source<'a>, faults: &mut Vec<Unwritable>) -> Option<Table<'a>> {
    let Source { plan, layout, words } = source;
    let (name, actors) = (words.sheets.actors, plan.actors());
    let Some(layout) = &layout.actors else {
        faults.extend((!actors.is_empty()).then(|| no_place(name, "actors")));
        return None;
    };
    let mut grid = Grid::new(layout, name, actors.iter().map(|_| None), faults);
    let (columns, heads) = (&layout.columns, &words.actors);
    let mail = |mail: &'a Option<Email>| {
        mail.as_ref().map_or(Content::Nothing, |mail| Content::Code(mail.as_str().into()))
    };
    let teams = actors.iter().map(|actor| Content::prose(Some(&*actor.team)));
    grid.known((&columns.team, "actors.columns.team"), (heads.team, 26.0), teams);
    let departments = actors.iter().map(|actor| Content::prose(actor.department.as_deref()));
    let column = (&columns.department, "actors.columns.department");
    grid.known(column, (heads.department, 26.0), departments);
    let leaders = actors.iter().map(|actor| mail(&actor.team_leader));
    let column = (&columns.team_leader_mail, "actors.columns.team_leader_mail");
    grid.known(column, (heads.team_leader_mail, 36.0), leaders);
    let department_heads = actors.iter().map(|actor| mail(&actor.head_of_department));
    let column = (&columns.department_head_mail, "actors.columns.department_head_mail");
    grid.known(column, (heads.department_head_mail, 36.0), department_heads);
    grid.extras(&actors.iter().map(|actor| &actor.extra).collect::<Vec<_>>());
    Some(grid.finish(&columns.wanted(), words))
}

/// A row an environment, a column a dry run.
fn environments<'a>(source: Source<'a>, faults: &mut Vec<Unwritable>) -> Option<Table<'a>> {
    let Source { plan, layout, words } = source;
    let (name, environments) = (words.sheets.environments, plan.environments());
    let Some(layout) = &layout.environments else {
        faults.extend((!environments.is_empty()).then(|| no_place(name, "environments")));
        return None;
    };
    let mut grid = Grid::new(layout, name, environments.iter().map(|_| None), faults);
    let names = environments.iter().map(|environment| Content::prose(Some(&*environment.name)));
    let column = (&layout.columns.environment, "environments.columns.environment");
    grid.known(column, (words.environment, 30.0), names);
    let used: BTreeSet<&DryRun> =
        environments.iter().flat_map(|environment| environment.by_dry_run.keys()).collect();
    let unknown = used.into_iter().filter(|dry_run| !plan.dry_runs().contains(dry_run));
    for dry_run in plan.dry_runs().iter().chain(unknown) {
        let values = environments.iter().map(|environment| {
            Content::prose(environment.by_dry_run.get(dry_run).map(String::as_str))
        });
        grid.push(Column::new(dry_run.as_str(), Role::DryRun, 28.0), values);
    }
    grid.extras(&environments.iter().map(|environment| &environment.extra).collect::<Vec<_>>());
    Some(grid.finish(&layout.columns.wanted(), words))
}
