//! Where the templates come from: the program itself, and a folder of the user's.
//!
//! Kept true: a mail has one template for all languages; a file of the user's replaces it for all
//! languages, or in the folder of a language (`fr/start.txt`) for that one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use ptr_core::language::Language;

use super::problem::{Cause, TemplateProblem};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// One template, not parsed yet.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// How problems name it: the user's file as it lies in their folder, or the built-in template
    /// in the folder of its language, where a file would replace it.
    pub(super) name: String,
    pub(super) text: String,
}

/// The templates of a language by the names they call each other: `start.txt`, `_layout.html`.
pub(super) type Sources = BTreeMap<String, Source>;

/// The built-in templates.
pub(super) fn built_in(language: &Language) -> Sources {
    let source = |file: &include_dir::File<'_>| {
        let name = file.path().to_str()?.to_owned();
        let source =
            Source { name: format!("{language}/{name}"), text: file.contents_utf8()?.into() };
        Some((name, source))
    };
    BUILT_IN.files().filter_map(source).collect()
}

/// Replaces templates by the files of `folder`, adds its parts, and tells what is wrong with its
/// files.
pub(super) fn replace_from(
    folder: &Path,
    language: &Language,
    sources: &mut Sources,
) -> Vec<TemplateProblem> {
    let mut problems = Vec::new();
    let inside = folder.join(language.code());
    let mut folders = vec![(String::new(), folder.to_owned())];
    if inside.is_dir() {
        folders.push((format!("{language}/"), inside));
    }
    for (prefix, folder) in folders {
        let files = files(&folder).unwrap_or_else(|error| {
            let folder = folder.display().to_string();
            problems.push(TemplateProblem::new(folder, error));
            Vec::new()
        });
        for file in files {
            problems.extend(replace(&prefix, &file, sources).err());
        }
    }
    problems
}

/// The template files of a folder, in the order of their names; other files are ignored
/// (notes, what an editor leaves behind).
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if matches!(ending, Some("html" | "txt")) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn replace(prefix: &str, file: &Path, sources: &mut Sources) -> Result<(), TemplateProblem> {
    let base = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{prefix}{base}");
    let text =
        fs::read_to_string(file).map_err(|error| TemplateProblem::new(name.clone(), error))?;
    if !base.starts_with('_') && !sources.contains_key(&base) {
        // A misspelt name would leave the built-in text in use without a word.
        let known = sources.keys().filter(|name| !name.starts_with('_')).cloned().collect();
        return Err(TemplateProblem::new(name, Cause::NoMail { known }));
    }
    sources.insert(base, Source { name, text });
    Ok(())
}
