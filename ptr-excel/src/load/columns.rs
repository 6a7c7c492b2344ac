//! Which columns of the sheet of steps say what.

use ptr_core::{DryRun, Field, Problem};

use super::dry_runs::DryRunNames;
use super::extra::ExtraColumns;
use super::merged::Shared;
use super::sheet::missing_headings;
use super::table::each_by_itself;
use crate::layout::computed::is_computed;
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, Layout, StepColumns};

/// The columns of the sheet of steps.
#[derive(Debug)]
pub(super) struct StepPlaces {
    pub(super) id: Located,
    pub(super) label: Located,
    pub(super) phase: Located,
    pub(super) dry_runs: Located,
    pub(super) prerequisites: Located,
    pub(super) start: Located,
    pub(super) duration: Located,
    pub(super) team: Located,
    pub(super) department: Located,
    pub(super) instructions: Located,
    pub(super) contacts: Located,
    /// Columns in which an `x` puts the step into a dry run.
    pub(super) marks: Vec<(u32, DryRun)>,
    /// Columns that hold the start in one dry run.
    pub(super) dates: Vec<(u32, DryRun)>,
    /// The columns that nobody has asked for.
    pub(super) extra: ExtraColumns,
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
            extra: ExtraColumns::default(),
        };
        let marks_wanted = places.dry_runs == Located::Missing;
        let dates_wanted = places.start != Located::Absent && columns.start == Column::Default;
        for heading in headings.iter().filter(|heading| !is_computed(&heading.text)) {
            let col = heading.col;
            let dated = names.of_date_heading(heading).filter(|_| dates_wanted);
            if let Some(dry_run) = dated {
                places.forget_start(col);
                places.dates.push((col, names.add(dry_run)));
            } else if places.is_known(col) {
            } else if let (true, Some(dry_run)) = (marks_wanted, names.of_heading(heading)) {
                places.marks.push((col, names.add(dry_run)));
            }
        }
        let is_of_a_dry_run = |col: u32| {
            places.marks.iter().chain(&places.dates).any(|(of_dry_run, _)| *of_dry_run == col)
        };
        places.extra =
            ExtraColumns::of(headings, |col| places.is_known(col) || is_of_a_dry_run(col));
        places
    }

    /// A column of one dry run's dates is not the column of all dry runs' dates, though its
    /// heading may be found under the same words.
    fn forget_start(&mut self, col: u32) {
        if let Located::At(columns) = &mut self.start {
            columns.retain(|start| *start != col);
            if columns.is_empty() {
                self.start = Located::Missing;
            }
        }
    }

    fn is_known(&self, col: u32) -> bool {
        self.known().iter().any(|(_, place)| place.columns().contains(&col))
    }

    /// The columns that say something to this library, but for those of single dry runs.
    pub(super) fn known(&self) -> [(Field, &Located); 11] {
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

    /// The columns in which a merged cell counts for all it covers: every one but the id, which
    /// is one row's alone. Marks are of one kind, and so are dates of single dry runs.
    pub(super) fn shared(&self, headings: &Headings) -> Vec<Shared> {
        const MARKS: u32 = 1_000_000;
        const DATES: u32 = 1_000_001;
        let has = |columns: &[(u32, DryRun)], col| columns.iter().any(|(it, _)| *it == col);
        let mut shared = each_by_itself(headings);
        // Columns named by letter have no heading.
        let lettered = self.known().into_iter().flat_map(|(_, place)| place.columns());
        for &col in lettered {
            if shared.iter().all(|column| column.col != col) {
                shared.push(Shared { col, kind: col + 1 });
            }
        }
        shared.retain(|column| !self.id.columns().contains(&column.col));
        for column in &mut shared {
            if has(&self.marks, column.col) {
                column.kind = MARKS;
            } else if has(&self.dates, column.col) {
                column.kind = DATES;
            }
        }
        shared
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

    /// The headings that a plan cannot be read without, or that the layout names, and that the
    /// sheet does not have.
    pub(super) fn missing(
        &self,
        headings: &Headings,
        layout: &Layout,
        sheet: &str,
        has_actors: bool,
    ) -> Vec<Problem> {
        let no_dry_run = self.marks.is_empty() && self.dates.is_empty();
        let columns = &layout.steps.columns;
        let wanted = [
            (&columns.id, Some("Identifiant")),
            (&columns.label, Some("Libellé")),
            (&columns.phase, Some("Phase")),
            (&columns.dry_runs, Some("Dry run").filter(|_| no_dry_run)),
            (&columns.prerequisites, Some("Prérequis")),
            (&columns.start, Some("Date d'exécution").filter(|_| self.dates.is_empty())),
            (&columns.duration, None),
            (&columns.team, Some("Équipe").filter(|_| has_actors)),
            (&columns.department, None),
            (&columns.instructions, None),
            (&columns.contacts, None),
        ];
        let wanted: Vec<_> = self
            .known()
            .into_iter()
            .zip(wanted)
            .map(|((field, place), (column, usual))| (Some(field), column, place, usual))
            .collect();
        missing_headings(headings, sheet, &wanted)
    }
}
