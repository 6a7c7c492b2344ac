//! The built-in texts of one crate: one file of [Project Fluent](https://projectfluent.org) a
//! language, found in a folder when the crate is compiled.
//!
//! A language is added by a file and no line of code. Plurals, lists, typography and forms of
//! dates stand in the files; data come in as arguments, already fit to be shown.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::Dir;

use super::Language;
use super::value::told;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// The built-in texts of one crate, in every language it has a file for.
///
/// A text is looked for in what the user added to the [`Language`], then in the file of its
/// code, then in the English one. Ids of messages are unique across crates, so that one file of
/// a user can hold them all: those of a crate other than `ptr-core` begin with the crate's
/// subject (`workbook-…`, `mail-…`).
///
/// ```
/// use std::sync::LazyLock;
///
/// use include_dir::include_dir;
/// use ptr_core::language::{Catalogue, Language, arguments};
///
/// // One file a language in this folder: `fr.ftl`, `en.ftl`, …
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
    ($($name:ident = $value:expr),* $(,)?) => {{
        let mut arguments = $crate::language::FluentArgs::new();
        $(arguments.set(stringify!($name), $value);)*
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
    /// The texts of all files `<code>.ftl` in a folder, French first and then by code.
    ///
    /// What Fluent cannot read of a file is left out; [`check`](Self::check) tells it. Parse once
    /// and keep the catalogue (`LazyLock`): time `O(characters)`.
    pub fn new(folder: &Dir<'static>) -> Self {
        let mut texts: Vec<Texts> = folder.files().filter_map(Texts::read).collect();
        texts.sort_by_key(|texts| (texts.code != "fr", texts.code));
        Self { texts }
    }

    /// The codes of the languages there are files for, French first and then by code.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.texts.iter().map(|texts| texts.code)
    }

    /// A message with its arguments filled in; its id if there is no such message.
    ///
    /// A text that a user added and that asks for an argument the message does not have is
    /// passed over. Time `O(characters)`.
    pub fn text<'a>(
        &'a self,
        language: &'a Language,
        id: &str,
        arguments: &FluentArgs<'_>,
    ) -> Cow<'a, str> {
        let built_in = |code: &str| self.texts.iter().find(|texts| texts.code == code);
        let built_in = [language.code(), "en"].into_iter().filter_map(built_in);
        let mut bundles = language.added().into_iter().chain(built_in.map(|texts| &texts.bundle));
        bundles
            .find_map(|bundle| formatted(bundle, id, arguments))
            .unwrap_or_else(|| Cow::Owned(id.to_owned()))
    }

    /// A message without arguments: a word, a heading, a form of dates. Borrowed, as a rule.
    pub fn word<'a>(&'a self, language: &'a Language, id: &str) -> Cow<'a, str> {
        self.text(language, id, &FluentArgs::new())
    }

    /// What is wrong with the files, for a test of the crate they belong to: what Fluent cannot
    /// read, messages and arguments that one language has and another has not, and messages that
    /// the `code` of the crate never asks for. It asks by a literal, `"mail-subject"`, or for a
    /// family of messages by the literal they begin with, `"state-{name}"`.
    pub fn check(&self, code: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let all: BTreeSet<(&str, &str)> =
            self.texts.iter().flat_map(|texts| asked(texts.source)).collect();
        for Texts { code: language, source, .. } in &self.texts {
            if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
                let lines = errors.iter().map(|it| told(source, it.pos.start, it));
                wrong.extend(lines.map(|line| format!("{language}: {line}")));
            }
            let here = asked(source);
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
    fn read(file: &'static include_dir::File<'static>) -> Option<Self> {
        let path = file.path();
        let code = path.extension().is_some_and(|extension| extension == "ftl");
        let code = code.then(|| path.file_stem()?.to_str()).flatten()?;
        let source = file.contents_utf8()?;
        let resource = FluentResource::try_new(source.to_owned());
        let bundle = bundle(code, resource.unwrap_or_else(|(readable, _)| readable));
        Some(Self { code, source, bundle })
    }
}

/// The messages of a file with an empty argument each, and those with each of their arguments.
fn asked(source: &str) -> BTreeSet<(&str, &str)> {
    let mut id = "";
    let mut asked = BTreeSet::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((begun, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            id = begun;
            asked.insert((id, ""));
        }
        for argument in line.split('$').skip(1) {
            let end = argument.find(|c: char| !c.is_alphanumeric() && c != '-');
            asked.insert((id, &argument[..end.unwrap_or(argument.len())]));
        }
    }
    asked
}

/// The messages of a file, ready to be asked for. Of several with one id the last one counts.
pub(super) fn bundle(code: &str, resource: FluentResource) -> Bundle {
    let mut bundle = Bundle::new_concurrent(code.parse().into_iter().collect());
    // Marks around arguments would be seen in mails and terminals, and no text is right to left.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

fn formatted<'b>(bundle: &'b Bundle, id: &str, arguments: &FluentArgs<'_>) -> Option<Cow<'b, str>> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    errors.is_empty().then_some(text)
}
