//! Headings that stand over two columns, where both say something.
//!
//! An empty `Predecessor` beside a filled `Predecessors` harms nobody. Two columns of one
//! meaning that say different things in one row do: either could be meant, so neither is chosen
//! in silence.

use std::collections::{BTreeMap, HashMap};

use ptr_core::{DryRun, Field, Problem, ProblemKind};

use super::place;
use super::row::{Row, text_of};
use crate::a1::CellName;
use crate::layout::headings::Headings;

/// Columns of one meaning: the field of a step that they hold, if any, and the columns.
pub(crate) type Meaning = (Option<Field>, Vec<u32>);

/// The meanings that have several columns, and of which nothing has been reported yet.
#[derive(Debug, Default)]
pub(crate) struct AmbiguousColumns {
    meanings: Vec<Meaning>,
    /// Their columns from left to right, each with the place of its meaning.
    columns: Vec<(u32, usize)>,
}

impl AmbiguousColumns {
    pub(crate) fn of(meanings: impl IntoIterator<Item = Meaning>) -> Self {
        let several = meanings.into_iter().filter(|(_, columns)| columns.len() > 1);
        let meanings: Vec<Meaning> = several.collect();
        let of_meaning =
            |(at, (_, columns)): (usize, &Meaning)| columns.iter().map(|col| (*col, at)).collect();
        let mut columns: Vec<(u32, usize)> =
            meanings.iter().enumerate().flat_map(|it| -> Vec<_> { of_meaning(it) }).collect();
        columns.sort_unstable();
        columns.dedup_by_key(|(col, _)| *col);
        Self { meanings, columns }
    }

    /// Reports a meaning the first time that its columns disagree.
    pub(crate) fn check(
        &mut self,
        row: &Row,
        headings: &Headings,
        sheet: &str,
        problems: &mut Vec<Problem>,
    ) {
        if self.columns.is_empty() {
            return;
        }
        let mut said: HashMap<usize, String> = HashMap::new();
        let mut told: Vec<usize> = Vec::new();
        for (col, meaning, _) in row.filled(&self.columns) {
            let Some(value) = row.own(col) else { continue };
            let text = text_of(&value);
            match said.get(meaning) {
                Some(first) if *first != text => told.push(*meaning),
                Some(_) => {}
                None => drop(said.insert(*meaning, text.into_owned())),
            }
        }
        told.dedup();
        for meaning in &told {
            let (field, columns) = &self.meanings[*meaning];
            problems.push(ambiguous(*field, columns, headings, sheet));
        }
        if !told.is_empty() {
            self.columns.retain(|(_, meaning)| !told.contains(meaning));
        }
    }
}

/// The columns of each dry run, in the order of their names.
pub(crate) fn by_dry_run(
    columns: &[(u32, DryRun)],
    field: Option<Field>,
) -> impl Iterator<Item = Meaning> {
    let mut all: BTreeMap<&DryRun, Vec<u32>> = BTreeMap::new();
    for (col, dry_run) in columns {
        all.entry(dry_run).or_default().push(*col);
    }
    all.into_values().map(move |columns| (field, columns)).collect::<Vec<_>>().into_iter()
}

/// The problem that a heading stands over several columns.
fn ambiguous(field: Option<Field>, columns: &[u32], headings: &Headings, sheet: &str) -> Problem {
    /// How many of the cells are told.
    const MOST_CELLS: usize = 20;
    let row = headings.rows().map_or(0, |(first, _)| first);
    let heading = columns.iter().find_map(|col| headings.at(*col));
    let heading = heading.map(|heading| heading.text.clone());
    let cells = columns.iter().take(MOST_CELLS);
    let cells: Vec<String> = cells.map(|col| CellName { row, col: *col }.to_string()).collect();
    let heading = heading.unwrap_or_default();
    let mut problem = Problem::of_plan(ProblemKind::AmbiguousHeading { heading, cells });
    problem.field = field;
    let second = columns.get(1).copied().unwrap_or_default();
    problem.at(place(sheet, CellName { row, col: second }))
}
