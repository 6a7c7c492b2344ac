//! Texts of cells: those that a sheet holds itself, and those that all sheets share.
//!
//! A text is one piece, or several with formatting of their own; its phonetic reading, which
//! some languages add, is left out. What XML cannot hold, spreadsheets write as `_x000D_`.

use std::collections::BTreeSet;
use std::io::Read;

use memchr::memchr;

use super::markup::{Markup, cut_off};
use super::token::Token;
use super::window::Source;
use crate::error::LoadError;

/// The texts that all sheets share, one behind the other.
#[derive(Debug, Default)]
pub(super) struct SharedTexts {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    /// The numbers of those of which a part is struck through.
    struck: BTreeSet<usize>,
}

impl SharedTexts {
    pub(super) fn read(part: impl Read) -> Result<Self, LoadError> {
        let mut texts = Self::default();
        let mut markup = Markup::streamed(part);
        loop {
            match markup.next()? {
                Token::Start(tag) if tag.name == b"si" => {
                    if !tag.is_empty && read_text(&mut markup, b"si", &mut texts.all)? {
                        texts.struck.insert(texts.ends.len());
                    }
                    texts.ends.push(texts.all.len());
                }
                Token::End(b"sst") => return Ok(texts),
                Token::Start(tag) if tag.name == b"sst" && tag.is_empty => return Ok(texts),
                Token::Over => return Err(cut_off()),
                Token::Start(_) | Token::End(_) | Token::Text(_) => {}
            }
        }
    }

    pub(super) fn are_some_struck(&self) -> bool {
        !self.struck.is_empty()
    }

    /// Whether a part of a text is struck through.
    pub(super) fn is_struck(&self, number: usize) -> bool {
        self.struck.contains(&number)
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.all[start..end])
    }
}

/// Adds the text of an element that has just begun, up to its end. Gives whether a part of it is
/// struck through.
pub(super) fn read_text<S: Source>(
    markup: &mut Markup<S>,
    element: &[u8],
    into: &mut String,
) -> Result<bool, LoadError> {
    let mut is_struck = false;
    loop {
        match markup.next()? {
            Token::Start(tag) if matches!(tag.name, b"strike" | b"dstrike") => {
                let value = tag.attribute(b"val")?;
                is_struck |= !value.is_some_and(|value| matches!(value, b"0" | b"false" | b"off"));
            }
            Token::Start(tag) if tag.is_empty => {}
            Token::Start(tag) if tag.name == b"t" => {
                let is_kept = tag.attribute(b"xml:space")? == Some(b"preserve");
                read_piece(markup, is_kept, into)?;
            }
            Token::Start(tag) if tag.name == b"rPh" => markup.skip()?,
            Token::End(name) if name == element => return Ok(is_struck),
            Token::Over => return Err(cut_off()),
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
}

/// Adds one piece; blanks around it count only where it says so.
fn read_piece<S: Source>(
    markup: &mut Markup<S>,
    is_kept: bool,
    into: &mut String,
) -> Result<(), LoadError> {
    let start = into.len();
    loop {
        match markup.next()? {
            Token::Text(text) => into.push_str(&text.decoded()?),
            Token::End(b"t") => break,
            Token::Over => return Err(cut_off()),
            Token::Start(_) | Token::End(_) => {}
        }
    }
    if !is_kept {
        let is_blank = [' ', '\t', '\r', '\n'];
        into.truncate(start + into[start..].trim_end_matches(is_blank).len());
        let blank = into[start..].len() - into[start..].trim_start_matches(is_blank).len();
        into.drain(start..start + blank);
    }
    unescape_from(into, start);
    Ok(())
}

/// How long `_x000D_` is.
const ESCAPE: usize = 7;

/// Puts in its place what `_x000D_` and its like stand for: a unit of UTF-16.
pub(super) fn unescape_from(text: &mut String, start: usize) {
    if memchr(b'_', &text.as_bytes()[start..]).is_none() {
        return;
    }
    let escaped = text.split_off(start);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find("_x") {
        let Some(unit) = escaped_unit(&rest[at..]) else {
            let (before, behind) = rest.split_at(at + 1);
            text.push_str(before);
            rest = behind;
            continue;
        };
        text.push_str(&rest[..at]);
        rest = &rest[at + ESCAPE..];
        let low = escaped_unit(rest).filter(|low| (0xDC00..0xE000).contains(low));
        let pair = low.filter(|_| (0xD800..0xDC00).contains(&unit));
        let units = [unit, pair.unwrap_or_default()];
        let used = if pair.is_some() { &units[..] } else { &units[..1] };
        text.extend(char::decode_utf16(used.iter().copied()).map(|it| {
            // Half a pair alone is no character.
            it.unwrap_or(char::REPLACEMENT_CHARACTER)
        }));
        if pair.is_some() {
            rest = &rest[ESCAPE..];
        }
    }
    text.push_str(rest);
}

/// The unit that an escape at the beginning stands for.
fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_closed = text.as_bytes().get(ESCAPE - 1) == Some(&b'_');
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_closed && is_hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(part: &str) -> Vec<String> {
        let texts = SharedTexts::read(part.as_bytes()).expect("nothing is wrong");
        let all = (0..).map_while(|number| texts.get(number)).map(str::to_owned);
        all.collect()
    }

    #[test]
    fn texts_are_whole_whatever_they_are_made_of() {
        let part = "<?xml version=\"1.0\"?><sst count=\"9\">\
            <si><t>plain</t></si><si/><si></si><si><t/></si>\
            <si><t> trimmed\n</t></si><si><t xml:space=\"preserve\"> kept </t></si>\
            <si><r><rPr><b/></rPr><t>in </t></r><r><t xml:space=\"preserve\"> pieces</t></r></si>\
            <si><t>課長</t><rPh sb=\"0\" eb=\"1\"><t>カチョウ</t></rPh><phoneticPr fontId=\"1\"/></si>\
            <si><t>a&amp;b<!-- c -->d</t></si></sst><si><t>behind</t></si>";
        assert_eq!(
            texts(part),
            ["plain", "", "", "", "trimmed", " kept ", "in pieces", "課長", "a&bd"]
        );
        assert_eq!(texts("<sst/>"), Vec::<String>::new());
    }

    #[test]
    fn texts_that_end_within_one_are_damaged() {
        let whole = "<sst><si><r><t>a</t></r></si></sst>";
        for end in 0..whole.len() {
            assert!(SharedTexts::read(&whole.as_bytes()[..end]).is_err(), "{}", &whole[..end]);
        }
    }

    #[test]
    fn what_xml_cannot_hold_comes_back() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_!", "\u{1f4f7}!"),
            ("_xD83D_", "\u{fffd}"),
            ("_xDCF7__xD83D_", "\u{fffd}\u{fffd}"),
            ("_xD83D__x0041_", "\u{fffd}A"),
            ("_x_x0041_", "_xA"),
            ("_x004", "_x004"),
            ("_x00é_", "_x00é_"),
            ("_x+041_", "_x+041_"),
            ("__x0041__", "_A_"),
            ("x_000D_", "x_000D_"),
        ] {
            let mut text = format!("_x0041_{written}");
            unescape_from(&mut text, 7);
            assert_eq!(text, format!("_x0041_{meant}"));
        }
    }
}
