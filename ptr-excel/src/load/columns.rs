//! Which columns of the sheet of steps say what.

use ptr_core::{DryRun, Fault, Field, Place as SheetPlace, Problem};

use super::dry_runs::DryRunNames;
use crate::computed::is_computed;
use crate::heading::{Headings, Place};
use crate::layout::{Layout, StepColumns};

/// The columns of the sheet of steps.
#[derive(Debug)]
pub(super) struct StepPlaces {
    pub(super) id: Place,
    pub(super) label: Place,
    pub(super) phase: Place,
    pub(super) dry_runs: Place,
    pub(super) prerequisites: Place,
    pub(super) start: Place,
    pub(super) duration: Place,
    pub(super) team: Place,
    pub(super) department: Place,
    pub(super) instructions: Place,
    pub(super) contacts: Place,
    /// Columns in which an `x` puts the step into a dry run.
    pub(super) marks: Vec<(u32, DryRun)>,
    /// Columns that hold the start in one dry run.
    pub(super) dates: Vec<(u32, DryRun)>,
    /// Further columns, with the name under which a step keeps them.
    pub(super) further: Vec<(u32, String)>,
}

impl StepPlaces {
    pub(super) fn of(headings: &Headings, layout: &Layout, names: &mut DryRunNames) -> Self {
        let columns = &layout.steps.columns;
        let mut places = Self {
            id: headings.place(&columns.id, StepColumns::ID),
            label: headings.place(&columns.label, StepColumns::LABEL),
            phase: headings.place(&columns.phase, StepColumns::PHASE),
            dry_runs: headings.place(&columns.dry_runs, StepColumns::DRY_RUNS),
            prerequisites: headings.place(&columns.prerequisites, StepColumns::PREREQUISITES),
            start: headings.place(&columns.start, StepColumns::START),
            duration: headings.place(&columns.duration, StepColumns::DURATION),
            team: headings.place(&columns.team, StepColumns::TEAM),
            department: headings.place(&columns.department, StepColumns::DEPARTMENT),
            instructions: headings.place(&columns.instructions, StepColumns::INSTRUCTIONS),
            contacts: headings.place(&columns.contacts, StepColumns::CONTACTS),
            marks: Vec::new(),
            dates: Vec::new(),
            further: Vec::new(),
        };
        let marks_wanted = places.dry_runs == Place::Missing;
        let dates_wanted = places.start != Place::Absent;
        for heading in headings.iter().filter(|heading| !is_computed(&heading.text)) {
            let col = heading.col;
            let dated = names.of_date_heading(heading).filter(|_| dates_wanted);
            if let Some(dry_run) = dated {
                places.forget_start(col);
                places.dates.push((col, names.add(dry_run)));
            } else if places.is_known(col) {
            } else if let (true, Some(dry_run)) = (marks_wanted, names.of_heading(heading)) {
                places.marks.push((col, names.add(dry_run)));
            } else {
                let taken = places.further.iter().any(|(_, name)| *name == heading.text);
                let name = if taken {
                    format!("{} ({})", heading.text, crate::a1::column_letters(col))
                } else {
                    heading.text.clone()
                };
                places.further.push((col, name));
            }
        }
        places
    }

    /// A column of one dry run's dates is not the column of all dry runs' dates, though its
    /// heading may be found under the same words.
    fn forget_start(&mut self, col: u32) {
        if let Place::At(columns) = &mut self.start {
            columns.retain(|start| *start != col);
            if columns.is_empty() {
                self.start = Place::Missing;
            }
        }
    }

    fn is_known(&self, col: u32) -> bool {
        self.known().iter().any(|(_, place)| place.columns().contains(&col))
    }

    /// The columns that say something to this library, but for those of single dry runs.
    pub(super) fn known(&self) -> [(Field, &Place); 11] {
        [
            (Field::Id, &self.id),
            (Field::Label, &self.label),
            (Field::Phase, &self.phase),
            (Field::DryRuns, &self.dry_runs),
            (Field::Prerequisites, &self.prerequisites),
            (Field::Start, &self.start),
            (Field::Duration, &self.duration),
            (Field::Team, &self.team),
            (Field::Department, &self.department),
            (Field::Instructions, &self.instructions),
            (Field::Contacts, &self.contacts),
        ]
    }

    /// The column that a problem with a field points to, in one dry run where it has its own.
    pub(super) fn column(&self, field: Field, dry_run: Option<&DryRun>) -> Option<u32> {
        let own = |columns: &[(u32, DryRun)]| {
            let of_dry_run = columns.iter().find(|(_, name)| Some(name) == dry_run);
            of_dry_run.or(columns.first()).map(|(col, _)| *col)
        };
        let (_, place) = self.known().into_iter().find(|(known, _)| *known == field)?;
        place.columns().first().copied().or_else(|| match field {
            Field::Start => own(&self.dates),
            Field::DryRuns => own(&self.marks),
            _ => None,
        })
    }

    /// The headings that a plan cannot be read without, and that the sheet does not have.
    pub(super) fn missing(
        &self,
        headings: &Headings,
        sheet: &str,
        has_actors: bool,
    ) -> Vec<Problem> {
        let required = [
            (Field::Id, "Identifiant", true),
            (Field::Label, "Libellé", true),
            (Field::Phase, "Phase", true),
            (Field::DryRuns, "Dry run", self.marks.is_empty() && self.dates.is_empty()),
            (Field::Prerequisites, "Prérequis", true),
            (Field::Start, "Date d'exécution", self.dates.is_empty()),
            (Field::Team, "Équipe", has_actors),
        ];
        let found: Vec<String> = headings.iter().map(|heading| heading.text.clone()).collect();
        let known = self.known();
        let is_missing =
            |field| known.iter().any(|(it, place)| *it == field && **place == Place::Missing);
        required
            .into_iter()
            .filter(|(field, _, required)| *required && is_missing(*field))
            .map(|(field, expected, _)| {
                let fault =
                    Fault::MissingHeading { expected: expected.to_owned(), found: found.clone() };
                let mut problem = Problem::of_plan(fault);
                problem.field = Some(field);
                problem.at(SheetPlace { sheet: sheet.to_owned(), cell: None })
            })
            .collect()
    }
}
