//! A language as a value: its code, and the texts that a user has added.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;

/// The parsed messages of one language.
pub(super) type Bundle = FluentBundle<FluentResource>;

/// A language for messages: a built-in one, or one with texts of the user.
///
/// Cloning is cheap: the texts are shared. Two languages are equal if their codes and added texts
/// are. It is serialised as its code, and deserialised as the built-in language with this code.
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

/// A text that a user has added.
struct Added {
    code: String,
    source: String,
    bundle: Bundle,
}

impl Language {
    /// French, the language of the original users.
    pub const fn french() -> Self {
        Self::of(ORIGINAL)
    }

    /// English, the fallback for messages that a language lacks.
    pub const fn english() -> Self {
        Self::of(FALLBACK)
    }

    pub(super) const fn of(code: &'static str) -> Self {
        Self { code, added: None }
    }

    /// A new language, or a built-in one with some messages replaced, by a text in the format of
    /// [Project Fluent](https://projectfluent.org): `id = words` for each message. Missing messages
    /// are taken from the built-in language with this code, else from English. The files of the
    /// built-in languages contain all ids. Time `O(characters)`.
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
    /// [`InvalidLanguage`] if the code is not in ISO 639, or with all lines that are not valid
    /// Fluent.
    pub fn with_texts(code: &str, text: &str) -> Result<Self, InvalidLanguage> {
        let known: Result<unic_langid::subtags::Language, _> = code.parse();
        let is_iso =
            |known: &unic_langid::subtags::Language| known.as_str() == code && code.len() < 4;
        let Some(known) = known.ok().filter(is_iso) else {
            return Err(InvalidLanguage::Code { found: code.to_owned() });
        };
        let code = known.as_str().to_owned();
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|_| InvalidLanguage::Text { code: code.clone(), lines: unreadable(text) })?;
        let bundle = bundle(&code, resource);
        let added = Added { code, source: text.to_owned(), bundle };
        Ok(Self { code: FALLBACK, added: Some(Arc::new(added)) })
    }

    /// Its ISO 639 code: `fr`.
    pub fn code(&self) -> &str {
        self.added.as_ref().map_or(self.code, |added| &added.code)
    }

    /// The text that the user has added, if any.
    pub fn texts(&self) -> Option<&str> {
        self.added.as_ref().map(|added| added.source.as_str())
    }

    pub(super) fn added(&self) -> Option<&Bundle> {
        self.added.as_ref().map(|added| &added.bundle)
    }

    fn parts(&self) -> (&str, Option<&str>) {
        (self.code(), self.texts())
    }
}

/// The first language in lists.
pub(super) const ORIGINAL: &str = "fr";
/// The language that has every message.
pub(super) const FALLBACK: &str = "en";

/// Why a code and a text are no valid language.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidLanguage {
    /// The code is not in ISO 639.
    Code {
        /// The code given.
        found: String,
    },
    /// Lines of the text are not valid Fluent.
    Text {
        /// The language.
        code: String,
        /// These lines, in their order.
        lines: Vec<NotFluent>,
    },
}

impl std::error::Error for InvalidLanguage {}

/// A line that is not valid Fluent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFluent {
    /// Its number, counted from 1.
    pub line: usize,
    /// Its content.
    pub found: String,
    /// Fluent's own message, in English.
    pub error: String,
}

/// The lines of a text that are not valid Fluent.
pub(super) fn unreadable(text: &str) -> Vec<NotFluent> {
    let Err((_, errors)) = FluentResource::try_new(text.to_owned()) else { return Vec::new() };
    let lines = errors.into_iter().map(|error| {
        let before = text.get(..error.pos.start).unwrap_or(text);
        // An error at the end of a line is reported at the beginning of the next one.
        let begun = error.slice.as_ref().is_some_and(|entry| entry.start < error.pos.start);
        let line = if begun { before.trim_end() } else { before }.matches('\n').count();
        let found = text.lines().nth(line).unwrap_or_default().to_owned();
        NotFluent { line: line.saturating_add(1), found, error: error.to_string() }
    });
    lines.collect()
}

/// The messages of a text. If an id occurs repeatedly, its last message is used.
pub(super) fn bundle(code: &str, resource: FluentResource) -> Bundle {
    let mut bundle = Bundle::new_concurrent(code.parse().into_iter().collect());
    // Isolating marks around arguments would be visible in mails and terminals; no text is right to
    // left.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
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
