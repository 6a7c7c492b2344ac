//! The files of this crate import in one direction: from the file that is read to the plan.

/// Each room imports only from those before it. `write` stands apart from `load`: neither uses the
/// other.
const ROOMS: [&str; 10] =
    ["a1", "limits", "language", "error", "cells", "source", "value", "layout", "load", "write"];

#[test]
fn each_room_imports_only_rooms_before_it_and_no_files_import_each_other_in_a_circle() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    assert_eq!(ptr_tests::rooms(src, &ROOMS), Vec::<String>::new());
}
