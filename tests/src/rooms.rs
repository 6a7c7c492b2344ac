//! The order of the rooms of a crate: who may import whom, read from the sources themselves.
//!
//! A room is a file or a folder directly in `src/`. Kept true by the crates that ask: a room
//! imports only rooms before it, and no files import each other in a circle. Paths that begin
//! with `crate`, `self`, `super` or a module declared in the same file count, wherever they
//! stand; comments and what is compiled for tests only do not. `lib.rs` may name all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Names of modules from the root of the crate to a file.
type Module = Vec<String>;

/// What speaks against the order `rooms`, one line each; empty if nothing does.
///
/// # Panics
///
/// When the sources cannot be read.
pub fn rooms(src: impl AsRef<Path>, rooms: &[&str]) -> Vec<String> {
    let mut sources = BTreeMap::new();
    read(src.as_ref(), &Module::new(), &mut sources);
    let tests: Vec<Module> = sources
        .iter()
        .flat_map(|(file, text)| test_modules(text).into_iter().map(|name| child(file, name)))
        .collect();
    sources.retain(|file, _| !tests.iter().any(|test| file.starts_with(test)));
    for text in sources.values_mut() {
        *text = without_tests(text);
    }

    let place = |room: &str| rooms.iter().position(|known| *known == room);
    let mut complaints = Vec::new();
    for room in sources.keys().filter_map(|file| file.first()).collect::<BTreeSet<_>>() {
        if place(room).is_none() {
            complaints.push(format!("{room}: stands in no place of the order"));
        }
    }
    for room in rooms
        .iter()
        .filter(|room| !sources.keys().any(|it| it.first().is_some_and(|it| it == *room)))
    {
        complaints
            .push(format!("{room}: stands in the order and not in {}", src.as_ref().display()));
    }
    let mut imports: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for (file, text) in sources.iter().filter(|(file, _)| !file.is_empty()) {
        let imported = imports.entry(file).or_default();
        for path in paths(file, text) {
            let target = (0..=path.len()).rev().find_map(|end| sources.get_key_value(&path[..end]));
            let Some((target, _)) = target.filter(|(target, _)| *target != file) else { continue };
            let (from, to) = (place(&file[0]), target.first().and_then(|room| place(room)));
            if imported.insert(target) && (target.is_empty() || to > from) {
                let (file, path) = (file.join("/"), path.join("::"));
                complaints.push(format!("{file}: imports {path}, which comes later"));
            }
        }
    }
    complaints.extend(circle(imports));
    complaints
}

/// The path of a circle among the files, if there is one.
fn circle(mut imports: BTreeMap<&Module, BTreeSet<&Module>>) -> Option<String> {
    for targets in imports.values_mut() {
        targets.retain(|target| !target.is_empty());
    }
    // What imports nothing that is left is in no circle.
    while let Some(done) = imports.iter().find(|(_, it)| it.is_empty()).map(|(file, _)| *file) {
        imports.remove(done);
        for targets in imports.values_mut() {
            targets.remove(done);
        }
    }
    let mut path = vec![*imports.keys().next()?];
    loop {
        let next = *imports[path[path.len() - 1]].first()?;
        if let Some(start) = path.iter().position(|file| *file == next) {
            let names: Vec<_> =
                path[start..].iter().chain([&next]).map(|it| it.join("/")).collect();
            return Some(format!("a circle: {}", names.join(" -> ")));
        }
        path.push(next);
    }
}

/// Reads every source file below `folder`, comments left out.
fn read(folder: &Path, module: &[String], sources: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of a folder").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name in UTF-8");
        let inner =
            if matches!(name, "lib" | "mod") { module.to_vec() } else { child(module, name) };
        if path.is_dir() {
            read(&path, &inner, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
            sources.insert(inner, code.collect::<Vec<_>>().join("\n"));
        }
    }
}

fn child(module: &[String], name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// The text without the items that are compiled for tests only.
fn without_tests(text: &str) -> String {
    let Some((before, item)) = text.split_once(TEST) else { return text.to_owned() };
    // An item ends with its semicolon, or with the first brace at the beginning of a line.
    let block = item.find('{').unwrap_or(item.len());
    let end = match item.find(';').filter(|end| *end < block) {
        Some(end) => end + 1,
        None => item.find("\n}").map_or(item.len(), |end| end + 2),
    };
    format!("{before}{}", without_tests(&item[end..]))
}

/// The modules in files of their own that are compiled for tests only.
fn test_modules(text: &str) -> Vec<&str> {
    let items = text.split(TEST).skip(1);
    items
        .filter_map(|item| item.trim_start().strip_prefix("mod ")?.split_once(';'))
        .map(|it| it.0)
        .filter(|name| is_name(name))
        .collect()
}

const TEST: &str = "#[cfg(test)]";

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Every path in the text that begins inside the crate, from the root of the crate.
fn paths(file: &[String], text: &str) -> Vec<Module> {
    let declared = text.split("mod ").skip(1).filter_map(|rest| Some(rest.split_once(';')?.0));
    let declared: Vec<&str> = declared.filter(|name| is_name(name)).collect();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("::") {
        let before = &text[..at];
        let word =
            before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let is_first = !before[..at - word.len()].ends_with("::");
        let start = match word {
            "crate" if is_first => Vec::new(),
            "self" if is_first => file.to_vec(),
            "super" if is_first => file[..file.len().saturating_sub(1)].to_vec(),
            name if is_first && declared.contains(&name) => child(file, name),
            _ => continue,
        };
        tree(&text[at + 2..], start, &mut found);
    }
    found
}

/// Adds the paths of a tree such as `a::{b, c::d}` below `base`; gives what follows the tree.
fn tree<'t>(text: &'t str, mut base: Module, found: &mut Vec<Module>) -> &'t str {
    let mut text = text.trim_start();
    loop {
        if let Some(mut inner) = text.strip_prefix('{') {
            while !inner.trim_start().starts_with('}') && !inner.trim_start().is_empty() {
                inner = tree(inner, base.clone(), found).trim_start();
                inner = inner.strip_prefix(',').unwrap_or(inner);
            }
            return inner.trim_start().strip_prefix('}').unwrap_or_default();
        }
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        match &text[..end] {
            "super" => _ = base.pop(),
            "self" => {}
            name => base.push(name.to_owned()),
        }
        match text[end..].strip_prefix("::") {
            Some(rest) => text = rest,
            None => {
                found.push(base);
                // An alias, a star: up to what ends this branch.
                let rest = &text[end..];
                return &rest[rest.find([',', '}', ';', '\n']).unwrap_or(rest.len())..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of these files in this order.
    fn complaints(name: &str, files: &[(&str, &str)], order: &[&str]) -> Vec<String> {
        let src = std::env::temp_dir().join(format!("ptr-rooms-{}-{name}", std::process::id()));
        for (file, text) in files {
            let path = src.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let said = rooms(&src, order);
        fs::remove_dir_all(src).expect("the folder is there");
        said
    }

    #[test]
    fn a_later_room_is_told_wherever_its_path_stands_and_in_whatever_tree() {
        let files = [
            ("lib.rs", "mod a;\nmod b;\npub use crate::b::B;"),
            ("a.rs", "use crate::{x::Y, b::{self, B}};\nfn f() { super::b::g() }"),
            ("b/mod.rs", "mod c;\nuse super::a::A;\nuse c::C;"),
            (
                "b/c.rs",
                "// use crate::d::D;\n#[cfg(test)]\nmod tests {\n    use super::super::C;\n}",
            ),
        ];
        let said = complaints("later", &files, &["a", "b", "e"]);
        assert_eq!(
            said,
            [
                &*format!(
                    "e: stands in the order and not in {}",
                    std::env::temp_dir()
                        .join(format!("ptr-rooms-{}-later", std::process::id()))
                        .display()
                ),
                "a: imports x::Y, which comes later",
                "a: imports b, which comes later",
                "a circle: a -> b -> a",
            ]
        );
    }

    #[test]
    fn a_circle_inside_a_folder_is_told_with_its_path() {
        let files = [
            ("a/mod.rs", "mod b;\nmod c;\npub use self::b::B;"),
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "use super::B;"),
        ];
        assert_eq!(complaints("circle", &files, &["a"]), ["a circle: a -> a/b -> a/c -> a"]);
        let files = [("a/mod.rs", "mod b;\nuse b::B;"), ("a/b.rs", "struct B;"), ("z.rs", "")];
        assert_eq!(complaints("none", &files, &["a"]), ["z: stands in no place of the order"]);
    }
}
