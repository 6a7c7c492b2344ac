//! Which cells of a sheet are merged, asked for only where it matters.
//!
//! Formats say it behind the cells, when a reader in one pass is through with them. So the
//! sheet is opened a second time, for nothing but its end, and only when somebody meets an
//! empty cell that a merged one may cover. What is read is bounded as the cells are.

use std::cell::OnceCell;
use std::io::BufRead;
use std::sync::Arc;

use memchr::memmem::Finder;
use quick_xml::events::Event;

use super::cfb::Compound;
use super::ods::Ods;
use super::parts::{read_part, sheet_of_xlsx};
use super::xml::attribute;
use super::{biff, package, xlsb};
use crate::a1::CellName;
use crate::error::{Cause, LoadError};

/// No sheet that people keep has as many merged cells.
const MOST_AREAS: usize = 1_000_000;

/// No name of a tag is longer, its prefix included.
const LONGEST_NAME: usize = 256;

/// A merged cell: the rectangle from its first to its last cell, both inside a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// The cell that holds the value.
    pub first: CellName,
    /// The cell farthest from it.
    pub last: CellName,
}

impl Area {
    /// Whether the cell belongs to it, the first one included.
    pub fn covers(&self, at: CellName) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.col..=self.last.col).contains(&at.col)
    }
}

/// The merged cells of one sheet, read when they are first asked for.
#[derive(Debug)]
pub struct Merges {
    source: Source,
    sheet: String,
    areas: OnceCell<Vec<Area>>,
}

/// Where to look for them.
#[derive(Debug)]
pub(super) enum Source {
    Xlsx(Arc<[u8]>),
    Xlsb(Arc<[u8]>),
    Xls(Arc<[u8]>),
    Ods(Arc<Ods>, usize),
}

impl Merges {
    pub(super) fn new(source: Source, sheet: &str) -> Self {
        Self { source, sheet: sheet.to_owned(), areas: OnceCell::new() }
    }

    /// Whether nobody has asked for them yet.
    pub(crate) fn is_unread(&self) -> bool {
        self.areas.get().is_none()
    }

    /// All of them, in the order of their first cells.
    ///
    /// # Errors
    ///
    /// When the sheet is damaged.
    pub fn areas(&self) -> Result<&[Area], LoadError> {
        if let Some(areas) = self.areas.get() {
            return Ok(areas);
        }
        let mut areas = match &self.source {
            Source::Xlsx(bytes) => of_xlsx(bytes, &self.sheet)?,
            Source::Xlsb(bytes) => xlsb::merges(bytes, &self.sheet)?,
            Source::Xls(bytes) => {
                let compound = Compound::read(bytes)?;
                let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"));
                stream.map_or(Ok(Vec::new()), |stream| biff::merges(&stream?, &self.sheet))?
            }
            Source::Ods(book, sheet) => book.merges(*sheet)?,
        };
        areas.retain(|area| {
            let in_order = area.first.row <= area.last.row && area.first.col <= area.last.col;
            in_order && area.first != area.last && area.last.is_inside_a_sheet()
        });
        areas.sort_unstable();
        Ok(self.areas.get_or_init(|| areas))
    }
}

/// Refuses more merged cells than any sheet has.
pub(super) fn check_count(areas: &[Area]) -> Result<(), LoadError> {
    if areas.len() <= MOST_AREAS {
        return Ok(());
    }
    let (found, limit) = (areas.len() as u64, MOST_AREAS as u64);
    let mend = "keep the plan alone in a workbook of its own";
    Err(Cause::TooLarge { what: "the merged cells", found, limit, mend }.into())
}

fn of_xlsx(bytes: &[u8], sheet: &str) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    let mut package = package::open(bytes)?;
    let Some(name) = sheet_of_xlsx(&mut package, sheet)? else { return Ok(areas) };
    let Some(mut part) = read_part(&mut package, &name)? else { return Ok(areas) };
    if !go_to_merges(&mut part)? {
        return Ok(areas);
    }
    let mut xml = quick_xml::Reader::from_reader(part);
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(LoadError::damaged)? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "mergeCell" => {
                let named = attribute(&e, "ref")?.and_then(|text| {
                    let (first, last) = text.split_once(':')?;
                    let (first, last) = (first.replace('$', ""), last.replace('$', ""));
                    Some(Area { first: first.parse().ok()?, last: last.parse().ok()? })
                });
                areas.extend(named);
                check_count(&areas)?;
            }
            Event::End(e) if e.local_name().as_ref() == "mergeCells" => return Ok(areas),
            Event::Eof => return Ok(areas),
            _ => {}
        }
    }
}

/// Reads up to the first merged cell; gives whether there is one. Looks at nothing but names
/// behind the `<` that begins a tag, which no text can hold.
fn go_to_merges(part: &mut impl BufRead) -> Result<bool, LoadError> {
    const WANTED: &[u8] = b"mergeCells";
    let finder = Finder::new(WANTED);
    // What has been read and not yet looked at, from the beginning of a tag on if there is one.
    let mut kept: Vec<u8> = Vec::new();
    loop {
        let chunk = part.fill_buf().map_err(LoadError::damaged)?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let (before, read) = (kept.len(), chunk.len());
        kept.extend_from_slice(chunk);
        let is_tag = |at: &usize| {
            let (head, tail) = (&kept[..*at], &kept[at + WANTED.len()..]);
            let is_of_a_name = |byte: &u8| {
                byte.is_ascii_alphanumeric() || !byte.is_ascii() || b":_-.".contains(byte)
            };
            let before = head.iter().rev().find(|byte| !is_of_a_name(byte));
            before == Some(&b'<')
                && head.last().is_some_and(|byte| matches!(byte, b'<' | b':'))
                && tail.first().is_some_and(|byte| b" />\t\n\r".contains(byte))
        };
        if let Some(at) = finder.find_iter(&kept).find(is_tag) {
            // What is left of this tag is text to the reader of the rest.
            part.consume((at + WANTED.len()).saturating_sub(before).min(read));
            return Ok(true);
        }
        part.consume(read);
        let tag = memchr::memrchr(b'<', &kept).unwrap_or(kept.len());
        kept.drain(..tag.max(kept.len().saturating_sub(LONGEST_NAME)));
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Read};

    use proptest::prelude::*;

    use super::*;

    /// What is left behind the name of the tag, read in pieces of this size.
    fn rest(text: &str, piece: usize) -> Option<String> {
        let mut part = BufReader::with_capacity(piece, Cursor::new(text));
        let mut rest = String::new();
        let found = go_to_merges(&mut part).expect("nothing fails");
        part.read_to_string(&mut rest).expect("nothing fails");
        found.then_some(rest)
    }

    #[test]
    fn the_merged_cells_are_found_however_the_sheet_is_cut_into_pieces() {
        for (text, expected) in [
            (
                "<c><v>1</v></c><mergeCells count=\"1\"><mergeCell/>",
                Some(" count=\"1\"><mergeCell/>"),
            ),
            ("<x:c/></x:sheetData><x:mergeCells>a", Some(">a")),
            ("<x_1.é-y:mergeCells/>", Some("/>")),
            ("<mergeCells", None),
            ("<is>mergeCells mergeCells></is>", None),
            ("<mergeCell ref=\"A1:A2\"/><amergeCells/><mergeCells2/></mergeCells>", None),
            ("<a b=\"mergeCells \"/>", None),
            ("<a\nmergeCells b=\"\"/><mergeCells\n>", Some("\n>")),
            ("", None),
        ] {
            for piece in 1..=text.len() + 1 {
                assert_eq!(rest(text, piece).as_deref(), expected, "{text} in {piece}s");
            }
        }
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(
            text in "([a-c<>/: ]|<|mergeCells|<mergeCells|é){0,40}", piece in 1..40_usize,
        ) {
            prop_assert_eq!(rest(&text, piece), rest(&text, 100_000));
        }
    }
}
