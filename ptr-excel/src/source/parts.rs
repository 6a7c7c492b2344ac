//! The parts of an Office package, found as calamine finds them.
//!
//! calamine keeps to itself which part holds a sheet. Where its reading has to be completed
//! ([`super::errors`], [`super::xlsb`]) the same part is found here, by the same relationships.

use std::borrow::Cow;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::read::ZipFile;

use super::package::{Package, damaged};
use super::xml::attribute;
use crate::error::LoadError;

/// The part that holds a sheet, by the relationships of the package, as calamine follows them.
pub(super) fn sheet_of_xlsx(
    package: &mut Package<'_>,
    sheet: &str,
) -> Result<Option<String>, LoadError> {
    let office = relationships(package, "_rels/.rels")?
        .into_iter()
        .rfind(|r| r.kind.ends_with("/relationships/officeDocument"));
    let Some(Relationship { target: workbook, .. }) = office else { return Ok(None) };
    let workbook = workbook.trim_start_matches('/');
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };

    let Some(mut xml) = read_xml(package, workbook)? else { return Ok(None) };
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

/// One relationship of a part.
pub(super) struct Relationship {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

/// The relationships that a part of relationships lists; none where there is no such part.
pub(super) fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Vec<Relationship>, LoadError> {
    let mut found = Vec::new();
    let Some(mut xml) = read_xml(package, part)? else { return Ok(found) };
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

/// The content of a part, unpacked as it is read.
pub(super) type Part<'p, 'b> = BufReader<ZipFile<'p, Cursor<&'b [u8]>>>;

/// A part by its name, case and the direction of slashes aside; `None` where there is none.
pub(super) fn read_part<'p, 'b>(
    package: &'p mut Package<'b>,
    name: &str,
) -> Result<Option<Part<'p, 'b>>, LoadError> {
    let is_it = |i: &usize| {
        let part = package.by_index_data(*i).ok();
        let found = part.and_then(|part| part.name().ok().map(|n| n.replace('\\', "/")));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let index = (0..package.len()).rev().find(is_it);
    let Some(index) = index else { return Ok(None) };
    // In larger pieces than usual, since unpacking has a cost by the piece.
    let part = package.by_index(index).map_err(damaged)?;
    Ok(Some(BufReader::with_capacity(64 * 1024, part)))
}

/// The same, as XML.
pub(super) fn read_xml<'p, 'b>(
    package: &'p mut Package<'b>,
    name: &str,
) -> Result<Option<Reader<Part<'p, 'b>>>, LoadError> {
    Ok(read_part(package, name)?.map(|part| {
        let mut xml = Reader::from_reader(part);
        // Taken as calamine takes it: it does not check that what begins also ends.
        xml.config_mut().check_end_names = false;
        xml
    }))
}
