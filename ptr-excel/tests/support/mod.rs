//! Workbooks made for tests, and what was read from one as text.
#![allow(dead_code, reason = "each test file takes what it needs")]

pub(crate) mod drawn;
pub(crate) mod legacy;
pub(crate) mod tasks;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use ptr_excel::{Limits, LoadError, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Every cell of every sheet, as `sheet!A1: value`.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<String>, LoadError> {
    read_within(bytes, &Limits::default())
}

pub(crate) fn read_within(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, LoadError> {
    let mut workbook = Workbook::from_bytes(bytes, limits)?;
    let mut cells = Vec::new();
    for sheet in 0..workbook.sheets().len() {
        let name = workbook.sheets()[sheet].name.clone();
        workbook.cells(sheet, |cell| {
            cells.push(format!("{name}!{}: {}", cell.at, cell.value.display()));
            ControlFlow::Continue(())
        })?;
    }
    Ok(cells)
}

/// The code of the error that reading these bytes gives.
#[track_caller]
pub(crate) fn refusal(bytes: &[u8]) -> &'static str {
    match read(bytes) {
        Ok(cells) => panic!("read {} cells: {:?}", cells.len(), cells.first()),
        Err(error) => error.code(),
    }
}

/// A zip file of these parts.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// What an `.xlsx` of one sheet `Plan` is made of; each part can be replaced.
#[derive(Clone)]
pub(crate) struct Xlsx {
    pub(crate) rels: String,
    pub(crate) workbook: String,
    pub(crate) workbook_rels: String,
    pub(crate) styles: String,
    pub(crate) shared: Option<String>,
    pub(crate) sheet: Option<String>,
}

impl Default for Xlsx {
    fn default() -> Self {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        Self {
            rels: format!(
                r#"<Relationships><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
            workbook: r#"<workbook><sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>"#.into(),
            workbook_rels: format!(
                r#"<Relationships><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
            // Style 1 is a date with a time, style 2 a duration.
            styles: r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="46"/></cellXfs></styleSheet>"#.into(),
            shared: None,
            sheet: Some("<worksheet><sheetData/></worksheet>".into()),
        }
    }
}

impl Xlsx {
    /// With these rows in its sheet.
    pub(crate) fn rows(rows: &str) -> Self {
        let sheet = Some(format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
        Self { sheet, ..Self::default() }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("_rels/.rels", self.rels.as_bytes()),
            ("xl/workbook.xml", self.workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", self.workbook_rels.as_bytes()),
            ("xl/styles.xml", self.styles.as_bytes()),
        ];
        parts.extend(self.shared.as_ref().map(|s| ("xl/sharedStrings.xml", s.as_bytes())));
        parts.extend(self.sheet.as_ref().map(|s| ("xl/worksheets/sheet1.xml", s.as_bytes())));
        zip(&parts)
    }
}

/// An `.ods` with this in its one table `Plan`.
pub(crate) fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="Plan">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    ods_content(content.as_bytes())
}

pub(crate) fn ods_content(content: &[u8]) -> Vec<u8> {
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    zip(&[
        ("mimetype", mimetype),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content),
    ])
}
