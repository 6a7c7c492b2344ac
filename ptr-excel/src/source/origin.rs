//! The plan that a workbook says it was written from: a property of the document, which spreadsheet
//! programs keep when people edit its cells.
//!
//! An Office package holds such properties in a part of its own, an `OpenDocument` among what it
//! says of itself. Kept true: no fault in them keeps anybody from the plan, since it stands in the
//! cells.

use ptr_core::Digest;
use quick_xml::events::Event;

use super::format::Format;
use super::package;
use super::parts::{read_xml, relationships};
use super::xml::attribute;
use crate::error::LoadError;

/// The name of the property, whose value is a digest.
pub(crate) const PLAN_PROPERTY: &str = "ptr-plan";

/// The digest of the plan that a workbook was written from, if it says so and its format is one
/// of zip files.
pub(super) fn written_from(bytes: &[u8], format: Format) -> Option<Digest> {
    let text = match format {
        Format::Xlsx | Format::Xlsb => of_package(bytes),
        Format::Ods => property(bytes, "meta.xml", "user-defined"),
        Format::Xls => return None,
    };
    text.ok()??.trim().parse().ok()
}

fn of_package(bytes: &[u8]) -> Result<Option<String>, LoadError> {
    let related = relationships(&mut package::open(bytes)?, "_rels/.rels")?;
    let kind = "/custom-properties";
    let Some(part) = related.into_iter().rfind(|it| it.kind.ends_with(kind)) else {
        return Ok(None);
    };
    property(bytes, part.target.trim_start_matches('/'), "property")
}

/// The text of the property, which stands in an element that has its name.
fn property(bytes: &[u8], part: &str, element: &str) -> Result<Option<String>, LoadError> {
    let mut package = package::open(bytes)?;
    let Some(mut xml) = read_xml(&mut package, part)? else { return Ok(None) };
    let mut buffer = Vec::new();
    let mut found: Option<String> = None;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e)
                if e.local_name().as_ref() == element
                    && attribute(&e, "name")?.as_deref() == Some(PLAN_PROPERTY) =>
            {
                found = Some(String::new());
            }
            Event::Text(text) => {
                if let Some(found) = &mut found {
                    found.push_str(&text.xml10_content());
                }
            }
            Event::End(e) if found.is_some() && e.local_name().as_ref() == element => {
                return Ok(found);
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}
