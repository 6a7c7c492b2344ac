//! A language as a value: its code and what a user added to it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use fluent_bundle::FluentResource;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::TEXTS;
use super::catalogue::{Bundle, bundle};
use crate::id::InvalidCode;

/// A language that people are addressed in: a built-in one, or one with texts of the user's own.
///
/// Cloning is cheap: the texts are shared. Two languages are equal if their codes and added texts
/// are. Written as data it is its code, and reads back as the built-in language of that code.
///
/// ```
/// use ptr_core::State;
/// use ptr_core::language::Language;
///
/// let language: Language = "fr".parse()?;
/// assert_eq!(language, Language::default());
/// assert_eq!(State::Overdue.label(&language), "en retard");
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(Clone)]
pub struct Language {
    code: &'static str,
    added: Option<Arc<Added>>,
}

/// What a user added to a language.
struct Added {
    code: String,
    source: String,
    bundle: Bundle,
}

impl Language {
    /// French, the users' own.
    pub const fn french() -> Self {
        Self { code: "fr", added: None }
    }

    /// English.
    pub const fn english() -> Self {
        Self { code: "en", added: None }
    }

    /// Every language that needs no file of the user's, in the order in which they are offered.
    pub fn built_in() -> impl Iterator<Item = Self> {
        TEXTS.codes().map(|code| Self { code, added: None })
    }

    /// A language of the user's own, or a built-in one with some of its messages worded anew, by a
    /// text in the format of [Project Fluent](https://projectfluent.org): a line `id = words` a
    /// message. What the text lacks is said in the built-in language of that code, or else in
    /// English. Time `O(characters)`.
    ///
    /// ```
    /// use ptr_core::State;
    /// use ptr_core::language::Language;
    ///
    /// let german = Language::with_texts("de", "state-Ready = bereit")?;
    /// assert_eq!(State::Ready.label(&german), "bereit");
    /// assert_eq!(State::Open.label(&german), "open");
    ///
    /// let error = Language::with_texts("de", "state-Ready: bereit").unwrap_err();
    /// assert!(error.to_string().contains("line 1"), "{error}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidLanguage`] if the code is none of ISO 639, or with every line that is not Fluent's.
    pub fn with_texts(code: &str, text: &str) -> Result<Self, InvalidLanguage> {
        let known: Result<unic_langid::subtags::Language, _> = code.parse();
        let Ok(known) = known else {
            return Err(InvalidLanguage::Code { found: code.to_owned() });
        };
        let code = known.as_str().to_owned();
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let lines = errors.iter().map(|it| told(text, it.pos.start, it)).collect();
            InvalidLanguage::Text { code: code.clone(), lines }
        })?;
        let bundle = bundle(&code, resource);
        let added = Added { code, source: text.to_owned(), bundle };
        Ok(Self { code: "", added: Some(Arc::new(added)) })
    }

    /// Its code of ISO 639: `fr`.
    pub fn code(&self) -> &str {
        self.added.as_ref().map_or(self.code, |added| &added.code)
    }

    pub(super) fn added(&self) -> Option<&Bundle> {
        self.added.as_ref().map(|added| &added.bundle)
    }

    fn parts(&self) -> (&str, Option<&str>) {
        (self.code(), self.added.as_ref().map(|added| added.source.as_str()))
    }
}

/// Where a text is not Fluent's, and why.
pub(super) fn told(text: &str, position: usize, error: impl fmt::Display) -> String {
    let before = text.get(..position).unwrap_or(text);
    let line = before.matches('\n').count();
    let found = text.lines().nth(line).unwrap_or_default();
    format!("line {}: {error}, found {:?}", line.saturating_add(1), super::parts::short(found))
}

/// Why a language cannot be made of a code and a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidLanguage {
    /// The code is none of ISO 639.
    #[error("{found:?} is not the code of a language: expected one of ISO 639, such as \"nl\"")]
    Code {
        /// The code given.
        found: String,
    },
    /// Lines of the text are not Fluent's.
    #[error("the texts of language {code} cannot be read: {}", lines.join("; "))]
    Text {
        /// The language.
        code: String,
        /// Each with its number, what was expected and what stands there.
        lines: Vec<String>,
    },
}

impl Default for Language {
    fn default() -> Self {
        Self::french()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Language {}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, added) = self.parts();
        write!(f, "Language({code}{})", if added.is_some() { ", with added texts" } else { "" })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Language {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        static EXPECTED: LazyLock<String> = LazyLock::new(|| {
            let codes: Vec<&str> = TEXTS.codes().collect();
            super::parts::list(&codes, codes.len(), " or ", |_| String::new())
        });
        Language::built_in().find(|language| language.code() == text).ok_or_else(|| InvalidCode {
            what: "language",
            found: text.to_owned(),
            expected: &EXPECTED,
        })
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
