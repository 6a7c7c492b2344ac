//! Which rows of the sheet of steps are steps, and what those are called that have no id of their own.
//!
//! Prerequisites tell it: what names rows above is what rows are called, whether their number in
//! the sheet, their place or their number in the outline. Rows that look like headings are proposed
//! as such only where they say neither who nor when.

use std::collections::HashMap;

use ptr_core::KnownNames;

use super::column::{Column, Share, is_most};
use super::reason::{Because, Holds};
use super::sample::{SampleRow, text_of};
use super::steps::Steps;
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::layout::{Column as Named, ColumnKey, HeadingRule, MadeIds, StepColumns, Table};
use crate::load::IdMaker;
use crate::value::{holds_one_of, is_total, normal, words};

impl<'l, 's> Steps<'l, 's> {
    /// What prerequisites call rows that have no ids: the way of which most are found above. Notes
    /// the columns by which that is known.
    pub(super) fn made_ids(&mut self, columns: &mut StepColumns) -> Option<MadeIds> {
        let known = self.looked.known(StepColumns::OUTLINE_LEVEL);
        let levels: Vec<Option<u32>> = match known.first() {
            Some(known) => vec![Some(*known)],
            None => {
                let likely = self.free().filter(|it| it.are_levels()).map(|it| Some(it.col));
                std::iter::once(None).chain(likely.take(MOST_LEVELS)).collect()
            }
        };
        let first = levels.first().copied().flatten();
        let ways = [MadeIds::Position, MadeIds::Row].map(|by| (by, first)).into_iter();
        let ways = ways.chain(levels.into_iter().map(|level| (MadeIds::Outline, level)));
        let looked = self.looked;
        let mut best: Option<((usize, usize), Made<'l, 's>)> = None;
        for (by, level) in ways {
            let rows = self.made(by, level);
            for column in &looked.columns {
                let Some((share, above)) = self.names_rows(column, &rows) else { continue };
                let score = (share.0, above);
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, Made { by, level, column, share, rows: rows.clone() }));
                }
            }
        }
        let (_, Made { by, level, column, share: (count, of), rows }) = best?;
        let heading = column.heading.clone();
        if !self.looked.known(StepColumns::PREREQUISITES).contains(&column.col) {
            let because =
                Because::Content { heading: heading.clone(), holds: Holds::References, count, of };
            columns.prerequisites = self.take(StepColumns::PREREQUISITES, column, because);
        }
        if let (MadeIds::Outline, true, Some(level)) = (by, known.is_empty(), level)
            && let Some(column) = self.looked.column(level)
        {
            let (heading, of) = (column.heading.clone(), column.cells.len());
            let because = Because::Content { heading, holds: Holds::Levels, count: of, of };
            columns.outline_level = self.take(StepColumns::OUTLINE_LEVEL, column, because);
        }
        self.rows = rows;
        self.reason_about("steps.ids", Because::MadeIds { heading, by, count, of });
        Some(by)
    }

    /// The row of each id made in this way.
    fn made(&self, by: MadeIds, level: Option<u32>) -> HashMap<String, u32> {
        let mut ids = IdMaker::new(by);
        let rows = self.looked.below.iter();
        rows.map(|row| (ids.next(row.number, depth(row, level)), row.number)).collect()
    }

    /// How many items of a column name rows, and how many of these above, if it does nothing else.
    fn names_rows(
        &self,
        column: &Column<'_>,
        rows: &HashMap<String, u32>,
    ) -> Option<(Share, usize)> {
        let (share, above) = column.references(rows);
        let is_known = self.looked.known(StepColumns::PREREQUISITES).contains(&column.col)
            || StepColumns::PREREQUISITES.known().likeness(&column.heading).is_some();
        if is_known {
            return (is_most(share, 80) && above * 2 >= share.0).then_some((share, above));
        }
        // Other small numbers do not grow from row to row.
        let texts: Vec<_> = column.texts().collect();
        let first = |text: &str| {
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().unwrap_or_default()
        };
        let growing = texts.windows(2).filter(|pair| first(&pair[0]) <= first(&pair[1])).count();
        let is_growing = growing * 10 >= (texts.len() - 1) * 7;
        let is_varied = column.distinct() * 10 >= texts.len() * 6;
        let is_free = self.free().any(|free| free.col == column.col);
        (is_free
            && is_growing
            && is_varied
            && share.0 > 2
            && is_most(share, 95)
            && above == share.0)
            .then_some((share, above))
    }

    /// The column of what belongs to starts or durations and stands in a column of its own.
    pub(super) fn beside(&mut self, key: ColumnKey) -> Named {
        let (of, holds) = if key.key == StepColumns::TIME.key {
            (StepColumns::START, Holds::Times)
        } else {
            (StepColumns::DURATION, Holds::Units)
        };
        let Some(other) = self.column(of) else { return Named::Default };
        let is_wanted = match holds {
            Holds::Times => is_most(other.days(), 90) || is_most(other.day_numbers().0, 90),
            _ => is_most(other.numbers(), 60),
        };
        let is_one = |column: &&Column<'_>| {
            let is_next = column.col.abs_diff(other.col) == 1;
            let heading = normal(&column.heading);
            match holds {
                Holds::Times => {
                    let is_headed = holds_one_of(&heading, words!("workbook-words-time"));
                    let is_duration =
                        StepColumns::DURATION.known().likeness(&column.heading).is_some();
                    is_most(column.times(), 80)
                        && (is_next || is_headed)
                        && !is_duration
                        && !column.is_of_an_end()
                }
                _ => is_next && is_most(column.units(), 90),
            }
        };
        let Some(column) = self.free().find(|it| is_wanted && is_one(it)) else {
            return Named::Default;
        };
        let (count, of) =
            if key.key == StepColumns::TIME.key { column.times() } else { column.units() };
        let because = Because::Content { heading: column.heading.clone(), holds, count, of };
        self.take(key, column, because)
    }

    /// Notes what makes rows headings of others.
    pub(super) fn sections(&mut self, table: &mut Table<StepColumns>) {
        let level = table
            .columns
            .outline_level
            .name()
            .and_then(|_| self.column(StepColumns::OUTLINE_LEVEL));
        let level = level.map(|column| column.col);
        let level =
            level.or_else(|| self.looked.known(StepColumns::OUTLINE_LEVEL).first().copied());
        let ids = self.column(StepColumns::ID).map(|column| column.col);
        let rows = self.looked.below.clone();
        let depth = |row: &SampleRow| match level {
            Some(_) => depth(row, level),
            None => depth(row, None).max(dots(row, ids)),
        };
        let mut open: Vec<&SampleRow> = Vec::new();
        let mut parents = Vec::new();
        for (nth, row) in rows.iter().enumerate() {
            match rows.get(nth + 1) {
                Some(next) if depth(next) > depth(row) => parents.push(*row),
                _ => open.push(row),
            }
        }
        let label = self.column(StepColumns::LABEL).map(|column| column.col);
        let text = |row: &SampleRow| {
            let col = label.filter(|col| row.at(*col).is_some());
            let col = col.or_else(|| row.cells.first().map(|it| it.0)).unwrap_or_default();
            let text = row.at(col).map(|value| text_of(value).into_owned()).unwrap_or_default();
            (col, text)
        };
        let is_bold = |row: &SampleRow| row.is_bold(text(row).0);
        let are_most = |rows: &[&SampleRow], is_one: &dyn Fn(&SampleRow) -> bool| {
            let count = rows.iter().filter(|row| is_one(row)).count();
            is_most((count, rows.len()), 80)
        };
        let (owners, starts) = (
            [StepColumns::TEAM, StepColumns::DEPARTMENT, StepColumns::CONTACTS]
                .into_iter()
                .filter_map(|key| Some(self.column(key)?.col))
                .collect::<Vec<_>>(),
            self.column(StepColumns::START).map(|column| column.col),
        );
        let is_owned = |row: &SampleRow| owners.iter().any(|col| row.at(*col).is_some());
        let is_dated = |row: &SampleRow| starts.is_some_and(|col| row.at(col).is_some());
        let is_bare = |row: &SampleRow| {
            if owners.is_empty() { !is_dated(row) } else { !is_owned(row) }
        };
        let mut found: Vec<(HeadingRule, Vec<&SampleRow>)> = Vec::new();
        // Levels that somebody has given say it; numbers such as `1.2` may be those of steps.
        let are_given = level.is_some() || rows.iter().any(|row| row.level > 0);
        let are_bare = are_most(&parents, &|row| is_bare(row) || is_bold(row));
        if !parents.is_empty() && (are_given || are_bare) {
            found.push((HeadingRule::Outline, parents));
        } else {
            open.clone_from(&rows);
        }
        let is_title = |row: &&SampleRow| is_bold(row) && !is_dated(row) && !is_owned(row);
        let bold: Vec<&SampleRow> = open.iter().copied().filter(|row| is_bold(row)).collect();
        if bold.len() * 2 <= rows.len() && are_most(&bold, &|row| is_title(&row)) {
            open.retain(|row| !is_bold(row));
            found.push((HeadingRule::Bold, bold));
        }
        let totals: Vec<&SampleRow> = open
            .iter()
            .copied()
            .filter(|row| {
                label.is_some_and(|col| row.at(col).is_some_and(|it| is_total(&text_of(it))))
            })
            .filter(|row| !is_owned(row))
            .collect();
        if !totals.is_empty() && totals.len() * 4 <= rows.len() {
            open.retain(|row| !totals.iter().any(|total| total.number == row.number));
            found.push((HeadingRule::Total, totals));
        }
        let is_alone = |row: &&SampleRow| {
            let is_text = matches!(row.cells.first(), Some((_, CellValue::Text(_))));
            row.cells.len() == 1 && is_text && row.cells.first().map(|it| it.0) != ids
        };
        let alone: Vec<&SampleRow> = open.iter().copied().filter(is_alone).collect();
        // Where steps have ids of their own, a note or two is told and does no harm.
        let least = if table.ids.is_some() { 1 } else { 2 };
        if alone.len() >= least && alone.len() * 2 <= rows.len() {
            found.push((HeadingRule::Alone, alone));
        }
        for (rule, rows) in found {
            let place = |row: &&SampleRow| {
                let (col, text) = text(row);
                format!("{} {text}", CellName { row: row.number, col })
            };
            let names: Vec<String> = rows.iter().map(place).collect();
            self.reason_about("steps.sections", Because::Sections { found: KnownNames::of(names) });
            table.sections.push(rule);
        }
    }
}

/// How many columns are looked at that may say how deep rows lie.
const MOST_LEVELS: usize = 3;

/// A way in which ids may be made, and what speaks for it.
struct Made<'l, 's> {
    by: MadeIds,
    level: Option<u32>,
    column: &'l Column<'s>,
    share: Share,
    rows: HashMap<String, u32>,
}

/// How deep a row lies: by the column of levels, else as rows are grouped.
fn depth(row: &SampleRow, level: Option<u32>) -> u32 {
    match level {
        Some(level) => row.at(level).and_then(|it| text_of(it).parse().ok()).unwrap_or_default(),
        None => row.level.into(),
    }
}

/// How deep an id such as `1.2.3` lies.
fn dots(row: &SampleRow, ids: Option<u32>) -> u32 {
    let Some(id) = ids.and_then(|col| row.at(col)) else { return 0 };
    let id = text_of(id);
    let is_numbered = id.split('.').all(|part| part.parse::<u32>().is_ok());
    if is_numbered { u32::try_from(id.matches('.').count()).unwrap_or_default() } else { 0 }
}
