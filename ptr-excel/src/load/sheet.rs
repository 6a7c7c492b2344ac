//! The sheet of a table, its cells as places, and the headings it lacks.

use ptr_core::{Fault, Field, KnownNames, Place, Problem};

use crate::a1::CellName;
use crate::layout::headings::{Headings, Located};
use crate::layout::{Column, Columns, Table};
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
        let fault = Fault::MissingSheet { expected, found };
        problems.push(Problem::of_plan(fault).at(place));
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
    wanted: &[(Option<Field>, &Column, &Located, Option<&str>)],
) -> Vec<Problem> {
    let found: Vec<&str> = headings.iter().map(|heading| heading.text.as_str()).collect();
    let found = KnownNames::of(found);
    let missing = wanted.iter().filter(|(_, _, place, _)| **place == Located::Missing);
    missing
        .filter_map(|(field, column, _, usual)| {
            let expected = match (column, usual) {
                (Column::Named(name), _) => name.clone(),
                (Column::Default | Column::Absent, usual) => (*usual)?.to_owned(),
            };
            let fault = Fault::MissingHeading { expected, found: found.clone() };
            let mut problem = Problem::of_plan(fault);
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
