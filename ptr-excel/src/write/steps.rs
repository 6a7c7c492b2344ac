//! The table of steps: every column of the plan, those that its owners added, and beside them
//! what was computed.

use std::collections::BTreeSet;

use ptr_core::{
    DryRun, DryRuns, Email, Outcome, Phase, Phases, Plan, Start, Step, When, single_phase,
};

use super::cell::Content;
use super::column::{Column, Role};
use super::error::{Unfit, Unwritable};
use super::grid::Grid;
use super::source::Source;
use super::status::Status;
use super::style::Kind;
use super::table::Table;
use super::text;
use crate::layout::{self, ColumnKey, StepColumns};
use crate::value::{Found, Names, exactly, reads_back};

/// The table of steps, with what was computed of them if there is something.
pub(super) fn table<'a>(
    source: Source<'a>,
    status: Option<&'a Status<'a>>,
    unwritable: &mut Vec<Unwritable>,
) -> Table<'a> {
    let Source { plan, layout, words } = source;
    let (steps, columns) = (plan.steps(), &layout.steps.columns);
    let rows = steps.iter().map(|step| Some(&step.id));
    let mut grid = Grid::new(&layout.steps, words, rows, unwritable);
    let id = match layout.steps.ids {
        // Where ids are made, a written workbook has those that were.
        Some(_) => &layout::Column::Default,
        None => &columns.id,
    };
    let heading = Column::known((id, StepColumns::ID), words, (Kind::Code, 0.0));
    let heading = heading.map(|column| column.heading).unwrap_or_default();
    let ids = steps.iter().map(|step| match step.id.as_str() {
        // The headings once more are no step.
        id if id == heading => Content::Code(exactly(&id).into()),
        id => Content::code(id),
    });
    grid.known((id, StepColumns::ID), (Kind::Code, 14.0), ids);
    let labels = steps.iter().map(label);
    grid.known((&columns.label, StepColumns::LABEL), (Kind::Prose, 46.0), labels);
    for (column, cells) in status.iter().flat_map(|status| status.front(steps)) {
        grid.push(column, cells);
    }
    grid.freeze();

    let phases = steps.iter().map(|step| Content::code(step.phase.as_str()));
    let column = (&columns.phase, StepColumns::PHASE);
    let single = single_phase().map(|phase| phase.code);
    let is_single = steps.iter().all(|step| Some(&step.phase) == single.as_ref());
    grid.known_or_implied(column, (Kind::Code, 9.0), is_single, phases);
    let dry_runs = steps.iter().map(|step| some_list(source, in_order(plan, &step.dry_runs)));
    let column = (&columns.dry_runs, StepColumns::DRY_RUNS);
    grid.known_or_implied(column, (Kind::Code, 20.0), steps.iter().all(only_live), dry_runs);
    let prerequisites = steps.iter().map(|step| prerequisites(source, step));
    let column = (&columns.prerequisites, StepColumns::PREREQUISITES);
    grid.known(column, (Kind::Code, 16.0), prerequisites);

    let milestones = Names::of(plan.milestones().iter().map(|milestone| &milestone.name));
    let when = |date| when(source, &milestones, date);
    let starts = steps.iter().map(|step| match &step.start {
        Start::At(date) => when(date),
        Start::Unset | Start::ByDryRun(_) => Content::Nothing,
    });
    grid.known((&columns.start, StepColumns::START), (Kind::DATE, 18.0), starts);
    // Dates have their times and durations their units; these columns are there to be filled in.
    let to_fill_in = |grid: &mut Grid<'a, '_>, column: (&layout::Column, ColumnKey), kind| {
        if column.0.name().is_some() {
            grid.known(column, (kind, 11.0), steps.iter().map(|_| Content::Nothing));
        }
    };
    to_fill_in(&mut grid, (&columns.time, StepColumns::TIME), Kind::DURATION);
    for dry_run in dated_dry_runs(steps, plan.dry_runs()) {
        let starts = steps.iter().map(|step| match &step.start {
            Start::ByDryRun(dates) => dates.get(dry_run).map_or(Content::Nothing, when),
            Start::Unset | Start::At(_) => Content::Nothing,
        });
        let heading = format!("{} {dry_run}", words.word("workbook-start-in"));
        grid.push(Column::new(heading, Role::DryRun, 18.0), starts);
    }
    let durations =
        steps.iter().map(|step| step.duration.map_or(Content::Nothing, Content::duration));
    grid.known((&columns.duration, StepColumns::DURATION), (Kind::DURATION, 11.0), durations);
    to_fill_in(&mut grid, (&columns.duration_unit, StepColumns::DURATION_UNIT), Kind::Code);

    let teams = steps.iter().map(|step| owner(source, step.team.as_deref()));
    grid.known((&columns.team, StepColumns::TEAM), (Kind::Prose, 24.0), teams);
    let departments = steps.iter().map(|step| owner(source, step.department.as_deref()));
    let column = (&columns.department, StepColumns::DEPARTMENT);
    grid.known(column, (Kind::Prose, 24.0), departments);
    // What a layout names must be there, or the workbook would not load under it.
    let is_named = |column: &layout::Column| column.name().is_some();
    if is_named(&columns.contacts) || steps.iter().any(|step| !step.contacts.is_empty()) {
        let lists =
            steps.iter().map(|step| some_list(source, step.contacts.iter().map(Email::as_str)));
        let column = (&columns.contacts, StepColumns::CONTACTS);
        grid.known(column, (Kind::Code, 30.0), lists);
    }
    let has_decisions = steps.iter().any(Step::is_decision);
    if is_named(&columns.outcomes) || has_decisions {
        let lists =
            steps.iter().map(|step| some_list(source, step.outcomes.iter().map(Outcome::as_str)));
        grid.known((&columns.outcomes, StepColumns::OUTCOMES), (Kind::Code, 16.0), lists);
    }
    if is_named(&columns.quorum) || has_decisions {
        let quorums = steps.iter().map(|step| {
            step.quorum.map_or(Content::Nothing, |quorum| Content::count(quorum as usize))
        });
        grid.known((&columns.quorum, StepColumns::QUORUM), (Kind::Number, 10.0), quorums);
    }
    let instructions = steps.iter().map(|step| Content::whole(step.instructions.as_deref()));
    let column = (&columns.instructions, StepColumns::INSTRUCTIONS);
    grid.known(column, (Kind::Prose, 64.0), instructions);

    grid.extras(&steps.iter().map(|step| &step.extra).collect::<Vec<_>>());
    if let Some(status) = status {
        for (column, cells) in status.back(steps) {
            grid.push(column, cells);
        }
        grid.mute(|id| !status.executes(id));
    }
    let table = grid.finish(&layout.steps.wanted());
    unwritable.extend(lost_contingencies(source, &table.sheet));
    table
}

/// For each contingency phase that the layout knows as none, the first of its steps.
fn lost_contingencies(source: Source<'_>, sheet: &str) -> Vec<Unwritable> {
    let Source { plan, layout, .. } = source;
    let listed = match layout.phases_of_plan(false) {
        Phases::Listed(listed) => listed,
        Phases::AsTheyCome => Vec::new(),
    };
    let is_known = |phase: &Phase| listed.iter().any(|it| it.code == phase.code && it.contingency);
    let lost = plan.phases().iter().filter(|phase| phase.contingency && !is_known(phase));
    let told = lost.filter_map(|phase| {
        let step = plan.steps().iter().find(|step| step.phase == phase.code)?;
        let why = Unfit::Contingency { phase: phase.code.to_string() };
        let (sheet, step) = (sheet.to_owned(), Some(step.id.clone()));
        Some(Unwritable { sheet, cell: None, step, why })
    });
    told.collect()
}

/// The label, an empty one as an empty cell; but a row that holds an id alone is no step.
fn label(step: &Step) -> Content<'_> {
    let says_more = step.start != Start::Unset
        || step.duration.is_some()
        || step.team.is_some()
        || !step.prerequisites.is_empty();
    Content::prose(Some(&*step.label).filter(|text| !text.is_empty() || !says_more))
}

/// A team or department; in brackets if it would read as one that is yet to come.
fn owner<'a>(source: Source<'a>, name: Option<&'a str>) -> Content<'a> {
    match name {
        Some(name) if source.is_placeholder(name) => Content::Prose(exactly(&name).into()),
        name => Content::prose(name),
    }
}

/// What a step waits for: ids, some with an outcome; in brackets if a step's id is just that text.
fn prerequisites<'a>(source: Source<'_>, step: &Step) -> Content<'a> {
    let texts: Vec<String> = step.prerequisites.iter().map(ToString::to_string).collect();
    let mut written = step.prerequisites.iter().zip(&texts);
    let is_an_id = |text: &str| source.plan.step(text).is_some();
    if written.any(|(it, text)| it.outcome.is_some() && is_an_id(text))
        || texts.len() > 1 && is_an_id(&texts.join("; "))
    {
        return Content::Code(exactly(&step.prerequisites).into());
    }
    some_list(source, texts.iter().map(String::as_str))
}

/// A list as a cell, an empty one as an empty cell.
fn some_list<'a, 'i>(source: Source<'_>, items: impl IntoIterator<Item = &'i str>) -> Content<'a> {
    let items: Vec<&str> = items.into_iter().collect();
    let is_one = items.iter().any(|item| source.is_placeholder(item));
    let list = if is_one { exactly(&items) } else { text::list(items) };
    if list.is_empty() { Content::Nothing } else { Content::Code(list.into()) }
}

/// A date as the plan writes it: a date in the plan's zone, or a distance from a milestone.
fn when<'a>(source: Source<'a>, milestones: &Names, when: &'a When) -> Content<'a> {
    match when {
        When::Moment(moment) => Content::moment(source.plan, *moment),
        When::FromMilestone(from) => {
            let is_known = |name: &str| milestones.find(name) != Found::None;
            let is_date = |text: &String| {
                let format = source.layout.text_dates.as_ref();
                format.is_some_and(|it| it.parse(text, source.layout.timezone).is_some())
            };
            // One of two milestones of similar names is named by its exact name alone.
            let text =
                Some(from).filter(|from| matches!(milestones.find(&from.milestone), Found::One(_)));
            let text = text.and_then(|from| text::milestone_date(from, is_known, source.words));
            let is_other = |text: &String| is_date(text) || source.is_placeholder(text);
            let text = text.filter(|text| reads_back(text) && !is_other(text));
            Content::Code(text.unwrap_or_else(|| exactly(when)).into())
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
