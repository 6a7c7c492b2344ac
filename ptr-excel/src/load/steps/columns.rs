//! Which columns of the sheet of steps say what.

use std::collections::HashSet;

use ptr_core::{DryRun, Field, Problem, ProblemKind};

use crate::layout::computed::is_computed;
use crate::layout::headings::{Heading, Headings, Located};
use crate::layout::{Column, HeadingRule, Known, Layout, StepColumns};
use crate::load::dry_runs::DryRunNames;
use crate::load::sheet::ambiguous::{Meaning, by_dry_run};
use crate::load::sheet::extra::ExtraColumns;
use crate::load::sheet::merged::Shared;
use crate::load::sheet::table::each_by_itself;
use crate::load::sheet::{missing_headings, of_heading};
use crate::value::{DurationUnit, unit_of_heading};

/// The columns of the sheet of steps.
#[derive(Debug)]
pub(crate) struct StepPlaces {
    /// The columns that say something to this library, but for those of single dry runs.
    known: [(Field, Located); Field::OF_A_STEP.len()],
    /// Columns in which an `x` puts the step into a dry run.
    pub(crate) marks: Vec<(u32, DryRun)>,
    /// Columns that hold the start in one dry run.
    pub(crate) dates: Vec<(u32, DryRun)>,
    /// The column of times of day, beside that of dates.
    pub(crate) time: Located,
    /// The column of the units of durations.
    pub(crate) duration_unit: Located,
    /// The unit of numbers that the heading of the durations names.
    pub(crate) unit_of_heading: Option<DurationUnit>,
    /// The columns that nobody has asked for.
    pub(crate) extra: ExtraColumns,
}

impl StepPlaces {
    pub(crate) fn of(
        headings: &Headings,
        layout: &Layout,
        names: &mut DryRunNames,
        sheet: &str,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let columns = &layout.steps.columns;
        let are_made = layout.steps.ids.is_some();
        let place = |field, column: &Column, key| match field {
            // They are in a workbook that this library wrote.
            Field::Id if are_made && headings.are_written() => {
                headings.place(&Column::Default, key)
            }
            Field::Id if are_made => Located::Absent,
            _ => headings.place(column, key),
        };
        let mut places = Self {
            known: columns.fields().map(|(field, column, key)| (field, place(field, column, key))),
            marks: Vec::new(),
            dates: Vec::new(),
            time: headings.place(&columns.time, StepColumns::TIME),
            duration_unit: headings.place(&columns.duration_unit, StepColumns::DURATION_UNIT),
            unit_of_heading: None,
            extra: ExtraColumns::default(),
        };
        let durations = places.at(Field::Duration).columns().first();
        let durations = durations.and_then(|col| headings.at(*col));
        places.unit_of_heading = durations.and_then(|heading| unit_of_heading(&heading.text));
        let marks_wanted = *places.at(Field::DryRuns) == Located::Missing;
        // A layout that names the column of one dry run for all starts wants no other one.
        let is_of_one = |heading: &Heading| {
            places.at(Field::Start).columns().contains(&heading.col)
                && names.of_date_heading(heading).is_some()
        };
        let dates_wanted = match columns.start {
            Column::Default => true,
            Column::Absent => false,
            Column::Named(_) => !headings.iter().any(is_of_one),
        };
        for heading in headings.iter().filter(|heading| !is_computed(&heading.text)) {
            let col = heading.col;
            let dated = names.of_date_heading(heading).filter(|_| dates_wanted);
            let marked =
                || names.of_heading(heading).filter(|_| marks_wanted && !places.is_known(col));
            let (dry_run, is_date) = match dated {
                Some(dry_run) => (dry_run, true),
                None => match marked() {
                    Some(dry_run) => (dry_run, false),
                    None => continue,
                },
            };
            match dry_run {
                Ok(dry_run) if is_date => {
                    places.forget_start(col);
                    places.dates.push((col, names.add(dry_run)));
                }
                Ok(dry_run) => places.marks.push((col, names.add(dry_run))),
                Err(kind) => problems.push(of_heading(headings, heading, sheet, kind)),
            }
        }
        let of_dry_runs: HashSet<u32> =
            places.marks.iter().chain(&places.dates).map(|(col, _)| *col).collect();
        places.extra =
            ExtraColumns::of(headings, |col| places.is_known(col) || of_dry_runs.contains(&col));
        places
    }

    /// The columns of each meaning.
    pub(crate) fn meanings(&self) -> impl Iterator<Item = Meaning> {
        let known = self.known().map(|(field, columns)| (Some(field), columns.to_vec()));
        known
            .chain(by_dry_run(&self.marks, Some(Field::DryRuns)))
            .chain(by_dry_run(&self.dates, Some(Field::Start)))
    }

    /// A column of one dry run's dates is not the column of all dry runs' dates, though its
    /// heading may be found under the same words.
    fn forget_start(&mut self, col: u32) {
        for (_, place) in self.known.iter_mut().filter(|(field, _)| *field == Field::Start) {
            if let Located::At(columns) = place {
                columns.retain(|start| *start != col);
                if columns.is_empty() {
                    *place = Located::Missing;
                }
            }
        }
    }

    /// The columns of dates, of all dry runs and of single ones.
    pub(crate) fn starts(&self) -> Vec<u32> {
        let of_all = self.at(Field::Start).columns().iter().copied();
        of_all.chain(self.dates.iter().map(|(col, _)| *col)).collect()
    }

    fn is_known(&self, col: u32) -> bool {
        let known = self.known.iter().map(|(_, place)| place);
        known.chain([&self.time, &self.duration_unit]).any(|it| it.columns().contains(&col))
    }

    /// Whether the sheet has columns for more than the id.
    pub(crate) fn holds_more_than_ids(&self) -> bool {
        let known = self.known.iter().filter(|(field, _)| *field != Field::Id);
        known.map(|(_, place)| place.columns().len()).sum::<usize>() > 0
            || !self.marks.is_empty()
            || !self.dates.is_empty()
            || self.extra.iter().next().is_some()
    }

    /// Where the field of a step stands.
    pub(crate) fn at(&self, field: Field) -> &Located {
        let known = self.known.iter().find(|(known, _)| *known == field);
        known.map_or(&Located::Absent, |(_, place)| place)
    }

    /// The columns that say something to this library, but for those of single dry runs.
    pub(crate) fn known(&self) -> impl Iterator<Item = (Field, &[u32])> {
        self.known.iter().map(|(field, place)| (*field, place.columns()))
    }

    /// The columns in which a merged cell counts for all it covers: every one but the id, which
    /// is one row's alone. Marks are of one kind, and so are dates of single dry runs.
    pub(crate) fn shared(&self, headings: &Headings) -> Vec<Shared> {
        const MARKS: u32 = 1_000_000;
        const DATES: u32 = 1_000_001;
        let has = |columns: &[(u32, DryRun)], col| {
            columns.binary_search_by_key(&col, |(it, _)| *it).is_ok()
        };
        let mut shared = each_by_itself(headings);
        // Columns named by letter have no heading.
        let lettered = self.known().flat_map(|(_, columns)| columns);
        for &col in lettered {
            if shared.iter().all(|column| column.col != col) {
                shared.push(Shared { col, kind: col + 1 });
            }
        }
        shared.retain(|column| !self.at(Field::Id).columns().contains(&column.col));
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
    pub(crate) fn column(&self, field: Field, dry_run: Option<&DryRun>) -> Option<u32> {
        let own = |columns: &[(u32, DryRun)]| {
            let of_dry_run = columns.iter().find(|(_, name)| Some(name) == dry_run);
            of_dry_run.or(columns.first()).map(|(col, _)| *col)
        };
        self.at(field).columns().first().copied().or_else(|| match field {
            Field::Start => own(&self.dates),
            Field::DryRuns => own(&self.marks),
            _ => None,
        })
    }

    /// The further columns whose headings sound like those of columns that the sheet does not have:
    /// without them a plan can be read, and says less than its owner wrote.
    pub(crate) fn unread(&self, headings: &Headings, layout: &Layout, sheet: &str) -> Vec<Problem> {
        const MAY_BE_MISSING: [Field; 4] =
            [Field::Duration, Field::Team, Field::Department, Field::Contacts];
        if headings.are_written() {
            return Vec::new();
        }
        let columns = layout.steps.columns.fields().into_iter();
        let missing = columns.filter(|(field, column, _)| {
            MAY_BE_MISSING.contains(field)
                && **column == Column::Default
                && *self.at(*field) == Located::Missing
        });
        let unread = missing.filter_map(|(field, _, key)| {
            let mut extra = self.extra.iter().filter_map(|(col, _)| headings.at(col));
            let heading = extra.find(|it| key.known().likeness(&it.text).is_some())?;
            let kind = ProblemKind::UnreadColumn { heading: heading.text.clone(), field };
            let mut problem = of_heading(headings, heading, sheet, kind);
            problem.field = Some(field);
            Some(problem)
        });
        unread.collect()
    }

    /// The headings that a plan cannot be read without, or that the layout names, and that the
    /// sheet does not have.
    pub(crate) fn missing(
        &self,
        headings: &Headings,
        layout: &Layout,
        sheet: &str,
        has_actors: bool,
    ) -> Vec<Problem> {
        // The others may be missing, unless the layout names them.
        let is_needed = |field| match field {
            Field::Id | Field::Label | Field::Phase | Field::Prerequisites => true,
            Field::DryRuns => self.marks.is_empty() && self.dates.is_empty(),
            Field::Start => self.dates.is_empty(),
            Field::Team => has_actors,
            _ => false,
        };
        let wanted = layout.steps.columns.fields().map(|(field, column, key)| {
            (Some(field), column, self.at(field), Some(key).filter(|_| is_needed(field)))
        });
        let mut missing = missing_headings(headings, sheet, &wanted);
        if !headings.are_written() {
            let columns = &layout.steps.columns;
            let mut named = vec![
                (columns.time.clone(), self.time.clone()),
                (columns.duration_unit.clone(), self.duration_unit.clone()),
            ];
            let rules = layout.steps.sections.iter().filter_map(HeadingRule::column);
            let column = |name: &str| Column::Named(name.to_owned());
            named.extend(rules.map(column).map(|column| {
                let at = headings.place(&column, Known::Words(&[]));
                (column, at)
            }));
            let wanted: Vec<_> =
                named.iter().map(|(column, at)| (None, column, at, None)).collect();
            missing.extend(missing_headings(headings, sheet, &wanted));
        }
        missing
    }
}
