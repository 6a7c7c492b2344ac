//! Where in its workbook a plan stands, kept beside it: for what is found in the plan later, such
//! as by the clinic or by a merge.

use std::collections::BTreeMap;

use ptr_core::{
    Conflict, DryRun, Field, FieldValue, Finding, FindingKind, PartKind, Place, Plan, Side, Start,
};
use serde::{Deserialize, Serialize};

use super::locate::Locate;
use super::sheet::part_places::{Cell, PartPlaces};
use super::sheet::place;
use crate::a1::CellName;

/// Where the parts of a plan stand in the workbook it was loaded from.
///
/// As data it goes wherever the plan goes. Space `O(steps)`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    /// The sheet of steps.
    sheet: String,
    /// The row of each step, counted from zero.
    rows: Vec<u32>,
    /// The column of each field, counted from zero; of a field with a column for each dry run,
    /// each of them.
    columns: Vec<(Field, Option<DryRun>, u32)>,
    /// The further columns, by name.
    further: Vec<(String, u32)>,
    /// Where it stands what another cell says, such as a merged one: the step and column, then the
    /// cell.
    merged: Vec<((usize, u32), Cell)>,
    of_milestones: PartPlaces,
    of_actors: PartPlaces,
    of_environments: PartPlaces,
    /// The cells of the sheet of dates that say which milestone a phase sets, by phase.
    sets: BTreeMap<String, Cell>,
}

impl Places {
    pub(super) fn of(locate: Locate) -> Self {
        let Locate { steps, dates, actors, environments, .. } = locate;
        let (mut columns, mut further) = (Vec::new(), Vec::new());
        if let Some(places) = &steps.places {
            let known = places.known();
            columns.extend(known.filter_map(|(field, at)| Some((field, None, *at.first()?))));
            for (field, own) in [(Field::Start, &places.dates), (Field::DryRuns, &places.marks)] {
                columns
                    .extend(own.iter().map(|(col, dry_run)| (field, Some(dry_run.clone()), *col)));
            }
            further.extend(places.extra.named());
        }
        let cell = |cell: CellName| (cell.row, cell.col);
        let sets = dates.cells_of_phases();
        let teams = actors.all.iter().map(|it| it.full_name().into_owned());
        let of_environments = environments.all.iter().map(|it| it.name.as_str());
        Self {
            sheet: steps.sheet,
            rows: steps.rows,
            columns,
            further,
            merged: steps.inherited.into_iter().map(|(at, from)| (at, cell(from))).collect(),
            of_milestones: dates.fields.of(&dates.sheet, dates.milestones.names(), &dates.cells),
            of_actors: actors.fields.of(&actors.sheet, teams, &actors.cells),
            of_environments: environments.fields.of(
                &environments.sheet,
                of_environments,
                &environments.cells,
            ),
            sets,
        }
    }

    /// The cell of a field of a step, of one dry run where it has a column of its own there; the
    /// cell of its id if the sheet has no column for the field. Time `O(log merged cells)`.
    fn step(
        &self,
        plan: &Plan,
        id: &str,
        column: Result<Field, &str>,
        dry_run: Option<&DryRun>,
    ) -> Option<Place> {
        let step = plan.position(id)?;
        // One start for all dry runs does not stand in the column of one of them.
        let is_of_all = column == Ok(Field::Start)
            && plan.step(id).is_some_and(|step| matches!(step.start, Start::At(_)));
        let dry_run = dry_run.filter(|_| !is_of_all);
        let of = |field| {
            let mut columns = self.columns.iter().filter(move |(known, ..)| *known == field);
            let of_dry_run =
                |wanted| columns.clone().find(move |(_, own, _)| own.as_ref() == wanted);
            let own = of_dry_run(dry_run).or_else(|| of_dry_run(None));
            own.or_else(|| columns.next()).map(|(.., col)| *col)
        };
        let row = *self.rows.get(step)?;
        let col = match column {
            Ok(field) => of(field),
            Err(name) => self.further.iter().find(|it| it.0 == name).map(|it| it.1),
        };
        let col = col.or_else(|| of(Field::Id))?;
        let merged = self.merged.binary_search_by_key(&(step, col), |(at, _)| *at).ok();
        let (row, col) = merged.and_then(|it| self.merged.get(it)).map_or((row, col), |it| it.1);
        Some(place(&self.sheet, CellName { row, col }))
    }

    /// The cell that a conflict is about, in the workbook of one of the two plans; that of the id
    /// or name if the sheet has no column for the field.
    ///
    /// What the layout says and no cell, there is none of: time zones, and phases but for the
    /// milestones that the sheet of dates says they set.
    pub fn conflict(&self, plan: &Plan, conflict: &Conflict) -> Option<Place> {
        let (name, field) = (conflict.name.as_str(), conflict.field.as_str());
        let is_dry_run = plan.dry_runs().iter().any(|it| it.as_str() == field);
        match conflict.part {
            PartKind::Step => {
                let mut known = Field::OF_A_STEP.into_iter();
                let column = known.find(|it| it.name() == field).ok_or(field);
                self.step(plan, name, column, disputed(conflict).as_ref())
            }
            PartKind::Milestone => self.of_milestones.at(name, field, is_dry_run),
            PartKind::Actor => {
                // By its team alone where no plan has two of that name.
                let mut actors = plan.actors().iter();
                let actor = actors.find(|it| it.team == name || it.full_name() == name)?;
                self.of_actors.at(&actor.full_name(), field, is_dry_run)
            }
            PartKind::Environment => self.of_environments.at(name, field, is_dry_run),
            PartKind::Phase if field == "sets" => {
                let (row, col) = *self.sets.get(name)?;
                Some(place(&self.of_milestones.sheet, CellName { row, col }))
            }
            _ => None,
        }
    }

    /// Findings about the plan that was loaded, each with its cell.
    pub fn locate(&self, plan: &Plan, findings: Vec<Finding>) -> Vec<Finding> {
        let located = |finding: Finding| {
            let of_step =
                |id: &str, field| self.step(plan, id, Ok(field), finding.dry_runs.first());
            let place = match (&finding.step, finding.kind.field(), &finding.kind) {
                (Some(step), Some(field), _) => of_step(step.as_str(), field),
                (_, _, FindingKind::UnusedMilestone { milestone }) => {
                    self.of_milestones.at(milestone, "", false)
                }
                (_, _, FindingKind::NoSchedule { step, .. }) => {
                    of_step(step.as_str(), Field::DryRuns)
                }
                _ => None,
            };
            finding.at(place)
        };
        findings.into_iter().map(located).collect()
    }
}

/// The first dry run about which the two sides of a conflict disagree; the one side and the base
/// where the other has removed the step.
fn disputed(conflict: &Conflict) -> Option<DryRun> {
    let (one, other) = match conflict.removed {
        Some(Side::Ours) => (&conflict.base, &conflict.theirs),
        Some(Side::Theirs) => (&conflict.ours, &conflict.base),
        None => (&conflict.ours, &conflict.theirs),
    };
    if let (FieldValue::Texts(one), FieldValue::Texts(other)) = (one, other) {
        let lacks = |texts: &[String], text: &String| !texts.contains(text);
        let mut of_one = one.iter().filter(|it| lacks(other, it));
        let name = of_one.next().or_else(|| other.iter().find(|it| lacks(one, it)))?;
        return DryRun::new(name).ok();
    }
    let starts = [one, other].map(|value| match value {
        FieldValue::Start(start) => start,
        _ => &Start::Unset,
    });
    let mut dry_runs = starts.into_iter().flat_map(|start| match start {
        Start::ByDryRun(by_dry_run) => by_dry_run.keys().collect(),
        Start::Unset | Start::At(_) => Vec::new(),
    });
    let [one, other] = starts;
    dry_runs.find(|it| one.in_dry_run(it) != other.in_dry_run(it)).cloned()
}
