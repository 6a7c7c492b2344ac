//! The words of the mails: one file a language in the folder `languages`, and no word elsewhere.

use std::sync::LazyLock;

use include_dir::include_dir;
use ptr_core::language::Catalogue;

/// The texts of this crate.
pub(crate) static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages")));

#[cfg(test)]
mod tests {
    use include_dir::{Dir, include_dir};

    use super::*;

    #[test]
    fn every_language_has_every_text_and_none_is_left_over() {
        static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
        let templates = TEMPLATES.files().filter_map(|file| file.contents_utf8());
        let code = [include_str!("templates/moment.rs"), include_str!("settings/section.rs")];
        let code: Vec<&str> = code.into_iter().chain(templates).collect();
        assert_eq!(TEXTS.check(&code.join("\n")), Vec::<String>::new());
    }
}
