//! The plan as it was read: one table for steps, actors, dates and environments each. Those of
//! steps and dates have files of their own.

use std::collections::BTreeSet;

use ptr_core::{DryRun, Email};

use super::cell::Content;
use super::column::{Column, Role};
use super::dates;
use super::error::Unwritable;
use super::grid::Grid;
use super::source::{Source, no_place};
use super::status::Status;
use super::steps;
use super::style::Kind;
use super::table::Table;
use super::text;
use crate::layout::{ActorColumns, Columns as _, EnvironmentColumns};
use crate::value::exactly;

/// The tables of a plan, the one of steps first; what was computed of the steps beside them.
pub(super) fn tables<'a>(
    source: Source<'a>,
    status: Option<&'a Status<'a>>,
    unwritable: &mut Vec<Unwritable>,
) -> Vec<Table<'a>> {
    let mut tables = vec![steps::table(source, status, unwritable)];
    tables.extend(actors(source, unwritable));
    tables.extend(dates::table(source, unwritable));
    tables.extend(environments(source, unwritable));
    tables
}

fn actors<'a>(source: Source<'a>, unwritable: &mut Vec<Unwritable>) -> Option<Table<'a>> {
    let Source { plan, layout, words } = source;
    let actors = plan.actors();
    let Some(layout) = &layout.actors else {
        unwritable.extend((!actors.is_empty()).then(|| no_place::<ActorColumns>(words, "actors")));
        return None;
    };
    let mut grid = Grid::new(layout, words, actors.iter().map(|_| None), unwritable);
    let columns = &layout.columns;
    let mail = |mail: &'a Option<Email>| {
        mail.as_ref().map_or(Content::Nothing, |mail| Content::Code(mail.as_str().into()))
    };
    let teams = actors.iter().map(|actor| Content::prose(Some(&*actor.team)));
    grid.known((&columns.team, ActorColumns::TEAM), (Kind::Prose, 26.0), teams);
    let departments = actors.iter().map(|actor| Content::prose(actor.department.as_deref()));
    let column = (&columns.department, ActorColumns::DEPARTMENT);
    grid.known(column, (Kind::Prose, 26.0), departments);
    let leaders = actors.iter().map(|actor| match (&actor.team_leader, &*actor.deputies) {
        (None, []) => Content::Nothing,
        // Without a leader the first deputy would read as one.
        (None, deputies) => Content::Code(exactly(&(None::<&Email>, deputies)).into()),
        (Some(leader), deputies) => {
            let all = std::iter::once(leader).chain(deputies);
            Content::Code(text::list(all.map(Email::as_str)).into())
        }
    });
    let column = (&columns.team_leader_mail, ActorColumns::TEAM_LEADER_MAIL);
    grid.known(column, (Kind::Code, 36.0), leaders);
    let department_heads = actors.iter().map(|actor| mail(&actor.head_of_department));
    let column = (&columns.department_head_mail, ActorColumns::DEPARTMENT_HEAD_MAIL);
    grid.known(column, (Kind::Code, 36.0), department_heads);
    grid.extras(&actors.iter().map(|actor| &actor.extra).collect::<Vec<_>>());
    Some(grid.finish(&columns.wanted()))
}

/// A row an environment, a column a dry run.
fn environments<'a>(source: Source<'a>, unwritable: &mut Vec<Unwritable>) -> Option<Table<'a>> {
    let Source { plan, layout, words } = source;
    let environments = plan.environments();
    let Some(layout) = &layout.environments else {
        unwritable.extend(
            (!environments.is_empty())
                .then(|| no_place::<EnvironmentColumns>(words, "environments")),
        );
        return None;
    };
    let mut grid = Grid::new(layout, words, environments.iter().map(|_| None), unwritable);
    let names = environments.iter().map(|environment| Content::prose(Some(&*environment.name)));
    let column = (&layout.columns.environment, EnvironmentColumns::ENVIRONMENT);
    grid.known(column, (Kind::Prose, 30.0), names);
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
    Some(grid.finish(&layout.columns.wanted()))
}
