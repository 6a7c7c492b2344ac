//! Reading a workbook: from the bytes of its file to a checked plan, beside calamine reading the
//! same cells into nothing and into ranges, and beside the least that anybody has to do, which is
//! to inflate the file and to tell its XML apart. All take turns, since some of them are close.
//!
//! ```text
//! cargo bench -p ptr-benches --bench workbook
//! cargo bench -p ptr-benches --bench workbook -- 10000
//! ```

use std::hint::black_box;
use std::io::{Cursor, Read, Write, stdout};
use std::sync::Arc;

use calamine::{Reader, Xlsx};
use ptr_benches::plans::plan;
use ptr_benches::turns::{Contest, directory, is_asked};
use ptr_benches::workbooks::workbook;
use ptr_excel::{Layout, Limits, load_bytes};
use quick_xml::events::Event;
use zip::ZipArchive;

const ROWS: [usize; 3] = [400, 10_000, 100_000];

fn main() -> std::io::Result<()> {
    for rows in ROWS.into_iter().filter(|rows| is_asked(*rows)) {
        let bytes: Arc<[u8]> = workbook(&plan(rows)).into();
        let parts = inflate(&bytes);
        assert_eq!(ours(&bytes), rows, "ours reads every step");
        assert_eq!(range(&bytes), rows + 1, "calamine reads every row and the headings");
        let contest = Contest::new("workbook", rows)
            .way("ours", || ours(&bytes))
            .way("calamine, bare cells", || cells(&bytes))
            .way("calamine, ranges", || range(&bytes))
            .way("limit: inflating", || inflate(&bytes))
            .way("limit: XML events", || events(&parts))
            .hold();
        writeln!(stdout(), "{contest}")?;
        contest.save(&directory())?;
    }
    Ok(())
}

/// A checked plan, every problem of which would be told with its cell; how many steps it has.
fn ours(bytes: &Arc<[u8]>) -> usize {
    let loaded = load_bytes(Arc::clone(bytes), &Layout::default(), &Limits::default());
    let loaded = loaded.expect("the workbook has no fault");
    assert!(loaded.warnings.is_empty());
    loaded.plan.len()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

/// Every sheet as a range of cells of its own texts; how many rows the sheet of the steps has.
fn range(bytes: &[u8]) -> usize {
    let mut book = open(bytes);
    let sheets = book.worksheets();
    sheets.into_iter().map(|(_, range)| range.height()).max().unwrap_or(0)
}

/// Every cell of every sheet, looked at and forgotten.
fn cells(bytes: &[u8]) -> usize {
    let mut book = open(bytes);
    let mut count = 0;
    for sheet in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&sheet).expect("a sheet");
        while let Some(cell) = reader.next_cell().expect("a cell") {
            black_box(cell);
            count += 1;
        }
    }
    count
}

/// Every part of the file, into memory.
fn inflate(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let parts = 0..archive.len();
    parts
        .map(|part| {
            let mut part = archive.by_index(part).expect("a part");
            let mut content = Vec::with_capacity(usize::try_from(part.size()).unwrap_or(0));
            part.read_to_end(&mut content).expect("its content");
            content
        })
        .collect()
}

/// Every event of the XML in all parts, in memory already; how many there are.
fn events(parts: &[Vec<u8>]) -> usize {
    let mut count = 0;
    for part in parts {
        let mut reader = quick_xml::Reader::from_reader(part.as_slice());
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Eof => break,
                event => black_box(&event),
            };
            count += 1;
        }
    }
    count
}
