//! Holds the files of a crate to one direction: each room imports only from rooms before it, and
//! no files import each other in a circle.
//!
//! A room is a folder or a file directly in `src/`. What a `mod.rs` re-exports from its own files
//! counts as theirs; what stands in tests does not count.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree};

/// A module by its path in the crate: `["plan", "check"]`; the crate's root is empty.
type Module = Vec<String>;

/// Everything that runs against the order of the `rooms` of the crate in `src`, as sentences; none
/// if all is well.
///
/// # Panics
/// If the files of the crate cannot be read, or are not Rust.
pub(crate) fn against(src: &Path, rooms: &[&str]) -> Vec<String> {
    let modules = modules(src);
    let exports: BTreeMap<&Module, BTreeMap<String, Module>> =
        modules.iter().map(|(module, file)| (module, file.exports(module, &modules))).collect();
    let resolve = |path: &[String]| {
        let known = (0..=path.len()).rev().find(|&len| modules.contains_key(&path[..len]))?;
        let module = path[..known].to_vec();
        let item = path.get(known).and_then(|item| exports[&module].get(item));
        Some(item.cloned().unwrap_or(module))
    };
    let place =
        |module: &Module| rooms.iter().position(|room| module.first().is_some_and(|it| it == room));

    let is_there = |room: &&str| modules.keys().any(|it| it.first().is_some_and(|it| it == room));
    let mut said: Vec<String> = rooms
        .iter()
        .filter(|room| !is_there(room))
        .map(|room| format!("{room} is in the list and not in {}", src.display()))
        .collect();
    let mut graph = DiGraph::<&Module, ()>::new();
    let nodes: BTreeMap<&Module, _> =
        modules.keys().map(|module| (module, graph.add_node(module))).collect();
    for (module, file) in modules.iter().filter(|(module, _)| !module.is_empty()) {
        if place(module).is_none() {
            said.push(format!("{} is in no room of the list", module.join("::")));
        }
        for path in &file.imports {
            let Some(target) = resolve(&absolute(path, module)) else { continue };
            if target.is_empty() || target == *module {
                continue;
            }
            if place(&target) > place(module) {
                said.push(format!("{} imports {}", module.join("::"), target.join("::")));
            }
            graph.update_edge(nodes[module], nodes[&target], ());
        }
    }
    for circle in kosaraju_scc(&graph).into_iter().filter(|circle| circle.len() > 1) {
        let names: Vec<String> = circle.into_iter().map(|node| graph[node].join("::")).collect();
        said.push(format!("a circle of {}: {}", names.len(), names.join(", ")));
    }
    said
}

/// What one file imports, as paths from `crate` or `super` on, and what it re-exports.
#[derive(Default)]
struct File {
    imports: Vec<Vec<String>>,
    exported: Vec<Vec<String>>,
}

impl File {
    /// The names under which a module re-exports what stands in its own files, each with the file.
    fn exports(
        &self,
        module: &Module,
        modules: &BTreeMap<Module, File>,
    ) -> BTreeMap<String, Module> {
        let of_own = self.exported.iter().filter_map(|path| {
            let child =
                [module.as_slice(), &path[path.len().min(usize::from(path[0] == "self"))..][..1]]
                    .concat();
            Some((path.last()?.clone(), modules.contains_key(&child).then_some(child)?))
        });
        of_own.collect()
    }
}

impl<'a> Visit<'a> for File {
    fn visit_item(&mut self, item: &'a Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(it) => &it.attrs,
            Item::Fn(it) => &it.attrs,
            Item::Impl(it) => &it.attrs,
            Item::Use(it) => &it.attrs,
            _ => &[],
        };
        let is_test = |attribute: &Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
        };
        if !attributes.iter().any(is_test) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let mut paths = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut paths);
        let is_reexport = !matches!(item.vis, syn::Visibility::Inherited);
        for path in paths {
            if is_reexport && path[0] != "crate" && path[0] != "super" {
                self.exported.push(path);
            } else {
                self.imports.push(path);
            }
        }
    }

    // `pub(in crate::room)` says who may import, and imports nothing.
    fn visit_vis_restricted(&mut self, _: &'a syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'a syn::Path) {
        // A name alone is imported elsewhere, or that of a variable.
        if path.segments.len() > 1 {
            self.imports.push(path.segments.iter().map(|it| it.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let name = match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, paths);
            before.pop();
            return;
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| flatten(tree, before, paths));
            return;
        }
        UseTree::Name(name) => Some(name.ident.to_string()).filter(|name| name != "self"),
        UseTree::Rename(name) => Some(name.ident.to_string()),
        UseTree::Glob(_) => None,
    };
    paths.push(before.iter().cloned().chain(name).collect());
}

/// A path as it reads from the crate's root; as it stands where it does not lead into the crate.
fn absolute(path: &[String], module: &Module) -> Vec<String> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("self") => [module.as_slice(), &path[1..]].concat(),
        Some("super") => [&module[..module.len().saturating_sub(supers)], &path[supers..]].concat(),
        // A path through a child: `passes::earliest`.
        _ => [module.as_slice(), path].concat(),
    }
}

/// All modules of the crate with what they import.
fn modules(src: &Path) -> BTreeMap<Module, File> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<(PathBuf, Module)> = vec![(src.to_owned(), Vec::new())];
    while let Some((folder, module)) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the crate").flatten() {
            let path = entry.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if stem == "tests" {
                continue;
            }
            let inner = [module.as_slice(), std::slice::from_ref(&stem)].concat();
            if path.is_dir() {
                folders.push((path, inner));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a file of the crate");
                let mut file = File::default();
                file.visit_file(&syn::parse_file(&text).expect("Rust that compiles"));
                let module = if matches!(&*stem, "mod" | "lib") { module.clone() } else { inner };
                found.insert(module, file);
            }
        }
    }
    found
}
