//! What an `.xlsx` consists of: its sheets by name, and the parts that hold them.
//!
//! Parts refer to each other by relationships; where a part lies, and under which name, is the
//! business of whoever wrote the file.

use std::sync::OnceLock;

use quick_xml::events::{BytesStart, Event};

use crate::cells::Epoch;
use crate::error::LoadError;
use crate::source::package::Package;
use crate::source::parts::{Relationship, beside, read_xml, relationships, relationships_of};
use crate::source::xml::attribute;

/// The sheets of cells, and where to look for what.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) sheets: Vec<SheetPart>,
    pub(super) epoch: Epoch,
    /// The part of the texts that all sheets share.
    pub(super) texts: String,
    /// The part of the formats.
    pub(super) styles: String,
}

/// A sheet of cells.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// `None` where no relationship says which part it is.
    pub(super) part: Option<String>,
    /// What the part holds, once it has been unpacked and if it is not too long.
    pub(super) held: OnceLock<Vec<u8>>,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Contents, LoadError> {
    let office = of_kind(&relationships(package, "_rels/.rels")?, "officeDocument")
        .map(|it| it.target.trim_start_matches('/').to_owned());
    let workbook =
        office.ok_or_else(|| LoadError::damaged("it does not say which part is the workbook"))?;
    let related = relationships(package, &relationships_of(&workbook))?;
    let other =
        |kind, usual| beside(&workbook, of_kind(&related, kind).map_or(usual, |it| &it.target));
    let mut contents = Contents {
        sheets: Vec::new(),
        epoch: Epoch::Y1900,
        texts: other("sharedStrings", "sharedStrings.xml"),
        styles: other("styles", "styles.xml"),
    };

    let lost = || LoadError::damaged(format!("its part `{workbook}` is missing"));
    let mut xml = read_xml(package, &workbook)?.ok_or_else(lost)?;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "sheet" => contents.sheets.extend(sheet(&e, &related, &workbook)?),
                "workbookPr" => {
                    if let Some(is_1904) = attribute(&e, "date1904")? {
                        contents.epoch = Epoch::of(matches!(&*is_1904, "1" | "true"));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(contents),
            _ => {}
        }
    }
}

/// A sheet that the workbook lists, if it is one of cells and not of a chart or the like.
fn sheet(
    e: &BytesStart<'_>,
    related: &[Relationship],
    workbook: &str,
) -> Result<Option<SheetPart>, LoadError> {
    let text = |name| attribute(e, name).map(Option::unwrap_or_default);
    let (name, id) = (text("name")?, text("id")?);
    let relationship = related.iter().rfind(|it| it.id == id);
    let hidden = attribute(e, "state")?.is_some_and(|state| state != "visible");
    Ok(relationship.is_none_or(|it| it.is_of_kind("worksheet")).then(|| SheetPart {
        name: name.into_owned(),
        hidden,
        part: relationship.map(|it| beside(workbook, &it.target)),
        held: OnceLock::new(),
    }))
}

fn of_kind<'r>(related: &'r [Relationship], kind: &str) -> Option<&'r Relationship> {
    related.iter().rfind(|it| it.is_of_kind(kind))
}
