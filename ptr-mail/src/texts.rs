//! The words of the mails: one file a language in the folder `languages`, and no word elsewhere.

use std::sync::LazyLock;

use include_dir::include_dir;
use ptr_core::language::Catalogue;

/// The texts of this crate.
pub(crate) static TEXTS: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(&include_dir!("$CARGO_MANIFEST_DIR/languages")));
