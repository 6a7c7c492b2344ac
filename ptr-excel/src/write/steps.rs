//! The table of steps: every column of the plan, those that its owners added, and beside them
//! what was computed.

use std::collections::BTreeSet;

use ptr_core::{DryRun, DryRuns, Email, Plan, Start, Step, When};

use super::cell::Content;
use super::error::Unwritable;
use super::grid::Grid;
use super::source::{Source, local};
use super::status::Status;
use super::table::{Column, Role, Table};
use super::text;
use crate::layout::{Columns as _, StepColumns};
use crate::value::{Found, Names};

/// The table of steps, with what was computed of them if there is something.
pub(super) fn table<'a>(
    source: Source<'a>,
    status: Option<&'a Status<'a>>,
    faults: &mut Vec<Unwritable>,
) -> Table<'a> {
    let Source { plan, layout, words } = source;
    let (steps, columns) = (plan.steps(), &layout.steps.columns);
    let rows = steps.iter().map(|step| Some(&step.id));
    let mut grid = Grid::new(&layout.steps, words, rows, faults);
    let code = |text: &'a str| Content::Code(text.into());

    let ids = steps.iter().map(|step| code(step.id.as_str()));
    grid.known((&columns.id, StepColumns::ID), 14.0, ids);
    let labels = steps.iter().map(|step| some_prose(&step.label));
    grid.known((&columns.label, StepColumns::LABEL), 46.0, labels);
    for (column, cells) in status.iter().flat_map(|status| status.front(steps)) {
        grid.push(column, cells);
    }
    grid.freeze();

    let phases = steps.iter().map(|step| code(step.phase.as_str()));
    let column = (&columns.phase, StepColumns::PHASE);
    grid.known_or_implied(column, 9.0, plan.phases().len() < 2, phases);
    let dry_runs = steps.iter().map(|step| some_list(in_order(plan, &step.dry_runs)));
    let column = (&columns.dry_runs, StepColumns::DRY_RUNS);
    grid.known_or_implied(column, 20.0, steps.iter().all(only_live), dry_runs);
    let prerequisites =
        steps.iter().map(|step| some_list(step.prerequisites.iter().map(AsRef::as_ref)));
    let column = (&columns.prerequisites, StepColumns::PREREQUISITES);
    grid.known(column, 16.0, prerequisites);

    let milestones = Names::of(plan.milestones().iter().map(|milestone| &milestone.name));
    let when = |date| when(source, &milestones, date);
    let starts = steps.iter().map(|step| match &step.start {
        Start::At(date) => when(date),
        Start::Unset | Start::ByDryRun(_) => Content::Nothing,
    });
    grid.known((&columns.start, StepColumns::START), 18.0, starts);
    for dry_run in dated_dry_runs(steps, plan.dry_runs()) {
        let starts = steps.iter().map(|step| match &step.start {
            Start::ByDryRun(dates) => dates.get(dry_run).map_or(Content::Nothing, when),
            Start::Unset | Start::At(_) => Content::Nothing,
        });
        let heading = format!("{} {dry_run}", words.word("workbook-start-in"));
        grid.push(Column::new(heading, Role::DryRun, 18.0), starts);
    }
    let durations =
        steps.iter().map(|step| step.duration.map_or(Content::Nothing, Content::Duration));
    grid.known((&columns.duration, StepColumns::DURATION), 11.0, durations);

    let teams = steps.iter().map(|step| Content::prose(step.team.as_deref()));
    grid.known((&columns.team, StepColumns::TEAM), 24.0, teams);
    let departments = steps.iter().map(|step| Content::prose(step.department.as_deref()));
    let column = (&columns.department, StepColumns::DEPARTMENT);
    grid.known(column, 24.0, departments);
    if steps.iter().any(|step| !step.contacts.is_empty()) {
        let lists = steps.iter().map(|step| some_list(step.contacts.iter().map(Email::as_str)));
        let column = (&columns.contacts, StepColumns::CONTACTS);
        grid.known(column, 30.0, lists);
    }
    let instructions = steps.iter().map(|step| Content::prose(step.instructions.as_deref()));
    let column = (&columns.instructions, StepColumns::INSTRUCTIONS);
    grid.known(column, 64.0, instructions);

    grid.extras(&steps.iter().map(|step| &step.extra).collect::<Vec<_>>());
    if let Some(status) = status {
        for (column, cells) in status.back(steps) {
            grid.push(column, cells);
        }
        grid.mute(|id| !status.executes(id));
    }
    let mut table = grid.finish(&columns.wanted());
    mark_ids_alone(&mut table);
    table
}

/// A row of nothing but an id would read as a number given in advance: a dash, which says nothing,
/// makes it a step.
fn mark_ids_alone(table: &mut Table<'_>) {
    // Instructions keep a dash.
    let kept = [StepColumns::ID.key, StepColumns::INSTRUCTIONS.key];
    let is_other = |column: &Column| column.key.is_some_and(|key| !kept.contains(&key));
    let Some(other) = table.columns.iter().position(is_other) else { return };
    for row in &mut table.rows {
        let filled = row.cells.iter().filter(|cell| **cell != Content::Nothing).count();
        if filled == 1
            && let Some(cell) = row.cells.get_mut(other)
        {
            *cell = Content::Code("-".into());
        }
    }
}

/// A text as a cell, an empty one as an empty cell.
fn some_prose(text: &str) -> Content<'_> {
    Content::prose(Some(text).filter(|text| !text.is_empty()))
}

/// A list as a cell, an empty one as an empty cell.
fn some_list<'a, 'i>(items: impl IntoIterator<Item = &'i str>) -> Content<'a> {
    match text::list(items) {
        Ok(list) if list.is_empty() => Content::Nothing,
        Ok(list) => Content::Code(list.into()),
        Err(unfit) => Content::Unfit(unfit),
    }
}

/// A date as the plan writes it: a date in the plan's zone, or a distance from a milestone.
fn when<'a>(source: Source<'a>, milestones: &Names, when: &'a When) -> Content<'a> {
    match when {
        When::Moment(moment) => Content::Date(local(source.plan, *moment)),
        When::FromMilestone(from) => {
            let is_known = |name: &str| milestones.find(name) != Found::None;
            match text::milestone_date(from, is_known, source.words) {
                Ok(text) => Content::Code(text.into()),
                Err(unfit) => Content::Unfit(unfit),
            }
        }
    }
}

/// What the reader makes of a plan without dry runs.
fn only_live(step: &Step) -> bool {
    step.dry_runs.len() == 1 && step.dry_runs.iter().all(DryRun::is_live)
}

/// The dry runs of a step in the plan's order.
fn in_order<'p>(plan: &'p Plan, dry_runs: &'p DryRuns) -> impl Iterator<Item = &'p str> {
    plan.dry_runs().iter().filter(|dry_run| dry_runs.contains(dry_run)).map(DryRun::as_str)
}

/// The dry runs for which at least one step has a date of its own.
fn dated_dry_runs<'p>(steps: &'p [Step], order: &'p [DryRun]) -> Vec<&'p DryRun> {
    let by_dry_run = steps.iter().filter_map(|step| match &step.start {
        Start::ByDryRun(dates) => Some(dates.keys()),
        Start::Unset | Start::At(_) => None,
    });
    let dated: BTreeSet<&DryRun> = by_dry_run.flatten().collect();
    let unknown = dated.iter().filter(|name| !order.contains(name)).copied();
    order.iter().filter(|name| dated.contains(name)).chain(unknown).collect()
}
