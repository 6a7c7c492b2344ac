//! The way a mail travels is the order in which its files may import each other.

/// From the settings to what became of a mail: each imports only those before it.
const ROOMS: &[&str] = &[
    "problems",
    "html",
    "settings",
    "message",
    "platform",
    "templates",
    "composer",
    "transport",
    "delivery",
];

#[test]
fn every_file_imports_only_what_comes_before_it() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(ptr_tests::rooms(src, ROOMS), Vec::<String>::new());
}
