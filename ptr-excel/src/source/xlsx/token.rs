//! What a part of XML is made of: tags with their attributes, and the text between them, as they
//! stand in the part.

use std::borrow::Cow;

use memchr::memchr2;
use quick_xml::escape::unescape;
use simdutf8::compat::from_utf8;

use crate::error::LoadError;

/// What comes next in a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'m> {
    /// `<name …>`, or `<name …/>`, which no end follows.
    Start(Tag<'m>),
    /// `</name>`, by its local name.
    End(&'m [u8]),
    /// What stands between tags; never empty.
    Text(Text<'m>),
    /// The part is at its end.
    Over,
}

/// A tag that begins an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'m> {
    /// Its local name.
    pub(super) name: &'m [u8],
    /// Whether it ends the element as well.
    pub(super) is_empty: bool,
    attributes: &'m [u8],
}

/// Text as it stands in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'m> {
    pub(super) raw: &'m [u8],
    /// Whether it stands in a `CDATA` section, where nothing is escaped.
    pub(super) is_verbatim: bool,
}

impl<'m> Tag<'m> {
    #[inline]
    pub(super) fn of(tag: &'m [u8], is_empty: bool) -> Self {
        let end = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        Self { name: local(name), is_empty, attributes }
    }

    /// The attributes by their whole names, with their values as they stand.
    #[inline]
    pub(super) fn attributes(
        self,
    ) -> impl Iterator<Item = Result<(&'m [u8], &'m [u8]), LoadError>> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_ascii_start();
            (!rest.is_empty()).then(|| attribute(&mut rest).ok_or_else(|| not_xml(self.attributes)))
        })
    }

    /// The value of an attribute as it stands, by its whole name.
    pub(super) fn attribute(self, name: &[u8]) -> Result<Option<&'m [u8]>, LoadError> {
        let found = self.attributes().find(|it| it.as_ref().map_or(true, |(key, _)| *key == name));
        Ok(found.transpose()?.map(|(_, value)| value))
    }
}

impl<'m> Text<'m> {
    /// The text that they stand for.
    pub(super) fn decoded(self) -> Result<Cow<'m, str>, LoadError> {
        let text = from_utf8(self.raw).map_err(LoadError::damaged)?;
        if memchr2(b'&', b'\r', self.raw).is_none() {
            return Ok(Cow::Borrowed(text));
        }
        // An escaped line break is meant; one that stands there may be another system's.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if self.is_verbatim {
            return Ok(Cow::Owned(text));
        }
        let text = unescape(&text).map_err(LoadError::damaged)?;
        Ok(Cow::Owned(text.into_owned()))
    }
}

/// Takes one attribute off the beginning; `None` if there is none.
#[inline]
fn attribute<'m>(rest: &mut &'m [u8]) -> Option<(&'m [u8], &'m [u8])> {
    let equals = rest.iter().position(|byte| *byte == b'=')?;
    let (name, value) = (rest[..equals].trim_ascii_end(), rest[equals + 1..].trim_ascii_start());
    let (quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    let end = value.iter().position(|byte| byte == quote)?;
    *rest = &value[end + 1..];
    Some((name, &value[..end]))
}

/// A name without its prefix.
#[inline]
pub(super) fn local(name: &[u8]) -> &[u8] {
    match name.iter().position(|byte| *byte == b':') {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

#[cold]
fn not_xml(found: &[u8]) -> LoadError {
    let found = String::from_utf8_lossy(&found[..found.len().min(80)]).into_owned();
    LoadError::damaged(format!("`{}` are no attributes", found.trim()))
}
