//! What is inside of a package, which a fuzzer of packed bytes would hardly reach: the parts of an
//! `.xlsx` or an `.ods`, with a line of four dashes between them.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use ptr_excel::{Layout, Limits, load_bytes, propose_layout_bytes};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// After these come the parts that are given.
const NAMES: [&str; 4] =
    ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
const WORKBOOK: &str =
    r#"<workbook><sheets><sheet name="Etapes-actions" sheetId="1" r:id="r1"/></sheets></workbook>"#;

fn relations(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
    )
}

fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|window| window == b"\n----\n") {
        parts.push(&rest[..at]);
        rest = &rest[at + 6..];
    }
    parts.push(rest);
    parts
}

fuzz_target!(|bytes: &[u8]| {
    let package = if bytes.starts_with(b"<office:") {
        let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
        pack(&[("mimetype", mimetype), ("content.xml", bytes)])
    } else {
        let (root, book) = (
            relations("officeDocument", "xl/workbook.xml"),
            relations("worksheet", "worksheets/sheet1.xml"),
        );
        let mut parts: Vec<(&str, &[u8])> =
            vec![("_rels/.rels", root.as_bytes()), ("xl/_rels/workbook.xml.rels", book.as_bytes())];
        let given = split(bytes);
        parts.extend(NAMES.into_iter().zip(given.iter().copied()));
        if given.len() < NAMES.len() {
            parts.push((NAMES[3], WORKBOOK.as_bytes()));
        }
        pack(&parts)
    };
    let limits = Limits::default();
    _ = load_bytes(&*package, &Layout::default(), &limits);
    if let Ok(proposal) = propose_layout_bytes(&*package, &limits) {
        _ = load_bytes(&*package, &proposal.layout, &limits);
    }
});
