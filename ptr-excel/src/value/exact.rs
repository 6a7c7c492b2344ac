//! Values that no cell holds as they are, written so that they read back as nothing else.
//!
//! A label of one dash reads as none, blanks around a name are none, the second showing of a
//! repeated hour looks like the first, and JSON is only a text. Whatever a cell would not give back
//! stands in it as JSON between two brackets that nobody types by accident: `⟪"-"⟫`. Long texts go
//! on in further columns, whose headings say whose continuation they are: `⟪["Description",2]⟫`.

use std::borrow::Cow;

use ptr_core::is_invisible;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::text::{is_nothing, lines_broken, trim};

const OPENING: char = '⟪';
const CLOSING: char = '⟫';

/// A value in its brackets.
pub(crate) fn exactly(value: &impl Serialize) -> String {
    // Texts, numbers and lists of them are always JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    format!("{OPENING}{json}{CLOSING}")
}

/// The value that stands in brackets, if it is one of this type.
#[inline]
pub(crate) fn exact<T: DeserializeOwned>(text: &str) -> Option<T> {
    // Nearly every text is told by its first byte.
    let inner = text.strip_prefix(OPENING)?;
    serde_json::from_str(inner.strip_suffix(CLOSING)?).ok()
}

/// Whether a text looks like a value in brackets.
pub(crate) fn is_exact(text: &str) -> bool {
    text.starts_with(OPENING) && text.ends_with(CLOSING)
}

/// Whether a text in a cell reads back as itself: it has no blanks around it, does not stand for
/// nothing, and no brackets.
pub(crate) fn reads_back(text: &str) -> bool {
    trim(text) == text && !is_nothing(text) && !is_exact(text)
}

/// The same of a text of which all but the line breaks of other systems is kept.
pub(crate) fn reads_back_whole(text: &str) -> bool {
    /// No piece of a long text is blank if its beginning is not.
    const BEGINNING: usize = 16_000;
    let is_seen = |c: char| !c.is_whitespace() && !is_invisible(c);
    let is_as_it_is = matches!(lines_broken(text.into()), Cow::Borrowed(_));
    is_as_it_is && text.chars().take(BEGINNING).any(is_seen) && !is_exact(text)
}

/// What the heading of a continuation says: the column that goes on, and the part of its texts, the
/// first continuation being part 2.
pub(crate) fn continues(heading: &str) -> Option<(String, usize)> {
    exact(heading).filter(|(_, part)| *part > 1)
}

/// What each continuation of a text begins with, so that none is blank.
pub(crate) const GOES_ON: char = '…';

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_in_brackets_is_read_as_what_it_is() {
        assert_eq!(exactly(&"-"), "⟪\"-\"⟫");
        assert_eq!(exact::<String>("⟪\"  a\\r\\n\"⟫").as_deref(), Some("  a\r\n"));
        assert_eq!(exact::<String>("⟪-⟫"), None);
        assert_eq!(exact::<String>("«\"-\"»"), None);
        assert_eq!(continues("⟪[\"Description\",2]⟫"), Some(("Description".to_owned(), 2)));
        assert_eq!(continues("Description"), None);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "(\\PC|[\\x00-\\x1f⟪⟫\"\\\\]){0,24}") {
            prop_assert_eq!(exact::<String>(&exactly(&text)), Some(text));
        }
    }
}
