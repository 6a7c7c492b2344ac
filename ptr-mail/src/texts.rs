//! The words of the mails and of what is wrong with them: one file a language in the folder
//! `languages`, and no word elsewhere.

use std::fmt;
use std::io::ErrorKind;
use std::sync::LazyLock;

use include_dir::include_dir;
use ptr_core::language::{Catalogue, FluentArgs, Language, arguments, system_words};

/// The texts of this crate.
pub(crate) static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages")));

/// A message with its arguments filled in.
pub(crate) fn text(language: &Language, id: &str, arguments: &FluentArgs<'_>) -> String {
    TEXTS.text(language, id, arguments).into_owned()
}

/// A message without arguments.
pub(crate) fn word(language: &Language, id: &str) -> String {
    text(language, id, &FluentArgs::new())
}

/// What was found, to stand between quotation marks: what cannot be seen is written as its escape.
pub(crate) fn escaped(found: &impl fmt::Debug) -> String {
    let quoted = format!("{found:?}");
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

/// Why the system cannot do something with a file.
pub(crate) fn of_system(language: &Language, kind: ErrorKind, words: &str) -> String {
    let kind = match kind {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "permission-denied",
        ErrorKind::InvalidData => "invalid-data",
        _ => "other",
    };
    text(language, "mail-error-system", &arguments!(kind = kind, words = system_words(words)))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use include_dir::{Dir, include_dir};

    use super::*;

    #[test]
    fn every_language_has_every_text_and_none_is_left_over() {
        static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
        let templates = TEMPLATES.files().filter_map(|file| file.contents_utf8());
        let code = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
        let code: Vec<&str> = [code.as_str()].into_iter().chain(templates).collect();
        // Templates join the parts of a name with `~`, code puts them into braces.
        let code = code.join("\n").replace("\" ~ ", "{");
        assert_eq!(TEXTS.check(&code), Vec::<String>::new());
    }

    /// All code of this crate.
    fn sources(folder: &Path) -> String {
        let files = fs::read_dir(folder).expect("a folder");
        let text = |path: PathBuf| {
            if path.is_dir() { sources(&path) } else { fs::read_to_string(path).expect("text") }
        };
        files.map(|file| text(file.expect("a file").path())).collect()
    }
}
