//! The XML of a large part told apart without copying it: tags, and the text between them.
//!
//! A sheet of some thousand rows is hundreds of thousands of tags of a few bytes each. They are
//! found here where they lie, in a part that is held or in a window that slides over one as it is
//! unpacked, and lent to whoever asks; nothing is copied, nothing checked that nobody asks about.
//! Kept true: what is told apart here is what a full reader of XML tells apart, names without
//! their prefixes; a part that ends within a tag, or declares a document type of its own, is
//! damaged.

use std::io::Read;
use std::ops::Range;

use memchr::{memchr, memmem};

use super::token::{Tag, Text, Token, local};
use super::window::{Held, Source, Streamed};
use crate::error::LoadError;

/// A part as it is read.
pub(super) struct Markup<S> {
    source: S,
    /// Up to where the window of the source has been handed out.
    at: usize,
}

/// What was found, by where it lies in the window.
enum Found {
    Text(Range<usize>),
    Verbatim(Range<usize>),
    /// Between `<` and `>`.
    Tag(Range<usize>),
    Over,
}

impl<'p> Markup<Held<'p>> {
    pub(super) fn held(part: &'p [u8]) -> Self {
        Self { source: Held(part), at: 0 }
    }
}

impl<R: Read> Markup<Streamed<R>> {
    pub(super) fn streamed(part: R) -> Self {
        Self { source: Streamed::new(part), at: 0 }
    }
}

impl<S: Source> Markup<S> {
    /// The next tag or text; comments and instructions are passed over.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Token<'_>, LoadError> {
        let found = self.find_next()?;
        let window = self.source.window();
        Ok(match found {
            Found::Text(at) => Token::Text(Text { raw: &window[at], is_verbatim: false }),
            Found::Verbatim(at) => Token::Text(Text { raw: &window[at], is_verbatim: true }),
            Found::Tag(at) => match &window[at] {
                [b'/', name @ ..] => Token::End(local(name.trim_ascii_end())),
                [tag @ .., b'/'] => Token::Start(Tag::of(tag, true)),
                tag => Token::Start(Tag::of(tag, false)),
            },
            Found::Over => Token::Over,
        })
    }

    /// Passes over what is left of an element whose beginning has just been handed out.
    pub(super) fn skip(&mut self) -> Result<(), LoadError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()? {
                Token::Start(tag) if !tag.is_empty => depth += 1,
                Token::End(_) => depth -= 1,
                Token::Over => return Err(cut_off()),
                Token::Start(_) | Token::Text(_) => {}
            }
        }
        Ok(())
    }

    #[inline]
    fn find_next(&mut self) -> Result<Found, LoadError> {
        loop {
            if self.ahead().is_empty() && !self.move_on()? {
                return Ok(Found::Over);
            }
            if self.ahead()[0] != b'<' {
                let length = self.find(0, 1, |ahead| memchr(b'<', ahead))?;
                let length = length.unwrap_or(self.ahead().len());
                return Ok(Found::Text(self.take(length)));
            }
            self.hold(2)?;
            if matches!(self.ahead().get(1), Some(b'!' | b'?')) {
                if let Some(verbatim) = self.declaration()? {
                    return Ok(Found::Verbatim(verbatim));
                }
                continue;
            }
            let length = self.length_of_tag()?.ok_or_else(cut_off)?;
            let tag = self.take(length);
            return Ok(Found::Tag(tag.start + 1..tag.end - 1));
        }
    }

    /// How long the tag is that begins here. A `>` within quotes does not end it.
    #[inline]
    fn length_of_tag(&mut self) -> Result<Option<usize>, LoadError> {
        let (mut length, mut quote) = (0, None);
        loop {
            for byte in &self.ahead()[length..] {
                length += 1;
                match (*byte, quote) {
                    (b'>', None) => return Ok(Some(length)),
                    (b'"' | b'\'', None) => quote = Some(*byte),
                    (byte, Some(opened)) if byte == opened => quote = None,
                    _ => {}
                }
            }
            if !self.move_on()? {
                return Ok(None);
            }
        }
    }

    /// Passes over a comment or an instruction; gives the text of a `CDATA` section that has
    /// some.
    #[cold]
    fn declaration(&mut self) -> Result<Option<Range<usize>>, LoadError> {
        const VERBATIM: &[u8] = b"<![CDATA[";
        self.hold(VERBATIM.len())?;
        let here = self.ahead();
        let all: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (VERBATIM, b"]]>"), (b"<?", b"?>")];
        let Some((begin, end)) = all.into_iter().find(|(begin, _)| here.starts_with(begin)) else {
            return Err(LoadError::damaged("a part declares a document type of its own"));
        };
        let ends = |ahead: &[u8]| memmem::find(ahead, end);
        let inner = self.find(begin.len(), end.len(), ends)?.ok_or_else(cut_off)?;
        let whole = self.take(inner + end.len());
        let inner = whole.start + begin.len()..whole.end - end.len();
        Ok((begin == VERBATIM && !inner.is_empty()).then_some(inner))
    }

    /// Where something begins, counted from here: not before `from`, and at most `length` long.
    #[inline]
    fn find(
        &mut self,
        mut from: usize,
        length: usize,
        find: impl Fn(&[u8]) -> Option<usize>,
    ) -> Result<Option<usize>, LoadError> {
        loop {
            let ahead = self.ahead();
            if let Some(found) = ahead.get(from..).and_then(&find) {
                return Ok(Some(from + found));
            }
            // What has been looked at need not be again, but for a beginning at its end.
            from = from.max((ahead.len() + 1).saturating_sub(length));
            if !self.move_on()? {
                return Ok(None);
            }
        }
    }

    /// What is seen and has not been handed out.
    #[inline]
    fn ahead(&self) -> &[u8] {
        &self.source.window()[self.at..]
    }

    #[inline]
    fn move_on(&mut self) -> Result<bool, LoadError> {
        self.source.move_on(&mut self.at)
    }

    /// Has so many bytes in the window, if there are as many.
    #[inline]
    fn hold(&mut self, length: usize) -> Result<(), LoadError> {
        while self.ahead().len() < length && self.move_on()? {}
        Ok(())
    }

    /// Hands out so many bytes.
    #[inline]
    fn take(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }
}

#[cold]
pub(super) fn cut_off() -> LoadError {
    LoadError::damaged("a part ends before it is complete")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::escape::unescape;
    use quick_xml::events::Event;

    use super::super::window::WINDOW;
    use super::*;

    /// Gives so many bytes at a time, whatever it is asked for.
    struct Pieces<'t>(Cursor<&'t [u8]>, usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let length = into.len().min(self.1);
            self.0.read(&mut into[..length])
        }
    }

    /// What is told apart: `<name key=value/`, `>name` and decoded text, joined where it is cut.
    fn told(text: &[u8], piece: usize) -> Result<Vec<String>, LoadError> {
        told_by(Markup::streamed(Pieces(Cursor::new(text), piece)))
    }

    fn told_by(mut markup: Markup<impl Source>) -> Result<Vec<String>, LoadError> {
        let mut told = Vec::new();
        loop {
            match markup.next()? {
                Token::Start(tag) => {
                    let lossy = |bytes| String::from_utf8_lossy(bytes).into_owned();
                    let mut line = format!("<{}", lossy(tag.name));
                    for attribute in tag.attributes() {
                        let (key, value) = attribute?;
                        line = format!("{line} {}={}", lossy(key), lossy(value));
                    }
                    told.push(line + if tag.is_empty { "/" } else { "" });
                }
                Token::End(name) => told.push(format!(">{}", String::from_utf8_lossy(name))),
                Token::Text(text) => add_text(&mut told, &text.decoded()?),
                Token::Over => return Ok(told),
            }
        }
    }

    fn add_text(told: &mut Vec<String>, text: &str) {
        match told.last_mut() {
            Some(last) if last.starts_with('"') => last.push_str(text),
            _ => told.push(format!("\"{text}")),
        }
    }

    /// The same as a full reader tells it.
    fn told_in_full(text: &str) -> Result<Vec<String>, quick_xml::Error> {
        let mut xml = Reader::from_str(text);
        xml.config_mut().check_end_names = false;
        xml.config_mut().allow_unmatched_ends = true;
        let mut told = Vec::new();
        loop {
            let event = xml.read_event()?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(e) | Event::Empty(e) => {
                    let mut line = format!("<{}", e.local_name().as_ref());
                    for attribute in e.attributes().with_checks(false) {
                        let attribute = attribute?;
                        line = format!("{line} {}={}", attribute.key.as_ref(), attribute.value);
                    }
                    told.push(line + if is_empty { "/" } else { "" });
                }
                Event::End(e) => told.push(format!(">{}", e.local_name().as_ref())),
                Event::Text(text) => add_text(&mut told, &text.xml10_content()),
                Event::CData(text) if !text.is_empty() => {
                    add_text(&mut told, &text.xml10_content());
                }
                Event::GeneralRef(entity) => {
                    let whole = format!("&{};", entity.as_ref());
                    add_text(&mut told, &unescape(&whole)?);
                }
                Event::Eof => return Ok(told),
                _ => {}
            }
        }
    }

    #[test]
    fn tags_texts_and_what_is_passed_over_are_told_apart() {
        for (text, expected) in [
            ("", &[][..]),
            ("<a/>", &["<a/"]),
            ("<x:a r=\"1\" s='2 > 1'>b</x:a >", &["<a r=1 s=2 > 1", "\"b", ">a"]),
            ("<a  b = \"\" />", &["<a b=/"]),
            ("<?xml version=\"1.0\"?><a>1</a>", &["<a", "\"1", ">a"]),
            ("<a>1<!-- it's <b> -->2<![CDATA[<&]]>3</a>", &["<a", "\"12<&3", ">a"]),
            ("<a>a&amp;b&#10;&#xE9;\r\nc\rd&#13;</a>", &["<a", "\"a&b\n\u{e9}\nc\nd\r", ">a"]),
            ("<a><![CDATA[]]></a>", &["<a", ">a"]),
        ] {
            for piece in 1..=text.len() + 1 {
                let told = told(text.as_bytes(), piece).expect("nothing is wrong");
                assert_eq!(told, expected, "{text} in {piece}s");
            }
            let told = told_by(Markup::held(text.as_bytes())).expect("nothing is wrong");
            assert_eq!(told, expected, "{text} held");
        }
    }

    #[test]
    fn what_is_cut_off_or_no_xml_is_damaged() {
        for text in [
            "<",
            "<a",
            "<a b=\"c>",
            "</a",
            "<!",
            "<!-",
            "<!-- -",
            "<![CDATA[ ]]",
            "<?xml ?",
            "<!DOCTYPE a>",
            "<a b>",
            "<a b=c>",
            "<a>&oops;</a>",
            "<a>&</a>",
        ] {
            for piece in 1..=text.len() {
                let error = told(text.as_bytes(), piece).expect_err(text);
                assert_eq!(error.code(), "damaged", "{text} in {piece}s");
            }
        }
        assert!(told(b"<a>\xff</a>", 9).is_err());
    }

    #[test]
    fn a_tag_or_text_longer_than_the_window_is_whole() {
        let long = "x".repeat(3 * WINDOW);
        let text = format!("<a b=\"{long}\">{long}</a>");
        let expected = [format!("<a b={long}"), format!("\"{long}"), ">a".to_owned()];
        assert_eq!(told(text.as_bytes(), usize::MAX).expect("nothing is wrong"), expected);
    }

    #[test]
    fn an_element_is_passed_over_with_all_that_is_in_it() {
        let mut markup = Markup::held(b"<a><a><b/>1</a><c>2</c></a><d/>");
        assert!(matches!(markup.next(), Ok(Token::Start(_))));
        markup.skip().expect("it ends");
        let next = markup.next().expect("nothing is wrong");
        assert!(matches!(next, Token::Start(tag) if tag.name == b"d"));
    }

    proptest! {
        /// Pieces of XML in any order, of which most is well enough formed for a full reader.
        #[test]
        fn a_full_reader_tells_the_same_apart(
            pieces in proptest::collection::vec(prop_oneof![
                Just("<a>"), Just("</a>"), Just("<x:b c='1' x:d=\"<>&amp;\">"), Just("</x:b>"), Just("<c/>"),
                Just("<d e=\"'\" />"), Just("t"), Just(" \n"), Just("\r\n"), Just("\r"), Just("&lt;"),
                Just("&#65;"), Just("\u{e9}"), Just("<!-- - > ' -->"), Just("<![CDATA[ ]] > ]]>"), Just("<?p q?>"),
                Just("&"), Just("<"), Just(">"), Just("\""),
            ], 0..12),
            piece in 1..20_usize,
        ) {
            let text = pieces.concat();
            let (ours, full) = (told(text.as_bytes(), piece), told_in_full(&text));
            let held = told_by(Markup::held(text.as_bytes()));
            prop_assert_eq!(held.as_ref().ok(), ours.as_ref().ok());
            if let (Ok(ours), Ok(full)) = (&ours, &full) {
                prop_assert_eq!(ours, full);
            }
            let is_plain = pieces.iter().all(|piece| !matches!(*piece, "&" | "<" | ">" | "\""));
            prop_assert!(!is_plain || (ours.is_ok() && full.is_ok()), "{text}: {ours:?} {full:?}");
        }

        #[test]
        fn no_bytes_make_it_panic_or_wait(text in proptest::collection::vec(
            prop_oneof![Just(b'<'), Just(b'>'), Just(b'!'), Just(b'-'), Just(b'['), Just(b'"'), any::<u8>()],
            0..200,
        ), piece in 1..20_usize) {
            let held = told_by(Markup::held(&text));
            prop_assert_eq!(held.ok(), told(&text, piece).ok());
        }
    }
}
