//! The merged cells of a sheet, which stand behind its rows.
//!
//! Whoever asks for them mostly does so while the rows stream past, so the part is unpacked once
//! more; what lies before the merged cells is not parsed, only searched.

use std::io::BufRead;

use memchr::memmem::Finder;

use super::markup::Markup;
use super::token::Token;
use crate::a1::CellName;
use crate::error::LoadError;
use crate::source::merges::{Area, check_count};

/// No name of a tag is longer, its prefix included.
const LONGEST_NAME: usize = 256;

pub(super) fn read(mut part: impl BufRead) -> Result<Vec<Area>, LoadError> {
    let mut areas = Vec::new();
    if !go_to_merges(&mut part)? {
        return Ok(areas);
    }
    let mut markup = Markup::streamed(part);
    loop {
        match markup.next()? {
            Token::Start(tag) if tag.name == b"mergeCell" => {
                areas.extend(tag.attribute(b"ref")?.and_then(area));
                check_count(&areas)?;
            }
            Token::End(b"mergeCells") | Token::Over => return Ok(areas),
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
}

/// The area of a name such as `A1:B2` or `$A$1:$B$2`.
pub(super) fn area(name: &[u8]) -> Option<Area> {
    let name = std::str::from_utf8(name).ok()?.replace('$', "");
    let (first, last) = name.split_once(':')?;
    let place = |name: &str| name.parse::<CellName>().ok();
    Some(Area { first: place(first)?, last: place(last)? })
}

/// Reads up to the first merged cell; gives whether there is one. Looks at nothing but names
/// behind the `<` that begins a tag, which no text can hold.
fn go_to_merges(part: &mut impl BufRead) -> Result<bool, LoadError> {
    const WANTED: &[u8] = b"mergeCells";
    let finder = Finder::new(WANTED);
    // The beginning of a tag that the pieces read so far have cut.
    let mut cut: Vec<u8> = Vec::new();
    loop {
        let piece = part.fill_buf().map_err(LoadError::damaged)?;
        if piece.is_empty() {
            return Ok(false);
        }
        let (before, read) = (cut.len(), piece.len());
        let text = if cut.is_empty() {
            // All of a part that is held is one piece, and need not be copied to be searched.
            piece
        } else {
            cut.extend_from_slice(piece);
            &cut
        };
        let is_tag = |at: &usize| {
            let (head, tail) = (&text[..*at], &text[at + WANTED.len()..]);
            let is_of_a_name = |byte: &u8| {
                byte.is_ascii_alphanumeric() || !byte.is_ascii() || b":_-.".contains(byte)
            };
            let before = head.iter().rev().find(|byte| !is_of_a_name(byte));
            before == Some(&b'<')
                && head.last().is_some_and(|byte| matches!(byte, b'<' | b':'))
                && tail.first().is_some_and(|byte| b" />\t\n\r".contains(byte))
        };
        if let Some(at) = finder.find_iter(text).find(is_tag) {
            // What is left of this tag is text to the reader of the rest.
            part.consume((at + WANTED.len()).saturating_sub(before).min(read));
            return Ok(true);
        }
        let tag = memchr::memrchr(b'<', text).unwrap_or(text.len());
        cut = text[tag.max(text.len().saturating_sub(LONGEST_NAME))..].to_vec();
        part.consume(read);
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
