//! Whatever stands in the cells: no panic, and every problem at a place that the workbook has.

mod support;

use proptest::prelude::*;
use ptr_core::{Problem, ProblemKind};
use ptr_excel::a1::CellName;
use ptr_excel::{Layout, Limits, WorkbookError, load_bytes};
use support::drawn::{ACTORS, DATES, ENVIRONMENTS, HEADINGS, bytes, layout};

/// A cell such as somebody may leave in a plan, drawn.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => (1..6u32).prop_map(|n| format!("CO{n:08}")),
        1 => (1..4u32, 1..6u32).prop_map(|(a, b)| format!("CO{a:08}; CO{b:08}")),
        1 => prop::sample::select(vec![
            "CO", "FB-RB", "FDR1", "FDR2, Live", "x", "J0", "J0 + 2 h", "J0 - 5 j", "Registre",
            "1 h 30", "90 min", "-", " ", "28/03/2026", "Identifiant", "Phase", "Date FDR1",
            "anne@grid.example", "Dry run", "Date", "!REF", "!N/A", "!VALUE", ":01:30",
        ]).prop_map(str::to_owned),
        1 => Just("@2026-03-28 22:00".to_owned()),
        1 => (-3..100i32).prop_map(|n| format!("#{n}")),
        1 => (0.0..50_000.0f64).prop_map(|n| format!("#{n}")),
        1 => "[ -~à-ü\n]{1,12}".prop_filter("drawn as text", |text| !text.starts_with(['@', '#', ':', '!', '='])),
    ]
}

fn grid(rows: usize, cols: usize) -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 0..cols), 0..rows)
}

type Sheets = [Vec<Vec<String>>; 4];

/// Four sheets: around the usual headings, or without any.
fn sheets() -> impl Strategy<Value = Sheets> {
    let with = |usual: &[&[&str]], cols| {
        let usual: Vec<Vec<String>> =
            usual.iter().map(|row| row.iter().map(|it| (*it).to_owned()).collect()).collect();
        (grid(3, cols), any::<bool>(), grid(8, cols)).prop_map(move |(above, has, below)| {
            let usual = usual.clone().into_iter().filter(move |_| has);
            above.into_iter().chain(usual).chain(below).collect::<Vec<_>>()
        })
    };
    let steps = with(&[HEADINGS], 12);
    (steps, with(ACTORS.1, 5), with(DATES.1, 5), with(ENVIRONMENTS.1, 5))
        .prop_map(|(steps, actors, dates, environments)| [steps, actors, dates, environments])
}

const NAMES: [&str; 4] = ["Etapes-actions", "Acteurs", "Dates", "Environnements"];

fn workbook(sheets: &Sheets) -> Vec<u8> {
    let borrowed: Vec<Vec<Vec<&str>>> = sheets
        .iter()
        .map(|rows| rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect())
        .collect();
    let rows: Vec<Vec<&[&str]>> =
        borrowed.iter().map(|rows| rows.iter().map(Vec::as_slice).collect()).collect();
    let tables: Vec<_> =
        NAMES.iter().zip(&rows).map(|(name, rows)| (*name, rows.as_slice())).collect();
    bytes(&tables)
}

/// A problem stands in a sheet of the workbook, at a cell within what is filled.
fn has_its_place(problem: &Problem, sheets: &Sheets) -> Result<(), String> {
    let place = problem.place.as_ref().ok_or("no place")?;
    let at = NAMES.iter().position(|name| *name == place.sheet).ok_or("no such sheet")?;
    let Some(cell) = &place.cell else {
        let whole = matches!(
            problem.kind,
            ProblemKind::NoSteps
                | ProblemKind::MissingHeading { .. }
                | ProblemKind::NoHeadings { .. }
        );
        return if whole { Ok(()) } else { Err("no cell".to_owned()) };
    };
    let cell: CellName = cell.parse().map_err(|error| format!("{error}"))?;
    let rows = &sheets[at];
    // A column named by its letter may be empty.
    let width = rows.iter().map(Vec::len).max().unwrap_or_default().max(HEADINGS.len());
    let is_inside = (cell.row as usize) < rows.len() && (cell.col as usize) < width;
    if is_inside { Ok(()) } else { Err(format!("{cell} is outside")) }
}

fn check(sheets: &Sheets, layout: &Layout) -> Result<(), TestCaseError> {
    let problems = match load_bytes(workbook(sheets), layout, &Limits::default()) {
        Ok(loaded) => loaded.warnings,
        Err(WorkbookError::Problems(problems)) => problems.into_vec(),
        Err(WorkbookError::File(error)) => {
            return Err(TestCaseError::fail(format!("a whole file refused: {error}")));
        }
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    for (nth, problem) in problems.iter().enumerate() {
        if let Err(wrong) = has_its_place(problem, sheets) {
            return Err(TestCaseError::fail(format!("{wrong}: {problem:?}")));
        }
        prop_assert!(!problems[..nth].contains(problem), "told twice: {problem:?}");
        prop_assert!(!problem.message(&ptr_core::language::Language::french()).is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_problem_of_a_random_workbook_has_a_place(sheets in sheets()) {
        check(&sheets, &Layout::default())?;
    }

    #[test]
    fn so_it_has_where_any_text_is_an_id_and_columns_have_letters(sheets in sheets()) {
        let any_text = layout("id_pattern: null\nphases: null\nsteps: {first_row: 3, columns: {id: A, start: F}}\n");
        check(&sheets, &any_text)?;
    }
}
