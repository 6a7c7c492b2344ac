//! Cells of the steps that hold no value: empty ones that say what stands above them, and texts that
//! hold the place of a value.
//!
//! Both may mean something else, and are questions: nobody but the owner of the plan knows what an
//! empty cell says.

use std::collections::BTreeMap;

use ptr_core::{Email, KnownNames};

use super::reason::Because;
use super::sample::{SampleRow, text_of};
use super::steps::Steps;
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::{ColumnKey, Placeholders, StepColumns, Table};
use crate::source::{Area, Merges};
use crate::value::{
    DurationUnit, day_number, duration, folded, is_nothing, items, linked, looks_like_a_date,
    mail_addresses, milestone_date,
};

/// The columns in which many leave out what has not changed.
const REPEATING: [ColumnKey; 6] = [
    StepColumns::PHASE,
    StepColumns::DRY_RUNS,
    StepColumns::START,
    StepColumns::TEAM,
    StepColumns::DEPARTMENT,
    StepColumns::CONTACTS,
];

/// The columns in which a placeholder counts as an empty cell, but for those of names.
const WITH_PLACEHOLDERS: [ColumnKey; 4] =
    [StepColumns::PREREQUISITES, StepColumns::START, StepColumns::DURATION, StepColumns::CONTACTS];

impl Steps<'_, '_> {
    /// Notes the columns in which an empty cell seems to say what the one above it says.
    ///
    /// A column is one if it has a value in the first step, no value twice in a row and enough empty
    /// cells; merged cells are read without any key.
    pub(super) fn as_above(
        &mut self,
        table: &mut Table<StepColumns>,
        merges: &Merges,
    ) -> Result<(), LoadError> {
        let ids = self.column(StepColumns::ID).map(|column| column.col);
        let is_step = |row: &&SampleRow| match ids {
            Some(col) => row.at(col).is_some(),
            None => row.cells.len() > 1,
        };
        let rows: Vec<&SampleRow> = self.looked.below.iter().copied().filter(is_step).collect();
        let time = self.column(StepColumns::TIME).map(|column| column.col);
        for key in REPEATING {
            let Some(column) = self.column(key).filter(|_| !self.is_by_dry_run(key)) else {
                continue;
            };
            let col = column.col;
            let said = |row: &&&SampleRow| row.at(col).is_some_and(|it| !text_of(it).is_empty());
            let (filled, empty): (Vec<&SampleRow>, Vec<&SampleRow>) =
                rows.iter().partition(|row| said(row));
            let begins = rows.first().is_some_and(|row| said(&row));
            let text = |row: &SampleRow| row.at(col).map(|it| folded(&text_of(it)));
            let repeats = filled.windows(2).any(|pair| text(pair[0]) == text(pair[1]));
            let is_enough = match key.key {
                // A step without a phase is none.
                "steps.columns.phase" => !empty.is_empty(),
                // A step may have no date, but no time of day without one.
                "steps.columns.start" => {
                    let is_timed = |row: &&SampleRow| time.is_some_and(|it| row.at(it).is_some());
                    !empty.is_empty() && empty.iter().all(is_timed)
                }
                _ => filled.len() > 1 && empty.len() > 2 && empty.len() >= filled.len(),
            };
            if !begins || repeats || !is_enough {
                continue;
            }
            let covered = merged_rows(col, merges)?;
            let empty: Vec<_> = empty.iter().filter(|row| !covered.holds(row.number)).collect();
            let Some(first) = empty.first() else { continue };
            let heading = column.heading.clone();
            let because = Because::AsAbove { heading, count: empty.len(), of: rows.len() };
            let mut reason = self.looked.reason("steps.as_above", Some(col), because);
            reason.cell = Some(CellName { row: first.number, col }.to_string());
            self.reasons.push(reason);
            table.as_above.push(column.name.clone());
        }
        Ok(())
    }

    /// The placeholders of the steps, where some are not among the usual ones: short texts that come
    /// again and again where something else is expected.
    pub(super) fn placeholders(&mut self) -> Placeholders {
        /// Longer texts are notes.
        const LONGEST: usize = 40;
        let usual = Placeholders::default();
        let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for key in WITH_PLACEHOLDERS {
            let Some(column) = self.column(key) else { continue };
            let is_text = |value: &&CellValue<'_>| matches!(value, CellValue::Text(_));
            let texts = column.cells.iter().map(|(_, value)| *value).filter(is_text).map(text_of);
            let (mut read, mut unread) = (0, Vec::new());
            for text in texts.filter(|text| !is_nothing(text)) {
                if usual.find(&text).is_some() {
                    known.entry(folded(&text)).or_insert_with(|| text.into_owned());
                } else if self.reads(key, &text) {
                    read += 1;
                } else if text.chars().count() <= LONGEST
                    && !text.contains(|c: char| c.is_ascii_digit() || c == '@' || c == '\n')
                {
                    unread.push(text);
                }
            }
            read += column.cells.iter().filter(|(_, value)| !is_text(value)).count();
            for text in unread.iter().filter(|_| unread.len() <= read) {
                let text = text.to_string();
                found.entry(folded(&text)).or_insert((text, 0)).1 += 1;
            }
        }
        found.retain(|_, (_, count)| *count > 1);
        if found.is_empty() {
            return usual;
        }
        let unusual: Vec<String> = found.into_values().map(|(text, _)| text).collect();
        self.reason_about(
            "placeholders",
            Because::Placeholders { found: KnownNames::of(&unusual) },
        );
        // A list replaces the usual ones.
        Placeholders::of(known.into_values().chain(unusual))
    }

    /// Whether a text is what a column of this meaning holds.
    fn reads(&self, key: ColumnKey, text: &str) -> bool {
        let names_row = |item: &str| {
            let id = item.split_once('=').map_or(item, |(id, _)| id);
            self.rows.contains_key(&folded(id))
                || linked(id).any(|it| self.rows.contains_key(&folded(it.id)))
        };
        let is_milestone = |name: &str| self.names.milestones.contains(&folded(name));
        match key.key {
            "steps.columns.prerequisites" => items(text).any(names_row),
            "steps.columns.start" => {
                looks_like_a_date(text)
                    || day_number(text).is_some()
                    || milestone_date(text, is_milestone).is_ok()
            }
            "steps.columns.duration" => duration(text, DurationUnit::Minutes).is_ok(),
            _ => mail_addresses(text)
                .any(|it| Email::new(it).is_ok() || self.names.people.contains(&folded(it))),
        }
    }
}

/// The rows that merged cells of a column cover.
struct MergedRows(Vec<(u32, u32)>);

impl MergedRows {
    fn holds(&self, row: u32) -> bool {
        let at = self.0.partition_point(|(first, _)| *first < row);
        at.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| row <= *last)
    }
}

fn merged_rows(col: u32, merges: &Merges) -> Result<MergedRows, LoadError> {
    let of_column = |area: &&Area| (area.first.col..=area.last.col).contains(&col);
    let areas = merges.areas()?.iter().filter(of_column);
    // They come in the order of their first rows; each with the last row of those so far.
    let rows = areas.scan(0, |last, area| {
        *last = area.last.row.max(*last);
        Some((area.first.row, *last))
    });
    Ok(MergedRows(rows.collect()))
}
