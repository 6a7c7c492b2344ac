//! Where in its workbook a plan stands, kept beside it: for what is found in the plan later, such
//! as by the clinic.

use std::collections::BTreeMap;

use ptr_core::{DryRun, Field, Finding, FindingKind, Place, Plan};
use serde::{Deserialize, Serialize};

use super::dates::Dates;
use super::sheet::place;
use super::steps::Steps;
use crate::a1::CellName;

/// Where the steps and milestones of a plan stand in the workbook it was loaded from.
///
/// As data it goes wherever the plan goes. Space `O(steps)`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The sheet of steps.
    sheet: String,
    /// The row of each step, counted from zero.
    rows: Vec<u32>,
    /// The column of each field, counted from zero; of a field with a column for each dry run,
    /// each of them.
    columns: Vec<(Field, Option<DryRun>, u32)>,
    /// Where it stands what a merged cell says: the step and column, then row and column.
    merged: Vec<((usize, u32), (u32, u32))>,
    /// The sheet of milestones, and row and column of each name.
    dates: String,
    milestones: BTreeMap<String, (u32, u32)>,
}

impl Places {
    pub(super) fn of(steps: Steps, dates: &Dates) -> Self {
        let mut columns = Vec::new();
        if let Some(places) = &steps.places {
            let known = places.known();
            columns.extend(known.filter_map(|(field, at)| Some((field, None, *at.first()?))));
            for (field, own) in [(Field::Start, &places.dates), (Field::DryRuns, &places.marks)] {
                columns
                    .extend(own.iter().map(|(col, dry_run)| (field, Some(dry_run.clone()), *col)));
            }
        }
        let cell = |cell: CellName| (cell.row, cell.col);
        let names = dates.milestones.names().map(str::to_owned);
        let mut milestones = BTreeMap::new();
        for (name, cell) in names.zip(dates.cells.iter().copied()) {
            milestones.entry(name).or_insert(cell);
        }
        Self {
            sheet: steps.sheet,
            rows: steps.rows,
            columns,
            merged: steps.inherited.into_iter().map(|(at, from)| (at, cell(from))).collect(),
            dates: dates.sheet.clone(),
            milestones,
        }
    }

    /// The cell of a field of the step at this place in [`Plan::steps`], of one dry run where it
    /// has a column of its own there; the cell of its id if the sheet has no column for the
    /// field. Time `O(log merged cells)`.
    pub fn step(&self, step: usize, field: Field, dry_run: Option<&DryRun>) -> Option<Place> {
        let of = |field, wanted: Option<&DryRun>| {
            let mut columns = self.columns.iter().filter(move |(known, ..)| *known == field);
            let own = columns.clone().find(|(_, own, _)| own.is_none() || own.as_ref() == wanted);
            own.or_else(|| columns.next()).map(|(.., col)| *col)
        };
        let row = *self.rows.get(step)?;
        let col = of(field, dry_run).or_else(|| of(Field::Id, None))?;
        let merged = self.merged.binary_search_by_key(&(step, col), |(at, _)| *at).ok();
        let (row, col) = merged.and_then(|it| self.merged.get(it)).map_or((row, col), |it| it.1);
        Some(place(&self.sheet, CellName { row, col }))
    }

    /// The cell of a milestone's name.
    pub fn milestone(&self, name: &str) -> Option<Place> {
        let (row, col) = *self.milestones.get(name)?;
        Some(place(&self.dates, CellName { row, col }))
    }

    /// Findings about the plan that was loaded, each with its cell.
    pub fn locate(&self, plan: &Plan, findings: Vec<Finding>) -> Vec<Finding> {
        let located = |finding: Finding| {
            let of_step =
                |id: &str, field| self.step(plan.position(id)?, field, finding.dry_runs.first());
            let place = match (&finding.step, finding.kind.field(), &finding.kind) {
                (Some(step), Some(field), _) => of_step(step.as_str(), field),
                (_, _, FindingKind::UnusedMilestone { milestone }) => self.milestone(milestone),
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
