//! Error values that calamine does not know, found in the sheet itself.
//!
//! Spreadsheets have grown error values beyond the seven of old. calamine fails on such a cell
//! without saying where it stands, and then goes on behind it. The first time that happens the
//! sheet is read once more, here, for nothing but the places of those cells, in order.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{self, Package, damaged};
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
        let part = sheet_part(&mut package, sheet)?.ok_or_else(lost)?;
        let Some(mut xml) = read_part(&mut package, &part)? else { return Err(lost()) };
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

/// The part that holds a sheet, by the relationships of the package, as calamine follows them.
fn sheet_part(package: &mut Package<'_>, sheet: &str) -> Result<Option<String>, LoadError> {
    let office = relationships(package, "_rels/.rels")?
        .into_iter()
        .rfind(|r| r.kind.ends_with("/relationships/officeDocument"));
    let Some(Relationship { target: workbook, .. }) = office else { return Ok(None) };
    let workbook = workbook.trim_start_matches('/');
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };

    let Some(mut xml) = read_part(package, workbook)? else { return Ok(None) };
    let mut id = None;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e)
                if e.local_name().as_ref() == "sheet"
                    && attribute(&e, "name")?.as_deref() == Some(sheet) =>
            {
                id = attribute(&e, "id")?.map(Cow::into_owned);
                break;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    drop(xml);
    let related = relationships(package, &format!("{folder}_rels/{file}.rels"))?;
    let target = related.into_iter().rfind(|r| Some(&r.id) == id.as_ref()).map(|r| r.target);
    Ok(target.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    }))
}

struct Relationship {
    id: String,
    kind: String,
    target: String,
}

fn relationships(package: &mut Package<'_>, part: &str) -> Result<Vec<Relationship>, LoadError> {
    let mut found = Vec::new();
    let Some(mut xml) = read_part(package, part)? else { return Ok(found) };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                let text =
                    |name| attribute(&e, name).map(|text| text.unwrap_or_default().into_owned());
                found.push(Relationship {
                    id: text("Id")?,
                    kind: text("Type")?,
                    target: text("Target")?,
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

type PartReader<'p, 'b> = Reader<BufReader<zip::read::ZipFile<'p, std::io::Cursor<&'b [u8]>>>>;

/// A part by its name, case and the direction of slashes aside.
fn read_part<'p, 'b>(
    package: &'p mut Package<'b>,
    name: &str,
) -> Result<Option<PartReader<'p, 'b>>, LoadError> {
    let is_it = |i: &usize| {
        let part = package.by_index_data(*i).ok();
        let found = part.and_then(|part| part.name().ok().map(|n| n.replace('\\', "/")));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let index = (0..package.len()).rev().find(is_it);
    let Some(index) = index else { return Ok(None) };
    let part = package.by_index(index).map_err(damaged)?;
    let mut xml = Reader::from_reader(BufReader::new(part));
    // Taken as calamine takes it: it does not check that what begins also ends.
    xml.config_mut().check_end_names = false;
    Ok(Some(xml))
}
