//! Where the table of steps ends before its sheet does.
//!
//! A list that the file marks is believed. An empty row and the last line around cells are ends only
//! where what stands below is no step: most steps above have a date, and none below.

use ptr_core::TableMark;

use super::column::{Column, is_most};
use super::sample::SampleRow;
use super::steps::Names;
use super::table::Looked;
use crate::cells::CellValue;
use crate::error::LoadError;
use crate::layout::{LastRow, StepColumns};
use crate::source::{Begun, Bounds};
use crate::value::{day_number, looks_like_a_date};

/// The mark of the end, and the last row, counted from zero.
pub(super) fn find(
    looked: &Looked<'_>,
    names: &Names,
    bounds: &Bounds,
) -> Result<Option<(LastRow, u32)>, LoadError> {
    let below = &looked.below;
    let (Some(first), Some(last)) = (below.first(), below.last()) else { return Ok(None) };
    let begun = Begun::under(looked.headings.iter().map(|it| it.col), first.number);
    let by_list = bounds.last_row(TableMark::List, begun)?;
    if let Some(end) = by_list.filter(|end| (first.number..last.number).contains(end)) {
        return Ok(Some((LastRow::List, end)));
    }
    let starts = starts(looked, names);
    let gap = below.windows(2).find(|pair| pair[0].number + 1 < pair[1].number);
    if let Some(gap) = gap.filter(|gap| is_other_below(looked, &starts, gap[0].number)) {
        return Ok(Some((LastRow::Blank, gap[0].number)));
    }
    let border = bounds.last_row(TableMark::Border, begun)?;
    let border = border.filter(|end| (first.number..last.number).contains(end));
    let border = border.filter(|end| is_other_below(looked, &starts, *end));
    Ok(border.map(|end| (LastRow::Border, end)))
}

/// The columns that may hold the starts: those known by their headings, else those of dates.
fn starts(looked: &Looked<'_>, names: &Names) -> Vec<u32> {
    let known = looked.known(StepColumns::START);
    if known.iter().any(|col| looked.column(*col).is_some()) {
        return known;
    }
    let is_one = |column: &&Column<'_>| {
        // What stands below counts as well.
        is_most(column.dates(&names.milestones), 30)
            || names.milestone.is_some() && is_most(column.day_numbers().0, 30)
    };
    looked.columns.iter().filter(is_one).map(|column| column.col).collect()
}

/// Whether what stands below a row is no step.
fn is_other_below(looked: &Looked<'_>, starts: &[u32], end: u32) -> bool {
    let is_dated = |row: &SampleRow, col: u32| match row.at(col) {
        Some(CellValue::Date(_) | CellValue::Number(_)) => true,
        Some(CellValue::Text(text)) => looks_like_a_date(text) || day_number(text).is_some(),
        _ => false,
    };
    let rows = &looked.below;
    let (above, below) = rows.split_at(rows.partition_point(|row| row.number <= end));
    let are_dated =
        |col: &u32| above.iter().filter(|row| is_dated(row, *col)).count() * 10 >= above.len() * 6;
    below.len() < above.len()
        && below.iter().any(|row| row.cells.len() > 1)
        && starts.iter().any(are_dated)
        && !starts.iter().any(|col| below.iter().any(|row| is_dated(row, *col)))
}
