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
    xlsb_of(rows, &[], &[], &[])
}

/// With further sheets, each by its name and the part that it says it is, if it says so; and with
/// records of styles.
fn xlsb_of(rows: &[u8], names: &[&str], parts: &[&str], styles: &[u8]) -> Vec<u8> {
    xlsb_with(rows, names, parts, styles, &[])
}

/// The same with parts beside those of the sheets.
fn xlsb_with(
    rows: &[u8],
    names: &[&str],
    parts: &[&str],
    styles: &[u8],
    further: &[(&str, &[u8])],
) -> Vec<u8> {
    let entry = |id: &str, name: &str| {
        record(0x009C, &[&[0, 0, 0, 0, 1, 0, 0, 0][..], &wide(id), &wide(name)].concat())
    };
    let others = names.iter().map(|name| entry(name, name));
    let sheets = [others.collect::<Vec<_>>().concat(), entry("rId1", "Plan")].concat();
    let workbook = [
        record(0x0083, &[]),
        record(0x0099, &[0; 12]),
        record(0x008F, &[]),
        sheets,
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
    let others = parts
        .iter()
        .zip(names)
        .map(|(part, name)| format!(r#"<Relationship Id="{name}" Type="sheet" Target="{part}"/>"#));
    let rels = format!(
        r#"<Relationships>{}<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#,
        others.collect::<String>()
    );
    let mut all = vec![
        ("xl/workbook.bin", &*workbook),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", &*sheet),
    ];
    all.extend(Some(("xl/styles.bin", styles)).filter(|_| !styles.is_empty()));
    all.extend(further);
    zip(&all)
}

#[test]
fn cells_are_read_where_they_stand() {
    let rows = [row(0), text(1, "Étape"), row(4), number(0, 2.5), cell(0x0004, 2, &[1])].concat();
    let cells = read(&xlsb(&rows)).expect("three cells");
    assert_eq!(cells, ["Plan!B1: Étape", "Plan!A5: 2.5", "Plan!C5: TRUE"]);
}

#[test]
fn sheets_of_macros_and_dialogs_or_without_a_part_leave_the_others_readable() {
    let rows = [row(0), text(0, "a")].concat();
    for (names, parts) in [
        (&["Macro1"][..], &["macrosheets/sheet1.bin"][..]),
        (&["Dialog1"], &["dialogsheets/sheet1.bin"]),
        (&["Lost"], &[]),
        (&["Macro1", "Lost"], &["/xl/macrosheets/intlsheet1.bin"]),
    ] {
        let cells = read(&xlsb_of(&rows, names, parts, &[])).expect("one cell");
        assert_eq!(cells, ["Plan!A1: a"], "{names:?}");
    }
}

#[test]
fn numbers_are_told_as_their_formats_show_them_and_what_is_hidden_or_struck_is_noted() {
    let font = |grbit: u8| record(0x002B, &[220, 0, grbit, 0, 0, 0]);
    let style = |format: u16, font: u16| {
        let data = [0_u16, format, font].map(u16::to_le_bytes).concat();
        record(0x002F, &[data, vec![0; 10]].concat())
    };
    let code = [&200_u16.to_le_bytes()[..], &wide("\"CO\"00000000")].concat();
    let styles = [
        record(0x0267, &[1, 0, 0, 0]),
        record(0x002C, &code),
        font(0),
        font(8),
        record(0x0269, &[4, 0, 0, 0]),
        style(0, 0),
        style(9, 0),
        style(200, 0),
        style(0, 1),
        record(0x026A, &[]),
    ]
    .concat();
    let numbered = |col: u32, style: u32, number: f64| {
        let head = [col.to_le_bytes(), style.to_le_bytes()].concat();
        record(0x0005, &[head, number.to_le_bytes().to_vec()].concat())
    };
    let mut hidden = vec![0; 17];
    hidden[11] = 0x10;
    let rows = [
        record(0x0000, &hidden),
        numbered(0, 0, 1.0),
        numbered(1, 1, 0.5),
        numbered(2, 2, 7.0),
        numbered(3, 3, 2.0),
    ]
    .concat();
    let bytes = xlsb_of(&rows, &[], &[], &styles);
    let cells = read(&bytes).expect("four cells");
    assert_eq!(cells, ["Plan!A1: 1", "Plan!B1: 50%", "Plan!C1: CO00000007", "Plan!D1: 2"]);
    let mut workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
    workbook.cells(0, |_| std::ops::ControlFlow::Continue(())).expect("four cells");
    let looks = workbook.appearance();
    assert_eq!(looks.hidden_rows, [0]);
    let struck: Vec<String> = looks.struck.iter().map(ToString::to_string).collect();
    assert_eq!(struck, ["D1"]);
}

#[test]
fn hours_and_minutes_that_run_on_are_a_duration_wherever_their_bracket_stands() {
    let code = |id: u16, code: &str| record(0x002C, &[&id.to_le_bytes()[..], &wide(code)].concat());
    let style = |format: u16| {
        record(0x002F, &[[0_u16, format, 0].map(u16::to_le_bytes).concat(), vec![0; 10]].concat())
    };
    let styles = [
        record(0x0267, &[3, 0, 0, 0]),
        code(200, "HH[M]"),
        code(201, "[h]:mm"),
        code(202, "dd/mm/yyyy"),
        record(0x002B, &[220, 0, 0, 0, 0, 0]),
        record(0x0269, &[4, 0, 0, 0]),
        style(0),
        style(200),
        style(201),
        style(202),
        record(0x026A, &[]),
    ]
    .concat();
    let numbered = |col: u32, style: u32, number: f64| {
        let head = [col.to_le_bytes(), style.to_le_bytes()].concat();
        record(0x0005, &[head, number.to_le_bytes().to_vec()].concat())
    };
    let rows =
        [row(0), numbered(0, 1, 1.5), numbered(1, 2, 1.5), numbered(2, 3, 46_350.0)].concat();
    let cells = read(&xlsb_of(&rows, &[], &[], &styles)).expect("three cells");
    let [first, second] = [&cells[0], &cells[1]].map(|cell| cell.split_once(": ").map(|it| it.1));
    assert_eq!(first, second, "{cells:?}");
    assert_eq!(cells[2], "Plan!C1: 2026-11-24");
}

#[test]
fn lines_end_a_table() {
    let text = |col, value: &str, style: u32| {
        let head = [u32::to_le_bytes(col), style.to_le_bytes()].concat();
        record(0x0006, &[head, wide(value)].concat())
    };
    let line = |kind: u8| [vec![kind, 0], vec![0; 8]].concat();
    let border = |bottom| {
        let sides = [line(0), line(bottom), line(0), line(0), line(0)].concat();
        record(0x002E, &[vec![0], sides].concat())
    };
    let style = |border: u16| {
        let data = [0_u16, 0, 0, 0, border].map(u16::to_le_bytes).concat();
        record(0x002F, &[data, vec![0; 6]].concat())
    };
    let styles = [
        record(0x002B, &[220, 0, 0, 0, 0, 0]),
        border(0),
        border(1),
        record(0x0269, &[2, 0, 0, 0]),
        style(0),
        style(1),
        record(0x026A, &[]),
    ]
    .concat();
    let rows = [
        row(0),
        text(0, "ID", 1),
        text(1, "Title", 1),
        text(2, "Team", 1),
        row(1),
        text(0, "a", 0),
        text(1, "A", 0),
        record(0x0001, &[2_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat()),
        row(2),
        text(0, "b", 1),
        text(1, "B", 0),
        row(3),
        text(0, "Tom", 0),
        text(1, "Ines", 0),
    ]
    .concat();
    assert_eq!(ids(xlsb_of(&rows, &[], &[], &styles), "border"), ["a", "b"]);
}

#[test]
fn a_list_ends_a_table_without_its_sums() {
    let line = |at: u32, id: &str, title: &str| [row(at), text(0, id), text(1, title)].concat();
    let rows = [
        line(0, "ID", "Title"),
        line(1, "a", "A"),
        line(2, "b", "B"),
        line(3, "2", "in all"),
        line(4, "Tom", "Ines"),
    ]
    .concat();
    // Rows and columns from the first to the last, and one row of sums.
    let list = [0, 3, 0, 1, 0, 1, 1, 1_u32].map(u32::to_le_bytes).concat();
    let list = record(0x0157, &[list, vec![0; 8]].concat());
    let rels =
        br#"<Relationships><Relationship Id="r1" Type="table" Target="../tables/table1.bin"/></Relationships>"#;
    let parts: [(&str, &[u8]); 2] =
        [("xl/worksheets/_rels/sheet1.bin.rels", rels), ("xl/tables/table1.bin", &list)];
    assert_eq!(ids(xlsb_with(&rows, &[], &[], &[], &parts), "list"), ["a", "b"]);
}

/// The ids of the steps of a sheet `Plan` whose table ends by a mark.
fn ids(bytes: Vec<u8>, last_row: &str) -> Vec<String> {
    let layout = support::drawn::layout(&format!(
        "steps: {{sheet: Plan, last_row: {last_row}, columns: {{phase: null, dry_runs: null, start: null, prerequisites: null}}}}\n\
         actors: null\ndates: null\nenvironments: null\nid_pattern: null\nphases: null",
    ));
    let steps = support::drawn::loaded(bytes, &layout).plan;
    steps.steps().iter().map(|it| it.id.to_string()).collect()
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
