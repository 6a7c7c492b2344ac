//! The sheet of a table: its cells as places and as texts, and the headings it lacks.

use ptr_core::{DryRun, Expected, Field, KnownNames, Place, Problem, ProblemKind};

use super::row::{Row, said, text_of};
use crate::a1::CellName;
use crate::cells::{CellFault, CellValue};
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, ColumnKey, Columns, Table};
use crate::source::Workbook;

/// The sheet of a table, or the problem that there is none.
pub(super) fn find_sheet<C: Columns>(
    workbook: &Workbook,
    table: &Table<C>,
    problems: &mut Vec<Problem>,
) -> Option<(usize, String)> {
    let sheets = workbook.sheets();
    let found = table.find_sheet(sheets).map(|place| (place, sheets[place].name.clone()));
    if found.is_none() {
        let expected = table.sheet_name().to_owned();
        let place = Place { sheet: expected.clone(), cell: None };
        let found = KnownNames::of(sheets.iter().map(|sheet| &sheet.name));
        let kind = ProblemKind::MissingSheet { expected, found };
        problems.push(Problem::of_plan(kind).at(place));
    }
    found
}

/// A cell of a sheet as a place.
pub(super) fn place(sheet: &str, cell: CellName) -> Place {
    Place { sheet: sheet.to_owned(), cell: Some(cell.to_string()) }
}

/// The headings that a table lacks: those it cannot do without, as a message names them, and
/// those that the layout names.
pub(super) fn missing_headings(
    headings: &Headings,
    sheet: &str,
    wanted: &[(Option<Field>, &Column, &Located, Option<ColumnKey>)],
) -> Vec<Problem> {
    let found: Vec<&str> = headings.iter().map(|heading| heading.text.as_str()).collect();
    let found = KnownNames::of(found);
    let missing = wanted.iter().filter(|(_, _, place, _)| **place == Located::Missing);
    missing
        .filter_map(|(field, column, _, usual)| {
            let expected = match (column, usual) {
                (Column::Named(name), _) => name.clone(),
                (Column::Default | Column::Absent, usual) => (*usual)?.usual_heading(),
            };
            let kind = ProblemKind::MissingHeading { expected, found: found.clone() };
            let mut problem = Problem::of_plan(kind);
            problem.field = *field;
            Some(problem.at(place_of_headings(headings, sheet)))
        })
        .collect()
}

/// Where the headings of a sheet begin: the place to look at when one is missing.
fn place_of_headings(headings: &Headings, sheet: &str) -> Place {
    let first = headings.rows().and_then(|(row, _)| Some((row, headings.iter().next()?.col)));
    match first {
        Some((row, col)) => place(sheet, CellName { row, col }),
        None => Place { sheet: sheet.to_owned(), cell: None },
    }
}

/// The text of the first filled cell in these columns, without the blanks around it, and its column.
/// `None` where there is none, a dash that means nothing, or an error, which is a problem.
pub(super) fn text_in(
    row: &Row,
    columns: &[u32],
    sheet: &str,
    problems: &mut Vec<Problem>,
) -> Option<(u32, String)> {
    let (col, value) = row.first_in(columns)?;
    if let CellValue::ProblemKind(kind) = &value {
        problems.push(Problem::of_plan(of_cell(kind)).at(place(sheet, row.place(col))));
        return None;
    }
    said(&value).map(|text| (col, text.into_owned()))
}

/// The dry run that the first filled cell of a place names, and its column; or what is wrong with
/// the cell.
pub(super) fn dry_run_in(row: &Row, at: &Located) -> Option<(u32, Result<DryRun, ProblemKind>)> {
    let (col, value) = row.at(at)?;
    let dry_run = match &value {
        CellValue::ProblemKind(kind) => Err(of_cell(kind)),
        value => DryRun::new(said(value).unwrap_or_else(|| text_of(value))).map_err(|invalid| {
            ProblemKind::WrongValue { found: invalid.found, expected: Expected::OneLine }
        }),
    };
    Some((col, dry_run))
}

/// What is wrong with a cell that has no usable value, whatever its column.
pub(super) fn of_cell(kind: &CellFault) -> ProblemKind {
    let found = match kind {
        CellFault::Error(name) => return ProblemKind::ErrorCell { found: name.to_string() },
        CellFault::NotCalculated => return ProblemKind::NotCalculated,
        CellFault::Duration(days) => {
            return ProblemKind::UnreadableDuration {
                found: days.to_string(),
                expected: Expected::Duration,
            };
        }
        CellFault::Date(serial) => serial.to_string(),
        CellFault::Number(number) => number.to_string(),
        CellFault::Text(text) => text.clone(),
    };
    ProblemKind::UnreadableDate { found, expected: Expected::Date }
}
