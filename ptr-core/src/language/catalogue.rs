//! The built-in texts of a crate: a folder with one [Project Fluent](https://projectfluent.org)
//! file per language, embedded at compile time.
//!
//! A new language needs only a new file. The files contain plurals, lists, typography and date
//! formats; arguments are passed as they are to be shown.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, File};

use super::value::{Bundle, FALLBACK, Language, ORIGINAL, bundle, unreadable};

/// The built-in texts of a crate, in every language with a file.
///
/// A message is looked up first in the texts that the user added to the [`Language`], then in the
/// file of the language, then in the English file. Ids of messages are unique across crates, so
/// that a user can override messages of all crates in one file: outside `ptr-core` they begin with
/// the crate's subject (`workbook-…`, `mail-…`).
///
/// ```
/// use std::sync::LazyLock;
///
/// use include_dir::include_dir;
/// use ptr_core::language::{Catalogue, Language, arguments};
///
/// // One file per language in this folder: `fr.ftl`, `en.ftl`, …
/// static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
///     Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/src/language/texts"))
/// });
///
/// assert_eq!(TEXTS.word(&Language::french(), "state-Ready"), "prête");
/// let added = "state-Ready = ready when you are\nfarewell = Goodbye, { $name }!";
/// let mine = Language::with_texts("en", added)?;
/// assert_eq!(TEXTS.word(&mine, "state-Ready"), "ready when you are");
/// assert_eq!(TEXTS.text(&mine, "farewell", &arguments!(name = "Anne")), "Goodbye, Anne!");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Catalogue {
    texts: Vec<Texts>,
}

/// The arguments of a message: `arguments!(step = "CO1", open = 3)`.
#[macro_export]
macro_rules! arguments {
    () => { $crate::language::FluentArgs::new() };
    ($($name:ident = $value:expr),+ $(,)?) => {{
        let mut arguments = $crate::language::FluentArgs::new();
        $(arguments.set(stringify!($name), $value);)+
        arguments
    }};
}

/// The file of one language.
struct Texts {
    code: &'static str,
    source: &'static str,
    bundle: Bundle,
}

impl Catalogue {
    /// Reads all files `<code>.ftl` in a folder. French is first, then the order is by code.
    ///
    /// Syntax errors are skipped; [`check`](Self::check) reports them. Parse once and keep the
    /// catalogue (`LazyLock`): time `O(characters)`.
    pub fn new(folder: &Dir<'static>) -> Self {
        let mut texts: Vec<Texts> = folder.files().filter_map(Texts::read).collect();
        texts.sort_by_key(|texts| (texts.code != ORIGINAL, texts.code));
        Self { texts }
    }

    /// The codes of the languages with a file: French first, then in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.texts.iter().map(|texts| texts.code)
    }

    /// The text of a message with its arguments; the id if there is no such message.
    ///
    /// A message of the user that needs an argument which is not given is skipped. Time
    /// `O(characters)`.
    pub fn text<'a>(
        &'a self,
        language: &'a Language,
        id: &str,
        arguments: &FluentArgs<'_>,
    ) -> Cow<'a, str> {
        let built_in = |code: &str| self.texts.iter().find(|texts| texts.code == code);
        let built_in = [language.code(), FALLBACK].into_iter().filter_map(built_in);
        let mut bundles = language.added().into_iter().chain(built_in.map(|texts| &texts.bundle));
        bundles
            .find_map(|bundle| formatted(bundle, id, arguments))
            .unwrap_or_else(|| Cow::Owned(id.to_owned()))
    }

    /// The text of a message without arguments: a word, a heading, a date format. Usually borrowed.
    pub fn word<'a>(&'a self, language: &'a Language, id: &str) -> Cow<'a, str> {
        self.text(language, id, &FluentArgs::new())
    }

    /// The faults of the files, for a test of the crate: syntax errors, messages and arguments that
    /// some languages lack, and messages that the `code` of the crate does not use. A message is
    /// used if its id, or for a family of messages the beginning of its id, is a string literal in
    /// the code: `"mail-subject"`, `"state-{name}"`.
    pub fn check(&self, code: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let all: BTreeSet<(&str, &str)> =
            self.texts.iter().flat_map(|texts| messages_and_arguments(texts.source)).collect();
        for Texts { code: language, source, .. } in &self.texts {
            wrong.extend(unreadable(source).iter().map(|line| format!("{language}: {line:?}")));
            let here = messages_and_arguments(source);
            wrong.extend(all.difference(&here).map(|(id, argument)| match *argument {
                "" => format!("{language}: no message {id}"),
                _ => format!("{language}: message {id} does not use {argument}"),
            }));
        }
        let used = |id: &str| {
            let family = |(end, _)| code.contains(&format!("\"{}{{", &id[..=end]));
            code.contains(&format!("\"{id}\"")) || id.match_indices('-').any(family)
        };
        let unused = all.iter().filter(|(id, argument)| argument.is_empty() && !used(id));
        wrong.extend(unused.map(|(id, _)| format!("message {id} is never asked for")));
        wrong
    }
}

impl Texts {
    fn read(file: &'static File<'static>) -> Option<Self> {
        let path = file.path();
        let code = path.extension().is_some_and(|extension| extension == "ftl");
        let code = code.then(|| path.file_stem()?.to_str()).flatten()?;
        let source = file.contents_utf8()?;
        let resource = FluentResource::try_new(source.to_owned());
        let bundle = bundle(code, resource.unwrap_or_else(|(readable, _)| readable));
        Some(Self { code, source, bundle })
    }
}

/// Each message of a file with an empty argument, and with each of its arguments. Arguments that
/// only select a variant are left out, because plurals differ between languages.
fn messages_and_arguments(source: &str) -> BTreeSet<(&str, &str)> {
    let mut id = "";
    let mut asked = BTreeSet::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((begun, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            id = begun;
            asked.insert((id, ""));
        }
        for argument in line.split('$').skip(1) {
            let end = argument.find(|c: char| !c.is_alphanumeric() && !"-_".contains(c));
            let (argument, rest) = argument.split_at(end.unwrap_or(argument.len()));
            if !rest.trim_start().starts_with("->") {
                asked.insert((id, argument));
            }
        }
    }
    asked
}

fn formatted<'b>(bundle: &'b Bundle, id: &str, arguments: &FluentArgs<'_>) -> Option<Cow<'b, str>> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    errors.is_empty().then_some(text)
}
