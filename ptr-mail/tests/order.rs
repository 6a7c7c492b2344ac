//! The way a mail travels is the order in which the files may import each other.

#[path = "../../tests/order.rs"]
mod order;

/// From the settings to what became of a mail: each room imports only those before it.
const ROOMS: &[&str] = &[
    "problems",
    "html",
    "texts",
    "settings",
    "message",
    "platform",
    "calendar",
    "templates",
    "composer",
    "transport",
    "delivery",
];

#[test]
fn every_file_imports_only_what_comes_before_it() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(order::against(src.as_ref(), ROOMS), Vec::<String>::new());
}
