//! The rooms of `src/` in the order from the file that is read to the plan: none imports a later one,
//! and no files import each other in a circle.

#[path = "../../tests/order.rs"]
mod order;

use std::path::Path;

#[test]
fn each_room_imports_only_from_those_before_it() {
    let before = ["a1", "limits", "language", "error", "cells", "source", "value", "layout"];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // Reading and writing stand apart: neither imports the other.
    for last in [["load", "propose", "write"], ["write", "load", "propose"]] {
        let rooms = [before.as_slice(), &last].concat();
        assert_eq!(order::against(&src, &rooms), [""; 0]);
    }
}
