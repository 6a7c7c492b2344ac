//! The texts of the module: complete in every language, and none left over.

use std::fs;
use std::path::{Path, PathBuf};

use include_dir::include_dir;
use ptr_core::language::Catalogue;

#[test]
fn every_language_has_every_text_and_none_is_left_over() {
    let texts = Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages"));
    let code = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    assert_eq!(texts.check(&code), Vec::<String>::new());
}

/// All code of this crate.
fn sources(folder: &Path) -> String {
    let files = fs::read_dir(folder).expect("a folder");
    let text = |path: PathBuf| {
        if path.is_dir() { sources(&path) } else { fs::read_to_string(path).expect("text") }
    };
    files.map(|file| text(file.expect("a file").path())).collect()
}
