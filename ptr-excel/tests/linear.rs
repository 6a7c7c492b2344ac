//! Reading takes time linear in what is read, whatever is wrong with it.
//!
//! Each fault is read at two sizes, the second eight times the first. A time that grows with the
//! square would be sixty-four times as long: what is asked lies far from both, and the shortest of
//! several tries counts.

mod support;

use std::time::{Duration, Instant};

use ptr_excel::{Layout, Limits, WorkbookError, load_bytes};
use support::drawn::layout;

const SMALL: usize = 250;
const LARGE: usize = 8 * SMALL;

/// Between eight and sixty-four.
const MOST: u32 = 24;

fn shortest(bytes: &[u8], layout: &Layout, before: Duration) -> Duration {
    let begun = Instant::now();
    // Whether there is a plan does not matter here.
    let _ = load_bytes(bytes, layout, &Limits::default());
    begun.elapsed().min(before)
}

#[track_caller]
fn assert_linear(what: &str, layout: &Layout, make: impl Fn(usize) -> Vec<u8>) {
    let (small, large) = (make(SMALL), make(LARGE));
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..8 {
        short = shortest(&small, layout, short);
        long = shortest(&large, layout, long);
        if long < short * MOST {
            return;
        }
    }
    panic!("{what}: {LARGE} take {long:?}, {SMALL} take {short:?}");
}

const HEADINGS: &str = "Identifiant\tLibellé\tPhase\tDry run\tPrérequis\tDate d'exécution\tDurée\t\
                        Contacts\tDécision\tQuorum";

/// A table as text of these rows: fields by their places.
fn table(rows: impl Iterator<Item = String>) -> Vec<u8> {
    std::iter::once(HEADINGS.to_owned()).chain(rows).collect::<Vec<_>>().join("\n").into_bytes()
}

/// A row of a step, in one of its columns this text.
fn row(id: usize, column: usize, text: &str) -> String {
    let mut fields: [String; 10] = Default::default();
    fields[0] = format!("S{id}");
    "CO".clone_into(&mut fields[2]);
    "Live".clone_into(&mut fields[3]);
    fields[column] = format!("\"{}\"", text.replace('"', "\"\""));
    fields.join("\t")
}

/// What is wrong, in which column, and the text of each row or item.
type Fault = (&'static str, usize, fn(usize) -> String);

fn free() -> Layout {
    layout("id_pattern: null\nlinks: warning")
}

#[test]
fn rows_that_are_all_wrong() {
    let wrong: [Fault; 11] = [
        ("one id", 0, |_| "S0".to_owned()),
        ("ids of a wrong form", 0, |nth| format!("no id {nth}")),
        ("ids that only look the same", 0, |nth| format!("S{}\u{200b}", nth / 2)),
        ("unknown phases", 2, |nth| format!("unknown phase number {nth}")),
        ("unknown dry runs", 3, |nth| format!("FDR{nth}; other {nth}")),
        ("unknown prerequisites", 4, |nth| format!("CO{nth:08}")),
        ("prerequisites that are notes", 4, |nth| format!("once {nth} has been told by all")),
        ("dates that are none", 5, |nth| format!("{nth}.13.2026 8h")),
        ("durations that are none", 6, |nth| format!("{nth} + 1 min")),
        ("addresses that are none", 7, |nth| format!("somebody {nth}")),
        ("quorums that are none", 9, |nth| format!("most of {nth}")),
    ];
    for (what, column, text) in wrong {
        assert_linear(what, &free(), |count| {
            table((0..count).map(|nth| row(nth, column, &text(nth))))
        });
    }
}

#[test]
fn circles_short_and_long() {
    assert_linear("one circle", &free(), |count| {
        table((0..count).map(|nth| row(nth, 4, &format!("S{}", (nth + 1) % count))))
    });
    assert_linear("circles of two", &free(), |count| {
        table((0..count).map(|nth| row(nth, 4, &format!("S{}", nth ^ 1))))
    });
}

#[test]
fn one_cell_that_holds_very_much() {
    let much: [Fault; 16] = [
        ("prerequisites", 4, |nth| format!("S{nth};")),
        ("unknown prerequisites", 4, |nth| format!("CO{nth};")),
        ("links", 4, |nth| format!("S{nth}FS;")),
        ("links with lags", 4, |nth| format!("S{nth}SS+{nth} d;")),
        ("placeholders", 4, |nth| format!("N/A;S{nth};TBD;")),
        ("outcomes that are asked for", 4, |nth| format!("S{nth} = GO;")),
        ("signs", 4, |_| "+".to_owned()),
        ("signs in a date", 5, |_| "+".to_owned()),
        ("numbers in a duration", 6, |_| "1 ".to_owned()),
        ("dry runs", 3, |nth| format!("FDR{nth};")),
        ("contacts", 7, |nth| format!("somebody.{nth}@grid.example;")),
        ("one contact", 7, |_| "somebody@grid.example ".to_owned()),
        ("names with commas", 7, |_| "a,b<".to_owned()),
        ("quotation marks", 7, |_| "\"".to_owned()),
        ("outcomes", 8, |nth| format!("outcome {nth};")),
        ("one outcome", 8, |_| "GO;".to_owned()),
    ];
    for (what, column, text) in much {
        assert_linear(what, &free(), |count| {
            let cell: String = (0..2 * count).map(text).collect();
            let decisions = (0..count).map(|nth| row(nth, 8, "GO; NO-GO"));
            table(decisions.chain([row(count, column, &cell)]))
        });
    }
}

/// A workbook of these sheets, each cell a text but for dates.
fn workbook(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let rows: Vec<Vec<Vec<&str>>> = sheets
        .iter()
        .map(|(_, rows)| rows.iter().map(|it| it.iter().map(String::as_str).collect()).collect())
        .collect();
    let rows: Vec<Vec<&[&str]>> =
        rows.iter().map(|rows| rows.iter().map(Vec::as_slice).collect()).collect();
    let tables: Vec<_> =
        sheets.iter().zip(&rows).map(|((name, _), rows)| (*name, rows.as_slice())).collect();
    support::drawn::bytes(&tables)
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn names_of_other_sheets_that_no_step_knows() {
    let steps = texts(["Identifiant", "Libellé", "Phase", "Dry run", "Date", "Heure", "Équipe"]);
    assert_linear("teams", &free(), |count| {
        let row = |nth: usize| {
            let id = format!("S{nth}");
            texts([&id, "", "CO", "Live", "", "", &format!("Equipe {nth} bis")])
        };
        let actor = |nth: usize| texts([&format!("Équipe {nth}"), "", &format!("nobody {nth}")]);
        let actors = texts(["Équipe", "Département", "Mail chef d'équipe"]);
        workbook(&[
            ("Etapes", [steps.clone()].into_iter().chain((0..count).map(row)).collect()),
            ("Acteurs", [actors].into_iter().chain((0..count).map(actor)).collect()),
        ])
    });
    let timed = layout("id_pattern: null\nsteps: {columns: {time: Heure}}");
    assert_linear("milestones", &timed, |count| {
        let row = |nth: usize| {
            let id = format!("S{nth}");
            texts([&id, "", "CO", "Live", &format!("J{nth} + 1 j"), ":08:00", ""])
        };
        let date = |nth: usize| texts([&format!("J{nth}"), "@2026-03-28 08:00", "x"]);
        let dates = texts(["Jalon", "Live", "Fin exigée"]);
        workbook(&[
            ("Etapes", [steps.clone()].into_iter().chain((0..count).map(row)).collect()),
            ("Dates", [dates].into_iter().chain((0..count).map(date)).collect()),
        ])
    });
}

#[test]
fn what_is_refused_in_any_case_is_not_read_to_its_end() {
    let faults: [(usize, Fault); 2] = [
        (51_000, ("unknown phases", 2, |nth| format!("phase {nth}"))),
        (27_000, ("too many dry runs", 3, |nth| format!("FDR{nth}; other {nth}"))),
    ];
    for (rows, (what, column, text)) in faults {
        let bytes = table((0..rows).map(|nth| row(nth, column, &text(nth))));
        let Err(WorkbookError::Problems(told)) = load_bytes(bytes, &free(), &Limits::default())
        else {
            panic!("{what}")
        };
        let left_out = told.as_slice().iter().find(|it| it.code() == "rows-left-out");
        assert!(left_out.is_some(), "{what}");
    }
}
