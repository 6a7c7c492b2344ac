//! Error values that calamine does not know, found in the sheet itself.
//!
//! Spreadsheets have grown error values beyond the seven of old. calamine fails on such a cell
//! without saying where it stands, and then goes on behind it. The first time that happens the
//! sheet is read once more, here, for nothing but the places of those cells, in order.

use std::collections::VecDeque;

use quick_xml::events::Event;

use super::package;
use super::parts::{read_xml, sheet_of_xlsx};
use super::xml::attribute;
use crate::a1::CellName;
use crate::error::LoadError;

const KNOWN: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// The places of the cells of a sheet whose error value calamine does not know.
pub(super) struct UnknownErrors(VecDeque<(CellName, String)>);

impl UnknownErrors {
    pub(super) fn find(bytes: &[u8], sheet: &str) -> Result<Self, LoadError> {
        let mut package = package::open(bytes)?;
        let lost = || LoadError::damaged(format!("sheet `{sheet}` cannot be found again"));
        let part = sheet_of_xlsx(&mut package, sheet)?.ok_or_else(lost)?;
        let Some(mut xml) = read_xml(&mut package, &part)? else { return Err(lost()) };
        let mut found = VecDeque::new();
        let mut buffer = Vec::new();
        let mut at = None;
        let mut is_value = false;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "c" if attribute(&e, "t")?.as_deref() == Some("e") => {
                        at = attribute(&e, "r")?.and_then(|name| name.parse().ok());
                    }
                    "c" => at = None,
                    "v" => is_value = true,
                    _ => {}
                },
                Event::Text(text) if is_value => {
                    let name = text.xml10_content();
                    if let Some(at) = at.filter(|_| !KNOWN.contains(&&*name)) {
                        found.push_back((at, name.into_owned()));
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "v" => is_value = false,
                Event::End(e) if e.local_name().as_ref() == "sheetData" => return Ok(Self(found)),
                Event::Eof => return Ok(Self(found)),
                _ => {}
            }
        }
    }

    /// The place of the next one, which calamine read as `name`.
    pub(super) fn next(&mut self, name: &str) -> Result<CellName, LoadError> {
        match self.0.pop_front() {
            Some((at, found)) if found == name => Ok(at),
            _ => Err(LoadError::damaged(format!("a cell that cannot be located holds `{name}`"))),
        }
    }
}
