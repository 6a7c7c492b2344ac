//! Which columns of the sheet of steps say what: by their headings, else by what they hold.
//!
//! Columns that loading finds by itself are left out of the layout. Of the others, those whose content
//! cannot be anything else are taken whatever their heading; a text that could be much is taken only
//! where no heading of the sheet is known.

use std::collections::{HashMap, HashSet};

use ptr_core::KnownNames;

use super::column::{Column, Share, is_most};
use super::reason::{Because, Holds, Reason};
use super::table::Looked;
use crate::layout::{Column as Named, ColumnKey, MadeIds, PhaseLayout, StepColumns, Table};
use crate::load::looks_like_a_dry_run;
use crate::value::folded;

/// What the other sheets name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The milestone, where there is one alone.
    pub(super) milestone: Option<String>,
    pub(super) milestones: HashSet<String>,
    pub(super) dry_runs: HashSet<String>,
    pub(super) teams: HashSet<String>,
    pub(super) departments: HashSet<String>,
    /// People whose address the sheet of actors gives.
    pub(super) people: HashSet<String>,
}

impl Names {
    /// Whether a text is the name of a dry run.
    pub(super) fn is_dry_run(&self, text: &str) -> bool {
        looks_like_a_dry_run(text) || self.dry_runs.contains(&folded(text))
    }
}

/// The columns of the steps, and which they are.
pub(super) struct Steps<'l, 's> {
    pub(super) looked: &'l Looked<'s>,
    pub(super) names: &'l Names,
    has_actors: bool,
    /// The columns that have a meaning.
    taken: HashSet<u32>,
    /// Where each key of a column stands.
    found: HashMap<&'static str, u32>,
    /// Where the first column stands of those that a key has for each dry run.
    of_dry_runs: HashMap<&'static str, u32>,
    /// The row of each id, whether a column holds it or it is made.
    pub(super) rows: HashMap<String, u32>,
    pub(super) reasons: Vec<Reason>,
}

/// A column that would do, and why: the better the greater.
type Candidate = (usize, Because);

/// All columns in the order in which they are looked for: what can be told from the content first.
const KEYS: [ColumnKey; 11] = [
    StepColumns::ID,
    StepColumns::PREREQUISITES,
    StepColumns::START,
    StepColumns::DURATION,
    StepColumns::CONTACTS,
    StepColumns::DRY_RUNS,
    StepColumns::PHASE,
    StepColumns::TEAM,
    StepColumns::DEPARTMENT,
    StepColumns::LABEL,
    StepColumns::INSTRUCTIONS,
];

/// Those without which nothing is known of rows and days.
const ABOUT_ROWS: [ColumnKey; 3] =
    [StepColumns::ID, StepColumns::PREREQUISITES, StepColumns::START];

/// How much better a column of ids is to which another one refers.
const NAMED: usize = 2_000;

/// The columns whose absence a layout has to say.
const NEEDED: [ColumnKey; 6] = [
    StepColumns::ID,
    StepColumns::LABEL,
    StepColumns::PHASE,
    StepColumns::PREREQUISITES,
    StepColumns::DRY_RUNS,
    StepColumns::START,
];

impl<'l, 's> Steps<'l, 's> {
    /// Finds all columns of a sheet, and notes in the layout's those that loading would not.
    pub(super) fn of(
        looked: &'l Looked<'s>,
        names: &'l Names,
        has_actors: bool,
        table: &mut Table<StepColumns>,
    ) -> Self {
        let (taken, found, of_dry_runs, rows, reasons) = Default::default();
        let mut steps =
            Self { looked, names, has_actors, taken, found, of_dry_runs, rows, reasons };
        // What the headings say comes first, lest a column be taken for another one.
        let mut open = Vec::new();
        for key in KEYS {
            if !steps.is_known(key) {
                open.push(key);
            }
        }
        steps.note_dry_run_columns();
        let is_open = |key: ColumnKey| open.iter().any(|it: &ColumnKey| it.key == key.key);
        let has_ids = !is_open(StepColumns::ID) || steps.has_named_ids();
        if !has_ids {
            table.ids = steps.made_ids(&mut table.columns);
        }
        steps.note_rows();
        let is_first = |key: &ColumnKey| ABOUT_ROWS.iter().any(|it| it.key == key.key);
        let (first, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(is_first);
        for key in first {
            let is_made = key.key == StepColumns::ID.key && table.ids.is_some();
            if !is_made && !steps.found.contains_key(key.key) {
                let column = steps.look_for(key);
                *column_mut(&mut table.columns, key) = column;
            }
            steps.note_rows();
        }
        table.columns.time = steps.beside(StepColumns::TIME);
        table.columns.outcomes = steps.outcomes();
        for key in rest {
            let column = steps.look_for(key);
            *column_mut(&mut table.columns, key) = column;
        }
        table.columns.duration_unit = steps.beside(StepColumns::DURATION_UNIT);
        // Without any ids there is no plan.
        if table.ids.is_none() && steps.column(StepColumns::ID).is_none() && looked.rows > 0 {
            table.ids = Some(MadeIds::Row);
            steps.reason_about("steps.ids", Because::RowNumbers);
        }
        steps
    }

    /// The column of a key.
    pub(super) fn column(&self, key: ColumnKey) -> Option<&'l Column<'s>> {
        let col = self.found.get(key.key).or_else(|| self.of_dry_runs.get(key.key))?;
        self.looked.column(*col)
    }

    /// Whether it has a column for each dry run, and none for all.
    pub(super) fn is_by_dry_run(&self, key: ColumnKey) -> bool {
        !self.found.contains_key(key.key) && self.of_dry_runs.contains_key(key.key)
    }

    fn reason(&mut self, key: ColumnKey, col: Option<u32>, because: Because) {
        let reason = self.looked.reason(key.key, col, because);
        self.reasons.push(reason);
    }

    /// The same about a key that is none of a column.
    pub(super) fn reason_about(&mut self, key: &str, because: Because) {
        let reason = self.looked.reason(key, None, because);
        self.reasons.push(reason);
    }

    /// Takes a column for a key, whatever its heading.
    pub(super) fn take(&mut self, key: ColumnKey, column: &Column<'_>, because: Because) -> Named {
        self.taken.insert(column.col);
        self.found.insert(key.key, column.col);
        self.reason(key, Some(column.col), because);
        Named::Named(column.name.clone())
    }

    /// The columns that mean nothing yet.
    pub(super) fn free(&self) -> impl Iterator<Item = &'l Column<'s>> {
        let looked = self.looked;
        looked.columns.iter().filter(|column| !self.taken.contains(&column.col))
    }

    /// Takes note of the row of each id that a column holds.
    fn note_rows(&mut self) {
        if let Some(ids) = self.column(StepColumns::ID) {
            self.rows = rows_of(ids);
        }
    }

    /// Whether another column names rows by what one holds.
    fn has_named_ids(&self) -> bool {
        self.free().any(|ids| self.candidate(StepColumns::ID, ids).is_some_and(|it| it.0 >= NAMED))
    }

    /// Whether the heading says it, and the content nothing else.
    fn is_known(&mut self, key: ColumnKey) -> bool {
        let known = self.looked.known(key);
        // An empty column says nothing, and harms nobody.
        let Some(column) = known.iter().find_map(|col| self.looked.column(*col)) else {
            return !known.is_empty();
        };
        if self.taken.contains(&column.col) {
            return false;
        }
        let heading = column.heading.clone();
        if key.key == StepColumns::ID.key && !is_most(column.ids(), 60) {
            self.reason(key, Some(column.col), Because::OtherContent { heading });
            return false;
        }
        self.taken.extend(&known);
        self.found.insert(key.key, column.col);
        self.reason(key, Some(column.col), Because::KnownHeading { heading });
        true
    }

    /// Dry runs may have a column each, for a mark or a date.
    fn note_dry_run_columns(&mut self) {
        let looked = self.looked;
        let names_one = |heading: &str| {
            let words: Vec<&str> = heading.split_whitespace().collect();
            let runs = (0..words.len()).map(|from| words[from..].join(" "));
            runs.into_iter().any(|run| self.names.is_dry_run(run.trim_matches(['(', ')', ':'])))
        };
        let is_dated = |column: &Column<'_>| is_most(column.dates(&self.names.milestones), 50);
        let of_dry_runs = looked.columns.iter().filter(|it| names_one(&it.heading));
        let (dates, marks): (Vec<_>, Vec<_>) = of_dry_runs
            .filter(|column| !self.taken.contains(&column.col))
            .partition(|column| is_dated(column));
        for (key, columns) in [(StepColumns::START, dates), (StepColumns::DRY_RUNS, marks)] {
            let Some(first) = columns.first() else { continue };
            self.taken.extend(columns.iter().map(|column| column.col));
            self.of_dry_runs.insert(key.key, first.col);
            let found =
                KnownNames::of(columns.iter().map(|it| it.heading.as_str()).collect::<Vec<_>>());
            self.reason(key, Some(first.col), Because::DryRunHeadings { found });
        }
    }

    /// The column that looks most like it.
    fn look_for(&mut self, key: ColumnKey) -> Named {
        let is_by_dry_run = self.of_dry_runs.contains_key(key.key);
        // Marks are all that a sheet has of dry runs; dates may have a column of their own beside.
        if is_by_dry_run && key.key == StepColumns::DRY_RUNS.key {
            return Named::Default;
        }
        let looked = self.looked;
        let mut found: Vec<(Candidate, &Column<'_>)> =
            self.free().filter_map(|column| Some((self.candidate(key, column)?, column))).collect();
        // Of equals the one further left.
        found.sort_by(|((one, _), left), ((other, _), right)| {
            other.cmp(one).then(left.col.cmp(&right.col))
        });
        let mut found = found.into_iter();
        let Some(((_, because), column)) = found.next() else {
            // As loading has it: without these a sheet of steps is not whole.
            let is_needed = match key.key {
                "steps.columns.team" => self.has_actors,
                key => NEEDED.iter().any(|needed| needed.key == key),
            };
            let is_needed = is_needed && !is_by_dry_run;
            let is_rejected = !looked.known(key).is_empty();
            if is_needed || is_rejected {
                self.reason(key, None, Because::NoColumn);
            }
            // Without ids there is no plan, and loading says so.
            let is_absent = (is_needed || is_rejected) && key.key != StepColumns::ID.key;
            return if is_absent { Named::Absent } else { Named::Default };
        };
        let same = |it: &(Candidate, &Column<'_>)| matches!(it.0.1, Because::Content { .. });
        let others: Vec<&str> =
            found.filter(|it| same(it)).map(|(_, column)| column.heading.as_str()).collect();
        let is_told = !others.is_empty() && matches!(because, Because::Content { .. });
        let named = self.take(key, column, because);
        if is_told {
            self.reason(
                key,
                Some(column.col),
                Because::OtherColumns { found: KnownNames::of(others) },
            );
        }
        named
    }

    fn candidate(&self, key: ColumnKey, column: &Column<'_>) -> Option<Candidate> {
        let likeness = key.known().likeness(&column.heading).map(|letters| 1_000 + letters);
        let heading = || column.heading.clone();
        let likely = likeness.map(|score| (score, Because::LikelyHeading { heading: heading() }));
        let content = |holds: Holds, (count, of): Share, percent: usize| {
            let because = Because::Content { heading: heading(), holds, count, of };
            is_most((count, of), percent)
                .then(|| (likeness.unwrap_or_default() + count * 100 / of.max(1), because))
        };
        let rows = self.looked.rows;
        let is_filled = |percent: usize| column.cells.len() * 100 >= rows * percent;
        let is_unknown = !self.looked.is_found;
        match key.key {
            "steps.columns.id" => {
                let (score, because) =
                    content(Holds::Ids, column.ids(), 95).filter(|_| is_filled(60))?;
                // Ids are what others refer to; numbers of rows are the last choice.
                let refers = self.looked.columns.iter().filter(|other| other.col != column.col);
                let rows = rows_of(column);
                let references = refers.filter(|other| {
                    let (share, above) = other.references(&rows);
                    is_most(share, 80) && above * 2 >= share.0
                });
                let (_, words) = column.mean_length();
                let is_short = usize::from(words <= 12) * 300;
                Some((score + references.count().min(1) * NAMED + is_short, because))
            }
            "steps.columns.prerequisites" => {
                let (share, above) = column.references(&self.rows);
                content(Holds::References, share, 80).filter(|_| above * 2 >= share.0)
            }
            "steps.columns.start" if column.is_of_an_end() => None,
            "steps.columns.start" => {
                content(Holds::Dates, column.dates(&self.names.milestones), 60)
                    // No other column names milestones.
                    .map(|(score, because)| {
                        let milestones = column.milestones(&self.names.milestones);
                        (score + milestones.min(1) * 500, because)
                    })
                    .filter(|(score, _)| *score >= 500 || !self.of_dry_runs.contains_key(key.key))
                    .or_else(|| likely.clone().filter(|_| is_most(column.number_dates(), 60)))
                    .or_else(|| {
                        let (share, certain) = column.day_numbers();
                        let is_counted = self.names.milestone.is_some() && certain > 0;
                        content(Holds::DayNumbers, share, 90).filter(|_| is_counted)
                    })
            }
            "steps.columns.duration" => content(Holds::Durations, column.durations(), 60)
                .or_else(|| likely.filter(|_| is_most(column.numbers(), 60))),
            "steps.columns.contacts" => content(Holds::Mails, column.mails(), 60)
                .or_else(|| content(Holds::People, column.people(&self.names.people), 60)),
            "steps.columns.dry_runs" => {
                let share = column.named(|name| self.names.is_dry_run(name));
                content(Holds::DryRuns, share, 80)
            }
            "steps.columns.phase" => {
                let usual: HashSet<String> =
                    PhaseLayout::usual().iter().map(|phase| folded(&phase.code)).collect();
                let share = column.named(|name| usual.contains(&folded(name)));
                let distinct = column.distinct();
                let is_grouped = (2..=12).contains(&distinct)
                    && column.changes() * 2 <= distinct * 3
                    && column.cells.len() >= 3 * distinct;
                content(Holds::Phases, share, 80).or(likely).or_else(|| {
                    let is_block = column.is_of_blocks() && distinct > 1 && distinct < rows;
                    let may_be = is_block || is_unknown && is_filled(90) && is_grouped;
                    let numbers = if is_block { column.numbers().0 } else { 0 };
                    let (texts, of) = column.plain_texts();
                    content(Holds::Groups, (texts + numbers, of), 90).filter(|_| may_be)
                })
            }
            "steps.columns.team" => {
                let share = column.named(|name| self.names.teams.contains(&folded(name)));
                content(Holds::Teams, share, 80).or(likely).or_else(|| {
                    let is_again = column.distinct() * 2 <= column.cells.len();
                    let (characters, words) = column.mean_length();
                    let may_be = is_unknown && is_again && characters <= 40 && words <= 40;
                    content(Holds::FewNames, column.plain_texts(), 90)
                        .filter(|_| may_be && is_filled(50))
                })
            }
            "steps.columns.department" => {
                let share = column.named(|name| self.names.departments.contains(&folded(name)));
                content(Holds::Departments, share, 80).or(likely)
            }
            "steps.columns.label" => likely.or_else(|| {
                let (characters, words) = column.mean_length();
                let differ = column.distinct() * 100 >= column.cells.len() * 60;
                let may_be = differ && is_filled(70) && words >= 15 && characters <= 200;
                content(Holds::Labels, column.plain_texts(), 90).filter(|_| may_be)
            }),
            _ => likely.or_else(|| {
                let (characters, _) = column.mean_length();
                let (score, because) = content(Holds::LongTexts, column.plain_texts(), 90)?;
                let may_be = is_unknown || is_most(column.of_lines(), 30);
                (may_be && characters >= 40).then_some((score + characters, because))
            }),
        }
    }
}

/// The row of each id.
pub(super) fn rows_of(ids: &Column<'_>) -> HashMap<String, u32> {
    let rows = ids.cells.iter().map(|(row, value)| (folded(&super::sample::text_of(value)), *row));
    rows.collect()
}

fn column_mut(columns: &mut StepColumns, key: ColumnKey) -> &mut Named {
    match key.key {
        "steps.columns.id" => &mut columns.id,
        "steps.columns.prerequisites" => &mut columns.prerequisites,
        "steps.columns.start" => &mut columns.start,
        "steps.columns.duration" => &mut columns.duration,
        "steps.columns.contacts" => &mut columns.contacts,
        "steps.columns.dry_runs" => &mut columns.dry_runs,
        "steps.columns.phase" => &mut columns.phase,
        "steps.columns.team" => &mut columns.team,
        "steps.columns.department" => &mut columns.department,
        "steps.columns.label" => &mut columns.label,
        _ => &mut columns.instructions,
    }
}
