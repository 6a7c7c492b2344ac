//! The texts of this crate, one file a language in `languages/`: what workbooks say, and the words
//! by which headings, sheets and values are recognised.
//!
//! Kept true: whatever a file of `languages/` says is written and recognised without a line of
//! code. Workbooks are read in all these languages at once, whichever they were written in.

use std::borrow::Cow;
use std::sync::LazyLock;

use include_dir::include_dir;
use ptr_core::language::{Catalogue, FluentArgs, Language};

static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages")));

/// A message with its arguments filled in.
pub(crate) fn text(language: &Language, id: &str, arguments: &FluentArgs<'_>) -> String {
    TEXTS.text(language, id, arguments).into_owned()
}

/// A message without arguments.
pub(crate) fn word<'l>(language: &'l Language, id: &str) -> Cow<'l, str> {
    TEXTS.word(language, id)
}

/// What is expected somewhere, in English: visitors of serde know no other language.
pub(crate) fn in_english(id: &str) -> String {
    word(&Language::english(), id).into_owned()
}

/// The spellings that a message lists, as all languages have them: groups from the best to the
/// least, of which the spellings stand for each other. Of equal rank, French comes first and the
/// other languages follow by their codes.
pub(crate) fn spellings(id: &str) -> Vec<Vec<String>> {
    let of_language = |code| {
        let language = Language::with_texts(code, "").ok()?;
        Some(groups(&TEXTS.word(&language, id)))
    };
    let mut lists: Vec<_> = TEXTS.codes().filter_map(of_language).map(Vec::into_iter).collect();
    let mut all = Vec::new();
    loop {
        let rank: Vec<Vec<String>> = lists.iter_mut().filter_map(Iterator::next).collect();
        if rank.is_empty() {
            return all;
        }
        all.extend(rank.into_iter().filter(|group| !group.is_empty()));
    }
}

/// The spelling that workbooks in a language write: the first one that the message lists. One that
/// a user's own texts bring is passed over where the reader would not recognise it.
pub(crate) fn first_spelling(
    language: &Language,
    id: &str,
    is_recognised: impl Fn(&str) -> bool,
) -> String {
    let first = |language: &Language| {
        groups(&TEXTS.word(language, id)).into_iter().flatten().next().unwrap_or_default()
    };
    let own = first(language);
    if is_recognised(&own) {
        return own;
    }
    Language::with_texts(language.code(), "").map_or(own, |built_in| first(&built_in))
}

/// One group a line; a dash holds the place of an empty one.
fn groups(list: &str) -> Vec<Vec<String>> {
    let spellings = |line: &str| {
        let all = line.split(';').map(str::trim).filter(|it| !matches!(*it, "" | "-"));
        all.map(str::to_owned).collect()
    };
    list.lines().map(spellings).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn every_language_has_every_text_and_none_is_left_over() {
        let code = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
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

    #[test]
    fn spellings_of_equal_rank_begin_with_the_french_ones() {
        let all = spellings("workbook-column-steps-label");
        let first: Vec<&str> = all.iter().take(6).map(|group| group[0].as_str()).collect();
        assert_eq!(first, ["Libellé", "Label", "Omschrijving", "Titre", "Title", "Titel"]);
    }
}
