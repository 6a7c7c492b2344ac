//! The catalogue of this crate, and how a language uses it.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::LazyLock;

use fluent_bundle::FluentArgs;
use include_dir::include_dir;

use super::catalogue::Catalogue;
use super::value::Language;
use crate::id::{Code, InvalidCode};

static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/src/language/texts")));

/// The codes of the languages that are built in.
pub(super) fn codes() -> Vec<&'static str> {
    TEXTS.codes().collect()
}

impl Language {
    /// The built-in languages, in the order of display.
    ///
    /// ```
    /// use ptr_core::language::Language;
    /// assert!(Language::built_in().any(|language| language.code() == "nl"));
    /// ```
    pub fn built_in() -> impl Iterator<Item = Self> {
        TEXTS.codes().map(Self::of)
    }

    /// The text of a message with its arguments.
    pub(super) fn text(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        TEXTS.text(self, id, arguments).into_owned()
    }

    /// The text of a message without arguments.
    pub(super) fn word(&self, id: &str) -> Cow<'_, str> {
        TEXTS.word(self, id)
    }
}

impl FromStr for Language {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let language = Language::built_in().find(|language| language.code() == text);
        language.ok_or_else(|| InvalidCode { what: Code::Language, found: text.to_owned() })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::TEXTS;

    #[test]
    fn every_language_has_every_message_with_every_argument_and_none_is_left_over() {
        let sources = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/language"));
        let files = sources.expect("a folder").map(|file| file.expect("a file").path());
        let code: String = files
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| std::fs::read_to_string(path).expect("a text"))
            .collect();
        assert_eq!(TEXTS.check(&code), Vec::<String>::new());
    }
}
