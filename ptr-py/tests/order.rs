//! The rooms of `src/` in the order from the values of Python to what a run answers: none imports
//! a later one, and no files import each other in a circle.

#[path = "../../tests/order.rs"]
mod order;

use std::path::Path;

#[test]
fn each_room_imports_only_from_those_before_it() {
    let rooms = [
        "texts", "errors", "patience", "convert", "language", "problems", "plan", "table",
        "schedule", "run", "forecast", "view", "draw", "workbook", "mail",
    ];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert_eq!(order::against(&src, &rooms), [""; 0]);
}
