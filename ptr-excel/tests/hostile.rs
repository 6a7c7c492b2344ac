//! Files that were made to do harm: each is refused, or read, within bounds and without a panic.

mod support;

use std::time::{Duration, Instant};

use proptest::prelude::*;
use ptr_excel::{Limits, Workbook};
use support::{Xlsx, ods, ods_content, read, read_within, refusal, zip};

/// More than any of these files needs, less than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn what_is_no_workbook_is_named() {
    for (bytes, found) in [
        (&b"%PDF-1.7"[..], "a PDF"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b"A note\nof two lines\n", "a text file"),
        (b"{\"id\": 1, \"label\": 2}\n", "a text file"),
        (b"\x1f\x8b\x08\x00", "a compressed archive"),
        (b"\x00\x01\x02\xff", "a file of another kind"),
        (&zip(&[("readme.txt", b"x")]), "a zip archive"),
        (&zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", b"x")]), "a Word document"),
    ] {
        let error = read(bytes).expect_err(found);
        assert_eq!(error.code(), "not-a-workbook");
        assert!(error.to_string().contains(found), "{error}");
    }
    assert_eq!(refusal(b""), "empty");
    assert_eq!(refusal(b"PK"), "truncated");
}

#[test]
fn a_package_without_a_workbook_is_not_an_empty_workbook() {
    let office = zip(&[("_rels/.rels", Xlsx::default().rels.as_bytes())]);
    assert_eq!(refusal(&office), "not-a-workbook");
    let none = Xlsx { workbook: "<workbook><sheets/></workbook>".into(), ..Xlsx::default() };
    assert_eq!(refusal(&none.bytes()), "no-sheet");
    let lost = Xlsx { sheet: None, ..Xlsx::default() };
    assert_eq!(refusal(&lost.bytes()), "damaged");
}

#[test]
fn two_cells_at_the_far_corners_cost_two_cells() {
    let far = Xlsx::rows(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    );
    assert_eq!(read(&far.bytes()).expect("two cells"), ["Plan!A1: 1", "Plan!XFD1048576: 2"]);
}

#[test]
fn a_reference_beyond_the_sheet_is_refused_by_its_name() {
    for name in ["XFE1", "A1048577", "ZZZZZ99"] {
        let beyond = Xlsx::rows(&format!(r#"<row><c r="{name}"><v>1</v></c></row>"#));
        let error = read(&beyond.bytes()).expect_err(name);
        assert_eq!(error.code(), "outside-sheet");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn cells_out_of_order_or_twice_are_refused() {
    for rows in [
        r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#,
    ] {
        assert_eq!(refusal(&Xlsx::rows(rows).bytes()), "damaged");
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let spaces = vec![b' '; (128 << 20) + 1];
    let bomb = zip(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &spaces)]);
    assert!(bomb.len() < 1 << 20);
    let begun = Instant::now();
    assert_eq!(refusal(&bomb), "too-large");
    assert!(begun.elapsed() < Duration::from_secs(1), "refused by what it declares");
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_fails_when_it_grows_past_the_lie() {
    let mut sheet = String::from("<worksheet><sheetData>");
    sheet.push_str(&" ".repeat(8 << 20));
    sheet.push_str("</sheetData></worksheet>");
    let honest = Xlsx { sheet: Some(sheet.clone()), ..Xlsx::default() }.bytes();
    let declared = u32::try_from(sheet.len()).expect("a small length").to_le_bytes();
    let mut lying = honest.clone();
    let places: Vec<_> = (0..honest.len() - 4).filter(|i| honest[*i..*i + 4] == declared).collect();
    assert!(!places.is_empty(), "the size is declared somewhere");
    for place in places {
        lying[place..place + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let strict = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(read_within(&honest, &strict).expect_err("honest").code(), "too-large");
    assert_eq!(read_within(&lying, &strict).expect_err("lying").code(), "damaged");
}

#[test]
fn shared_texts_that_declare_billions_of_themselves_cost_what_they_are() {
    let begun = Instant::now();
    for count in ["4000000000", "99999999999999999"] {
        let shared = format!(r#"<sst uniqueCount="{count}"><si><t>x</t></si></sst>"#);
        let cell = |n| format!(r#"<row><c t="s"><v>{n}</v></c></row>"#);
        let workbook = |n| Xlsx { shared: Some(shared.clone()), ..Xlsx::rows(&cell(n)) }.bytes();
        assert_eq!(read(&workbook("0")).expect("one text"), ["Plan!A1: x"]);
        for beyond in ["1", "3999999999", "-1", "4.5", "x", "18446744073709551616"] {
            let error = read(&workbook(beyond)).expect_err(beyond);
            assert_eq!(error.code(), "damaged");
            assert!(error.to_string().contains("cell A1 of sheet `Plan`"), "{error}");
        }
    }
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn styles_of_millions_of_elements_cost_a_byte_each() {
    let begun = Instant::now();
    let styles = format!(
        "<styleSheet><cellXfs>{}<xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        "<xf/>".repeat(2_100_000)
    );
    let rows = r#"<row><c s="2100000"><v>1</v></c><c s="2100001"><v>1</v></c></row>"#;
    let bytes = Xlsx { styles, ..Xlsx::rows(rows) }.bytes();
    assert_eq!(read(&bytes).expect("two cells"), ["Plan!A1: 1900-01-01", "Plan!B1: 1"]);
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn a_part_that_is_held_as_a_whole_is_bounded_wherever_it_lies() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1000));
    let target = "worksheets/texts.xml";
    let kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings";
    let rels = Xlsx::default().workbook_rels;
    let also =
        format!(r#"<Relationship Id="r2" Type="{kind}" Target="{target}"/></Relationships>"#);
    let rels = rels.replace("</Relationships>", &also);
    let sheet = r#"<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let bytes = zip(&[
        ("_rels/.rels", Xlsx::default().rels.as_bytes()),
        ("xl/workbook.xml", Xlsx::default().workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/texts.xml", shared.as_bytes()),
    ]);
    let within = |part_bytes| read_within(&bytes, &Limits { part_bytes, ..Limits::default() });
    assert_eq!(within(1100).expect("one text").len(), 1);
    assert!(within(1000).is_err_and(|error| error.code() == "too-large"));
}

#[test]
fn a_shared_text_shown_by_many_cells_counts_as_often_as_it_is_shown() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let row = |r: usize| format!(r#"<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>"#);
    let rows: String = (1..=1000).map(row).collect();
    let bomb = Xlsx { shared: Some(shared), ..Xlsx::rows(&rows) };
    assert_eq!(refusal(&bomb.bytes()), "too-large");
}

#[test]
fn rows_and_cells_are_counted_against_the_limits() {
    let bytes = Xlsx::rows(
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#,
    )
    .bytes();
    let limits = |rows, cells| Limits { rows, cells, ..Limits::default() };
    assert_eq!(read_within(&bytes, &limits(2, 3)).map(|cells| cells.len()).ok(), Some(3));
    assert!(read_within(&bytes, &limits(1, 3)).is_err_and(|e| e.code() == "too-large"));
    assert!(read_within(&bytes, &limits(2, 2)).is_err_and(|e| e.code() == "too-large"));
    let file = Limits { file_bytes: bytes.len() as u64, ..Limits::default() };
    assert!(read_within(&bytes, &file).is_ok());
    let file = Limits { file_bytes: bytes.len() as u64 - 1, ..Limits::default() };
    assert!(read_within(&bytes, &file).is_err_and(|e| e.code() == "too-large"));
}

#[test]
fn a_million_declared_empty_rows_cost_nothing() {
    let begun = Instant::now();
    let empty = r#"<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let filled = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#;
    let only_filled_matter = ods(&format!("{filled}{empty}"));
    assert_eq!(read(&only_filled_matter).expect("one cell"), ["Plan!A1: 1"]);
    let last = ods(&format!("{empty}{filled}"));
    assert_eq!(read(&last).expect("one cell"), ["Plan!A1048576: 1"]);
    let beyond = ods(&format!("{empty}{empty}{filled}"));
    assert_eq!(refusal(&beyond), "outside-sheet");
    let rows = (1..=200_000).map(|r| format!(r#"<row r="{r}"/>"#)).collect::<Vec<_>>().concat();
    let sheet = format!(
        r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
    );
    let declared = Xlsx { sheet: Some(sheet), ..Xlsx::default() };
    assert!(read(&declared.bytes()).expect("no cell").is_empty());
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn content_that_repeats_counts_as_often_as_it_repeats() {
    let row = |rows: &str, cols: &str| {
        ods(&format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{cols}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
        ))
    };
    assert_eq!(read(&row("2", "2")).expect("four cells").len(), 4);
    let begun = Instant::now();
    assert_eq!(refusal(&row("1048576", "16384")), "too-large");
    assert_eq!(refusal(&row("1", "16385")), "outside-sheet");
    assert_eq!(refusal(&row("18446744073709551615", "18446744073709551615")), "outside-sheet");
    assert_eq!(refusal(&row("-1", "1")), "damaged");
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn an_ods_cut_off_inside_its_table_is_an_error_and_no_wait_for_ever() {
    let whole = br#"<d><table:table table:name="Plan"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></d>"#;
    for end in 0..whole.len() - "</table:table></d>".len() {
        let code = refusal(&ods_content(&whole[..end]));
        assert!(matches!(code, "damaged" | "truncated" | "no-sheet"), "{end}: {code}");
    }
}

#[test]
fn spaces_without_number_are_refused() {
    let cell = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="SPACES"/>b</text:p></table:table-cell></table:table-row>"#;
    assert_eq!(read(&ods(&cell.replace("SPACES", "2"))).expect("a text"), ["Plan!A1: a  b"]);
    assert_eq!(refusal(&ods(&cell.replace("SPACES", "99999999999"))), "damaged");
}

#[test]
fn a_duration_of_minus_infinity_is_a_fault_of_its_cell() {
    let rows = r#"<row r="1"><c r="A1" s="2"><v>-INF</v></c><c r="B1" s="1"><v>-1</v></c><c r="C1"><v>NaN</v></c><c r="D1" s="1"><v>60</v></c></row>"#;
    assert_eq!(
        read(&Xlsx::rows(rows).bytes()).expect("four faults"),
        [
            "Plan!A1: the number -inf formatted as a duration",
            "Plan!B1: the number -1 formatted as a date",
            "Plan!C1: the number NaN",
            "Plan!D1: the number 60 formatted as a date",
        ]
    );
}

#[test]
fn error_values_old_and_young_keep_their_place() {
    let error = |at: &str, name: &str| format!(r#"<c r="{at}" t="e"><v>{name}</v></c>"#);
    let rows = format!(
        r#"<row r="1">{}<c r="B1"><v>1</v></c>{}{}</row><row r="7">{}<c r="F7"><v>2</v></c></row>"#,
        error("A1", "#REF!"),
        error("C1", "#SPILL!"),
        error("D1", "#N/A"),
        error("E7", "#CALC!"),
    );
    assert_eq!(
        read(&Xlsx::rows(&rows).bytes()).expect("errors are cells"),
        [
            "Plan!A1: #REF!",
            "Plan!B1: 1",
            "Plan!C1: #SPILL!",
            "Plan!D1: #N/A",
            "Plan!E7: #CALC!",
            "Plan!F7: 2",
        ]
    );
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let rows = r#"<row r="1"><c r="A1" s="1"><v>44888.333333333336</v></c><c r="B1"><v>44888</v></c></row>"#;
    let workbook =
        Xlsx::default().workbook.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
    let cells = read(&Xlsx { workbook, ..Xlsx::rows(rows) }.bytes()).expect("two cells");
    assert_eq!(cells, ["Plan!A1: 2026-11-24 08:00", "Plan!B1: 44888"]);
}

#[test]
#[should_panic(expected = "a fault of the caller")]
fn a_panic_of_the_caller_is_not_taken_for_a_damaged_file() {
    let bytes = Xlsx::rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#).bytes();
    let mut workbook = Workbook::from_bytes(bytes, &Limits::default()).expect("a workbook");
    let _ = workbook.cells(0, |_| panic!("a fault of the caller"));
}

#[test]
fn encrypted_workbooks_say_so() {
    let ods = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", b"\x00\x01"),
    ]);
    assert_eq!(refusal(&ods), "encrypted");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        start in prop_oneof![
            Just(&b""[..]),
            Just(&b"PK\x03\x04"[..]),
            Just(&b"PK\x05\x06"[..]),
            Just(&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..]),
        ],
        rest in proptest::collection::vec(any::<u8>(), 0..2048),
    ) {
        let bytes = [start, &rest].concat();
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn no_sheet_makes_it_panic(
        rows in proptest::collection::vec((
            "[A-Z]{0,4}[0-9]{0,11}|[a-z0-9 ]{0,3}",
            "n|s|b|e|str|inlineStr|d||x",
            "[0-9]{0,2}",
            "[-0-9.eE]{0,20}|#[A-Z/]{1,6}!|TRUE|INF|NaN|\\PC{0,6}",
        ), 0..12)
    ) {
        let cell = |(at, kind, style, value): &(String, String, String, String)| {
            let value = value.replace(['<', '&', '>'], "");
            format!(r#"<c r="{at}" t="{kind}" s="{style}"><v>{value}</v></c>"#)
        };
        let rows: String = rows.iter().map(cell).collect();
        let _ = read(&Xlsx::rows(&format!("<row>{rows}</row>")).bytes());
    }

    #[test]
    fn no_table_makes_it_panic(
        tags in proptest::collection::vec(prop_oneof![
            Just("<table:table-row>"), Just("</table:table-row>"), Just("<table:table-cell>"),
            Just("</table:table-cell>"), Just("<text:p>"), Just("</text:p>"), Just("x"), Just("&lt;"),
            Just("&#0;"), Just("&oops;"), Just("<table:table>"), Just("</table:table>"),
            Just(r#"<table:table-cell office:value-type="string">"#),
            Just(r#"<table:table-cell office:value-type="date" office:date-value="2026"/>"#),
            Just(r#"<table:table-row table:number-rows-repeated="99999999999999999999"/>"#),
            Just("<office:annotation>"), Just("</office:annotation>"), Just("<!--"), Just("]]>"),
        ], 0..24)
    ) {
        let _ = read(&ods(&tags.concat()));
    }
}
