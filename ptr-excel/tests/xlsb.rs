//! `.xlsb` files built record by record: no free program writes them.

mod support;

use proptest::prelude::*;
use ptr_excel::{Limits, Workbook};
use support::{read, refusal, zip};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = if kind < 0x80 {
        vec![u8::try_from(kind).expect("a small kind")]
    } else {
        vec![
            u8::try_from(kind & 0x7F).expect("seven bits") | 0x80,
            u8::try_from(kind >> 7).expect("few bits"),
        ]
    };
    assert!(data.len() < 0x4000);
    record.push(u8::try_from(data.len() & 0x7F).expect("seven bits") | 0x80);
    record.push(u8::try_from(data.len() >> 7).expect("seven bits"));
    record.extend(data);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let len = u32::try_from(units.len()).expect("a short text");
    [len.to_le_bytes().to_vec(), units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
}

fn row(row: u32) -> Vec<u8> {
    record(0x0000, &[&row.to_le_bytes()[..], &[0; 13]].concat())
}

fn cell(kind: u16, col: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&col.to_le_bytes()[..], &[0; 4], value].concat())
}

fn number(col: u32, value: f64) -> Vec<u8> {
    cell(0x0005, col, &value.to_le_bytes())
}

fn text(col: u32, value: &str) -> Vec<u8> {
    cell(0x0006, col, &wide(value))
}

fn xlsb(rows: &[u8]) -> Vec<u8> {
    let sheet_entry = [&[0, 0, 0, 0, 1, 0, 0, 0][..], &wide("rId1"), &wide("Plan")].concat();
    let workbook = [
        record(0x0083, &[]),
        record(0x0099, &[0; 12]),
        record(0x008F, &[]),
        record(0x009C, &sheet_entry),
        record(0x0090, &[]),
        record(0x009D, &[]),
        record(0x0084, &[]),
    ]
    .concat();
    let sheet = [
        &record(0x0081, &[])[..],
        &record(0x0094, &[0; 16]),
        &record(0x0091, &[]),
        rows,
        &record(0x0092, &[]),
        &record(0x0082, &[]),
    ]
    .concat();
    let rels = r#"<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    zip(&[
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

#[test]
fn cells_are_read_where_they_stand() {
    let rows = [row(0), text(1, "Étape"), row(4), number(0, 2.5), cell(0x0004, 2, &[1])].concat();
    let cells = read(&xlsb(&rows)).expect("three cells");
    assert_eq!(cells, ["Plan!B1: Étape", "Plan!A5: 2.5", "Plan!C5: TRUE"]);
}

#[test]
fn formulas_that_give_an_error_are_no_empty_cells() {
    let formula = [0; 12];
    let error = |col, code| cell(0x000B, col, &[&[code][..], &formula].concat());
    let rich = |col, value| cell(0x003E, col, &[&[0][..], &wide(value)].concat());
    let rows = [
        row(0),
        error(0, 0x17),
        number(1, 1.0),
        error(2, 0x07),
        row(1),
        rich(0, "a formatted text"),
        error(5, 0x2A),
    ]
    .concat();
    assert_eq!(
        read(&xlsb(&rows)).expect("five cells"),
        [
            "Plan!A1: #REF!",
            "Plan!B1: 1",
            "Plan!C1: #DIV/0!",
            "Plan!A2: a formatted text",
            "Plan!F2: #N/A",
        ]
    );
}

#[test]
fn merged_cells_stand_behind_the_cells() {
    let area = |places: [u32; 4]| {
        record(0x00B0, &places.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
    };
    let rows = [
        row(0),
        number(1, 1.0),
        record(0x0092, &[]),
        record(0x00B1, &[2, 0, 0, 0]),
        area([4, 6, 2, 2]),
        area([0, 2, 1, 1]),
        record(0x00B2, &[]),
    ]
    .concat();
    let workbook = Workbook::from_bytes(xlsb(&rows), &Limits::default()).expect("a workbook");
    let merges = workbook.merges(0).expect("a sheet");
    let areas = merges.areas().expect("two area cells");
    let named = areas.iter().map(|area| format!("{}:{}", area.first, area.last));
    assert_eq!(named.collect::<Vec<_>>(), ["B1:B3", "C5:C7"]);
}

#[test]
fn a_place_beyond_the_sheet_is_refused_and_does_not_end_it() {
    for rows in [
        [row(1_048_576), number(0, 1.0)].concat(),
        [row(4_000_000_000), number(0, 1.0)].concat(),
        [row(0), number(16_384, 1.0)].concat(),
    ] {
        assert_eq!(refusal(&xlsb(&rows)), "outside-sheet");
    }
    let corner = [row(1_048_575), number(16_383, 1.0)].concat();
    assert_eq!(read(&xlsb(&corner)).expect("one cell"), ["Plan!XFD1048576: 1"]);
}

#[test]
fn a_shared_text_that_is_not_there_is_an_error_and_no_panic() {
    let rows = [row(0), cell(0x0007, 0, &[9, 0, 0, 0])].concat();
    assert_eq!(refusal(&xlsb(&rows)), "damaged");
}

proptest! {
    #[test]
    fn no_records_make_it_panic(
        records in proptest::collection::vec((
            prop_oneof![0..16_u16, Just(0x003E_u16), Just(0x0092), any::<u16>().prop_map(|k| k & 0x3FFF)],
            proptest::collection::vec(any::<u8>(), 0..24),
        ), 0..12)
    ) {
        let rows: Vec<_> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
        let bytes = xlsb(&rows);
        let _ = read(&bytes);
        if let Ok(workbook) = Workbook::from_bytes(bytes, &Limits::default()) {
            let _ = workbook.merges(0).map(|merges| merges.areas().map(<[_]>::len));
        }
    }
}
