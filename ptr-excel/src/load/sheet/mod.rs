//! The sheet of a table: its cells as places and as texts, and the headings it lacks.

pub(crate) mod ambiguous;
pub(crate) mod appearance;
pub(crate) mod as_above;
pub(crate) mod continued;
pub(crate) mod extra;
pub(crate) mod lettered;
pub(crate) mod merged;
pub(crate) mod part_places;
pub(crate) mod reading;
pub(crate) mod row;
pub(crate) mod table;
pub(crate) mod table_end;

use ptr_core::{DryRun, Expected, Field, KnownNames, Named, Place, Problem, ProblemKind};

use self::row::{Row, said, text_of};
use crate::a1::CellName;
use crate::cells::{CellFault, CellValue};
use crate::layout::headings::{Heading, Headings, Located};
use crate::layout::{Column, ColumnKey, Columns, SheetFound, Table};
use crate::source::Workbook;
use crate::value::similar_names;

/// The sheet of a table, or the problem that there is none.
pub(crate) fn find_sheet<C: Columns>(
    workbook: &Workbook,
    table: &Table<C>,
    problems: &mut Vec<Problem>,
) -> Option<(usize, String)> {
    let sheets = workbook.sheets();
    let (name, kind) = match table.find_sheet(sheets) {
        SheetFound::One(read) => {
            let name = sheets[read].name.clone();
            let others = table.other_sheets(sheets, read);
            if !others.is_empty() {
                let others = KnownNames::of(others.iter().map(|other| &sheets[*other].name));
                let kind = ProblemKind::SeveralSheets { read: name.clone(), others };
                let place = Place { sheet: name.clone(), cell: None };
                problems.push(Problem::of_plan(kind).at(place));
            }
            return Some((read, name));
        }
        SheetFound::None => {
            let expected = table.sheet_name().to_owned();
            let found = KnownNames::of(sheets.iter().map(|sheet| &sheet.name));
            (expected.clone(), ProblemKind::MissingSheet { expected, found })
        }
        SheetFound::Several(found, places) => {
            let names = KnownNames::of(places.iter().map(|place| &sheets[*place].name));
            (found.clone(), ProblemKind::AmbiguousName { what: Named::Sheet, found, names })
        }
    };
    let place = Place { sheet: name, cell: None };
    problems.push(Problem::of_plan(kind).at(place));
    None
}

/// The problems of names in a list that differ in nothing but case, accents and blanks. `at` says
/// where a name stands, by its place in the list.
pub(crate) fn tell_similar_names<N: AsRef<str>>(
    what: Named,
    names: &[N],
    at: impl Fn(usize) -> Option<Place>,
) -> Vec<Problem> {
    let pairs = similar_names(names).into_iter();
    let problem = |(first, second): (usize, usize)| {
        let names = [first, second].map(|place| names[place].as_ref().to_owned());
        let problem = Problem::of_plan(ProblemKind::SimilarNames { what, names });
        match at(second) {
            Some(place) => problem.at(place),
            None => problem,
        }
    };
    pairs.map(problem).collect()
}

/// A cell of a sheet as a place.
pub(crate) fn place(sheet: &str, cell: CellName) -> Place {
    Place { sheet: sheet.to_owned(), cell: Some(cell.to_string()) }
}

/// The headings that a table lacks: those it cannot do without, as a message names them, and
/// those that the layout names.
pub(crate) fn missing_headings(
    headings: &Headings,
    sheet: &str,
    wanted: &[(Option<Field>, &Column, &Located, Option<ColumnKey>)],
) -> Vec<Problem> {
    let found: Vec<&str> = headings.iter().map(|heading| heading.text.as_str()).collect();
    let found = KnownNames::of(found);
    let missing = wanted.iter().filter(|(_, _, place, _)| **place == Located::Missing);
    let missing: Vec<(Option<Field>, String)> = missing
        .filter_map(|(field, column, _, usual)| {
            let expected = match (column, usual) {
                (Column::Named(name), _) => name.clone(),
                (Column::Default | Column::Absent, usual) => (*usual)?.usual_heading(),
            };
            Some((*field, expected))
        })
        .collect();
    if headings.rows().is_none() && !missing.is_empty() {
        let expected = KnownNames::of(missing.iter().map(|(_, expected)| expected));
        let kind = ProblemKind::NoHeadings { expected, found };
        return vec![Problem::of_plan(kind).at(place_of_headings(headings, sheet))];
    }
    let problem = |(field, expected)| {
        let mut problem =
            Problem::of_plan(ProblemKind::MissingHeading { expected, found: found.clone() });
        problem.field = field;
        problem.at(place_of_headings(headings, sheet))
    };
    missing.into_iter().map(problem).collect()
}

/// A problem with a heading.
pub(crate) fn of_heading(
    headings: &Headings,
    heading: &Heading,
    sheet: &str,
    kind: ProblemKind,
) -> Problem {
    let row = headings.rows().map_or(0, |(_, last)| last);
    Problem::of_plan(kind).at(place(sheet, CellName { row, col: heading.col }))
}

/// Where the headings of a sheet begin: the place to look at when one is missing.
fn place_of_headings(headings: &Headings, sheet: &str) -> Place {
    let first = headings.rows().and_then(|(row, _)| Some((row, headings.iter().next()?.col)));
    match first {
        Some((row, col)) => place(sheet, CellName { row, col }),
        None => Place { sheet: sheet.to_owned(), cell: None },
    }
}

/// Tells a row that belongs to nothing by what it says first.
pub(crate) fn tell_stray(row: &Row, sheet: &str, problems: &mut Vec<Problem>) {
    let mut texts = row.cells().filter_map(|(col, value)| Some((col, said(&value)?.into_owned())));
    if let Some((col, found)) = texts.next() {
        let problem = Problem::of_plan(ProblemKind::StrayText { found });
        problems.push(problem.at(place(sheet, row.place(col))));
    }
}

/// The text of the first filled cell in these columns, without the blanks around it, and its column.
/// `None` where there is none, a dash that means nothing, or an error, which is a problem.
pub(crate) fn text_in(
    row: &Row,
    columns: &[u32],
    sheet: &str,
    problems: &mut Vec<Problem>,
) -> Option<(u32, String)> {
    let (col, value) = row.first_in(columns)?;
    if let CellValue::Unusable(kind) = &value {
        problems.push(Problem::of_plan(of_cell(kind)).at(place(sheet, row.place(col))));
        return None;
    }
    said(&value).map(|text| (col, text.into_owned()))
}

/// The dry run that the first filled cell of a place names, and its column; or what is wrong with
/// the cell.
pub(crate) fn dry_run_in(row: &Row, at: &Located) -> Option<(u32, Result<DryRun, ProblemKind>)> {
    let (col, value) = row.at(at)?;
    let dry_run = match &value {
        CellValue::Unusable(kind) => Err(of_cell(kind)),
        value => DryRun::new(said(value).unwrap_or_else(|| text_of(value))).map_err(|invalid| {
            ProblemKind::WrongValue { found: invalid.found, expected: Expected::OneLine }
        }),
    };
    Some((col, dry_run))
}

/// What is wrong with a cell that has no usable value, in a column of durations.
pub(crate) fn of_duration_cell(fault: &CellFault) -> ProblemKind {
    match of_cell(fault) {
        ProblemKind::UnreadableDate { found, .. } => {
            ProblemKind::UnreadableDuration { found, expected: Expected::Duration }
        }
        kind => kind,
    }
}

/// What is wrong with a cell that has no usable value, in a column of dates.
pub(crate) fn of_date_cell(fault: &CellFault) -> ProblemKind {
    match of_cell(fault) {
        ProblemKind::UnreadableDuration { found, .. } => {
            ProblemKind::UnreadableDate { found, expected: Expected::Date }
        }
        kind => kind,
    }
}

/// What is wrong with a cell that has no usable value, whatever its column: what the cell itself
/// says that it is.
pub(crate) fn of_cell(fault: &CellFault) -> ProblemKind {
    let (found, expected) = match fault {
        CellFault::Error(name) => return ProblemKind::ErrorCell { found: name.to_string() },
        CellFault::NotCalculated => return ProblemKind::NotCalculated,
        CellFault::Duration(days) => (days.to_string(), Expected::Duration),
        CellFault::DurationText(text) => (text.clone(), Expected::Duration),
        CellFault::Date(serial) => (serial.to_string(), Expected::Date),
        CellFault::Number(number) => (number.to_string(), Expected::Date),
        CellFault::Text(text) => (text.clone(), Expected::Date),
    };
    match expected {
        Expected::Duration => ProblemKind::UnreadableDuration { found, expected },
        expected => ProblemKind::UnreadableDate { found, expected },
    }
}
