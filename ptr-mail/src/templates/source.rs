//! Where the texts of the templates come from: the program itself, and a user's directory.

use std::fs;
use std::path::{Path, PathBuf};

use super::problem::TemplateProblem;
use ptr_core::language::Language;

/// One template, not parsed yet.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// As in `fr/start.html`, or `_layout.html` for what all languages share.
    pub(super) name: String,
    pub(super) text: String,
}

impl Source {
    /// Whether mails in this language may use it.
    pub(super) fn serves(&self, language: &Language) -> bool {
        self.name.split_once('/').is_none_or(|(directory, _)| directory == language.code())
    }
}

macro_rules! builtin {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),+]
    };
}

/// Name and text of every built-in template.
const BUILTIN: &[(&str, &str)] = builtin![
    "_layout.html",
    "_parts.html",
    "_report.html",
    "en/_step.html",
    "en/_step.txt",
    "en/failure.html",
    "en/failure.subject.txt",
    "en/failure.txt",
    "en/start.html",
    "en/start.subject.txt",
    "en/start.txt",
    "en/transfer-receipt.html",
    "en/transfer-receipt.subject.txt",
    "en/transfer-receipt.txt",
    "en/transfer.html",
    "en/transfer.subject.txt",
    "en/transfer.txt",
    "en/weekly-report.html",
    "en/weekly-report.subject.txt",
    "en/weekly-report.txt",
    "fr/_step.html",
    "fr/_step.txt",
    "fr/failure.html",
    "fr/failure.subject.txt",
    "fr/failure.txt",
    "fr/start.html",
    "fr/start.subject.txt",
    "fr/start.txt",
    "fr/transfer-receipt.html",
    "fr/transfer-receipt.subject.txt",
    "fr/transfer-receipt.txt",
    "fr/transfer.html",
    "fr/transfer.subject.txt",
    "fr/transfer.txt",
    "fr/weekly-report.html",
    "fr/weekly-report.subject.txt",
    "fr/weekly-report.txt",
];

pub(super) fn builtin() -> Vec<Source> {
    let owned = |&(name, text): &(&str, &str)| Source { name: name.into(), text: text.into() };
    BUILTIN.iter().map(owned).collect()
}

/// Replaces built-in templates by the files of `directory`, adds its parts, and tells what is
/// wrong with its files.
pub(super) fn replace_from(directory: &Path, sources: &mut Vec<Source>) -> Vec<TemplateProblem> {
    let mut problems = Vec::new();
    let mut directories = vec![(String::new(), directory.to_owned())];
    for language in Language::built_in() {
        let inside = directory.join(language.code());
        if inside.is_dir() {
            directories.push((format!("{language}/"), inside));
        }
    }
    for (prefix, directory) in directories {
        match files(&directory) {
            Ok(files) => {
                for file in files {
                    if let Err(problem) = replace(&prefix, &file, sources) {
                        problems.push(problem);
                    }
                }
            }
            Err(error) => {
                problems
                    .push(TemplateProblem::new(directory.display().to_string(), error.to_string()));
            }
        }
    }
    problems
}

/// The template files of a directory, in the order of their names; other files are none of
/// our business (a note to oneself, what an editor leaves behind).
fn files(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if matches!(ending, Some("html" | "txt")) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn replace(prefix: &str, file: &Path, sources: &mut Vec<Source>) -> Result<(), TemplateProblem> {
    let base = file.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{prefix}{base}");
    let text = fs::read_to_string(file)
        .map_err(|error| TemplateProblem::new(name.clone(), error.to_string()))?;
    match sources.iter_mut().find(|source| source.name == name) {
        Some(source) => source.text = text,
        None if base.starts_with('_') => sources.push(Source { name, text }),
        None => {
            // A misspelt name would leave the built-in text in use without a word.
            let mails = BUILTIN.iter().map(|(name, _)| *name).filter(|name| !name.contains('_'));
            let known: Vec<_> = mails.collect();
            let message = format!(
                "no mail uses a template of this name; expected one of {}, or a name that begins with _",
                known.join(", ")
            );
            return Err(TemplateProblem::new(name, message));
        }
    }
    Ok(())
}
