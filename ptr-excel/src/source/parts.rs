//! The parts of an Office package, and how they refer to each other.
//!
//! calamine keeps to itself which part of an `.xlsb` holds a sheet; where its reading has to be
//! completed ([`super::xlsb`]) the same part is found here, by the same relationships.

use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::read::ZipFile;

use super::package::{Package, damaged};
use super::xml::attribute;
use crate::error::LoadError;

/// One relationship of a part.
pub(super) struct Relationship {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

impl Relationship {
    /// Kinds are long names, of which there are two editions with the same ends.
    pub(super) fn is_of_kind(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
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

/// The part that lists the relationships of a part.
pub(super) fn relationships_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned()
}

/// A part by how another one names it: from the folder of that one, or from the top.
pub(super) fn beside(part: &str, target: &str) -> String {
    let mut folders: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        part.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect())
    };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// The content of a part, unpacked as it is read.
pub(super) type Part<'p, 'b> = BufReader<ZipFile<'p, Cursor<&'b [u8]>>>;

/// A part by its name, case and the direction of slashes aside; `None` where there is none.
pub(super) fn unpack<'p, 'b>(
    package: &'p mut Package<'b>,
    name: &str,
) -> Result<Option<ZipFile<'p, Cursor<&'b [u8]>>>, LoadError> {
    let is_it = |i: &usize| {
        let part = package.by_index_data(*i).ok();
        let found = part.and_then(|part| part.name().ok().map(|n| n.replace('\\', "/")));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let index = (0..package.len()).rev().find(is_it);
    index.map(|index| package.by_index(index).map_err(damaged)).transpose()
}

/// Parts are unpacked in larger pieces than usual, since unpacking has a cost by the piece.
pub(super) const PIECE: usize = 64 * 1024;

/// The same, as it is unpacked.
pub(super) fn read_part<'p, 'b>(
    package: &'p mut Package<'b>,
    name: &str,
) -> Result<Option<Part<'p, 'b>>, LoadError> {
    Ok(unpack(package, name)?.map(|part| BufReader::with_capacity(PIECE, part)))
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
