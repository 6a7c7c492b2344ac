//! What the sheet of dates says: the milestones, and which phases set them.

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{DryRun, PhaseCode, Phases, Problem, ProblemKind};

use super::milestones::Milestones;
use super::odd_dates::SeenDates;
use crate::a1::CellName;
use crate::layout::Layout;
use crate::load::dry_runs::DryRunNames;
use crate::load::sheet::part_places::PartPlaces;
use crate::load::sheet::place;

/// The milestones, and where each of them stands.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    pub(crate) milestones: Milestones,
    /// The dry runs that the sheet names, from left to right or from top to bottom.
    pub(crate) names: DryRunNames,
    /// Whether there should be milestones that cannot be read.
    pub(crate) are_lost: bool,
    /// Dates that cannot be read: of which milestone, and in which dry run, or in all.
    pub(crate) broken: BTreeSet<(String, Option<DryRun>)>,
    pub(crate) sheet: String,
    /// The row and column of each milestone's name.
    pub(crate) cells: Vec<(u32, u32)>,
    /// Where the fields of milestones stand.
    pub(crate) fields: PartPlaces,
    /// Which phase's declaration sets which milestone, and the row and column that say so.
    pub(super) set_by: Vec<(PhaseCode, String, (u32, u32))>,
    /// The dates written out.
    pub(crate) seen: SeenDates,
}

impl Dates {
    /// The phases with the milestones that they set: those of the layout as the sheet spells them,
    /// else those of the sheet.
    pub(crate) fn set_by(&self, mut phases: Phases) -> Phases {
        if let Phases::Listed(listed) = &mut phases {
            for phase in listed {
                let of_the_sheet = self.set_by.iter().find(|(code, ..)| *code == phase.code);
                match &mut phase.sets {
                    Some(name) => {
                        if let Some(Ok(spelled)) = self.milestones.spelled(name) {
                            *name = spelled.to_owned();
                        }
                    }
                    none => *none = of_the_sheet.map(|(_, milestone, _)| milestone.clone()),
                }
            }
        }
        phases
    }

    /// A phase sets one milestone, and none does where phases are as they come: the cells that say
    /// otherwise.
    pub(super) fn set_in_vain(&self, layout: &Layout) -> Vec<Problem> {
        let mut first: BTreeMap<&PhaseCode, &str> = BTreeMap::new();
        for phase in layout.phases.iter().flatten() {
            let spelled = phase.sets.as_deref().map(|name| match self.milestones.spelled(name) {
                Some(Ok(spelled)) => spelled,
                Some(Err(_)) | None => name,
            });
            let of_it = self.set_by.iter().find(|(code, ..)| *code == *phase.code);
            if let (Some(name), Some((code, ..))) = (spelled, of_it) {
                first.insert(code, name);
            }
        }
        let mut told = Vec::new();
        for (phase, milestone, (row, col)) in &self.set_by {
            let known = *first.entry(phase).or_insert(milestone);
            let (phase, is_one) = (phase.clone(), known == milestone);
            let kind = match (&layout.phases, is_one) {
                (None, _) => {
                    let milestone = milestone.clone();
                    ProblemKind::SetsWithoutContingency { phase, milestone }
                }
                (Some(_), true) => continue,
                (Some(_), false) => {
                    let milestones = [known.to_owned(), milestone.clone()];
                    ProblemKind::SetsTwoMilestones { phase, milestones }
                }
            };
            let at = place(&self.sheet, CellName { row: *row, col: *col });
            told.push(Problem::of_plan(kind).at(at));
        }
        told
    }

    /// For each phase of the sheet the row and column that say what it sets.
    pub(crate) fn cells_of_phases(&self) -> BTreeMap<String, (u32, u32)> {
        self.set_by.iter().map(|(code, _, cell)| (code.to_string(), *cell)).collect()
    }

    /// The row and column that say that a phase sets a milestone.
    pub(crate) fn cell_of(&self, phase: &PhaseCode, milestone: &str) -> Option<(u32, u32)> {
        let mut cells = self.set_by.iter();
        cells.find(|(code, name, _)| code == phase && name == milestone).map(|(.., cell)| *cell)
    }
}
