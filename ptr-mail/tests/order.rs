//! The rooms of `src/` in the order a mail travels: none imports a later one, and no files import
//! each other in a circle.

use std::path::Path;

#[test]
fn each_room_imports_only_from_those_before_it() {
    let rooms = [
        "problems",
        "html",
        "texts",
        "settings",
        "message",
        "platform",
        "templates",
        "composer",
        "transport",
        "delivery",
    ];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert_eq!(ptr_tests::order::against(&src, &rooms), [""; 0]);
}
