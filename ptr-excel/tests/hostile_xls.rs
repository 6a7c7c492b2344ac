//! `.xls` files that were made to do harm. Their reader has no stream: most of these ended the
//! process before they were weighed.

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use ptr_excel::Limits;
use support::legacy::{compound, dimensions, get, number, put, record, stream, stream_at};
use support::{read, read_within, refusal};

fn xls(globals: &[u8], sheets: &[&[u8]]) -> Vec<u8> {
    compound(&[("Workbook", &stream(globals, sheets))])
}

fn libreoffice() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/libreoffice.xls");
    std::fs::read(path).expect("a committed file")
}

#[test]
fn a_workbook_built_record_by_record_is_read() {
    let cells = [dimensions((1, 3), (1, 3)), number(1, 1, 1.0), number(2, 2, 2.5)].concat();
    let read = read(&xls(&[], &[&cells, &number(65_535, 255, 3.0)])).expect("three cells");
    assert_eq!(read, ["AA!B2: 1", "AA!C3: 2.5", "BB!IV65536: 3"]);
}

#[test]
fn a_cyclic_chain_of_sectors_is_refused_whichever_it_is() {
    let whole = libreoffice();
    let table = 512 * (get(&whole, 76) as usize + 1);
    let directory = get(&whole, 48);
    let entries = 512 * (directory as usize + 1);
    let streams = (0..4).map(|i| get(&whole, entries + 128 * i + 116));
    let mini_table = get(&whole, 60);
    let begun = Instant::now();
    let mut refused = 0;
    for start in streams.chain([directory, mini_table]).filter(|start| *start < 0xFFFF_0000) {
        let mut cyclic = whole.clone();
        put(&mut cyclic, table + 4 * start as usize, start);
        // Streams of little summaries nobody reads may run in circles.
        if let Err(error) = read(&cyclic) {
            assert_eq!(error.code(), "damaged", "{start}: {error}");
            assert!(error.to_string().contains("in a circle"), "{error}");
            refused += 1;
        }
    }
    assert!(refused >= 2, "the directory and the workbook at least");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_list_of_tables_longer_than_the_file_is_refused() {
    let mut file = xls(&[], &[&number(0, 0, 1.0)]);
    // Every entry of the list names the same sector.
    for entry in 0..109 {
        put(&mut file, 76 + 4 * entry, 0);
    }
    assert_eq!(refusal(&file), "damaged");
    let mut file = xls(&[], &[&number(0, 0, 1.0)]);
    // The list goes on in a sector that names itself as the next.
    put(&mut file, 68, 2);
    put(&mut file, 512 * 3 + 508, 2);
    assert_eq!(refusal(&file), "damaged");
}

#[test]
fn a_sheet_that_declares_more_than_it_holds_is_refused() {
    for (rows, cols) in [
        ((0, 65_536), (0, 256)),
        ((0, u32::MAX), (0, u16::MAX)),
        // The reader computes the number of rows as if it were a thousand million less than one.
        ((7, 3), (0, 1)),
    ] {
        let cells = [dimensions(rows, cols), number(0, 0, 1.0)].concat();
        assert_eq!(refusal(&xls(&[], &[&cells])), "too-large", "{rows:?}");
    }
}

#[test]
fn two_cells_at_far_corners_are_refused_and_not_laid_out() {
    let far = number(65_535, 65_535, 2.0);
    let cells = [number(0, 0, 1.0), far.clone()].concat();
    assert_eq!(refusal(&xls(&[], &[&cells])), "too-large");
    // The text of a formula that is not there lands in A1.
    let cells = [record(0x0207, &[1, 0, 0, b'x']), far].concat();
    assert_eq!(refusal(&xls(&[], &[&cells])), "too-large");
}

#[test]
fn sheets_that_share_their_records_are_refused() {
    let cells: Vec<_> = (0..200).flat_map(|row| number(row, 0, 1.0)).collect();
    let sheets: Vec<&[u8]> = std::iter::once(&cells[..]).chain((0..20).map(|_| &b""[..])).collect();
    let overlapping = stream_at(&[], &sheets, |starts| vec![starts[0]; starts.len()]);
    assert_eq!(refusal(&compound(&[("Workbook", &overlapping)])), "damaged");
    let beyond = stream_at(&[], &[&cells], |_| vec![1 << 30]);
    assert_eq!(refusal(&compound(&[("Workbook", &beyond)])), "truncated");
}

/// The table of shared texts with one text of so many characters, continued as it must be.
fn shared_text(chars: u16) -> Vec<u8> {
    let mut data = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &chars.to_le_bytes(), &[0]].concat();
    data.extend(vec![b'x'; usize::from(chars)]);
    let mut records = record(0x00FC, &data[..data.len().min(8224)]);
    for rest in data.get(8224..).unwrap_or_default().chunks(8223) {
        records.extend(record(0x003C, &[&[0], rest].concat()));
    }
    records
}

fn shows_the_text(row: u16) -> Vec<u8> {
    record(0x00FD, &[&row.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0, 0, 0]].concat())
}

#[test]
fn a_shared_text_shown_by_many_cells_counts_as_often_as_it_is_shown() {
    let few: Vec<_> = (0..2).flat_map(shows_the_text).collect();
    let cells = read(&xls(&shared_text(20_000), &[&few])).expect("two cells");
    assert_eq!(cells.len(), 2);
    assert!(cells.iter().all(|cell| cell.len() == "AA!A1: ".len() + 20_000));
    let limits = Limits { text_bytes: 1 << 20, ..Limits::default() };
    let many: Vec<_> = (0..60).flat_map(shows_the_text).collect();
    let error = read_within(&xls(&shared_text(20_000), &[&many]), &limits);
    assert!(error.is_err_and(|error| error.code() == "too-large"));
}

#[test]
fn encrypted_workbooks_say_so_old_and_new() {
    // The oldest way to encrypt, of kind zero, is one that the reader takes for none.
    for kind in [0, 1] {
        let pass = record(0x002F, &[kind, 0, 0, 0, 0, 0]);
        assert_eq!(refusal(&xls(&pass, &[&number(0, 0, 1.0)])), "encrypted");
    }
    let modern = compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]);
    assert_eq!(refusal(&modern), "encrypted");
}

#[test]
fn other_compound_files_are_named() {
    let error = read(&compound(&[("WordDocument", b"x")])).expect_err("a document");
    assert!(error.to_string().contains("a Word document"), "{error}");
}

proptest! {
    #[test]
    fn no_records_make_it_panic(
        records in proptest::collection::vec((
            prop_oneof![
                Just(0x0006_u16), Just(0x0200), Just(0x0203), Just(0x0204), Just(0x0205), Just(0x0207),
                Just(0x027E), Just(0x00BD), Just(0x00D6), Just(0x00FD), Just(0x00E5), Just(0x0809),
                Just(0x000A), Just(0x003C), Just(0x00FC), Just(0x0085), Just(0x041E), Just(0x00E0),
            ],
            proptest::collection::vec(any::<u8>(), 0..40),
        ), 0..16),
        in_globals in any::<bool>(),
    ) {
        let bytes: Vec<_> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
        let file = if in_globals { xls(&bytes, &[&[]]) } else { xls(&[], &[&bytes]) };
        // Strict, so that what passes is laid out quickly.
        let limits = Limits { legacy_rectangle: 100_000, ..Limits::default() };
        let _ = read_within(&file, &limits);
    }

    #[test]
    fn no_flipped_bytes_make_it_panic(flips in proptest::collection::vec((0..2048_usize, any::<u8>()), 1..8)) {
        let mut file = libreoffice();
        for (at, value) in flips {
            file[at] = value;
        }
        let _ = read(&file);
    }
}
